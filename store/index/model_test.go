package index

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newsreader/store/token"
)

// The model: articles kept as their terms, searched by looking at each.

type modelArticle struct {
	num   uint32
	time  int64
	dead  bool
	terms map[string]byte // class bytes
	words []string        // of title and body; "" between them
}

type model struct {
	list []*modelArticle
	*Searcher
}

func analyzed(text Text) map[string]byte {
	d := Analyze(token.New(), text)
	terms := map[string]byte{}
	rest := d.bytes
	for _, t := range d.terms {
		terms[string(rest[:t.size])] = t.class
		rest = rest[t.size:]
	}
	return terms
}

// randomTexts makes articles of a few common and many rare words.
func randomTexts(r *rand.Rand, n, vocabulary int) []Text {
	word := func() string {
		return fmt.Sprintf("w%dx", int(float64(vocabulary)*r.Float64()*r.Float64()*r.Float64()))
	}
	words := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = word()
		}
		return strings.Join(list, " ")
	}
	list := make([]Text, n)
	for i := range list {
		list[i] = Text{Title: words(1 + r.IntN(5)), Body: words(r.IntN(40)), Source: word(), Language: []string{"xx", "yy-ZZ"}[r.IntN(2)]}
		if r.IntN(3) == 0 {
			list[i].Tags = []string{word()}
		}
	}
	return list
}

// randomModel makes segments of the sizes given, with articles that overlap
// in time if mixed, a tenth of them dead.
func randomModel(t testing.TB, r *rand.Rand, vocabulary int, mixed bool, sizes ...int) *model {
	t.Helper()
	m := &model{Searcher: &Searcher{}}
	a := token.New()
	num, start := uint32(1), []int64{int64(r.IntN(1e9)), -500, 1<<32 - 500}[r.IntN(3)]
	for _, size := range sizes {
		var entries []Entry
		articles := map[uint32]*modelArticle{}
		for _, text := range randomTexts(r, size, vocabulary) {
			at := start + int64(r.IntN(1+3*size))
			entries = append(entries, Entry{Num: num, Time: at, Undated: r.IntN(8) == 0, Doc: Analyze(a, text)})
			art := &modelArticle{num: num, time: at, terms: analyzed(text),
				words: strings.Fields(text.Title + " | " + text.Body), dead: r.IntN(10) == 0}
			m.list = append(m.list, art)
			articles[num] = art
			num++
		}
		if !mixed {
			start += int64(3*size) + 1
		}
		r.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
		s := mustOpen(t, Build(entries, nil, 0))
		dead := NewBitmap(s.Len())
		for ord := range uint32(s.Len()) {
			if articles[s.Num(ord)].dead {
				dead[ord/8] |= 1 << (ord % 8)
			}
		}
		m.Segments, m.Dead = append(m.Segments, s), append(m.Dead, dead)
	}
	return m
}

func mustOpen(t testing.TB, data []byte) *Segment {
	t.Helper()
	s, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	return s
}

// fulfils is what Search is measured by.
func (a *modelArticle) fulfils(n Node) bool {
	switch n := n.(type) {
	case And:
		return !slices.ContainsFunc(n, func(n Node) bool { return !a.fulfils(n) })
	case Or:
		return slices.ContainsFunc(n, a.fulfils)
	case Not:
		return !a.fulfils(n.Of)
	case Terms:
		return slices.ContainsFunc(n, func(t string) bool { _, ok := a.terms[t]; return ok })
	case Prefix:
		for t := range a.terms {
			if strings.HasPrefix(t, string(n)) {
				return true
			}
		}
		return false
	case Phrase:
		return a.says(n.Words)
	case Set:
		return n.Has(a.num)
	case Bits:
		return int(a.num/64) < len(n) && n[a.num/64]&(1<<(a.num%64)) != 0
	case Period:
		return n.After <= a.time && a.time < n.Before
	}
	return n == nil
}

func (a *modelArticle) says(words []Terms) bool {
	for i := range a.words {
		j := 0
		for j < len(words) && i+j < len(a.words) && slices.Contains(words[j], a.words[i+j]) {
			j++
		}
		if j == len(words) {
			return true
		}
	}
	return false
}

