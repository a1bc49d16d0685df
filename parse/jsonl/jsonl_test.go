package jsonl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"newsreader/parse/news"
)

func read(t testing.TB, text string, o Options) (news.Document, []*news.Article, error) {
	t.Helper()
	var got []*news.Article
	doc, err := Read(strings.NewReader(text), o, func(a *news.Article) error {
		got = append(got, a)
		return nil
	})
	return doc, got, err
}

// TestContract holds the names and the order of the fields.
func TestContract(t *testing.T) {
	doc := news.Document{File: "page\x1b[2J.txt", Format: "page"}
	a := news.Article{ID: 0x2a, URL: "https://e.example/a", Title: "T <&>", Source: "S", Related: []news.ID{1},
		Published: news.Time{At: time.Date(2025, 6, 10, 5, 30, 0, 0, time.UTC), Basis: news.Stated}}
	const want = `{"file":"page.txt","format":"page","feed":{"title":"","link":"","description":"","language":""},` +
		`"id":"000000000000002a","url":"https://e.example/a","title":"T <&>","author":"","source":"S",` +
		`"published":"2025-06-10T05:30:00Z","published_basis":"stated","updated":"","summary":"","content":"","tags":[],"related":["0000000000000001"]}` + "\n"
	var b bytes.Buffer
	if err := NewEncoder(&b).Encode(FromParsed(&doc, &a)); err != nil || b.String() != want {
		t.Errorf("%v\n got %s\nwant %s", err, b.String(), want)
	}
	// The standard library writes the same.
	var std bytes.Buffer
	e := json.NewEncoder(&std)
	e.SetEscapeHTML(false)
	if err := e.Encode(FromParsed(&doc, &a)); err != nil || std.String() != want {
		t.Errorf("%v\n got %s\nwant %s", err, std.String(), want)
	}
}

// randomArticle makes an article as a parser could return it.
func randomArticle(r *rand.Rand) *news.Article {
	pick := func(s ...string) string { return s[r.Intn(len(s))] }
	a := &news.Article{
		URL: pick("", "https://e.example/"+fmt.Sprint(r.Intn(1e6)), "http://e.example/x?id="+fmt.Sprint(r.Intn(1e6))), Title: pick("", "Title “"+fmt.Sprint(r.Intn(1e6))+"”"),
		Author: pick("", "Ann"), Source: pick("", "CNA", "AsiaOne"), Language: pick("", "de"), Summary: pick("", "Short."),
		Content: pick("Text *with* stars\n\n- a\n- b", "文章 “内容”", "\tx"), GUID: pick("", "5"),
		Tags: [][]string{nil, {"a", "b c"}}[r.Intn(2)], State: []*news.State{nil, {}, {Read: true}, {Starred: true}}[r.Intn(4)],
	}
	if r.Intn(2) == 0 {
		a.Feed = &news.Feed{Title: pick("", "Daily"), Link: "https://daily.example/", Description: pick("", "All\nnews"), Language: a.Language}
	}
	day := time.Date(2025, 6, 1+r.Intn(28), 0, 0, 0, 0, time.UTC)
	a.Published = []news.Time{
		{}, {At: day, Precision: news.Day, Basis: news.Inferred}, {At: day, Precision: news.Day, Basis: news.Stated},
		{At: day.Add(5 * time.Hour), Precision: news.Hour, Basis: news.Relative}, {At: day.Add(31 * time.Minute), Basis: news.Relative},
		{At: day.Add(5 * time.Hour), Basis: news.Stated}, {At: day, Basis: news.Imported},
	}[r.Intn(7)]
	if r.Intn(2) == 0 {
		a.Updated = day.Add(time.Hour)
	}
	for range r.Intn(3) {
		a.Related = append(a.Related, news.ID(1+r.Uint64()))
	}
	news.Identify(a)
	return a
}

// TestRoundTrip: what we print comes back the same, but for the GUID, which
// the lines do not hold, and whose ID they keep.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	type listed struct {
		Article
		Read       bool    `json:"read"`
		Starred    bool    `json:"starred"`
		Story      string  `json:"story"`
		StorySize  int     `json:"story_size"`
		Score      float64 `json:"score"`
		Reasons    []string
		SnippetFor string `json:"snippet"`
	}
	for range 500 {
		want := randomArticle(r)
		var b bytes.Buffer
		var v any = FromParsed(&news.Document{File: "f", Format: "page"}, want)
		if want.State != nil {
			v = listed{Article: FromArticle(want), Read: want.State.Read, Starred: want.State.Starred, Story: "s", Score: 0.5}
		}
		if err := NewEncoder(&b).Encode(v); err != nil {
			t.Fatal(err)
		}
		_, got, err := read(t, b.String(), Options{})
		if err != nil || len(got) != 1 {
			t.Fatalf("%d articles, %v, from %s", len(got), err, b.String())
		}
		want.GUID = ""
		if !reflect.DeepEqual(got[0], want) {
			t.Fatalf("\n got %+v\nwant %+v\nfrom %s", got[0], want, b.String())
		}
	}
}

