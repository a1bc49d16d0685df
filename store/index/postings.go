package index

import (
	"encoding/binary"
	"iter"
)

// Postings are the articles of one segment that hold a term: ordinals in
// order, each with a class byte (see classOf) unless the term is namespaced (then it tells nothing).
type Postings struct {
	DF   uint32 // how many they are
	Stop bool   // it is a function word in most of them

	form  form
	class byte   // of the only posting, if DF is 1
	ord   uint32 // likewise
	docs  uint32 // of the segment
	size  int    // of the list, if DF is 2 or more
	list  []byte // it, and overrun bytes more
}

// All yields the postings in order.
func (p Postings) All() iter.Seq2[uint32, byte] {
	return func(yield func(uint32, byte) bool) {
		var d decoder
		for d.reset(p); d.next(); {
			classes := d.classes()
			for i, ord := range d.block() {
				if !yield(ord, classes[i]) {
					return
				}
			}
		}
	}
}

// decoder reads postings block by block, and can skip blocks unread. It is
// large: use one for many lists.
type decoder struct {
	p     Postings
	index int    // of the next block
	at    int    // in the list, of the next block
	base  uint32 // no ordinal of the next block is below
	n     int    // postings in the block read last
	ords  [blockLen]uint32
	class []byte // of that block, as they are stored
	bytes [blockLen]byte
}

func (d *decoder) reset(p Postings) {
	d.p, d.index, d.base, d.n = p, 0, 0, 0
	d.at = int(p.DF) / blockLen * skipLen
}

// block returns the ordinals that next has read.
func (d *decoder) block() []uint32 { return d.ords[:d.n] }

// classes returns their class bytes, as far as the form has kept them.
func (d *decoder) classes() []byte {
	switch d.p.form {
	case bare:
		for i := range d.bytes {
			d.bytes[i] = somewhere
		}
	case coarse:
		for i, b := range d.class {
			copy(d.bytes[4*i:], coarseBytes[b][:])
		}
	default:
		return d.class[:d.n]
	}
	return d.bytes[:d.n]
}

// next reads the next block. There is none after the last, nor after a
// damaged one.
func (d *decoder) next() bool {
	full := int(d.p.DF) / blockLen
	switch {
	case d.p.DF == 1:
		return d.single()
	case d.index < full:
		skip, ok := d.skip()
		return ok && d.read(blockLen, skip>>skipWidth&31)
	case d.index == full && d.p.DF%blockLen != 0 && d.at < d.p.size:
		width := uint32(d.p.list[d.at] & 31)
		d.at++
		return d.read(int(d.p.DF%blockLen), width)
	}
	d.n = 0
	return false
}

// skip returns the entry of the next block, which must be a full one.
func (d *decoder) skip() (uint32, bool) {
	if (d.index+1)*skipLen > d.p.size {
		return 0, d.stop()
	}
	return binary.LittleEndian.Uint32(d.p.list[d.index*skipLen:]), true
}

func (d *decoder) single() bool {
	if d.index > 0 {
		return d.stop()
	}
	d.index, d.n, d.ords[0], d.base = 1, 1, d.p.ord, d.p.ord+1
	d.bytes[0] = d.p.class
	d.class = d.bytes[:1]
	return true
}

func (d *decoder) read(n int, width uint32) bool {
	packed := packedLen(n, uint(width))
	end := d.at + packed + d.p.form.size(n)
	if end > d.p.size || width > maxWidth {
		return d.stop()
	}
	unpack(&d.ords, d.p.list[d.at:], n, uint(width), d.base)
	// They rise, so that looking at the last is enough.
	last := d.ords[n-1]
	if last >= d.p.docs {
		return d.stop()
	}
	d.class = d.p.list[d.at+packed : end]
	d.index, d.at, d.base, d.n = d.index+1, end, last+1, n
	return true
}

// size is how many bytes the classes of n postings take.
func (f form) size(n int) int {
	switch f {
	case bare:
		return 0
	case coarse:
		return packedLen(n, 2)
	}
	return n
}

// stop ends the reading.
func (d *decoder) stop() bool {
	d.n, d.index, d.p.DF = 0, 0, 0
	return false
}

// seek leaves out the blocks that end before ord.
func (d *decoder) seek(ord uint32) {
	full := int(d.p.DF) / blockLen
	for d.index < full {
		skip, ok := d.skip()
		last := skip & (MaxDocs - 1)
		if !ok || last >= ord {
			return
		}
		d.at += packedLen(blockLen, uint(skip>>skipWidth&31)) + d.p.form.size(blockLen)
		d.index, d.base = d.index+1, last+1
	}
}
