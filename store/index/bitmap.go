package index

import (
	"encoding/binary"
	"iter"
	"math/bits"
)

// Bitmap is a set of ordinals: bit ord%8 of byte ord/8. Those behind its end
// aren't in it.
type Bitmap []byte

// Has reports whether an ordinal is in the set.
func (b Bitmap) Has(ord uint32) bool {
	return int(ord/8) < len(b) && b[ord/8]>>(ord%8)&1 != 0
}

// Count returns the number of ordinals in the set.
func (b Bitmap) Count() int {
	n := 0
	for _, x := range b {
		n += bits.OnesCount8(x)
	}
	return n
}

// NewBitmap returns the set of some of a segment's ordinals.
func NewBitmap(docs int, ords ...uint32) Bitmap {
	b := make(Bitmap, (docs+7)/8)
	for _, ord := range ords {
		if int(ord) < docs {
			b[ord/8] |= 1 << (ord % 8)
		}
	}
	return b
}

// word returns 64 bits of the set.
func (b Bitmap) word(i int) uint64 {
	if 8*i+8 <= len(b) {
		return binary.LittleEndian.Uint64(b[8*i:])
	}
	var w uint64
	for j := 8 * i; j < len(b); j++ {
		w |= uint64(b[j]) << (8 * (j - 8*i))
	}
	return w
}

// ordSet is a set of a segment's ordinals, to calculate with.
type ordSet []uint64

func (s ordSet) has(ord uint32) bool { return s[ord/64]>>(ord%64)&1 != 0 }
func (s ordSet) add(ord uint32)      { s[ord/64] |= 1 << (ord % 64) }
func (s ordSet) remove(ord uint32)   { s[ord/64] &^= 1 << (ord % 64) }

func (s ordSet) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

func (s ordSet) and(t ordSet) {
	for i := range s {
		s[i] &= t[i]
	}
}

func (s ordSet) andNot(t ordSet) {
	for i := range s {
		s[i] &^= t[i]
	}
}

func (s ordSet) or(t ordSet) {
	for i := range s {
		s[i] |= t[i]
	}
}

// bounds returns the first ordinal of the set and the one behind its last.
func (s ordSet) bounds() (first, end uint32) {
	i, j := 0, len(s)
	for i < j && s[i] == 0 {
		i++
	}
	for j > i && s[j-1] == 0 {
		j--
	}
	if i == j {
		return 0, 0
	}
	return uint32(64*i + bits.TrailingZeros64(s[i])), uint32(64*j - bits.LeadingZeros64(s[j-1]))
}

// addRange adds the ordinals from first on and below end.
func (s ordSet) addRange(first, end uint32) {
	for ord := first; ord < end; {
		if ord%64 == 0 && end-ord >= 64 {
			s[ord/64] = ^uint64(0)
			ord += 64
		} else {
			s.add(ord)
			ord++
		}
	}
}

// all yields the ordinals of the set, in order.
func (s ordSet) all() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(uint32(64*i + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// next returns the set's first ordinal from ord on, or one behind all.
func (s ordSet) next(ord uint32) uint32 {
	i := int(ord / 64)
	if i >= len(s) {
		return uint32(64 * len(s))
	}
	w := s[i] >> (ord % 64) << (ord % 64)
	for w == 0 {
		if i++; i == len(s) {
			return uint32(64 * len(s))
		}
		w = s[i]
	}
	return uint32(64*i + bits.TrailingZeros64(w))
}
