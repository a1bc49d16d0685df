package feed

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dateToken is a number, a word in lower case, or one character of
// punctuation. gap tells that white space stood before it.
type dateToken struct {
	word   string
	number int
	digits int // of a number, 0 for others
	gap    bool
}

func (t dateToken) is(word string) bool { return t.digits == 0 && t.word == word }

// letters reports whether t is a word and no punctuation.
func (t dateToken) letters() bool {
	r, _ := utf8.DecodeRuneInString(t.word)
	return t.digits == 0 && unicode.IsLetter(r)
}

// lexDate cuts a date into tokens. Commas and the points of abbreviations
// mean nothing and go.
func lexDate(s string) []dateToken {
	tokens := make([]dateToken, 0, 24)
	gap := false
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsSpace(r) || r == ',' || r == '(' || r == ')':
			gap = true
		case r >= '0' && r <= '9':
			n = len(s) - len(strings.TrimLeft(s, "0123456789"))
			tokens = append(tokens, dateToken{word: s[:n], number: atoi(s[:n]), digits: n, gap: gap})
			gap = false
		case unicode.IsLetter(r):
			n = strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
			if n < 0 {
				n = len(s)
			}
			tokens = append(tokens, dateToken{word: strings.ToLower(s[:n]), gap: gap})
			gap = false
			if strings.HasPrefix(s[n:], ".") && !strings.HasPrefix(s[n:], "..") {
				n++
				gap = true
			}
		default:
			tokens = append(tokens, dateToken{word: s[:n], gap: gap})
			gap = false
		}
		s = s[n:]
	}
	return tokens
}

// atoi reads digits; more than nine are out of any range.
func atoi(digits string) int {
	if len(digits) > 9 {
		return 999999999
	}
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}
