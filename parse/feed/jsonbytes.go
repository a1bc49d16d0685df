package feed

import (
	"bytes"
	"errors"
	"io"
)

// jsonBytes reads a document of JSON in pieces.
type jsonBytes struct {
	r        io.Reader
	buf      []byte
	pos, end int
	reading  error // with which reading ended, if not the document's end

	limit   int  // of what is kept of one value
	long    bool // the value passed it
	matched int  // how much of what find looks for was just read
}

// text copies the string whose quote was just read.
func (c *jsonBytes) text(dst []byte) ([]byte, bool) {
	for {
		if c.pos == c.end && !c.fill() {
			return dst, false
		}
		rest := c.buf[c.pos:c.end]
		i := bytes.IndexAny(rest, "\"\\")
		if i < 0 {
			c.pos = c.end
			dst = c.add(dst, rest...)
			continue
		}
		c.pos += i + 1
		dst = c.add(dst, rest[:i+1]...)
		if rest[i] == '"' {
			return dst, true
		}
		b, ok := c.byte() // what is escaped
		if !ok {
			return dst, false
		}
		dst = c.add(dst, b)
	}
}

// find reads to the end of what, between whose bytes white space may stand. It
// is false if the document ends before.
func (c *jsonBytes) find(what string) bool {
	for {
		b, ok := c.byte()
		if !ok {
			return false
		}
		switch {
		case b == what[c.matched]:
			c.matched++
		case !blankJSON(b):
			c.matched = 0
			if b == what[0] {
				c.matched = 1
			}
		}
		if c.matched == len(what) {
			c.matched = 0
			return true
		}
	}
}

// unread puts back the last bytes that were read. What was too long to be
// kept is not read again.
func (c *jsonBytes) unread(last []byte) {
	switch {
	case c.long:
	case c.pos >= len(last):
		c.pos -= len(last)
	default:
		c.buf = append(bytes.Clone(last), c.buf[c.pos:c.end]...)
		c.pos, c.end = 0, len(c.buf)
	}
}

// add appends to dst up to the limit.
func (c *jsonBytes) add(dst []byte, piece ...byte) []byte {
	if len(dst)+len(piece) > c.limit {
		c.long = true
	}
	if c.long {
		return dst
	}
	return append(dst, piece...)
}

func (c *jsonBytes) byte() (b byte, ok bool) {
	if c.pos == c.end && !c.fill() {
		return 0, false
	}
	c.pos++
	return c.buf[c.pos-1], true
}

// fill reads more. It reports whether there is more.
func (c *jsonBytes) fill() bool {
	for range 100 {
		n, err := c.r.Read(c.buf)
		c.pos, c.end = 0, n
		if n > 0 {
			return true
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				c.reading = err
			}
			return false
		}
	}
	c.reading = io.ErrNoProgress
	return false
}
