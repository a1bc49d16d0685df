package index

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"sync"
	"testing"
	"time"

	"newsreader/store/token"
)

// loadCorpus reads articles from the JSON lines that NEWSREADER_CORPUS names.
func loadCorpus(t testing.TB, n int) []Entry {
	corpusOnce.Do(func() { corpusEntries = readCorpus(t, 32768*2) })
	if len(corpusEntries) < n {
		t.Skip("no corpus")
	}
	return corpusEntries[:n]
}

var (
	corpusOnce    sync.Once
	corpusEntries []Entry
)

func readCorpus(t testing.TB, n int) []Entry {
	f, err := os.Open(os.Getenv("NEWSREADER_CORPUS"))
	if err != nil {
		return nil
	}
	defer f.Close()
	a := token.New()
	tags := regexp.MustCompile(`<[^>]*>`)
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	var list []Entry
	for in.Scan() && len(list) < n {
		var r struct {
			Title, Content, Source string
			Published              time.Time
		}
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		d := Analyze(a, Text{Title: r.Title, Body: tags.ReplaceAllString(r.Content, ""), Source: r.Source, Language: "en"})
		list = append(list, Entry{Num: uint32(len(list) + 1), Time: r.Published.Unix(), Doc: d})
	}
	return list
}

func TestCorpusSize(t *testing.T) {
	for _, n := range []int{4000, 32768} {
		list := loadCorpus(t, n)
		start := time.Now()
		data := Build(list, nil, 0)
		took := time.Since(start)
		s, err := Open(data)
		if err != nil {
			t.Fatal(err)
		}
		start = time.Now()
		if err := s.Check(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d articles: %d B each: postings %d, dictionary %d, blocks %d, articles %d; %d terms; %v to build, %v to check", n, len(data)/n,
			int(s.dict)/n, int(s.table-s.dict)/n, int(s.info-s.table)/n, int(s.size-s.info)/n, s.Terms(), took/time.Duration(n), time.Since(start))
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1, 5, 4000} {
		list := loadCorpus(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Build(list, nil, 0)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/article")
		})
	}
}
