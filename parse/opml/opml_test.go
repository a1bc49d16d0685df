package opml

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

const nested = `<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>My &amp; feeds</title><dateCreated>now</dateCreated></head>
<body>
 <outline TEXT="Top" XMLURL="https://top.example/feed?a=1&b=2" HtmlUrl="https://top.example/"/>
 <outline text="Tech">
  <outline title="Go" text="go folder">
   <outline type="rss" text="gopher" title="The Gopher" xmlUrl="feed://gopher.example/rss" description="About&#10;Go" language="en" category="/Code/Lang,news"/>
   <outline type="link" text="A page" url="https://page.example/"/>
   <outline type="include" text="More" url="https://more.example/x.opml"/>
  </outline>
  <outline text="" type="atom" url="https://old.example/atom"/>
  <outline text="Twice" xmlUrl="https://top.example/feed?a=1&amp;b=2"/>
  <outline text="Evil` + "\x1b[31m" + `" xmlUrl="javascript:alert(1)"/>
 </outline>
 <outline text="Caf` + "\xe9" + `" xmlUrl="http://cafe.example/"/>
 <outline text="With a login" xmlUrl="https://me:a%40b@LOGIN.example/feed"/>
</body></opml>`

func TestParse(t *testing.T) {
	got, err := Parse(strings.NewReader(nested), "", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Subscription{
		{URL: "https://top.example/feed?a=1&b=2", Title: "Top", Site: "https://top.example/", Tags: []string{"Tech"}},
		{URL: "http://gopher.example/rss", Title: "The Gopher", Description: "About Go", Language: "en", Tags: []string{"Tech", "go folder", "Code", "Lang", "news"}},
		{URL: "https://old.example/atom", Tags: []string{"Tech"}},
		{URL: "http://cafe.example/", Title: "Café"},
		{URL: "https://me:a%40b@login.example/feed", Title: "With a login"},
	}
	if got.Title != "My & feeds" || !reflect.DeepEqual(got.Subscriptions, want) {
		t.Errorf("got %q\n%+v\nwant\n%+v", got.Title, got.Subscriptions, want)
	}
	if got.Lost != 2 || !strings.Contains(got.Problems[0].Reason, "includes another list") || !strings.Contains(got.Problems[1].Reason, "not http or https") {
		t.Errorf("problems: %+v", got.Problems)
	}
}

func TestIllFormed(t *testing.T) {
	for name, c := range map[string]struct {
		in    string
		feeds int
		lost  int
	}{
		"truncated in a tag": {`<opml><body><outline text="a" xmlUrl="http://a.example/"/><outline text="b" xmlUrl="http://b`, 1, 1},
		"lost closing tag":   {`<opml><body><outline text="F"><outline text="a" xmlUrl="http://a.example/"></body></opml>`, 1, 0},
		"stray closing tag":  {`<opml><body></outline></x><outline text=a xmlUrl=http://a.example/ /></body></opml>`, 1, 0},
		"bare ampersand":     {`<opml><body><outline text="Q & A <3" xmlUrl="http://a.example/?x&y"/></body></opml>`, 1, 0},
		"deep":               {`<opml><body>` + strings.Repeat(`<outline text="x">`, 100_000) + `<outline xmlUrl="http://a.example/"/>` + strings.Repeat(`</outline>`, 100_000) + `</body></opml>`, 1, 0},
	} {
		got, err := Parse(strings.NewReader(c.in), "", Limits{})
		if err != nil || len(got.Subscriptions) != c.feeds || got.Lost != c.lost {
			t.Errorf("%s: %d feeds, %d lost, %v; problems %v", name, len(got.Subscriptions), got.Lost, err, got.Problems)
		}
	}
}

func TestErrors(t *testing.T) {
	for in, want := range map[string]error{
		"": news.ErrEmpty, " \n": news.ErrEmpty, "Just text.": news.ErrFormat, "<rss/>": news.ErrFormat, "{}": news.ErrFormat,
		`<html><outline xmlUrl="http://a.example/"/></html>`: news.ErrFormat,
	} {
		if l, err := Parse(strings.NewReader(in), "", Limits{}); !errors.Is(err, want) || len(l.Subscriptions) > 0 {
			t.Errorf("%q: %v, %v", in, l, err)
		}
	}
}

func TestLimits(t *testing.T) {
	var b strings.Builder
	b.WriteString("<opml><body>")
	for i := range 12 {
		fmt.Fprintf(&b, `<outline xmlUrl="http://e.example/%d"/>`, i)
	}
	got, err := Parse(strings.NewReader(b.String()+"</body></opml>"), "", Limits{Feeds: 10})
	if err != nil || len(got.Subscriptions) != 10 || got.Lost != 2 {
		t.Errorf("%d feeds, %d lost, %v", len(got.Subscriptions), got.Lost, err)
	}
}

// TestRoundTrip holds that a list reads back as it was written, whatever the
// names in it are.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "Zoë", "&amp;", "<b>", `"`, "'", " ", "\n", "]]>", "日本", "/", ",", "&", "\x1b[31m", "\u202e", "<!--", "0"}
	word := func() string {
		s := ""
		for range r.IntN(6) {
			s += pieces[r.IntN(len(pieces))]
		}
		return clean.Line(s)
	}
	for range 300 {
		in := List{Title: word()}
		for i := range r.IntN(20) {
			s := Subscription{URL: fmt.Sprintf("https://e.example/%d?a=1&b=%%22", i), Title: word(), Description: word()}
			if r.IntN(2) == 0 {
				s.Site, s.Language = "https://e.example/", "en-GB"
			}
			for range r.IntN(4) {
				s.tag(word())
			}
			in.Subscriptions = append(in.Subscriptions, s)
		}
		var b strings.Builder
		if err := Write(&b, in); err != nil {
			t.Fatal(err)
		}
		out, err := Parse(strings.NewReader(b.String()), "", Limits{})
		if err != nil || out.Lost > 0 || out.Title != in.Title {
			t.Fatalf("title %q, %v, problems %v in\n%s", out.Title, err, out.Problems, b.String())
		}
		if got, want := sorted(out), sorted(in); !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v\nin\n%s", got, want, b.String())
		}
	}
}

