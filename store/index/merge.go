package index

import (
	"bytes"
	"cmp"
	"container/heap"
	"slices"
)

// Merge makes one segment of several, without their dead articles: dead has a
// set of ordinals (nil for none) for each of segs. An article must not be
// alive in two of them. The order of the ordinals is made anew, and so are
// the norms; df and total are as for Build: of the store's other segments.
//
// Besides segs and the result it needs some 20 bytes an article, and as much
// as the postings of the longest list.
func Merge(segs []*Segment, dead []Bitmap, df func(term []byte) uint32, total uint32) []byte {
	m := &merger{segs: segs}
	m.articles(dead)
	size := 0
	for _, s := range segs {
		size += s.Size()
	}
	w := newWriter(len(m.list), size)
	w.df, w.total = df, total
	for m.begin(); m.next(); {
		m.sort()
		w.term(m.term, 2*m.stops > len(m.postings), m.postings)
	}
	return w.finish(m.list)
}

type merger struct {
	segs    []*Segment
	ords    [][]uint32 // of each segment: old ordinal to new one, or gone
	list    []article
	cursors cursors

	// The term at hand.
	term     []byte
	postings []posting
	runs     []int // where the postings of each segment end
	stops    int   // postings from segments where it is a function word
	decoder  decoder
	spare    []posting
}

// gone is the new ordinal of a dead article.
const gone = ^uint32(0)

// articles settles the new ordinals.
func (m *merger) articles(dead []Bitmap) {
	type from struct {
		time     int64
		num      uint32
		seg, ord uint32
	}
	var all []from
	for i, s := range m.segs {
		for ord := range s.docs {
			if i >= len(dead) || !dead[i].Has(ord) {
				all = append(all, from{s.Time(ord), s.Num(ord), uint32(i), ord})
			}
		}
		m.ords = append(m.ords, slices.Repeat([]uint32{gone}, s.Len()))
	}
	slices.SortStableFunc(all, func(x, y from) int {
		return cmp.Or(cmp.Compare(x.time, y.time), cmp.Compare(y.num, x.num))
	})
	all = all[:min(len(all), MaxDocs)]
	m.list = make([]article, len(all))
	for ord, f := range all {
		s := m.segs[f.seg]
		m.ords[f.seg][f.ord] = uint32(ord)
		m.list[ord] = article{num: f.num, time: f.time, undated: s.Undated(f.ord), length: s.lengths[f.ord]}
	}
}

// begin sets a cursor on each segment's first term.
func (m *merger) begin() {
	for i, s := range m.segs {
		if c := s.cursor(0); c.next() {
			m.cursors = append(m.cursors, segmentCursor{c, i, termKey(c.term)})
		}
	}
	heap.Init(&m.cursors)
}

// next gathers the postings of the next term that a living article holds.
func (m *merger) next() bool {
	for len(m.cursors) > 0 {
		m.term = append(m.term[:0], m.cursors[0].term...)
		m.postings, m.runs, m.stops = m.postings[:0], m.runs[:0], 0
		for len(m.cursors) > 0 && bytes.Equal(m.cursors[0].term, m.term) {
			m.take(m.cursors[0])
			if m.cursors[0].next() {
				m.cursors[0].key = termKey(m.cursors[0].term)
				heap.Fix(&m.cursors, 0)
			} else {
				heap.Pop(&m.cursors)
			}
		}
		if len(m.postings) > 0 && m.term[0] != 0 {
			return true
		}
	}
	return false
}

// take adds the postings of one segment.
func (m *merger) take(c segmentCursor) {
	p := c.postings()
	before := len(m.postings)
	to := m.ords[c.seg]
	for m.decoder.reset(p); m.decoder.next(); {
		classes := m.decoder.classes()
		for i, ord := range m.decoder.block() {
			if n := to[ord]; n != gone {
				m.postings = append(m.postings, newPosting(n, classes[i]))
			}
		}
	}
	if p.Stop {
		m.stops += len(m.postings) - before
	}
	m.runs = append(m.runs, len(m.postings))
}

// sort merges the runs of the segments, two by two. Segments that follow one
// another in time need no merging, only the right order.
func (m *merger) sort() {
	for len(m.runs) > 1 {
		out := m.spare[:0]
		runs := m.runs[:0]
		start := 0
		for i := 0; i < len(m.runs); i += 2 {
			a := m.postings[start:m.runs[i]]
			start = m.runs[i]
			var b []posting
			if i+1 < len(m.runs) {
				b = m.postings[start:m.runs[i+1]]
				start = m.runs[i+1]
			}
			out = mergeRuns(out, a, b)
			runs = append(runs, len(out))
		}
		m.postings, m.spare, m.runs = out, m.postings, runs
	}
}

func mergeRuns(out, a, b []posting) []posting {
	if len(a) > 0 && len(b) > 0 && b[len(b)-1] < a[0] {
		a, b = b, a
	}
	if len(a) == 0 || len(b) == 0 || a[len(a)-1] < b[0] {
		return append(append(out, a...), b...)
	}
	for len(a) > 0 && len(b) > 0 {
		if a[0] < b[0] {
			out = append(out, a[0])
			a = a[1:]
		} else {
			out = append(out, b[0])
			b = b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// cursors is a heap of segments by their next term, those of the same term in
// the segments' order.
type cursors []segmentCursor

type segmentCursor struct {
	*cursor
	seg int
	key uint64 // of the term
}

func (c cursors) Len() int { return len(c) }
func (c cursors) Less(i, j int) bool {
	if c[i].key != c[j].key {
		return c[i].key < c[j].key
	}
	if d := bytes.Compare(c[i].term, c[j].term); d != 0 {
		return d < 0
	}
	return c[i].seg < c[j].seg
}
func (c cursors) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c *cursors) Push(x any)   { *c = append(*c, x.(segmentCursor)) }
func (c *cursors) Pop() any {
	old := *c
	last := old[len(old)-1]
	*c = old[:len(old)-1]
	return last
}
