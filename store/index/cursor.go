package index

import (
	"bytes"
)

// cursor walks over the terms of the dictionary, in order.
type cursor struct {
	entries
	term []byte // good until the next call of next
}

// cursor begins before a block's first term.
func (s *Segment) cursor(block int) *cursor {
	return &cursor{entries: s.open(block), term: make([]byte, 0, 2*maxTerm)}
}

// next moves to the next term, if there is one and it is in order.
func (c *cursor) next() bool {
	if c.left == 0 && c.block+1 < c.s.blocks() {
		c.enter(c.block + 1)
	}
	if !c.entries.next() || c.shared > len(c.term) || c.shared+len(c.suffix) > maxTerm {
		return c.stop()
	}
	if bytes.Compare(c.suffix, c.term[c.shared:]) <= 0 {
		c.block = c.s.blocks()
		return c.stop()
	}
	c.term = append(c.term[:c.shared], c.suffix...)
	return true
}

// Prefix calls fn for each term that begins with prefix, in order, until fn
// returns false. The term is good until fn returns.
func (s *Segment) Prefix(prefix []byte, fn func(term []byte, p Postings) bool) {
	c := s.cursor(max(0, s.blockOf(prefix, 0)))
	for c.next() {
		if bytes.HasPrefix(c.term, prefix) {
			if !fn(c.term, c.postings()) {
				return
			}
		} else if bytes.Compare(c.term, prefix) > 0 {
			return
		}
	}
}

// eachPrefixed calls fn for each term that begins with prefix, until fn
// returns false. It is Prefix for who doesn't ask for the terms: those that
// share the prefix with the term before needn't be put together.
func (s *Segment) eachPrefixed(prefix []byte, fn func(e *entries) bool) {
	c := s.cursor(max(0, s.blockOf(prefix, 0)))
	for c.next() && !bytes.HasPrefix(c.term, prefix) {
		if bytes.Compare(c.term, prefix) > 0 {
			return
		}
	}
	for bytes.HasPrefix(c.term, prefix) {
		// The next terms have the prefix too as long as they share so much.
		for more := true; more; more = c.shared >= len(prefix) {
			if !fn(&c.entries) {
				return
			}
			if c.left == 0 && c.block+1 < s.blocks() {
				c.enter(c.block + 1)
			}
			if !c.entries.next() {
				return
			}
		}
		c.term = append(c.term[:min(c.shared, len(c.term))], c.suffix...)
	}
}
