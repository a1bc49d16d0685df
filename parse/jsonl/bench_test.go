package jsonl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// sampleLine returns a record of realistic shape: about 350 words, 2.2 KB.
func sampleLine(i int, para string) []byte {
	a := news.Article{
		URL: fmt.Sprintf("https://daily.example/world/2025/06/10/north-korea-confirms-%d", i), Title: fmt.Sprintf("North Korea confirms troop deployment to Russia as Putin hails 'heroes' %d", i),
		Source: "Daily News", Feed: &news.Feed{Title: "Daily News", Link: "https://daily.example/", Language: "en"},
		Summary: para, Content: strings.Repeat(para+para+"\n\n", 5), Tags: []string{"Korea", "Russia"},
	}
	news.Identify(&a)
	var b bytes.Buffer
	if err := NewEncoder(&b).Encode(FromParsed(&news.Document{File: "corpus.jsonl", Format: "rss"}, &a)); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const (
	plainPara  = "North Korea's unprecedented deployment of thousands of troops, as well as \"massive\" amounts of artillery ammunition and missiles, gave Russia a crucial advantage. "
	quotedPara = "North Korea’s unprecedented deployment of thousands of troops, as well as “massive” amounts of artillery ammunition — and missiles — gave Russia an advantage. "
)

func BenchmarkDecode(b *testing.B) {
	for name, para := range map[string]string{"ascii": plainPara, "quotes": quotedPara} {
		b.Run(name, func(b *testing.B) {
			line := sampleLine(1, para)
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Decode(line); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkStandardLibrary is what BenchmarkDecode is compared with: the
// standard decoder alone, without cleaning and identity.
func BenchmarkStandardLibrary(b *testing.B) {
	line := sampleLine(1, plainPara)
	b.SetBytes(int64(len(line)))
	b.ReportAllocs()
	for b.Loop() {
		var in input
		if err := json.Unmarshal(line, &in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	const records = 2000
	for i := range records {
		text.Write(sampleLine(i, plainPara))
	}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				doc, err := Read(bytes.NewReader(text.Bytes()), Options{Workers: workers}, func(*news.Article) error { return nil })
				if err != nil || doc.Articles != records {
					b.Fatal(doc, err)
				}
			}
			b.ReportMetric(float64(records*b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	it, err := Decode(sampleLine(1, plainPara))
	if err != nil {
		b.Fatal(err)
	}
	e := NewEncoder(io.Discard)
	b.ReportAllocs()
	for b.Loop() {
		if err := e.Encode(FromParsed(&news.Document{File: "f", Format: "rss"}, it.Article)); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzRead: whatever comes in, what comes out is clean, has an ID, and comes
// back the same when it is printed and read again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"id":"urn:1","title":"a","related":["urn:2"]}` + "\n" + `{"id":"urn:2","title":"b\u001b[m","content":"x","tags":["y"],"read":true}`))
	f.Add(sampleLine(1, quotedPara))
	f.Add([]byte(`{"id":"00000000000000ff","url":"http://e.example/?utm_x=1#!/a","published":"2025-06-10T00:00:00+02:00","published_basis":"relative"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var first []*news.Article
		_, _ = Read(bytes.NewReader(data), Options{MaxLine: 10_000}, func(a *news.Article) error {
			first = append(first, a)
			return nil
		})
		var printed bytes.Buffer
		for _, a := range first {
			if a.ID == 0 || !clean.SafeLine(a.Title) || !clean.Safe(a.Content) || !clean.SafeLine(a.Source) {
				t.Errorf("unsafe: %+v", a)
			}
			if err := NewEncoder(&printed).Encode(FromArticle(a)); err != nil {
				t.Error(err)
			}
		}
		i := 0
		_, _ = Read(&printed, Options{}, func(a *news.Article) error {
			if b := first[i]; a.ID != b.ID || a.URL != b.URL || a.Content != b.Content || a.Published != b.Published || len(a.Related) != len(b.Related) {
				t.Errorf("printed and read again:\n %+v\n %+v", b, a)
			}
			i++
			return nil
		})
	})
}
