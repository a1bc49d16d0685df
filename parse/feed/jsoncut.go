package feed

import (
	"bytes"
	"errors"
	"io"
)

// jsonCutter cuts the items out of a JSON Feed by counting brackets, so that
// a broken item costs only itself, and memory is bounded by the longest item.
type jsonCutter struct {
	r        io.Reader
	buf      []byte
	pos, end int
	limit    int

	reading error // with which reading ended, if not the document's end
	items   bool  // there is a list of items
	done    bool  // the document is complete
	inItems bool

	before []byte // the document without its items
	item   []byte
	long   bool // the item passed the limit
}

type cutState uint8

const (
	cutEnd cutState = iota
	cutItem
	cutTooLong
)

func newJSONCutter(r io.Reader, limit int) *jsonCutter {
	return &jsonCutter{r: r, limit: limit, buf: make([]byte, 64<<10)}
}

// head returns the fields that were met so far, as an object.
func (c *jsonCutter) head() []byte {
	switch {
	case c.done:
		return c.before
	case c.inItems:
		return append(bytes.Clone(c.before), "]}"...)
	}
	return append(bytes.Clone(c.before), '}')
}

// next returns the next item, valid until it is called again.
func (c *jsonCutter) next() ([]byte, cutState) {
	for {
		if !c.inItems {
			if !c.toItems() {
				return nil, cutEnd
			}
			continue
		}
		b, ok := c.byte()
		switch {
		case !ok:
			return nil, cutEnd
		case b == ']':
			c.inItems = false
			c.before = append(c.before, b)
		case b == '{' || b == '[':
			c.item, c.long = append(c.item[:0], b), false
			if c.item, ok = c.value(c.item); !ok {
				return nil, cutEnd
			}
			if c.long {
				return nil, cutTooLong
			}
			return c.item, cutItem
		case b == '"': // no item
			if _, ok = c.text(nil); !ok {
				return nil, cutEnd
			}
		}
	}
}

// toItems copies the document to the list of its items. It is false if there
// is none before the end. A value that is too long is left out.
func (c *jsonCutter) toItems() bool {
	key := false // the last string was "items"
	for {
		b, ok := c.byte()
		if !ok {
			return false
		}
		c.item, c.long = append(c.item[:0], b), false
		switch {
		case b == '"':
			c.item, ok = c.text(c.item)
			key = string(c.item) == `"items"`
		case b == '[' && key:
			c.before = append(c.before, b)
			c.inItems, c.items = true, true
			return true
		case (b == '{' || b == '[') && len(c.before) > 0:
			c.item, ok = c.value(c.item)
			key = false
		case b == '}' || b == ']':
			c.before = append(c.before, b)
			c.done = true
			return false
		case b == ',':
			key = false
		}
		switch {
		case !ok:
			return false
		case !c.long && len(c.before)+len(c.item) <= c.limit:
			c.before = append(c.before, c.item...)
		case len(c.item) > 1:
			c.before = append(c.before, "null"...)
		}
	}
}

// value copies the value whose opening bracket was just read.
func (c *jsonCutter) value(dst []byte) ([]byte, bool) {
	for depth := 1; depth > 0; {
		b, ok := c.byte()
		if !ok {
			return dst, false
		}
		dst = c.add(dst, b)
		switch b {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			if dst, ok = c.text(dst); !ok {
				return dst, false
			}
		}
	}
	return dst, true
}

// text copies the string whose quote was just read.
func (c *jsonCutter) text(dst []byte) ([]byte, bool) {
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

// add appends to dst up to the limit.
func (c *jsonCutter) add(dst []byte, piece ...byte) []byte {
	if len(dst)+len(piece) > c.limit {
		c.long = true
	}
	if c.long {
		return dst
	}
	return append(dst, piece...)
}

func (c *jsonCutter) byte() (b byte, ok bool) {
	if c.pos == c.end && !c.fill() {
		return 0, false
	}
	c.pos++
	return c.buf[c.pos-1], true
}

// fill reads more. It reports whether there is more.
func (c *jsonCutter) fill() bool {
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
