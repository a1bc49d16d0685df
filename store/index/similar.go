package index

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
)

// Weighted is a term of an article that others are compared with. Weight is
// all that the term gives besides the other article's own frequency and norm:
// of the cosine, that is the weight in this article, divided by its norm,
// times the root of the IDF.
type Weighted struct {
	Term   string
	Weight float32
}

// Likeness asks for the articles most like one. The likeness of an article is
//
//	Σ Weight · Damped(class) / norm
//
// over the terms it has; Damped is 1 for namespaced terms, so that a title's
// words can be given more.
type Likeness struct {
	Terms []Weighted
	// Self is left out: the article itself. 0 is nobody.
	Self uint32
	// At is its time. Undated says that nothing follows from it: then scores
	// don't decay.
	At      int64
	Undated bool
	// From and Until bound the time of the others, Until not included; both 0
	// are no bound.
	From, Until int64
	// Scales says how scores decay: for each there is one list of the best,
	// by likeness / (1 + days between / scale). 0 is no decay.
	Scales []float64
	// Dateless is what the likeness of undated articles is multiplied by,
	// instead of a decay; 0 means 1.
	Dateless float32
	// Ceiling, if given, is what no likeness exceeds (1 for a cosine): then
	// times that are too far away needn't be searched.
	Ceiling float32
	// Floor is what scores must exceed.
	Floor float32
	// Best is how many articles each list may have.
	Best int
	// Skip, if given, leaves articles out. It is asked about few, by several
	// goroutines.
	Skip func(num uint32) bool
}

// Like is an article that is like another.
type Like struct {
	Num      uint32
	Time     int64
	Undated  bool
	Likeness float32 // without decay
	Score    float32 // with it
}

// Similar returns a list for each of l.Scales, the best first. Two goroutines
// share the segments between them, if there are some.
func (s *Searcher) Similar(ctx context.Context, l Likeness) ([][]Like, error) {
	const worthwhile = 4 // segments
	if len(s.Segments) < worthwhile || runtime.GOMAXPROCS(0) < 2 {
		return s.similar(ctx, l, 0, 1)
	}
	var other [][]Like
	var otherErr error
	var wait sync.WaitGroup
	wait.Go(func() { other, otherErr = s.similar(ctx, l, 1, 2) })
	lists, err := s.similar(ctx, l, 0, 2)
	wait.Wait()
	if err = cmp.Or(err, otherErr); err != nil {
		return nil, err
	}
	for i := range lists {
		all := top{list: append(lists[i], other[i]...)}
		lists[i] = all.sorted()[:min(len(all.list), l.Best)]
	}
	return lists, nil
}

// similar does one of several parts of the work.
func (s *Searcher) similar(ctx context.Context, l Likeness, part, parts int) ([][]Like, error) {
	f := likers.Get().(*liker)
	defer likers.Put(f)
	f.start(s, &l)
	for i := part; i < len(f.order); i += parts {
		if err := ctx.Err(); err != nil {
			f.result()
			return nil, err
		}
		f.segment(s.Segments[f.order[i]], s.dead(f.order[i]))
	}
	return f.result(), nil
}

// liker compares one article with all others, segment by segment, the
// nearest in time first: what is far away then needs a likeness that few
// have. Its memory is used again.
type liker struct {
	*Likeness
	terms   [][]byte
	weights []float32
	order   []int
	found   []weighed
	sums    []float32 // by ordinal
	decoder decoder
	best    []top
	reach   []float32 // by list: the most that a likeness may be multiplied by
}

var likers = sync.Pool{New: func() any { return new(liker) }}

func (f *liker) start(s *Searcher, l *Likeness) {
	l.At = clampTime(l.At)
	f.Likeness = l
	if l.From == 0 && l.Until == 0 {
		l.From, l.Until = math.MinInt64, math.MaxInt64
	}
	if l.Dateless == 0 {
		l.Dateless = 1
	}
	sorted := slices.Clone(l.Terms)
	slices.SortFunc(sorted, func(a, b Weighted) int { return cmp.Compare(a.Term, b.Term) })
	f.terms, f.weights = f.terms[:0], f.weights[:0]
	for _, t := range sorted {
		if n := len(f.terms); n > 0 && string(f.terms[n-1]) == t.Term {
			f.weights[n-1] += t.Weight
		} else if t.Term != "" && t.Weight > 0 {
			f.terms, f.weights = append(f.terms, []byte(t.Term)), append(f.weights, t.Weight)
		}
	}
	f.order = f.order[:0]
	for i, seg := range s.Segments {
		if seg.docs > 0 && seg.Last() >= l.From && seg.First() < l.Until {
			f.order = append(f.order, i)
		}
	}
	slices.SortStableFunc(f.order, func(a, b int) int {
		return cmp.Compare(s.Segments[a].distance(l.At), s.Segments[b].distance(l.At))
	})
	f.best = make([]top, len(l.Scales))
	for i := range f.best {
		f.best[i] = top{limit: l.Best, floor: l.Floor}
	}
}

// distance is how many seconds lie between a time and the segment.
func (s *Segment) distance(at int64) int64 {
	return max(s.First()-at, at-s.Last(), 0)
}

func (f *liker) result() [][]Like {
	lists := make([][]Like, len(f.best))
	for i := range f.best {
		lists[i] = f.best[i].sorted()
	}
	f.Likeness, f.best = nil, nil
	// No pointers into segments may outlive the search.
	f.decoder.p, f.decoder.class = Postings{}, nil
	clear(f.found[:cap(f.found)])
	return lists
}

