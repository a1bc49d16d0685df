package query

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"newsreader/store/token"
)

// Limits of a query, far above what people write.
const (
	MaxText  = 64 << 10 // bytes
	MaxWords = 256      // words, and conditions such as is:unread
	MaxDepth = 64       // groups inside each other
)

// Options are what a query may mean different things by.
type Options struct {
	Now      time.Time      // what newer: counts from
	Location *time.Location // where the days of before: and after: begin; nil: UTC
	// Typing tells that the query is being typed: its last word may go on, and
	// what is only begun at its end is no error.
	Typing bool
}

// Parse reads a query. An error is an *Error.
func Parse(text string, o Options) (*Query, error) {
	p := &parser{text: text, o: o, words: token.New()}
	if len(text) > MaxText {
		return nil, p.fail(0, len(text), "the query is too long: it may have %d KB", MaxText>>10)
	}
	if p.o.Location == nil {
		p.o.Location = time.UTC
	}
	root, err := p.sequence(Any, false)
	if err != nil {
		return nil, err
	}
	switch {
	case root != nil:
	case p.wordless:
		root = Or{}
	default:
		root = And{}
	}
	return &Query{Root: root, Text: text}, nil
}

// parser reads a query. Its methods that read a part return nil for a part
// that asks for nothing.
type parser struct {
	text  string
	o     Options
	words *token.Analyzer

	at       int  // the next byte
	depth    int  // of groups
	leaves   int  // words and conditions until here
	wordless bool // something had no words in it
}

// sequence reads all up to the end, or up to the end of the group that it is
// in.
func (p *parser) sequence(field Field, group bool) (Node, error) {
	var all []Node
	either := false // after OR
	for {
		p.skipSpace()
		switch r := p.peek(); {
		case r == end:
			return and(all), nil
		case isClose(r):
			p.next()
			if group {
				return and(all), nil
			}
			continue
		case p.operator("OR"):
			either = len(all) > 0
			continue
		case p.operator("AND"):
			either = false
			continue
		}
		n, err := p.unary(field)
		switch {
		case err != nil:
			return nil, err
		case n == nil:
		case either:
			all[len(all)-1] = or(all[len(all)-1], n)
		default:
			all = append(all, n)
		}
		either = false
	}
}

// unary reads a part that may be negated.
func (p *parser) unary(field Field) (Node, error) {
	negated := false
	for {
		switch {
		case isMinus(p.peek()):
			p.next()
		case p.operator("NOT"):
			p.skipSpace()
		default:
			if r := p.peek(); r == end || isSpace(r) || isClose(r) {
				return nil, nil // a dash
			}
			n, err := p.primary(field)
			if negated && err == nil {
				n = not(n)
			}
			return n, err
		}
		negated = true
	}
}

// primary reads a group, a phrase, a condition or a word.
func (p *parser) primary(field Field) (Node, error) {
	switch r := p.peek(); {
	case isOpen(r):
		return p.group(field)
	case quotes(r) != "":
		return p.phrase(field)
	}
	from := p.at
	name, after := p.fieldName()
	if name == "" {
		return p.word(field)
	}
	c, ok := conditionOf(strings.ToLower(name))
	if !ok {
		if !p.wordAt(after) {
			return p.word(field)
		}
		return nil, p.fail(from, after, "%s is no field: there are %s", p.quoted(from, after), fieldNames)
	}
	p.at = after
	if r := p.peek(); r == end || isSpace(r) || isClose(r) {
		if r == end && p.o.Typing {
			return nil, nil
		}
		return nil, p.fail(from, after, "%s needs a value right after it, such as %s", p.quoted(from, after), c.example)
	}
	return c.read(p, from)
}

// group reads a group.
func (p *parser) group(field Field) (Node, error) {
	from := p.at
	p.next()
	if p.depth++; p.depth > MaxDepth {
		return nil, p.fail(from, p.at, "there are more than %d groups inside each other", MaxDepth)
	}
	n, err := p.sequence(field, true)
	p.depth--
	return n, err
}

// fieldName returns the name of a field that may stand here, and where its
// value begins. One letter is no name: "C:".
func (p *parser) fieldName() (name string, after int) {
	i := p.at
	for i < len(p.text) && (p.text[i]|0x20 >= 'a' && p.text[i]|0x20 <= 'z') {
		i++
	}
	if i-p.at < 2 {
		return "", 0
	}
	for _, colon := range []string{":", "："} {
		if strings.HasPrefix(p.text[i:], colon) {
			return p.text[p.at:i], i + len(colon)
		}
	}
	return "", 0
}

// wordAt reports whether a word or phrase stands at i: then what stands before
// it was meant to be a field. It is not so in "http://" and "Live: news".
func (p *parser) wordAt(i int) bool {
	r, _ := utf8.DecodeRuneInString(p.text[i:])
	return quotes(r) != "" || unicode.IsLetter(r) || unicode.IsNumber(r)
}
