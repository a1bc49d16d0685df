package index

import (
	"cmp"
	"math"
	"slices"
)

// maxCode is the code of the best score. 16 bits tell 65,536 scores apart,
// which is more than they mean.
const maxCode = math.MaxUint16

// collect puts the hits of all segments into the order that was asked for.
func (w *work) collect() *Hits {
	total := 0
	for _, f := range w.found {
		total += len(f)
	}
	h := &Hits{Nums: make([]uint32, 0, total)}
	if w.Order == BestFirst && w.plan.best > 0 {
		w.rank(h, total)
		return h
	}
	if w.apart() {
		for _, f := range w.found {
			for i := range f {
				h.Nums = append(h.Nums, f[i].num)
			}
		}
	} else {
		h.Nums = w.byTime(h.Nums)
	}
	if w.Order == OldestFirst {
		slices.Reverse(h.Nums)
	}
	return h
}

// rank sorts by score, those of equal score as they are: newest first. It is
// a radix sort of two passes: 10 times as quick as comparing.
func (w *work) rank(h *Hits, total int) {
	top := float32(0)
	for _, f := range w.found {
		for i := range f {
			top = max(top, f[i].score)
		}
	}
	if top <= 0 {
		top = 1
	}
	list, spare := make([]uint64, 0, total), make([]uint64, total)
	scale := maxCode / top
	var low, high [256]int
	for _, f := range w.found {
		for i := range f {
			// Turned over, so that the best come first.
			code := maxCode - uint16(min(max(f[i].score*scale, 0), maxCode))
			low[code&255]++
			high[code>>8]++
			list = append(list, uint64(code)<<32|uint64(f[i].num))
		}
	}
	scatter(spare, list, &low, 32)
	scatter(list, spare, &high, 40)

	h.Nums, h.codes = h.Nums[:total], make([]uint16, total)
	for i, x := range list {
		h.Nums[i], h.codes[i] = uint32(x), maxCode-uint16(x>>32)
	}
	h.topScore = top / w.plan.best
}

// scatter sorts by the byte at a shift, whose values occur as often as counts
// says.
func scatter(to, from []uint64, counts *[256]int, shift uint) {
	at := 0
	for i, n := range counts {
		counts[i] = at
		at += n
	}
	for _, x := range from {
		b := byte(x >> shift)
		to[counts[b]] = x
		counts[b]++
	}
}

// apart reports whether the segments with hits follow one another in time.
func (w *work) apart() bool {
	var last *Segment
	for at, i := range w.order {
		if len(w.found[at]) == 0 {
			continue
		}
		if last != nil && w.Segments[i].Last() >= last.First() {
			return false
		}
		last = w.Segments[i]
	}
	return true
}

// byTime sorts the hits of segments that overlap.
func (w *work) byTime(nums []uint32) []uint32 {
	type timed struct {
		time int64
		num  uint32
	}
	var list []timed
	for at, i := range w.order {
		seg := w.Segments[i]
		for _, f := range w.found[at] {
			if ord, ok := seg.Ord(f.num); ok {
				list = append(list, timed{seg.Time(ord), f.num})
			}
		}
	}
	slices.SortFunc(list, func(a, b timed) int {
		return cmp.Or(cmp.Compare(b.time, a.time), cmp.Compare(a.num, b.num))
	})
	for _, t := range list {
		nums = append(nums, t.num)
	}
	return nums
}
