package html

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"newsreader/parse/news"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// TestGolden reads the invented pages of testdata and compares what comes of
// them with files that were read by eye.
func TestGolden(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatal("no pages", err)
	}
	for _, name := range pages {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			// Arabic and live pages are read as files saved from nowhere known.
			o := Options{Now: now, URL: map[string]string{"chinese.html": "https://evening.example/2025/0318/c.html", "microdata.html": "https://cauce.example/2024/10/molino",
				"code.html": "https://notes.example/2024/02/29/logs", "arabic.html": "https://marsa.example/news/2025/library"}[filepath.Base(name)]}
			got := describe(Parse(data, o))
			golden := strings.TrimSuffix(name, ".html") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// describe writes all that was read of a page.
func describe(doc news.Document, articles []news.Article, err error) string {
	var b strings.Builder
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	fmt.Fprintf(&b, "format: %s\nfeed: %q %s %s\n", doc.Format, doc.Feed.Title, doc.Feed.Link, doc.Feed.Language)
	for _, p := range doc.Problems {
		fmt.Fprintf(&b, "problem: %s\n", p.Reason)
	}
	for _, a := range articles {
		if a.Unfetched {
			fmt.Fprintf(&b, "related: %s %q\n", a.URL, a.Title)
			continue
		}
		fmt.Fprintf(&b, "url: %s\ntitle: %s\nauthor: %s\nsource: %s\nlanguage: %s\n", a.URL, a.Title, a.Author, a.Source, a.Language)
		fmt.Fprintf(&b, "published: %s (%s, precision %d)\n", a.Published.At.Format(time.RFC3339), a.Published.Basis, a.Published.Precision)
		if !a.Updated.IsZero() {
			fmt.Fprintf(&b, "updated: %s\n", a.Updated.Format(time.RFC3339))
		}
		fmt.Fprintf(&b, "summary: %s\ntags: %q\n", a.Summary, a.Tags)
		for _, e := range a.Enclosures {
			fmt.Fprintf(&b, "enclosure: %s %s\n", e.URL, e.Type)
		}
		fmt.Fprintf(&b, "\n%s\n\n", a.Content)
	}
	return b.String()
}

func page1(title, body string) string {
	return "<html><head><title>" + title + "</title></head><body><article>" + body + "</article></body></html>"
}

const prosaic = "<p>The council met on Tuesday evening and, after four hours, agreed on nothing but the date of its next meeting, which some members said was progress.</p>"

// TestEncodings reads one page in many encodings and under wrong flags.
func TestEncodings(t *testing.T) {
	text := "北京的冬天来得很早，今年十一月初就下了第一场雪，公园里的湖面结了薄冰，孩子们高兴极了，老人们却担心路滑。"
	plain := page1("雪", "<p>"+text+"</p><p>"+text+"</p>")
	declared := func(name string) string {
		return strings.Replace(plain, "<head>", `<head><meta charset="`+name+`">`, 1)
	}
	gbk := func(s string) []byte {
		b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	utf16 := func(e unicode.Endianness, p unicode.BOMPolicy, s string) []byte {
		b, err := unicode.UTF16(e, p).NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for name, c := range map[string]struct {
		data    []byte
		charset string
	}{
		"UTF-8":                            {[]byte(plain), ""},
		"UTF-8 that says otherwise":        {[]byte(declared("iso-8859-1")), "windows-1251"},
		"UTF-8 that says UTF-16":           {[]byte(declared("utf-16")), ""},
		"GBK, declared":                    {gbk(declared("gb2312")), ""},
		"GBK, by the server":               {gbk(plain), "gbk"},
		"GBK, undeclared":                  {gbk(plain), ""},
		"UTF-16, marked":                   {utf16(unicode.LittleEndian, unicode.UseBOM, plain), ""},
		"UTF-16, marked, other order":      {utf16(unicode.BigEndian, unicode.UseBOM, declared("utf-8")), ""},
		"UTF-16 by the server, not marked": {utf16(unicode.LittleEndian, unicode.IgnoreBOM, plain), "utf-16le"},
	} {
		_, articles, err := Parse(c.data, Options{Charset: c.charset})
		if err != nil || articles[0].Title != "雪" || !strings.Contains(articles[0].Content, text) {
			t.Errorf("%s: %v, %+v", name, err, articles)
		}
	}
}

func TestErrors(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		max  int
		want error
	}{
		"nothing":     {"", 0, news.ErrEmpty},
		"white space": {" \n\t", 0, news.ErrEmpty},
		"no text":     {"<html><body><script>x()</script></body></html>", 0, news.ErrEmpty},
		"an image":    {"\x89PNG\r\n\x1a\n\x00\x00\x00", 0, news.ErrBinary},
		"too large":   {strings.Repeat("x", 2000), 1000, news.ErrTooLarge},
	} {
		if _, _, err := Parse([]byte(c.data), Options{MaxSize: c.max}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// TestTimes gives the ways in which pages state when they appeared.
func TestTimes(t *testing.T) {
	for head, want := range map[string]string{
		`<meta property="article:published_time" content="2025-06-10T07:30:00+0200">`: "2025-06-10T05:30:00Z stated 0",
		`<meta name="date" content="2025-06-10">`:                                     "2025-06-10T00:00:00Z stated 2",
		`<meta name="pubdate" content="Tue, 10 Jun 2025 07:30:00 GMT">`:               "2025-06-10T07:30:00Z stated 0",
		`<meta itemprop="datePublished" content="1749540600">`:                        "2025-06-10T07:30:00Z stated 0",
		`<meta name="dc.date" content="10 juin 2025">`:                                "2025-06-10T00:00:00Z stated 2",
		`<meta name="date" content="2199-01-01">`:                                     "2026-01-02T03:04:05Z imported 0",
		`<meta name="date" content="soon">`:                                           "2026-01-02T03:04:05Z imported 0",
		`<link rel="canonical" href="https://e.example/2025/6/10/council">`:           "2025-06-10T00:00:00Z inferred 2",
		`<script type="application/ld+json">{"@context":"schema.org","@type":"BlogPosting","datePublished":"2025-06-10T07:30Z"}</script>`: "2025-06-10T07:30:00Z stated 0",
	} {
		in := strings.Replace(page1("Council", prosaic), "<head>", "<head>"+head, 1)
		_, articles, err := Parse([]byte(in), Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		p := articles[0].Published
		if got := fmt.Sprintf("%s %s %d", p.At.Format(time.RFC3339), p.Basis, p.Precision); got != want {
			t.Errorf("%s: %s, want %s", head, got, want)
		}
	}
}

func TestIs(t *testing.T) {
	for head, want := range map[string]bool{
		"<!DOCTYPE html><title>":                     true,
		" <!-- saved from --><HTML lang=en>":         true,
		"<?xml version='1.0'?><!doctype html PUBLIC": true,
		"<div class=x><p>":                           true,
		"<rss version=\"2.0\">":                      false,
		"<!doctype rss><rss>":                        false,
		"Headline\n<p>text":                          false,
		"<3 is a heart":                              false,
		"<!-- never closed":                          false,
		"":                                           false,
	} {
		if Is([]byte(head)) != want {
			t.Errorf("Is(%q) = %v", head, !want)
		}
	}
}

// The name of the site is none of the title's words where the heading lacks it.
func TestTitleWithoutSite(t *testing.T) {
	for _, c := range []struct{ title, heading, site, want string }{
		{"首相、新しい計画を発表｜例新聞", "首相、新しい計画を発表", "例新聞", "首相、新しい計画を発表"},
		{"الحكومة تعلن خطة جديدة • صحيفة المثال", "الحكومة تعلن خطة جديدة", "صحيفة المثال", "الحكومة تعلن خطة جديدة"},
		{"Secret deal · The Paper", "Secret deal", "The Paper", "Secret deal"},
		{"Secret deal · Politics", "Secret deal", "The Paper", "Secret deal · Politics"},
		{"Secret deal | The Paper", "Secret deal", "The Paper", "Secret deal | The Paper"},
		{"The secret deal of a council | The Paper", "The secret deal of a council", "The Paper", "The secret deal of a council"},
		{"The Paper - The Paper", "The Paper - The Paper", "The Paper", "The Paper - The Paper"},
		{"The council and The Paper", "The council and", "The Paper", "The council and The Paper"},
	} {
		head := "</title><meta property=\"og:site_name\" content=\"" + c.site + "\">"
		data := strings.Replace(page1(c.title, "<h1>"+c.heading+"</h1>"+strings.Repeat(prosaic, 5)), "</title>", head, 1)
		_, articles, err := Parse([]byte(data), Options{})
		if err != nil || articles[0].Title != c.want {
			t.Errorf("%q: %q, %v", c.title, articles[0].Title, err)
		}
	}
}

// Pages in AMP keep their pictures and videos, and lose their advertisements.
func TestAMP(t *testing.T) {
	data := page1("A story about wind", strings.Repeat(prosaic, 3)+
		`<amp-img src="/1.jpg" alt="Turbines" width="600" height="400"><noscript><img src="/1.jpg" alt="Turbines" width="600" height="400"></noscript></amp-img>`+
		prosaic+`<amp-youtube data-videoid="abc" width="480" height="270"></amp-youtube>`+
		`<amp-ad type="x"><div placeholder>Buy this and all of that</div></amp-ad>`+strings.Repeat(prosaic, 3))
	_, articles, err := Parse([]byte(data), Options{URL: "https://wind.example/story"})
	if err != nil {
		t.Fatal(err)
	}
	content := articles[0].Content
	if strings.Count(content, "![Turbines](https://wind.example/1.jpg)") != 1 || strings.Contains(content, "Buy this") {
		t.Errorf("content %q", content)
	}
	if e := articles[0].Enclosures; len(e) != 1 || e[0].URL != "https://www.youtube.com/embed/abc" {
		t.Errorf("enclosures %+v", e)
	}
}
