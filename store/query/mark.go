package query

import (
	"slices"
	"strings"
	"unicode/utf8"

	"newsreader/store/token"
)

// Mark is a place in a text, in bytes, that a query asks for. Words has a bit
// for each word or phrase of the query that is found there (those beyond 64
// share the bits).
type Mark struct {
	From, To int
	Words    uint64
}

// Marks finds what the query asks for in a text: its words in all forms that
// the text's language has, its phrases, and its words in a given field if the
// text is one (Any if it isn't). Marks are in order and don't overlap.
func Marks(a *token.Analyzer, text, language string, field Field, q *Query) []Mark {
	m := newMatcher(q, language, field)
	if m == nil {
		return nil
	}
	a.Each(text, language, func(t token.Token) { m.token(text, t) })
	return m.merged()
}

// A matcher compares the words of a text with those of a query.
type matcher struct {
	terms    map[string]uint64 // the bits of the words that a term is of
	prefixes []wantedPrefix
	phrases  []wantedPhrase
	// first has the first bytes of all terms, prefixes and phrases: most words
	// of a text need no other look.
	first [256]bool
	marks []Mark
}

type wantedPrefix struct {
	text string
	bit  uint64
}

// A wantedPhrase is a phrase, and the beginnings of it that end at the last
// word of the text.
type wantedPhrase struct {
	words []string
	bit   uint64
	open  []opened
}

// An opened is a phrase of which some words were found.
type opened struct{ from, found int }

// newMatcher returns what finds the query's words in a field, nil if it asks
// for none.
func newMatcher(q *Query, language string, field Field) *matcher {
	m := &matcher{terms: map[string]uint64{}}
	n := 0
	for _, w := range q.Words() {
		if w.Field == Any || w.Field == field {
			m.addWord(w, language, 1<<(n%64))
			n++
		}
	}
	for _, p := range q.Phrases() {
		if p.Field == Any || p.Field == field {
			m.phrases = append(m.phrases, wantedPhrase{words: p.Words, bit: 1 << (n % 64)})
			m.first[p.Words[0][0]] = true
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return m
}

func (m *matcher) addWord(w Word, language string, bit uint64) {
	m.first[w.Text[0]] = true
	if w.Prefix || w.Typed {
		m.prefixes = append(m.prefixes, wantedPrefix{w.Text, bit})
	}
	if w.Prefix {
		return
	}
	for _, term := range token.Stems(w.Text, []string{language}) {
		m.first[term[0]] = true
		m.terms[term] |= bit
	}
}

// token compares a word of the text.
func (m *matcher) token(text string, t token.Token) {
	if m.first[t.Folded[0]] || m.first[t.Term[0]] {
		bits := m.terms[string(t.Term)] | m.terms[string(t.Folded)]
		to := t.To
		for _, p := range m.prefixes {
			if !strings.HasPrefix(string(t.Folded), p.text) {
				continue
			}
			if bits == 0 && t.Chars == 2 && len(p.text) < len(t.Folded) { // of a pair, the character asked for
				_, size := utf8.DecodeRuneInString(text[t.From:])
				to = t.From + size
			}
			bits |= p.bit
		}
		if bits != 0 {
			m.marks = append(m.marks, Mark{t.From, to, bits})
		}
	}
	for i := range m.phrases {
		m.phrase(&m.phrases[i], t)
	}
}

// phrase goes on with the beginnings of a phrase that have t next, and begins
// one if it is the first word.
func (m *matcher) phrase(p *wantedPhrase, t token.Token) {
	if len(p.open) == 0 && !m.first[t.Folded[0]] {
		return
	}
	going := p.open[:0]
	for _, o := range append(p.open, opened{from: t.From}) {
		if p.words[o.found] != string(t.Folded) {
			continue
		}
		if o.found++; o.found == len(p.words) {
			m.marks = append(m.marks, Mark{o.from, t.To, p.bit})
		} else {
			going = append(going, o)
		}
	}
	p.open = going
}

// merged returns the marks in order, those that overlap made one.
func (m *matcher) merged() []Mark {
	slices.SortFunc(m.marks, func(a, b Mark) int { return a.From - b.From })
	merged := m.marks[:0]
	for _, k := range m.marks {
		if n := len(merged); n > 0 && k.From < merged[n-1].To {
			merged[n-1].To = max(merged[n-1].To, k.To)
			merged[n-1].Words |= k.Words
			continue
		}
		merged = append(merged, k)
	}
	return merged
}
