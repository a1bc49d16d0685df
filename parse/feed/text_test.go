package feed

import (
	"encoding/json"
	"strings"
	"testing"

	"newsreader/parse/markdown"
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
		"a video":               `<iframe src="https://www.youtube.com/embed/x" title="A talk"></iframe><p>` + sentence,
		"a sound":               `<p>` + sentence + `</p><audio src="https://example.com/a.mp3"></audio>`,
		"a picture further on":  strings.Repeat("<p>"+sentence+"</p>", 70) + `<p><img src="https://example.com/a.png" alt="A man"></p>`,
	} {
		p := passage{text: html, isHTML: true}
		got := cut(p.beginning(p.markdown()), maxSummary)
		if want := cut(strings.TrimSpace(markup.Plain(html)), maxSummary); got != want {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
	}
}

// Descriptions of media are plain text unless they look otherwise, and their
// lines stay, as do those of the plain text of JSON Feeds.
func TestLines(t *testing.T) {
	const text = "See https://e.example/a_b\nnow:\n0:00 Start &amp; *run*\n- 1:00 End\\\n\n\nBye"
	const want = "See https://e.example/a_b\\\nnow:\\\n0:00 Start & \\*run\\*\\\n\\- 1:00 End\\\\\n\n\nBye"
	plain := strings.ReplaceAll(text, "&amp;", "&")
	quoted, err := json.Marshal(plain)
	if err != nil {
		t.Fatal(err)
	}
	atom := func(description string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry><title>A</title><media:group>` + description + `</media:group></entry></feed>`
	}
	for name, c := range map[string]struct{ data, content, summary string }{
		"no type": {atom("<media:description>" + text + "</media:description>"), want, plain},
		"plain":   {atom(`<media:description type="plain">` + text + "</media:description>"), want, plain},
		"html":    {atom("<media:description type=\"html\">a\nb</media:description>"), "a b", "a b"},
		"tags":    {atom("<media:description>One\ntwo&lt;br>three</media:description>"), "One two\\\nthree", "One two\nthree"},
		"json":    {`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":` + string(quoted) + `}]}`, want, ""},
	} {
		a := read(t, []byte(c.data), Options{}).Articles[0]
		if a.Content != c.content || a.Summary != c.summary {
			t.Errorf("%s:\n got %q, %q\nwant %q, %q", name, a.Content, a.Summary, c.content, c.summary)
		}
		if got := markdown.Plain(a.Content); c.content == want && strings.ReplaceAll(got, "\n\n\n", "\n\n") != strings.ReplaceAll(plain, "\n\n\n", "\n\n") {
			t.Errorf("%s reads %q", name, got)
		}
	}
}

// Titles and summaries of JSON Feeds ought to be plain, but some aren't.
func TestJSONTexts(t *testing.T) {
	r := read(t, []byte(`{"version":"https://jsonfeed.org/version/1.1","title":"A &amp; B","description":"<b>Bold</b>","items":[
		{"id":"1","title":"It&#8217;s <em>on</em>","summary":"<p>One</p><p>Two</p>","author":{"name":"M&uuml;ller"}},
		{"id":"2","title":"AT&T: a < b & Vec<T>","summary":"x <y> z"}]}`), Options{})
	if f := r.Doc.Feed; f.Title != "A & B" || f.Description != "Bold" {
		t.Errorf("%+v", f)
	}
	if a := r.Articles[0]; a.Title != "It’s on" || a.Summary != "One\n\nTwo" || a.Author != "Müller" {
		t.Errorf("%+v", a)
	}
	if a := r.Articles[1]; a.Title != "AT&T: a < b & Vec<T>" || a.Summary != "x <y> z" {
		t.Errorf("%+v", a)
	}
}

// The names of publishers are escaped as often as titles are.
func TestSourceIsUnescaped(t *testing.T) {
	for name, item := range map[string]string{
		"source":       `<source url="https://t.example/">Tom &amp;amp; Co</source>`,
		"dc:publisher": `<dc:publisher>Tom &amp;amp; Co</dc:publisher>`,
	} {
		data := `<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><title>A</title>` + item + `</item></channel></rss>`
		if a := read(t, []byte(data), Options{}).Articles[0]; a.Source != "Tom & Co" {
			t.Errorf("%s: %q", name, a.Source)
		}
	}
}
