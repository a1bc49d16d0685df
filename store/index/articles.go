package index

import (
	"encoding/binary"
	"math"
	"slices"
)

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
	out = h.appendArticles(out, articles, w.squares)
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
		out = le.AppendUint32(le.AppendUint32(out, r.dict), r.list)
	}
	return out
}

// appendArticles writes the articles' table and notes its sums in the header.
func (h *header) appendArticles(out []byte, articles []article, squares []float32) []byte {
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
	for _, sum := range squares {
		code := normCode(inverse(sum))
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
