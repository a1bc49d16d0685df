package render

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func full(t *testing.T, markdown string, o Options) Page {
	t.Helper()
	p, err := Full(context.Background(), markdown, o)
	if err != nil {
		t.Fatal(err)
	}
	if !p.Complete {
		t.Error("a full page is not complete")
	}
	checkPage(t, p, o)
	return p
}

func plainLines(p Page) []string {
	var all []string
	for _, l := range p.Lines {
		all = append(all, ansi.Strip(l))
	}
	return all
}

func sample(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name + ".md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Every construct at every width: nothing too wide, and the paragraphs keep
// their numbers, for the reading position is stored as one.
func TestWidths(t *testing.T) {
	for _, name := range []string{"every", "world"} {
		source := sample(t, name)
		paragraphs := -1
		for width := -1; width < 90; width++ {
			for _, o := range []Options{
				{Width: width, Palette: colours},
				{Width: width, Palette: Palette{Plain: true}, ASCII: true},
			} {
				p := full(t, source, o)
				if paragraphs < 0 {
					paragraphs = len(p.Paragraphs)
				}
				if len(p.Paragraphs) != paragraphs {
					t.Errorf("%s, width %d: %d paragraphs, else %d", name, width, len(p.Paragraphs), paragraphs)
				}
				if t.Failed() {
					t.Fatalf("%s, width %d, %+v", name, width, o)
				}
			}
		}
	}
}

// What Start sets is how Full begins.
func TestStartIsThePrefixOfFull(t *testing.T) {
	texts := map[string]string{"every": sample(t, "every"), "world": sample(t, "world"), "long": article(3000)}
	for name, source := range texts {
		for _, width := range []int{1, 20, 72} {
			o := Options{Width: width, Palette: colours}
			all := full(t, source, o)
			for _, n := range []int{-1, 0, 1, 2, 10, 50, 1 << 20} {
				p := Start(source, n, o)
				if len(p.Lines) < min(n, len(all.Lines)) {
					t.Errorf("%s, width %d: Start(%d) set %d lines", name, width, n, len(p.Lines))
				}
				if p.Complete != (len(p.Lines) == len(all.Lines)) {
					t.Errorf("%s, width %d: Start(%d): complete is %v", name, width, n, p.Complete)
				}
				if !slices.Equal(p.Lines, all.Lines[:len(p.Lines)]) ||
					!slices.Equal(p.Paragraphs, all.Paragraphs[:len(p.Paragraphs)]) ||
					!slices.Equal(p.Links, all.Links[:len(p.Links)]) {
					t.Errorf("%s, width %d: Start(%d) is not how Full begins", name, width, n)
				}
			}
		}
	}
}

func TestNothing(t *testing.T) {
	for _, s := range []string{"", " ", "\n\n\n", "<!-- a comment -->", "[a]: http://example.com", "\x00\x1b\u202e"} {
		p := full(t, s, Options{Width: 40})
		if len(p.Lines) != 0 || len(p.Paragraphs) != 0 || !Start(s, 10, Options{Width: 40}).Complete {
			t.Errorf("%q: %+v", s, p)
		}
	}
}

// The words of a paragraph all come out, in order, whatever breaks the lines.
func TestWordsInOrder(t *testing.T) {
	words := []string{
		"war", "a", "Monday,", "\"quoted\"", "(Apr", "28)", "well-known", "–", "don't", "Café", "e\u0301te\u0301", "naïve", "14,000",
		"北京四月", "「首次」，", "アメリカっぽい", "북한이", "أكدت", "קוריאה", "उसने", "👩‍👩‍👧", "👍🏽", "🇺🇦", "1️⃣", "end.", "AT&T", "x/y", "50%", "C:\\",
		"averyverylongwordthatgoesonandonandonandonandonwithoutanyplacetobreakit", "don’t", "«", "»", "!",
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var text []string
		for range 1 + r.IntN(60) {
			text = append(text, words[r.IntN(len(words))])
		}
		// A letter first, so that no word is taken for a mark of Markdown.
		source := "So " + strings.Join(text, " ")
		for _, width := range []int{2, 3, 7, 20, 41, 72} {
			p := full(t, source, Options{Width: width})
			got := strings.ReplaceAll(strings.Join(plainLines(p), ""), " ", "")
			if want := strings.ReplaceAll(source, " ", ""); got != want {
				t.Fatalf("width %d:\n got %q\nwant %q", width, got, want)
			}
			for _, l := range plainLines(p)[:len(p.Lines)-1] {
				if strings.HasPrefix(l, " ") {
					t.Errorf("a line begins with a blank: %q", l)
				}
			}
		}
	}
}

// Lines are as full as they get: the next word would not have fitted.
func TestLinesAreFull(t *testing.T) {
	for width := 12; width < 90; width++ {
		p := full(t, strings.Join(news, " ")+" "+strings.Join(news, " "), Options{Width: width})
		lines := plainLines(p)
		for i := range lines[:len(lines)-1] {
			next, _, _ := strings.Cut(lines[i+1], " ")
			if len(lines[i])+1+len(next) <= width {
				t.Errorf("width %d: %q had room for %q", width, lines[i], next)
			}
		}
	}
}

func TestHostile(t *testing.T) {
	for name, s := range hostile(40 << 10) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, o := range []Options{{Width: 72, Palette: colours}, {Width: 5, Palette: Palette{Plain: true}}} {
				full(t, s, o)
				p := Start(s, 10, o)
				checkPage(t, p, o)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p, err := Full(ctx, article(1000), Options{Width: 72})
	if !errors.Is(err, context.Canceled) || p.Complete || len(p.Lines) != 0 {
		t.Errorf("got %d lines, complete %v, %v", len(p.Lines), p.Complete, err)
	}
}

// No goroutine sees another's text: glamour's renderers are not safe for
// that, so each page has its own.
func TestConcurrently(t *testing.T) {
	source, o := sample(t, "every"), Options{Width: 50, Palette: colours}
	want := full(t, source, o).Lines
	done := make(chan error)
	for range 8 {
		go func() {
			p, err := Full(context.Background(), source, o)
			if err == nil && !slices.Equal(p.Lines, want) {
				err = errors.New("the page differs")
			}
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// What the source can say of a terminal's own language never gets there.
func TestControls(t *testing.T) {
	attacks := []string{
		"\x1b]52;c;ZXZpbA==\x07", "\x1b]0;title\x07", "\x1b[2J", "\x1b[31m", "\x1bc", "\u009b31m", "\u009d52;c;eA==\u009c",
		"&#27;[31m", "&#x1b;]8;;http://evil.example\x07", "&#155;2J", "&#x202e;", "\u202e", "\u2066", "\u200f", "\u061c", "\x7f", "\r", "\x00", "\v", "\f", "\x08",
		"\x1b]8;;http://evil.example\x1b\\", "\x1b]8;id=0;link:0\x07", "\n\v", "\xff\xc2\x9b", "\U000e0041", "\ufeff", "\u2028", "\ufff9",
	}
	places := []string{
		"text %s here", "**%s**", "`code %s`", "[%s](https://example.com)", "[link](https://example.com/%s)", "[link](<https://example.com/%s>)",
		"![%s](https://example.com/i.png)", "![alt](https://example.com/%s \"%s\")", "# head %s", "- item %s", "> quote %s", "| a%s | b |\n|---|---|\n| %s | c |",
		"```%s\ncode %s\n```", "    code %s", "<div %s>text %s</div>", "a <b %s>c</b>", "<https://example.com/%s>", "https://example.com/%s",
		"~~%s~~", "term %s\n: def %s", "[ref %s]\n\n[ref %s]: https://example.com/%s", "- [ ] %s", "a\n%s\nb", "[a](https://example.com/b \"%s\") [c](https://example.com/d)",
	}
	for _, attack := range attacks {
		for _, place := range places {
			source := strings.ReplaceAll(place, "%s", attack)
			for _, width := range []int{1, 9, 60} {
				full(t, source, Options{Width: width, Palette: colours})
				if t.Failed() {
					t.Fatalf("%q at width %d", source, width)
				}
			}
		}
	}
}

func TestLinks(t *testing.T) {
	tests := []struct{ source, text, links string }{
		{"[a](https://example.com/x)", "a", "a=https://example.com/x"},
		{"[a](HTTPS://example.com/x)", "a", "a=https://example.com/x"},
		{"[a](javascript:alert(1))", "a", ""},
		{"[a](JaVaScRiPt:alert(1))", "a", ""},
		{"[a](java&#115;cript:alert(1))", "a", ""},
		{"[a](file:///etc/passwd)", "a", ""},
		{"[a](/relative)", "a", ""},
		{"[a](//example.com)", "a", ""},
		{"[a](https:)", "a", ""},
		{"[a](https://)", "a", ""},
		{"[a](mailto:a@example.com)", "a", "a=mailto:a@example.com"},
		{"[](https://example.com)", "https://example.com", "https://example.com=https://example.com"},
		{"[a](https://example.com/ü)", "a", "a=https://example.com/%C3%BC"},
		{"[a](https://example.com/a&amp;b)", "a", "a=https://example.com/a&b"},
		{"[a](https://example.com/&#27;]0;x)", "a", ""},
		{"[a](<https://example.com/a b>)", "a", "a=https://example.com/a%20b"},
		{"[a](https://example.com/" + strings.Repeat("x", maxURL) + ")", "a", ""},
		{"<a@example.com>", "a@example.com", "a@example.com=mailto:a@example.com"},
		{"see www.example.com.", "see www.example.com.", "www.example.com=http://www.example.com"},
		{"![cap](https://example.com/i.png)", "Image: cap", "Image: cap=https://example.com/i.png"},
		{"![cap](data:image/png;base64,xx)", "Image: cap", ""},
		{"![](data:image/png;base64,xx) b", "b", ""},
		{"![](https://example.com/i.png \"title\")", "Image: title", "Image: title=https://example.com/i.png"},
		{"[![cap](https://example.com/i.png)](https://example.com/p)", "Image: cap", "cap=https://example.com/p"},
		{"[![](https://example.com/i.png)](https://example.com/p)", "Image", "Image=https://example.com/p"},
		{"**[a](https://example.com/1)** and *[b](https://example.com/2)*", "a and b", "a=https://example.com/1 b=https://example.com/2"},
		{"[a][1] [b]\n\n[1]: https://example.com/1\n[b]: <https://example.com/2> 'x'", "a b", "a=https://example.com/1 b=https://example.com/2"},
		{"[Ab  C], [x][aB c]\n\n[AB c]: https://example.com/1\n\n[ab c]: https://example.com/2", "Ab C, x", "Ab C=https://example.com/1 x=https://example.com/1"},
		{"[a `b` *c*](https://example.com)", "a b c", "a b c=https://example.com"},
	}
	for _, tt := range tests {
		p := full(t, tt.source, Options{Width: 200, Palette: colours})
		var links []string
		for _, l := range p.Links {
			links = append(links, l.Text+"="+l.URL)
		}
		if got := strings.Join(plainLines(p), "/"); got != tt.text {
			t.Errorf("%.60q: text %q, want %q", tt.source, got, tt.text)
		}
		if got := strings.Join(links, " "); got != tt.links {
			t.Errorf("%.60q: links %q, want %q", tt.source, got, tt.links)
		}
	}
}

// A link over several lines is one link, to the terminal and to Links.
func TestBrokenLink(t *testing.T) {
	p := full(t, "before [a link of several words](https://example.com) after", Options{Width: 10})
	n := 0
	for _, l := range p.Lines {
		n += strings.Count(l, "id=0;https://example.com\a")
	}
	if len(p.Links) != 1 || n < 3 {
		t.Errorf("%d links, opened %d times in %q", len(p.Links), n, p.Lines)
	}
}

// The text of the article is the author's: what looks like a mistake in
// Markdown, HTML or escapes stays readable.
func TestText(t *testing.T) {
	tests := []struct{ source, want string }{
		{`C:\Users\*`, `C:\Users*`},
		{`a\\b \\\* c`, `a\b \* c`},
		{"`a\\*b &amp; \\\\`", `a\*b &amp; \\`},
		{`&amp;amp; &lt;b&gt; &copyright; &nope; &#169; &#x27; &#0;`, "&amp; <b> &copyright; &nope; © ' \ufffd"},
		{`\&amp;`, `&amp;`},
		{"5 < 6 > 4", "5 < 6 > 4"},
		{"a <b>c</b> <name> <br>d", "a c <name>/d"},
		{"snake_case_name 2*3*4", "snake_case_name 234"},
		{"~~gone~~ ~one~", "gone one"},
		{"# a #\n\ntext", "a/text"},
		{"a  \nb\\\nc", "a/b/c"},
		{"a<br><br> <br>b<br>", "a//b"},
		{"- <br>a", "• a"},
		{"1986. A great year", "1986. A great year"},
		{"<div>a<p>b</p>c</div>", "a//b//c"},
		{"<style>p{}</style>", ""},
		{"<!-- never closed\n\ntext", "never closed//text"},
		{"Hello world\n===", "Hello world"},
		{"[not a link] [x]: y", "[not a link] [x]: y"},
		{"a\n: b\n\nc\n: d\n: e", "a/  b//c/  d/  e"},
		{"- a\n- b\n\n\n- c", "• a//• b//• c"},
		{"3) a\n4) b", "3) a/4) b"},
		{"9. a\n10. b", " 9. a/10. b"},
		{"-", "•"},
		{"| | |\n|---|---|\n| a | b |", "a  b"},
		{"| a | b |\n|---|---|\n| | |", "a  b/─  ─"},
		{"| | |\n|---|---|\n| | |\n\nc", "c"},
		{"| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |", "a  b/─  ─/1/1  2"},
		{">", ""},
		{"a\u00a0b\u200bc\u00add", "a bcd"},
	}
	for _, tt := range tests {
		p := full(t, tt.source, Options{Width: 60, Palette: colours})
		if got := strings.Join(plainLines(p), "/"); got != tt.want {
			t.Errorf("%q:\n got %q\nwant %q", tt.source, got, tt.want)
		}
	}
}

func TestBreaks(t *testing.T) {
	tests := []struct {
		width        int
		source, want string
	}{
		{10, "a well-known fact", "a well-/known fact"},
		{10, "it was 10-12 degrees", "it was/10-12/degrees"},
		{12, "silence — and then", "silence —/and then"},
		{9, "silence — and then", "silence —/and then"},
		{8, "silence — and then", "silence/— and/then"}, // no room for the dash
		{8, "中方一贯主张，通过", "中方一贯/主张，通/过"},
		{6, "中方一，通过", "中方/一，通/过"},
		{6, "中方——通过", "中方——/通过"},
		{6, "中方「通过」", "中方/「通/过」"},
		{7, "中方abc通过", "中方abc/通过"},
		{8, "あいうっえ", "あいうっ/え"},
		{6, "あいうっえ", "あい/うっえ"},
		{10, "북한이 러시아의 전쟁", "북한이/러시아의/전쟁"},
		{8, "👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧/👩‍👩‍👧"}, // 6 cells each without Unicode core,
		{10, "https://example.com/a", "https:///example./com/a"},
		{12, "https://example.com/a", "https://exam/ple.com/a"},
		{9, "10 000\u00a0000 km", "10/000 000/km"},
		{1, "ab 中", "a/b/?"},
		{3, "Il dit : non", "Il/dit/:/non"},
		{7, "Il dit : non", "Il/dit :/non"},
	}
	for _, tt := range tests {
		p := full(t, tt.source, Options{Width: tt.width})
		if got := strings.Join(plainLines(p), "/"); got != tt.want {
			t.Errorf("%d, %q:\n got %q\nwant %q", tt.width, tt.source, got, tt.want)
		}
	}
}

// A long list, table or block of code is cut for parsing, and doesn't show it.
func TestLongBlocks(t *testing.T) {
	for name, tt := range map[string]struct{ head, line, want string }{
		"list":  {"", "- item %d\n", "• item %d"},
		"code":  {"```\n", "line %d\n", "  line %d"},
		"quote": {"", "> - item %d\n", "│ • item %d"},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString(tt.head)
			const n = 5000
			for i := range n {
				fmt.Fprintf(&b, tt.line, i)
			}
			lines := plainLines(full(t, b.String(), Options{Width: 40}))
			if len(lines) != n {
				t.Fatalf("%d lines, want %d", len(lines), n)
			}
			for i, l := range lines {
				if want := fmt.Sprintf(tt.want, i); l != want {
					t.Fatalf("line %d is %q, want %q", i, l, want)
				}
			}
		})
	}
	var b strings.Builder
	b.WriteString("| No | Name |\n|---|---|\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "| %d | name |\n", i)
	}
	rows := 0
	for _, l := range plainLines(full(t, b.String(), Options{Width: 40})) {
		if strings.HasSuffix(l, "name") {
			rows++
		} else if !strings.Contains(l, "Name") && !strings.Contains(l, "──") {
			t.Fatalf("not a line of a table: %q", l)
		}
	}
	if rows != 5000 {
		t.Errorf("%d rows, want 5000", rows)
	}
}

func TestTooDeep(t *testing.T) {
	p := full(t, strings.Repeat(">", 3000)+" deep\n\n"+strings.Repeat("- ", 3000)+"deeper\n\n* * * * * * * * * * * * * * * * * *\n\nplain", Options{Width: 40})
	if got := strings.Join(plainLines(p), "/"); got != "deep//deeper//"+strings.Repeat(" ", 16)+"────────//plain" {
		t.Errorf("%q", got)
	}
}
