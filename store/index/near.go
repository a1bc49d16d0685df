package index

import (
	"bytes"
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
)

// Nearby asks for what many new articles at once are near to: their segment
// is the last one of the Searcher, and of its articles only those that come
// before one, by ordinal, are near it.
type Nearby struct {
	Terms  int     // how many of an article's heaviest terms to return
	Sought int     // how many of those to compare by
	Within int64   // seconds, to either side of an article's time
	Scale  float64 // of the decay, as in Likeness.Scale
	Floor  float32 // what scores must exceed
	Best   int     // how many articles to return for each
	// Most bounds how many articles one is compared with: those of the latest
	// segments first. It is what keeps a million articles of one second from
	// being compared with each other.
	Most int
	// Counts says in how many older articles each term of the new segment
	// occurs that Build has asked for, in that order, of how many in all.
	Counts []uint32
	Total  uint32
	// Emphasis, if given, is what a term's weight is multiplied by in articles
	// without a time.
	Emphasis func(term string) float64
	// Pause, if given, is called each time that a part of a segment was read.
	Pause func()
}

// Neighbour is a new article with what it is near to, the best first.
type Neighbour struct {
	Ord, Num uint32
	Time     int64
	Undated  bool
	Terms    []Heavy // its heaviest terms, the heaviest first
	Title    []Told  // those of its title that aren't function words
	Likes    []Like
}

// Heavy is a term of an article. Weight is Damped times IDF (times Emphasis), divided by the
// root of the sum of the squares over all the article's terms.
type Heavy struct {
	Term   string
	Weight float32
	IDF    float32
}

// Told is a term of a title.
type Told struct {
	Term string
	IDF  float32
}

// Near compares the articles of the last segment with all those before them.
// It returns one Neighbour for each, in the order of the ordinals.
//
// It goes through each segment window by window, and in a window reads the
// postings of each term once for all new articles. It counts on that they came
// at about the same time: then few windows concern them.
func (s *Searcher) Near(ctx context.Context, n Nearby) ([]Neighbour, error) {
	last := len(s.Segments) - 1
	if last < 0 {
		return nil, nil
	}
	w := &nearer{Nearby: n, Searcher: s, fresh: s.Segments[last], workers: nearWorkers.Get().(*[2]nearWorker)}
	w.parts = min(len(w.workers), runtime.GOMAXPROCS(0))
	defer w.dismiss()
	w.gather()
	for i := last; i >= 0; i-- {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.segment(i, i == last)
	}
	return w.result(), nil
}

// nearer is Near at work.
type nearer struct {
	Nearby
	*Searcher
	fresh   *Segment
	list    []newcomer
	walked  termList // the terms that newcomers have kept
	terms   [][]byte // of those, the ones that they are compared by, sorted
	decoded []span   // of terms, in the window at hand
	turn    uint32   // counts the segments and windows
	turns   []uint32 // by term: the last one that it was needed for
	workers *[2]nearWorker
	parts   int // how many of them work
}

// newcomer is a new article.
type newcomer struct {
	Neighbour
	terms   []heavyTerm // a heap, the lightest first, then sorted
	title   []heavyTerm
	squares float64
	ceiling float32 // what no likeness exceeds
	best    top

	seen     int    // articles it was compared with
	from, to uint32 // the ordinals near it in time, in the segment at hand
}

type heavyTerm struct {
	term   uint32 // index in nearer.walked
	sought uint32 // index in nearer.terms, if it is one of those
	weight float32
	idf    float32
}

// gather finds the heaviest terms of each new article, and those of its title.
func (w *nearer) gather() {
	w.list = make([]newcomer, w.fresh.Len())
	heap := make([]heavyTerm, w.Nearby.Terms*len(w.list))
	for i := range w.list {
		w.list[i].terms, heap = heap[:0:w.Nearby.Terms], heap[w.Nearby.Terms:]
	}
	total := w.Total + uint32(w.fresh.Len())
	counts := w.Counts
	var titles titleTerms
	w.walked.ends = make([]int, 0, w.fresh.Terms())
	var d decoder
	w.fresh.Prefix(nil, func(term []byte, p Postings) bool {
		if term[0] == InTitle[0] {
			titles.add(term[1:], p, &d)
		}
		if term[0] < 0x20 || p.Stop {
			return true
		}
		older := uint32(0)
		if len(counts) > 0 {
			older, counts = counts[0], counts[1:]
		}
		idf := IDF(older+p.DF, total)
		emphasis := 1.0
		if w.Emphasis != nil && w.fresh.undated > 0 {
			emphasis = w.Emphasis(string(term))
		}
		kept := false
		for _, ord := range titles.find(term) {
			kept = true
			w.list[ord].title = append(w.list[ord].title, heavyTerm{term: uint32(w.walked.len()), idf: float32(idf)})
		}
		for d.reset(p); d.next(); {
			classes := d.classes()
			for i, ord := range d.block() {
				if classes[i] == noText {
					continue
				}
				weight := Damped(classes[i]) * idf
				if emphasis != 1 && w.fresh.Undated(ord) {
					weight *= emphasis
				}
				if w.list[ord].weigh(uint32(w.walked.len()), weight, idf, w.Nearby.Terms) {
					kept = true
				}
			}
		}
		if kept {
			w.walked.add(term)
		}
		return true
	})
	w.choose()
}

