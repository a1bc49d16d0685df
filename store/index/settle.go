package index

import (
	"context"
	"runtime"
	"slices"
	"sync/atomic"
)

// asks tells whether texts must be read to know what fulfils a node.
func asks(n Node) bool {
	switch n := n.(type) {
	case And:
		return slices.ContainsFunc(n, asks)
	case Or:
		return slices.ContainsFunc(n, asks)
	case Not:
		return asks(n.Of)
	case Phrase:
		return n.Verify != nil
	}
	return false
}

// needed appends the phrases that an article must hold. It reports false if
// that isn't all there is to ask: a phrase stands below an Or or a Not.
func needed(list []Phrase, n Node) ([]Phrase, bool) {
	switch n := n.(type) {
	case And:
		ok := true
		for _, of := range n {
			if list, ok = needed(list, of); !ok {
				return list, false
			}
		}
		return list, true
	case Phrase:
		if n.Verify != nil {
			list = append(list, n)
		}
		return list, true
	}
	return list, !asks(n)
}

// Settle looks at the first hits of a search that left them open, in their
// order, until so many were found that fulfil root indeed, so many were looked
// at (0 is no bound), or over is closed; nil is never. It returns those found,
// and the hits that are still open: none if all were looked at. If ctx ends,
// it returns its error within the time that reading a text takes.
func (s *Searcher) Settle(ctx context.Context, root Node, open *Hits, enough, look int, over <-chan struct{}) (found, left *Hits, err error) {
	n := open.Len()
	if look > 0 {
		n = min(n, look)
	}
	t := &settling{Searcher: s, ctx: ctx, nums: open.Nums[:n], holds: make([]bool, n), enough: enough, over: over}
	if t.phrases, t.simple = needed(nil, root); t.simple {
		t.readAll()
	} else {
		t.plan = s.plan(&Request{Root: root, Order: NewestFirst})
		t.tryAll()
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	found, left = open.divide(t.holds[:t.done])
	return found, left, nil
}

// settling is Settle at work.
type settling struct {
	*Searcher
	ctx    context.Context
	nums   []uint32
	holds  []bool
	done   int // so many of them are settled
	enough int
	over   <-chan struct{}

	phrases []Phrase
	simple  bool
	plan    *plan
}

// goesOn tells whether to look at another one when so many were found.
func (t *settling) goesOn(found int) bool {
	select {
	case <-t.over:
		return false
	default:
		return t.ctx.Err() == nil && (t.enough == 0 || found < t.enough)
	}
}

// workers calls fn in as many goroutines as searches use.
func workers(fn func()) {
	if runtime.GOMAXPROCS(0) < 2 {
		fn()
		return
	}
	Both(fn, fn)
}

// readAll reads texts for the phrases and nothing else.
func (t *settling) readAll() {
	var next, found atomic.Int64
	workers(func() {
		for t.goesOn(int(found.Load())) {
			i := int(next.Add(1)) - 1
			if i >= len(t.nums) {
				break
			}
			runtime.Gosched() // what a person waits for comes first
			t.holds[i] = !slices.ContainsFunc(t.phrases, func(p Phrase) bool { return !p.Verify(t.nums[i]) })
			if t.holds[i] {
				found.Add(1)
			}
		}
	})
	t.done = min(int(next.Load()), len(t.nums))
}

// tryAll evaluates the whole request again for some hits at a time.
func (t *settling) tryAll() {
	for size, found := 128, 0; t.done < len(t.nums) && t.goesOn(found); size *= 2 {
		end := min(t.done+size, len(t.nums))
		t.try(t.done, end)
		for ; t.done < end; t.done++ {
			if t.holds[t.done] {
				found++
			}
		}
	}
}

// try settles the hits from one on and before another, segment by segment.
func (t *settling) try(from, end int) {
	var next atomic.Int64
	workers(func() {
		e := evaluators.Get().(*evaluator)
		defer evaluators.Put(e)
		defer e.release()
		e.plan, e.ended, e.belief = t.plan, t.ctx.Err, ask
		for t.ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= len(t.Segments) {
				return
			}
			t.trySegment(e, i, from, end)
		}
	})
}

func (t *settling) trySegment(e *evaluator, i, from, end int) {
	seg := t.Segments[i]
	live := e.start(seg, i, t.dead(i))
	within := e.set()
	var at []int // of the segment's hits, in their order
	var ords []uint32
	for j := from; j < end; j++ {
		if ord, ok := seg.Ord(t.nums[j]); ok && live.has(ord) {
			within.add(ord)
			at, ords = append(at, j), append(ords, ord)
		}
	}
	if len(at) > 0 {
		e.keep(t.plan.root, within)
		for k, j := range at {
			t.holds[j] = within.has(ords[k])
		}
	}
	e.done(within)
	e.done(live)
}

// divide returns the hits that hold, of those that were asked, and those
// behind them.
func (h *Hits) divide(holds []bool) (found, left *Hits) {
	found, left = &Hits{Rough: h.Rough}, &Hits{Nums: h.Nums[len(holds):], Open: len(holds) < h.Len(), Rough: h.Rough}
	for i, ok := range holds {
		if !ok {
			continue
		}
		found.Nums = append(found.Nums, h.Nums[i])
		if h.codes != nil {
			found.codes = append(found.codes, h.codes[i])
		}
	}
	if h.codes != nil {
		left.codes = h.codes[len(holds):]
	}
	return found, left
}

// Join returns the hits of both, those of g last.
func (h *Hits) Join(g *Hits) *Hits {
	return &Hits{Nums: slices.Concat(h.Nums, g.Nums), codes: slices.Concat(h.codes, g.codes), Rough: h.Rough || g.Rough}
}
