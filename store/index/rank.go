package index

import (
	"container/heap"
	"math"
	"slices"
	"sort"
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

// inTime returns hits that hold their ordinals instead of a code.
func (t *taker) inTime(seg *Segment, within ordSet) []hit {
	found := t.cut(within.count())
	at := len(found)
	within.each(func(ord uint32) {
		at--
		found[at] = hit(ord)<<32 | hit(seg.Num(ord))
	})
	return found
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

// byTime merges the hits of the segments, each of which has the newest first.
// Most segments follow one another in time: then it takes one after the other.
func (w *work) byTime(nums []uint32) {
	var runs runs
	for at, i := range w.order {
		if len(w.found[at]) > 0 {
			r := run{seg: w.Segments[i], rest: w.found[at]}
			r.time = r.timeOf(0)
			runs = append(runs, r)
		}
	}
	heap.Init(&runs)
	at := 0
	for len(runs) > 1 {
		n := runs[0].ahead(runs.second())
		for _, h := range runs[0].rest[:n] {
			nums[at] = uint32(h)
			at++
		}
		if runs[0].rest = runs[0].rest[n:]; len(runs[0].rest) == 0 {
			heap.Pop(&runs)
			continue
		}
		runs[0].time = runs[0].timeOf(0)
		heap.Fix(&runs, 0)
	}
	for _, r := range runs {
		for _, h := range r.rest {
			nums[at] = uint32(h)
			at++
		}
	}
}

// run is what is left of a segment's hits.
type run struct {
	seg  *Segment
	rest []hit
	time int64 // of the first
}

func (r *run) timeOf(i int) int64 { return r.seg.Time(uint32(r.rest[i] >> 32)) }

// before is the order of NewestFirst.
func (r *run) before(o *run) bool {
	if r.time != o.time {
		return r.time > o.time
	}
	return uint32(r.rest[0]) < uint32(o.rest[0])
}

// ahead returns how many of the hits come before the first one of another
// run; at least 1, as r comes before it. It looks in steps that grow.
func (r *run) ahead(o *run) int {
	n := len(r.rest)
	low, step := 0, 1
	for low+step < n && r.timeOf(low+step) > o.time {
		low += step
		step *= 2
	}
	high := min(n, low+step)
	return low + 1 + sort.Search(high-low-1, func(i int) bool { return r.timeOf(low+1+i) <= o.time })
}

// runs is a heap of those that aren't empty, the newest first.
type runs []run

// second returns the run that comes after the first.
func (r runs) second() *run {
	if len(r) > 2 && r[2].before(&r[1]) {
		return &r[2]
	}
	return &r[1]
}

func (r runs) Len() int           { return len(r) }
func (r runs) Less(i, j int) bool { return r[i].before(&r[j]) }
func (r runs) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *runs) Push(x any)        { *r = append(*r, x.(run)) }
func (r *runs) Pop() any {
	old := *r
	last := old[len(old)-1]
	*r = old[:len(old)-1]
	return last
}
