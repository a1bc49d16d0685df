package refresh

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"newsreader/parse/fetch"
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

// BenchmarkFeeds fetches feeds of a hundred articles each from a server in the
// same process: for the first time, and once more when nothing has changed. Run
// it with -benchtime 1x.
func BenchmarkFeeds(b *testing.B) {
	const feeds, each = 1000, 100
	bodies := generatedFeeds(feeds, each)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		n, _ := strconv.Atoi(r.URL.Path[1:])
		_, _ = w.Write(bodies[n])
	}))
	b.Cleanup(server.Close)
	var urls []string
	for n := range feeds {
		urls = append(urls, fmt.Sprint(server.URL, "/", n))
	}
	getter := fetch.New(fetch.Options{Now: time.Now})
	refresh := func(b *testing.B, s *store.Store, added int) {
		report, err := Feeds(b.Context(), s, getter, nil, FeedOptions{Now: time.Now, Force: true})
		if err != nil || report.Failed > 0 || report.Added != added {
			b.Fatalf("%+v, %v", report, err)
		}
	}
	var s *store.Store
	b.Run("first", func(first *testing.B) {
		for first.Loop() {
			first.StopTimer()
			s = feedStore(b, urls...)
			first.StartTimer()
			refresh(first, s, feeds*each)
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		if s == nil {
			b.Skip("there was no first one")
		}
		for b.Loop() {
			refresh(b, s, 0)
		}
	})
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

// prose writes sentences of words that are as frequent as those of a language,
// so that they compress like one.
type prose struct {
	words  []string
	common *rand.Zipf
}

func newProse() *prose {
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
	return &prose{words, rand.NewZipf(random, 1.1, 8, uint64(len(words)-1))}
}

func (p *prose) sentence(words int) string {
	var s strings.Builder
	for range words {
		s.WriteString(p.words[p.common.Uint64()] + " ")
	}
	return strings.TrimSpace(s.String()) + "."
}

// generated returns n articles as JSON lines, the same ones on every run.
func generated(n int) []byte {
	p := newProse()
	var out bytes.Buffer
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		var paragraphs []string
		for range 7 {
			paragraphs = append(paragraphs, p.sentence(50))
		}
		line, _ := json.Marshal(map[string]any{
			"url": fmt.Sprintf("https://news.example.org/%d", i), "title": p.sentence(9), "source": fmt.Sprintf("Source %d", i%50),
			"published": first.Add(time.Duration(i) * time.Minute).Format(time.RFC3339), "published_basis": "stated",
			"content": strings.Join(paragraphs, "\n\n"), "tags": []string{p.sentence(1)},
		})
		out.Write(append(line, '\n'))
	}
	return out.Bytes()
}

// generatedFeeds returns feeds of HTML, the same ones on every run.
func generatedFeeds(feeds, each int) [][]byte {
	p := newProse()
	out := make([][]byte, feeds)
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range out {
		var b bytes.Buffer
		fmt.Fprintf(&b, "<rss version=\"2.0\"><channel><title>Source %d</title>", i)
		for j := range each {
			fmt.Fprintf(&b, "<item><title>%s</title><link>https://news.example.org/%d/%d</link><pubDate>%s</pubDate><description><![CDATA[",
				p.sentence(9), i, j, first.Add(time.Duration(j*feeds+i)*time.Minute).Format(time.RFC1123Z))
			for k := range 7 {
				fmt.Fprintf(&b, "<p>%s <a href=\"https://news.example.org/%d\">%s</a> %s <em>%s</em> %s</p>\n",
					p.sentence(20), k, p.sentence(2), p.sentence(13), p.sentence(1), p.sentence(14))
			}
			b.WriteString("]]></description></item>\n")
		}
		b.WriteString("</channel></rss>")
		out[i] = b.Bytes()
	}
	return out
}
