package markup

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsreader/parse/clean"
)

// place tells where text stands that is escaped.
type place uint8

const (
	freely     place = iota
	inBrackets       // the text of a link or picture
	beforeText       // freely, and more text follows at once
)

// special holds the bytes that escape looks at.
var special = [256]bool{
	'\\': true, '`': true, '*': true, '_': true, '~': true, '<': true, '&': true, '[': true, ']': true, '\n': true, 'h': true, '!': true,
}

// escape appends text as Markdown that shows it literally. Only what could be
// markup where it stands is escaped.
func escape(dst, text []byte, at place) []byte {
	lineStart := len(dst) == 0 || dst[len(dst)-1] == '\n'
	done := 0
	for i := 0; i < len(text); i++ {
		if lineStart {
			lineStart = false
			if n := blockMark(text[i:]); n >= 0 {
				dst = append(dst, text[done:i+n]...)
				dst = append(dst, '\\', text[i+n])
				i += n
				done = i + 1
				continue
			}
		}
		c := text[i]
		if !special[c] {
			continue
		}
		switch {
		case c == '\n':
			dst = append(dst, text[done:i]...)
			if at == inBrackets {
				dst = append(dst, ' ')
			} else {
				dst = appendBreak(dst)
				lineStart = true
			}
			done = i + 1
		case c == 'h':
			n := address(text, i)
			if n == 0 || at == inBrackets {
				continue
			}
			dst = append(dst, text[done:i]...)
			dst = appendAddress(dst, text[i:i+n])
			i += n - 1
			done = i + 1
		case isMarkup(text, i, at):
			dst = append(dst, text[done:i]...)
			dst = append(dst, '\\')
			done = i
		}
	}
	return append(dst, text[done:]...)
}

// appendBreak writes a line break: a backslash, or two spaces after a
// backslash, where some readers count wrongly.
func appendBreak(dst []byte) []byte {
	dst = bytes.TrimRight(dst, " ")
	if n := len(dst); n > 0 && dst[n-1] == '\\' {
		return append(dst, "  \n"...)
	}
	return append(dst, "\\\n"...)
}

// isMarkup reports whether the special byte at i could be markup.
func isMarkup(text []byte, i int, at place) bool {
	rest := text[i+1:]
	last := len(rest) == 0
	switch text[i] {
	case '\\':
		return last || asciiPunct(rest[0]) || rest[0] == '\n'
	case '`':
		return true
	case '!': // before a link it would make it a picture
		return last && at == beforeText
	case '[':
		return at == inBrackets
	case ']':
		return at == inBrackets || last && at == beforeText || !last && (rest[0] == '(' || rest[0] == '[' || rest[0] == ':')
	case '<':
		return last || asciiLetter(rest[0]) || rest[0] == '/' || rest[0] == '!' || rest[0] == '?' || isMailbox(rest, at == beforeText)
	case '&':
		return isReference(rest, at == beforeText)
	}
	return mayEmphasise(text, i)
}

// mayEmphasise decides on a star, a low line or a tilde.
func mayEmphasise(text []byte, i int) bool {
	if i == 0 || i == len(text)-1 {
		return true
	}
	before, _ := utf8.DecodeLastRune(text[:i])
	after, _ := utf8.DecodeRune(text[i+1:])
	if unicode.IsSpace(before) && unicode.IsSpace(after) {
		return false
	}
	switch text[i] {
	case '_':
		return !wordRune(before) || !wordRune(after)
	case '~': // ~10: about ten
		return !unicode.IsSpace(before) || !unicode.IsDigit(after)
	}
	return true
}

// isMailbox reports whether the text behind an opening angle bracket makes it a
// link to a mail address, as in <7@example.org>; goesOn as for isReference.
func isMailbox(rest []byte, goesOn bool) bool {
	n := bytes.IndexAny(rest, "<> \n")
	if n < 0 {
		return goesOn || bytes.IndexByte(rest, '@') >= 0
	}
	return rest[n] == '>' && bytes.IndexByte(rest[:n], '@') >= 0
}

// isReference reports whether the text behind an ampersand makes it a
// character reference; goesOn tells that text follows in which it may end.
func isReference(rest []byte, goesOn bool) bool {
	n := 0
	if n < len(rest) && rest[n] == '#' {
		n++
	}
	for n < len(rest) && n < 34 && (asciiLetter(rest[n]) || rest[n] >= '0' && rest[n] <= '9') {
		n++
	}
	if n == len(rest) {
		return goesOn
	}
	return n > 0 && rest[n] == ';'
}

