package index

import (
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
)

// liker answers questions for one segment after another. Its memory is used
// again.
type liker struct {
	*comparison
	asked   []answer
	active  []*answer // to questions that the segment is asked
	keys    [][]byte
	places  []int     // of the keys in terms
	found   []located // the terms looked up first
	rest    []located // the others
	sums    []float32 // by ordinal
	decoder decoder
	likely  []uint32
}

// answer is what a liker has found for one question.
type answer struct {
	*question
	best       top
	first, end uint32  // the ordinals of the segment that are asked about
	few        bool    // they are few
	reach      float32 // the most that a likeness there may be multiplied by
}

// located are the postings of a term.
type located struct {
	Postings
	place int // of the term
}

var likers = sync.Pool{New: func() any { return new(liker) }}

func newLiker(c *comparison) *liker {
	f := likers.Get().(*liker)
	f.comparison, f.asked = c, f.asked[:0]
	for _, q := range c.questions {
		f.asked = append(f.asked, answer{question: q, best: top{limit: q.Best, floor: q.Floor}})
	}
	return f
}

// release gives a liker's memory back. No pointers into segments may outlive
// the search.
func (f *liker) release() {
	clear(f.asked)
	clear(f.keys[:cap(f.keys)])
	clear(f.found[:cap(f.found)])
	clear(f.rest[:cap(f.rest)])
	f.comparison, f.decoder.p, f.decoder.class = nil, Postings{}, nil
	likers.Put(f)
}

// run works on segments until there are no more.
func (f *liker) run(ctx context.Context) {
	for ctx.Err() == nil {
		at := int(f.next.Add(1)) - 1
		if at >= len(f.order) {
			return
		}
		f.segment(f.Segments[f.order[at]], f.dead(f.order[at]))
	}
}

// segment adds up the sums of a segment's articles and keeps the best.
func (f *liker) segment(seg *Segment, dead Bitmap) {
	if !f.begin(seg) {
		return
	}
	f.found = f.look(seg, f.found, func(place int) bool {
		return slices.ContainsFunc(f.active, func(a *answer) bool { return a.begins(place) })
	})
	for _, a := range f.active {
		n := int(a.end - a.first)
		f.sums = slices.Grow(f.sums[:0], n)[:n]
		clear(f.sums)
		f.addAll(a, f.found, a.begins)
		if a.few && !f.addRest(a, seg) {
			continue
		}
		f.pick(a, seg, dead)
	}
}

// begin sets which questions the segment is asked, and about which articles.
func (f *liker) begin(seg *Segment) (any bool) {
	f.active = f.active[:0]
	for i := range f.asked {
		a := &f.asked[i]
		if a.first, a.end = seg.Range(a.From, a.Until); a.first < a.end && a.reaches(seg, a.first, a.end) {
			a.few = a.end-a.first < seg.docs/fewOf
			f.active = append(f.active, a)
		}
	}
	return len(f.active) > 0
}

// Some articles are years older than what they came with: most segments have a
// few of any stretch of time. To look up all terms for those takes as long as
// for a segment full of them, so that the heaviest terms are looked up first,
// and the others if with those some article might come into the list.
const (
	fewOf    = 16 // the part of a segment that is few
	heaviest = 20 // terms
	// lacking is how much more all terms are taken to give than the heaviest.
	// Of the hundred articles most like one, in a store where one article in a
	// hundred is old, two in 10,000 are missed so, none of the first ten.
	lacking = 3
)

// begins reports whether a term is looked up first.
func (a *answer) begins(place int) bool {
	weight := a.weights[place]
	return weight > 0 && (!a.few || weight >= a.heavies)
}

// addRest adds the other terms if there are articles they could bring into the
// list.
func (f *liker) addRest(a *answer, seg *Segment) bool {
	least := a.least() / lacking
	for i, sum := range f.sums {
		ord := a.first + uint32(i)
		l := Like{Time: seg.Time(ord), Undated: seg.Undated(ord)}
		if sum > 0 && sum*seg.InverseNorm(ord)*a.decay(&l) >= least {
			rest := func(place int) bool { return a.weights[place] > 0 && !a.begins(place) }
			f.rest = f.look(seg, f.rest, rest)
			f.addAll(a, f.rest, rest)
			return true
		}
	}
	return false
}

// look finds the terms that are wanted, and touches their lists; see FindAll.
// It uses the memory of found.
func (f *liker) look(seg *Segment, found []located, wanted func(place int) bool) []located {
	f.keys, f.places, found = f.keys[:0], f.places[:0], found[:0]
	for place, term := range f.terms {
		if wanted(place) {
			f.keys, f.places = append(f.keys, term), append(f.places, place)
		}
	}
	seg.FindAll(f.keys, func(i int, p Postings) {
		found = append(found, located{p, f.places[i]})
	})
	touched := byte(0)
	for i := range found {
		if list := found[i].list; len(list) > 0 {
			touched += list[0]
		}
	}
	runtime.KeepAlive(touched)
	return found
}

