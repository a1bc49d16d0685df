package markup

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

var base, _ = url.Parse("https://news.example/world/story")

// cases are fragments, the Markdown that comes of them and their plain text
// ("=" if that is the same). They seed the fuzz target, too.
var cases = []struct{ name, in, markdown, plain string }{
	{"empty", "", "", "="},
	{"text", "Plain news.", "Plain news.", "="},
	{"text with references", "Fish &amp; chips &#8212; &lt;b&gt;", `Fish & chips — \<b>`, "Fish & chips — <b>"},
	{"text in paragraphs", "One.\n\nTwo\nlines.", "One.\n\nTwo lines.", "="},
	{"paragraphs", "<p>One.</p><p>Two.\n  More.</p>", "One.\n\nTwo. More.", "="},
	{"line breaks", "One<br>two<br/>\n three<br><br>four<br>", "One\\\ntwo\\\nthree\n\nfour", "One\ntwo\nthree\n\nfour"},
	{"headings", "<h1>A</h1>x<h3>B <b>c</b><br>d</h3><h2></h2>", "# A\n\nx\n\n### B c d", "A\n\nx\n\nB c\nd"},
	{"heading with hash", "<h2>C #</h2>", `## C \#`, "C #"},
	{"emphasis", "a <b>bold </b>b <i>it</i>alic <s>gone</s>", "a **bold** b *it*alic ~~gone~~", "a bold b italic gone"},
	{"emphasis nested", "<b>a <i>b</i></b> <i>c <b>d</i> e</b>", "**a *b*** *c **d*** **e**", "a b c d e"},
	{"emphasis that Markdown cannot say", "<b>note:</b>this <b>「引用」</b>中文 <b>中文</b>字", "note:this 「引用」中文 **中文**字", "note:this 「引用」中文 中文字"},
	{"emphasis side by side", "<b>a</b><i>b</i> c", "**a**b c", "ab c"},
	{"emphasis of nothing", "a<b> </b>b<i></i>", "a b", "="},
	{"link", `<a href="/a">see <b>this</b></a>.`, "[see this](https://news.example/a).", "see this."},
	{"link in bold", `<b><a href="/a">see</a></b>`, "**[see](https://news.example/a)**", "see"},
	{"link with brackets", `<a href="/a_(b)?c=[d]&amp;lt;=1">a [b] c</a>`, `[a \[b\] c](https://news.example/a_%28b%29?c=[d]&lt%3B=1)`, "a [b] c"},
	{"link that is its address", `<a href="https://e.example/a_b">https://e.example/a_b</a>`, "<https://e.example/a_b>", "https://e.example/a_b"},
	{"link around blocks", `<a href="/a"><h2>T</h2><p>x</p></a>y`, "## [T](https://news.example/a)\n\n[x](https://news.example/a)\n\ny", "T\n\nx\n\ny"},
	{"links that lead nowhere", `<a href="javascript:alert(1)">a</a> <a href="#top">b</a> <a href="data:text/html,x">c</a> <a href="file:///etc/passwd">d</a> <a>e</a> <a href=" JaVa&#10;script:x">f</a>`, "a b c d e f", "="},
	{"mail", `<a href="mailto:desk@news.example">desk</a>`, "[desk](mailto:desk@news.example)", "desk"},
	{"mail address in angle brackets", "&lt;7@0> a &lt;5 @b> &lt;0<b>1@2></b>", `\<7@0> a <5 @b> \<0**1@2>**`, "<7@0> a <5 @b> <01@2>"},
	{"bare address", "See https://e.example/a_b*c and http://e.example/.", "See <https://e.example/a_b*c> and http://e.example/.", "See https://e.example/a_b*c and http://e.example/."},
	{"image", `<img src="a.jpg" alt="A view">`, "![A view](https://news.example/world/a.jpg)", ""},
	{"image with caption", `<figure><img src="/a.jpg" alt="long [alt]"><figcaption>The view <a href="/x">there</a></figcaption></figure>`, "![](https://news.example/a.jpg)\n\n*The view [there](https://news.example/x)*", "The view there"},
	{"caption before the image", `<figure><figcaption>The view</figcaption><img src="/a.jpg" alt="alt"></figure>`, "*The view*\n\n![](https://news.example/a.jpg)", "The view"},
	{"lazy images", `<img src="data:image/gif;base64,R0l" data-src="/l.jpg"><img srcset="/s.jpg 100w, /b.jpg 900w"><noscript><img src="/l.jpg"></noscript>`, "![](https://news.example/l.jpg)![](https://news.example/b.jpg)", ""},
	{"trackers and icons", `a<img src="https://t.example/p" width="1" height="1"><img src="/spacer.gif" alt="x"><img alt="😀" src="/e.png"> <img src="javascript:x">b`, "a😀 b", "="},
	{"video", `<iframe src="https://www.youtube.com/embed/x" title="Launch">no</iframe><iframe src="https://ads.example/"></iframe><video src="/v.mp4">x</video>`, "[Video: Launch](https://www.youtube.com/embed/x)\n\n[Video](https://news.example/v.mp4)\n\nx", "x"},
	{"objects", `a <object data="/x.swf"><param name="m"><embed src="/x.swf">The <b>news</b> without it.</object> <applet>too</applet>`, "a The **news** without it. too", "a The news without it. too"},
	{"list", "<ul><li>one<li>two<ol start=3><li>x</li><li><p>y</p><p>z</p></li></ol></li></ul>", "- one\n- two\n\n  3. x\n  4. y\n\n     z", "one\ntwo\n\nx\ny\n\nz"},
	{"list in an item", "<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>", "- one\n  - two\n- three", "one\ntwo\nthree"},
	{"lists side by side", "<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol><ol><li>d</ol>", "- a\n\n* b\n\n1. c\n\n1) d", "a\n\nb\n\nc\n\nd"},
	{"items without a list", "<li>a</li><li>b</li>c", "- a\n- b\n\nc", "a\nb\n\nc"},
	{"quote", "<blockquote><p>a</p><p>b<br>c</p></blockquote>d", "> a\n>\n> b\\\n> c\n\nd", "a\n\nb\nc\n\nd"},
	{"code", "Run <code>a`b</code> or <code>x y</code>, <kbd>Esc</kbd>.", "Run ``a`b`` or `x y`, `Esc`.", "Run a`b or x y, Esc."},
	{"code in parts", "0<tt><i>1</i>2</tt> <tt>3</tt><tt>4</tt>", "0`12` `34`", "012 34"},
	{"code in parts of many looks", "<tt><b>0</b><i>1</i>2</tt>", "**`0`**`12`", "012"},
	{"code in parts of a link", `<a href="https://e.example/"><tt><i>0</i>1</tt></a>`, "[`01`](https://e.example/)", "01"},
	{"code block", "<pre><code class=\"hljs language-go\">a := 1\n\n\tb &lt; 2 &amp;#27;\n</code></pre>", "```go\na := 1\n\n\tb < 2\n```", "a := 1\n\n\tb < 2"},
	{"code with fences", "<pre>```\nx</pre>", "````\n```\nx\n````", "```\nx"},
	{"table", "<table><caption>C</caption><tr><th>A</th><th>B|</th></tr><tr><td rowspan=2>1</td><td>x<br>y</td></tr><tr><td><b>z</b></td></tr></table>", "C\n\n| A | B\\| |\n| --- | --- |\n| 1 | x y |\n|  | **z** |", "C\n\nA B|\n1 x y\nz"},
	{"table for layout", "<table><tr><td><h2>T</h2><p>a</p></td><td>b</td></tr></table>", "## T\n\na\n\nb", "T\n\na\n\nb"},
	{"definitions", "<dl><dt>A</dt><dd>b</dd></dl>", "**A**\n\nb", "A\n\nb"},
	{"rule", "a<hr>b", "a\n\n___\n\nb", "a\n\nb"},
	{"small print", "10<sup>6</sup>, H<sub>2</sub>O, <q>so</q>, <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "10⁶, H2O, “so”, 漢(kan)", "="},
	{"lines of Chinese", "<p>新华社\n北京电 and\nso on</p>", "新华社北京电 and so on", "="},
	{"dropped", "a<script>x<b></script><style>y</style><!-- z --><form><input value=q><button>Go</button>b</form><p hidden>c</p><div style='display: none'>d<div>e</div></div>f<svg><text>g</text></svg>", "a\n\nb\n\nf", "="},
	{"literal marks", "<p># a</p><p>- b</p><p>1. c</p><p>&gt; d</p><p>*e* _f_ `g` ~~h~~ [i](j) \\*</p><p>===</p><p>+ k<br>- l</p><p>[ ] m</p><p>a_b 5 * 3 R&amp;D</p>", "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n\n\\*e\\* \\_f\\_ \\`g\\` \\~\\~h\\~\\~ [i\\](j) \\\\\\*\n\n\\===\n\n\\+ k\\\n\\- l\n\n\\[ ] m\n\na_b 5 * 3 R&D", "# a\n\n- b\n\n1. c\n\n> d\n\n*e* _f_ `g` ~~h~~ [i](j) \\*\n\n===\n\n+ k\n- l\n\n[ ] m\n\na_b 5 * 3 R&D"},
	{"controls", "<p>a\x1b[31mb&#27;[0mc&amp;#27;d&amp;#x1b;e&#x9b;2Jf\u202eg</p>", "abcde›2Jfg", "="},
	{"broken markup", "<p>a <b>b <p>c</i> </div>d <a href=/x>e", "a **b**\n\n**c**\n\n**d [e](https://news.example/x)**", "a b\n\nc\n\nd e"},
	{"closed like XML", "<p>a<b/>b<iframe src='https://x.example'/>c<script/>d</p>", "abcd", "="},
}

func TestCases(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Markdown(c.in, base); got != c.markdown {
				t.Errorf("Markdown(%q)\n got %q\nwant %q", c.in, got, c.markdown)
			}
			if c.plain == "=" {
				c.plain = c.markdown
			}
			if got := Plain(c.in); got != c.plain {
				t.Errorf("Plain(%q)\n got %q\nwant %q", c.in, got, c.plain)
			}
			check(t, c.in)
		})
	}
}

