package index

import "slices"

// A plan is a Request's tree with each term looked up in all segments, which
// must come first: the scores depend on how many articles hold a term.
type plan struct {
	root   step
	scored []*termsStep // what gives scores
	loose  []*prefixStep
	best   float32 // no score is above
}

// step is a Node made ready. The leaves are pointers, shared by all segments.
type step interface{}

type (
	andStep    []step
	orStep     []step
	notStep    struct{ of step }
	prefixStep struct {
		prefix []byte
		titles []byte // the same in titles, nil if prefix has a namespace
		rough  bool
		weight float32
	}
	termsStep struct {
		lists  [][]Postings // by segment
		titles [][]Postings
		weight float32 // the IDF of all forms together
	}
	phraseStep struct {
		words  []*termsStep
		verify func(uint32) bool
	}
)

// What a word in the title adds, and what one gives that only the source, the
// author or the tags have. Once in a text of middling length gives 1.
const (
	titleBonus   = 0.5
	outsideBonus = 0.5
)

// planner makes a plan.
type planner struct {
	*Searcher
	plan
	rank bool
}

func (s *Searcher) plan(r *Request) *plan {
	p := &planner{Searcher: s, rank: r.Order == BestFirst}
	p.root = p.step(r.Root, p.rank)
	return &p.plan
}

// step prepares a node; score says whether it counts for the ranking: what is
// below a Not doesn't.
func (p *planner) step(n Node, score bool) step {
	switch n := n.(type) {
	case nil:
		return andStep(nil)
	case And:
		return andStep(p.steps(n, score))
	case Or:
		return orStep(p.steps(n, score))
	case Not:
		return notStep{p.step(n.Of, false)}
	case Terms:
		return p.terms(n, score)
	case Prefix:
		return p.prefix(string(n), score)
	case Typed:
		f := p.prefix(string(n), score)
		f.rough = true
		return f
	case Phrase:
		ph := &phraseStep{verify: n.Verify}
		for _, w := range n.Words {
			ph.words = append(ph.words, p.terms(w, score))
		}
		return ph
	}
	return n // Set and Period are used as they are
}

func (p *planner) steps(list []Node, score bool) []step {
	steps := make([]step, len(list))
	for i, n := range list {
		steps[i] = p.step(n, score)
	}
	return steps
}

func (p *planner) terms(forms Terms, score bool) *termsStep {
	forms = slices.Compact(slices.Sorted(slices.Values(forms)))
	t := &termsStep{lists: make([][]Postings, len(p.Segments)), titles: make([][]Postings, len(p.Segments))}
	var df, total uint32
	for i, s := range p.Segments {
		total += s.docs
		for _, form := range forms {
			if form == "" {
				continue
			}
			if found, ok := s.Find([]byte(form)); ok {
				df += found.DF
				ahead(found.list)
				t.lists[i] = append(t.lists[i], found)
				if score && found.form != bare {
					if found, ok := s.Find([]byte(InTitle + form)); ok {
						ahead(found.list)
						t.titles[i] = append(t.titles[i], found)
					}
				}
			}
		}
	}
	if score && df > 0 {
		t.weight = float32(IDF(min(df, total), total))
		p.scored = append(p.scored, t)
		p.best += t.weight * (bm25Top + titleBonus)
	}
	return t
}

// prefix weighs a prefix by the segment with the most articles: counting in
// all of them would take longer than searching.
func (p *planner) prefix(n string, score bool) *prefixStep {
	f := &prefixStep{prefix: []byte(n)}
	if n == "" || n[0] >= 0x20 {
		f.titles = []byte(InTitle + n)
	}
	if !score || len(p.Segments) == 0 {
		return f
	}
	s := slices.MaxFunc(p.Segments, func(a, b *Segment) int { return a.Len() - b.Len() })
	var df uint64
	s.eachPrefixed(f.prefix, func(e *entries) bool {
		df += e.count >> 1
		return df < uint64(s.docs)
	})
	f.weight = float32(IDF(uint32(min(df, uint64(s.docs))), s.docs))
	p.loose = append(p.loose, f)
	p.best += f.weight * (1 + titleBonus)
	return f
}

// BM25 (Robertson & Zaragoza 2009) with the usual settings. The saturation of
// a term's frequency depends on a class byte and a length byte alone.
const (
	bm25K   = 1.2
	bm25B   = 0.75
	bm25Top = bm25K + 1
)

type saturation [4][256]float32

func newSaturation(meanLength float64) *saturation {
	var t saturation
	for class, tf := range representative {
		for code := range t[class] {
			norm := bm25K * (1 - bm25B + bm25B*lengthOf(byte(code))/max(meanLength, 1))
			t[class][code] = float32(tf * (bm25K + 1) / (tf + norm))
		}
	}
	return &t
}

// freshness is what a score is multiplied by for an article's age in days:
// from 1 for a new one down to 0.8, halfway there after 90. That orders
// articles that fit about equally well, and no others.
func freshness(days int64) float32 { return float32(0.8 + 0.2/(1+float64(days)/90)) }