// TestForeignNames: IDs that are not ours are GUIDs, and related articles are
// found by them, forwards and backwards.
func TestForeignNames(t *testing.T) {
	_, got, err := read(t, `
{"id":"urn:item:1","title":"one","feed":{"title":"F"},"related":["urn:item:2","urn:item:3","urn:item:1","nowhere"]}
{"id":"urn:item:2","title":"two","url":"https://e.example/2","related":["urn:item:1","urn:item:1"]}
{"id":"urn:item:3","title":"three","feed":{"title":"F"},"content":"x","related":["00000000000000ff"]}
`, Options{})
	if err != nil || len(got) != 3 {
		t.Fatalf("%d articles, %v", len(got), err)
	}
	byTitle := map[string]*news.Article{}
	for _, a := range got {
		byTitle[a.Title] = a
	}
	one, two, three := byTitle["one"], byTitle["two"], byTitle["three"]
	if !reflect.DeepEqual(one.Related, []news.ID{two.ID, three.ID}) || !reflect.DeepEqual(two.Related, []news.ID{one.ID}) || !reflect.DeepEqual(three.Related, []news.ID{255}) {
		t.Errorf("related: %v, %v, %v", one.Related, two.Related, three.Related)
	}
	if one.GUID != "urn:item:1" || one.Feed != three.Feed {
		t.Errorf("GUID %q, feeds %p %p", one.GUID, one.Feed, three.Feed)
	}
	same := news.Article{GUID: "urn:item:1", Feed: &news.Feed{Title: "F"}}
	if news.Identify(&same); one.ID != same.ID {
		t.Error("the GUID does not identify")
	}
}

func TestBadLines(t *testing.T) {
	const good = `{"id":"1","title":"good","content":"x"}`
	for name, c := range map[string]struct{ line, reason string }{
		"not json":        {`news!`, "it is not JSON"},
		"cut":             {`{"id":"1","title":"x`, "it is not JSON"},
		"array":           {`["a"]`, "it is a list, not an object"},
		"number":          {`5`, "it is a number, not an object"},
		"wrong type":      {`{"id":"1","title":5}`, `"title" cannot be a number`},
		"wrong deep type": {`{"id":"1","feed":{"title":[]}}`, `"feed/title" cannot be a list`},
		"empty object":    {`{}`, "it is no article"},
		"story":           {`{"story":"s1","title":"x","sources":["y"],"articles":["1"],"first":"","last":""}`, "it is no article"},
		"title alone":     {`{"title":"x"}`, "it is no article"},
		"NUL":             {"{\"id\":\"1\",\"title\":\"a\x00b\"}", "it is not JSON"},
		"NULs":            {"\x00\x00\x00", "it is not JSON"},
		"too long":        {`{"id":"1","content":"` + strings.Repeat("x", 2000) + `"}`, "the line is too long: over 1000 bytes"},
		"escapes":         {"{\"id\":\x1b]52;c;x\x07}", "it is not JSON"},
	} {
		doc, got, err := read(t, good+"\n"+c.line+"\n\n"+good, Options{MaxLine: 1000})
		if err != nil || len(got) != 2 || doc.Articles != 2 || doc.Lost != 1 || len(doc.Problems) != 1 {
			t.Errorf("%s: %d articles, %+v, %v", name, len(got), doc, err)
			continue
		}
		p := doc.Problems[0]
		if p.Where != "line 2" || !strings.HasPrefix(p.Reason, c.reason) || strings.ContainsAny(p.Reason, "\x1b\x07\x00\n") {
			t.Errorf("%s: %q: %q", name, p.Where, p.Reason)
		}
		if _, _, err := read(t, c.line, Options{MaxLine: 1000}); !errors.Is(err, news.ErrNoArticle) || !strings.Contains(err.Error(), "line 1: ") {
			t.Errorf("%s alone: %v", name, err)
		}
	}
}

