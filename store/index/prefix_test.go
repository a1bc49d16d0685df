package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A prefix finds the articles that have a term with it and no others: terms of
// nearly all articles and of single ones, alone and beside other conditions,
// in segments of any size.
func TestPrefixFindsAll(t *testing.T) {
	for _, docs := range []int{1, 200, 5000, window + 300} {
		r := rand.New(rand.NewPCG(uint64(docs), 3))
		var vocabulary []string
		var part []float64 // of the articles that have each
		for i := range 60 {
			vocabulary = append(vocabulary, fmt.Sprintf("%c%c%02d", 'a'+i%3, 'a'+i%5, i))
			part = append(part, []float64{0.9, 0.3, 0.02, 0.001, 1.5 / float64(docs)}[r.IntN(5)])
		}
		var c collector
		var entries []Entry
		has := make([][]string, docs+1) // by number
		for num := 1; num <= docs; num++ {
			c.reset()
			for i, word := range vocabulary {
				if r.Float64() < part[i] {
					c.add(0, []byte(word)).tf++
					has[num] = append(has[num], word)
				}
			}
			entries = append(entries, Entry{Num: uint32(num), Time: int64(num), Doc: c.doc()})
		}
		s := &Searcher{Segments: []*Segment{mustOpen(t, Build(entries, nil, 0))}}
		holds := func(num uint32, prefix string) bool {
			return slices.ContainsFunc(has[num], func(word string) bool { return strings.HasPrefix(word, prefix) })
		}
		prefixes := []string{"a", "b", "ab", "ce", "d", ""}
		if docs <= 5000 {
			prefixes = append(prefixes, vocabulary[20:]...)
		}
		for i, prefix := range prefixes {
			word := vocabulary[i]
			in := func(num uint32) bool { return holds(num, prefix) }
			both := func(num uint32) bool { return holds(num, word) && in(num) }
			without := func(num uint32) bool { return holds(num, word) && !in(num) }
			for _, c := range []struct {
				root Node
				want func(uint32) bool
			}{{Prefix(prefix), in}, {And{Terms{word}, Prefix(prefix)}, both}, {And{Terms{word}, Not{Prefix(prefix)}}, without}} {
				got := s.mustSearch(t, Request{Root: c.root, Order: OldestFirst}).Nums
				var want []uint32
				for num := range uint32(docs) {
					if c.want(num + 1) {
						want = append(want, num+1)
					}
				}
				if !slices.Equal(got, want) {
					t.Fatalf("%d articles, %#v: %d found, %d have it", docs, c.root, len(got), len(want))
				}
			}
		}
	}
}

// Blocks that hold none of the articles asked about are left out, and those
// of which only the last one is asked about are not.
func TestPrefixFindsTheLastOfABlock(t *testing.T) {
	var c collector
	var entries []Entry
	for num := uint32(1); num <= 3*blockLen+1; num++ {
		c.reset()
		c.add(0, []byte("every")).tf++
		if num%blockLen == 0 {
			c.add(0, []byte("last")).tf++
		}
		entries = append(entries, Entry{Num: num, Time: int64(num), Doc: c.doc()})
	}
	s := &Searcher{Segments: []*Segment{mustOpen(t, Build(entries, nil, 0))}}
	got := s.mustSearch(t, Request{Root: And{Terms{"last"}, Prefix("ev")}, Order: OldestFirst})
	if want := []uint32{blockLen, 2 * blockLen, 3 * blockLen}; !slices.Equal(got.Nums, want) {
		t.Errorf("%d found, not %d", got.Nums, want)
	}
}
