package html

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"newsreader/parse/clean"
)

// check holds the promises that the package makes for any page.
func check(t *testing.T, data []byte, o Options) {
	t.Helper()
	doc, articles, err := Parse(data, o)
	if err != nil {
		if len(articles) > 0 {
			t.Errorf("%v, but %d articles", err, len(articles))
		}
		return
	}
	if doc.Articles != len(articles) || len(articles) == 0 || len(articles[0].Related) != len(articles)-1 {
		t.Errorf("%d articles, %d counted, %d related", len(articles), doc.Articles, len(articles[0].Related))
	}
	for i, a := range articles {
		if a.ID == 0 || a.Unfetched != (i > 0) {
			t.Errorf("article %d: %+v", i, a)
		}
		lines := append([]string{a.Title, a.Author, a.Source, a.Language, a.Summary, a.URL, doc.Feed.Title, doc.Feed.Link}, a.Tags...)
		for _, e := range a.Enclosures {
			lines = append(lines, e.URL, e.Type)
			if clean.URL(e.URL, "http", "https") != e.URL {
				t.Errorf("enclosure %q", e.URL)
			}
		}
		for _, l := range lines {
			if !clean.SafeLine(l) {
				t.Errorf("article %d: unsafe line %q", i, l)
			}
		}
		if !clean.Safe(a.Content) {
			t.Errorf("article %d: unsafe content %q", i, a.Content)
		}
		if a.URL != "" && clean.URL(a.URL, "http", "https") != a.URL {
			t.Errorf("article %d: URL %q", i, a.URL)
		}
		for _, l := range target.FindAllStringSubmatch(a.Content, -1) {
			if clean.URL(l[1]) == "" {
				t.Errorf("article %d: link to %q", i, l[1])
			}
		}
	}
}

var target = regexp.MustCompile(`[^\\]\]\(([^)]*)\)`)

// hostile returns pages that break readers of pages.
func hostile() map[string]string {
	pages := map[string]string{
		"NUL":                  "<html><body><p>a\x00b</p>" + prosaic,
		"broken bytes":         "<html><body>" + strings.ReplaceAll(prosaic, "e", "\xff\xc3") + strings.ReplaceAll(prosaic, "a", "\xe6"),
		"never closed":         "<html><body><article><p>" + strings.Repeat("a <b>b <i>c ", 100),
		"unclosed comment":     prosaic + "<!-- " + prosaic,
		"unclosed script":      prosaic + "<script>" + prosaic,
		"unclosed tag":         prosaic + "<p class='",
		"frameset":             "<html><frameset><frame src=x></frameset></html>",
		"links":                page1("x", prosaic+`<p>`+strings.Repeat(`<a href="javascript:alert(1)">a</a> <a href="data:text/html,x">b</a> <a href="file:///etc/passwd">c</a> <a href="//[::1">d</a>`, 5)+`</p>`+prosaic),
		"base elsewhere":       `<base href="javascript:x"><base href="file:///">` + page1("x", prosaic+`<a href="a">b</a>`+prosaic),
		"canonical elsewhere":  `<link rel=canonical href="https://evil.example/"><meta property="og:image" content="javascript:x">` + prosaic,
		"LD that is no JSON":   `<script type="application/ld+json">{"@context":"schema.org",,}</script>` + prosaic,
		"LD, deep":             `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 20000) + "schema.org" + `</script>` + prosaic,
		"LD, odd types":        `<script type="application/ld+json">{"@context":"https://schema.org","@type":["NewsArticle",5],"headline":{"a":1},"author":[[[[[[1]]]]],{"name":{"name":{"name":"x"}}}],"datePublished":17,"image":[],"keywords":{"name":[1]},"articleBody":["x"],"publisher":null}</script>` + prosaic,
		"LD, escape sequences": `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"a\u001b]52;c;aGk=\u0007b","author":{"name":"\u202eevil\u0000"},"articleBody":"&amp;#27;[31m\u009b2J"}</script>` + prosaic,
	}
	for name, unit := range map[string]string{
		"nested div": "<div>", "nested span": "<span>", "nested table": "<table><tr><td>", "nested list": "<ul><li>", "nested bold": "<b>", "nested quote": "<blockquote>a", "nested font": "<font size=1>", "nested link": "<a href=x>",
		"nested unknown": "<x-y>", "paragraphs": "<p>a", "long paragraphs": "<p>" + prosaic[3:100], "links": "<a href=/x>a title that is long enough</a>", "breaks": "a<br>", "images": "<img src=x>", "cells": "<td>a", "rows": "<tr><td>a</td></tr>", "references": "&amp;#27;", "brackets": "[", "stars": "*a ",
		"attributes": "<p a=b c=d>", "classes": `<div class="share related">a</div>`, "headings": "<h2>Related</h2>", "metas": `<meta name=keywords content="a,b">`, "scripts": `<script type="application/ld+json">{"@context":"schema.org","@type":"Article"}</script>`, "svg": "<svg><p>", "select": "<select><option>", "forms": "<form><input>", "frames": "<iframe>", "noscript": "<noscript><img src=x></noscript>",
	} {
		n := 20_000 / (1 + len(unit)/16)
		if strings.HasPrefix(name, "nested") {
			n = 100_000
		}
		pages[name+", many"] = page1("x", prosaic+strings.Repeat(unit, n)+prosaic)
	}
	// Each of the unclosed elements would be opened again in each paragraph.
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, "<font color=%d>", i)
	}
	pages["formatting multiplied"] = page1("x", b.String()+strings.Repeat("<p>a</p>", 5_000))
	for _, field := range []string{"title", "h1", "author"} {
		pages["escapes in "+field] = `<html><head><title>a` + "\x1b]0;x\x07\u009b31m" + `&#27;[31m&amp;#27;</title><meta name="author" content="a&#x1b;[1mb&#10;c"><meta property="og:site_name" content="&#155;2J` + "\u202e" + `"></head><body><h1>` + "\x1b[31m" + `h</h1>` + prosaic + `</body></html>`
	}
	return pages
}

