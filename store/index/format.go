package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

// ErrDamaged: the bytes aren't a segment, or not any more.
var ErrDamaged = errors.New("damaged segment")

// ErrVersion: the segment was written by a newer program.
var ErrVersion = errors.New("segment of an unknown version")

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

const (
	magic     = "nrindex\n"
	version   = 1
	headerLen = 96

	// MaxDocs is how many articles a segment may hold: ordinals have 24 bits.
	MaxDocs = 1 << 24

	// blockTerms is how many terms a block of the dictionary holds.
	blockTerms = 16

	timeLen   = 5       // bytes of a time
	noDate    = 1 << 39 // the bit in it that says: only when it was taken in
	maxSpan   = noDate - 1
	maxDF     = MaxDocs
	maxWidth  = 24
	skipLen   = 4
	skipClass = 29 // the bits of a skip entry: 24 ordinal, 5 width, 2 class
	skipWidth = 24
)

// header is the fixed beginning of a segment.
type header struct {
	docs, terms    uint32
	base           int64  // the first time; times count from it
	words          uint64 // of all articles
	dict, table    uint64 // where the dictionary and its table of blocks begin
	info, size     uint64 // where the articles' table begins, and all ends
	minNum, maxNum uint32
	maxInverse     float32 // the largest of the inverse norms
	undated        uint32  // how many articles are
}

func (h *header) blocks() int { return (int(h.terms) + blockTerms - 1) / blockTerms }

// infoLen is the length of the articles' table.
func (h *header) infoLen() uint64 {
	return uint64(h.docs)*(4+timeLen+2+1+uint64(ordLen(h.docs))) + overrun
}

// ordLen is the length of an ordinal in the list by number.
func ordLen(docs uint32) int {
	if docs <= 1<<16 {
		return 2
	}
	return 4
}

func (h *header) put(b []byte) {
	copy(b, magic)
	le := binary.LittleEndian
	le.PutUint32(b[8:], version)
	le.PutUint32(b[16:], h.docs)
	le.PutUint32(b[20:], h.terms)
	le.PutUint64(b[24:], uint64(h.base))
	le.PutUint64(b[32:], h.words)
	le.PutUint64(b[40:], h.dict)
	le.PutUint64(b[48:], h.table)
	le.PutUint64(b[56:], h.info)
	le.PutUint64(b[64:], h.size)
	le.PutUint32(b[72:], h.minNum)
	le.PutUint32(b[76:], h.maxNum)
	le.PutUint32(b[80:], math.Float32bits(h.maxInverse))
	le.PutUint32(b[84:], h.undated)
}

// readHeader checks that the sections lie where they must.
func readHeader(b []byte) (h header, err error) {
	if len(b) < headerLen || string(b[:len(magic)]) != magic {
		return h, damaged("no header")
	}
	le := binary.LittleEndian
	if v := le.Uint32(b[8:]); v != version {
		return h, fmt.Errorf("%w: %d", ErrVersion, v)
	}
	h = header{
		docs: le.Uint32(b[16:]), terms: le.Uint32(b[20:]),
		base: int64(le.Uint64(b[24:])), words: le.Uint64(b[32:]),
		dict: le.Uint64(b[40:]), table: le.Uint64(b[48:]),
		info: le.Uint64(b[56:]), size: le.Uint64(b[64:]),
		minNum: le.Uint32(b[72:]), maxNum: le.Uint32(b[76:]),
		maxInverse: math.Float32frombits(le.Uint32(b[80:])), undated: le.Uint32(b[84:]),
	}
	size := uint64(len(b))
	switch {
	case h.size != size, h.docs > MaxDocs, h.terms > math.MaxUint32-blockTerms:
		return h, damaged("size")
	case h.dict < headerLen, h.dict > size, h.table < h.dict, h.table > size, h.info < h.table, h.info > size:
		return h, damaged("sections")
	case h.info-h.table != uint64(h.blocks())*tableEntry, size-h.info != h.infoLen():
		return h, damaged("tables")
	case h.base > maxTime || h.base < -maxTime:
		return h, damaged("time")
	}
	return h, nil
}

// maxTime bounds times, so that sums of them don't overflow.
const maxTime = 1 << 50

// tableEntry is the length of what the table of blocks holds of each.
const tableEntry = 8 + 4 + 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum covers all of a segment but the four bytes where it is kept.
func checksum(b []byte) uint32 {
	return crc32.Update(crc32.Checksum(b[:12], castagnoli), castagnoli, b[16:])
}
