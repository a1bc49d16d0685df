package refresh

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsreader/store"
)

// BenchmarkImport imports JSON lines of generated news, about 350 words an
// article, into a store. Run it with -benchtime 1x.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			lines := generated(n)
			b.SetBytes(int64(len(lines)))
			for b.Loop() {
				s, err := store.Open(store.Options{Path: filepath.Join(b.TempDir(), "news.db"), Now: time.Now})
				if err != nil {
					b.Fatal(err)
				}
				report, err := Import(b.Context(), s, sources(source("news.jsonl", lines)), Options{Now: time.Now()})
				if err != nil || report.Added != n {
					b.Fatalf("%+v, %v", report, err)
				}
				if err := s.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

func source(name string, content []byte) Source {
	return Source{Name: name, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}
}

func sources(list ...Source) iter.Seq[Source] {
	return func(yield func(Source) bool) {
		for _, s := range list {
			if !yield(s) {
				return
			}
		}
	}
}

// generated returns n articles as JSON lines, the same ones on every run.
// Their words are as frequent as those of a language, so that they compress
// like one.
func generated(n int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 20_000)
	for i := range words {
		var w strings.Builder
		for range 1 + random.IntN(4) {
			w.WriteByte("bcdfghklmnprstvw"[random.IntN(16)])
			w.WriteByte("aeiou"[random.IntN(5)])
		}
		words[i] = w.String()
	}
	common := rand.NewZipf(random, 1.1, 8, uint64(len(words)-1))
	sentence := func(n int) string {
		var s strings.Builder
		for range n {
			s.WriteString(words[common.Uint64()] + " ")
		}
		return strings.TrimSpace(s.String()) + "."
	}
	var out bytes.Buffer
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		var paragraphs []string
		for range 7 {
			paragraphs = append(paragraphs, sentence(50))
		}
		line, _ := json.Marshal(map[string]any{
			"url": fmt.Sprintf("https://news.example.org/%d", i), "title": sentence(9), "source": fmt.Sprintf("Source %d", i%50),
			"published": first.Add(time.Duration(i) * time.Minute).Format(time.RFC3339), "published_basis": "stated",
			"content": strings.Join(paragraphs, "\n\n"), "tags": []string{sentence(1)},
		})
		out.Write(append(line, '\n'))
	}
	return out.Bytes()
}
