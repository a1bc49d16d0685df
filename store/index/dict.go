package index

import (
	"bytes"
	"encoding/binary"
	"math"
	"runtime"
	"sort"
)

// Find looks a term up.
func (s *Segment) Find(term []byte) (Postings, bool) {
	block := s.blockOf(term, 0)
	if block < 0 {
		return Postings{}, false
	}
	return s.findIn(block, term)
}

// FindAll looks up many terms, which must be sorted, and calls fn with the
// index of each that is there.
func (s *Segment) FindAll(terms [][]byte, fn func(i int, p Postings)) {
	if len(terms) < s.blocks()/2 {
		s.findFew(terms, fn)
		return
	}
	w := s.walker()
	for i, term := range terms {
		if p, ok := w.find(term); ok {
			fn(i, p)
		}
	}
}

// findFew goes over some terms at a time in steps, so that the processor waits
// for several places of memory at once: where a segment isn't in its caches,
// that takes half the time.
func (s *Segment) findFew(terms [][]byte, fn func(i int, p Postings)) {
	const atOnce = 64
	var blocks [atOnce]int
	from, touched := 0, byte(0)
	for start := 0; start < len(terms); start += atOnce {
		part := terms[start:min(start+atOnce, len(terms))]
		for i, term := range part {
			blocks[i] = s.blockOf(term, from)
			from = max(from, blocks[i])
		}
		for i := range part {
			touched += s.touch(blocks[i])
		}
		for i, term := range part {
			if blocks[i] < 0 {
				continue
			}
			if p, ok := s.findIn(blocks[i], term); ok {
				fn(start+i, p)
			}
		}
	}
	runtime.KeepAlive(touched)
}

// touch reads a byte of a block.
func (s *Segment) touch(block int) byte {
	if block < 0 {
		return 0
	}
	at, _ := s.placeOf(block)
	if at >= uint64(len(s.words)) {
		return 0
	}
	return s.words[at]
}

// placeOf returns where a block begins in the dictionary, and where the first
// list of its terms begins in the postings.
func (s *Segment) placeOf(block int) (words, lists uint64) {
	at := binary.LittleEndian.Uint64(s.blocksAt[8*block:])
	return at & math.MaxUint32, at >> 32
}

// blockOf returns the last block from from on whose first term isn't above
// term, or the one before from.
func (s *Segment) blockOf(term []byte, from int) int {
	key, keys := termKey(term), s.keys
	base, n := from, s.blocks()-from
	if n <= 0 || s.key(base) > key {
		return from - 1
	}
	// Halving without a branch that the processor could guess wrong.
	for n > 1 {
		half := n / 2
		next := base + half
		if binary.LittleEndian.Uint64(keys[8*next:]) <= key {
			base = next
		}
		n -= half
	}
	if s.key(base) == key {
		return s.blockAmong(term, key, from, base)
	}
	return base
}

// blockAmong is blockOf for when the first terms of blocks up to last begin
// with the same eight bytes as the term.
func (s *Segment) blockAmong(term []byte, key uint64, from, last int) int {
	return from - 1 + sort.Search(last+1-from, func(i int) bool { return s.above(from+i, key, term) })
}

// key is the first bytes of a block's first term.
func (s *Segment) key(block int) uint64 { return binary.LittleEndian.Uint64(s.keys[8*block:]) }

// above reports whether a block's first term is above term.
func (s *Segment) above(block int, key uint64, term []byte) bool {
	if k := s.key(block); k != key {
		return k > key
	}
	e := s.open(block)
	return !e.next() || bytes.Compare(e.suffix, term) > 0
}

