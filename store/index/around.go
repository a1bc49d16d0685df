package index

import (
	"cmp"
	"slices"
)

// Around asks for a sample of the articles that hold each of some terms, about
// as they are near a time.
type Around struct {
	Terms  []string
	At     int64
	Within int64 // seconds, to either side; segments that are farther off are left out
	// Most is how many articles are wanted for each term. It may be exceeded by
	// less than a block of postings.
	Most int
}

// Around calls fn with numbers of articles that hold the term of an index.
// They are near a.At as far as whole blocks of postings allow, those of the
// nearest segment first.
func (s *Searcher) Around(a Around, fn func(term int, num uint32)) {
	byTerm := make([]int, len(a.Terms))
	for i := range byTerm {
		byTerm[i] = i
	}
	slices.SortFunc(byTerm, func(i, j int) int { return cmp.Compare(a.Terms[i], a.Terms[j]) })
	sorted := make([][]byte, len(a.Terms))
	for i, at := range byTerm {
		sorted[i] = []byte(a.Terms[at])
	}
	counts := make([]int, len(sorted))
	var d decoder
	for _, i := range s.nearest(a.At, a.Within) {
		if !slices.ContainsFunc(counts, func(n int) bool { return n < a.Most }) {
			return
		}
		seg, dead := s.Segments[i], s.dead(i)
		at, _ := seg.Range(a.At, a.At+1)
		seg.FindAll(sorted, func(t int, p Postings) {
			if counts[t] >= a.Most {
				return
			}
			for d.seekBefore(p, at); counts[t] < a.Most && d.next(); {
				classes := d.classes()
				for k, ord := range d.block() {
					if classes[k] != noText && !dead.Has(ord) {
						counts[t]++
						fn(byTerm[t], seg.Num(ord))
					}
				}
			}
		})
	}
}

// nearest returns the segments by their distance from a time.
func (s *Searcher) nearest(at, within int64) (order []int) {
	for i, seg := range s.Segments {
		if seg.docs > 0 && seg.distance(at) <= within {
			order = append(order, i)
		}
	}
	s.nearestFirst(order, at)
	return order
}

// nearestFirst sorts segments by how far from a time the middle half of their
// articles is. Some articles are years older than what they came with: by the
// first and the last one, most segments would be near to everything.
func (s *Searcher) nearestFirst(order []int, at int64) {
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(s.Segments[i].middleDistance(at), s.Segments[j].middleDistance(at))
	})
}

func (s *Segment) middleDistance(at int64) int64 {
	if s.docs == 0 {
		return 0
	}
	quarter := s.docs / 4
	return max(s.Time(quarter)-at, at-s.Time(s.docs-1-quarter), 0)
}

// distance is how many seconds lie between a time and the segment.
func (s *Segment) distance(at int64) int64 {
	return max(s.First()-at, at-s.Last(), 0)
}

// seekBefore begins a list at the block before that where ord is or would be.
func (d *decoder) seekBefore(p Postings, ord uint32) {
	d.reset(p)
	index, at, base := d.index, d.at, d.base
	for full := int(p.DF) / blockLen; d.index < full; {
		skip, ok := d.skip()
		last := skip & (MaxDocs - 1)
		if !ok || last >= ord {
			break
		}
		index, at, base = d.index, d.at, d.base
		d.at += packedLen(blockLen, uint(skip>>skipWidth&31)) + d.p.form.size(blockLen)
		d.index, d.base = d.index+1, last+1
	}
	d.index, d.at, d.base = index, at, base
}
