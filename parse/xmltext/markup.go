package xmltext

import (
	"bytes"
)

// markup takes what begins with the "<" at the cursor.
func (s *Scanner) markup() Kind {
	for s.end-s.pos < len(cdataStart) && s.fill() {
	}
	rest := s.buf[s.pos:s.end]
	if len(rest) == 1 {
		return s.literal(1)
	}
	switch c := rest[1]; {
	case nameStart(c):
		return s.tag(Open)
	case c == '/' && len(rest) > 2 && nameStart(rest[2]):
		return s.tag(Close)
	case c == '/' && len(rest) > 2 && rest[2] == '>': // </>
		s.pos += 3
		return skipped
	case bytes.HasPrefix(rest, cdataStart):
		s.pos += len(cdataStart)
		s.cdata, s.inside = true, s.Name
		return skipped
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.comment()
		return skipped
	case c == '?':
		s.instruction()
		return skipped
	case c == '!' && len(rest) > 2 && nameStart(rest[2]):
		s.declaration()
		return skipped
	}
	return s.literal(1)
}

// literal takes n bytes as text.
func (s *Scanner) literal(n int) Kind {
	s.CData = false
	s.Text = s.buf[s.pos : s.pos+n]
	s.pos += n
	return Text
}

// comment skips the comment at the cursor. One that does not end takes the
// rest of the document with it.
func (s *Scanner) comment() {
	mark := []byte("-->")
	s.pos += len("<!--")
	for {
		if i := bytes.Index(s.buf[s.pos:s.end], mark); i >= 0 {
			s.pos += i + len(mark)
			return
		}
		s.pos = max(s.pos, s.end-len(mark)+1)
		if !s.fill() {
			s.pos, s.Truncated = s.end, true
			return
		}
	}
}

// instruction skips the processing instruction at the cursor. One that does
// not end soon ends with its first ">".
func (s *Scanner) instruction() {
	const soon = 8192
	for s.end-s.pos < soon && s.fill() {
	}
	rest := s.buf[s.pos:min(s.end, s.pos+soon)]
	i := bytes.Index(rest, []byte("?>")) + 1
	if i == 0 {
		i = bytes.IndexByte(rest, '>')
	}
	if i < 0 {
		i, s.Truncated = len(rest)-1, s.Truncated || s.eof
	}
	s.pos += i + 1
}

// tag takes the tag at the cursor.
func (s *Scanner) tag(kind Kind) Kind {
	n := s.tagLength()
	if n == 0 {
		s.Truncated = s.Truncated || s.eof && bytes.IndexByte(s.buf[s.pos+1:s.end], '<') < 0
		return s.literal(1)
	}
	body := s.buf[s.pos+1 : s.pos+n-1]
	s.pos += n
	s.Empty = false
	s.Attrs = s.Attrs[:0]
	if kind == Close {
		s.Name = s.name(body[1 : 1+nameLength(body[1:])])
		return Close
	}
	if len(body) > 0 && body[len(body)-1] == '/' {
		s.Empty = true
		body = body[:len(body)-1]
	}
	n = nameLength(body)
	s.Name = s.name(body[:n])
	if n < len(body) {
		s.attributes(body[n:])
	}
	return Open
}

// tagLength returns the length of the tag at the cursor with its brackets, 0
// if it is none because a "<" or nothing comes before its end. A quote that
// is not closed is no quote: the tag then ends at its first ">".
func (s *Scanner) tagLength() int {
	for {
		n := tagEnd(s.buf[s.pos:s.end])
		if n != more {
			return n
		}
		if s.end-s.pos > maxTag || !s.fill() {
			return bytes.IndexByte(s.buf[s.pos:s.end], '>') + 1
		}
	}
}

// more is what tagEnd returns if the end may lie behind what was read.
const more = -1

// tagEnd returns the length of the tag that b begins with, 0 if it is none.
// A "<" may stand in quotes, though it should not, but then the tag has to
// end soon, or a text of nothing but beginnings would be searched to its end
// for each.
func tagEnd(b []byte) int {
	const soon = 4096
	limit := len(b)
	if i := bytes.IndexByte(b[1:], '<'); i >= 0 {
		limit = min(limit, 1+i+soon)
	}
	for i := 1; i < limit; i++ {
		switch c := b[i]; c {
		case '>':
			return i + 1
		case '<':
			return 0
		case '"', '\'':
			if !afterEquals(b[:i]) { // an apostrophe, not a quote
				continue
			}
			j := bytes.IndexByte(b[i+1:limit], c)
			switch {
			case j >= 0:
				i += j + 1
			case limit == len(b):
				return more
			}
		}
	}
	if limit < len(b) {
		return 0
	}
	return more
}

func afterEquals(b []byte) bool {
	for i := len(b) - 1; i >= 0; i-- {
		if !space(b[i]) {
			return b[i] == '='
		}
	}
	return false
}

// attributes takes name="value" pairs, and forgives missing quotes, values
// and gaps. The first of two with one name counts.
func (s *Scanner) attributes(b []byte) {
	for len(s.Attrs) < maxAttrs {
		for len(b) > 0 && (space(b[0]) || b[0] == '/' || b[0] == '"' || b[0] == '\'' || b[0] == '=') {
			b = b[1:]
		}
		if len(b) == 0 {
			return
		}
		n := 0
		for n < len(b) && !space(b[n]) && b[n] != '=' && b[n] != '"' && b[n] != '\'' {
			n++
		}
		name := s.name(b[:n])
		b = skipSpace(b[n:])
		var value []byte
		if len(b) > 0 && b[0] == '=' {
			value, b = attrValue(skipSpace(b[1:]))
		}
		if !s.has(name) {
			s.Attrs = append(s.Attrs, Attr{name, s.unescape(value)})
		}
	}
}

func attrValue(b []byte) (value, rest []byte) {
	if len(b) == 0 {
		return nil, b
	}
	if q := b[0]; q == '"' || q == '\'' {
		if i := bytes.IndexByte(b[1:], q); i >= 0 {
			return b[1 : 1+i], b[2+i:]
		}
		b = b[1:]
	}
	n := 0
	for n < len(b) && !space(b[n]) {
		n++
	}
	return b[:n], b[n:]
}

func (s *Scanner) has(name string) bool {
	for i := range s.Attrs {
		if s.Attrs[i].Name == name {
			return true
		}
	}
	return false
}

// Attr returns the value of an attribute of an Open token, "" if it has none.
func (s *Scanner) Attr(name string) string {
	for i := range s.Attrs {
		if s.Attrs[i].Name == name {
			return string(s.Attrs[i].Value)
		}
	}
	return ""
}

// name returns a name in lower case, the same string for the same name.
func (s *Scanner) name(b []byte) string {
	if n, ok := s.names[string(b)]; ok {
		return n
	}
	n := string(bytes.ToLower(b))
	if len(s.names) < 4096 && len(b) < 128 {
		s.names[string(b)] = n
	}
	return n
}

// nameLength returns the length of the tag name at the start of b.
func nameLength(b []byte) int {
	n := 0
	for n < len(b) && !space(b[n]) && b[n] != '/' && b[n] != '"' && b[n] != '\'' && b[n] != '=' {
		n++
	}
	return n
}

func nameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func skipSpace(b []byte) []byte {
	for len(b) > 0 && space(b[0]) {
		b = b[1:]
	}
	return b
}
