// Package charset turns the bytes of a document into UTF-8 text, whatever
// encoding they are in.
//
// Evidence counts in this order: a byte-order mark; an encoding that the
// document or its server declares; valid UTF-8; the pattern of zero bytes of
// UTF-16 and UTF-32; UTF-8 with a few broken bytes; and Windows-1252 (which includes what
// people call Latin-1), because it can be anything. Other encodings without a
// declaration are not guessed: a wrong guess makes every word unreadable.
//
// Every format parser calls it first. It cleans nothing: broken bytes of
// UTF-8 stay, and parse/clean replaces them.
package charset

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"

	"newsreader/parse/news"
)

var (
	utf8Mark    = []byte("\xef\xbb\xbf")
	utf16leMark = []byte("\xff\xfe")
	utf16beMark = []byte("\xfe\xff")
	utf32leMark = []byte("\xff\xfe\x00\x00")
	utf32beMark = []byte("\x00\x00\xfe\xff")

	utf16le = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	utf16be = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	utf32le = utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	utf32be = utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
)

// Decode returns data as text. declared is the encoding's name as the
// document or its server gives it, "" if neither does. The error is
// news.ErrBinary for what is not text.
func Decode(data []byte, declared string) (string, error) {
	if binaryMagic(data) {
		return "", news.ErrBinary
	}
	data, enc := detect(data, declared)
	text := string(data)
	if enc != nil {
		decoded, err := enc.NewDecoder().Bytes(data)
		if err != nil {
			return "", fmt.Errorf("it cannot be decoded: %w", err)
		}
		text = string(decoded)
	}
	if mostlyControls(text) {
		return "", news.ErrBinary
	}
	return text, nil
}

// NewReader returns the stream r as UTF-8, as far as its byte-order mark
// tells the encoding; the mark itself is left out.
func NewReader(r *bufio.Reader) io.Reader {
	head, _ := r.Peek(4)
	rest, enc := fromMark(head)
	if len(rest) == len(head) {
		return r
	}
	_, _ = r.Discard(len(head) - len(rest)) // was just peeked
	if enc == nil {
		return r
	}
	return transform.NewReader(r, enc.NewDecoder())
}

// detect returns data without byte-order mark and its encoding, nil for
// UTF-8.
func detect(data []byte, declared string) ([]byte, encoding.Encoding) {
	if rest, enc := fromMark(data); len(rest) < len(data) {
		return rest, enc
	}
	isUTF8 := utf8.Valid(data)
	if enc := named(declared); enc != nil && (!isUTF8 || enc != charmap.Windows1252) {
		return data, enc
	}
	switch {
	case isUTF8 && bytes.IndexByte(data, 0) < 0:
		return data, nil
	case quads(data, 3, 2):
		return data, utf32le
	case quads(data, 0, 1):
		return data, utf32be
	case zeros(data, 1) > 2*len(data)/5:
		return data, utf16le
	case zeros(data, 0) > 2*len(data)/5:
		return data, utf16be
	case isUTF8 || mostlyUTF8(data):
		return data, nil
	}
	return data, charmap.Windows1252
}

// fromMark reads a byte-order mark. UTF-32's begins with that of UTF-16.
func fromMark(data []byte) ([]byte, encoding.Encoding) {
	switch {
	case bytes.HasPrefix(data, utf32leMark):
		return data[4:], utf32le
	case bytes.HasPrefix(data, utf32beMark):
		return data[4:], utf32be
	case bytes.HasPrefix(data, utf8Mark):
		return data[3:], nil
	case bytes.HasPrefix(data, utf16leMark):
		return data[2:], utf16le
	case bytes.HasPrefix(data, utf16beMark):
		return data[2:], utf16be
	}
	return data, nil
}

// named returns the encoding that a label means on the web; nil for UTF-8 and
// for labels that mean nothing.
func named(label string) encoding.Encoding {
	enc, err := htmlindex.Get(strings.TrimSpace(label))
	if err != nil || enc == unicode.UTF8 || enc == encoding.Replacement {
		return nil
	}
	return enc
}

// zeros counts the zero bytes at even (0) or odd (1) offsets, provided that
// there are few at the others. If they are 40 % of all bytes, four of five
// characters are Latin ones in UTF-16.
func zeros(data []byte, odd int) int {
	var n [2]int
	for i, b := range data {
		if b == 0 {
			n[i&1]++
		}
	}
	if n[1-odd] > len(data)/50 {
		return 0
	}
	return n[odd]
}

// quads reports whether all groups of four bytes may be characters of UTF-32,
// whose highest byte is zero and whose second highest is too, but for emoji and
// rare characters, where it is 16 at most. In other texts not even two
// characters look so.
func quads(data []byte, highest, second int) bool {
	rare := 0
	for i := 0; i+4 <= len(data); i += 4 {
		if data[i+highest] != 0 || data[i+second] > 16 {
			return false
		}
		if data[i+second] != 0 {
			rare++
		}
	}
	return len(data) >= 8 && rare <= len(data)/8
}

// mostlyUTF8 reports whether there are more characters of several bytes than
// bytes that belong to none.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		data = data[n:]
	}
	return good > bad
}

// magics begin files that can hold long stretches of text but are none.
var magics = []string{"%PDF-", "PK\x03\x04", "\x89PNG", "\xff\xd8\xff", "\x7fELF", "SQLite format 3\x00", "\x1f\x8b", "\x28\xb5\x2f\xfd", "BZh", "\xfd7zXZ", "7z\xbc\xaf"}

func binaryMagic(data []byte) bool {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m)) {
			return true
		}
	}
	return false
}

// mostlyControls reports whether more than one character in twenty is a
// control character other than white space and ESC. In random bytes it is one
// in ten.
func mostlyControls(text string) bool {
	n := 0
	for i := range len(text) {
		if c := text[i]; c < ' ' && (c < '\t' || c > '\r') && c != 0x1b || c == 0x7f {
			n++
		}
	}
	return n > len(text)/20
}
