package index

import (
	"cmp"
	"slices"
	"sync"
)

// evaluator finds the articles of one segment after another that fulfil a
// plan. One goroutine uses it. Its memory is used again.
type evaluator struct {
	plan    *plan
	seg     *Segment
	index   int
	spare   []ordSet
	size    int // words of an ordSet
	decoder decoder
	marks   marks     // for dropPrefixed
	lists   [9][]list // likewise
	rough   bool      // a prefix was taken roughly
	found   map[*prefixStep]prefixSets
	ended   func() error // tells whether to give up
	belief  belief
	phrase  phraser
	sums    []float32 // see score
	arena   []hit     // see taker
	counts  counts    // likewise
	ahead   bool      // the segment's articles were asked for
}

var evaluators = sync.Pool{New: func() any { return new(evaluator) }}

// release lets go of what belongs to the search, above all of pointers into
// segments: their memory may be unmapped when the search is over.
func (e *evaluator) release() {
	e.plan, e.seg, e.ended = nil, nil, nil
	e.decoder.p, e.decoder.class = Postings{}, nil
	e.forget()
	e.arena = e.arena[:0]
}

// start turns to a segment and returns its living articles.
func (e *evaluator) start(seg *Segment, index int, dead Bitmap) ordSet {
	e.forget()
	if size := (seg.Len() + 63) / 64; size != e.size {
		e.size, e.spare = size, nil
	}
	e.seg, e.index, e.ahead = seg, index, false
	live := e.set()
	live.addRange(0, seg.docs)
	if len(dead) > 0 {
		for i := range live {
			live[i] &^= dead.word(i)
		}
	}
	return live
}

// set returns an empty set; done takes it back.
func (e *evaluator) set() ordSet {
	if n := len(e.spare); n > 0 {
		s := e.spare[n-1]
		e.spare = e.spare[:n-1]
		clear(s)
		return s
	}
	return make(ordSet, e.size)
}

func (e *evaluator) done(s ordSet) { e.spare = append(e.spare, s) }

// keep leaves in within what fulfils a step.
func (e *evaluator) keep(st step, within ordSet) {
	switch st := st.(type) {
	case andStep:
		e.keepAll(st, within)
	case orStep:
		e.keepAny(st, within)
	case notStep:
		out := e.copy(within)
		e.belief = e.belief.not()
		e.keep(st.of, out)
		e.belief = e.belief.not()
		within.andNot(out)
		e.done(out)
	case *termsStep:
		e.keepTerms(st.lists[e.index], within)
	case *prefixStep:
		within.and(e.prefixed(st, within).all)
	case *phraseStep:
		e.keepPhrase(st, within)
	case Set:
		e.aheadOfArticles(within)
		for ord := range within.all() {
			if !st.Has(e.seg.Num(ord)) {
				within.remove(ord)
			}
		}
	case Bits:
		e.keepBits(st, within)
	case Period:
		out := e.set()
		out.addRange(e.seg.Range(st.After, st.Before))
		within.and(out)
		e.done(out)
	}
}

func (e *evaluator) copy(s ordSet) ordSet {
	c := e.set()
	copy(c, s)
	return c
}

// keepAll begins with what is cheap and leaves little over.
func (e *evaluator) keepAll(list andStep, within ordSet) {
	for _, st := range e.cheapFirst(list) {
		e.keep(st, within)
	}
}

// keepAny lets each step look at what the others haven't found only. Prefixes
// look at everything: they are looked up once, for the scores too.
func (e *evaluator) keepAny(list orStep, within ordSet) {
	found, rest := e.set(), e.copy(within)
	for _, st := range e.cheapFirst(list) {
		one := e.copy(rest)
		if _, ok := st.(*prefixStep); ok {
			copy(one, within)
		}
		e.keep(st, one)
		found.or(one)
		rest.andNot(one)
		e.done(one)
	}
	copy(within, found)
	e.done(found)
	e.done(rest)
}

func (e *evaluator) cheapFirst(list []step) []step {
	if len(list) < 2 {
		return list
	}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b step) int { return cmp.Compare(e.cost(a), e.cost(b)) })
	return sorted
}

// cost guesses the work of a step: in postings to read, more or less.
func (e *evaluator) cost(st step) float64 {
	docs := float64(e.seg.docs)
	switch st := st.(type) {
	case Period:
		return 0
	case *termsStep:
		return dfOf(st.lists[e.index])
	case *prefixStep:
		return docs
	case Set, Bits:
		return 2 * docs
	case *phraseStep:
		return 10 * docs // it may read texts
	case notStep:
		return docs + e.cost(st.of)
	case andStep:
		return e.costs(st)
	case orStep:
		return e.costs(st)
	}
	return 0
}

func (e *evaluator) costs(list []step) float64 {
	sum := 0.0
	for _, st := range list {
		sum += e.cost(st)
	}
	return sum
}

func dfOf(lists []Postings) float64 {
	sum := 0.0
	for _, p := range lists {
		sum += float64(p.DF)
	}
	return sum
}

// keepBits looks at each article only if the numbers of the segment are neither
// all in the set nor all out of it.
func (e *evaluator) keepBits(set Bits, within ordSet) {
	some, all := set.among(e.seg.minNum, e.seg.maxNum)
	switch {
	case all:
	case !some:
		clear(within)
	default:
		e.aheadOfArticles(within)
		for ord := range within.all() {
			if !set.has(e.seg.Num(ord)) {
				within.remove(ord)
			}
		}
	}
}

// keepTerms leaves the articles that are in any of the lists.
func (e *evaluator) keepTerms(lists []Postings, within ordSet) {
	if len(lists) == 0 {
		clear(within)
		return
	}
	out := e.set()
	for _, p := range lists {
		e.addList(p, within, out)
	}
	within.and(out)
	e.done(out)
}

// addList adds the postings that may be in within to out. Blocks that no
// article of within falls into are skipped.
func (e *evaluator) addList(p Postings, within, out ordSet) {
	first, end := within.bounds()
	e.addBetween(p, first, end, within, out)
}

// addBetween is addList for a set whose bounds are known.
func (e *evaluator) addBetween(p Postings, first, end uint32, within, out ordSet) {
	d := &e.decoder
	d.reset(p)
	for d.seek(first); d.base < end && d.next(); d.seek(within.next(d.base)) {
		for _, ord := range d.block() {
			out.add(ord)
		}
	}
}
