package index

import (
	"math"
	"runtime"
	"slices"
	"sort"
	"sync"
)

// The sums of a window fit into a processor's first cache, and what is decoded
// of it into its second, as long as articles are news.
const (
	windowDocs  = 4096
	windowTerms = 1 << 20 // postings, about
)

// nearWorker is one of the goroutines that compare.
type nearWorker struct {
	decoder decoder
	decoded []nearPosting // of its terms, in the window at hand
	sums    []float32
	likely  []uint32 // places in sums
}

// nearPosting is the place of an article in a window, four times, plus the
// frequency class.
type nearPosting uint32

// span is where the postings of a term lie in what a worker has decoded.
type span struct{ from, to uint32 }

// segment compares the new articles with those of one segment, the latest
// first.
func (w *nearer) segment(i int, fresh bool) {
	seg := w.Segments[i]
	if !w.concerned(seg, fresh) {
		return
	}
	clear(w.found)
	w.each(func(part, parts int, _ *nearWorker) {
		from, to := part*len(w.terms)/parts, (part+1)*len(w.terms)/parts
		seg.FindAll(w.terms[from:to], func(t int, p Postings) { w.found[from+t] = p })
	})
	for size, end := w.windowSize(seg), seg.docs; end > 0; {
		first := max(size, end) - size
		w.window(i, first, end)
		end = first
	}
}

// concerned finds what of a segment is near each new article in time, and
// tells whether anything is.
func (w *nearer) concerned(seg *Segment, fresh bool) (any bool) {
	for i := range w.list {
		n := &w.list[i]
		if n.from, n.to = 0, 0; n.seen >= w.Most || seg.docs == 0 || seg.distance(n.Time) > w.Within {
			continue
		}
		n.from, n.to = seg.Range(n.Time-w.Within, n.Time+w.Within+1)
		if fresh {
			n.to = min(n.to, n.Ord)
		}
		if left := uint32(w.Most - n.seen); n.to > n.from && n.to-n.from > left {
			n.from = n.to - left // the latest ones
		}
		any = any || n.from < n.to
	}
	return any
}

// windowSize chooses windows in which about windowTerms postings are found.
func (w *nearer) windowSize(seg *Segment) uint32 {
	all := uint64(1)
	for i := range w.found {
		all += uint64(w.found[i].DF)
	}
	return uint32(min(max(uint64(seg.docs)*windowTerms/all, blockLen), windowDocs))
}

// each has every worker do a part of something.
func (w *nearer) each(do func(part, parts int, k *nearWorker)) {
	parts := min(len(w.workers), runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for part := 1; part < parts; part++ {
		wait.Go(func() { do(part, parts, &w.workers[part]) })
	}
	do(0, parts, &w.workers[0])
	wait.Wait()
}

// window compares the new articles with those of a segment from one ordinal on
// and below another.
func (w *nearer) window(segment int, first, end uint32) {
	seg, dead := w.Segments[segment], w.dead(segment)
	var near []*newcomer
	for i := range w.list {
		if n := &w.list[i]; n.from < end && n.to > first && n.from < n.to && n.reaches(w.Scale, seg, first, end) {
			near = append(near, n)
		}
	}
	if len(near) == 0 {
		return
	}
	w.each(func(part, parts int, k *nearWorker) {
		k.decoded = k.decoded[:0]
		for t := part; t < len(w.terms); t += parts {
			w.decoded[t] = k.decode(&w.found[t], first, end)
		}
	})
	w.each(func(part, parts int, k *nearWorker) {
		for i := part; i < len(near); i += parts {
			k.compare(w, seg, dead, near[i], first, end, parts)
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
	if p.DF == 0 {
		return span{from, from}
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
func (k *nearWorker) compare(w *nearer, seg *Segment, dead Bitmap, n *newcomer, first, end uint32, parts int) {
	lo, hi := max(n.from, first)-first, min(n.to, end)-first
	n.seen += int(hi - lo)
	k.sums = slices.Grow(k.sums[:0], int(hi))[:hi]
	clear(k.sums)
	k.likely = k.likely[:0]
	least := n.best.least() / max(seg.maxInverse, 1e-9)
	for _, t := range n.terms[:min(w.Sought, len(n.terms))] {
		at := w.decoded[t.sought]
		list := w.workers[int(t.sought)%parts].decoded[at.from:at.to]
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