// addAll adds what the terms that are wanted give.
func (f *liker) addAll(a *answer, found []located, wanted func(place int) bool) {
	for i := range found {
		if p := &found[i]; wanted(p.place) {
			f.add(p.Postings, a.weights[p.place], a.first)
		}
	}
}

// add adds what one term gives to the sums of the articles it occurs in.
func (f *liker) add(p Postings, weight float32, first uint32) {
	var by [4]float32
	for i := range by {
		by[i] = weight * float32(damped[i])
	}
	if p.form == bare {
		by[0] = weight
	}
	sums := f.sums
	end := first + uint32(len(sums))
	d := &f.decoder
	d.reset(p)
	for d.seek(first); d.base < end && d.next(); {
		classes := d.classes()
		for i, ord := range d.block() {
			// What is below first wraps around to a large number.
			if at := ord - first; at < uint32(len(sums)) {
				if c := classes[i]; c != noText {
					sums[at] += by[c>>6]
				}
			}
		}
	}
}

// stretch is how many articles are judged by one bound of their decay.
const stretch = 512

// pick offers the articles whose sums could suffice to the list: stretch by
// stretch of time, the nearest first, because what is found there raises the
// bar for the others.
func (f *liker) pick(a *answer, seg *Segment, dead Bitmap) {
	near, _ := seg.Range(a.At, math.MaxInt64)
	near = min(max(near, a.first), a.end-1)
	up, down := near, near // from near to up and down is done
	for up < a.end || down > a.first {
		if up < a.end && (down == a.first || seg.Time(up)-a.At <= a.At-seg.Time(down-1)) {
			next := min(a.end, up+stretch)
			f.pickFrom(a, seg, dead, up, next)
			up = next
		} else {
			next := max(a.first+stretch, down) - stretch
			f.pickFrom(a, seg, dead, next, down)
			down = next
		}
	}
}

// pickFrom offers the articles from one ordinal on and below another. Those
// whose sums could suffice are gathered first: then the processor waits for the
// norms of several at once.
func (f *liker) pickFrom(a *answer, seg *Segment, dead Bitmap, from, to uint32) {
	if !a.reaches(seg, from, to) {
		return
	}
	least := a.least() / a.reach
	f.likely = atLeast(f.likely[:0], f.sums[from-a.first:to-a.first], least/max(seg.maxInverse, 1e-9))
	for _, i := range f.likely {
		ord := from + i
		if likeness := f.sums[ord-a.first] * seg.InverseNorm(ord); likeness >= least {
			a.offer(seg, ord, likeness, dead)
		}
	}
}

// atLeast appends the indexes of the sums that are above 0 and no less than
// another. None is negative, so that they compare like their bits; few are as
// large as that, so that it looks at eight at once.
func atLeast(list []uint32, sums []float32, least float32) []uint32 {
	below := math.Float32bits(max(least, math.SmallestNonzeroFloat32)) - 1
	i := 0
	for ; i+8 <= len(sums); i += 8 {
		s := (*[8]float32)(sums[i:])
		// What is more than below makes a difference with the highest bit set.
		some := (below - math.Float32bits(s[0])) | (below - math.Float32bits(s[1])) |
			(below - math.Float32bits(s[2])) | (below - math.Float32bits(s[3])) |
			(below - math.Float32bits(s[4])) | (below - math.Float32bits(s[5])) |
			(below - math.Float32bits(s[6])) | (below - math.Float32bits(s[7]))
		if int32(some) < 0 {
			list = eachAtLeast(list, s[:], i, below)
		}
	}
	return eachAtLeast(list, sums[i:], i, below)
}

func eachAtLeast(list []uint32, sums []float32, from int, below uint32) []uint32 {
	for i, s := range sums {
		if math.Float32bits(s) > below {
			list = append(list, uint32(from+i))
		}
	}
	return list
}

// reaches reports whether any article between two ordinals could come into the
// list, and works out reach for them.
func (a *answer) reaches(seg *Segment, from, to uint32) bool {
	nearest := Like{Time: min(max(a.At, seg.Time(from)), seg.Time(to-1))}
	a.reach = a.decay(&nearest)
	if seg.undated > 0 {
		a.reach = max(a.reach, a.decay(&Like{Undated: true}))
	}
	return a.Ceiling == 0 || a.Ceiling*a.reach >= a.least()
}

// least is a score that is needed; it is a little less, so that no rounding
// leaves out what has just that.
func (a *answer) least() float32 {
	return max(a.best.least(), math.Float32frombits(a.bar.Load())) * (1 - 1e-5)
}

func (a *answer) offer(seg *Segment, ord uint32, likeness float32, dead Bitmap) {
	l := Like{Num: seg.Num(ord), Time: seg.Time(ord), Undated: seg.Undated(ord), Likeness: likeness}
	l.Score = likeness * a.decay(&l)
	if !a.best.takes(&l) || l.Num == a.Self && a.Self != 0 || dead.Has(ord) {
		return
	}
	a.best.add(l)
	if len(a.best.list) == a.best.limit {
		a.raise(a.best.least())
	}
}
