package store

import "github.com/RoaringBitmap/roaring/v2"

// Set is an immutable set of articles. The nil Set is empty.
type Set struct{ nums *roaring.Bitmap }

// Len returns the number of articles in the set.
func (s *Set) Len() int {
	if s == nil {
		return 0
	}
	return int(s.nums.GetCardinality())
}

// Union returns the set of the articles that are in s, in t or in both.
func (s *Set) Union(t *Set) *Set {
	switch {
	case s.Len() == 0:
		return t
	case t.Len() == 0:
		return s
	}
	return &Set{roaring.Or(s.nums, t.nums)}
}

func (s *Set) contains(num uint32) bool { return s != nil && s.nums.Contains(num) }
