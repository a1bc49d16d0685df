package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error says what of a query can't be understood. From and To are its place in
// the query, in bytes; Message is for people.
type Error struct {
	From, To int
	Message  string
}

func (e *Error) Error() string { return e.Message }

// fail returns an error about a part of the query.
func (p *parser) fail(from, to int, format string, args ...any) *Error {
	return &Error{From: from, To: to, Message: fmt.Sprintf(format, args...)}
}

// maxQuoted is how many characters of a query a message repeats.
const maxQuoted = 40

// quoted returns a part of the query as a message can show it: short, and
// without what would harm a terminal.
func (p *parser) quoted(from, to int) string {
	s := p.text[from:to]
	var b strings.Builder
	for n := 0; s != ""; n++ {
		if n == maxQuoted {
			return b.String() + "…"
		}
		r, size := utf8.DecodeRuneInString(s)
		if !unicode.IsPrint(r) {
			r = '·'
		}
		b.WriteRune(r)
		s = s[size:]
	}
	return b.String()
}
