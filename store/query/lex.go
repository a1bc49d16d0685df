package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// end is what peek returns at the end of the text.
const end rune = -1

// peek returns the next character.
func (p *parser) peek() rune {
	if p.at >= len(p.text) {
		return end
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.at:])
	return r
}

// next goes over the next character.
func (p *parser) next() {
	_, size := utf8.DecodeRuneInString(p.text[p.at:])
	p.at += size
}

func (p *parser) skipSpace() {
	for isSpace(p.peek()) {
		p.next()
	}
}

// operator goes over a word in capitals that stands alone, if it is next.
func (p *parser) operator(word string) bool {
	rest, ok := strings.CutPrefix(p.text[p.at:], word)
	if !ok {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !isSpace(r) && !isOpen(r) && !isClose(r) && quotes(r) == "" {
		return false
	}
	p.at += len(word)
	return true
}

// chunk goes over what belongs together without spaces, and returns its place.
// A URL may have brackets in it.
func (p *parser) chunk() (from, to int) {
	from = p.at
	url := false
	for {
		r := p.peek()
		switch {
		case r == end, isSpace(r):
			return from, p.at
		case url:
		case isOpen(r), isClose(r), quotes(r) != "" && !p.abbreviates():
			return from, p.at
		case strings.HasPrefix(p.text[p.at:], "://"):
			url = true
		}
		p.next()
	}
}

// abbreviates reports whether the next character, a quotation mark, stands
// between Hebrew letters, where it makes an abbreviation.
func (p *parser) abbreviates() bool {
	before, _ := utf8.DecodeLastRuneInString(p.text[:p.at])
	_, size := utf8.DecodeRuneInString(p.text[p.at:])
	after, _ := utf8.DecodeRuneInString(p.text[p.at+size:])
	return p.text[p.at] == '"' && unicode.Is(unicode.Hebrew, before) && unicode.Is(unicode.Hebrew, after)
}

// isSpace reports whether r parts words: spaces of all kinds, and control
// characters.
func isSpace(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

func isOpen(r rune) bool  { return r == '(' || r == '（' }
func isClose(r rune) bool { return r == ')' || r == '）' }
func isMinus(r rune) bool { return r == '-' || r == '−' || r == '－' }

// quotes returns the quotation marks that close what r opens, "" if r is none.
// The marks of one style open in one country and close in another.
func quotes(r rune) string {
	switch r {
	case '"', '＂', '“', '”', '„', '‟':
		return "\"＂“”„‟"
	case '«', '»':
		return "«»"
	case '「', '」':
		return "「」"
	case '『', '』':
		return "『』"
	}
	return ""
}

// inQuotes goes over a quotation, and returns the place of what is in it and
// whether it is closed. One that isn't is an error unless it is being typed.
func (p *parser) inQuotes() (from, to int, closed bool, err error) {
	open := p.at
	marks := quotes(p.peek())
	p.next()
	from = p.at
	n := strings.IndexAny(p.text[from:], marks)
	if n < 0 {
		if !p.o.Typing {
			return 0, 0, false, p.fail(open, len(p.text), "the quotation mark is never closed")
		}
		p.at = len(p.text)
		return from, p.at, false, nil
	}
	p.at = from + n
	to = p.at
	p.next()
	return from, to, true, nil
}