func (m *model) search(n Node) []uint32 {
	var nums []uint32
	for _, a := range m.list {
		if !a.dead && a.fulfils(n) {
			nums = append(nums, a.num)
		}
	}
	return nums
}

func (m *model) article(num uint32) *modelArticle { return m.list[num-1] }

// randomNode makes a query that says something about such articles.
func (m *model) randomNode(r *rand.Rand, vocabulary, depth int) Node {
	word := func() string {
		w := fmt.Sprintf("w%dx", int(float64(vocabulary)*r.Float64()*r.Float64()*r.Float64()))
		switch r.IntN(8) {
		case 0:
			return InTitle + w
		case 1:
			return InSource + w
		}
		return w
	}
	children := func() (list []Node) {
		for range r.IntN(4) {
			list = append(list, m.randomNode(r, vocabulary, depth-1))
		}
		return list
	}
	kind := r.IntN(13)
	if depth == 0 {
		kind = 3 + r.IntN(10)
	}
	switch kind {
	case 0:
		return And(children())
	case 1:
		return Or(children())
	case 2:
		return Not{m.randomNode(r, vocabulary, depth-1)}
	case 3:
		w := fmt.Sprintf("w%d", r.IntN(vocabulary))
		return Prefix(w[:1+r.IntN(len(w))])
	case 4:
		return m.randomPhrase(r)
	case 5:
		k := uint32(1 + r.IntN(5))
		return Set{func(num uint32) bool { return num%k == 0 }}
	case 6:
		a, b := m.list[r.IntN(len(m.list))].time, m.list[r.IntN(len(m.list))].time
		return Period{min(a, b), max(a, b)}
	case 7:
		return Terms{InLanguage + "yy"}
	case 8:
		return randomBits(r, m.list)
	}
	t := Terms{}
	for range 1 + r.IntN(2) {
		t = append(t, word())
	}
	return t
}

// randomBits has the numbers of one article to that of another, and may lack
// some of them.
func randomBits(r *rand.Rand, list []*modelArticle) Bits {
	from, to := list[r.IntN(len(list))].num, list[r.IntN(len(list))].num
	bits, holes := make(Bits, to/64+1), r.IntN(3)
	for num := from; num <= to; num++ {
		if holes == 0 || r.IntN(10) >= holes {
			bits[num/64] |= 1 << (num % 64)
		}
	}
	return bits
}

// randomPhrase takes words that stand together somewhere.
func (m *model) randomPhrase(r *rand.Rand) Node {
	a := m.list[r.IntN(len(m.list))]
	from := r.IntN(len(a.words))
	p := Phrase{}
	for _, w := range a.words[from:min(len(a.words), from+1+r.IntN(4))] {
		if w == "|" {
			break
		}
		p.Words = append(p.Words, Terms{w, "nothing"})
	}
	p.Verify = func(num uint32) bool { return m.article(num).says(p.Words) }
	return p
}

func TestSearchEqualsModel(t *testing.T) {
	for round := range 60 {
		r := rand.New(rand.NewPCG(uint64(round), 1))
		vocabulary := []int{5, 50, 2000}[round%3]
		m := randomModel(t, r, vocabulary, round%2 == 0, 1+r.IntN(700), 1, 1+r.IntN(300))
		for range 60 {
			n := m.randomNode(r, vocabulary, 3)
			want := m.search(n)
			for _, order := range []Order{BestFirst, NewestFirst, OldestFirst} {
				m.checkHits(t, Request{Root: n, Order: order, Now: m.list[0].time}, want)
			}
		}
	}
}

