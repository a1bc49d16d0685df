package index

import (
	"math"
	"slices"
)

// maxCode is the code of the best possible score. 16 bits tell 65,536 scores
// apart, which is more than they mean.
const maxCode = math.MaxUint16

// taker makes hits of one segment's articles after another's.
type taker struct {
	arena     *[]hit // what hits are cut from
	counts    counts
	day       int64 // whose freshness was asked for last
	freshness float32
}

// counts are of hits by their codes' bytes, for the sorting: by the lower byte
// those of either part of the segments, and by the upper one those of either
// half of the lower one's range.
type counts struct{ low, high [2][256]int }

func (c *counts) add(o *counts) {
	for i := range c.low {
		for b := range c.low[i] {
			c.low[i][b] += o.low[i][b]
			c.high[i][b] += o.high[i][b]
		}
	}
}

// take returns the hits of a set with these scores, the newest first.
func (t *taker) take(w *work, part int, seg *Segment, within ordSet, sums []float32) []hit {
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
		t.counts.low[part][code&255]++
		t.counts.high[code>>7&1][code>>8]++
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
// a radix sort of two passes: ten times as quick as comparing. In each pass two
// goroutines share the work.
func (w *work) rank(h *Hits) {
	h.codes = make([]uint16, len(h.Nums))
	t := taker{arena: &w.used[0].arena}
	half := t.cut(len(h.Nums))
	parts, low, high := w.parts(), starts(&w.counts.low), starts(&w.counts.high)
	spread := func(part int) {
		at := &low[part]
		for _, f := range parts[part] {
			for _, x := range f {
				b := byte(x >> 32)
				half[at[b]] = x
				at[b]++
			}
		}
	}
	Both(func() { spread(1) }, func() { spread(0) })
	middle := 0
	for b := range 128 {
		middle += w.counts.low[0][b] + w.counts.low[1][b]
	}
	halves := [2][]hit{half[:middle], half[middle:]}
	place := func(part int) {
		at := &high[part]
		for _, x := range halves[part] {
			b := byte(x >> 40)
			to := at[b]
			h.Nums[to], h.codes[to] = uint32(x), maxCode-uint16(x>>32)
			at[b]++
		}
	}
	Both(func() { place(1) }, func() { place(0) })
}

// part tells in which part of the segments a place in order is.
func (w *work) part(at int) int {
	if at < len(w.order)/2 {
		return 0
	}
	return 1
}

// parts are the hits of either part of the segments.
func (w *work) parts() [2][][]hit {
	middle := len(w.order) / 2
	return [2][][]hit{w.found[:middle], w.found[middle:]}
}

// starts turns counts into where those counted begin, if of each byte those of
// the first part come before those of the second.
func starts(counts *[2][256]int) (at [2][256]int) {
	sum := 0
	for b := range counts[0] {
		for part := range counts {
			at[part][b] = sum
			sum += counts[part][b]
		}
	}
	return at
}
