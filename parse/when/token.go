package when

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number, or one other character; East Asian writing
// comes character by character.
type token struct {
	text    string // as simplify writes it
	at, end int    // offsets in the text
	num     int    // value if it is a number of at most 4 digits, else -1
}

// lex cuts text into tokens and drops spaces.
func lex(text string) []token {
	toks := make([]token, 0, len(text)/4)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		end := i + n
		switch {
		case unicode.IsSpace(r):
			i = end
			continue
		case unicode.IsDigit(r):
			end = i + span(text[i:], unicode.IsDigit)
		case unicode.IsLetter(r) && !eastAsian(r):
			end = wordEnd(text, end)
		}
		t := token{text: simplify(text[i:end]), at: i, end: end, num: -1}
		if unicode.IsDigit(r) && len(t.text) <= 4 {
			if v, err := strconv.Atoi(t.text); err == nil {
				t.num = v
			}
		}
		toks = append(toks, t)
		i = end
	}
	return toks
}

// span returns how many bytes at the start of s are characters of a kind.
func span(s string, kind func(rune) bool) int {
	if n := strings.IndexFunc(s, func(r rune) bool { return !kind(r) }); n >= 0 {
		return n
	}
	return len(s)
}

// wordEnd returns where the word ends that goes on at i. Apostrophes belong
// to it, and hyphens only in the weekdays of Portuguese.
func wordEnd(text string, i int) int {
	for i < len(text) && text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' {
		i++
	}
	if i == len(text) || text[i] == ' ' {
		return i // the common case
	}
	i += span(text[i:], func(r rune) bool {
		return (unicode.IsLetter(r) || unicode.IsMark(r) || r == '\'' || r == '’') && !eastAsian(r)
	})
	const weekday = "-feira"
	if len(text)-i >= len(weekday) && strings.EqualFold(text[i:i+len(weekday)], weekday) {
		i += len(weekday)
	}
	return i
}

func eastAsian(r rune) bool {
	return r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3
}
