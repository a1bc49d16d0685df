package index

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// Walking finds what looking up one by one finds, whatever is left out and
// whatever isn't there.
func TestWalkEqualsFind(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for round := range 200 {
		w := newWriter(10, 0)
		there := randomTerms(r, round)
		for i, term := range there {
			w.term(term, false, []posting{newPosting(uint32(i%10), 1)})
		}
		s := mustOpen(t, w.finish(make10()))
		asked := append(randomTerms(r, round), there...)
		slices.SortFunc(asked, bytes.Compare)
		walk := s.walker()
		for _, term := range asked {
			if r.IntN(3) == 0 {
				continue
			}
			for range 1 + r.IntN(2) {
				got, ok := walk.find(term)
				want, found := s.Find(term)
				if ok != found || got.ord != want.ord {
					t.Fatalf("%q: %d %v, should be %d %v", term, got.ord, ok, want.ord, found)
				}
			}
		}
		if few, many := findBoth(s, asked); few != many {
			t.Fatalf("found %s by looking up, %s by walking", few, many)
		}
	}
}

func findBoth(s *Segment, terms [][]byte) (few, many string) {
	s.findFew(terms, func(i int, p Postings) { few += fmt.Sprint(i, p.ord, " ") })
	s.FindAll(terms, func(i int, p Postings) { many += fmt.Sprint(i, p.ord, " ") })
	return few, many
}

// randomTerms makes sorted terms that share much.
func randomTerms(r *rand.Rand, n int) (terms [][]byte) {
	for range n {
		term := make([]byte, 1+r.IntN(1+r.IntN(30)))
		for i := range term {
			term[i] = byte('a' + r.IntN(1+r.IntN(3)))
		}
		terms = append(terms, term)
	}
	slices.SortFunc(terms, bytes.Compare)
	return slices.CompactFunc(terms, bytes.Equal)
}

func make10() []article {
	list := make([]article, 10)
	for i := range list {
		list[i] = article{num: uint32(10 - i)}
	}
	return list
}
