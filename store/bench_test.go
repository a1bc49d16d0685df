package store

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The benchmarks run on generated news of about 350 words an article, at the
// sizes given: go test ./store -bench . -sizes 1000,100000
var benchSizes = flag.String("sizes", "1000,10000", "articles in the stores that benchmarks use")

func sizes(b *testing.B, run func(b *testing.B, n int)) {
	for _, f := range strings.Split(*benchSizes, ",") {
		n := 0
		if _, err := fmt.Sscan(f, &n); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) { run(b, n) })
	}
}

// generator makes articles of a realistic shape: words by a Zipf law.
type generator struct {
	r     *rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newGenerator() *generator {
	r := rand.New(rand.NewPCG(1, 2))
	g := &generator{r: r, zipf: rand.NewZipf(r, 1.07, 3, 60000)}
	syllables := strings.Fields("ba bre chi clo du fra gen ho jin ka lo men nor pla qui ras sta ton ur vel wan yet zo")
	for range 60001 {
		var w strings.Builder
		for range 1 + r.IntN(4) {
			w.WriteString(syllables[r.IntN(len(syllables))])
		}
		g.words = append(g.words, w.String())
	}
	return g
}

func (g *generator) text(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(g.words[g.zipf.Uint64()])
	}
	return b.String()
}

// article makes the i-th of n articles, spread over two years in no order.
func (g *generator) article(i, n int) Incoming {
	at := start.Add(-time.Duration(g.r.Int64N(int64(2 * 365 * 24 * time.Hour))))
	return Incoming{
		Keys: []ID{testID(i), testID(i) ^ 1}, Title: g.text(10), Source: fmt.Sprintf("Feed %d", i%50), Words: 350,
		Published: Time{At: at, Basis: Stated},
		Text: Text{URL: fmt.Sprintf("https://example.org/a/%d", i), GUID: fmt.Sprintf("urn:item:%d", i), Content: g.text(350),
			Feed: Feed{Title: fmt.Sprintf("Feed %d", i%50)}},
	}
}

const benchBatch = 4096

// benchStore returns a store of n articles, made once for each size.
func benchStore(b *testing.B, n int) *Store {
	b.Helper()
	path := filepath.Join(os.TempDir(), fmt.Sprintf("newsreader-bench-%d-%d.db", schemaVersion, n))
	s, err := Open(Options{Path: path})
	if err != nil {
		b.Fatal(err)
	}
	if c, err := s.Counts(context.Background()); err != nil {
		b.Fatal(err)
	} else if c.Articles == n {
		return s
	}
	g := newGenerator()
	var batch []Incoming
	for i := range n {
		batch = append(batch, g.article(i, n))
		if len(batch) == benchBatch || i == n-1 {
			mustPut(b, s, batch...)
			batch = batch[:0]
		}
	}
	return s
}

func BenchmarkOpenFile(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		s := benchStore(b, n)
		for b.Loop() {
			if _, err := s.Counts(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkWindow(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		s := benchStore(b, n)
		for _, v := range []View{{}, {Filter: Unread}} {
			b.Run([...]string{"all", "unread"}[v.Filter], func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 2))
				for b.Loop() {
					w, err := s.Window(context.Background(), v, At{Row: r.IntN(n)}, 100)
					if err != nil || len(w.Rows) == 0 {
						b.Fatal(err, len(w.Rows))
					}
				}
			})
		}
	})
}

func BenchmarkArticle(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		s := benchStore(b, n)
		r := rand.New(rand.NewPCG(1, 2))
		for b.Loop() {
			if _, _, err := s.Article(context.Background(), testID(r.IntN(n))); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkMark(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		markAny(b, benchStore(b, n), n)
	})
}

// markAny marks any of n articles read and unread again.
func markAny(b *testing.B, s *Store, n int) {
	r := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		id := testID(r.IntN(n))
		for _, a := range []Action{MarkRead, MarkUnread} {
			if _, err := s.Mark(context.Background(), a, id); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkMarkAllAndUndo(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		s := benchStore(b, n)
		for b.Loop() {
			c, err := s.MarkView(context.Background(), MarkRead, View{Filter: Unread})
			if err != nil || c.Count == 0 {
				b.Fatal(err, c.Count)
			}
			if _, err := s.Undo(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		s := benchStore(b, n)
		for b.Loop() {
			if _, err := s.Find(context.Background(), View{}, "stanor"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkPut measures the writing alone: the texts are packed beforehand,
// as an import does beside it.
func BenchmarkPut(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		g := newGenerator()
		for b.Loop() {
			b.StopTimer()
			s, err := Open(Options{Path: filepath.Join(b.TempDir(), "news.db")})
			if err != nil {
				b.Fatal(err)
			}
			var took time.Duration
			for i := 0; i < n; i += benchBatch {
				var batch []Incoming
				for j := i; j < min(i+benchBatch, n); j++ {
					batch = append(batch, g.article(j, n))
					batch[j-i].Pack()
				}
				b.StartTimer()
				from := time.Now()
				mustPut(b, s, batch...)
				took += time.Since(from)
				b.StopTimer()
			}
			st, err := s.Stats(context.Background())
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(n)/took.Seconds(), "articles/s")
			b.ReportMetric(float64(st.Bytes)/float64(n), "bytes/article")
			b.StartTimer()
		}
	})
}
