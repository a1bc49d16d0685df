package feed

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"newsreader/parse/news"
)

// readJSON returns the titles of a feed's articles and its document.
func readJSON(t *testing.T, in string) ([]string, news.Document) {
	t.Helper()
	var titles []string
	doc, err := Parse(iotest.HalfReader(strings.NewReader(in)), Options{}, func(a *news.Article) error {
		titles = append(titles, a.Title)
		return nil
	})
	if err != nil {
		t.Errorf("%s: %v", in, err)
	}
	return titles, doc
}

const jsonHeadOfThree = `{"version":"https://jsonfeed.org/version/1.1","title":"Three","items":[`

// brokenItems are second items of three.
var brokenItems = map[string]string{
	"no closing quote":            `{"id":"2","title":"two,"content_text":"x","tags":["a"]}`,
	"no closing quote at the end": `{"id":"2","title":"two}`,
	"no opening quote":            `{"id":"2","title":two","content_text":"x"}`,
	"no quote around a key":       `{"id":"2",title":"two"}`,
	"quotes in a text":            `{"id":"2","title":"the "two" of it"}`,
	"quotes and a bracket":        `{"id":"2","title":"the "two{" of it"}`,
	"line end in a text":          "{\"id\":\"2\",\"title\":\"two\n\",\n \"content_text\":\"x}\n,{\"}",
	"quote before a person":       `{"id":"2","title":"two,"authors":[{"name":"A"},{"name":"B"}]}`,
	"quote before attachments":    `{"id":"2","title":"two,"attachments":[{"url":"https://e.example/a","title":"A"},{"url":"https://e.example/b","title":"B"}]}`,
	"list not closed":             `{"id":"2","title":"two","tags":["a","b"}`,
	"list not opened":             `{"id":"2","title":"two","tags":"a","b"]}`,
	"object not closed":           `{"id":"2","title":"two","author":{"name":"A"}`,
	"item not closed":             `{"id":"2","title":"two"`,
	"item not opened":             `"id":"2","title":"two"}`,
}

// TestBrokenItem breaks the item in the middle, minified and not.
func TestBrokenItem(t *testing.T) {
	for name, item := range brokenItems {
		for layout, comma := range map[string]string{"minified": ",", "in lines": "\n  ,\n  "} {
			titles, doc := readJSON(t, jsonHeadOfThree+`{"id":"1","title":"one"}`+comma+item+comma+`{"id":"3","title":"three"}`+comma+`{"id":"4","title":"four"}],"language":"en"}`)
			if len(titles) < 3 || titles[0] != "one" || !slices.Equal(titles[len(titles)-2:], []string{"three", "four"}) {
				t.Errorf("%s, %s: %q", name, layout, titles)
			}
			if len(titles) == 3 && doc.Lost == 0 {
				t.Errorf("%s, %s: an item is lost, and nobody told", name, layout)
			}
			if doc.Feed.Title != "Three" {
				t.Errorf("%s, %s: the feed is %q", name, layout, doc.Feed.Title)
			}
		}
	}
}

// TestMissingQuotes leaves each quote out in turn: only the item that had it
// is lost.
func TestMissingQuotes(t *testing.T) {
	item := func(n int) string {
		return fmt.Sprintf(`{"id":"%d","title":"%[1]d","content_text":"says \"so\" {[","tags":["a","b"],"authors":[{"name":"A"},{"name":"B"}],"date_published":"2026-03-0%[1]dT08:15:00Z"}`, n)
	}
	second := item(2)
	for i := range second {
		if second[i] != '"' || second[i-1] == '\\' {
			continue
		}
		in := jsonHeadOfThree + item(1) + "," + second[:i] + second[i+1:] + "," + item(3) + "," + item(4) + "]}"
		if titles, _ := readJSON(t, in); len(titles) < 3 || titles[0] != "1" || !slices.Equal(titles[len(titles)-2:], []string{"3", "4"}) {
			t.Errorf("without the quote at %d: %q", i, titles)
		}
	}
}

// TestBrokenHead leaves each quote before the items out.
func TestBrokenHead(t *testing.T) {
	for i := range jsonHeadOfThree {
		if jsonHeadOfThree[i] != '"' || strings.HasPrefix(jsonHeadOfThree[i:], `":[`) {
			continue
		}
		in := jsonHeadOfThree[:i] + jsonHeadOfThree[i+1:] + `{"id":"1","title":"one"}, {"id":"2","title":"two"}]}`
		titles := []string{}
		_, err := Parse(strings.NewReader(in), Options{ContentType: "application/feed+json"}, func(a *news.Article) error {
			titles = append(titles, a.Title)
			return nil
		})
		if err != nil || !slices.Equal(titles, []string{"one", "two"}) {
			t.Errorf("without the quote at %d: %q, %v", i, titles, err)
		}
	}
}
