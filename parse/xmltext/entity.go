package xmltext

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const (
	maxReference = 40  // bytes of the longest reference, with & and ;
	maxEntities  = 256 // that a document may declare
	maxEntity    = 256 // bytes that one may stand for
)

// resolve appends to dst what the reference that b begins with stands for,
// and returns its length. What is no reference is appended as it is: the "&"
// of a name that nothing declares, or without ";", since addresses are full
// of those.
func (s *Scanner) resolve(dst, b []byte) ([]byte, int) {
	end := bytes.IndexByte(b[:min(len(b), maxReference)], ';')
	if end < 2 {
		return append(dst, '&'), 1
	}
	name := b[1:end]
	if name[0] == '#' {
		if r, ok := number(name[1:]); ok {
			return utf8.AppendRune(dst, r), end + 1
		}
		return append(dst, '&'), 1
	}
	switch string(name) {
	case "amp":
		return append(dst, '&'), end + 1
	case "lt":
		return append(dst, '<'), end + 1
	case "gt":
		return append(dst, '>'), end + 1
	case "quot":
		return append(dst, '"'), end + 1
	case "apos":
		return append(dst, '\''), end + 1
	}
	if !alphanumeric(name) {
		return append(dst, '&'), 1
	}
	if v, ok := s.entities[string(name)]; ok {
		return append(dst, v...), end + 1
	}
	if v := html.UnescapeString(string(b[:end+1])); !strings.HasSuffix(v, ";") {
		return append(dst, v...), end + 1
	}
	return append(dst, '&'), 1
}

// unescape resolves the references in v.
func (s *Scanner) unescape(v []byte) []byte {
	i := bytes.IndexByte(v, '&')
	if i < 0 {
		return v
	}
	start := len(s.scratch)
	for i >= 0 {
		s.scratch = append(s.scratch, v[:i]...)
		var n int
		s.scratch, n = s.resolve(s.scratch, v[i:])
		v = v[i+n:]
		i = bytes.IndexByte(v, '&')
	}
	s.scratch = append(s.scratch, v...)
	return s.scratch[start:len(s.scratch):len(s.scratch)]
}

// number returns the character of a numeric reference, without "#" and ";".
// Numbers 128 to 159 are taken as Windows-1252, which everyone means by them.
func number(b []byte) (rune, bool) {
	base := 10
	if len(b) > 1 && (b[0] == 'x' || b[0] == 'X') {
		b, base = b[1:], 16
	}
	n, err := strconv.ParseUint(string(b), base, 32)
	if err != nil || n == 0 {
		return utf8.RuneError, err == nil
	}
	if n >= 0x80 && n <= 0x9f {
		return charmap.Windows1252.DecodeByte(byte(n)), true
	}
	if n > utf8.MaxRune || n >= 0xd800 && n < 0xe000 {
		return utf8.RuneError, true
	}
	return rune(n), true
}

func alphanumeric(b []byte) bool {
	for _, c := range b {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.') {
			return false
		}
	}
	return true
}

// declaration takes <!DOCTYPE …> and other declarations. Of the document's
// type, which comes first, it keeps the entities of the internal subset that
// stand for plain characters; the others end with their first ">".
func (s *Scanner) declaration() {
	depth, from := 0, 1
	for s.end-s.pos < maxTag {
		rest := s.buf[s.pos:s.end]
		for i := from; i < len(rest); i++ {
			switch c := rest[i]; {
			case c == '[' && !s.typed:
				depth++
			case c == ']' && depth > 0:
				depth--
			case c == '>' && depth == 0:
				if !s.typed {
					s.declared(rest[:i])
				}
				s.typed = true
				s.pos += i + 1
				return
			}
		}
		from = len(rest)
		if !s.fill() {
			break
		}
	}
	s.typed = true
	if i := bytes.IndexByte(s.buf[s.pos:s.end], '>'); i >= 0 { // it does not end
		s.pos += i + 1
		return
	}
	s.pos, s.Truncated = s.end, true
}

// declared keeps the simple entities of a document type: <!ENTITY name
// "value"> whose value names no other entity and no markup.
func (s *Scanner) declared(b []byte) {
	entities := map[string]string{}
	defer func() { s.entities = entities }() // until then, none is known
	for len(entities) < maxEntities {
		i := bytes.Index(b, []byte("<!ENTITY"))
		if i < 0 {
			return
		}
		b = skipSpace(b[i+len("<!ENTITY"):])
		n := nameLength(b)
		name := b[:n]
		value, _ := attrValue(skipSpace(b[n:]))
		if n == 0 || n > maxReference-2 || len(value) > maxEntity || !alphanumeric(name) {
			continue
		}
		if quoted := skipSpace(b[n:]); len(quoted) == 0 || quoted[0] != '"' && quoted[0] != '\'' {
			continue // an external one, or a parameter
		}
		if v := s.unescape(value); bytes.IndexByte(v, '&') < 0 && bytes.IndexByte(v, '<') < 0 {
			entities[string(name)] = string(v)
		}
	}
}
