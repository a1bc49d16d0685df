package related

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// What stays is what sorting by weight, then by hash, leaves in front.
func TestHeaviest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		list := make([]entry, r.IntN(100))
		for i := range list {
			list[i] = entry{uint32(i), float64(r.IntN(1 + r.IntN(60)))}
		}
		n := 1 + r.IntN(50)
		want := slices.Clone(list)
		slices.SortFunc(want, func(a, b entry) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.hash, b.hash))
		})
		want = want[:min(n, len(want))]
		slices.SortFunc(want, func(a, b entry) int { return cmp.Compare(a.hash, b.hash) })
		if got := heaviest(slices.Clone(list), n); !slices.Equal(got, want) {
			t.Fatalf("%d of %v: %v, want %v", n, list, got, want)
		}
	}
}

func BenchmarkJoin(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func() Centroid {
		list := make([]entry, centroidTerms)
		for i := range list {
			list[i] = entry{r.Uint32N(200), r.Float64()}
		}
		slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.hash, b.hash) })
		return pack(slices.CompactFunc(list, func(a, b entry) bool { return a.hash == b.hash }), 0)
	}
	x, y := random(), random()
	for b.Loop() {
		Join(x, 3, y, 1)
	}
}

func TestLeaveTakesBackJoin(t *testing.T) {
	a, b := centroidOf(0, "one", "two"), centroidOf(4, "two", "three")
	for _, n := range []int{1, 3, 20} {
		rest := Leave(Join(a, n, b, 1), n+1, b)
		// A weight is kept in 255 steps, each of which counts n times when the
		// mean is taken apart.
		most := float64(n+1) / float64(n) / 255
		both(rest, a, func(hash uint32, x, y float64) {
			if diff := x - y; diff > most || -diff > most {
				t.Errorf("of %d articles, term %x weighs %.4f, want %.4f", n, hash, x, y)
			}
		})
		if got := rest.time(); got > 1 || got < -1 {
			t.Errorf("of %d articles, the mean time is %v", n, got)
		}
	}
	undated := NewCentroid(vectorOf("one"), 77, true)
	if got := Leave(Join(b, 2, undated, 1), 3, undated).time(); got != 4*86400 {
		t.Errorf("without an article that has no time, the mean time is %v", got)
	}
	if got := Leave(a, 1, a); got != nil {
		t.Errorf("without its only article a story has %d terms", got.len())
	}
}
