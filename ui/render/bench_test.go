package render

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
)

var news = []string{
	"confirmed", "for", "the", "first", "time", "on", "Monday", "that", "it", "had", "sent", "troops", "to", "fight", "in",
	"a", "war", "under", "orders", "from", "its", "leader", "and", "helped", "regain", "control", "of", "territory",
	"Pyongyang's", "unprecedented", "deployment", "as", "well", "artillery,", "ammunition", "which", "officials", "said",
}

// article makes an article of so many words, as news is: paragraphs of about
// 40 words, a subheading now and then, a link or an emphasis here and there.
func article(words int) string {
	var b strings.Builder
	for n := 0; n < words; n++ {
		switch {
		case n > 0 && n%240 == 0:
			b.WriteString("\n\n## At the cost of blood\n\n")
		case n > 0 && n%40 == 0:
			b.WriteString(".\n\n")
		case n > 0:
			b.WriteByte(' ')
		}
		w := news[(n*7+n/5)%len(news)]
		switch {
		case n%97 == 50:
			fmt.Fprintf(&b, "[%s](https://example.com/story/%d?from=front)", w, n)
		case n%61 == 30:
			b.WriteString("**" + w + "**")
		default:
			b.WriteString(w)
		}
	}
	return b.String()
}

func cjk(n int) string {
	const text = "新华社北京四月二十八日电（记者）外交部发言人在例行记者会上表示，中方一贯主张通过对话解决危机。「这是首次」，他说："
	var b strings.Builder
	runes := []rune(text)
	for i := range n {
		b.WriteRune(runes[i%len(runes)])
		if i%200 == 199 {
			b.WriteString("\n\n")
		}
	}
	return b.String()
}

// hostile are texts that some Markdown program has failed on.
func hostile(size int) map[string]string {
	rep := func(s string) string { return strings.Repeat(s, size/len(s)) }
	var ticks strings.Builder
	for i := 1; ticks.Len() < size; i++ {
		ticks.WriteString(strings.Repeat("`", i) + "a")
	}
	return map[string]string{
		"brackets":        rep("["),
		"closed brackets": strings.Repeat("[", size/2) + strings.Repeat("]", size/2),
		"links":           rep("[a]("),
		"images":          rep("[![]("),
		"stars":           rep("*a*"),
		"starred spaces":  rep("*a **b "),
		"underscores":     rep("*_a "),
		"backticks":       ticks.String(),
		"tildes":          rep("~~a "),
		"quotes":          rep(">"),
		"quoted lines":    rep("> "),
		"bullets":         rep("- "),
		"numbers":         rep("1. "),
		"nested list":     nestedList(size),
		"items":           rep("- a\n"),
		"table":           "|a|b|\n|-|-|\n" + rep("|a|b|\n"),
		"wide table":      strings.Repeat("|a", size/6) + "\n" + strings.Repeat("|-", size/6) + "\n" + strings.Repeat("|a", size/6),
		"tags":            rep("<a b=\"c "),
		"comments":        rep("a <!-- "),
		"html":            rep("<div>\n"),
		"unclosed":        "<!-- " + rep("word "),
		"script":          "<script>\n" + rep("word\n\n"),
		"fence":           "```\n" + rep("code\n\n"),
		"definitions":     rep("[a]: b\n"),
		"entities":        rep("&amp;&#27;"),
		"one word":        rep("a"),
		"one line":        rep("word "),
		"lines":           rep("a\n"),
		"blank lines":     rep("\n"),
		"setext":          rep("a\n=\n"),
		"headings":        rep("# a\n"),
		"accents":         "e" + rep("\u0301"),
		"joiners":         rep("👩\u200d"),
		"escapes":         rep("\x1b[31m"),
		"carriage":        rep("a\r"),
		"spaces":          rep(" ") + "a",
		"indents":         rep("\t"),
		"no UTF-8":        rep("\xff\xfe"),
		"addresses":       rep("http://a.b "),
		"mail":            rep("a.") + "@b.c",
	}
}

func nestedList(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.Repeat(" ", 2*(i%200)) + "- a\n")
	}
	return b.String()
}

var colours = Palette{Accent: lipgloss.Color("4"), Dim: lipgloss.Color("8"), Code: lipgloss.Color("6")}

func BenchmarkStart(b *testing.B) {
	o := Options{Width: 72, Palette: colours}
	texts := map[string]string{"350": article(350), "2000": article(2000), "20000": article(20000), "cjk20000": cjk(20000)}
	texts["20000in1"] = strings.ReplaceAll(texts["20000"], "\n", " ")
	for name, s := range texts {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Start(s, 50, o)
			}
		})
	}
}

func BenchmarkFull(b *testing.B) {
	o := Options{Width: 72, Palette: colours}
	for name, s := range map[string]string{"350": article(350), "2000": article(2000), "20000": article(20000), "cjk20000": cjk(20000)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				_, _ = Full(context.Background(), s, o)
			}
		})
	}
}

// Half of the sentences known to the reader.
func BenchmarkKnown(b *testing.B) {
	s := article(2000)
	o := Options{Width: 72, Palette: colours}
	for at := 0; at+200 < len(s); at += 200 {
		o.Known = append(o.Known, Span{at, at + 100})
	}
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		_, _ = Full(context.Background(), s, o)
	}
}

// What is compared with: glamour as a whole, without its own themes.
func BenchmarkGlamour(b *testing.B) {
	for name, s := range map[string]string{"350": article(350), "2000": article(2000), "20000": article(20000)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r, err := glamour.NewTermRenderer(glamour.WithStyles(ansi.StyleConfig{}), glamour.WithWordWrap(72))
				if err != nil {
					b.Fatal(err)
				}
				if _, err := r.Render(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	p, _ := Full(context.Background(), article(20000), Options{Width: 72, Palette: colours})
	for b.Loop() {
		Find(p, "well artillery")
	}
}

func BenchmarkTruncate(b *testing.B) {
	for b.Loop() {
		Truncate("North Korea confirms troop deployment to Russia as Putin hails 'heroes'", 60)
	}
}

func BenchmarkHostile(b *testing.B) {
	o := Options{Width: 72, Palette: colours}
	for name, s := range hostile(1 << 20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				_, _ = Full(context.Background(), s, o)
			}
		})
	}
}
