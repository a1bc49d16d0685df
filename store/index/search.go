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

// Search finds all articles that fulfil a request, as far as the index knows:
// if its hits are open, Settle must tell which of them do. If ctx ends, it
// returns its error within some milliseconds.
//
// Segment after segment, by two goroutines, it makes the set of the articles
// that match, then adds up the scores term after term, then takes those of
// the set. All hits are kept and sorted.
func (s *Searcher) Search(ctx context.Context, r Request) (*Hits, error) {
	w := &work{Searcher: s, Request: &r, plan: s.plan(&r), order: s.newestFirst()}
	w.found = make([][]hit, len(w.order))
	w.saturation = newSaturation(s.meanLength())

	workers(func() { w.run(ctx) })
	defer w.release()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	hits := w.collect()
	hits.Open = asks(r.Root)
	hits.Rough = slices.ContainsFunc(w.used, func(e *evaluator) bool { return e.rough })
	return hits, nil
}

// work is one search on its way.
type work struct {
	*Searcher
	*Request
	plan       *plan
	order      []int // of segments, the newest first
	next       atomic.Int64
	found      [][]hit // by place in order; the newest first
	used       []*evaluator
	saturation *saturation

	merging sync.Mutex
	counts  counts
}

// release gives the memory of the search back.
func (w *work) release() {
	for _, e := range w.used {
		e.release()
		evaluators.Put(e)
	}
}

// hit is a found article: its number, and above that 12 bits that sort it: 0
// for the best possible score.
type hit uint64

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

// ranked reports whether there are scores to sort by.
func (w *work) ranked() bool { return w.Order == BestFirst && w.plan.best > 0 }

// run works on segments until there are no more.
func (w *work) run(ctx context.Context) {
	e := evaluators.Get().(*evaluator)
	e.plan, e.ended, e.belief, e.rough = w.plan, ctx.Err, may, false
	t := taker{arena: &e.arena, counts: &e.counts}
	clear(t.counts[0][:])
	clear(t.counts[1][:])
	for ctx.Err() == nil {
		at := int(w.next.Add(1)) - 1
		if at >= len(w.order) {
			break
		}
		runtime.Gosched() // else what a person types waits until the search is over
		i := w.order[at]
		within := e.start(w.Segments[i], i, w.dead(i))
		e.keep(w.plan.root, within)
		e.aheadOfArticles(within)
		if w.ranked() {
			w.found[at] = t.take(w, w.part(at), w.Segments[i], within, e.score(within, w.saturation))
		} else {
			w.found[at] = t.inTime(w.Segments[i], within)
		}
		e.done(within)
	}
	w.merging.Lock()
	defer w.merging.Unlock()
	w.used = append(w.used, e)
	w.counts.add(t.counts)
}

// score adds up what the terms give to the articles of within; the sums are of
// use for these only, until the next call.
func (e *evaluator) score(within ordSet, t *saturation) []float32 {
	e.sums = slices.Grow(e.sums[:0], e.seg.Len())[:e.seg.Len()]
	sums := e.sums
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
		e.addLoose(f, within, sums)
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
			c := classes[i]
			if c == noText {
				sums[ord] += weight * outsideBonus
				continue
			}
			sums[ord] += weight * t[c>>6][lengths[ord]]
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
func (e *evaluator) addLoose(f *prefixStep, within ordSet, sums []float32) {
	sets := e.prefixed(f, within)
	out := e.copy(within)
	out.and(sets.all)
	for ord := range out.all() {
		sums[ord] += f.weight
	}
	if sets.titles != nil {
		out.and(sets.titles)
		for ord := range out.all() {
			sums[ord] += f.weight * titleBonus
		}
	}
	e.done(out)
}
