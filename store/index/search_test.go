package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"newsreader/store/token"
)

// searcherOf indexes articles numbered from 1, a day apart, each in a segment
// of its own if apart.
func searcherOf(t *testing.T, apart bool, texts ...Text) *Searcher {
	t.Helper()
	a := token.New()
	s := &Searcher{}
	var entries []Entry
	for i, text := range texts {
		entries = append(entries, Entry{Num: uint32(i + 1), Time: int64(i) * 86400, Doc: Analyze(a, text)})
	}
	if !apart {
		s.Segments = append(s.Segments, mustOpen(t, Build(entries, nil, 0)))
		return s
	}
	for i := range entries {
		s.Segments = append(s.Segments, mustOpen(t, Build(entries[i:i+1], nil, 0)))
	}
	return s
}

func (s *Searcher) mustSearch(t *testing.T, r Request) *Hits {
	t.Helper()
	h, err := s.Search(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	if h.Open {
		h, _ = s.mustSettle(t, r.Root, h, 0, 0)
	}
	return h
}

func (s *Searcher) mustSettle(t *testing.T, root Node, open *Hits, enough, look int) (found, left *Hits) {
	t.Helper()
	found, left, err := s.Settle(context.Background(), root, open, enough, look, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found, left
}

// terms makes a query of words that all must be there.
func terms(words ...string) And {
	var all And
	for _, w := range words {
		all = append(all, Terms{w})
	}
	return all
}

func TestRanking(t *testing.T) {
	filler := strings.Repeat("of this and that much more is said here ", 5)
	for _, apart := range []bool{false, true} {
		s := searcherOf(t, apart,
			Text{Title: "Weather", Body: filler + "a whale was seen"},       // 1: once
			Text{Title: "Weather", Body: filler + "a whale, whale, whale"},  // 2: often
			Text{Title: "A whale", Body: filler + "and that was it, whale"}, // 3: in the title
			Text{Title: "Weather", Body: filler + filler + "no fish"},       // 4: not
			Text{Title: "Weather", Body: filler + "a whale was seen"},       // 5: once, later
			Text{Title: "Weather", Body: filler + filler + "a whale seen"},  // 6: once in more
			Text{Title: "Weather", Body: filler, Source: "Whale"})           // 7: the source
		for _, now := range []int64{0, 7 * 86400, 1 << 40} {
			h := s.mustSearch(t, Request{Root: terms("whale"), Now: now})
			want := []uint32{3, 2, 5, 1}
			if got := h.Nums[:4]; !slices.Equal(got, want) {
				t.Errorf("apart %v, now %d: order %v, should be %v", apart, now, got, want)
			}
			if h.Len() != 6 || h.Score(0) > 1 || h.Score(5) <= 0 || h.Score(6) != 0 {
				t.Errorf("%d hits, scores %v to %v", h.Len(), h.Score(0), h.Score(5))
			}
		}
		h := s.mustSearch(t, Request{Root: terms("whale"), Order: NewestFirst})
		if want := []uint32{7, 6, 5, 3, 2, 1}; !slices.Equal(h.Nums, want) || h.Score(0) != 0 {
			t.Errorf("apart %v: newest first %v, should be %v", apart, h.Nums, want)
		}
	}
}

func TestPhrasePlaces(t *testing.T) {
	s := searcherOf(t, false,
		Text{Title: "white house", Body: "nothing"},
		Text{Title: "white", Body: "house"},
		Text{Body: "the house is white"},
		Text{Body: "a white dog and a house"},
		Text{Body: strings.Repeat("word ", 200) + "white house"},
		Text{Body: "white", Source: "House"},
		Text{Body: "a white, white house and a house of white"})
	var asked []uint32
	var together sync.Mutex
	phrase := Phrase{Words: []Terms{{"white"}, {"hous", "house"}}, Verify: func(num uint32) bool {
		together.Lock()
		defer together.Unlock()
		asked = append(asked, num)
		return num != 7
	}}
	h := s.mustSearch(t, Request{Root: phrase, Order: OldestFirst})
	if want := []uint32{1, 5, 6}; !slices.Equal(h.Nums, want) {
		t.Errorf("found %v, should be %v", h.Nums, want)
	}
	// 6 must be asked about: the index doesn't know where in the source, or
	// in the text, a word is that the source alone has.
	slices.Sort(asked) // two ask at a time
	if want := []uint32{1, 5, 6, 7}; !slices.Equal(asked, want) {
		t.Errorf("asked about %v, should be %v", asked, want)
	}
}

func TestSettleIsBounded(t *testing.T) {
	texts := slices.Repeat([]Text{{Body: "white house"}}, 100)
	for _, apart := range []bool{false, true} {
		s := searcherOf(t, apart, texts...)
		var asked atomic.Int32
		phrase := Phrase{Words: []Terms{{"white"}, {"hous", "house"}}, Verify: func(num uint32) bool {
			asked.Add(1)
			return num%2 == 0
		}}
		open, err := s.Search(context.Background(), Request{Root: phrase})
		if err != nil || asked.Load() != 0 || open.Len() != 100 || !open.Open {
			t.Errorf("%v, asked %d times, found %d", err, asked.Load(), open.Len())
		}
		found, left := s.mustSettle(t, phrase, open, 0, 10)
		if asked.Load() != 10 || found.Len() != 5 || found.Open || left.Len() != 90 || !left.Open {
			t.Errorf("asked %d times, found %d, %d are left", asked.Load(), found.Len(), left.Len())
		}
		// The other goroutine may go on until it hears of the last one found.
		found, left = s.mustSettle(t, phrase, open, 7, 0)
		if n := asked.Load() - 10; n < 13 || found.Len() < 7 || found.Len() > (int(n)+1)/2 || left.Len() != 100-int(n) {
			t.Errorf("asked %d times, found %d, %d are left", n, found.Len(), left.Len())
		}
		again, rest := s.mustSettle(t, phrase, left, 0, 0)
		if all := found.Join(again); all.Len() != 50 || rest.Open || all.Score(49) != open.Score(open.Len()-1) {
			t.Errorf("found %d, %v, the last with a score of %v", all.Len(), rest.Open, all.Score(49))
		}
		over := make(chan struct{})
		close(over)
		for _, root := range []Node{phrase, Not{Not{phrase}}} {
			found, left, err := s.Settle(context.Background(), root, open, 0, 0, over)
			if err != nil || found.Len() != 0 || left.Len() != 100 {
				t.Errorf("%v, found %d, %d are left when time is over", err, found.Len(), left.Len())
			}
		}
		asked.Store(0)
		// What other conditions exclude isn't asked about.
		s.mustSearch(t, Request{Root: And{phrase, Period{0, 3 * 86400}, Not{Terms{"white"}}}})
		s.mustSearch(t, Request{Root: And{phrase, Set{func(num uint32) bool { return num == 7 }}}})
		if asked.Load() != 1 {
			t.Errorf("asked %d times", asked.Load())
		}
	}
}

func TestCancel(t *testing.T) {
	s := searcherOf(t, false, slices.Repeat([]Text{{Body: "white house"}}, 1000)...)
	for _, below := range []func(Node) Node{func(n Node) Node { return n }, func(n Node) Node { return Not{Not{n}} }} {
		ctx, cancel := context.WithCancel(context.Background())
		var asked atomic.Int32
		var together sync.Mutex
		root := below(Phrase{Words: []Terms{{"white"}}, Verify: func(uint32) bool {
			together.Lock() // so that the other goroutine can't go on before cancel is called
			defer together.Unlock()
			if asked.Add(1) == 3 {
				cancel()
			}
			return true
		}})
		open, err := s.Search(ctx, Request{Root: root})
		if err != nil || open.Len() != 1000 {
			t.Fatalf("%v, found %d", err, open.Len())
		}
		_, _, err = s.Settle(ctx, root, open, 0, 0, nil)
		if n := asked.Load(); !errors.Is(err, context.Canceled) || n < 3 || n > 4 { // two ask at a time
			t.Errorf("%v after asking %d times", err, n)
		}
		if _, err := s.Search(ctx, Request{Root: root}); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if _, err := s.Similar(ctx, Likeness{Terms: []Weighted{{"white", 1}}, Best: 1}); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
}

// A store without articles, and segments without.
func TestEmpty(t *testing.T) {
	for _, s := range []*Searcher{{}, {Segments: []*Segment{mustOpen(t, Build(nil, nil, 0)), mustOpen(t, Merge(nil, nil, nil, 0))}}} {
		for _, root := range []Node{nil, And{}, Terms{"a"}, Terms{}, Prefix(""), Prefix("a"), Phrase{}, Period{0, 1}, Not{nil}} {
			if h := s.mustSearch(t, Request{Root: root}); h.Len() != 0 {
				t.Errorf("%v finds %d articles", root, h.Len())
			}
		}
		a := Likeness{Terms: []Weighted{{"a", 1}}, Best: 3, Scale: 3}
		lists, err := s.Similar(context.Background(), a, a)
		if err != nil || len(lists) != 2 || len(lists[0]) != 0 {
			t.Error(lists, err)
		}
		if n := s.Frequencies([]string{"a", ""}, 1); n[0] != 0 || n[1] != 0 {
			t.Error(n)
		}
	}
}

// Searches at the same time don't disturb one another: they use the same
// memory again. The race detector looks on.
func TestTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	m := randomModel(t, r, 100, false, 300, 200, 500)
	var nodes []Node
	var want [][]uint32
	for len(nodes) < 20 {
		nodes = append(nodes, m.randomNode(r, 100, 2))
		want = append(want, m.search(nodes[len(nodes)-1]))
	}
	l := Likeness{Terms: []Weighted{{"w1x", 1}, {"w9x", 2}}, Best: 9}
	like, _ := m.Similar(context.Background(), l)
	var wait sync.WaitGroup
	for g := range 4 {
		wait.Go(func() {
			for i := range nodes {
				i = (i + 5*g) % len(nodes)
				h := m.mustSearch(t, Request{Root: nodes[i], Order: Order(g % 3)})
				if got := slices.Sorted(slices.Values(h.Nums)); !slices.Equal(got, want[i]) {
					t.Errorf("%#v: %d articles, should be %d", nodes[i], len(got), len(want[i]))
				}
				if got, _ := m.Similar(context.Background(), l); fmt.Sprint(got) != fmt.Sprint(like) {
					t.Errorf("%v, should be %v", got, like)
				}
			}
		})
	}
	wait.Wait()
}

func TestFrequencies(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	m := randomModel(t, r, 200, true, 900, 300, 50)
	asked := []string{"w1x", "nowhere", "w0x", InTitle + "w2x", "w1x", "", "w150x"}
	counts := m.Frequencies(asked, 0)
	sampled := m.Frequencies(asked, 1)
	count, total := m.Counter(0)
	if total != 1250 {
		t.Errorf("%d articles", total)
	}
	for i, term := range asked {
		want := uint32(0)
		for _, a := range m.list {
			if _, ok := a.terms[term]; ok {
				want++
			}
		}
		if got := count([]byte(term)); counts[i] != want || got != want {
			t.Errorf("%q is in %d and %d articles, should be %d", term, counts[i], got, want)
		}
		if off := math.Abs(float64(sampled[i]) - float64(want)); off > 30+float64(want)/5 {
			t.Errorf("%q is in %d articles, by the largest segment in %d", term, want, sampled[i])
		}
	}
}

// A norm that the whole store's frequencies were used for is that of the
// store in one segment.
func TestNormsOfTheStore(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 10))
	a := token.New()
	var entries []Entry
	for i, text := range randomTexts(r, 500, 300) {
		entries = append(entries, Entry{Num: uint32(i + 1), Time: int64(i), Doc: Analyze(a, text)})
	}
	whole := mustOpen(t, Build(entries, nil, 0))
	first := &Searcher{Segments: []*Segment{mustOpen(t, Build(entries[:490], nil, 0))}}
	df, total := first.Counter(0)
	rest := mustOpen(t, Build(entries[490:], df, total))
	merged := mustOpen(t, Merge([]*Segment{rest}, nil, df, total))
	for ord := range uint32(10) {
		want := whole.InverseNorm(490 + ord)
		for _, s := range []*Segment{rest, merged} {
			if got := s.InverseNorm(ord); math.Abs(float64(got/want)-1) > 0.005 {
				t.Errorf("article %d: inverse norm %v, should be %v", 490+ord, got, want)
			}
		}
	}
}