// TestDeep reads texts that stand within many elements.
func TestDeep(t *testing.T) {
	for _, unit := range []string{"<div>", "<table><tr><td>", "<ul><li>", "<li><section>", "<dl><dd>", "<div><b><table><tr><td>", "<table><tr><td><ul><li><p>", "<x-y>"} {
		for _, n := range []int{10, 100, 300, 5_000} {
			_, articles, err := Parse([]byte(strings.Repeat(unit, n)+prosaic), Options{})
			if err != nil || !strings.Contains(articles[0].Content, "agreed on nothing") {
				t.Errorf("%d times %s: %v", n, unit, err)
			}
		}
	}
}

// TestHostile holds promises and time.
func TestHostile(t *testing.T) {
	for name, page := range hostile() {
		begin := time.Now()
		check(t, []byte(page), Options{URL: "https://news.example/a", Now: now})
		if took := time.Since(begin); took > 2*time.Minute { // a hang, whatever else the machine does
			t.Errorf("%d KB took %v", len(page)>>10, took)
		}
		if t.Failed() {
			t.Fatalf("at %s", name)
		}
	}
}

// TestTruncated cuts real-shaped pages anywhere.
func TestTruncated(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for cut := 0; cut < len(data); cut += 97 {
			check(t, data[:cut], Options{Now: now})
		}
	}
}

// TestLarge gives a page of 50 MB, whose text must not be lost.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	page := page1("Large", strings.Repeat(prosaic, 50<<20/len(prosaic))+"<p>the end</p>")
	begin := time.Now()
	doc, articles, err := Parse([]byte(page), Options{Now: now})
	if err != nil || articles[0].Title != "Large" || !strings.HasSuffix(articles[0].Content, "the end") || len(doc.Problems) != 1 {
		t.Errorf("%v, %d articles, %+v", err, len(articles), doc)
	}
	if took := time.Since(begin); took > 2*time.Minute { // a hang, whatever else the machine does
		t.Errorf("took %v", took)
	}
}

func FuzzHTML(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "https://news.example/a")
	}
	for _, page := range hostile() {
		if len(page) < 4096 {
			f.Add([]byte(page), "")
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, url string) {
		check(t, data, Options{URL: url, Now: now})
	})
}
