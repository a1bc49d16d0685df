package html

import (
	"fmt"
	"strings"
	"testing"
)

// realistic is a page as papers serve them, about 100 KB: 25 paragraphs of
// news among menus, teasers, scripts and styles.
func realistic() []byte {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Council agrees on a date</title><meta property="og:type" content="article"><meta property="og:site_name" content="The Quay Courier">`)
	b.WriteString(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Council agrees on a date","datePublished":"2025-06-10T07:30:00Z","author":{"name":"Ada Fenwick"}}</script>`)
	b.WriteString("<style>" + strings.Repeat(".teaser__title{margin:0 auto;color:#333}\n", 500) + "</style></head><body><nav><ul>")
	for i := range 80 {
		fmt.Fprintf(&b, `<li class="menu__item"><a class="menu__link" href="/section/%d">Section %d</a></li>`, i, i)
	}
	b.WriteString("</ul></nav><main><article class=\"story\"><h1>Council agrees on a date</h1>")
	for i := range 25 {
		fmt.Fprintf(&b, `<div class="story__block"><p class="story__text">Paragraph %d. The council met on Tuesday evening and, after four hours, agreed on <a href="/topic/%d">nothing</a> but the <b>date</b> of its next meeting, which some members said was progress; others had left by then, among them the mayor, who called it a “long day”.</p></div>`, i, i)
	}
	b.WriteString("</article><aside>")
	for i := range 120 {
		fmt.Fprintf(&b, `<div class="teaser"><a class="teaser__link" href="/story/%d"><img class="teaser__image" src="/img/%d.jpg" alt=""><span class="teaser__kicker">Town</span><h3 class="teaser__title">A teaser for another story, number %d</h3><p class="teaser__text">With a short text that says little.</p></a></div>`, i, i, i)
	}
	b.WriteString("</aside></main><script>" + strings.Repeat("function f(a){return a&&a.b(function(){return 1})};\n", 600) + "</script></body></html>")
	return []byte(b.String())
}

func BenchmarkParseHTML(b *testing.B) {
	data := realistic()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Parse(data, Options{URL: "https://quay.example/a", Now: now}); err != nil {
			b.Fatal(err)
		}
	}
}
