package index

import (
	"math"
	"slices"
	"sort"
	"sync"
)

// A window is as large as a nearPosting allows: of lists that end in another
// one whole blocks are read twice.
const (
	windowDocs     = 1 << 14
	windowPostings = 4 << 20 // about
)

// nearWorker is one of the goroutines that compare. A stretch of the terms is
// its own.
type nearWorker struct {
	decoder decoder
	wanted  []uint32      // of its terms, those to look for in the segment at hand
	keys    [][]byte      // those terms themselves
	found   []foundTerm   // of them, in the segment
	decoded []nearPosting // of those, in the window at hand
	sums    []float32
	likely  []uint32 // places in sums
}

var nearWorkers = sync.Pool{New: func() any { return new([2]nearWorker) }}

// dismiss keeps the workers' memory for the next ones. No pointers into
// segments may outlive the search.
func (w *nearer) dismiss() {
	for i := range w.workers {
		k := &w.workers[i]
		k.decoder.p, k.decoder.class = Postings{}, nil
		clear(k.keys[:cap(k.keys)])
		clear(k.found[:cap(k.found)])
	}
	nearWorkers.Put(w.workers)
}

// foundTerm is a term that a segment has.
type foundTerm struct {
	term uint32 // index in nearer.terms
	Postings
}

// nearPosting is the place of an article in a window, four times, plus the
// frequency class.
type nearPosting uint16

// span is where the postings of a term lie in what a worker has decoded.
type span struct{ from, to uint32 }

// segment compares the new articles with those of one segment, the latest
// first.
func (w *nearer) segment(i int, fresh bool) {
	seg := w.Segments[i]
	list, first, end := w.concerned(seg, fresh)
	if len(list) == 0 {
		return
	}
	w.ask(list)
	w.each(func(part, parts int, k *nearWorker) {
		k.wanted, k.keys, k.found = k.wanted[:0], k.keys[:0], k.found[:0]
		from, to := w.ownTerms(part, parts)
		for t := from; t < to; t++ {
			if w.asked(uint32(t)) {
				k.wanted, k.keys = append(k.wanted, uint32(t)), append(k.keys, w.terms[t])
			}
		}
		seg.FindAll(k.keys, func(i int, p Postings) { k.found = append(k.found, foundTerm{k.wanted[i], p}) })
	})
	for size := w.windowSize(seg); end > first; {
		from := max(first+size, end) - size
		w.pause()
		w.window(i, list, from, end)
		end = from
	}
}

func (w *nearer) pause() {
	if w.Pause != nil {
		w.Pause()
	}
}

// ask begins a turn, in which the terms of some newcomers are needed. Where
// those are few, as where one is much older than what it came with, the terms
// of the others would be most of the work.
func (w *nearer) ask(list []*newcomer) {
	w.turn++
	for _, n := range list {
		for _, t := range n.terms[:min(w.Sought, len(n.terms))] {
			w.turns[t.sought] = w.turn
		}
	}
}

func (w *nearer) asked(term uint32) bool { return w.turns[term] == w.turn }

// concerned finds the new articles that anything of a segment is near in time,
// with the ordinals between which that lies, and between which all of it does.
func (w *nearer) concerned(seg *Segment, fresh bool) (list []*newcomer, first, end uint32) {
	first = seg.docs
	for i := range w.list {
		n := &w.list[i]
		if n.seen >= w.Most || seg.docs == 0 || seg.distance(n.Time) > w.Within {
			continue
		}
		n.from, n.to = seg.Range(n.Time-w.Within, n.Time+w.Within+1)
		if fresh {
			n.to = min(n.to, n.Ord)
		}
		if left := uint32(w.Most - n.seen); n.to > n.from && n.to-n.from > left {
			n.from = n.to - left // the latest ones
		}
		if n.from < n.to {
			list = append(list, n)
			first, end = min(first, n.from), max(end, n.to)
		}
	}
	return list, first, end
}

// windowSize chooses windows in which about windowPostings postings are found.
func (w *nearer) windowSize(seg *Segment) uint32 {
	all := uint64(1)
	for i := range w.workers {
		for j := range w.workers[i].found {
			all += uint64(w.workers[i].found[j].DF)
		}
	}
	return uint32(min(max(uint64(seg.docs)*windowPostings/all, blockLen), windowDocs))
}

// ownTerms returns from which term on and before which one a worker's lie.
func (w *nearer) ownTerms(part, parts int) (from, to int) {
	return part * len(w.terms) / parts, (part + 1) * len(w.terms) / parts
}

// each has the workers do a part of something each.
func (w *nearer) each(do func(part, parts int, k *nearWorker)) {
	if w.parts == 1 {
		do(0, 1, &w.workers[0])
		return
	}
	Both(func() { do(1, 2, &w.workers[1]) }, func() { do(0, 2, &w.workers[0]) })
}

