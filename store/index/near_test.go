package index

import (
	"cmp"
	"context"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"newsreader/store/token"
)

// nearModel is Near by looking at each pair of articles.
type nearModel struct {
	*Searcher
	Nearby
}

// classes returns the class bytes of an article's plain terms, but for those
// that are function words.
func classes(s *Segment) []map[string]byte {
	list := make([]map[string]byte, s.Len())
	for i := range list {
		list[i] = map[string]byte{}
	}
	s.Prefix(nil, func(term []byte, p Postings) bool {
		for ord, class := range p.All() {
			if term[0] >= 0x20 && class != noText {
				list[ord][string(term)] = class
			}
		}
		return true
	})
	return list
}

// heavy returns an article's terms, the heaviest first.
func (m *nearModel) heavy(classes map[string]byte) []Heavy {
	fresh := m.Segments[len(m.Segments)-1]
	var list []Heavy
	squares := 0.0
	for term, class := range classes {
		p, _ := fresh.Find([]byte(term))
		if p.Stop {
			continue
		}
		idf := IDF(p.DF, uint32(fresh.Len()))
		list = append(list, Heavy{term, float32(Damped(class) * idf), float32(idf)})
		squares += Damped(class) * idf * Damped(class) * idf
	}
	slices.SortFunc(list, func(a, b Heavy) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Term, b.Term))
	})
	list = list[:min(m.Terms, len(list))]
	for i := range list {
		list[i].Weight /= float32(math.Sqrt(max(squares, 1e-9)))
	}
	return list
}

// likes returns what scores above the floor.
func (m *nearModel) likes(ord uint32, terms []Heavy, all [][]map[string]byte) map[uint32]float32 {
	last := len(m.Segments) - 1
	fresh := m.Segments[last]
	likes := map[uint32]float32{}
	for i, seg := range m.Segments {
		for o := range uint32(seg.Len()) {
			seconds := seg.Time(o) - fresh.Time(ord)
			if i == last && o >= ord || max(seconds, -seconds) > m.Within || m.Dead[i].Has(o) {
				continue
			}
			score := float32(0)
			for _, t := range terms[:min(m.Sought, len(terms))] {
				if class, ok := all[i][o][t.Term]; ok {
					score += t.Weight * float32(math.Sqrt(float64(t.IDF))*Damped(class))
				}
			}
			score *= seg.InverseNorm(o)
			if !seg.Undated(o) && !fresh.Undated(ord) {
				score *= nearDecay(seconds, m.Scale)
			}
			if score > m.Floor {
				likes[seg.Num(o)] = score
			}
		}
	}
	return likes
}

// timedSegments makes segments of texts whose times are up to days apart, with
// some articles dead and some without a time.
func timedSegments(t *testing.T, r *rand.Rand, undated float64, days int64, sizes ...int) *Searcher {
	s := new(Searcher)
	num := uint32(0)
	for _, n := range sizes {
		var entries []Entry
		dead := NewBitmap(n)
		for i, text := range randomTexts(r, n, 300) {
			num++
			entries = append(entries, Entry{Num: num, Time: r.Int64N(days * 86400), Undated: r.Float64() < undated, Doc: Analyze(token.New(), text)})
			if r.IntN(10) == 0 {
				dead[i/8] |= 1 << (i % 8)
			}
		}
		s.Segments, s.Dead = append(s.Segments, mustOpen(t, Build(entries, nil, 0))), append(s.Dead, dead)
	}
	s.Dead[len(sizes)-1] = nil
	return s
}

