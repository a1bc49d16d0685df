package index

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
)

// Nearby asks for what many new articles at once are near to: their segment
// is the last one of the Searcher, and of its articles only those that come
// before one, by ordinal, are near it.
type Nearby struct {
	Terms  int     // how many of an article's heaviest terms to return
	Sought int     // how many of those to compare by
	Within int64   // seconds, to either side of an article's time
	Scale  float64 // of the decay, as in Likeness.Scales
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
}

// Neighbour is a new article with what it is near to, the best first.
type Neighbour struct {
	Ord, Num uint32
	Time     int64
	Undated  bool
	Terms    []Heavy // its heaviest terms, the heaviest first
	Likes    []Like
}

// Heavy is a term of an article. Weight is Damped times IDF (times Emphasis), divided by the
// root of the sum of the squares over all the article's terms.
type Heavy struct {
	Term   string
	Weight float32
	IDF    float32
}

// Near compares the articles of the last segment with all those before them.
// It returns one Neighbour for each, in the order of the ordinals.
//
// It goes term by term through each segment's dictionary once for all new
// articles, and counts on that they came at about the same time: then the
// stretches of time that concern them are short.
func (s *Searcher) Near(ctx context.Context, n Nearby) ([]Neighbour, error) {
	last := len(s.Segments) - 1
	if last < 0 {
		return nil, nil
	}
	w := &nearer{Nearby: n, Searcher: s, fresh: s.Segments[last]}
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
	terms   [][]byte   // those that newcomers are compared by, sorted
	found   []Postings // of terms, in the segment at hand
	workers [2]nearWorker
}

// newcomer is a new article.
type newcomer struct {
	Neighbour
	terms   []heavyTerm // a heap, the lightest first, then sorted
	squares float64
	seen    int // articles it was compared with
	best    top
}

type heavyTerm struct {
	term   uint32 // index in the walk, then in nearer.terms
	weight float32
	idf    float32
}

type nearWorker struct {
	decoder decoder
	found   []weighed
	sums    []float32
	likely  []uint32
}

// gather finds the heaviest terms of each new article.
func (w *nearer) gather() {
	w.list = make([]newcomer, w.fresh.Len())
	heap := make([]heavyTerm, w.Nearby.Terms*len(w.list))
	for i := range w.list {
		w.list[i].terms, heap = heap[:0:w.Nearby.Terms], heap[w.Nearby.Terms:]
	}
	total := w.Total + uint32(w.fresh.Len())
	counts := w.Counts
	var walked termList
	var d decoder
	w.fresh.Prefix(nil, func(term []byte, p Postings) bool {
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
				if w.list[ord].weigh(uint32(walked.len()), weight, idf, w.Nearby.Terms) {
					kept = true
				}
			}
		}
		if kept {
			walked.add(term)
		}
		return true
	})
	w.choose(walked)
}

// weigh offers a term to the heaviest ones.
func (n *newcomer) weigh(term uint32, weight, idf float64, most int) bool {
	n.squares += weight * weight
	h := heavyTerm{term, float32(weight), float32(idf)}
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

// choose leaves the terms that some article kept, and fills the articles in.
func (w *nearer) choose(walked termList) {
	used := make([]uint32, walked.len())
	count := 0
	for i := range w.list {
		for _, t := range w.list[i].terms {
			if used[t.term] == 0 {
				used[t.term] = 1 // also those not sought: their words are returned
				count++
			}
		}
	}
	w.terms = make([][]byte, 0, count)
	for i := range used {
		if used[i] != 0 {
			used[i] = uint32(len(w.terms))
			w.terms = append(w.terms, walked.at(i))
		}
	}
	for i := range w.list {
		n := &w.list[i]
		ord := uint32(i)
		n.Ord, n.Num, n.Time, n.Undated = ord, w.fresh.Num(ord), w.fresh.Time(ord), w.fresh.Undated(ord)
		n.best = top{limit: w.Best, floor: w.Floor}
		slices.SortFunc(n.terms, func(a, b heavyTerm) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
		})
		norm := float32(math.Sqrt(max(n.squares, 1e-9)))
		for j := range n.terms {
			t := &n.terms[j]
			t.term, t.weight = used[t.term], t.weight/norm
		}
	}
	w.found = make([]Postings, len(w.terms))
}

