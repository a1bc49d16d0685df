package store

import (
	"bytes"
	"slices"
	"strings"

	"newsreader/store/query"
	"newsreader/store/token"
)

// A soughtPhrase is a phrase to be found in articles.
type soughtPhrase struct {
	query.Phrase
	query *query.Query // of the phrase alone
	words [][]byte     // nil if folding isn't all that sets them apart from a text
}

func newSoughtPhrase(p query.Phrase) *soughtPhrase {
	s := &soughtPhrase{Phrase: p, query: &query.Query{Root: p}}
	for _, w := range p.Words {
		if !plainWord(w) {
			s.words = nil
			break
		}
		s.words = append(s.words, []byte(w))
	}
	return s
}

// plainWord tells whether a folded word stands in a folded text as it is.
func plainWord(w string) bool {
	return w != "" && len(w) < token.MaxTerm/2 && strings.IndexFunc(w, func(r rune) bool { return r >= 0x80 || !wordBytes[byte(r)] }) < 0
}

var phraseFinders = newShelf(func() *phraseFinder { return &phraseFinder{analyzer: token.New()} })

// phraseFinder finds phrases in articles. Its memory is used again.
type phraseFinder struct {
	analyzer *token.Analyzer
	record   []byte
	folded   []byte
}

// maxKept bounds the memory that a phraseFinder keeps.
const maxKept = 1 << 20

// in tells whether an article holds a phrase.
func (f *phraseFinder) in(t *translator, num uint32, p *soughtPhrase) bool {
	key := numKey(num)
	if p.Field == query.Any || p.Field == query.Author {
		if f.inText(t.texts.Get(key), p) {
			return true
		}
	}
	return p.Field != query.Author && f.inRow(t.rows.Get(key), p)
}

// inText looks into what a record of texts holds.
func (f *phraseFinder) inText(record []byte, p *soughtPhrase) bool {
	if len(record) < originRoom {
		return false
	}
	b, err := unpackFields(record[originRoom:], f.record)
	if err != nil {
		return false
	}
	if cap(b) <= maxKept {
		f.record = b[:0]
	}
	author, body, err := wordsIn(b)
	if err != nil {
		return false
	}
	return p.Field == query.Any && f.holds(body, query.Any, p) || f.holds(author, query.Author, p)
}

// inRow looks into what a row shows.
func (f *phraseFinder) inRow(record []byte, p *soughtPhrase) bool {
	in := func(text []byte, field query.Field) bool {
		return (p.Field == query.Any || p.Field == field) && len(text) > 0 && f.holds(string(text), field, p)
	}
	title, source, err := rowHeadline(record)
	if err != nil {
		return false
	}
	if in(title, query.Title) || in(source, query.Source) {
		return true
	}
	if p.Field != query.Any && p.Field != query.Tag {
		return false
	}
	r, err := decodeRow(record)
	return err == nil && slices.ContainsFunc(r.tags, func(tag string) bool { return in([]byte(tag), query.Tag) })
}

// holds tells whether a text holds a phrase. Of most texts it can tell
// without cutting them into words: a text without the words' letters one
// behind the other, but for what folding takes away and what parts words,
// doesn't. Where they are found, the words around are cut to know.
func (f *phraseFinder) holds(text string, field query.Field, p *soughtPhrase) bool {
	if text == "" {
		return false
	}
	if p.words == nil || !f.fold(text) {
		return f.marks(text, field, p)
	}
	for at := 0; ; at++ {
		i := bytes.Index(f.folded[at:], p.words[0])
		if i < 0 {
			return false
		}
		at += i
		if end := following(f.folded, at+len(p.words[0]), p.words[1:]); end >= 0 && f.marks(around(text, at, end), field, p) {
			return true
		}
	}
}

func (f *phraseFinder) marks(text string, field query.Field, p *soughtPhrase) bool {
	return len(query.Marks(f.analyzer, text, unstemmed, field, p.query)) > 0
}

// The bytes that words are made of in a folded text, and those that folding
// takes away: they may stand inside words ("don't", "U.S.", "1,000").
var wordBytes, droppedBytes = func() (word, dropped [256]bool) {
	for c := range word {
		word[c] = '0' <= c && c <= '9' || 'a' <= c && c <= 'z'
	}
	for _, c := range []byte("'.,") {
		dropped[c] = true
	}
	return word, dropped
}()

// fold puts a text into folded: in lower case, without dropped bytes and
// general punctuation (U+2000 to U+207F). It reports false if the text has
// other characters outside of ASCII, of which folding may make anything, or a
// URL, of whose path no word is known.
func (f *phraseFinder) fold(text string) bool {
	b := slices.Grow(f.folded[:0], len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 0x80 {
			if !generalPunctuation(text[i:]) {
				return false
			}
			i += 2
			continue
		}
		if droppedBytes[c] {
			continue
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	if cap(b) <= maxKept {
		f.folded = b
	}
	return !bytes.Contains(b, []byte("://"))
}

func generalPunctuation(s string) bool {
	return len(s) >= 3 && s[0] == 0xe2 && s[1]|1 == 0x81
}

// following returns where words end that follow a place in a folded text, each
// behind the one before and nothing but a possessive s and what parts words;
// -1 if they don't.
func following(text []byte, at int, words [][]byte) int {
	if len(words) == 0 {
		return at
	}
	next := at
	for next < len(text) && !wordBytes[text[next]] {
		next++
	}
	if bytes.HasPrefix(text[next:], words[0]) {
		if end := following(text, next+len(words[0]), words[1:]); end >= 0 {
			return end
		}
	}
	if at < len(text) && text[at] == 's' && (at+1 == len(text) || !wordBytes[text[at+1]]) {
		return following(text, at+1, words)
	}
	return -1
}

// around returns the part of a text that was folded from one place to
// another, with what stands around it up to the next blanks: no word reaches
// over those.
func around(text string, from, to int) string {
	i := unfolded(text, 0, from)
	j := unfolded(text, i, to-from)
	i = strings.LastIndexAny(text[:i], " \n\t") + 1
	if end := strings.IndexAny(text[j:], " \n\t"); end >= 0 {
		return text[i : j+end]
	}
	return text[i:]
}

// unfolded returns the place in a text that is so many folded bytes behind
// another.
func unfolded(text string, at, n int) int {
	for ; at < len(text); at++ {
		switch c := text[at]; {
		case c >= 0x80:
			at += 2
		case droppedBytes[c]:
		case n == 0:
			return at
		default:
			n--
		}
	}
	return len(text)
}
