package html

import (
	"bytes"
	"unicode/utf8"

	"newsreader/parse/charset"
	"newsreader/parse/news"
)

// decode returns a page as UTF-8. What is valid UTF-8 as a whole, with more
// than ASCII in it, is UTF-8 whatever it declares: no other encoding produces
// that by chance, while wrong declarations are common.
func decode(data []byte, declared string) (string, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return "", news.ErrEmpty
	}
	if declared == "" {
		declared = declaredCharset(data)
	}
	if utf8.Valid(data) && !ascii(data) {
		declared = ""
	}
	return charset.Decode(data, declared)
}

func ascii(data []byte) bool {
	for _, c := range data {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// declaredCharset returns the encoding that a meta element or the XML
// declaration in the first kilobytes names. Whatever can be read as ASCII is
// no UTF-16, so that is not believed.
func declaredCharset(data []byte) string {
	head := bytes.ToLower(data[:min(len(data), 4096)])
	for {
		i := bytes.Index(head, []byte("charset"))
		if x := bytes.Index(head, []byte("encoding")); x >= 0 && (i < 0 || x < i) && bytes.HasPrefix(bytes.TrimSpace(head), []byte("<?xml")) {
			i = x
		}
		if i < 0 {
			return ""
		}
		head = bytes.TrimLeft(head[i+len("charset"):], "g \t\r\n")
		if len(head) == 0 || head[0] != '=' {
			continue
		}
		name := bytes.TrimLeft(head[1:], " \t\r\n\"'")
		end := bytes.IndexAny(name, " \t\r\n\"'/>;?")
		if end <= 0 || end > 40 {
			continue
		}
		if bytes.HasPrefix(name, []byte("utf-16")) || bytes.HasPrefix(name, []byte("utf-32")) {
			return ""
		}
		return string(name[:end])
	}
}