func TestTolerance(t *testing.T) {
	for name, line := range map[string]string{
		"unknown fields": `{"id":"1","title":"t","x":{"y":[1,2]},"content":"c"}`,
		"of a story":     `{"id":"1","title":"t","content":"c","story":"s12","story_size":3,"score":0.5,"snippet":"c","tier":"background","for":"2","reasons":["x"],"copy_of":"3"}`,
		"carriage":       "{\"id\":\"1\",\"title\":\"t\",\"content\":\"c\"}\r",
		"mark":           "\ufeff{\"id\":\"1\",\"title\":\"t\",\"content\":\"c\"}",
		"twice":          `{"id":"1","title":"x","title":"t","content":"c"}`,
		"null":           `{"id":"1","title":"t","content":"c","tags":null,"feed":null,"read":null}`,
		"bad bytes":      "{\"id\":\"1\",\"title\":\"t\",\"content\":\"c\",\"author\":\"\xff\"}",
		"hostile":        `{"id":"1","title":"\u001b[31mt\u0000\u202e","content":"c\u009b2J"}`,
		"bad time":       `{"id":"1","title":"t","content":"c","published":"yesterday"}`,
		"bad url":        `{"id":"1","title":"t","content":"c","url":"javascript:alert(1)"}`,
	} {
		doc, got, err := read(t, line, Options{})
		if err != nil || len(got) != 1 || doc.Lost != 0 || got[0].Title != "t" || got[0].Content != "c" || got[0].URL != "" {
			t.Errorf("%s: %+v, %v, %+v", name, doc, err, got)
		}
	}
}

// A headline needs no text, but something that makes it news.
func TestHeadlines(t *testing.T) {
	const lines = `{"title":"t","source":"s"}` + "\n" + `{"title":"t","published":"2025-06-10T00:00:00Z"}`
	doc, got, err := read(t, lines, Options{})
	if err != nil || len(got) != 2 || doc.Lost != 0 || got[0].Source != "s" || got[1].Published.Basis != news.Stated {
		t.Errorf("%+v, %v, %+v", doc, err, got)
	}
}

func TestUTF16(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("\xff\xfe")
	for _, r := range `{"id":"1","title":"Ünï","content":"c"}` + "\r\n" {
		b.Write([]byte{byte(r), byte(r >> 8)})
	}
	if _, got, err := read(t, b.String(), Options{}); err != nil || len(got) != 1 || got[0].Title != "Ünï" {
		t.Errorf("%v, %v", got, err)
	}
}

// TestStops: an error of the receiver ends the reading, and one of the
// reader is told after what was read before it.
func TestStops(t *testing.T) {
	lines := strings.Repeat(`{"id":"1","content":"`+strings.Repeat("x", 1000)+`"}`+"\n", 5000)
	stop := errors.New("stop")
	n := 0
	_, err := Read(strings.NewReader(lines), Options{}, func(*news.Article) error {
		if n++; n == 10 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || n != 10 {
		t.Errorf("%d articles, %v", n, err)
	}
	n = 0
	broken := io.MultiReader(strings.NewReader(lines), failing{stop})
	_, err = Read(broken, Options{Workers: 3}, func(*news.Article) error { n++; return nil })
	if !errors.Is(err, stop) || n != 5000 {
		t.Errorf("%d articles, %v", n, err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// TestOrder: with any number of workers, lines come in the order of the file.
func TestOrder(t *testing.T) {
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, `{"id":"%d","title":"%d","content":"%s"}`+"\n", i, i, strings.Repeat("x", i%997))
	}
	for workers := 1; workers < 6; workers++ {
		doc, got, err := read(t, b.String(), Options{Workers: workers})
		if err != nil || doc.Articles != 3000 {
			t.Fatalf("%+v, %v", doc, err)
		}
		for i, a := range got {
			if a.Title != fmt.Sprint(i) {
				t.Fatalf("%d workers: article %d is %q", workers, i, a.Title)
			}
		}
	}
}

// TestBounded streams far more than may be held: 180 MB of lines, one of
// them 40 MB long, and articles that wait for names that never come.
func TestBounded(t *testing.T) {
	body := strings.Repeat("x", 30_000)
	var n, size int
	next := func() string {
		switch n++; {
		case n == 2500:
			return strings.Repeat("y", 40<<20) + "\n"
		case n > 5000:
			return ""
		}
		return fmt.Sprintf(`{"id":"n%d","content":"%s","related":["missing"]}`+"\n", n, body)
	}
	var most uint64
	doc, err := Read(&producer{next: next, size: &size}, Options{}, func(*news.Article) error {
		var m runtime.MemStats
		if n%100 == 0 {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
		return nil
	})
	if err != nil || doc.Articles != 4999 || doc.Lost != 1 || size < 180<<20 || most > 120<<20 {
		t.Errorf("%d bytes, heap %d, %+v, %v", size, most, doc, err)
	}
}

// producer is a reader of lines that are made when they are read.
type producer struct {
	next func() string
	rest string
	size *int
}

func (p *producer) Read(b []byte) (int, error) {
	if p.rest == "" {
		if p.rest = p.next(); p.rest == "" {
			return 0, io.EOF
		}
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	*p.size += n
	return n, nil
}
