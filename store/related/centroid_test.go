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
