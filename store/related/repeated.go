package related

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsreader/store/token"
)

// Span is a stretch of a text in bytes, To excluded.
type Span struct{ From, To int }

// What makes a sentence one that was read. Two sentences that say the same
// share most of their words; what differs is how they are put together. A new
// number or name is news, however alike the rest is.
const (
	saidOnce  = 0.75 // share of its words that one sentence that was read must hold
	saidTwice = 0.85 // or two sentences in a row
	fewWords  = 4    // a sentence of fewer words must be held wholly
)

// Repeated returns the passages of an article's Markdown that say what one of
// the texts that were read says: whole top-level blocks, or sentences in them.
// A sentence with a number or a name that isn't in that text is new. The texts
// are plain ones.
func (r *Reader) Repeated(content, language string, read []string) []Span {
	m := &memory{reader: r, language: language, ids: map[string]int{}}
	for _, text := range read {
		m.learn(text)
	}
	m.close()
	var spans []Span
	for _, block := range blocks(content) {
		spans = append(spans, m.block(content, block)...)
	}
	return spans
}

// memory is what was read, sentence by sentence.
type memory struct {
	reader   *Reader
	language string
	ids      map[string]int // of terms
	texts    [][]bool       // by text, by term: whether it holds it
	said     []saying
	by       [][]int // by term: the indexes in said of those that hold it
	counts   []int   // by saying, how many of a sentence's terms it holds
}

// saying is a sentence that was read.
type saying struct {
	text  int
	terms []int // sorted
}

// claim is a sentence as it is compared.
type claim struct {
	terms []int // its words that say something, each once
	sharp []int // of those, the numbers and names
}

// claim reads a sentence. Terms nobody knows get an ID if they may.
func (m *memory) claim(sentence string, learning bool) (c claim) {
	m.reader.tokens.Each(sentence, m.language, func(t token.Token) {
		if t.Stop {
			return
		}
		id, known := m.ids[string(t.Term)]
		if !known {
			id = -1 - len(c.terms) // unlike all others
			if learning {
				id = len(m.ids)
				m.ids[string(t.Term)] = id
			}
		}
		if slices.Contains(c.terms, id) {
			return
		}
		c.terms = append(c.terms, id)
		if t.Name || strings.ContainsFunc(string(t.Term), unicode.IsDigit) {
			c.sharp = append(c.sharp, id)
		}
	})
	return c
}

func (m *memory) learn(text string) {
	from := len(m.said)
	for _, s := range sentences(text) {
		if c := m.claim(text[s.From:s.To], true); len(c.terms) > 0 {
			slices.Sort(c.terms)
			m.said = append(m.said, saying{text: len(m.texts), terms: c.terms})
		}
	}
	holds := make([]bool, len(m.ids))
	for _, s := range m.said[from:] {
		for _, id := range s.terms {
			holds[id] = true
		}
	}
	m.texts = append(m.texts, holds)
}

// close makes ready for questions.
func (m *memory) close() {
	m.by, m.counts = make([][]int, len(m.ids)), make([]int, len(m.said)+1)
	for i, s := range m.said {
		for _, id := range s.terms {
			m.by[id] = append(m.by[id], i)
		}
	}
}

// block returns what of a block was read: all of it as one span, or sentences.
func (m *memory) block(content string, block Span) (spans []Span) {
	text := content[block.From:block.To]
	all := true
	for _, s := range sentences(text) {
		c := m.claim(text[s.From:s.To], false)
		switch {
		case len(c.terms) == 0: // nothing is said
		case m.knows(c):
			spans = append(spans, Span{block.From + s.From, block.From + s.To})
		default:
			all = false
		}
	}
	if all && len(spans) > 0 {
		return []Span{block}
	}
	return spans
}

// knows tells whether a text that was read said what a sentence says.
func (m *memory) knows(c claim) bool {
	clear(m.counts)
	for _, id := range c.terms {
		if id >= 0 {
			for _, i := range m.by[id] {
				m.counts[i]++
			}
		}
	}
	n := float64(len(c.terms))
	for i := range m.said {
		held := m.counts[i]
		enough := float64(held) >= saidOnce*n
		if !enough && held > 0 && i+1 < len(m.said) && m.said[i+1].text == m.said[i].text {
			held = m.together(c, i)
			enough = float64(held) >= saidTwice*n
		}
		if enough && (len(c.terms) >= fewWords || held == len(c.terms)) && m.holds(m.said[i].text, c.sharp) {
			return true
		}
	}
	return false
}

// together counts the terms that a sentence that was read holds or the next.
func (m *memory) together(c claim, i int) (n int) {
	if m.counts[i]+m.counts[i+1] < len(c.terms)/2 {
		return 0
	}
	for _, id := range c.terms {
		for _, s := range m.said[i : i+2] {
			if _, in := slices.BinarySearch(s.terms, id); in {
				n++
				break
			}
		}
	}
	return n
}

func (m *memory) holds(text int, terms []int) bool {
	holds := m.texts[text]
	for _, id := range terms {
		if id < 0 || id >= len(holds) || !holds[id] {
			return false
		}
	}
	return true
}

// blocks returns the top-level blocks of Markdown: what blank lines part,
// fenced code being one block.
func blocks(content string) (list []Span) {
	from, fence := -1, ""
	end := func(to int) {
		if from >= 0 {
			list = append(list, Span{from, to})
		}
		from = -1
	}
	for at := 0; at < len(content); {
		next := len(content)
		if i := strings.IndexByte(content[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		line := strings.TrimSpace(content[at:next])
		switch {
		case fence != "":
			if strings.HasPrefix(line, fence) {
				fence = ""
			}
		case line == "":
			end(lastText(content, from, at))
		case strings.HasPrefix(line, "```"), strings.HasPrefix(line, "~~~"):
			fence = line[:3]
			fallthrough
		default:
			if from < 0 {
				from = at
			}
		}
		at = next
	}
	end(lastText(content, from, len(content)))
	return list
}

// lastText returns where the text before to ends.
func lastText(content string, from, to int) int {
	if from < 0 {
		return to
	}
	return from + len(strings.TrimRight(content[from:to], " \t\r\n"))
}

// maxSentence bounds a sentence in bytes: text without full stops is cut.
const maxSentence = 2000

// sentences cuts a text where a full stop, question or exclamation mark is
// followed by a blank, or in Chinese and Japanese by anything, and at blank
// lines.
func sentences(text string) (list []Span) {
	from := 0
	add := func(to int) {
		s := strings.TrimLeft(text[from:to], " \t\r\n")
		if start := to - len(s); strings.TrimSpace(s) != "" {
			list = append(list, Span{start, start + len(strings.TrimRight(s, " \t\r\n"))})
		}
		from = to
	}
	for at, c := range text {
		to := at + utf8.RuneLen(c)
		switch {
		case c == '。' || c == '！' || c == '？',
			(c == '.' || c == '!' || c == '?' || c == '…') && closes(text[to:]),
			c == '\n' && strings.HasPrefix(text[to:], "\n"),
			at-from > maxSentence && unicode.IsSpace(c):
			to += len(text[to:]) - len(strings.TrimLeft(text[to:], "\"'”’»)]*_"))
			if to > from {
				add(to)
			}
		}
	}
	add(len(text))
	return list
}

// closes tells whether what follows a full stop lets a sentence end there.
func closes(rest string) bool {
	rest = strings.TrimLeft(rest, "\"'”’»)]*_")
	c, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || unicode.IsSpace(c)
}
