package index

import "slices"

// maxCode is the code of the best possible score. 12 bits tell 4096 scores
// apart, which is as much as they mean: those of the same code come newest
// first. They are few enough to sort by in one pass, and their counts stay near
// the processor.
const (
	codeBits = 12
	maxCode  = 1<<codeBits - 1
)

// taker makes hits of one segment's articles after another's.
type taker struct {
	arena     *[]hit // what hits are cut from
	counts    *counts
	day       int64 // whose freshness was asked for last
	freshness float32
}

// counts are of hits by their codes, those of either part of the segments.
type counts [2][maxCode + 1]uint32

func (c *counts) add(o *counts) {
	for part := range c {
		for code := range c[part] {
			c[part][code] += o[part][code]
		}
	}
}

// take returns the hits of a set with these scores, the newest first.
func (t *taker) take(w *work, part int, seg *Segment, within ordSet, sums []float32) []hit {
	found := t.cut(within.count())
	at := len(found)
	scale, counts := maxCode/w.plan.best, &t.counts[part]
	t.day = -1
	within.each(func(ord uint32) {
		score := sums[ord]
		if w.Now != 0 && !seg.Undated(ord) {
			score *= t.fresh(w.Now - seg.Time(ord))
		}
		code := maxCode - uint16(min(score*scale, maxCode))
		counts[code]++
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

// rank sorts by score, those of equal score as they are: newest first. Two
// goroutines put the hits where they belong, each those of a part.
func (w *work) rank(h *Hits) {
	h.codes = make([]uint16, len(h.Nums))
	parts, begin := w.parts(), w.counts.begin()
	place := func(part int) {
		at := &begin[part]
		for _, f := range parts[part] {
			for _, x := range f {
				code := x >> 32 & maxCode
				to := at[code]
				h.Nums[to], h.codes[to] = uint32(x), maxCode-uint16(code)
				at[code]++
			}
		}
	}
	Both(func() { place(1) }, func() { place(0) })
}

// begin returns where the hits of each code begin, if those of the first part
// come before those of the second.
func (c *counts) begin() *counts {
	at, sum := new(counts), uint32(0)
	for code := range c[0] {
		for part := range c {
			at[part][code] = sum
			sum += c[part][code]
		}
	}
	return at
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
