package feed

import (
	"bytes"
	"io"
)

// jsonCutter cuts the items out of a JSON Feed by counting brackets, so that
// a broken item costs only itself, and memory is bounded by the longest item.
//
// A quote that is missing would turn all strings of the rest inside out. It is
// noticed where a string is followed by what follows none, and a missing
// bracket by the next one of the other kind. From there on what looks like the
// beginning of an item is tried as one.
type jsonCutter struct {
	jsonBytes
	items   bool // there is a list of items
	done    bool // the document is complete
	inItems bool
	lost    bool // an item broke off, and where the next one begins is a guess

	before []byte // the document without its items
	fields int    // how much of it are whole fields
	item   []byte
	open   []byte // the brackets that are open in it
}

type cutState uint8

const (
	cutEnd cutState = iota
	cutItem
	cutTooLong
	cutBroken // it is no JSON, and so may be what comes next
)

func newJSONCutter(r io.Reader, limit int) *jsonCutter {
	return &jsonCutter{jsonBytes: jsonBytes{r: r, limit: limit, buf: make([]byte, 64<<10)}}
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

// next returns the next item, valid until it is called again. While c.lost, it
// may be a part of the item that broke off.
func (c *jsonCutter) next() ([]byte, cutState) {
	for {
		if !c.inItems {
			if !c.toItems() {
				return nil, cutEnd
			}
			continue
		}
		if c.lost {
			return c.guess()
		}
		b, ok := c.byte()
		switch {
		case !ok:
			return nil, cutEnd
		case b == ']':
			c.inItems = false
			c.before = append(c.before, b)
		case b == '{' || b == '[':
			return c.cut(b)
		case b == '}': // of an item that was not opened
			return nil, cutBroken
		case b == '"': // no item
			if _, ok = c.text(nil); !ok {
				return nil, cutEnd
			}
		}
	}
}

// guess returns what may be the next item behind one that broke off.
func (c *jsonCutter) guess() ([]byte, cutState) {
	for c.find(`},{"`) {
		c.pos-- // the quote
		if item, state := c.cut('{'); state != cutBroken {
			c.matched = len(`}`)
			return item, state
		}
	}
	c.done = c.reading == nil // the rest belongs to the item that broke off
	return nil, cutEnd
}

// found tells that the last item is one.
func (c *jsonCutter) found() { c.lost, c.matched = false, 0 }

// cut returns the item whose opening bracket was just read.
func (c *jsonCutter) cut(b byte) ([]byte, cutState) {
	c.item, c.long = append(c.item[:0], b), false
	state := c.value()
	if c.long && state == cutItem {
		return nil, cutTooLong
	}
	c.lost = c.lost || state == cutBroken
	return c.item, state
}

// toItems copies the document to the list of its items. It is false if there
// is none before the end. A value that is too long is left out.
func (c *jsonCutter) toItems() bool {
	var last byte // what the next byte follows
	key := false  // the last string was "items"
	for {
		b, ok := c.byte()
		if !ok {
			return false
		}
		c.item, c.long = append(c.item[:0], b), false
		state := cutItem
		switch {
		case last == '"' && !endsText(b):
			c.unread(append(c.before[c.fields:], b))
			return c.toItemsLost()
		case b == '"':
			c.item, ok = c.text(c.item)
			key = string(c.item) == `"items"`
		case b == '[' && key:
			c.before = append(c.before, b)
			c.inItems, c.items = true, true
			return true
		case (b == '{' || b == '[') && len(c.before) > 0:
			state = c.value()
			key = false
		case b == '}' || b == ']':
			c.before = append(c.before, b)
			c.done = true
			return false
		case b == ',':
			c.fields = len(c.before)
			key = false
		}
		if state == cutBroken {
			return c.toItemsLost()
		}
		if !ok || state == cutEnd {
			return false
		}
		if !blankJSON(b) {
			last = b
		}
		if !c.keep() { // none of it can be read again
			last, c.fields = 0, len(c.before)
		}
	}
}

// keep adds what was read to the document without its items, if it is short
// enough.
func (c *jsonCutter) keep() bool {
	if !c.long && len(c.before)+len(c.item) <= c.limit {
		c.before = append(c.before, c.item...)
		return true
	}
	if len(c.item) > 1 {
		c.before = append(c.before, "null"...)
	}
	return false
}

// toItemsLost finds the items behind a field that is no JSON.
func (c *jsonCutter) toItemsLost() bool {
	c.before, c.matched = c.before[:c.fields], 0
	if !c.find(`items":[`) {
		return false
	}
	if c.fields == 0 {
		c.before = append(c.before, '{')
	} else {
		c.before = append(c.before, ',')
	}
	c.before = append(c.before, `"items":[`...)
	c.inItems, c.items = true, true
	return true
}

// value copies the value whose opening bracket stands in c.item.
func (c *jsonCutter) value() cutState {
	c.open = append(c.open[:0], c.item[len(c.item)-1])
	last, text := c.open[0], 0 // what the next byte follows, and where that string began
	for len(c.open) > 0 {
		b, ok := c.byte()
		if !ok {
			return cutEnd
		}
		c.item = c.add(c.item, b)
		top := c.open[len(c.open)-1]
		switch {
		case blankJSON(b):
			continue
		case last == '"' && !endsText(b):
			c.unread(c.item[min(text, len(c.item)):])
			return cutBroken
		case b == '{' || b == '[':
			if last == ',' && top == '{' || len(c.open) >= c.limit {
				c.unread(c.item[len(c.item)-1:])
				c.matched = len(`},`)
				return cutBroken
			}
			c.open = append(c.open, b)
		case b == '}' || b == ']':
			if top != b-2 { // as their codes are
				c.unread(c.item[len(c.item)-1:])
				return cutBroken
			}
			c.open = c.open[:len(c.open)-1]
		case b == '"':
			text = len(c.item) - 1
			if c.item, ok = c.text(c.item); !ok {
				return cutEnd
			}
		}
		last = b
	}
	return cutItem
}

// endsText reports whether b may follow a string.
func endsText(b byte) bool { return b == ':' || b == ',' || b == '}' || b == ']' || blankJSON(b) }

func blankJSON(b byte) bool { return b == ' ' || b == '\n' || b == '\r' || b == '\t' }