func TestWithoutBase(t *testing.T) {
	in := `<a href="/a">a</a> <a href="https://e.example/">b</a> <img src="/i.jpg" alt="c">`
	if got, want := Markdown(in, nil), "a [b](https://e.example/)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// hostile are units which, repeated, break converters: by depth, by what is
// never closed, by what is repeated in the output.
var hostile = map[string]string{
	"nested div": "<div>", "nested quote": "<blockquote>", "nested list": "<ul><li>", "nested table": "<table><tr><td>", "quotes with text": "<blockquote>a",
	"open brackets": "[", "links open": "<a href=/x>", "bold": "<b>", "bold and italic": "<b>a<i>b", "marks": "*_~`", "line breaks": "a<br>", "images": "<img src=/x>",
	"comments": "<!--", "tags open": "<a b", "less than": "<", "references": "&amp;", "controls": "&#27;", "twice": "&amp;#27;", "pre": "<pre>", "code": "<code>`", "attributes": "<p a=b c=d>",
	"srcset": "<img srcset='a 1w, b 2w'>", "cells": "<td>a", "wide cells": "<tr><td colspan=1000>a", "high cells": "<td rowspan=1000>a<tr>", "scripts": "<script>", "NUL": "\x00", "invalid": "\xff", "textarea": "<textarea>", "items": "<li>a", "superscripts": "<sup>1", "captions": "<figure><img src=/x><figcaption>a",
}

// TestLinear gives each unit a thousand and some million times.
func TestLinear(t *testing.T) {
	long, _ := url.Parse("https://news.example/" + strings.Repeat("x", 4000) + "/")
	for name, unit := range hostile {
		for _, size := range []int{2 << 10, 512 << 10} {
			in := strings.Repeat(unit, size/len(unit)) + "the end"
			begin := time.Now()
			out := Markdown(in, long)
			if took := time.Since(begin); took > 2*time.Minute { // a hang, whatever else the machine does
				t.Errorf("%s: %d KB took %v", name, size>>10, took)
			}
			if most := 16*len(in) + 1<<20; len(out) > most {
				t.Errorf("%s: %d KB became %d KB", name, size>>10, len(out)>>10)
			}
			if size < 1<<16 {
				check(t, in)
			}
		}
	}
}
