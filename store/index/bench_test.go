package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"newsreader/store/token"
)

// million is 31 segments of 32,768 articles, 24 days in each: copies of one,
// moved in time, so that every read is of memory of its own.
func million(b *testing.B) *Searcher {
	millionOnce.Do(func() {
		data := Build(corpus(32768), nil, 0)
		for k := range 31 {
			s, err := Open(slices.Clone(data))
			if err != nil {
				b.Fatal(err)
			}
			s.base += int64(k) * 32768 * 64
			for i := range s.Len() {
				binary.LittleEndian.PutUint32(s.nums[4*i:], uint32(k*32768+i+1))
			}
			s.minNum, s.maxNum = uint32(k*32768+1), uint32((k+1)*32768)
			millionSegments = append(millionSegments, s)
		}
	})
	return &Searcher{Segments: millionSegments}
}

var (
	millionOnce     sync.Once
	millionSegments []*Segment
)

// termNear returns a term that about this part of the articles hold.
func termNear(s *Segment, part float64, skip int) string {
	type found struct {
		term string
		off  float64
	}
	var all []found
	s.Prefix(nil, func(term []byte, p Postings) bool {
		if term[0] >= 0x20 {
			off := float64(p.DF)/float64(s.Len())/part - 1
			all = append(all, found{string(term), off * off})
		}
		return true
	})
	slices.SortFunc(all, func(a, b found) int {
		switch {
		case a.off < b.off:
			return -1
		case a.off > b.off:
			return 1
		}
		return 0
	})
	return all[skip].term
}

func BenchmarkSearch(b *testing.B) {
	s := million(b)
	term := func(part float64) Terms { return Terms{termNear(s.Segments[0], part, 0)} }
	even := make(Bits, s.Articles()/64+1)
	for i := range even {
		even[i] = 0x5555555555555555
	}
	last := s.Segments[30].Last()
	for _, c := range []struct {
		name string
		root Node
		r    Request
	}{
		{"everything", nil, Request{}},
		{"everything by time", nil, Request{Order: NewestFirst}},
		{"in half", term(0.5), Request{}},
		{"in half by time", term(0.5), Request{Order: NewestFirst}},
		{"in 1%", term(0.01), Request{}},
		{"in 0.01%", term(0.0001), Request{}},
		{"nowhere", Terms{"nowhere"}, Request{}},
		{"half and half", And{term(0.5), Terms{termNear(s.Segments[0], 0.5, 1)}}, Request{}},
		{"half and 0.01%", And{term(0.5), term(0.0001)}, Request{}},
		{"half or 1%", Or{term(0.5), term(0.01)}, Request{}},
		{"half not 10%", And{term(0.5), Not{term(0.1)}}, Request{}},
		{"1% unread", And{term(0.01), even}, Request{}},
		{"unread", even, Request{Order: NewestFirst}},
		{"half last week", And{term(0.5), Period{last - 7*86400, last}}, Request{}},
		{"prefix of 1 letter", Prefix("s"), Request{}},
		{"1 letter, typed", Typed("s"), Request{}},
		{"prefix of 2 letters", Prefix("st"), Request{}},
		{"prefix of 3 letters", Prefix("str"), Request{}},
		{"phrase of 1% and 1%", Phrase{[]Terms{term(0.01), {termNear(s.Segments[0], 0.01, 1)}}, func(uint32) bool { return true }}, Request{}},
		{"phrase of half and half", Phrase{[]Terms{term(0.5), {termNear(s.Segments[0], 0.5, 1)}}, func(uint32) bool { return true }}, Request{}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			c.r.Root, c.r.Now = c.root, last
			var n int
			done := reportCPU(b, 1)
			for b.Loop() {
				hits, err := s.Search(context.Background(), c.r)
				if err != nil {
					b.Fatal(err)
				}
				if n = hits.Len(); hits.Open {
					if _, _, err := s.Settle(context.Background(), c.root, hits, 0, 1000, nil); err != nil {
						b.Fatal(err)
					}
				}
			}
			done()
			b.ReportMetric(float64(n), "hits")
		})
	}
}

// Segments of the same time, as when articles come in no order of time.
func BenchmarkSearchOverlapping(b *testing.B) {
	s := &Searcher{}
	for _, seg := range million(b).Segments {
		moved := *seg
		moved.base = 0
		s.Segments = append(s.Segments, &moved)
	}
	root := Terms{termNear(s.Segments[0], 0.5, 0)}
	done := reportCPU(b, 1)
	for b.Loop() {
		if _, err := s.Search(context.Background(), Request{Root: root, Order: NewestFirst}); err != nil {
			b.Fatal(err)
		}
	}
	done()
}

// randomLikeness makes a query of terms that 0.01 to 5 % of the articles hold:
// those are equally likely on a scale of powers, or, if typical, the rarest
// 40 of an article.
func randomLikeness(s *Segment, r *rand.Rand, n int, typical bool) Likeness {
	type found struct {
		term string
		df   uint32
	}
	var all []found
	s.Prefix(nil, func(term []byte, p Postings) bool {
		if part := float64(p.DF) / float64(s.Len()); term[0] >= 0x20 && part >= 0.0001 && part < 0.05 {
			all = append(all, found{string(term), p.DF})
		}
		return true
	})
	slices.SortFunc(all, func(a, b found) int { return int(a.df) - int(b.df) })
	var picked []found
	for len(picked) < n {
		df := uint32(math.Exp(math.Log(0.0001)+r.Float64()*math.Log(500)) * float64(s.Len()))
		i, _ := slices.BinarySearchFunc(all, df, func(f found, df uint32) int { return int(f.df) - int(df) })
		picked = append(picked, all[min(len(all)-1, i+r.IntN(5))])
	}
	if typical {
		picked = picked[:0]
		for len(picked) < 170 {
			if f := all[r.IntN(len(all))]; r.Float64() < 20*float64(f.df)/float64(s.Len()) {
				picked = append(picked, f)
			}
		}
		slices.SortFunc(picked, func(a, b found) int { return int(a.df) - int(b.df) })
	}
	l := Likeness{Best: 50, Scale: 3, Ceiling: 1}
	for _, f := range picked[:n] {
		l.Terms = append(l.Terms, Weighted{f.term, float32(IDF(f.df, s.docs) / 30)})
	}
	return l
}