// titleTerms are the terms of titles, in order, with the articles whose they
// are.
type titleTerms struct {
	terms termList
	ords  []uint32 // of all terms
	ends  []int    // by term: where its articles end
	at    int      // the term that find has come to
}

func (t *titleTerms) add(term []byte, p Postings, d *decoder) {
	t.terms.add(term)
	for d.reset(p); d.next(); {
		t.ords = append(t.ords, d.block()...)
	}
	t.ends = append(t.ends, len(t.ords))
}

// find returns the articles that have a term in their titles. Terms must be
// asked for in order.
func (t *titleTerms) find(term []byte) []uint32 {
	for ; t.at < t.terms.len(); t.at++ {
		switch bytes.Compare(t.terms.at(t.at), term) {
		case 0:
			from := 0
			if t.at > 0 {
				from = t.ends[t.at-1]
			}
			return t.ords[from:t.ends[t.at]]
		case 1:
			return nil
		}
	}
	return nil
}

// weigh offers a term to the heaviest ones.
func (n *newcomer) weigh(term uint32, weight, idf float64, most int) bool {
	n.squares += weight * weight
	h := heavyTerm{term: term, weight: float32(weight), idf: float32(idf)}
	if len(n.terms) < most {
		n.terms = append(n.terms, h)
		if len(n.terms) == most {
			slices.SortFunc(n.terms, func(a, b heavyTerm) int { return cmp.Compare(a.weight, b.weight) })
		}
		return true
	}
	if most == 0 || h.weight <= n.terms[0].weight {
		return false
	}
	i := 0
	for ; i+1 < len(n.terms) && n.terms[i+1].weight < h.weight; i++ {
		n.terms[i] = n.terms[i+1]
	}
	n.terms[i] = h
	return true
}

// termList keeps terms behind each other.
type termList struct {
	bytes []byte
	ends  []int
}

func (l *termList) len() int { return len(l.ends) }

func (l *termList) add(term []byte) {
	l.bytes = append(l.bytes, term...)
	l.ends = append(l.ends, len(l.bytes))
}

func (l *termList) at(i int) []byte {
	if i == 0 {
		return l.bytes[:l.ends[0]]
	}
	return l.bytes[l.ends[i-1]:l.ends[i]]
}

// choose fills the articles in, and finds the terms that they are compared by.
func (w *nearer) choose() {
	sought := make([]uint32, w.walked.len())
	for i := range w.list {
		n := &w.list[i]
		ord := uint32(i)
		n.Ord, n.Num, n.Time, n.Undated = ord, w.fresh.Num(ord), w.fresh.Time(ord), w.fresh.Undated(ord)
		n.best = top{limit: w.Best, floor: w.Floor}
		slices.SortFunc(n.terms, func(a, b heavyTerm) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
		})
		norm, squares := float32(math.Sqrt(max(n.squares, 1e-9))), float32(0)
		for j := range n.terms {
			t := &n.terms[j]
			t.weight /= norm
			if j < w.Sought {
				sought[t.term] = 1
				squares += t.weight * t.weight
			}
		}
		// By Cauchy's inequality, and a third more, because the norms of older
		// articles were made when the terms were as common as then.
		n.ceiling = float32(math.Sqrt(float64(squares))) * 4 / 3
	}
	for i, is := range sought {
		if is != 0 {
			sought[i] = uint32(len(w.terms))
			w.terms = append(w.terms, w.walked.at(i))
		}
	}
	for i := range w.list {
		for j := range w.list[i].terms {
			t := &w.list[i].terms[j]
			t.sought = sought[t.term]
		}
	}
	w.decoded, w.turns = make([]span, len(w.terms)), make([]uint32, len(w.terms))
}

// result returns the Neighbours.
func (w *nearer) result() []Neighbour {
	out := make([]Neighbour, len(w.list))
	texts := make([]string, w.walked.len()) // shared by the articles that have a term
	text := func(term uint32) string {
		if texts[term] == "" {
			texts[term] = string(w.walked.at(int(term)))
		}
		return texts[term]
	}
	heavy := make([]Heavy, w.Nearby.Terms*len(w.list))
	for i := range w.list {
		n := &w.list[i]
		n.Likes = n.best.sorted()
		n.Terms, heavy = heavy[:len(n.terms):len(n.terms)], heavy[len(n.terms):]
		for j, t := range n.terms {
			n.Terms[j] = Heavy{text(t.term), t.weight, t.idf}
		}
		n.Title = make([]Told, len(n.title))
		for j, t := range n.title {
			n.Title[j] = Told{text(t.term), t.idf}
		}
		out[i] = n.Neighbour
	}
	return out
}
