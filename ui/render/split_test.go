package render

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
)

func chunks(s string) []chunk {
	var all []chunk
	split := splitter{rest: s}
	for c, ok := split.next(); ok; c, ok = split.next() {
		all = append(all, c)
	}
	return all
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		name, source string
		want         []string
	}{
		{"paragraphs", "a\nb\n\n\nc\n", []string{"a\nb\n\n\n", "c\n"}},
		{"returns", "a\r\n\r\nb\r\n", []string{"a\r\n\r\n", "b\r\n"}},
		{"blank line of blanks", "a\n \t\nb", []string{"a\n \t\n", "b"}},
		{"loose list", "- a\n\n- b\n\n  c\n\nd", []string{"- a\n\n- b\n\n  c\n\n", "d"}},
		{"list after text", "a\n- b\n\n- c\n\nd", []string{"a\n- b\n\n- c\n\n", "d"}},
		{"fence", "```\na\n\nb\n```\n\nc", []string{"```\na\n\nb\n```\n\n", "c"}},
		{"longer fence", "````\n```\n\nb\n````\n\nc", []string{"````\n```\n\nb\n````\n\n", "c"}},
		{"fence in a list", "- a\n\n  ```\n  b\n\n  c\n\nd", []string{"- a\n\n  ```\n  b\n\n  c\n\n", "d"}},
		{"comment", "<!-- a\n\nb -->\n\nc", []string{"<!-- a\n\nb -->\n\n", "c"}},
		{"closed comment", "<!-- a -->\n\nc", []string{"<!-- a -->\n\n", "c"}},
		{"script", "<script>\n\n</SCRIPT>\n\nc", []string{"<script>\n\n</SCRIPT>\n\n", "c"}},
		{"indented code", "    a\n\n    b\n\nc", []string{"    a\n\n    b\n\n", "c"}},
		{"definition", "a\n\n: b\n\nc", []string{"a\n\n: b\n\n", "c"}},
		{"rule is no list", "* * *\n\n- a", []string{"* * *\n\n", "- a"}},
	} {
		var got []string
		for _, c := range chunks(tt.source) {
			got = append(got, c.text)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// Chunks are bounded, lose nothing but blank lines, and repeat no more than
// the line of a fence or the head of a table.
func TestChunks(t *testing.T) {
	texts := hostile(100 << 10)
	texts["news"] = article(20_000)
	texts["every"] = sample(t, "every")
	for name, s := range texts {
		total := 0
		var last string
		for _, c := range chunks(s) {
			if len(c.text) > hardChunk+softChunk {
				t.Errorf("%s: a chunk of %d bytes", name, len(c.text))
			}
			total += len(strings.TrimSpace(c.text))
			last = c.text
		}
		if name == "fence" || name == "table" {
			continue
		}
		if want := len(strings.TrimSpace(s)); total > want {
			t.Errorf("%s: %d bytes in chunks, %d in the text", name, total, want)
		}
		if !strings.HasSuffix(strings.TrimSpace(s), strings.TrimSpace(last)) {
			t.Errorf("%s: ends with %.60q", name, last)
		}
	}
}

func TestReturns(t *testing.T) {
	for _, name := range []string{"every", "world"} {
		source, o := sample(t, name), Options{Width: 40, Palette: colours}
		if got := full(t, strings.ReplaceAll(source, "\n", "\r\n"), o); !slices.Equal(got.Lines, full(t, source, o).Lines) {
			t.Errorf("%s with CR LF is set otherwise:\n%s", name, strings.Join(plainLines(got), "\n"))
		}
	}
}

// A text that sets in no lines doesn't keep a start.
func TestStartInTheDesert(t *testing.T) {
	p := Start(strings.Repeat("<!-- comment -->\n\n", 100_000)+"text", 50, Options{Width: 72})
	if len(p.Lines) > 0 || p.Complete {
		t.Errorf("%d lines, complete %v", len(p.Lines), p.Complete)
	}
}

func TestReferences(t *testing.T) {
	source := "[a]: https://example.com/a\n[A]: https://example.com/second\n\n  [b c]: <https://example.com/b> \"title\"\ntext [no]: https://example.com/no\n    [code]: x\n[d]:\n[e]: https://example.com/e"
	var got []string
	for name, r := range references(source) {
		got = append(got, name+"="+string(r.Destination()))
	}
	slices.Sort(got)
	if want := []string{"a=https://example.com/a", "b c=https://example.com/b", "e=https://example.com/e"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTextOfHTML(t *testing.T) {
	for _, tt := range []struct {
		source string
		want   []string
	}{
		{"<p>a</p><p>b<br/>c</p>", []string{"a", "b", "c"}},
		{"a &lt;b&gt; &amp;amp;", []string{"a <b> &amp;"}},
		{"<a href='>'>x</a>", []string{"x"}},
		{"<a href='>x</a>", []string{"x"}},
		{"<b", []string{"<b"}},
		{"a < b <", []string{"a < b <"}},
		{"<!-- x --><?php y ?><!DOCTYPE z>t", []string{"t"}},
		{"a<script>b</script >c", []string{"ac"}},
		{"a<STYLE>b</style>c<style>d", []string{"ac"}},
		{"a\n\n\nb", []string{"a", "b"}},
		{"<who> said", []string{"<who> said"}},
	} {
		if got := textOfHTML(tt.source); !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %q, want %q", tt.source, got, tt.want)
		}
	}
}

func TestColours(t *testing.T) {
	for _, tt := range []struct {
		c    color.Color
		want string
	}{
		{nil, "a `b`"},
		{lipgloss.NoColor{}, "a `b`"},
		{lipgloss.Color("4"), "a {34}b{}"},
		{lipgloss.Color("12"), "a {94}b{}"},
		{lipgloss.Color("123"), "a {38;5;123}b{}"},
		{lipgloss.Color("#0a141e"), "a {38;2;10;20;30}b{}"},
	} {
		p := full(t, "a `b`", Options{Width: 20, Palette: Palette{Code: tt.c}})
		if got := visible(p.Lines[0]); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.c, got, tt.want)
		}
	}
}