// What is typed of a word finds what a prefix finds, but for a few articles
// that don't have it in the title.
func TestTypedMissesFew(t *testing.T) {
	missed := 0
	for round := range 12 {
		r := rand.New(rand.NewPCG(uint64(round), 12))
		m := randomModel(t, r, []int{300, 3000}[round%2], false, 1500, 1+r.IntN(300))
		for _, within := range []Node{And{}, Terms{"w1x", "w2x"}, Prefix("w1")} {
			for _, begun := range []string{"w", "w1", "w2", "w29", InTitle + "w1", InSource + "w"} {
				exact := m.mustSearch(t, Request{Root: And{within, Prefix(begun)}})
				typed := m.mustSearch(t, Request{Root: And{within, Typed(begun)}})
				found := map[uint32]bool{}
				for _, num := range typed.Nums {
					found[num] = true
				}
				less := 0
				for _, num := range exact.Nums {
					if found[num] {
						continue
					}
					less++
					for term := range m.article(num).terms {
						if strings.HasPrefix(term, InTitle+begun) {
							t.Fatalf("article %d is missed, which has %q", num, term)
						}
					}
				}
				if typed.Len()+less != exact.Len() || less > 0 && !typed.Rough || less*roughly > len(m.list) {
					t.Fatalf("%q finds %d of %d, %d missed, rough: %v", begun, typed.Len(), exact.Len(), less, typed.Rough)
				}
				missed += less
			}
		}
	}
	if missed == 0 {
		t.Error("nothing was ever missed")
	}
}
