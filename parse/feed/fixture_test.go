package feed

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsreader/parse/news"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// result is what the expected results hold of a feed.
type result struct {
	Doc      news.Document
	Meta     Meta
	Articles []*news.Article
}

// read parses a document that has no errors.
func read(t testing.TB, data []byte, o Options) result {
	t.Helper()
	var r result
	o.Meta = &r.Meta
	doc, err := Parse(bytes.NewReader(data), o, func(a *news.Article) error {
		r.Articles = append(r.Articles, a)
		return nil
	})
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	r.Doc = doc
	return r
}

// TestFixtures holds the feeds in testdata against what we want of them.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*ml")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, more...) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := encode(t, read(t, data, Options{URL: "https://feeds.example/dir/" + filepath.Base(file)}))
			golden := strings.TrimSuffix(file, filepath.Ext(file)) + ".want"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got %s\nwant %s", got, want)
			}
		})
	}
}

func encode(t *testing.T, r result) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	for _, a := range r.Articles {
		a.Feed = nil
	}
	if err := e.Encode(r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
