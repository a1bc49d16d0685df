package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// targets returns the addresses of the links and pictures in Markdown, as a
// renderer sees them. Long texts are not looked through: renderers are slow.
func targets(markdown string) []string {
	var all []string
	source := []byte(markdown[:min(len(markdown), 10_000)])
	note := func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			all = append(all, string(n.Destination))
		case *ast.Image:
			all = append(all, string(n.Destination))
		case *ast.AutoLink:
			all = append(all, string(n.URL(source)))
		}
		return ast.WalkContinue, nil
	}
	if err := ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(source)), note); err != nil {
		panic(err) // note returns none
	}
	return all
}

// checkSafe holds that nothing of an article can hurt a terminal or a browser.
func checkSafe(t testing.TB, a *news.Article) {
	t.Helper()
	for field, v := range map[string]string{
		"title": a.Title, "author": a.Author, "source": a.Source, "guid": a.GUID, "language": a.Language,
		"feed's title": a.Feed.Title, "feed's language": a.Feed.Language, "tags": strings.Join(a.Tags, ","),
	} {
		if !clean.SafeLine(v) {
			t.Errorf("%s %q is not safe", field, v)
		}
	}
	for field, v := range map[string]string{"summary": a.Summary, "content": a.Content, "feed's description": a.Feed.Description} {
		if !clean.Safe(v) || !utf8.ValidString(v) {
			t.Errorf("%s %.300q is not safe", field, v)
		}
	}
	for _, u := range append([]string{a.URL, a.Feed.Link}, addresses(a.Enclosures)...) {
		if u != "" && clean.URL(u, "http", "https") != u {
			t.Errorf("address %q", u)
		}
	}
	for _, to := range targets(a.Content) {
		if u, err := url.Parse(to); err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
			t.Errorf("content links to %q: %.300q", to, a.Content)
		}
	}
	if a.ID == 0 {
		t.Error("no ID")
	}
	if y := a.Published.At.Year(); y > 9999 || a.Updated.Year() > 9999 {
		t.Errorf("year %d", y)
	}
}

func addresses(l []news.Enclosure) []string {
	var all []string
	for _, e := range l {
		all = append(all, e.URL)
		if !clean.SafeLine(e.Type) {
			all = append(all, "unsafe: "+e.Type)
		}
	}
	return all
}

// hostile generates documents made to do harm, and documents that were
// harmed. The number of articles is -1 if it does not matter.
func hostile(t *testing.T, yield func(name string, data []byte, articles int)) {
	files, err := filepath.Glob("testdata/*.[xj]*")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 10 {
			yield(fmt.Sprintf("%s cut at %d/10", f, i), data[:len(data)*i/10], -1)
		}
		for i := range 10 {
			broken := bytes.Clone(data)
			for range 20 {
				broken[r.IntN(len(broken))] = byte(r.IntN(256))
			}
			yield(fmt.Sprintf("%s, damage %d", f, i), broken, -1)
		}
		yield(f+" with zeros", bytes.ReplaceAll(data, []byte(" "), []byte(" \x00")), -1)
		yield(f+" twice", append(bytes.Clone(data), data...), -1)
	}
	for name, s := range deep() {
		yield(name, []byte(s), -1)
	}
	for name, s := range bombs() {
		yield(name, []byte(s), -1)
	}
	escapes(yield)
	for _, scheme := range []string{"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)", "http://\x1b[31m/", "https://e.example/\u202e", "http://e%C2%A0%C2%A0%1Bexample/", "//", "http://", "../../../etc/passwd", strings.Repeat("a", 100_000)} {
		yield("link "+scheme[:min(len(scheme), 30)], []byte(`<rss><channel><link>`+scheme+`</link><item><title>t</title><link>`+scheme+`</link><guid>`+scheme+
			`</guid><enclosure url="`+scheme+`"/><comments>`+scheme+`</comments><description>&lt;a href="`+scheme+`">x&lt;/a>&lt;img src="`+scheme+
			`"></description></item><item><title>u</title><link href="`+scheme+`"/><content type="xhtml"><a href="`+scheme+`">x</a></content></item></channel></rss>`), 2)
	}
	for _, date := range []string{"0001-01-01", "9999-12-31T23:59:59Z", "Thu, 01 Jan 1970 00:00:00 GMT", "-2026-01-01", "99999-01-01", "2026-00-00T99:99:99"} {
		yield("date "+date, []byte("<rss><item><title>t</title><pubDate>"+date+"</pubDate><updated>"+date+"</updated></item></rss>"), 1)
	}
	encodings(yield)
}

