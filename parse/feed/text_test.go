package feed

import (
	"strings"
	"testing"

	"newsreader/parse/markup"
)

// The summary of an entry with one text is how that begins, without its
// pictures, whichever way it is found.
func TestBeginning(t *testing.T) {
	sentence := "Five &amp; a half <b>brave</b> men went *up* the [hill] today. "
	link := `<a href="https://example.com/` + strings.Repeat("long/", 300) + `">there</a> `
	for name, html := range map[string]string{
		"short":                 "<p>" + sentence + "</p><p>Then\nthey sat.</p>",
		"no tags":               strings.Repeat(sentence, 2),
		"long":                  strings.Repeat("<p>"+sentence+sentence+"</p>\n", 50),
		"one long paragraph":    "<p>" + strings.Repeat(sentence, 100),
		"long addresses":        strings.Repeat("<p>Read it "+link+"or not.</p>", 90),
		"lists and tables":      strings.Repeat("<ul><li>One<li>Two</ul><table><tr><td>1<td>2<tr><td>3<td>4</table>", 60),
		"quotes and code":       strings.Repeat("<blockquote><p>So <code>a*b</code></p></blockquote><pre>if x {\n\ty()\n}</pre><hr>", 60),
		"letters of many bytes": "<p>" + strings.Repeat("Füße gehören größeren Bären. ", 300),
		"pictures":              strings.Repeat(`<p><img src="https://example.com/a.png" alt="A tall man"> Three men.</p>`, 90),
		"a picture further on":  strings.Repeat("<p>"+sentence+"</p>", 70) + `<p><img src="https://example.com/a.png" alt="A man"></p>`,
	} {
		p := passage{text: html, isHTML: true}
		got := cut(p.beginning(p.markdown()), maxSummary)
		if want := cut(strings.TrimSpace(markup.Plain(html)), maxSummary); got != want {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
	}
}
