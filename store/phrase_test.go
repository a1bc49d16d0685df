package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"newsreader/store/query"
	"newsreader/store/token"
)

func soughtOf(t testing.TB, words string) *soughtPhrase {
	t.Helper()
	q, err := query.Parse(`"`+words+`"`, query.Options{})
	if err != nil || len(q.Phrases()) != 1 {
		t.Fatalf("%q: %v, %v", words, q, err)
	}
	return newSoughtPhrase(q.Phrases()[0])
}

func newFinder() (f *phraseFinder) {
	phraseFinders.with(func(one *phraseFinder) { f = one })
	return f
}

func TestPhraseInText(t *testing.T) {
	f := newFinder()
	for _, c := range []struct {
		text, phrase string
		want         bool
	}{
		{"The Prime Minister said", "prime minister", true},
		{"the prime\nminister", "prime minister", true},
		{"the prime .......................... minister", "prime minister", true},
		{"Russia’s troops left", "russia troops", true},
		{"Russia's troops left", "russia troops", true},
		{"U.S. troops left", "us troops", true},
		{"Don't panic", "don't panic", true},
		{"Don’t panic", "dont panic", true},
		{"1,000 men", "1000 men", true},
		{"3.5 million", "3.5 million", true},
		{"3.5 million", "5 million", false},
		{"plan—s of", "plan s", true},
		{"the plan's of", "plan of", true},
		{"the plan's of", "plan s", false},
		{"end.Begin", "end begin", true},
		{"ftp://host.example/some/path minister", "example minister", true},
		{"prime and other numbers, minister of nothing", "prime minister", false},
		{"a minister, prime", "prime minister", false},
		{"Primeval. prime ministers. subprime minister", "prime minister", false},
		{"prime … and so on. prime “minister”", "prime minister", true},
		{"aa aaa aab", "aa aab", false},
		{"aaa aa aab", "aa aab", true},
		{"Le café est ouvert", "cafe est", true},
		{"Ouvert: cafe “est”", "café est", true},
		{"nothing", "prime minister", false},
		{"", "prime minister", false},
		{"prime, minister", "prime", true},
		{"primes", "prime", false},
		{"the end of the beginning of the end", "of the end", true},
	} {
		if got := f.holds(c.text, query.Any, soughtOf(t, c.phrase)); got != c.want {
			t.Errorf("%q in %q: %v", c.phrase, c.text, got)
		}
		if slow := f.marks(c.text, query.Any, soughtOf(t, c.phrase)); slow != c.want {
			t.Errorf("%q in %q: %v when cut whole", c.phrase, c.text, slow)
		}
	}
}

// randomSigns makes texts of few letters and all that parts or joins words.
func randomSigns(r *rand.Rand, n int) string {
	signs := []string{"a", "b", "ab", "S", "s", "A", "1", "10", "'", "’", ".", ",", " ", "\n", "-", "—", "…", "\u200b", "_", ":", "/", "://", "http://", "(", "é", "\"", "&", "\t", "·", "ſ"}
	var b strings.Builder
	for range n {
		b.WriteString(signs[r.IntN(len(signs)-r.IntN(8))])
	}
	return b.String()
}

// What is told without cutting a text into words is what cutting it tells.
func TestPhraseInTextEqualsCutting(t *testing.T) {
	f := newFinder()
	r := rand.New(rand.NewPCG(1, 7))
	found := 0
	for range 30_000 {
		text := randomSigns(r, 1+r.IntN(30))
		var words []string
		f.analyzer.Each(text, unstemmed, func(k token.Token) { words = append(words, string(k.Folded)) })
		if r.IntN(4) == 0 || len(words) == 0 {
			words = strings.Fields("a b s ab 1 10 abs dont")
			r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		}
		from := r.IntN(len(words))
		p := newSoughtPhrase(query.Phrase{Words: words[from:min(len(words), from+1+r.IntN(3))]})
		got, want := f.holds(text, query.Any, p), f.marks(text, query.Any, p)
		if got != want {
			t.Fatalf("%q in %q: %v, should be %v", p.Words, text, got, want)
		}
		if got {
			found++
		}
	}
	if found < 5000 {
		t.Errorf("only %d were found", found)
	}
}

// A result that is open goes on with More, step by step, to what is found at
// once.
func TestMore(t *testing.T) {
	s := newStore(t)
	r := rand.New(rand.NewPCG(2, 7))
	var list []Incoming
	for i := range 800 {
		word := []string{"prime minister", "prime “Minister”", "minister prime", "prime and minister", "prime"}[r.IntN(5)]
		list = append(list, Incoming{Keys: []ID{ID(i + 1)}, Title: fmt.Sprintf("Article %d", i), Published: Time{At: time.Unix(int64(i)*86400, 0).UTC(), Basis: Stated},
			Text: Text{Language: "en", Content: "On Monday " + word + " said so. " + strings.Repeat("More ", r.IntN(2))}})
	}
	mustPut(t, s, list...)
	for _, words := range []string{`"prime minister"`, `"prime minister" -more`, `-"prime minister"`, `monday ("prime minister" OR "minister prime")`, `article -("prime minister" OR "minister prime")`} {
		for _, order := range []Order{BestFirst, NewestFirst, OldestFirst} {
			whole, err := s.Search(t.Context(), View{Order: order}, Query{Text: words})
			if err != nil || whole.Open() || !whole.Counted() {
				t.Fatal(err, whole.Open())
			}
			if whole.Len() < 50 || whole.Len() > 750 {
				t.Errorf("%s: found %d", words, whole.Len())
			}
			part, err := s.Search(t.Context(), View{Order: order}, Query{Text: words, Enough: 10})
			if err != nil || !part.Open() || part.Counted() || part.Len() < 10 {
				t.Fatalf("%s: %v, found %d", words, err, part.Len())
			}
			for part.Open() {
				before := slices.Clone(part.nums)
				more, err := s.More(t.Context(), part, 7)
				if err != nil || !slices.Equal(part.nums, before) || !slices.Equal(more.nums[:len(before)], before) {
					t.Fatalf("%s: %v, or what was found changed", words, err)
				}
				part = more
			}
			if !slices.Equal(part.nums, whole.nums) {
				t.Errorf("%s in order %d: found %d in steps, %d at once", words, order, part.Len(), whole.Len())
			}
		}
	}
	open, err := s.Search(t.Context(), View{}, Query{Text: `"prime minister"`, Enough: 1})
	if err != nil || !open.Open() {
		t.Fatal(err)
	}
	whole, err := s.Search(t.Context(), View{}, Query{Text: `"prime minister"`})
	if err != nil {
		t.Fatal(err)
	}
	if in, err := s.Search(t.Context(), View{Within: open}, Query{Text: "monday"}); err != nil || in.Len() != whole.Len() {
		t.Errorf("%v, within it are %d", err, in.Len())
	}
	if c, err := s.MarkView(t.Context(), MarkRead, View{Within: open}); err != nil || c.Count != whole.Len() {
		t.Errorf("%v, marked %d, should be %d", err, c.Count, whole.Len())
	}
}

func BenchmarkPhraseInText(b *testing.B) {
	text := strings.Repeat("It was said on Monday that a prime and quite large number of ministers would not come back at all. ", 25)
	f, p := newFinder(), soughtOf(b, "prime minister")
	for b.Loop() {
		if f.holds(text, query.Any, p) {
			b.Fatal()
		}
	}
}