// weighed are the postings of a term.
type weighed struct {
	Postings
	weight float32
}

// segment adds up the sums of a segment's articles and keeps the best.
func (f *liker) segment(seg *Segment, dead Bitmap) {
	first, end := seg.Range(f.From, f.Until)
	if first >= end || !f.reaches(seg, first, end) {
		return
	}
	f.look(seg)
	if len(f.found) == 0 {
		return
	}
	n := int(end - first)
	f.sums = slices.Grow(f.sums[:0], n)[:n]
	clear(f.sums)
	for i := range f.found {
		f.add(f.found[i], first)
	}
	f.pick(seg, dead, first, end)
}

// look finds the terms, and touches their lists; see FindAll.
func (f *liker) look(seg *Segment) {
	f.found = f.found[:0]
	seg.FindAll(f.terms, func(i int, p Postings) {
		f.found = append(f.found, weighed{p, f.weights[i]})
	})
	touched := byte(0)
	for i := range f.found {
		if list := f.found[i].list; len(list) > 0 {
			touched += list[0]
		}
	}
	runtime.KeepAlive(touched)
}

// add adds what one term gives to the sums of the articles it occurs in.
func (f *liker) add(p weighed, first uint32) {
	var by [4]float32
	for i := range by {
		by[i] = p.weight * float32(damped[i])
	}
	if p.form == bare {
		by[0] = p.weight
	}
	sums := f.sums
	end := first + uint32(len(sums))
	d := &f.decoder
	d.reset(p.Postings)
	for d.seek(first); d.base < end && d.next(); {
		classes := d.classes()
		for i, ord := range d.block() {
			// What is below first wraps around to a large number.
			if at := ord - first; at < uint32(len(sums)) {
				if c := classes[i]; c != noText {
					sums[at] += by[c>>6]
				}
			}
		}
	}
}

// stretch is how many articles are judged by one bound of their decay.
const stretch = 512

// pick offers the articles whose sums could suffice to the lists: stretch by
// stretch of time, the nearest first, because what is found there raises the
// bar for the others.
func (f *liker) pick(seg *Segment, dead Bitmap, first, end uint32) {
	near, _ := seg.Range(f.At, math.MaxInt64)
	near = min(max(near, first), end-1)
	up, down := near, near // from near to up and down is done
	for up < end || down > first {
		if up < end && (down == first || seg.Time(up)-f.At <= f.At-seg.Time(down-1)) {
			next := min(end, up+stretch)
			f.pickFrom(seg, dead, first, up, next)
			up = next
		} else {
			next := max(first+stretch, down) - stretch
			f.pickFrom(seg, dead, first, next, down)
			down = next
		}
	}
}

// pickFrom offers the articles from one ordinal on and below another.
func (f *liker) pickFrom(seg *Segment, dead Bitmap, first, from, to uint32) {
	if !f.reaches(seg, from, to) {
		return
	}
	least := f.least(seg)
	for i, sum := range f.sums[from-first : to-first] {
		if sum > least {
			ord := from + uint32(i)
			f.offer(seg, ord, sum*seg.InverseNorm(ord), dead)
			least = f.least(seg)
		}
	}
}

// reaches reports whether any article between two ordinals could come into a
// list, and works out reach for them.
func (f *liker) reaches(seg *Segment, from, to uint32) bool {
	nearest := Like{Time: min(max(f.At, seg.Time(from)), seg.Time(to-1))}
	any := f.Ceiling == 0
	f.reach = f.reach[:0]
	for i, scale := range f.Scales {
		reach := f.decay(&nearest, scale)
		if seg.undated > 0 {
			reach = max(reach, f.decay(&Like{Undated: true}, scale))
		}
		f.reach = append(f.reach, reach)
		any = any || f.Ceiling*reach > f.best[i].least()
	}
	return any
}

// least is a sum that doesn't suffice for any list, even with the smallest
// norm of the segment and the least decay.
func (f *liker) least(seg *Segment) float32 {
	least := float32(math.MaxFloat32)
	for i := range f.best {
		least = min(least, f.best[i].least()/f.reach[i])
	}
	return max(0, least/max(seg.maxInverse, 1e-9))
}

func (f *liker) offer(seg *Segment, ord uint32, likeness float32, dead Bitmap) {
	if !f.passes(likeness) {
		return
	}
	l := Like{Num: seg.Num(ord), Time: seg.Time(ord), Undated: seg.Undated(ord), Likeness: likeness}
	if l.Num == f.Self && f.Self != 0 || dead.Has(ord) {
		return
	}
	asked := false
	for i, scale := range f.Scales {
		l.Score = likeness * f.decay(&l, scale)
		if l.Score <= f.best[i].least() {
			continue
		}
		if !asked && f.Skip != nil && f.Skip(l.Num) {
			return
		}
		asked = true
		f.best[i].add(l)
	}
}

// passes reports whether a likeness would do for a list with the least decay.
func (f *liker) passes(likeness float32) bool {
	for i := range f.best {
		if likeness*f.reach[i] > f.best[i].least() {
			return true
		}
	}
	return false
}

func (f *liker) decay(l *Like, scale float64) float32 {
	switch {
	case f.Undated || scale == 0:
		return 1
	case l.Undated:
		return f.Dateless
	}
	days := math.Abs(float64(l.Time-f.At)) / 86400
	return float32(1 / (1 + days/scale))
}