// segment compares the new articles with those of one segment.
func (w *nearer) segment(i int, fresh bool) {
	seg := w.Segments[i]
	near := func(n *newcomer) bool {
		return n.seen < w.Most && seg.docs > 0 && seg.distance(n.Time) <= w.Within
	}
	if !w.any(near) {
		return
	}
	clear(w.found)
	seg.FindAll(w.terms, func(t int, p Postings) { w.found[t] = p })
	dead := w.dead(i)
	parts := min(len(w.workers), runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for part := range parts {
		work := func() {
			for i := part; i < len(w.list); i += parts {
				if n := &w.list[i]; near(n) {
					w.workers[part].compare(w, seg, dead, n, fresh)
				}
			}
		}
		if part+1 == parts {
			work()
		} else {
			wait.Go(work)
		}
	}
	wait.Wait()
}

func (w *nearer) any(pass func(*newcomer) bool) bool {
	for i := range w.list {
		if pass(&w.list[i]) {
			return true
		}
	}
	return false
}

// compare adds up what an article shares with those of a segment, and keeps
// the best.
func (k *nearWorker) compare(w *nearer, seg *Segment, dead Bitmap, n *newcomer, fresh bool) {
	first, end := seg.Range(n.Time-w.Within, n.Time+w.Within+1)
	if fresh {
		end = min(end, n.Ord)
	}
	if left := uint32(w.Most - n.seen); end-first > left && end > first {
		first = end - left // the latest ones
	}
	if first >= end {
		return
	}
	n.seen += int(end - first)
	k.sums = slices.Grow(k.sums[:0], int(end-first))[:end-first]
	clear(k.sums)
	k.likely = k.likely[:0]
	least := w.Floor / max(seg.maxInverse, 1e-9)
	for _, p := range k.lists(w, n) {
		k.add(p.Postings, p.weight, first, end, least)
	}
	for _, ord := range k.likely {
		k.offer(w, seg, dead, n, first, ord)
	}
}

// lists returns the postings of an article's terms. As in FindAll, it goes in
// steps for the sake of waiting less.
func (k *nearWorker) lists(w *nearer, n *newcomer) []weighed {
	k.found = k.found[:0]
	for _, t := range n.terms[:min(w.Sought, len(n.terms))] {
		if p := &w.found[t.term]; p.DF > 0 {
			k.found = append(k.found, weighed{*p, t.weight * float32(math.Sqrt(float64(t.idf)))})
		}
	}
	touched := byte(0)
	for i := range k.found {
		if list := k.found[i].list; len(list) > 0 {
			touched += list[0]
		}
	}
	runtime.KeepAlive(touched)
	return k.found
}

// add adds what one term gives, noting the articles whose sums then suffice.
func (k *nearWorker) add(p Postings, weight float32, first, end uint32, least float32) {
	var by [4]float32
	for i := range by {
		by[i] = weight * float32(damped[i])
	}
	sums, d := k.sums, &k.decoder
	d.reset(p)
	for d.seek(first); d.base < end && d.next(); {
		classes := d.classes()
		for i, ord := range d.block() {
			// What is below first wraps around to a large number.
			at := ord - first
			if at >= uint32(len(sums)) || classes[i] == noText {
				continue
			}
			before := sums[at]
			after := before + by[classes[i]>>6]
			sums[at] = after
			if after > least && before <= least {
				k.likely = append(k.likely, ord)
			}
		}
	}
}

func (k *nearWorker) offer(w *nearer, seg *Segment, dead Bitmap, n *newcomer, first, ord uint32) {
	like := Like{Num: seg.Num(ord), Time: seg.Time(ord), Undated: seg.Undated(ord), Likeness: k.sums[ord-first] * seg.InverseNorm(ord)}
	like.Score = like.Likeness
	if !n.Undated && !like.Undated && w.Scale > 0 {
		days := math.Abs(float64(like.Time-n.Time)) / 86400
		like.Score /= float32(1 + days/w.Scale)
	}
	if like.Score > n.best.least() && !dead.Has(ord) {
		n.best.add(like)
	}
}

func (w *nearer) result() []Neighbour {
	out := make([]Neighbour, len(w.list))
	texts := make([]string, len(w.terms)) // shared by the articles that have a term
	heavy := make([]Heavy, w.Nearby.Terms*len(w.list))
	for i := range w.list {
		n := &w.list[i]
		n.Likes = n.best.sorted()
		n.Terms, heavy = heavy[:len(n.terms):len(n.terms)], heavy[len(n.terms):]
		for j, t := range n.terms {
			if texts[t.term] == "" {
				texts[t.term] = string(w.terms[t.term])
			}
			n.Terms[j] = Heavy{texts[t.term], t.weight, t.idf}
		}
		out[i] = n.Neighbour
	}
	return out
}