// window compares some of the new articles with those of a segment from one
// ordinal on and below another.
func (w *nearer) window(segment int, list []*newcomer, first, end uint32) {
	seg, dead := w.Segments[segment], w.dead(segment)
	var near []*newcomer
	for _, n := range list {
		if n.from < end && n.to > first && n.reaches(w.Scale, seg, first, end) {
			near = append(near, n)
		}
	}
	if len(near) == 0 {
		return
	}
	w.ask(near)
	w.each(func(part, parts int, k *nearWorker) {
		from, to := w.ownTerms(part, parts)
		clear(w.decoded[from:to])
		k.decoded = k.decoded[:0]
		for i := range k.found {
			if f := &k.found[i]; w.asked(f.term) {
				w.decoded[f.term] = k.decode(&f.Postings, first, end)
			}
		}
	})
	_, half := w.ownTerms(0, w.parts)
	w.each(func(part, parts int, k *nearWorker) {
		for i := part; i < len(near); i += parts {
			k.compare(w, seg, dead, near[i], first, end, uint32(half))
		}
	})
}

// reaches reports whether anything in a window could be among an article's
// best.
func (n *newcomer) reaches(scale float64, seg *Segment, first, end uint32) bool {
	if n.Undated || seg.undated > 0 || scale <= 0 {
		return true
	}
	nearest := max(seg.Time(first)-n.Time, n.Time-seg.Time(end-1), 0)
	return n.ceiling*nearDecay(nearest, scale) > n.best.least()
}

// nearDecay is what a likeness is multiplied by over so many seconds.
func nearDecay(seconds int64, scale float64) float32 {
	return float32(1 / (1 + math.Abs(float64(seconds))/86400/scale))
}

// decode reads the postings of a term that lie in a window.
func (k *nearWorker) decode(p *Postings, first, end uint32) span {
	from := uint32(len(k.decoded))
	if p.DF == 1 {
		if at := p.ord - first; at < end-first && p.class != noText {
			k.decoded = append(k.decoded, nearPosting(at<<2|uint32(p.class>>6)))
		}
		return span{from, uint32(len(k.decoded))}
	}
	d := &k.decoder
	d.reset(*p)
	for d.seek(first); d.base < end && d.next(); {
		classes := d.classes()
		for i, ord := range d.block() {
			// What is below first wraps around to a large number.
			if at := ord - first; at < end-first && classes[i] != noText {
				k.decoded = append(k.decoded, nearPosting(at<<2|uint32(classes[i]>>6)))
			}
		}
	}
	return span{from, uint32(len(k.decoded))}
}

// compare adds up what an article shares with those of a window, and keeps the
// best.
func (k *nearWorker) compare(w *nearer, seg *Segment, dead Bitmap, n *newcomer, first, end, half uint32) {
	lo, hi := max(n.from, first)-first, min(n.to, end)-first
	n.seen += int(hi - lo)
	k.sums = slices.Grow(k.sums[:0], int(hi))[:hi]
	clear(k.sums)
	k.likely = k.likely[:0]
	least := n.best.least() / max(seg.maxInverse, 1e-9)
	for _, t := range n.terms[:min(w.Sought, len(n.terms))] {
		at, by := w.decoded[t.sought], 0
		if t.sought >= half {
			by = 1
		}
		list := w.workers[by].decoded[at.from:at.to]
		if lo > 0 {
			list = list[search(list, lo):]
		}
		k.add(list, t.weight*float32(math.Sqrt(float64(t.idf))), least)
	}
	for _, at := range k.likely {
		k.offer(w, seg, dead, n, first+at, k.sums[at])
	}
}

// search returns the index of the first posting that isn't before a place.
func search(list []nearPosting, place uint32) int {
	return sort.Search(len(list), func(i int) bool { return uint32(list[i]>>2) >= place })
}

// add adds what one term gives to the sums, as far as they go, noting the
// articles whose sums then suffice.
func (k *nearWorker) add(list []nearPosting, weight, least float32) {
	var by [4]float32
	for i := range by {
		by[i] = weight * float32(damped[i])
	}
	sums := k.sums
	for _, p := range list {
		at := uint32(p >> 2)
		if at >= uint32(len(sums)) {
			return
		}
		before := sums[at]
		after := before + by[p&3]
		sums[at] = after
		if after > least && before <= least {
			k.likely = append(k.likely, at)
		}
	}
}

func (k *nearWorker) offer(w *nearer, seg *Segment, dead Bitmap, n *newcomer, ord uint32, sum float32) {
	like := Like{Num: seg.Num(ord), Time: seg.Time(ord), Undated: seg.Undated(ord), Likeness: sum * seg.InverseNorm(ord)}
	like.Score = like.Likeness
	if !n.Undated && !like.Undated && w.Scale > 0 {
		like.Score *= nearDecay(like.Time-n.Time, w.Scale)
	}
	if like.Score > n.best.least() && !dead.Has(ord) {
		n.best.add(like)
	}
}
