package markup

import "testing"

func TestX(t *testing.T) {
	for _, s := range []string{
		"<p>Hello <b>bold </b>and <i>it</i>alic &amp;lt; 5*3*2 snake_case _x_ https://e.example/a_b?c=1&d=2.</p><p>- not a list</p>12. no<br>- nor this<br><br>new",
		`<ul><li>one<li>two<ol start=3><li>x</li><li><p>para</p><p>second</p></li></ol></li></ul><ul><li>other</ul><blockquote><p>q1</p><p>q2<pre><code class="language-go">a := 1
b := 2</code></pre></blockquote>after`,
		`<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td><td rowspan=2>x<br>y</td></tr><tr><td>3</td></tr></table><table><tr><td><p>lay</p><p>out</p></td></tr></table>`,
		`<figure><img src="/i.jpg" alt="View"><figcaption>A view <a href="/x">link</a></figcaption></figure><a href="javascript:alert(1)">js</a> <a href="rel">rel</a> <a href="mailto:a@b.example">m</a><img src="https://t.example/p.gif" width=1 height=1><img alt="😀" src="x">`,
		`<b>note:</b>this <a href=/a>a <b>b</b> c</a> <i>a <b>b</i> c</b> x<sup>2</sup> 漢<ruby>字<rp>(</rp><rt>ji</rt></ruby> <h2>Title <b>b</b></h2>&amp;#27; &#27;[31m a<script>x</script>b`,
	} {
		t.Logf("%s\n=> %s\n--\n%s", s, Markdown(s, base), Plain(s))
	}
}
