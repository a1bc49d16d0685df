package index

import (
	"encoding/binary"
	"math/bits"
)

// posting is an ordinal and its class byte.
type posting uint32

func newPosting(ord uint32, class byte) posting { return posting(ord<<8 | uint32(class)) }

func (p posting) ord() uint32 { return uint32(p >> 8) }
func (p posting) class() byte { return byte(p) }

// writer makes a segment: first term, for each term in order, then finish.
type writer struct {
	docs    uint32
	df      func(term []byte) uint32 // see Build
	total   uint32
	squares []float32 // by ordinal: the sum of its weights' squares
	out     []byte    // header and postings
	dict    []byte
	table   []tableRow
	terms   uint32
	prev    []byte
	gaps    [blockLen]uint32
	rare    [64][4]float32 // see squaresOf
}

// tableRow tells of a block of the dictionary its first term's first bytes,
// where the block begins, and where the postings of its terms do.
type tableRow struct {
	key        uint64
	dict, list uint32
}

func newWriter(docs, capacity int) *writer {
	return &writer{docs: uint32(docs), squares: make([]float32, docs),
		out: make([]byte, headerLen, max(capacity, 4096)), dict: make([]byte, 0, capacity/8)}
}

// article is what a segment keeps of an article besides its postings.
type article struct {
	num     uint32
	time    int64
	undated bool
	length  byte // of title and body, see lengthCode
}

// term adds a term and its postings.
func (w *writer) term(term []byte, stop bool, list []posting) {
	shared := 0
	if w.terms%blockTerms == 0 {
		w.table = append(w.table, tableRow{termKey(term), uint32(len(w.dict)), uint32(len(w.out) - headerLen)})
	} else {
		shared = commonPrefix(w.prev, term)
	}
	w.terms++
	w.entry(shared, term[shared:])
	w.prev = append(w.prev[:0], term...)

	count := uint64(len(list)) << 1
	if stop {
		count |= 1
	}
	w.dict = binary.AppendUvarint(w.dict, count)
	form := formOf(term[0], uint32(len(list)), w.docs)
	if len(list) == 1 {
		w.dict = binary.AppendUvarint(w.dict, uint64(list[0].ord()))
		if form != bare {
			w.dict = append(w.dict, list[0].class())
		}
	} else {
		before := len(w.out)
		w.list(list, form)
		w.dict = binary.AppendUvarint(w.dict, uint64(len(w.out)-before))
	}
	if form != bare && !stop {
		w.square(term, list)
	}
}

// square adds the squares of a term's weights to the sums of its articles.
func (w *writer) square(term []byte, list []posting) {
	df, n := uint32(len(list)), w.docs
	if w.df != nil {
		df, n = df+w.df(term), n+w.total
	}
	of := w.squaresOf(df, n)
	for _, p := range list {
		if c := p.class(); c != noText {
			w.squares[p.ord()] += of[c>>6]
		}
	}
}

// squaresOf returns the squares of a term's weights by frequency class. Most
// terms are rare: theirs are kept.
func (w *writer) squaresOf(df, n uint32) (of [4]float32) {
	if int(df) < len(w.rare) && w.rare[df][0] != 0 {
		return w.rare[df]
	}
	idf := IDF(df, n)
	for i := range of {
		weight := Weight(byte(i<<6), idf)
		of[i] = float32(weight * weight)
	}
	if int(df) < len(w.rare) {
		w.rare[df] = of
	}
	return of
}

// entry writes how many bytes a term shares with the one before, and the rest.
func (w *writer) entry(shared int, rest []byte) {
	w.dict = append(w.dict, byte(min(shared, 15)<<4|min(len(rest), 15)))
	if shared >= 15 {
		w.dict = append(w.dict, byte(shared))
	}
	if len(rest) >= 15 {
		w.dict = append(w.dict, byte(len(rest)))
	}
	w.dict = append(w.dict, rest...)
}

// list writes the postings of a term that two articles hold or more.
func (w *writer) list(list []posting, form form) {
	full := len(list) / blockLen
	skips := len(w.out)
	w.out = append(w.out, make([]byte, full*skipLen)...)
	next := uint32(0)
	for i := range full {
		part := list[i*blockLen : (i+1)*blockLen]
		width := w.block(part, form, next)
		next = part[blockLen-1].ord() + 1
		binary.LittleEndian.PutUint32(w.out[skips+i*skipLen:], next-1|uint32(width)<<skipWidth|topClass(part)<<skipClass)
	}
	if rest := list[full*blockLen:]; len(rest) > 0 {
		at := len(w.out)
		w.out = append(w.out, 0)
		w.out[at] = byte(w.block(rest, form, next)) | byte(topClass(rest))<<5
	}
}

// block writes a block and returns the width of its gaps.
func (w *writer) block(list []posting, form form, next uint32) uint {
	gaps := w.gaps[:len(list)]
	all := uint32(0)
	for i, p := range list {
		gaps[i] = p.ord() - next
		all |= gaps[i]
		next = p.ord() + 1
	}
	width := uint(bits.Len32(all))
	w.out = pack(w.out, gaps, width)
	switch form {
	case exact:
		for _, p := range list {
			w.out = append(w.out, p.class())
		}
	case coarse:
		for i, p := range list {
			gaps[i] = uint32(p.class() >> 6)
		}
		w.out = pack(w.out, gaps, 2)
	}
	return width
}

// topClass is the highest frequency class of a block.
func topClass(list []posting) uint32 {
	top := byte(0)
	for _, p := range list {
		top = max(top, p.class())
	}
	return uint32(top >> 6)
}

// termKey is the first eight bytes of a term, as a number that sorts like them.
func termKey(term []byte) uint64 {
	if len(term) >= 8 {
		return binary.BigEndian.Uint64(term)
	}
	var k uint64
	for i, b := range term {
		k |= uint64(b) << (56 - 8*i)
	}
	return k
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
