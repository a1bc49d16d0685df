package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// address returns the length of the web address that starts at i, 0 if none
// does. Punctuation at its end belongs to the sentence.
func address(line string, i int) int {
	rest := line[i:]
	if rest[0] != 'h' || !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") {
		return 0
	}
	if before, _ := utf8.DecodeLastRuneInString(line[:i]); i > 0 && wordRune(before) {
		return 0
	}
	n := strings.IndexFunc(rest, func(r rune) bool {
		return unicode.IsSpace(r) || r < ' ' || r == 0x7f || strings.ContainsRune("<>\"`\\", r)
	})
	if n < 0 {
		n = len(rest)
	}
	n = len(strings.TrimRight(rest[:n], ".,;:!?)]}'*_~|&"))
	if n <= len("https://") {
		return 0
	}
	return n
}

// writeAddress writes a web address so that it stays one: in angle brackets
// if escapes would cut it.
func writeAddress(b *strings.Builder, url string) {
	var escaped strings.Builder
	escapePlainly(&escaped, url)
	switch {
	case escaped.Len() == len(url):
		b.WriteString(url)
	case strings.Contains(url, "&") && strings.Contains(url, ";"), endsLabel(url):
		b.WriteString(escaped.String()) // brackets would decode an entity, and don't guard a definition
	default:
		b.WriteByte('<')
		b.WriteString(url)
		b.WriteByte('>')
	}
}

// endsLabel reports whether an address could make a definition of a link,
// "[label]: address", of what stands before it.
func endsLabel(url string) bool {
	i := strings.Index(url, "]:")
	return i >= 0 && !strings.Contains(url[:i], "[") // no label has a bracket in it
}

func escapePlainly(b *strings.Builder, s string) {
	for i := 0; i < len(s); {
		n := run(s, i)
		mark := markup(s, i, n)
		for ; n > 0; n-- {
			if mark {
				b.WriteByte('\\')
			}
			b.WriteByte(s[i])
			i++
		}
	}
}
