package when

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mention is a date in a text.
type Mention struct {
	Date Date
	At   int // offset in bytes
	End  int // offset behind it
}

// maxSearch bounds how far into a text dates are searched: what an article
// is dated by stands near its beginning.
const maxSearch = 64 << 10

// Find goes through the dates that a text tells with a day and the name of a
// month (or as East Asian texts write them), in the order of the text: "Monday
// (Apr 28)", "am 28. April 2025", "4月28日（星期一）". Weekdays beside a date
// belong to it. It looks at the first 64 KB.
func Find(text string) iter.Seq[Mention] {
	text = text[:min(len(text), maxSearch)]
	return func(yield func(Mention) bool) {
		for i, from := 0, 0; i < len(text); {
			end, month := step(text, i)
			if month {
				if m, ok := around(text, from, i); ok {
					if !yield(m) {
						return
					}
					from, end = m.End, max(end, m.End)
				}
			}
			i = end
		}
	}
}

// step moves over a word, a number or a character at i. It reports whether a
// month may be there, which for most of a text costs less than cutting it
// into tokens.
func step(text string, i int) (end int, month bool) {
	switch c := text[i]; {
	case c|0x20 >= 'a' && c|0x20 <= 'z', c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsDigit(r):
			end = i + span(text[i:], unicode.IsDigit)
			return end, monthSign(text[end:])
		case !unicode.IsLetter(r) || eastAsian(r):
			return i + n, false
		}
		end = wordEnd(text, i+n)
		return end, end-i <= longestMonth && isMonth(text[i:end])
	case c >= '0' && c <= '9':
		end = i + span(text[i:], unicode.IsDigit)
		return end, monthSign(text[end:])
	}
	return i + 1, false
}

// longestMonth bounds the names of months, in bytes.
const longestMonth = 24

// isMonth looks a word up without making a lower-case copy of it, if it can.
func isMonth(word string) bool {
	var buf [longestMonth]byte
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return words().months[simplify(word)]
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		buf[i] = c
	}
	return words().months[string(buf[:len(word)])]
}

// monthSign reports whether 月 or 월 follows a number.
func monthSign(rest string) bool {
	rest = strings.TrimLeft(rest, " \u3000")
	return strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "월")
}

// around reads the date whose month stands at i, from the text near it but
// behind from.
func around(text string, from, i int) (Mention, bool) {
	const near = 100
	begin := max(from, i-near)
	for begin > from && text[begin-1] != ' ' && i-begin < 2*near {
		begin--
	}
	toks := lex(text[begin:min(len(text), i+near)])
	for j, t := range toks {
		if begin+t.at == i {
			m, ok := matchAt(toks, j)
			return Mention{Date: m.date, At: begin + toks[m.first].at, End: begin + toks[m.last].end}, ok
		}
	}
	return Mention{}, false
}
