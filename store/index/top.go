package index

import (
	"math"
	"slices"
)

// top keeps the best of many, as a heap with the worst of them first.
type top struct {
	limit int
	floor float32
	list  []Like
}

// least is a score below which nothing is taken.
func (t *top) least() float32 {
	switch {
	case t.limit <= 0:
		return math.MaxFloat32
	case len(t.list) < t.limit:
		return t.floor
	}
	return max(t.floor, t.list[0].Score)
}

// takes reports whether l is among the best so far.
func (t *top) takes(l *Like) bool {
	return l.Score > t.floor && t.limit > 0 && (len(t.list) < t.limit || before(l, &t.list[0]))
}

// before orders the best first, of equal ones the newest.
func before(a, b *Like) bool {
	if a.Score != b.Score {
		return a.Score > b.Score
	}
	if a.Time != b.Time {
		return a.Time > b.Time
	}
	return a.Num < b.Num
}

func (t *top) add(l Like) {
	if len(t.list) < t.limit {
		t.list = append(t.list, l)
		for i := len(t.list) - 1; i > 0 && before(&t.list[(i-1)/2], &t.list[i]); i = (i - 1) / 2 {
			t.list[i], t.list[(i-1)/2] = t.list[(i-1)/2], t.list[i]
		}
		return
	}
	t.list[0] = l
	for i := 0; ; {
		child := 2*i + 1
		if child >= len(t.list) {
			return
		}
		if child+1 < len(t.list) && before(&t.list[child], &t.list[child+1]) {
			child++
		}
		if !before(&t.list[i], &t.list[child]) {
			return
		}
		t.list[i], t.list[child] = t.list[child], t.list[i]
		i = child
	}
}

// sorted returns the best, as many as there may be.
func (t *top) sorted() []Like {
	slices.SortFunc(t.list, func(a, b Like) int {
		if before(&a, &b) {
			return -1
		}
		return 1
	})
	return t.list[:min(len(t.list), max(t.limit, 0))]
}
