package xmltext

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// judged is how much of a document decides on its encoding: all of nearly
// every feed, the beginning of a very large one.
const judged = 1 << 20

// Decode returns the document r as UTF-8, without byte-order mark.
// contentType is what its server says of it, "" if there is none. Evidence
// counts in this order:
//
//   - a byte-order mark;
//   - the pattern of zero bytes of UTF-16 and UTF-32, and the "<?xml" of EBCDIC;
//   - valid UTF-8 with characters that are not ASCII, whatever is declared,
//     because no other encoding looks so by accident;
//   - the server's charset, then the XML declaration's encoding, unless the
//     text has bytes that the encoding does not know;
//   - UTF-8 with a few broken bytes, which are read as Windows-1252;
//   - what the statistics of the bytes say, if they are sure;
//   - Windows-1252, because it can be anything.
//
// The error is one of reading.
func Decode(r io.Reader, contentType string) (io.Reader, error) {
	head, whole, err := readHead(r)
	if err != nil && len(head) == 0 {
		return nil, fmt.Errorf("it cannot be read: %w", err)
	}
	rest := io.Reader(bytes.NewReader(head))
	switch {
	case err != nil:
		rest = io.MultiReader(rest, failing{err})
	case !whole:
		rest = io.MultiReader(rest, r)
	}
	enc, mark := detect(head, contentType)
	if mark > 0 {
		if _, err := io.CopyN(io.Discard, rest, int64(mark)); err != nil {
			return nil, fmt.Errorf("it cannot be read: %w", err)
		}
	}
	switch {
	case enc != nil:
		return transform.NewReader(rest, enc.NewDecoder()), nil
	case whole && utf8.Valid(head):
		return rest, nil
	}
	return transform.NewReader(rest, mender{}), nil
}

// readHead reads what decides on the encoding; whole tells that this is all
// there is, or all that can be read.
func readHead(r io.Reader) (head []byte, whole bool, err error) {
	head = make([]byte, 0, 32<<10)
	for {
		if len(head) == cap(head) {
			if cap(head) >= judged {
				return head, false, nil
			}
			head = append(make([]byte, 0, 2*cap(head)), head...)
		}
		n, err := r.Read(head[len(head):cap(head)])
		head = head[:len(head)+n]
		if errors.Is(err, io.EOF) {
			return head, true, nil
		}
		if err != nil {
			return head, true, err
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// detect returns the encoding of a document, nil for UTF-8, and the length
// of its byte-order mark.
func detect(head []byte, contentType string) (encoding.Encoding, int) {
	if enc, n := marked(head); n > 0 {
		return enc, n
	}
	if enc := patterned(head); enc != nil {
		return enc, 0
	}
	whole := head
	if len(head) >= judged { // its last character may be cut
		whole = trimPartial(head)
	}
	valid, ascii := utf8.Valid(whole), isASCII(whole)
	if valid && !ascii {
		return nil, 0
	}
	for _, label := range [...]string{charset(contentType), declaration(head)} {
		enc, isUTF8 := Lookup(label)
		switch {
		case isUTF8 && ascii:
			return nil, 0
		case enc != nil && fits(enc, whole):
			return enc, 0
		}
	}
	if ascii || mostlyUTF8(whole) {
		return nil, 0
	}
	return guess(whole), 0
}

// marked reads a byte-order mark. UTF-32's begins with that of UTF-16.
func marked(b []byte) (encoding.Encoding, int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return nil, 3
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	}
	return nil, 0
}

// patterned knows encodings by what they make of the ASCII that every
// document begins with.
func patterned(b []byte) encoding.Encoding {
	if bytes.HasPrefix(b, []byte("\x4c\x6f\xa7\x94")) { // <?xm
		enc, _ := Lookup(declaration(b))
		if enc == nil {
			enc = charmap.CodePage037
		}
		return enc
	}
	b = b[:min(len(b), 256)&^3]
	var zeros [4]int
	for i, c := range b {
		if c == 0 {
			zeros[i&3]++
		}
	}
	most, few := len(b)/4*3/4, len(b)/4/8
	if most == 0 {
		return nil
	}
	z := func(i int) bool { return zeros[i] >= most }
	n := func(i int) bool { return zeros[i] <= few }
	switch {
	case z(0) && z(1) && z(2) && n(3):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case n(0) && z(1) && z(2) && z(3):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case z(0) && n(1) && z(2) && n(3):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case n(0) && z(1) && n(2) && z(3):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	}
	return nil
}

// charset returns the charset of a content type.
func charset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err == nil {
		return params["charset"]
	}
	_, after, ok := strings.Cut(strings.ToLower(contentType), "charset=")
	if !ok {
		return ""
	}
	label, _, _ := strings.Cut(after, ";")
	return strings.Trim(label, " \t\"'")
}

// declaration returns the encoding that an XML declaration names.
func declaration(head []byte) string {
	head = bytes.TrimLeft(head[:min(len(head), 1024)], " \t\r\n")
	if bytes.HasPrefix(head, []byte("\x4c\x6f\xa7\x94")) {
		head, _ = charmap.CodePage037.NewDecoder().Bytes(head)
	}
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	end := bytes.IndexByte(head, '>')
	if end < 0 {
		return ""
	}
	_, after, ok := bytes.Cut(head[:end], []byte("encoding"))
	if after = skipSpace(after); !ok || len(after) == 0 || after[0] != '=' {
		return ""
	}
	value, _ := attrValue(skipSpace(after[1:]))
	return strings.TrimRight(string(value), "?")
}

// fits reports whether an encoding knows nearly all bytes of b: one in a
// thousand characters may be broken, but not the only ones that tell.
func fits(enc encoding.Encoding, b []byte) bool {
	if _, ok := enc.(*charmap.Charmap); ok {
		return true
	}
	text, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return false
	}
	bad := bytes.Count(text, []byte("\ufffd"))
	return bad == 0 || bad < len(text)/1000 || bad*10 < countHigh(b)
}

func countHigh(b []byte) int {
	n := 0
	for _, c := range b {
		n += int(c >> 7)
	}
	return n
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// mostlyUTF8 reports whether most of what is not ASCII is valid UTF-8.
// Characters of three bytes and more count thrice: other encodings have them
// hardly ever by accident.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 2:
			good += 3
		default:
			good++
		}
		b = b[n:]
	}
	return good > bad
}

// trimPartial removes a character that may be cut at the end of b.
func trimPartial(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			return b
		}
	}
	return b
}

// mender is a transformer that reads broken bytes of UTF-8 as Windows-1252.
type mender struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (mender) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		b := src[nSrc:]
		n := min(len(b), len(dst)-nDst)
		if n >= 512 && utf8.Valid(trimPartial(b[:n])) {
			n = copy(dst[nDst:], trimPartial(b[:n]))
			nDst, nSrc = nDst+n, nSrc+n
			continue
		}
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			if !atEOF && !utf8.FullRune(b) {
				return nDst, nSrc, transform.ErrShortSrc
			}
			r = charmap.Windows1252.DecodeByte(b[0])
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}
