package index

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// TestAround checks that Around finds articles that hold the term, each once,
// enough of them, and those near the time rather than others.
func TestAround(t *testing.T) {
	entries := corpus(3000)
	s := new(Searcher)
	for i := 0; i < len(entries); i += 1000 {
		s.Segments = append(s.Segments, mustOpen(t, Build(entries[i:i+1000], nil, 0)))
		s.Dead = append(s.Dead, nil)
	}
	common := termNear(s.Segments[1], 0.5, 0)
	rare := termNear(s.Segments[1], 0.002, 0)
	all := map[uint32]bool{}
	for _, seg := range s.Segments {
		p, _ := seg.Find([]byte(rare))
		for ord := range p.All() {
			all[seg.Num(ord)] = true
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		at := entries[r.IntN(len(entries))].Time
		found := map[int]map[uint32]bool{0: {}, 1: {}}
		s.Around(Around{Terms: []string{common, rare}, At: at, Within: 1 << 40, Most: 256}, func(term int, num uint32) {
			if found[term][num] {
				t.Fatalf("article %d twice", num)
			}
			found[term][num] = true
		})
		if n := len(found[0]); n < 256 || n >= 256+blockLen {
			t.Errorf("%d articles hold %q", n, common)
		}
		if !maps.Equal(found[1], all) {
			t.Errorf("%q: %v, want %v", rare, found[1], all)
		}
		far := 0
		for num := range found[0] {
			if by := entries[num].Time - at; by > 64*1200 || by < -64*1200 {
				far++
			}
		}
		if far > 0 {
			t.Errorf("%d articles are far off %d", far, at)
		}
	}
	s.Around(Around{Terms: []string{common}, At: entries[0].Time - 1000, Within: 10, Most: 9}, func(int, uint32) {
		t.Error("an article beyond the distance")
	})
}