func (m *model) checkHits(t *testing.T, r Request, want []uint32) {
	t.Helper()
	hits, err := m.Search(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	if hits.Open {
		hits = m.settled(t, r.Root, hits)
	}
	got := slices.Sorted(slices.Values(hits.Nums))
	if !slices.Equal(got, want) {
		t.Fatalf("%#v in order %d: found %d articles, should be %d", r.Root, r.Order, len(got), len(want))
	}
	for i := 1; i < len(hits.Nums); i++ {
		a, b := m.article(hits.Nums[i-1]), m.article(hits.Nums[i])
		newer := cmp.Or(cmp.Compare(b.time, a.time), cmp.Compare(a.num, b.num))
		switch {
		case r.Order == BestFirst && hits.Score(i-1) < hits.Score(i),
			r.Order == NewestFirst && newer > 0,
			r.Order == OldestFirst && newer < 0:
			t.Fatalf("%#v in order %d: hits %d and %d are out of order", r.Root, r.Order, i-1, i)
		}
	}
	for i := range hits.Nums {
		if s := hits.Score(i); s < 0 || s > 1.00001 {
			t.Fatalf("%#v: score %v", r.Root, s)
		}
	}
}

// settled settles hits step by step. However the steps are, they find the same
// in the same order.
func (m *model) settled(t *testing.T, root Node, open *Hits) *Hits {
	t.Helper()
	whole, left := m.mustSettle(t, root, open, 0, 0)
	if whole.Open || left.Len() > 0 || left.Open {
		t.Fatalf("%#v: %d are left", root, left.Len())
	}
	parts, left := m.mustSettle(t, root, open, 1+open.Len()/9, 0)
	for left.Open {
		before := left.Len()
		var more *Hits
		more, left = m.mustSettle(t, root, left, 0, 1+open.Len()/3)
		if parts = parts.Join(more); left.Len() >= before {
			t.Fatalf("%#v: %d are left of %d", root, left.Len(), before)
		}
	}
	if !slices.Equal(parts.Nums, whole.Nums) || !slices.Equal(parts.codes, whole.codes) {
		t.Fatalf("%#v: found %d articles in steps, %d at once", root, parts.Len(), whole.Len())
	}
	return whole
}

func TestSegmentEqualsModel(t *testing.T) {
	for round := range 12 {
		r := rand.New(rand.NewPCG(uint64(round), 2))
		m := randomModel(t, r, []int{5, 300, 5000}[round%3], false, 1+r.IntN(3000))
		m.checkPostings(t, m.Segments[0], m.list)
	}
}

// checkPostings compares all postings of a segment with those of articles.
func (m *model) checkPostings(t *testing.T, s *Segment, list []*modelArticle) {
	t.Helper()
	want := map[string]map[uint32]byte{}
	for _, a := range list {
		for term, class := range a.terms {
			if term[0] < 0x20 {
				class = somewhere
			}
			if want[term] == nil {
				want[term] = map[uint32]byte{}
			}
			want[term][a.num] = class
		}
	}
	var last string
	walked := 0
	s.Prefix(nil, func(term []byte, p Postings) bool {
		if string(term) <= last {
			t.Fatalf("%q comes after %q", term, last)
		}
		last = string(term)
		found, ok := s.Find(term)
		if !ok || found.DF != p.DF || int(p.DF) != len(want[last]) {
			t.Fatalf("%q is in %d, %d, %d articles", term, p.DF, found.DF, len(want[last]))
		}
		for ord, class := range found.All() {
			if w, ok := want[last][s.Num(ord)]; !ok || w != class {
				t.Fatalf("%q in article %d: class %x, should be %x (%v)", term, s.Num(ord), class, w, ok)
			}
		}
		walked++
		return true
	})
	if walked != len(want) || s.Terms() != walked {
		t.Fatalf("%d terms, should be %d", walked, len(want))
	}
	for _, absent := range []string{"", "\x00", "\x01", "a", "w", "w1", "w1xx", "zzz", strings.Repeat("w", 65)} {
		if _, ok := s.Find([]byte(absent)); ok && want[absent] == nil {
			t.Errorf("found %q", absent)
		}
	}
	for ord := range uint32(s.Len()) {
		if got, ok := s.Ord(s.Num(ord)); !ok || got != ord {
			t.Fatalf("article %d: ordinal %d, %v, should be %d", s.Num(ord), got, ok, ord)
		}
		if a := m.article(s.Num(ord)); s.Time(ord) != a.time {
			t.Fatalf("article %d: time %d, should be %d", a.num, s.Time(ord), a.time)
		}
	}
}

func TestMergeEqualsBuild(t *testing.T) {
	for round := range 30 {
		r := rand.New(rand.NewPCG(uint64(round), 3))
		m := randomModel(t, r, 300, round%2 == 0, 1+r.IntN(900), 1+r.IntN(5), 1+r.IntN(300))
		merged := mustOpen(t, Merge(m.Segments, m.Dead, nil, 0))
		var alive []*modelArticle
		for _, a := range m.list {
			if !a.dead {
				alive = append(alive, a)
			}
		}
		if merged.Len() != len(alive) {
			t.Fatalf("%d articles, should be %d", merged.Len(), len(alive))
		}
		m.checkPostings(t, merged, alive)
	}
}

// Without dead articles nothing but the order of work differs.
func TestMergeGivesTheSameBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	a := token.New()
	var all []Entry
	var parts []*Segment
	for part := range 5 {
		var entries []Entry
		for i, text := range randomTexts(r, 400, 900) {
			entries = append(entries, Entry{Num: uint32(part*1000 + i + 1), Time: int64(r.IntN(500)), Undated: i%5 == 0, Doc: Analyze(a, text)})
		}
		all = append(all, entries...)
		parts = append(parts, mustOpen(t, Build(entries, nil, 0)))
	}
	want := Build(all, nil, 0)
	if got := Merge(parts, nil, nil, 0); string(got) != string(want) {
		t.Errorf("merging gives %d bytes unlike the %d of building", len(got), len(want))
	}
	if got := Merge([]*Segment{mustOpen(t, Merge(parts[3:], nil, nil, 0)), parts[1], parts[0], parts[2]}, nil, nil, 0); string(got) != string(want) {
		t.Error("the order of merging shows")
	}
}

