package render

import (
	"html"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean drops from a text what a terminal would act on instead of drawing it,
// or would draw where it doesn't stand: controls (C0, DEL, C1), bidi controls,
// invisible formats. Line ends and tabs become blanks, and so do the
// separators of lines and paragraphs. Parsers have cleaned their articles
// before; but character references (&#27;) are only resolved here, and a sink
// should not have to trust.
func clean(s string) string {
	i := 0
	for i < len(s) && s[i] >= ' ' && s[i] < 0x7f {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for _, r := range s[i:] { // bytes that are not UTF-8 come as U+FFFD
		switch {
		case r == '\n', r == '\t', r == '\r', r == '\u2028', r == '\u2029', r == '\u0085':
			b.WriteByte(' ')
		case !unsafeRune(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unsafeRune reports whether a rune must never reach the terminal.
func unsafeRune(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r < 0xad, r > 0xad && r < 0x600, r >= 0x3000 && r < 0xd800: // most text
		return false
	case r == '\u200c', r == '\u200d': // joiners: parts of words and of emoji
		return false
	case r == '\u200b': // a place to break; wrapping takes it out
		return false
	case r >= 0xe0020 && r <= 0xe007f: // tags: flags of countries within countries
		return false
	case r >= 0x600 && r <= 0x605, r == 0x6dd, r == 0x70f, r == 0x890, r == 0x891, r == 0x8e2, r == 0x110bd, r == 0x110cd:
		return false // formats that are drawn: signs around numbers and verses
	case r&0xfffe == 0xfffe: // not characters
		return true
	}
	return unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}

// maxURL is the length up to which terminals take the target of a hyperlink
// (VTE: 2083 bytes).
const maxURL = 2083

// safeURL returns the target of a link if it may be followed: http or https
// with a host, or mailto. All but plain ASCII is percent-encoded, so the
// target can neither end the escape sequence that carries it nor show itself
// backwards.
func safeURL(target string) (string, bool) {
	target = strings.TrimSpace(target)
	if target == "" || len(target) > maxURL {
		return "", false
	}
	var b strings.Builder
	for i := range len(target) {
		switch c := target[i]; {
		case c < ' ' || c == 0x7f:
			return "", false
		case c >= 0x80, strings.IndexByte(" \"<>\\^`{|}", c) >= 0:
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	safe := b.String()
	u, err := url.Parse(safe)
	if err != nil || len(safe) > maxURL {
		return "", false
	}
	safe = u.Scheme + safe[len(u.Scheme):] // in small letters
	switch u.Scheme {
	case "http", "https":
		return safe, u.Host != ""
	case "mailto":
		return safe, u.Opaque != ""
	}
	return "", false
}

// unescape resolves what Markdown writes with backslashes and character
// references, each once: "\&amp;" is "&amp;".
func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s) && punct(s[i+1]):
			b.WriteByte(s[i+1])
			i += 2
			continue
		case s[i] == '&':
			if text, n := reference(s[i:]); n > 0 {
				b.WriteString(text)
				i += n
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

func punct(c byte) bool {
	return c > ' ' && c < 0x7f && !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z')
}

// reference resolves the character reference that s begins with, and says how
// many bytes it takes; 0 if there is none.
func reference(s string) (string, int) {
	const longest = 33 // "&CounterClockwiseContourIntegral;"
	end := strings.IndexByte(s[:min(len(s), longest)], ';')
	if end < 2 {
		return "", 0
	}
	// The standard library also resolves a name that merely begins the text
	// ("&copyright;"), as browsers do; Markdown does not. What is left over
	// then makes the answer longer than any character.
	text := html.UnescapeString(s[:end+1])
	if text == s[:end+1] || utf8.RuneCountInString(text) > 2 {
		return "", 0
	}
	return text, end + 1
}
