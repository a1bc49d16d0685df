package index

import (
	"bytes"
	"cmp"
	"slices"
)

// Frequencies returns in how many articles each term occurs. With sample above
// 0 it looks into that many of the largest segments only, and takes them for
// all.
func (s *Searcher) Frequencies(terms []string, sample int) []uint32 {
	segs := s.largest(sample)
	var seen uint64
	for _, seg := range segs {
		seen += uint64(seg.docs)
	}
	byTerm := make([]int, len(terms))
	for i := range byTerm {
		byTerm[i] = i
	}
	slices.SortFunc(byTerm, func(a, b int) int { return cmp.Compare(terms[a], terms[b]) })
	sorted := make([][]byte, len(terms))
	for i, at := range byTerm {
		sorted[i] = []byte(terms[at])
	}
	counts := make([]uint32, len(terms))
	for _, seg := range segs {
		seg.FindAll(sorted, func(i int, p Postings) { counts[byTerm[i]] += p.DF })
	}
	if all := uint64(s.Articles()); seen < all {
		for i := range counts {
			counts[i] = uint32(uint64(counts[i]) * all / max(seen, 1))
		}
	}
	return counts
}

func (s *Searcher) largest(n int) []*Segment {
	if n <= 0 || n >= len(s.Segments) {
		return s.Segments
	}
	segs := slices.Clone(s.Segments)
	slices.SortStableFunc(segs, func(a, b *Segment) int { return cmp.Compare(b.docs, a.docs) })
	return segs[:n]
}

// Counter returns a function that Build and Merge can take for df, with its
// total. It is quick if asked for terms in order, as they do. See Frequencies
// for sample.
func (s *Searcher) Counter(sample int) (df func(term []byte) uint32, total uint32) {
	segs := s.largest(sample)
	var seen uint64
	for _, seg := range segs {
		seen += uint64(seg.docs)
	}
	all := s.Articles()
	var walkers []*walker
	var last []byte
	return func(term []byte) uint32 {
		if len(walkers) == 0 || bytes.Compare(term, last) < 0 {
			walkers = walkers[:0]
			for _, seg := range segs {
				walkers = append(walkers, seg.walker())
			}
		}
		last = append(last[:0], term...)
		var n uint64
		for _, w := range walkers {
			if p, ok := w.find(term); ok {
				n += uint64(p.DF)
			}
		}
		return uint32(n * uint64(all) / max(seen, 1))
	}, all
}
