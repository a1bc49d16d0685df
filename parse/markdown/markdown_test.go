package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"newsreader/parse/clean"
)

// escapes are plain texts and the Markdown for them; they feed the fuzz
// target, too.
var escapes = []struct{ plain, markdown string }{
	{"", ""},
	{"Ordinary news: “quotes”, 'heroes' – dashes — and 14,000 troops (3 per cent).", "Ordinary news: “quotes”, 'heroes' – dashes — and 14,000 troops (3 per cent)."},
	{"\"Enemy drones are attacking,\" he said. #Kyiv", "\"Enemy drones are attacking,\" he said. #Kyiv"},
	{"北京：国家统计局（NBS）发布“数据”。", "北京：国家统计局（NBS）发布“数据”。"},
	{"a * b, 5 < 6, AT&T, R&D; snake_case_name ~10 to ~12", "a * b, 5 < 6, AT&T, R&D; snake_case_name ~10 to ~12"},
	{"[Photo: Reuters] and [1]", "[Photo: Reuters] and [1]"},
	{"*stars* and **more**", `\*stars\* and \*\*more\*\*`},
	{"_under_ __more__", `\_under\_ \_\_more\_\_`},
	{"~~gone~~ a~b~c", `\~\~gone\~\~ a\~b\~c`},
	{"# heading", `\# heading`},
	{"#hashtag", "#hashtag"},
	{"####### seven", "####### seven"},
	{"> quote", `\> quote`},
	{"- bullet", `\- bullet`},
	{"+ plus", `\+ plus`},
	{"* star", `\* star`},
	{"-5 degrees", "-5 degrees"},
	{"1. first", `1\. first`},
	{"2) second", `2\) second`},
	{"2025. ", `2025\.`},
	{"1.5 million", "1.5 million"},
	{"1234567890. long", "1234567890. long"},
	{"---", `\---`},
	{"* * *", `\* * *`},
	{"___", `\_\_\_`},
	{"===", `\===`},
	{"a\n---", "a\n\\---"},
	{"a\n==", "a\n\\=="},
	{"a | b\n--|--", "a | b\n\\--|--"},
	{"a\n:-", "a\n\\:-"},
	{"a|\n:-|", "a|\n\\:-|"},
	{": defined", `\: defined`},
	{"[ ] task", `\[ ] task`},
	{"```go", "\\`\\`\\`go"},
	{"~~~", `\~\~\~`},
	{"`code`", "\\`code\\`"},
	{"[text](http://x)", `[text\](http://x)`},
	{"[ref]: http://x", `[ref\]: http://x`},
	{"<7@x.example> <5 @b> <7", `\<7@x.example> <5 @b> <7`},
	{"[http://]:0", `[http://\]:0`},
	{"[see\nhttp://x]:0", "[see\nhttp://x\\]:0"},
	{"[http://[::1]:80/", `[<http://[::1]:80/>`},
	{"![alt](x)", `![alt\](x)`},
	{"<b>bold</b> <3 <!-- x -->", `\<b>bold\</b> <3 \<!-- x -->`},
	{"&amp; &copy; &#65; &", `\&amp; \&copy; \&#65; &`},
	{`C:\new \* \`, `C:\new \\\* \\`},
	{"    indented", "indented"},
	{"trailing  \nhard", "trailing\nhard"},
	{"See http://example.com/~bob/a_b_, please.", "See <http://example.com/~bob/a_b>\\_, please."},
	{"See https://example.com/a_b?c=d&e=f.", "See https://example.com/a_b?c=d&e=f."},
}

func TestEscape(t *testing.T) {
	for _, c := range escapes {
		if got := Escape(c.plain); got != c.markdown {
			t.Errorf("Escape(%q)\n got %s\nwant %s", c.plain, got, c.markdown)
		}
		checkEscape(t, c.plain)
	}
}

var renderer = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote))

var tags = regexp.MustCompile(`</?(p|a)( [^>]*)?>`)

// checkEscape holds the promises of Escape against a real renderer.
func checkEscape(t *testing.T, plain string) {
	t.Helper()
	want := visible(plain)
	md := Escape(plain)
	if got := Plain(md); got != want {
		t.Errorf("Plain(Escape(%+q)) = %+q, want %+q; Markdown %q", plain, got, want, md)
	}
	var b bytes.Buffer
	if err := renderer.Convert([]byte(md), &b); err != nil {
		t.Fatal(err)
	}
	rendered := strings.ReplaceAll(b.String(), "</p>\n<p>", "\n\n")
	rendered = strings.TrimSuffix(tags.ReplaceAllString(rendered, ""), "\n")
	if got := html.UnescapeString(rendered); got != want || strings.ContainsAny(rendered, "<>") {
		t.Errorf("%+q shows as %+q; Markdown %q, HTML %q", plain, got, md, b.String())
	}
}

// visible is text without what no renderer shows: spaces at the ends of
// lines and repeated blank lines.
func visible(plain string) string {
	var out []string
	for line := range strings.SplitSeq(plain, "\n") {
		line = trimLine(line)
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimSuffix(strings.Join(out, "\n"), "\n")
}

func FuzzEscape(f *testing.F) {
	for _, c := range escapes {
		f.Add(c.plain)
	}
	f.Fuzz(func(t *testing.T, plain string) {
		plain = clean.Text(plain)
		if len(plain) > 500 || strings.Contains(plain, "\ufffd") {
			return
		}
		checkEscape(t, plain)
	})
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ markdown, plain string }{
		{"# Title\n\nText *with* **emphasis**, __more__ and ***both***.", "Title\n\nText with emphasis, more and both."},
		{"## Sub ##\nText", "Sub\nText"},
		{"Over\n---\nUnder", "Over\nUnder"},
		{"- one\n- two\n  - deeper\n1. first", "one\ntwo\ndeeper\nfirst"},
		{"> quoted\n> > deep\n\nafter", "quoted\ndeep\n\nafter"},
		{"[link](http://x_y_z/(a)) and ![picture](p.png \"title\")", "link and picture"},
		{"[a [b] c](d)", "a [b] c"},
		{"<https://x.example/~a_b_> <mailto:d@x.example> <b>bold</b>", "https://x.example/~a_b_ d@x.example bold"},
		{"`code *x*` and ``a ` b``, ` open", "code *x* and a ` b, ` open"},
		{"~~old~~ ~also~ ~10", "old also ~10"},
		{"a\\\nb  \nc", "a\nb\nc"},
		{"```go\nx := *y\n```\nafter", "x := *y\nafter"},
		{"> ```\n> x := *y\n>   - z\n> ```\n> [after](u)", "x := *y\n  - z\nafter"},
		{"> > ```\n> > > x\n> *quote*", "> x\nquote"},
		{"```\n> x\n```\n*after*", "> x\nafter"},
		{"| a | b |\n|---|:-:|\n| 1 | 2\\|3 |", "a b\n1 2|3"},
		{"a | b\n--|--\n1 | 2\n\n| text |", "a b\n1 2\n\n| text |"},
		{"5*3*2 and snake_case_x", "532 and snake_case_x"},
		{"a * b *c", "a * b *c"},
		{"&amp;&lt;&#65;&nosuch;", "&<A&nosuch;"},
		{"*[emphasised *link*](x)*", "emphasised link"},
		{"[not](closed", "[not](closed"},
		{"***\n\ntext", "text"},
	} {
		if got := Plain(c.markdown); got != c.plain {
			t.Errorf("Plain(%q)\n got %q\nwant %q", c.markdown, got, c.plain)
		}
	}
}

// TestLinear gives what makes careless parsers hang.
func TestLinear(t *testing.T) {
	for _, unit := range []string{"[", "[](", "[](\\(", "*a ", "_a_*", "`", "` `` ", "<a", "<a>", "&amp", "> ", "- ", "~~", "![", "http://", "http://)", "\\", "|", "1. ", "\n", "# ", "a*b_"} {
		in := strings.Repeat(unit, (512<<10)/len(unit)) + ")>"
		begin := time.Now()
		Plain(in)
		Plain(Escape(in))
		if took := time.Since(begin); took > 2*time.Minute { // a hang, whatever else the machine does
			t.Errorf("512 KB of %q took %v", unit, took)
		}
	}
}

func BenchmarkEscape(b *testing.B) { bench(b, Escape) }

func BenchmarkPlain(b *testing.B) { bench(b, Plain) }

func bench(b *testing.B, f func(string) string) {
	s := strings.Repeat("Ukraine's Special Operations Forces said on Apr 24 (a *Thursday*) that \"it\" was so. ", 25)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		f(s)
	}
}
