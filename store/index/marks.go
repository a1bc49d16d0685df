package index

import "encoding/binary"

// marks is a set of a segment's ordinals with a byte for each: adding to it
// takes half the time that adding to an ordSet takes.
type marks struct {
	bytes []byte // for each ordinal, and up to a multiple of window
}

// window is how many ordinals fit into 16 bits.
const window = 1 << 16

// reset empties the set, for a segment with so many articles.
func (m *marks) reset(docs int) {
	if size := (docs + window - 1) / window * window; size != len(m.bytes) {
		m.bytes = make([]byte, size)
		return
	}
	clear(m.bytes)
}

func (m *marks) add(ord uint32) { m.bytes[ord] = 1 }

// word returns 64 bits of the set.
func (m *marks) word(i int) (w uint64) {
	b := (*[64]byte)(m.bytes[64*i:])
	for j := 0; j < 64; j += 8 {
		// The product's highest byte has a bit of each of the eight bytes.
		w |= binary.LittleEndian.Uint64(b[j:]) * 0x0102040810204080 >> 56 << j
	}
	return w
}

// drop takes what is marked out of the set.
func (s ordSet) drop(m *marks) {
	for i, w := range s {
		if w != 0 {
			s[i] = w &^ m.word(i)
		}
	}
}

// addList adds a list's postings that may be in within, by whole blocks, and
// returns how many it has added.
func (m *marks) addList(s *Segment, l list, within ordSet) (added int) {
	if len(m.bytes) != window { // a segment larger than stores make them
		for ord := range l.postings(s).All() {
			m.add(ord)
		}
		return int(l.df)
	}
	b, size := l.bytes(s), int(l.size)
	full, at, base := int(l.df)/blockLen, int(l.df)/blockLen*skipLen, uint32(0)
	if at > size {
		return 0
	}
	classes := l.form.size(blockLen)
	for i := range full {
		skip := binary.LittleEndian.Uint32(b[i*skipLen:])
		last, width := skip&(MaxDocs-1), uint(skip>>skipWidth&31)
		end := at + packedLen(blockLen, width)
		if end > size || width > maxWidth {
			return added
		}
		if within.next(base) <= last {
			m.unpack(b[at:], blockLen, width, base)
			added += blockLen
		}
		at, base = end+classes, last+1
	}
	n := int(l.df) % blockLen
	if n == 0 || at >= size {
		return added
	}
	width := uint(b[at] & 31)
	if at+1+packedLen(n, width) > size || width > maxWidth {
		return added
	}
	m.unpack(b[at+1:], n, width, base)
	return added + n
}

// unpack adds what the function unpack puts into an array. An ordinal that
// isn't one of the segment's, from damaged bytes, becomes another one.
func (m *marks) unpack(src []byte, n int, width uint, next uint32) {
	to := (*[window]byte)(m.bytes)
	mask := uint32(1)<<width - 1
	next--
	for ; n >= 8 && width <= 16; n -= 8 {
		v := binary.LittleEndian.Uint64(src)
		next = mark4(to, v, width, mask, next)
		if width <= 8 {
			v >>= 4 * width & 63
		} else {
			v = binary.LittleEndian.Uint64(src[width/2:]) >> (4 * (width & 1))
		}
		next = mark4(to, v, width, mask, next)
		src = src[width:]
	}
	for j := range n {
		bit := uint(j) * width
		next += uint32(binary.LittleEndian.Uint64(src[bit/8:])>>(bit%8))&mask + 1
		to[uint16(next)] = 1
	}
}

// mark4 marks the ordinals behind the next four gaps, and returns the last.
func mark4(to *[window]byte, v uint64, width uint, mask, last uint32) uint32 {
	width &= 63
	last += uint32(v)&mask + 1
	to[uint16(last)] = 1
	v >>= width
	last += uint32(v)&mask + 1
	to[uint16(last)] = 1
	v >>= width
	last += uint32(v)&mask + 1
	to[uint16(last)] = 1
	v >>= width
	last += uint32(v)&mask + 1
	to[uint16(last)] = 1
	return last
}
