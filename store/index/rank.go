package index

import (
	"math"
	"slices"
)

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
	arena  *[]hit // what hits are cut from
	counts *counts

	// Of the day that was asked about last: its first second, the one behind
	// its last, and the freshness of its articles.
	from, until int64
	freshness   float32
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
	for ord := range within.all() {
		score := sums[ord] * scale
		if since := seg.since(ord); w.Now != 0 && since&noDate == 0 {
			score *= t.fresh(w.Now, seg.base+int64(since))
		}
		code := maxCode - min(uint32(score), maxCode)
		counts[code&maxCode]++
		at--
		found[at] = hit(code)<<32 | hit(seg.Num(ord))
	}
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
func (t *taker) fresh(now, time int64) float32 {
	if time < t.from || time >= t.until {
		const day = 86400
		days := max(now-time, 0) / day
		t.until = now - days*day + 1
		t.from, t.freshness = t.until-day, freshness(days)
		if days == 0 {
			t.until = math.MaxInt64
		}
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
	parts, begin := w.parts(), w.counts.begin()
	place := func(part int) {
		at := &begin[part]
		for _, f := range parts[part] {
			for _, x := range f {
				to := &at[x>>32&maxCode]
				h.Nums[*to] = uint32(x)
				*to++
			}
		}
	}
	Both(func() { place(1) }, func() { place(0) })
	h.codes = w.counts.sorted(len(h.Nums))
}

// sorted returns the codes of so many hits that are in order, turned over.
func (c *counts) sorted(n int) []uint16 {
	codes := make([]uint16, 0, n)
	for code := range c[0] {
		for range c[0][code] + c[1][code] {
			codes = append(codes, maxCode-uint16(code))
		}
	}
	return codes
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