// sorted returns the feeds by address, with their tags by name: folders have
// one order for all feeds.
func sorted(l List) []Subscription {
	subs := slices.Clone(l.Subscriptions)
	for i := range subs {
		subs[i].Tags = slices.Sorted(slices.Values(subs[i].Tags))
	}
	slices.SortFunc(subs, func(a, b Subscription) int { return strings.Compare(a.URL, b.URL) })
	return subs
}

// FuzzOPML holds that all that is read is safe, and reads back the same.
func FuzzOPML(f *testing.F) {
	f.Add(nested)
	f.Add(`<opml><outline title="&#27;]0;x&#7;" xmlurl="HTTP://A.example"/>`)
	f.Fuzz(func(t *testing.T, s string) {
		l, err := Parse(strings.NewReader(s), "", Limits{})
		if err != nil {
			return
		}
		for _, p := range l.Problems {
			if !clean.SafeLine(p.Reason) {
				t.Errorf("problem %q", p.Reason)
			}
		}
		for _, s := range l.Subscriptions {
			for _, v := range append([]string{l.Title, s.Title, s.Description, s.Language}, s.Tags...) {
				if !clean.SafeLine(v) {
					t.Errorf("%q is not safe", v)
				}
			}
			bare := s.URL
			if u, err := url.Parse(s.URL); err == nil && u.User != nil {
				bare = strings.Replace(s.URL, u.User.String()+"@", "", 1)
			}
			if !clean.SafeLine(s.URL) || clean.URL(bare, "http", "https") != bare || s.Site != "" && clean.URL(s.Site, "http", "https") != s.Site {
				t.Errorf("address %q or %q", s.URL, s.Site)
			}
		}
		var b strings.Builder
		if err := Write(&b, l); err != nil {
			t.Fatal(err)
		}
		again, err := Parse(strings.NewReader(b.String()), "", Limits{})
		if err != nil || !reflect.DeepEqual(sorted(again), sorted(l)) {
			t.Errorf("%v\ngot  %+v\nwant %+v\nin %s", err, sorted(again), sorted(l), b.String())
		}
	})
}

func BenchmarkOPML(b *testing.B) {
	var s strings.Builder
	l := List{Title: "Feeds"}
	for i := range 2000 {
		l.Subscriptions = append(l.Subscriptions, Subscription{
			URL: fmt.Sprintf("https://news%d.example/feed.xml?a=1&b=2", i), Title: fmt.Sprintf("News & views %d", i),
			Site: fmt.Sprintf("https://news%d.example/", i), Tags: []string{fmt.Sprintf("Folder %d", i%20)},
		})
	}
	if err := Write(&s, l); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(s.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if got, err := Parse(strings.NewReader(s.String()), "", Limits{}); err != nil || len(got.Subscriptions) != 2000 {
			b.Fatal(len(got.Subscriptions), err)
		}
	}
}
