package index

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Searcher looks into all segments of a store. It doesn't change and may be
// used by several goroutines. Dead has a set of ordinals for each segment, or
// nil; both may be shorter than Segments. No article may be alive in two.
type Searcher struct {
	Segments []*Segment
	Dead     []Bitmap
}

// Articles returns how many articles there are, dead ones included: the
// number that goes with document frequencies.
func (s *Searcher) Articles() uint32 {
	n := uint32(0)
	for _, seg := range s.Segments {
		n += seg.docs
	}
	return n
}

func (s *Searcher) dead(i int) Bitmap {
	if i < len(s.Dead) {
		return s.Dead[i]
	}
	return nil
}

// meanLength is the mean number of words of an article.
func (s *Searcher) meanLength() float64 {
	var words uint64
	for _, seg := range s.Segments {
		words += seg.header.words
	}
	return float64(words) / float64(max(s.Articles(), 1))
}

// Search finds all articles that fulfil a request. If ctx ends, it returns
// its error within some milliseconds.
//
// Segment after segment, by two goroutines, it makes the set of the articles
// that match, then adds up the scores term after term, then takes those of
// the set. All hits are kept and sorted.
func (s *Searcher) Search(ctx context.Context, r Request) (*Hits, error) {
	w := &work{Searcher: s, Request: &r, plan: s.plan(&r), order: s.newestFirst()}
	w.found = make([][]hit, len(w.order))
	w.saturation = newSaturation(s.meanLength())
	w.budget.Store(int64(r.Verify))

	workers := min(2, runtime.GOMAXPROCS(0), len(s.Segments))
	var wait sync.WaitGroup
	for range workers - 1 {
		wait.Go(func() { w.run(ctx) })
	}
	w.run(ctx)
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	hits := w.collect()
	hits.Trusted = int(w.trusted.Load())
	return hits, nil
}

// work is one search on its way.
type work struct {
	*Searcher
	*Request
	plan            *plan
	order           []int // of segments, the newest first
	next            atomic.Int64
	found           [][]hit // by place in order; the newest first
	saturation      *saturation
	budget, trusted atomic.Int64
}

// hit is a found article, before the ranking.
type hit struct {
	num   uint32
	score float32
}

// newestFirst returns the indexes of the segments, those with the latest
// articles first.
func (s *Searcher) newestFirst() []int {
	order := make([]int, len(s.Segments))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := s.Segments[a].Last(), s.Segments[b].Last(); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return order
}

// run works on segments until there are no more.
func (w *work) run(ctx context.Context) {
	e := &evaluator{plan: w.plan, trusted: &w.trusted}
	if w.Verify > 0 {
		e.budget = &w.budget
	}
	var sums []float32
	for ctx.Err() == nil {
		at := int(w.next.Add(1)) - 1
		if at >= len(w.order) {
			return
		}
		i := w.order[at]
		within := e.start(w.Segments[i], i, w.dead(i))
		e.keep(w.plan.root, within)
		if w.Order == BestFirst && w.plan.best > 0 {
			sums = e.score(within, sums, w.saturation)
			w.found[at] = w.take(w.Segments[i], within, sums)
		} else {
			w.found[at] = w.take(w.Segments[i], within, nil)
		}
		e.done(within)
	}
}

// take makes hits of a set, the newest first.
func (w *work) take(seg *Segment, within ordSet, sums []float32) []hit {
	found := make([]hit, within.count())
	at := len(found)
	within.each(func(ord uint32) {
		at--
		found[at].num = seg.Num(ord)
		if sums != nil {
			score := sums[ord]
			if w.Now != 0 && !seg.Undated(ord) {
				score *= freshness(w.Now - seg.Time(ord))
			}
			found[at].score = score
		}
	})
	return found
}

// score adds up what the terms give to the articles of within; sums are of
// use for these only.
func (e *evaluator) score(within ordSet, sums []float32, t *saturation) []float32 {
	sums = slices.Grow(sums[:0], e.seg.Len())[:e.seg.Len()]
	clear(sums)
	for _, term := range e.plan.scored {
		for _, p := range term.lists[e.index] {
			e.addScores(p, within, sums, term.weight, t)
		}
		for _, p := range term.titles[e.index] {
			e.addConstant(p, within, sums, term.weight*titleBonus)
		}
	}
	for _, f := range e.plan.loose {
		e.addLoose(f.prefix, within, sums, f.weight)
		if f.titles != nil {
			e.addLoose(f.titles, within, sums, f.weight*titleBonus)
		}
	}
	return sums
}

func (e *evaluator) addScores(p Postings, within ordSet, sums []float32, weight float32, t *saturation) {
	if p.form == bare {
		e.addConstant(p, within, sums, weight)
		return
	}
	lengths := e.seg.lengths
	first, end := within.bounds()
	d := &e.decoder
	d.reset(p)
	for d.seek(first); d.base < end && d.next(); d.seek(within.next(d.base)) {
		classes := d.classes()
		for i, ord := range d.ords[:d.n] {
			sums[ord] += weight * t[classes[i]>>6][lengths[ord]]
		}
	}
}

func (e *evaluator) addConstant(p Postings, within ordSet, sums []float32, value float32) {
	first, end := within.bounds()
	d := &e.decoder
	d.reset(p)
	for d.seek(first); d.base < end && d.next(); d.seek(within.next(d.base)) {
		for _, ord := range d.ords[:d.n] {
			sums[ord] += value
		}
	}
}

// addLoose gives the articles with any term of a prefix the same, whatever
// their number: else the longest article would win.
func (e *evaluator) addLoose(prefix []byte, within ordSet, sums []float32, value float32) {
	out := e.set()
	e.addPrefix(prefix, within, out)
	out.and(within)
	out.each(func(ord uint32) { sums[ord] += value })
	e.done(out)
}