func BenchmarkSimilar(b *testing.B) {
	s := million(b)
	r := rand.New(rand.NewPCG(1, 1))
	first, last := s.Segments[0].First(), s.Segments[30].Last()
	run := func(name string, typical bool, ask func(Likeness) []Likeness) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var list []Likeness
			for range 50 {
				list = append(list, randomLikeness(s.Segments[0], r, 40, typical))
			}
			var times []time.Duration
			done := reportCPU(b, 1)
			for i := 0; b.Loop(); i++ {
				l := list[i%len(list)]
				l.At = first + r.Int64N(last-first)
				asked := ask(l)
				start := time.Now()
				if _, err := s.Similar(context.Background(), asked...); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(start))
			}
			done()
			slices.Sort(times)
			for _, p := range []int{10, 50, 95} {
				b.ReportMetric(float64(times[len(times)*p/100].Nanoseconds())/1000, fmt.Sprintf("p%d-µs", p))
			}
		})
	}
	near := func(l Likeness) []Likeness { return []Likeness{l} }
	nearAndFar := func(l Likeness) []Likeness {
		far := l
		far.Scale = 60
		return []Likeness{l, far}
	}
	window := func(days int64, terms int) func(Likeness) []Likeness {
		return func(l Likeness) []Likeness {
			l.At, l.Terms = last, l.Terms[:terms]
			l.Scale, l.From, l.Until, l.Floor, l.Best = 0, l.At-days*86400, l.At, 0.15, 20
			return []Likeness{l}
		}
	}
	run("40 of any", false, nearAndFar)
	run("40 of an article", true, nearAndFar)
	run("40 of an article, near", true, near)
	run("40 of an article, 3 days", true, window(3, 40))
	run("40 of any, 3 days", false, window(3, 40))
	run("20 of an article, 3 days", true, window(3, 20))
	run("40 of an article, 7 days", true, window(7, 40))
}

func BenchmarkFind(b *testing.B) {
	s := million(b)
	var terms [][]byte
	s.Segments[0].Prefix(nil, func(term []byte, p Postings) bool {
		terms = append(terms, slices.Clone(term))
		return true
	})
	r := rand.New(rand.NewPCG(1, 1))
	few := make([][]byte, 4096)
	for i := range few {
		few[i] = terms[r.IntN(len(terms))]
	}
	b.Run("one", func(b *testing.B) {
		done := reportCPU(b, 1)
		for i := 0; b.Loop(); i++ {
			if _, ok := s.Segments[0].Find(few[i%len(few)]); !ok {
				b.Fatal("not found")
			}
		}
		done()
	})
	slices.SortFunc(few, func(a, b []byte) int { return slices.Compare(a, b) })
	b.Run("all of 4096", func(b *testing.B) {
		done := reportCPU(b, 1)
		for b.Loop() {
			s.Segments[0].FindAll(few, func(int, Postings) {})
		}
		done()
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(few)), "ns/term")
	})
	b.Run("every other", func(b *testing.B) {
		n := 0
		done := reportCPU(b, 1)
		for b.Loop() {
			w := s.Segments[0].walker()
			n = 0
			for i := 0; i < len(terms); i += 2 {
				w.find(terms[i])
				n++
			}
		}
		done()
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/term")
	})
	b.Run("open", func(b *testing.B) {
		done := reportCPU(b, 1)
		for b.Loop() {
			if _, err := Open(s.Segments[0].data[:]); err != nil {
				b.Fatal(err)
			}
		}
		done()
	})
}

func BenchmarkMerge(b *testing.B) {
	for _, size := range []int{1024, 4096, 16384} {
		var segs []*Segment
		list := corpus(32768)
		for i := 0; i < len(list); i += size {
			s, err := Open(Build(list[i:i+size], nil, 0))
			if err != nil {
				b.Fatal(err)
			}
			segs = append(segs, s)
		}
		b.Run(fmt.Sprintf("%d of %d", len(segs), size), func(b *testing.B) {
			b.ReportAllocs()
			done := reportCPU(b, 1)
			for b.Loop() {
				Merge(segs, nil, nil, 0)
			}
			done()
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(list)), "ns/article")
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1, 5, 4000, 32768} {
		list := corpus(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			var data []byte
			done := reportCPU(b, 1)
			for b.Loop() {
				data = Build(list, nil, 0)
			}
			done()
			b.ReportMetric(float64(len(data)/n), "B/article")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/article")
		})
	}
}

func BenchmarkAnalyze(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	c := corpusMaker{r: r}
	for range 1 << 16 {
		c.ranks = append(c.ranks, uint32(math.Exp(r.Float64()*11)))
	}
	text := Text{Title: "A title of five words", Source: "The Source", Language: "en"}
	for range 350 {
		text.Body += string(c.word()) + " "
	}
	a := token.New()
	b.ReportAllocs()
	done := reportCPU(b, 1)
	for b.Loop() {
		Analyze(a, text)
	}
	done()
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*357), "ns/word")
}
