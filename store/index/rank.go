package index

import (
	"math"
	"slices"
)

// maxCode is the code of the best possible score. 16 bits tell 65,536 scores
// apart, which is more than they mean.
const maxCode = math.MaxUint16

// taker makes hits of one segment's articles after another's. It counts their
// codes' bytes, for the sorting.
type taker struct {
	arena     *[]hit // what hits are cut from
	counts    [2][256]int
	day       int64 // whose freshness was asked for last
	freshness float32
}

// take returns the hits of a set with these scores, the newest first.
func (t *taker) take(w *work, seg *Segment, within ordSet, sums []float32) []hit {
	found := t.cut(within.count())
	at := len(found)
	scale := maxCode / w.plan.best
	t.day = -1
	within.each(func(ord uint32) {
		score := sums[ord]
		if w.Now != 0 && !seg.Undated(ord) {
			score *= t.fresh(w.Now - seg.Time(ord))
		}
		code := maxCode - uint16(min(score*scale, maxCode))
		t.counts[0][code&255]++
		t.counts[1][code>>8]++
		at--
		found[at] = hit(code)<<32 | hit(seg.Num(ord))
	})
	return found
}

// cut returns memory for n hits. If the arena grows, what was cut before stays
// where it was.
func (t *taker) cut(n int) []hit {
	a := *t.arena
	if cap(a)-len(a) < n {
		a = make([]hit, 0, max(2*cap(a), n, 1024))
	}
	*t.arena = a[:len(a)+n]
	return a[len(a) : len(a)+n]
}

// fresh is freshness by whole days: it is asked about articles in the order
// of time, most often about the same day again.
func (t *taker) fresh(age int64) float32 {
	if day := max(age, 0) / 86400; day != t.day {
		t.day, t.freshness = day, freshness(day)
	}
	return t.freshness
}

// collect puts the hits of all segments into the order that was asked for.
func (w *work) collect() *Hits {
	total := 0
	for _, f := range w.found {
		total += len(f)
	}
	h := &Hits{Nums: make([]uint32, total)}
	if w.ranked() {
		w.rank(h)
		return h
	}
	w.byTime(h.Nums)
	if w.Order == OldestFirst {
		slices.Reverse(h.Nums)
	}
	return h
}

// rank sorts by score, those of equal score as they are: newest first. It is
// a radix sort of two passes: ten times as quick as comparing.
func (w *work) rank(h *Hits) {
	h.codes = make([]uint16, len(h.Nums))
	t := taker{arena: &w.used[0].arena}
	half := t.cut(len(h.Nums))
	low, high := starts(&w.counts[0]), starts(&w.counts[1])
	for _, f := range w.found {
		for _, x := range f {
			b := byte(x >> 32)
			half[low[b]] = x
			low[b]++
		}
	}
	for _, x := range half {
		b := byte(x >> 40)
		to := high[b]
		h.Nums[to], h.codes[to] = uint32(x), maxCode-uint16(x>>32)
		high[b]++
	}
}

// starts turns counts into where those counted begin.
func starts(counts *[256]int) (at [256]int) {
	sum := 0
	for i, n := range counts {
		at[i] = sum
		sum += n
	}
	return at
}