func TestNear(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct {
		name    string
		undated float64
		days    int64
		best    int
		sizes   []int
	}{
		{"one segment", 0, 2, 2000, []int{120}},
		{"many", 0, 20, 2000, []int{40, 300, 1, 90, 60}},
		{"without times", 1, 20, 2000, []int{90, 60}},
		{"some without times", 0.3, 20, 2000, []int{90, 60}},
		{"several windows", 0.01, 6, 6000, []int{2*windowDocs + 100, 20}},
		{"only the best", 0, 20, 5, []int{400, 300, 90, 60}},
	} {
		s := timedSegments(t, r, c.undated, c.days, c.sizes...)
		m := &nearModel{s, Nearby{Terms: 8, Sought: 5, Total: 0, Within: 3 * 86400, Scale: 3, Floor: 0.2, Best: c.best, Most: 1 << 20}}
		found, err := s.Near(context.Background(), m.Nearby)
		if err != nil {
			t.Fatal(err)
		}
		all := make([][]map[string]byte, len(s.Segments))
		for i, seg := range s.Segments {
			all[i] = classes(seg)
		}
		fresh := s.Segments[len(s.Segments)-1]
		likes := 0
		for i, n := range found {
			ord := uint32(i)
			if n.Ord != ord || n.Num != fresh.Num(ord) || n.Time != fresh.Time(ord) || n.Undated != fresh.Undated(ord) {
				t.Fatalf("%s: article %d is %+v", c.name, i, n)
			}
			of := all[len(all)-1][i]
			terms := m.heavy(of)
			if !slices.Equal(weights(n.Terms), weights(terms)) {
				t.Fatalf("%s: article %d has the terms %v, want %v", c.name, i, n.Terms, terms)
			}
			checkTitle(t, fresh, of, n)
			want := m.likes(ord, n.Terms, all)
			checkLikes(t, c.name, n.Likes, want, c.best)
			likes += len(want)
		}
		if len(found) != fresh.Len() || 3*likes < len(found) {
			t.Errorf("%s: %d articles, near to %d; too few to tell anything", c.name, len(found), likes)
		}
	}
}

// weights leaves out the terms: some are equally heavy.
func weights(list []Heavy) (w []int) {
	for _, h := range list {
		w = append(w, int(math.Round(1e4*float64(h.Weight))))
	}
	return w
}

func checkTitle(t *testing.T, fresh *Segment, of map[string]byte, n Neighbour) {
	t.Helper()
	want := map[string]float32{}
	for term := range of {
		p, _ := fresh.Find([]byte(term))
		for ord := range func() Postings { p, _ := fresh.Find([]byte(InTitle + term)); return p }().All() {
			if ord == n.Ord && !p.Stop {
				want[term] = float32(IDF(p.DF, uint32(fresh.Len())))
			}
		}
	}
	got := map[string]float32{}
	for _, told := range n.Title {
		got[told.Term] = told.IDF
	}
	if len(n.Title) != len(got) || !maps.Equal(got, want) {
		t.Errorf("a title has the terms %v, want %v", n.Title, want)
	}
}

func checkLikes(t *testing.T, name string, got []Like, want map[uint32]float32, best int) {
	t.Helper()
	scores := slices.Sorted(maps.Values(want))
	slices.Reverse(scores)
	if len(got) != min(best, len(want)) {
		t.Fatalf("%s: %d articles, want %d", name, len(got), min(best, len(want)))
	}
	for i, l := range got {
		if score, ok := want[l.Num]; !ok || math.Abs(float64(score-l.Score)) > 1e-4 || math.Abs(float64(scores[i]-l.Score)) > 1e-4 {
			t.Fatalf("%s: article %d scores %v, want %v; in this place stands one with %v", name, l.Num, l.Score, score, scores[i])
		}
	}
}

// TestNearMost checks that articles are compared with the latest ones if there
// are more than may be.
func TestNearMost(t *testing.T) {
	var older, fresh []Entry
	doc := Analyze(token.New(), Text{Title: "quake coast"})
	for i := range uint32(2 * windowDocs) {
		older = append(older, Entry{Num: i + 1, Time: int64(i), Doc: doc})
	}
	fresh = append(fresh, Entry{Num: 1 << 20, Time: int64(len(older)), Doc: doc})
	s := &Searcher{Segments: []*Segment{mustOpen(t, Build(older, nil, 0)), mustOpen(t, Build(fresh, nil, 0))}, Dead: make([]Bitmap, 2)}
	const most = windowDocs + 10
	found, err := s.Near(context.Background(), Nearby{Terms: 2, Sought: 2, Counts: []uint32{1, 1}, Total: 1 << 20, Within: 1 << 30, Best: len(older), Most: most})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(found[0].Likes); n != most {
		t.Errorf("compared with %d articles, want %d", n, most)
	}
	for _, l := range found[0].Likes {
		if l.Num <= uint32(len(older)-most) {
			t.Fatalf("compared with article %d of %d", l.Num, len(older))
		}
	}
}
