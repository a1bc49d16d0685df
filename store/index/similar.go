package index

import (
	"bytes"
	"context"
	"math"
	"runtime"
	"slices"
	"sync/atomic"
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
	// Scale says how scores decay: they are likeness / (1 + days between /
	// Scale). 0 is no decay.
	Scale float64
	// Dateless is what the likeness of undated articles is multiplied by,
	// instead of a decay; 0 means 1.
	Dateless float32
	// Ceiling, if given, is what no likeness exceeds (1 for a cosine): then
	// times that are too far away needn't be searched.
	Ceiling float32
	// Floor is what scores must exceed.
	Floor float32
	// Best is how many articles the list may have.
	Best int
}

// Like is an article that is like another.
type Like struct {
	Num      uint32
	Time     int64
	Undated  bool
	Likeness float32 // without decay
	Score    float32 // with it
}

// Similar answers each question with a list, the best first. They are answered
// together: a term that several ask for is looked up once, and looking up is
// much of the work. Two goroutines take one segment after the other, if there
// are some.
func (s *Searcher) Similar(ctx context.Context, asked ...Likeness) ([][]Like, error) {
	const worthwhile = 4 // segments
	c := s.comparison(asked)
	likers := []*liker{newLiker(c)}
	if len(c.order) >= worthwhile && runtime.GOMAXPROCS(0) > 1 {
		likers = append(likers, newLiker(c))
	}
	if len(likers) == 1 {
		likers[0].run(ctx)
	} else {
		Both(func() { likers[1].run(ctx) }, func() { likers[0].run(ctx) })
	}
	lists := make([][]Like, len(asked))
	for i := range lists {
		best := top{limit: asked[i].Best}
		for _, f := range likers {
			best.list = append(best.list, f.asked[i].best.list...)
		}
		lists[i] = best.sorted()
	}
	for _, f := range likers {
		f.release()
	}
	return lists, ctx.Err()
}

// comparison is what the goroutines of a call of Similar share.
type comparison struct {
	*Searcher
	questions []*question
	terms     [][]byte // of all questions, in order
	order     []int    // of the segments: those first whose articles most are near in time
	next      atomic.Int64
}

func (s *Searcher) comparison(asked []Likeness) *comparison {
	c := &comparison{Searcher: s}
	at := map[string]int{}
	for i := range asked {
		for _, t := range asked[i].Terms {
			if _, known := at[t.Term]; !known && t.Term != "" && t.Weight > 0 {
				at[t.Term] = 0
				c.terms = append(c.terms, []byte(t.Term))
			}
		}
	}
	slices.SortFunc(c.terms, bytes.Compare)
	for i, t := range c.terms {
		at[string(t)] = i
	}
	for i := range asked {
		c.questions = append(c.questions, newQuestion(asked[i], at))
	}
	for i, seg := range s.Segments {
		if slices.ContainsFunc(c.questions, func(q *question) bool { return q.asks(seg) }) {
			c.order = append(c.order, i)
		}
	}
	if len(c.questions) > 0 {
		s.nearestFirst(c.order, c.questions[0].At)
	}
	return c
}

// question is a Likeness as the likers need it.
type question struct {
	Likeness
	weights []float32 // by place in terms; 0 is not asked for
	heavies float32   // the weight of the lightest of the heaviest
	// bar is the highest score, as the bits of a float, that one goroutine
	// found enough articles above: of the others none needs offering below it.
	bar atomic.Uint32
}

func newQuestion(l Likeness, at map[string]int) *question {
	q := &question{Likeness: l, weights: make([]float32, len(at))}
	q.At = clampTime(l.At)
	if l.From == 0 && l.Until == 0 {
		q.From, q.Until = math.MinInt64, math.MaxInt64
	}
	if l.Dateless == 0 {
		q.Dateless = 1
	}
	for _, t := range l.Terms {
		if t.Term != "" && t.Weight > 0 {
			q.weights[at[t.Term]] += t.Weight
		}
	}
	if len(q.weights) > heaviest {
		sorted := slices.Sorted(slices.Values(q.weights))
		q.heavies = sorted[len(sorted)-heaviest]
	}
	return q
}

// asks reports whether a question can be about articles of a segment.
func (q *question) asks(seg *Segment) bool {
	return seg.docs > 0 && seg.Last() >= q.From && seg.First() < q.Until
}

// raise lifts the bar. Floats that aren't negative compare like their bits.
func (q *question) raise(to float32) {
	bits := math.Float32bits(to)
	for {
		old := q.bar.Load()
		if bits <= old || q.bar.CompareAndSwap(old, bits) {
			return
		}
	}
}

func (q *question) decay(l *Like) float32 {
	switch {
	case q.Undated || q.Scale == 0:
		return 1
	case l.Undated:
		return q.Dateless
	}
	days := math.Abs(float64(l.Time-q.At)) / 86400
	return float32(1 / (1 + days/q.Scale))
}