func TestSimilarEqualsModel(t *testing.T) {
	for round := range 40 {
		r := rand.New(rand.NewPCG(uint64(round), 4))
		m := randomModel(t, r, 400, round%2 == 0, 1+r.IntN(900), 1+r.IntN(200), 30)
		var asked []Likeness
		for _, scale := range []float64{0, 0.002, 0.002} {
			asked = append(asked, m.randomLikeness(r, scale))
		}
		got, err := m.Similar(context.Background(), asked...)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range asked {
			m.checkLikes(t, got[i], m.similar(l))
		}
	}
}

func (m *model) randomLikeness(r *rand.Rand, scale float64) Likeness {
	l := Likeness{Self: uint32(r.IntN(9)), At: m.list[r.IntN(len(m.list))].time, Scale: scale,
		Best: r.IntN(30), Dateless: 0.3, Undated: r.IntN(5) == 0, Floor: float32(r.Float64() * 0.5)}
	if r.IntN(2) == 0 {
		l.From, l.Until = l.At-200, l.At+300
	}
	for range 1 + r.IntN(40) {
		l.Terms = append(l.Terms, Weighted{[]string{"", InTitle}[r.IntN(2)] + fmt.Sprintf("w%dx", r.IntN(200)), r.Float32()})
	}
	return l
}

// similar works out the likeness of each article.
func (m *model) similar(l Likeness) []Like {
	var list []Like
	for i, s := range m.Segments {
		for ord := range uint32(s.Len()) {
			like := Like{Num: s.Num(ord), Time: s.Time(ord), Undated: s.Undated(ord)}
			if m.Dead[i].Has(ord) || like.Num == l.Self || l.From != 0 && (like.Time < l.From || like.Time >= l.Until) {
				continue
			}
			sum := 0.0
			for _, w := range l.Terms {
				class, ok := m.article(like.Num).terms[w.Term]
				switch {
				case ok && w.Term[0] < 0x20:
					sum += float64(w.Weight)
				case ok && class != noText:
					sum += float64(w.Weight) * Damped(class)
				}
			}
			factor := 1 / (1 + math.Abs(float64(like.Time-l.At))/86400/l.Scale)
			if l.Undated || l.Scale == 0 {
				factor = 1
			} else if like.Undated {
				factor = float64(l.Dateless)
			}
			like.Likeness = float32(sum) * s.InverseNorm(ord)
			like.Score = like.Likeness * float32(factor)
			if like.Score > l.Floor {
				list = append(list, like)
			}
		}
	}
	slices.SortFunc(list, func(a, b Like) int { return cmp.Compare(b.Score, a.Score) })
	return list[:min(l.Best, len(list))]
}

func (m *model) checkLikes(t *testing.T, got, want []Like) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d articles, should be %d", len(got), len(want))
	}
	for i := range got {
		if math.Abs(float64(got[i].Score-want[i].Score)) > 1e-5*float64(want[i].Score) {
			t.Fatalf("place %d: score %v, should be %v", i, got[i].Score, want[i].Score)
		}
	}
}
