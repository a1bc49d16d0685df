package feed

import (
	"slices"
	"testing"
)

func TestDiscover(t *testing.T) {
	page := `<!doctype html><html><head><base href="/news/">
<link rel=stylesheet type="text/css" href=style.css>
<link rel="alternate" type="application/rss+xml" title="Comments on this" href="/comments/feed">
<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" TITLE="The &amp; News" HREF="atom.xml">
<link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/json" href="/api/oembed">
<link rel="alternate" type="application/feed+json" href="https://feeds.example.net/f.json" />
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/atom+xml" href="/news/atom.xml#again">
</head><body>`
	want := []Link{
		{"The & News", "https://example.org/news/atom.xml"},
		{"", "https://feeds.example.net/f.json"},
		{"Comments on this", "https://example.org/comments/feed"},
	}
	if got := Discover([]byte(page), "https://example.org/index.html"); !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if got := Discover([]byte("<link rel=alternate type=application/rss+xml href="), "https://example.org"); len(got) > 1 {
		t.Errorf("%q", got)
	}
}
