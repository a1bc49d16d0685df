package feed

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mendText undoes two mistakes that programs make with encodings before they
// publish a text: UTF-8 that was taken for Latin-1 or Windows-1252 and
// encoded again ("Ã©" for "é"), if that explains every character of the text;
// and characters of Windows-1252 that were taken for controls.
func mendText(s string) string {
	i := firstLatin(s)
	if i < 0 {
		return s
	}
	if t, ok := decodeTwice(s); ok {
		return t
	}
	if strings.IndexByte(s[i:], 0xc2) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < 0x80 || r > 0x9f || introducer(r) {
			return r
		}
		return charmap.Windows1252.DecodeByte(byte(r))
	}, s)
}

// firstLatin returns where the first character of U+0080 to U+00FF stands, -1
// if there is none.
func firstLatin(s string) int {
	i := strings.IndexByte(s, 0xc2)
	if j := strings.IndexByte(s, 0xc3); j >= 0 && (i < 0 || j < i) {
		return j
	}
	return i
}

// decodeTwice decodes s as UTF-8 that was encoded twice.
func decodeTwice(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	high := false
	for _, r := range s {
		c, ok := byteOf(r)
		if !ok {
			return "", false
		}
		high = high || c >= 0x80
		b = append(b, c)
	}
	return string(b), high && utf8.Valid(b)
}

// byteOf returns the byte that Latin-1 or Windows-1252 has for a character.
func byteOf(r rune) (byte, bool) {
	if r <= 0xff {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// introducer reports whether a control begins an escape sequence, which
// parse/clean removes whole.
func introducer(r rune) bool {
	return r == 0x90 || r == 0x98 || r >= 0x9b && r <= 0x9f
}
