package parse

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

// TestFeeds holds that feeds are told from other documents, in any encoding.
func TestFeeds(t *testing.T) {
	rss := `<?xml version="1.0"?><!-- made by hand --><rss version="2.0"><channel><title>F</title><item><title>A</title></item></channel></rss>`
	long := strings.Replace(rss, "made by hand", strings.Repeat("x", 5000), 1)
	for name, c := range map[string]struct {
		data     []byte
		format   string
		articles int
	}{
		"rss":                 {[]byte(rss), "rss", 1},
		"rss, gzip":           {gz(t, []byte(rss)), "rss", 1},
		"rss, utf-16":         {utf16(rss), "rss", 1},
		"rss, utf-32 le":      {utf32(rss, false), "rss", 1},
		"rss, utf-32 be":      {utf32(rss, true), "rss", 1},
		"rss, long prologue":  {[]byte(long), "rss", 1},
		"rss, after warnings": {[]byte("<br />\n<b>Warning</b>: no memory<br />\n" + rss), "rss", 1},
		"rss without items":   {[]byte(`<rss><channel/></rss>`), "rss", 0},
		"rdf":                 {[]byte(`<RDF:RDF xmlns:RDF="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><title>A</title></item></RDF:RDF>`), "rss", 1},
		"atom":                {[]byte(`<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>A</a:title></a:entry></a:feed>`), "atom", 1},
		"json feed":           {[]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"A"}]}`), "json feed", 1},
		"page about rss":      {[]byte("How to write <rss> by hand\nText."), "page", 1},
	} {
		doc, titles, err := read(t, bytes.NewReader(c.data), Options{File: name, Now: time.Unix(2e9, 0)})
		if err != nil || doc.Format != c.format || len(titles) != c.articles || doc.Articles != c.articles || doc.File != name {
			t.Errorf("%s: %+v, %q, %v", name, doc, titles, err)
		}
	}
}

func TestOPMLIsNoNews(t *testing.T) {
	doc, _, err := read(t, strings.NewReader(`<opml version="2.0"><body><outline xmlUrl="http://a.example/"/></body></opml>`), Options{File: "x"})
	if !errors.Is(err, ErrSubscriptions) || doc.Format != "opml" || doc.File != "x" {
		t.Errorf("%+v, %v", doc, err)
	}
}
