// Package prose knows where sentences of news end: it cuts summaries, breaks
// text that came without paragraphs, and guesses languages.
//
// Parsers of all formats use it on plain text that parse/clean has made safe.
// Its judgement is careful: where a full stop may belong to an abbreviation,
// it sees no end. Everything works in one pass, and nothing of a text is ever
// changed or lost but the white space at a break.
package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentenceEnds calls yield with the offset behind each sentence of s, closing
// quotes included, and whether that is within a quotation.
func sentenceEnds(s string, yield func(end int, quoted bool) bool) {
	var q quotes
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !terminator(r) {
			q.step(s, i, r)
			i += n
			continue
		}
		begin := i
		for i < len(s) && (terminator(r) || closer(s, i, r)) {
			q.step(s, i, r)
			i += n
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if endsSentence(s, begin, i) && !yield(i, q.open > 0) {
			return
		}
	}
}

func terminator(r rune) bool {
	return strings.ContainsRune(".!?…。！？．｡؟۔।॥។", r) && r != 0
}

// closer reports whether the character r at i can close a quotation or a
// bracket behind a full stop.
func closer(s string, i int, r rune) bool {
	switch r {
	case '"', '\'', '‘', '“':
		next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		return next == utf8.RuneError || !unicode.IsLetter(next) && !unicode.IsDigit(next)
	}
	return strings.ContainsRune("”’»›)]}」』）】》", r) && r != 0
}

// endsSentence judges the marks in s[begin:end] by what stands around them.
func endsSentence(s string, begin, end int) bool {
	mark, _ := utf8.DecodeRuneInString(s[begin:])
	if end == len(s) {
		return true
	}
	next, n := utf8.DecodeRuneInString(s[end:])
	if !unicode.IsSpace(next) {
		return strings.ContainsRune("。！？｡", mark) // no space follows them
	}
	for unicode.IsSpace(next) {
		end += n
		next, n = utf8.DecodeRuneInString(s[end:])
	}
	if unicode.IsLower(next) {
		return false
	}
	return mark != '.' || !abbreviated(s[:begin])
}

// abbreviated reports whether the word at the end of s is one that a full
// stop shortens: a single letter, a number of one or two digits (which are
// ordinals in many languages), letters with stops among them, or a known one.
func abbreviated(s string) bool {
	const longest = 12
	if len(s) > longest {
		s = s[len(s)-longest:]
	}
	i := strings.LastIndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("(\"“‘'-—–/", r) })
	word := s[i+1:]
	if word == "" || strings.Contains(word, ".") || utf8.RuneCountInString(word) == 1 {
		return true
	}
	if strings.Trim(word, "0123456789") == "" {
		return len(word) <= 2
	}
	return abbreviations[strings.ToLower(word)]
}

var abbreviations = wordSet(`
	mr mrs ms dr prof st sr jr gen col lt sgt maj capt cmdr adm gov sen rep rev hon pres supt det messrs
	no nos vs etc inc corp co ltd plc bros dept est approx fig vol ed pp art op
	jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
	ca bzw nr str usw vgl evtl inkl zzgl mio mrd hr fr tel abs ggf sog bspw
	mm mme mlle me av env ex etc sra sres srta dña ud uds núm pág dott sig avv ing on
	г гг ул им тыс млн млрд руб см т д р п тов проф`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// maxQuote bounds a quotation, in bytes. A mark that nothing closes must not
// quote the rest of the text.
const maxQuote = 2000

// quotes follows quotation marks. Straight ones open before a word and close
// behind one; a second one that opens continues the quotation, as at a new
// paragraph.
type quotes struct {
	open  int
	since int
}

func (q *quotes) step(s string, i int, r rune) {
	if q.open > 0 && i-q.since > maxQuote {
		q.open = 0
	}
	switch r {
	case '"':
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if i == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{—–-", before) {
			q.start(i, 1)
		} else {
			q.open = 0
		}
	case '“', '„', '«':
		if r == '“' && q.open > 0 && endsHere(s[i+len("“"):]) { // „German“
			q.open = 0
			return
		}
		q.start(i, 1)
	case '”', '»':
		q.open = 0
	case '「', '『':
		q.start(i, q.open+1)
	case '」', '』':
		q.open = max(0, q.open-1)
	}
}

func (q *quotes) start(i, open int) {
	if q.open == 0 {
		q.since = i
	}
	q.open = open
}

func endsHere(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// Paragraph sizes, in bytes.
const (
	longText      = 1200 // shorter text stays one paragraph
	fullParagraph = 480
	goodParagraph = 280 // enough if it has three sentences
)

// Paragraphs breaks a long text that came without paragraphs, at ends of
// sentences and never within quotation marks, into ones of three to five
// sentences. Joined with a space (or without, where the writing has none)
// they are the text again.
func Paragraphs(s string) []string {
	if len(s) <= longText {
		return []string{s}
	}
	var out []string
	begin, sentences := 0, 0
	sentenceEnds(s, func(end int, quoted bool) bool {
		sentences++
		size := end - begin
		enough := size >= fullParagraph || size >= goodParagraph && sentences >= 3
		if !quoted && enough && len(s)-end >= goodParagraph/2 {
			out = append(out, strings.TrimSpace(s[begin:end]))
			begin, sentences = end, 0
		}
		return true
	})
	return append(out, strings.TrimSpace(s[begin:]))
}

// maxSummary bounds a summary, in characters.
const maxSummary = 300

// Summary returns the beginning of a plain text for a preview: its first
// paragraph, as many whole sentences of it as fit in 300 characters, or else
// as many words, with an ellipsis.
func Summary(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.Index(s, "\n\n"); i >= 0 {
		s = s[:i]
	}
	s = strings.ReplaceAll(s[:min(len(s), 8*maxSummary)], "\n", " ")
	return Shorten(s, maxSummary)
}

// Shorten returns s cut to at most limit characters, at the end of a sentence
// if one is behind the first third, else at a word, with an ellipsis.
func Shorten(s string, limit int) string {
	cut, count := len(s), 0
	for i := range s {
		if count == limit {
			cut = i
			break
		}
		count++
	}
	if cut == len(s) {
		return s
	}
	best := 0
	sentenceEnds(s, func(end int, _ bool) bool {
		if end <= cut {
			best = end
		}
		return end <= cut
	})
	if best > cut/3 {
		return s[:best]
	}
	if i := strings.LastIndexFunc(s[:cut], unicode.IsSpace); i > cut/3 {
		cut = i
	}
	return strings.TrimRightFunc(s[:cut], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-", r) }) + "…"
}
