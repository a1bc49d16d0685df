package index

import (
	"encoding/binary"
	"math"
	"slices"
)

// writer makes a segment: first term, for each term in order, then finish.
type writer struct {
	out   []byte // header and postings
	dict  []byte
	table []tableRow
	terms uint32
	prev  []byte
	gaps  [blockLen]uint32
}

// tableRow tells of a block of the dictionary its first term's first bytes,
// where the block begins, and where the postings of its terms do.
type tableRow struct {
	key        uint64
	dict, list uint32
}

func newWriter(capacity int) *writer {
	return &writer{out: make([]byte, headerLen, max(capacity, 4096))}
}

// article is what a segment keeps of an article besides its postings.
type article struct {
	num     uint32
	time    int64
	undated bool
	length  byte    // of title and body, see lengthCode
	squares float32 // the sum of its weights' squares
}

// term adds a term and its postings; classes is nil for a namespaced term.
func (w *writer) term(term []byte, stop bool, ords []uint32, classes []byte) {
	shared := 0
	if w.terms%blockTerms == 0 {
		w.table = append(w.table, tableRow{termKey(term), uint32(len(w.dict)), uint32(len(w.out) - headerLen)})
	} else {
		shared = commonPrefix(w.prev, term)
	}
	w.terms++
	w.entry(shared, term[shared:])
	w.prev = append(w.prev[:0], term...)

	count := uint64(len(ords)) << 1
	if stop {
		count |= 1
	}
	w.dict = binary.AppendUvarint(w.dict, count)
	if len(ords) == 1 {
		w.dict = binary.AppendUvarint(w.dict, uint64(ords[0]))
		w.dict = append(w.dict, classes...)
		return
	}
	before := len(w.out)
	w.list(ords, classes)
	w.dict = binary.AppendUvarint(w.dict, uint64(len(w.out)-before))
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
func (w *writer) list(ords []uint32, classes []byte) {
	full := len(ords) / blockLen
	skips := len(w.out)
	w.out = append(w.out, make([]byte, full*skipLen)...)
	next := uint32(0)
	for i := range full {
		part := ords[i*blockLen : (i+1)*blockLen]
		var of []byte
		if classes != nil {
			of = classes[i*blockLen : (i+1)*blockLen]
		}
		width := w.pack(part, of, next)
		last := part[blockLen-1]
		next = last + 1
		binary.LittleEndian.PutUint32(w.out[skips+i*skipLen:], last|uint32(width)<<skipWidth|topClass(of)<<skipClass)
	}
	if rest := ords[full*blockLen:]; len(rest) > 0 {
		var of []byte
		if classes != nil {
			of = classes[full*blockLen:]
		}
		at := len(w.out)
		w.out = append(w.out, 0)
		w.out[at] = byte(w.pack(rest, of, next)) | byte(topClass(of))<<5
	}
}

// pack writes one block and returns the width of its gaps.
func (w *writer) pack(ords []uint32, classes []byte, next uint32) uint {
	gaps := w.gaps[:len(ords)]
	for i, ord := range ords {
		gaps[i] = ord - next
		next = ord + 1
	}
	width := widthOf(gaps)
	w.out = pack(w.out, gaps, width)
	w.out = append(w.out, classes...)
	return width
}

// topClass is the highest frequency class among class bytes.
func topClass(classes []byte) uint32 {
	top := byte(0)
	for _, c := range classes {
		top = max(top, c)
	}
	return uint32(top >> 6)
}

// finish adds the dictionary and the articles, in the order of their
// ordinals, and returns the segment.
func (w *writer) finish(articles []article) []byte {
	h := header{docs: uint32(len(articles)), terms: w.terms}
	for _, a := range articles {
		h.words += uint64(math.Round(lengthOf(a.length)))
	}
	h.dict = uint64(len(w.out))
	h.table = h.dict + uint64(len(w.dict))
	h.info = h.table + uint64(len(w.table))*tableEntry
	h.size = h.info + h.infoLen()

	out := slices.Grow(w.out, int(h.size)-len(w.out))
	out = append(out, w.dict...)
	out = w.appendTable(out)
	out = h.appendArticles(out, articles)
	out = append(out, make([]byte, overrun)...)
	h.put(out)
	binary.LittleEndian.PutUint32(out[12:], checksum(out))
	return out
}

func (w *writer) appendTable(out []byte) []byte {
	le := binary.LittleEndian
	for _, r := range w.table {
		out = le.AppendUint64(out, r.key)
	}
	for _, r := range w.table {
		out = le.AppendUint32(out, r.dict)
	}
	for _, r := range w.table {
		out = le.AppendUint32(out, r.list)
	}
	return out
}

// appendArticles writes the articles' table and notes its sums in the header.
func (h *header) appendArticles(out []byte, articles []article) []byte {
	le := binary.LittleEndian
	if len(articles) > 0 {
		h.base = clampTime(articles[0].time)
		h.minNum = math.MaxUint32
	}
	for _, a := range articles {
		h.minNum, h.maxNum = min(h.minNum, a.num), max(h.maxNum, a.num)
		out = le.AppendUint32(out, a.num)
	}
	for _, a := range articles {
		since := uint64(min(max(clampTime(a.time)-h.base, 0), maxSpan))
		if a.undated {
			since |= noDate
			h.undated++
		}
		out = append(out, byte(since), byte(since>>8), byte(since>>16), byte(since>>24), byte(since>>32))
	}
	for _, a := range articles {
		code := normCode(inverse(a.squares))
		h.maxInverse = max(h.maxInverse, normOf(code))
		out = le.AppendUint16(out, code)
	}
	for _, a := range articles {
		out = append(out, a.length)
	}
	return h.appendByNum(out, articles)
}

// appendByNum writes the ordinals in the order of the articles' numbers.
func (h *header) appendByNum(out []byte, articles []article) []byte {
	keys := make([]uint64, len(articles))
	for i, a := range articles {
		keys[i] = uint64(a.num)<<32 | uint64(i)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if ordLen(h.docs) == 2 {
			out = binary.LittleEndian.AppendUint16(out, uint16(k))
		} else {
			out = binary.LittleEndian.AppendUint32(out, uint32(k))
		}
	}
	return out
}

func clampTime(t int64) int64 { return min(max(t, -maxTime), maxTime) }

// inverse is the inverse norm of an article whose weights' squares sum to
// this. Next to nothing to go by counts as one weak word: such articles
// mustn't come out as the most alike of all.
func inverse(squares float32) float32 {
	if squares == 0 {
		return 0
	}
	return float32(1 / math.Sqrt(math.Max(float64(squares), 1)))
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
