package index

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Of articles that are equally like one, those come that belong in front,
// whichever goroutine finds which first.
func TestSimilarEquals(t *testing.T) {
	s := &Searcher{}
	entries := corpus(640)
	for i := range entries {
		entries[i].Num, entries[i].Doc, entries[i].Time = uint32(i), entries[0].Doc, int64(i%2)*5
	}
	for part := range slices.Chunk(entries, 64) {
		s.Segments = append(s.Segments, mustOpen(t, Build(part, nil, 0)))
	}
	l := Likeness{Terms: []Weighted{{termNear(s.Segments[0], 1, 0), 1}}, Best: 5}
	want := []uint32{1, 3, 5, 7, 9} // the newest, and of those the lowest numbers
	for range 20 {
		lists, err := s.Similar(context.Background(), l, l)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range lists {
			if got := nums(list); !slices.Equal(got, want) {
				t.Fatalf("%v, want %v", got, want)
			}
		}
	}
}

func nums(list []Like) (nums []uint32) {
	for _, l := range list {
		nums = append(nums, l.Num)
	}
	return nums
}

// The few articles of a segment that are old enough are compared by all terms,
// if by their heaviest ones they are like enough.
func TestFewOfASegment(t *testing.T) {
	entries := corpus(1200)
	for i := range 5 {
		entries[i].Time = 1 << 30
	}
	s := &Searcher{Segments: []*Segment{mustOpen(t, Build(entries, nil, 0))}}
	seg := s.Segments[0]
	l := Likeness{At: 1 << 30, Scale: 3, Best: 9}
	for term := range entries[2].Doc.Words() {
		if p, ok := seg.Find(term); ok && p.DF > 1 {
			l.Terms = append(l.Terms, Weighted{string(term), float32(IDF(p.DF, seg.docs))})
		}
	}
	if len(l.Terms) < 3*heaviest {
		t.Fatalf("%d terms", len(l.Terms))
	}
	find := func(l Likeness) Like {
		lists, err := s.Similar(context.Background(), l, Likeness{}, l)
		if err != nil || len(lists[0]) == 0 || !slices.Equal(lists[0], lists[2]) {
			t.Fatal(lists, err)
		}
		return lists[0][0]
	}
	all := find(l)
	if all.Num != entries[2].Num {
		t.Fatalf("found %+v", all)
	}
	l.From, l.Until = 1<<30-10, 1<<30+10
	if few := find(l); few.Num != all.Num || math.Abs(float64(few.Likeness/all.Likeness)-1) > 1e-5 {
		t.Errorf("found %+v, want %+v", few, all)
	}
	l.Floor = 2 * all.Score
	if lists, _ := s.Similar(context.Background(), l); len(lists[0]) > 0 {
		t.Errorf("found %+v", lists)
	}
}

func TestAtLeast(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for round := range 500 {
		sums := make([]float32, r.IntN(40))
		for i := range sums {
			sums[i] = float32(r.IntN(1+round%50)) * r.Float32()
		}
		for _, least := range []float32{0, 0.5, 20, slices.Max(append(sums, 0))} {
			want := []uint32{7}
			for i, s := range sums {
				if s > 0 && s >= least {
					want = append(want, uint32(i))
				}
			}
			if got := atLeast([]uint32{7}, sums, least); !slices.Equal(got, want) {
				t.Fatal(fmt.Sprint(sums, " at least ", least, ": ", got, ", want ", want))
			}
		}
	}
}
