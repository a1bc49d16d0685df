package markup

import (
	"fmt"
	"strings"
	"testing"
)

// entry is an entry of a feed as blogs and papers write them: paragraphs with
// links and emphasis, a list and a picture, about 350 words.
func entry() string {
	var b strings.Builder
	for i := range 8 {
		fmt.Fprintf(&b, `<p class="has-text">The minister said on <strong>Tuesday</strong> that the plan, first <a href="https://news.example/2025/06/story-%d?page=1">reported here</a>, would go ahead &#8220;as soon as possible&#8221; and that <em>nothing</em> had changed since the last meeting of the council in the capital.</p>`+"\n", i)
		if i == 3 {
			b.WriteString(`<figure class="block-image"><img loading="lazy" src="https://news.example/a.jpg" alt="A view" width="600" height="400"/><figcaption>A view of the town</figcaption></figure><ul><li>First point of it</li><li>Second <b>point</b></li></ul>`)
		}
	}
	return b.String()
}

func BenchmarkMarkup(b *testing.B) {
	s := entry()
	for name, f := range map[string]func(){
		"markdown": func() { Markdown(s, base) },
		"plain":    func() { Plain(s) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}
