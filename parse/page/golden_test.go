package page

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsreader/parse/jsonl"
	"newsreader/parse/news"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var now = time.Date(2025, 6, 11, 20, 0, 0, 0, time.UTC)

// golden is what a fixture's golden file holds.
type golden struct {
	Articles []goldenArticle
	Dropped  []string
}

type goldenArticle struct {
	jsonl.Article
	Precision string `json:"precision"`
	Unfetched bool   `json:"unfetched"`
}

var precisions = map[news.Precision]string{news.Second: "second", news.Hour: "hour", news.Day: "day"}

// TestGolden parses the pages in testdata, invented news in several languages
// and layouts. Review the difference after -update.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, articles, err := Parse(data, Options{File: file, Now: now})
			if err != nil {
				t.Fatal(err)
			}
			checkWhole(t, data, doc, articles)
			got := golden{Dropped: doc.Dropped}
			for i := range articles {
				got.Articles = append(got.Articles, goldenArticle{jsonl.FromArticle(&articles[i]), precisions[articles[i].Published.Precision], articles[i].Unfetched})
			}
			compare(t, strings.TrimSuffix(file, ".txt")+".json", got)
		})
	}
}

func compare(t *testing.T, file string, got golden) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("differs from %s:\n%s", file, b.String())
	}
}
