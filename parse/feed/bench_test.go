package feed

import (
	"fmt"
	"strings"
	"testing"

	"newsreader/parse/news"
)

// prose returns n sentences, which differ by seed.
func prose(seed, n int) string {
	words := strings.Fields("harbour ferry council morning report weather market village engineer budget river the of and to in a storm school minister said that it was expected before winter")
	var b strings.Builder
	for s := range n {
		for w := range 12 {
			if w > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(words[(seed*31+s*17+w*7)%len(words)])
		}
		b.WriteString(". ")
	}
	return b.String()
}

// rssFeed generates a feed whose entries hold little HTML.
func rssFeed(items int) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Bench</title><link>https://bench.example/</link>`)
	for i := range items {
		fmt.Fprintf(&b, "\n<item>\n  <title>%s %d</title>\n  <link>https://bench.example/news/2026/%d/story.html</link>\n  <guid isPermaLink=\"false\">bench-%d</guid>\n  <pubDate>Tue, 03 Mar 2026 08:15:%02d +0100</pubDate>\n  <dc:creator>Ada Quill</dc:creator>\n  <category>Town</category>\n  <description>%s</description>\n</item>", prose(i, 1)[:60], i, i, i, i%60, prose(i, 8))
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// htmlFeed generates a feed whose entries are HTML, escaped as most are.
func htmlFeed(items int) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Bench</title>`)
	for i := range items {
		fmt.Fprintf(&b, "<item><title>Story %d</title><link>https://bench.example/%d</link><pubDate>Tue, 03 Mar 2026 08:15:00 GMT</pubDate><content:encoded><![CDATA[", i, i)
		for p := range 8 {
			fmt.Fprintf(&b, `<p class="body">%s<a href="/more/%d">%s</a> <strong>%s</strong>&nbsp;&mdash; %s</p>`+"\n", prose(i+p, 2), p, "a link", "very", prose(p, 1))
		}
		b.WriteString(`<figure><img src="/p.jpg" alt="The pier" width="600"/></figure><ul><li>One</li><li>Two</li></ul>]]></content:encoded></item>`)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

func atomFeed(items int) string {
	var b strings.Builder
	b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Bench</title><link href="https://bench.example/"/>`)
	for i := range items {
		fmt.Fprintf(&b, `<entry><title>%s</title><link rel="alternate" type="text/html" href="https://bench.example/%d"/><id>tag:bench.example,2026:%d</id><published>2026-03-03T08:15:00Z</published><updated>2026-03-03T09:15:00Z</updated><author><name>Ada Quill</name></author><category term="town"/><summary>%s</summary></entry>`+"\n", prose(i, 1)[:60], i, i, prose(i, 8))
	}
	b.WriteString("</feed>")
	return b.String()
}

func jsonFeedOf(items int) string {
	var b strings.Builder
	b.WriteString(`{"version":"https://jsonfeed.org/version/1.1","title":"Bench","home_page_url":"https://bench.example/","items":[`)
	for i := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"%d","url":"https://bench.example/%d","title":%q,"content_text":%q,"date_published":"2026-03-03T08:15:00Z","authors":[{"name":"Ada Quill"}],"tags":["town"]}`+"\n", i, i, prose(i, 1)[:60], prose(i, 8))
	}
	b.WriteString("]}")
	return b.String()
}

func benchmark(b *testing.B, feed string, items int) {
	b.SetBytes(int64(len(feed)))
	b.ReportAllocs()
	for b.Loop() {
		doc, err := Parse(strings.NewReader(feed), Options{URL: "https://bench.example/feed"}, func(*news.Article) error { return nil })
		if err != nil || doc.Articles != items {
			b.Fatal(doc.Articles, err)
		}
	}
}

func BenchmarkParseRSS(b *testing.B)       { benchmark(b, rssFeed(1000), 1000) }
func BenchmarkParseHTMLHeavy(b *testing.B) { benchmark(b, htmlFeed(500), 500) }
func BenchmarkParseAtom(b *testing.B)      { benchmark(b, atomFeed(1000), 1000) }
func BenchmarkParseJSON(b *testing.B)      { benchmark(b, jsonFeedOf(1000), 1000) }

func BenchmarkParseDate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ParseDate("Tue, 03 Mar 2026 08:15:00 +0100")
	}
}
