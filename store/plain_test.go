package store

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"No marks at all.":    "No marks at all.",
		"# Heading\n\n> said": " Heading\n\n said",
		"a [link](https://x.example/a_(b) \"t\") here": "a link here",
		"![a picture](x.png) shows":                    "a picture shows",
		"**bold** and _thin_ and snake_case":           "bold and thin and snake_case",
		`3 \* 4 \[sic\] C:\dir`:                        `3 * 4 [sic] C:\dir`,
		"it <em>is</em> so, 3 < 4":                     "it  is  so, 3 < 4",
		"see https://x.example/long?q=1, then":         "see  then",
		"at 12:30 | 13:45":                             "at 12:30   13:45",
		"| a | b |\n| --- | :-: |\n| 1 | 2 |":          "  a   b  \n \n  1   2  ",
		"a | ---":                                      "a   ---",
		"|-|x":                                         " - x",
		"an [open (never closed":                       "an open (never closed",
		"<https://x.example/> and <b":                  "  and <b",
		"C# and a > b":                                 "C# and a > b",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

// The beginning is the same whether the rest is asked for or not.
func TestPlainStart(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"word ", "[", "](https://x.example/a)", "http://x.example/a", "https", "http", ":", "//", "<b>", "<", "\\*", "*", "_", "\n# ", "\n> ", "é", "![a](b)", "|", "\n| --- |"}
	for range 5000 {
		var text strings.Builder
		for range r.IntN(40) {
			text.WriteString(parts[r.IntN(len(parts))])
		}
		n := r.IntN(60)
		whole, start := plain(text.String()), plainStart(text.String(), n)
		if start[:min(n, len(start))] != whole[:min(n, len(whole))] {
			t.Fatalf("%d bytes of %q: %q, want %q", n, text.String(), start, whole)
		}
	}
}

func TestPlainLinear(t *testing.T) {
	for _, unit := range []string{"[", "](", "<", "<a ", "#", "> ", "_", "https://", "\\", "![", "|", "\n|", "| ---"} {
		in := strings.Repeat(unit, 1<<20/len(unit))
		begin := time.Now()
		if out := plain(in); len(out) > len(in) {
			t.Errorf("%q grows", unit)
		}
		if d := time.Since(begin); d > time.Minute {
			t.Errorf("%q takes %v a MB", unit, d)
		}
	}
}

func BenchmarkPlain(b *testing.B) {
	text := strings.Repeat("It [was](https://x.example/a) said **on** Monday, that nothing would come of it at all. ", 27)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		plain(text)
	}
}
