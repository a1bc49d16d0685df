package query

import (
	"strings"

	"newsreader/store/token"
)

// unstemmed is the language that store/token doesn't stem.
const unstemmed = "zxx"

// A piece is a word as store/token cuts it.
type piece struct {
	text     string
	chars    int // as in token.Token
	from, to int
}

// pieces returns the words between two places.
func (p *parser) pieces(from, to int) []piece {
	var all []piece
	p.words.Each(p.text[from:to], unstemmed, func(t token.Token) {
		all = append(all, piece{text: string(t.Folded), chars: t.Chars, from: from + t.From, to: from + t.To})
	})
	if len(all) == 0 {
		p.wordless = true
	}
	return all
}

// word reads a word that isn't in quotes.
func (p *parser) word(field Field) (Node, error) {
	from, to := p.chunk()
	prefix := strings.HasSuffix(p.text[from:to], "*") || strings.HasSuffix(p.text[from:to], "＊")
	typed := p.o.Typing && to == len(p.text) && !prefix
	all := p.pieces(from, to)
	if err := p.count(len(all), from, to); err != nil {
		return nil, err
	}
	return terms(field, all, manner{prefix: prefix, typed: typed}), nil
}

// phrase reads a phrase. The last word of one that is being typed is only
// begun.
func (p *parser) phrase(field Field) (Node, error) {
	from, to, closed, err := p.inQuotes()
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(p.text[from:to]) == "" {
		return nil, nil
	}
	all := p.pieces(from, to)
	if err := p.count(len(all), from, to); err != nil {
		return nil, err
	}
	typed := !closed && len(all) > 0 && all[len(all)-1].to == len(p.text)
	return terms(field, all, manner{exact: true, typed: typed}), nil
}

// count bounds the words and conditions of a query.
func (p *parser) count(n, from, to int) error {
	if p.leaves += n; p.leaves > MaxWords {
		return p.fail(from, to, "the query has more than %d words", MaxWords)
	}
	return nil
}

// A manner is how words were written.
type manner struct {
	exact  bool // in quotes
	prefix bool // the last with a * behind
	typed  bool // the last is being typed
}

// terms returns what asks for words one after the other, the last of which
// may be begun only. Such a word is asked for by itself, near the others or
// not. So is a last character of Chinese and the like that stands alone,
// because texts have it in pairs.
func terms(field Field, all []piece, m manner) Node {
	if len(all) == 0 {
		return nil
	}
	last := all[len(all)-1]
	switch last.chars {
	case 1:
		m.prefix, m.typed = true, false
	case 2:
		m.prefix, m.typed = false, false
	}
	if !m.prefix && !m.typed {
		if len(all) == 1 && !m.exact {
			return last.word(field)
		}
		return phraseOf(field, all)
	}
	w := last.word(field)
	w.Prefix, w.Typed = m.prefix, m.typed
	if head := terms(field, all[:len(all)-1], manner{}); head != nil {
		return and([]Node{head, w})
	}
	return w
}

func phraseOf(field Field, all []piece) Phrase {
	ph := Phrase{Field: field, From: all[0].from, To: all[len(all)-1].to}
	for _, w := range all {
		ph.Words = append(ph.Words, w.text)
	}
	return ph
}

func (w piece) word(field Field) Word {
	return Word{Field: field, Text: w.text, From: w.from, To: w.to}
}