// blockMark returns the offset of the character which, escaped, keeps a line
// from opening a block, underlining a heading or ruling a table; -1 if there
// is none. Marks that are escaped wherever they stand are left out.
func blockMark(text []byte) int {
	switch c := text[0]; {
	case c == '>':
		return 0
	case c == '#':
		rest := bytes.TrimLeft(text, "#")
		if len(text)-len(rest) <= 6 && startsBlank(rest) {
			return 0
		}
	case c == '-' || c == '+' || c == ':':
		if startsBlank(text[1:]) || only(firstLine(text), "|-: ") {
			return 0
		}
	case c == '=' || c == '|':
		if only(firstLine(text), "=") || only(firstLine(text), "|-: ") {
			return 0
		}
	case c == '[':
		if len(text) >= 3 && text[2] == ']' && (text[1] == ' ' || text[1]|0x20 == 'x') {
			return 0
		}
	case c >= '0' && c <= '9':
		digits := bytes.TrimLeft(text, "0123456789")
		n := len(text) - len(digits)
		if n <= 9 && len(digits) > 0 && (digits[0] == '.' || digits[0] == ')') && startsBlank(digits[1:]) {
			return n
		}
	}
	return -1
}

func firstLine(text []byte) []byte {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return line
}

func only(text []byte, chars string) bool { return len(bytes.Trim(text, chars)) == 0 }

func startsBlank(s []byte) bool {
	return len(s) == 0 || s[0] == ' ' || s[0] == '\t' || s[0] == '\n'
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func asciiPunct(c byte) bool {
	return c > ' ' && c < 0x7f && !asciiLetter(c) && (c < '0' || c > '9')
}

// address returns the length of the web address that starts at i, 0 if none
// does. Punctuation at its end belongs to the sentence.
func address(text []byte, i int) int {
	rest := text[i:]
	if !bytes.HasPrefix(rest, []byte("http://")) && !bytes.HasPrefix(rest, []byte("https://")) {
		return 0
	}
	if before, _ := utf8.DecodeLastRune(text[:i]); i > 0 && wordRune(before) {
		return 0
	}
	n := bytes.IndexFunc(rest, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("<>\"`\\", r) })
	if n < 0 {
		n = len(rest)
	}
	n = len(bytes.TrimRight(rest[:n], ".,;:!?)]}'*_~|&"))
	if n <= len("https://") {
		return 0
	}
	return n
}

// appendAddress writes a web address in running text so that it stays one: in
// angle brackets if it has marks in it.
func appendAddress(dst, raw []byte) []byte {
	if !bytes.ContainsAny(raw, "*_~&[]") {
		return append(dst, raw...)
	}
	if url := string(raw); clean.URL(url) == url && !strings.Contains(url, ";") {
		dst = append(dst, '<')
		dst = append(dst, raw...)
		return append(dst, '>')
	}
	for i, c := range raw {
		if special[c] && c != 'h' && (c != '&' || isReference(raw[i+1:], true)) {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return dst
}

// appendLink writes a link, or just its address if that is its text.
func appendLink(dst, text []byte, u *unit) []byte {
	first := u.spans[0]
	if len(u.spans) == 1 && first.kind == words && string(text[first.from:first.to]) == u.url && !strings.Contains(u.url, ";") {
		dst = append(dst, '<')
		dst = append(dst, u.url...)
		return append(dst, '>')
	}
	dst = append(dst, '[')
	for i := 0; i < len(u.spans); i++ {
		s := u.spans[i]
		if s.kind == codeSpan {
			for ; i+1 < len(u.spans) && u.spans[i+1].kind == codeSpan; i++ {
				s.to = u.spans[i+1].to
			}
			dst = appendCode(dst, text[s.from:s.to])
		} else {
			dst = escape(dst, text[s.from:s.to], inBrackets)
		}
	}
	dst = append(dst, "]("...)
	dst = append(dst, destination(u.url)...)
	return append(dst, ')')
}

// destination returns a clean address as it may stand in the round brackets
// of a link: no part of it reads as a character reference.
func destination(url string) string {
	if strings.Contains(url, "&") && strings.Contains(url, ";") && html.UnescapeString(url) != url {
		url = strings.ReplaceAll(url, ";", "%3B")
	}
	return url
}

// appendCode writes a code span.
func appendCode(dst, text []byte) []byte {
	fence := strings.Repeat("`", longestRun(string(text), '`')+1)
	pad := len(text) > 0 && (text[0] == '`' || text[len(text)-1] == '`')
	dst = append(dst, fence...)
	if pad {
		dst = append(dst, ' ')
	}
	for _, c := range text {
		if c == '\n' {
			c = ' '
		}
		dst = append(dst, c)
	}
	if pad {
		dst = append(dst, ' ')
	}
	return append(dst, fence...)
}

// unescape decodes character references. What is still one afterwards, of a
// control character, was written twice to smuggle it past one reader; it goes.
func unescape(s string) string {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	return withoutControlReferences(s)
}

func withoutControlReferences(s string) string {
	for from := 0; ; {
		i := strings.Index(s[from:], "&#")
		if i < 0 {
			return s
		}
		i += from
		from = i + 2
		n := 2
		for i+n < len(s) && n < 12 && (asciiLetter(s[i+n]) || s[i+n] >= '0' && s[i+n] <= '9') {
			n++
		}
		if i+n < len(s) && s[i+n] == ';' {
			n++
		}
		if d := html.UnescapeString(s[i : i+n]); d != s[i:i+n] && clean.Text(d) != d {
			s = s[:i] + s[i+n:]
			from = i
		}
	}
}