// findIn scans a block for a term. Of each term in it only as much is looked
// at as it differs in from the one before.
func (s *Segment) findIn(block int, term []byte) (Postings, bool) {
	e := s.open(block)
	match := 0 // so many bytes of term begin the last term too, which is below
	for e.next() {
		if e.shared > match {
			continue
		}
		if e.shared < match {
			break
		}
		n := commonPrefix(e.suffix, term[match:])
		match += n
		switch {
		case n < len(e.suffix) && match < len(term) && e.suffix[n] < term[match]:
		case n == len(e.suffix) && match < len(term):
		case n == len(e.suffix):
			return e.postings(), true
		default:
			return Postings{}, false
		}
	}
	return Postings{}, false
}

// entries walks over a block of the dictionary, or on from it to the end.
type entries struct {
	s      *Segment
	b      []byte // what is left of the dictionary
	left   int    // terms left in the block
	block  int
	shared int    // bytes that the term has in common with the one before
	suffix []byte // the others
	lead   byte   // the term's first byte
	count  uint64 // twice the article count, plus 1 for function words
	ord    uint64 // of the only posting
	class  byte
	list   uint64 // where the postings begin
	length uint64 // of them
}

// open begins before a block's first term.
func (s *Segment) open(block int) entries {
	e := entries{s: s}
	e.enter(block)
	return e
}

func (e *entries) enter(block int) {
	e.b, e.left, e.block, e.length = nil, 0, block, 0
	if block >= e.s.blocks() {
		return
	}
	at, list := e.s.placeOf(block)
	if at > uint64(len(e.s.words)) {
		return
	}
	e.b, e.list = e.s.words[at:], list
	e.left = min(blockTerms, int(e.s.terms)-block*blockTerms)
}

// next moves to the block's next term, if it has one.
func (e *entries) next() bool {
	b := e.b
	if e.left == 0 || len(b) == 0 {
		return false
	}
	e.left--
	e.list += e.length
	e.length = 0

	e.shared = int(b[0] >> 4)
	n := int(b[0] & 15)
	b = b[1:]
	if e.shared == 15 && len(b) > 0 {
		e.shared, b = int(b[0]), b[1:]
	}
	if n == 15 && len(b) > 0 {
		n, b = int(b[0]), b[1:]
	}
	if n > len(b) {
		return e.stop()
	}
	e.suffix, b = b[:n], b[n:]
	if e.shared == 0 && n > 0 {
		e.lead = e.suffix[0]
	}
	var ok bool
	if e.count, b, ok = uvarint(b); !ok {
		return e.stop()
	}
	if e.count>>1 != 1 {
		e.length, e.b, ok = uvarint(b)
		return ok || e.stop()
	}
	return e.single(b)
}

// single reads the posting of a term that one article holds.
func (e *entries) single(b []byte) (ok bool) {
	if e.ord, b, ok = uvarint(b); !ok {
		return e.stop()
	}
	if e.class = 0; !e.namespaced() && len(b) > 0 {
		e.class, b = b[0], b[1:]
	}
	e.b = b
	return true
}

func (e *entries) namespaced() bool { return e.lead < 0x20 }

// postings returns those of the term that next moved to; none if damaged.
func (e *entries) postings() Postings {
	s, df := e.s, e.count>>1
	p := Postings{Stop: e.count&1 != 0, docs: s.docs}
	switch p.form = formOf(e.lead, uint32(df), s.docs); {
	case df == 0 || df > uint64(s.docs):
	case df == 1:
		if e.ord < uint64(s.docs) {
			p.DF, p.ord, p.class = 1, uint32(e.ord), e.class
		}
	default:
		end := headerLen + e.list + e.length
		if e.list <= s.dict && e.length <= s.dict && end <= s.dict {
			// What unpack reads too far is still inside the segment.
			p.DF, p.size = uint32(df), int(e.length)
			p.list = s.data[headerLen+e.list : end+overrun]
		}
	}
	return p
}

func (e *entries) stop() bool {
	e.left = 0
	return false
}

func uvarint(b []byte) (uint64, []byte, bool) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), b[1:], true
	}
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, b, false
	}
	return v, b[n:], true
}