// deep generates nesting and length of all kinds.
func deep() map[string]string {
	const n = 100_000
	item := func(s string) string {
		return "<rss><channel><item><title>a</title>" + s + "</item><item><title>b</title></item></channel></rss>"
	}
	docs := map[string]string{
		"elements around":     strings.Repeat("<a>", n) + "<rss><item/></rss>",
		"channels":            strings.Repeat("<channel>", n) + "<item><title>x</title></item>",
		"elements in an item": item(strings.Repeat("<a>", n) + "x" + strings.Repeat("</a>", n)),
		"unclosed":            item(strings.Repeat("<a>", n)),
		"attributes":          item("<a " + strings.Repeat(`b="c" `, n) + "/>"),
		"long attribute":      item(`<link href="` + strings.Repeat("x", 2<<20) + `"/>`),
		"open quote":          item(`<a b="` + strings.Repeat("x ", n)),
		"open quotes":         item(strings.Repeat(`<a b="c' d='`, n)),
		"angles":              item(strings.Repeat("<", n)),
		"tags":                item(strings.Repeat("<x", n)),
		"ampersands":          item("<description>" + strings.Repeat("&", n) + strings.Repeat("&amp;", n) + "</description>"),
		"sections":            item("<description>" + strings.Repeat("<![CDATA[", n) + "</description>"),
		"brackets":            item("<description><![CDATA[" + strings.Repeat("]]", n) + strings.Repeat("</description", n) + "]]></description>"),
		"comments":            item(strings.Repeat("<!--", n)),
		"instructions":        item(strings.Repeat("<?x", n)),
		"declarations":        item(strings.Repeat("<!x", n)),
		"items in items":      "<rss>" + strings.Repeat("<item>", n),
		"namespaces":          item(strings.Repeat(`<a xmlns:b="c">`, n)),
		"closing":             item(strings.Repeat("</a>", n)),
		"late namespace":      `<rss><title><x:guid xmlns:x="http://purl.org/rss/1.0/">a</x:guid></title><item/></rss>`,
		"names":               "<rss>" + names(n) + "</rss>",
		"categories":          item(strings.Repeat("<category>x</category>", n)),
		"authors":             item(strings.Repeat("<author>x</author>", n)),
		"fields":              "<rss>" + strings.Repeat("<title>x</title>", n) + "</rss>",
		"json, arrays":        strings.Repeat("[", n),
		"json, objects":       strings.Repeat(`{"a":`, n),
		"json, item":          `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat("[", n) + strings.Repeat("]", n) + `,{"id":"1","title":` + strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n) + `}]}`,
		"json, open string":   `{"version":"https://jsonfeed.org/version/1","items":[{"id":"` + strings.Repeat(`\"`, n),
		"json, quotes":        `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat(`},{"a"b`, n) + `]}`,
		"json, guesses":       `{"version":"https://jsonfeed.org/version/1","items":[{"a"b` + strings.Repeat(`},{"a":{"`, n) + `]}`,
		"json, parts":         `{"version":"https://jsonfeed.org/version/1","items":[{"a"b` + strings.Repeat(`},{"a":"b","c":[`, n) + `]}`,
		"json, fields":        `{"version":"https://jsonfeed.org/version/1"` + strings.Repeat(`,"a"b`, n),
		"json, items":         `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat(`0,"a",null,[],{},`, n/5) + `]}`,
	}
	for _, el := range []string{"div", "b", "ul><li", "table><tr><td", "blockquote", "svg", "a href='x'"} {
		name, _, _ := strings.Cut(el, " ")
		docs["html "+name] = item("<description><![CDATA[" + strings.Repeat("<"+el+">", n) + "x]]></description>")
		docs["xhtml "+name] = item("<content type='xhtml'>" + strings.Repeat("<"+el+">", n) + "x</content>")
	}
	return docs
}

func names(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<n%d a%d=''/>", i, i)
	}
	return b.String()
}

// bombs generates document types that expand, or read what they should not.
func bombs() map[string]string {
	var laughs strings.Builder
	laughs.WriteString(`<!DOCTYPE rss [<!ENTITY a0 "ha">`)
	for i := range 60 {
		fmt.Fprintf(&laughs, `<!ENTITY a%d "&a%d;&a%d;&a%d;">`, i+1, i, i, i)
	}
	use := `<rss><item><title>` + strings.Repeat("&a60;&a1;&f;&p;", 1000) + `</title></item></rss>`
	return map[string]string{
		"laughs":    laughs.String() + "]>" + use,
		"quadratic": `<!DOCTYPE rss [<!ENTITY a1 "` + strings.Repeat("x", 100_000) + `">]>` + use,
		"large":     `<!DOCTYPE rss [<!ENTITY a1 "` + strings.Repeat("x", 1000) + `">]><rss><item><title>` + strings.Repeat("&a1;", 50_000) + `</title></item></rss>`,
		"external":  `<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>` + use,
		"open":      `<!DOCTYPE rss [<!ENTITY a1 "` + use,
		"markup":    `<!DOCTYPE rss [<!ENTITY a1 "</title></item><item>">]>` + use,
	}
}

// escapes puts escape sequences and controls into every field, in every way
// in which they can be written.
func escapes(yield func(string, []byte, int)) {
	for name, s := range map[string]string{
		"raw": "\x1b]0;x\x07\x1b[31m\u009b5n\r\u202e", "decimal": "&#27;]0;x&#7;&#27;[31m&#155;5n&#13;&#8238;", "hexadecimal": "&#x1b;[31m&#x9B;5n&#x202E;",
		"twice": "&amp;#27;]0;x&amp;#7;&amp;#x1b;[31m&amp;#155;5n", "three times": "&amp;amp;#27;[31m", "section": "<![CDATA[&#27;[31m\x1b[32m]]>",
		"named": "&esc;&Tab;&NewLine;&bel;", "declared": "&d;",
	} {
		doc := `<!DOCTYPE rss [<!ENTITY d "&#27;[31m` + "\x1b" + `">]><rss xml:lang="` + s + `"><channel><title>` + s + `</title><description>` + s + `</description><language>` + s + `</language><link>http://e.example/` + s + `</link>`
		for _, f := range strings.Fields("title link guid author dc:creator category description content:encoded pubDate dc:language media:title itunes:keywords source comments summary content body") {
			doc += "<item><" + f + ">" + s + "</" + f + "><x>1</x></item>"
		}
		doc += `<item><category term="` + s + `"/><link href="` + s + `"/><enclosure url="http://e.example/` + s + `" type="` + s + `"/><author><name>` + s + `</name></author>` +
			`<content type="xhtml"><a href="http://e.example/` + s + `" title="` + s + `">` + s + `</a></content></item></channel></rss>`
		yield("escapes, "+name, []byte(doc), -1)
	}
	for name, s := range map[string]string{"raw": "\x1b[31m\u009b", "escaped": `\u001b[31m\u009b\u202e`, "reference": "&#27;[31m"} {
		item := fmt.Sprintf(`{"id":"%[1]s","url":"http://e.example/%[1]s","title":"%[1]s","content_html":"<p>%[1]s</p>","summary":"%[1]s","author":{"name":"%[1]s"},"tags":["%[1]s"],"language":"%[1]s"}`, s)
		yield("json escapes, "+name, []byte(fmt.Sprintf(`{"version":"https://jsonfeed.org/version/1","title":"%[1]s","items":[%[2]s]}`, s, item)), -1)
	}
}

// encodings generates feeds in UTF-16 and UTF-32 with and without marks, and
// with declarations that are right, wrong and nonsense.
func encodings(yield func(string, []byte, int)) {
	for _, label := range []string{"utf-8", "utf-16", "utf-32", "iso-8859-1", "shift_jis", "nonsense", "utf-7", "ebcdic-cp-us", strings.Repeat("x", 1000)} {
		doc := `<?xml version="1.0" encoding="` + label + `"?><rss><channel><item><title>Zürich 日本 👍</title></item></channel></rss>`
		for name, data := range wide(doc) {
			yield("declared "+label[:min(len(label), 12)]+", is "+name, data, 1)
			yield("cut: declared "+label[:min(len(label), 12)]+", is "+name, data[:len(data)-3], -1)
		}
	}
}

// wide returns s in the encodings of Unicode.
func wide(s string) map[string][]byte {
	out := map[string][]byte{"utf-8": []byte(s), "utf-8 mark": []byte("\ufeff" + s)}
	for _, mark := range []string{"", "\ufeff"} {
		var b16, l16, b32, l32 []byte
		for _, u := range utf16.Encode([]rune(mark + s)) {
			b16, l16 = append(b16, byte(u>>8), byte(u)), append(l16, byte(u), byte(u>>8))
		}
		for _, r := range mark + s {
			b32 = append(b32, byte(r>>24), byte(r>>16), byte(r>>8), byte(r))
			l32 = append(l32, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
		}
		n := fmt.Sprintf(" mark %d", len(mark))
		out["utf-16be"+n], out["utf-16le"+n], out["utf-32be"+n], out["utf-32le"+n] = b16, l16, b32, l32
	}
	return out
}

// TestHostile: no panic, no hang, and nothing unsafe comes out.
func TestHostile(t *testing.T) {
	n := 0
	hostile(t, func(name string, data []byte, articles int) {
		n++
		start := time.Now()
		got := 0
		doc, err := Parse(bytes.NewReader(data), Options{URL: "https://e.example/feed", Now: time.Unix(2e9, 0)}, func(a *news.Article) error {
			got++
			if got < 1000 {
				checkSafe(t, a)
			}
			return nil
		})
		if took := time.Since(start); took > time.Minute { // a hang, whatever else the machine does
			t.Errorf("%s took %v", name, took)
		}
		if articles >= 0 && got != articles || got != doc.Articles {
			t.Errorf("%s: %d articles, want %d; %v, %+v", name, got, articles, err, doc.Problems)
		}
		for _, p := range doc.Problems {
			if !clean.SafeLine(p.Where) || !clean.SafeLine(p.Reason) || len(p.Reason) > 300 {
				t.Errorf("%s: problem %q", name, p)
			}
		}
		if err != nil && (!clean.SafeLine(err.Error()) || len(err.Error()) > 300) {
			t.Errorf("%s: error %q", name, err)
		}
		if t.Failed() {
			t.Fatalf("that was %s: %.400q", name, data)
		}
	})
	if n < 300 {
		t.Errorf("only %d documents", n)
	}
}

// endless yields a pattern for ever.
type endless string

func (e endless) Read(b []byte) (int, error) {
	n := 0
	for n+len(e) <= len(b) {
		n += copy(b[n:], e)
	}
	if n == 0 {
		n = copy(b, e)
	}
	return n, nil
}

// TestLongEntries sends entries of up to 200 MB: each is cut or refused, the one
// behind it is read, and memory stays bounded.
func TestLongEntries(t *testing.T) {
	for name, c := range map[string]struct {
		before, fill, after string
		articles            int
	}{
		"text":       {"<rss><item><title>a</title><description>", "word &amp; word ", "</description></item><item><title>b</title></item></rss>", 2},
		"section":    {"<rss><item><title>a</title><description><![CDATA[", "<p>word</p> ", "]]></description></item><item><title>b</title></item></rss>", 2},
		"elements":   {"<rss><item><title>a</title>", "<x>word</x>", "</item><item><title>b</title></item></rss>", 2},
		"xhtml":      {"<rss><item><title>a</title><content>", "<p>word</p>", "</content></item><item><title>b</title></item></rss>", 2},
		"comment":    {"<rss><item><title>a</title><!--", "<p>word</p>", "--></item><item><title>b</title></item></rss>", 2},
		"json":       {`{"version":"https://jsonfeed.org/version/1","items":[{"id":"a","title":"`, "word ", `"},{"id":"b","title":"b"}]}`, 1},
		"json's own": {`{"version":"https://jsonfeed.org/version/1","description":"`, "word ", `","items":[{"id":"b","title":"b"}]}`, 1},
	} {
		var most uint64
		size := int64(20 << 20)
		if name == "text" && !testing.Short() {
			size = 200 << 20
		}
		r := io.MultiReader(strings.NewReader(c.before), io.LimitReader(endless(c.fill), size-size%int64(len(c.fill))), strings.NewReader(c.after))
		doc, err := Parse(r, Options{MaxEntry: 1 << 20}, func(a *news.Article) error {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			return nil
		})
		if err != nil || doc.Articles != c.articles || most > 64<<20 {
			t.Errorf("%s: %d articles, %v, %d MiB", name, doc.Articles, err, most>>20)
		}
		if doc.Lost == 0 && name != "comment" && name != "elements" && name != "json's own" {
			t.Errorf("%s: no problem told", name)
		}
	}
}

// FuzzFeed holds that any bytes are read without harm, and that what was
// read is safe.
func FuzzFeed(f *testing.F) {
	files, err := filepath.Glob("testdata/*.[xj]*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "")
	}
	f.Add([]byte(`<rss><item><title>&#27;<a b='c></item>`), "text/xml; charset=shift_jis")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		n := 0
		doc, err := Parse(bytes.NewReader(data), Options{URL: "https://e.example/feed", ContentType: contentType}, func(a *news.Article) error {
			n++
			checkSafe(t, a)
			if _, err := json.Marshal(a); err != nil {
				t.Error(err)
			}
			return nil
		})
		if n != doc.Articles || err == nil && doc.Format == "" {
			t.Errorf("%d articles, %+v, %v", n, doc, err)
		}
	})
}
