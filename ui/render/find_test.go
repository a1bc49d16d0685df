package render

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestFind(t *testing.T) {
	tests := []struct {
		source, phrase string
		width          int
		want           string // [line from-to], joined with + where one goes on
	}{
		{"Moscow and moscow", "MOSCOW", 40, "[0 0-6] [0 11-17]"},
		{"Café, cafe, CAFE\u0301", "cafe", 40, "[0 0-4] [0 6-10] [0 12-16]"},
		{"cafe", "CAFÉ", 40, "[0 0-4]"},
		{"Straße in Łódź", "strasse in lodz", 40, "[0 0-14]"},
		{"Pyongyang’s “heroes” – today", `pyongyang's "heroes" - today`, 40, "[0 0-28]"},
		{"one two three", "two three", 8, "[0 4-7]+[1 0-5]"},
		{"one two three", " two \n three ", 8, "[0 4-7]+[1 0-5]"},
		{"one two three", "onetwo", 8, ""},
		{"> one two three", "two three", 10, "[0 6-9]+[1 2-7]"},
		{"- one two three", "two three", 10, "[0 6-9]+[1 2-7]"},
		{"one\n\ntwo", "one two", 10, ""},
		{"中方一贯主张通过对话", "主张通过", 10, "[0 8-10]+[1 0-6]"},
		{"ABCＡＢＣ", "abc", 40, "[0 0-3] [0 3-9]"},
		{"👩‍👩‍👧 x 👍🏽 y", "👍🏽 y", 40, "[0 5-9]"},
		{"a **b** [c](https://example.com) d", "b c d", 40, "[0 2-7]"},
		{"averylongword", "longword", 8, "[0 5-8]+[1 0-5]"},
		{"aaa", "aa", 40, "[0 0-2]"},
		{"が", "か", 40, ""},
		{"text", "", 40, ""},
		{"text", " \u0301 ", 40, ""},
		{"```\n    two  blanks\n```", "two blanks", 40, "[0 6-17]"},
	}
	for _, tt := range tests {
		p := full(t, tt.source, Options{Width: tt.width, Palette: colours})
		if got := showMatches(Find(p, tt.phrase)); got != tt.want {
			t.Errorf("%q in %q: got %s, want %s", tt.phrase, plainLines(p), got, tt.want)
		}
	}
}

func showMatches(found []Match) string {
	var b strings.Builder
	for i, m := range found {
		fmt.Fprintf(&b, "[%d %d-%d]", m.Line, m.From, m.To)
		if m.More {
			b.WriteByte('+')
		} else if i < len(found)-1 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// Whatever is found can be lit, and what is lit is what was looked for.
func TestFoundIsLit(t *testing.T) {
	o := Options{Width: 30, Palette: colours}
	p := full(t, sample(t, "every")+"\n\n"+sample(t, "world"), o)
	style := lipgloss.NewStyle().Reverse(true)
	for _, phrase := range []string{"Korea", "e", "the sacrifice", "英雄", "중앙", "👩", "must be broken"} {
		found := Find(p, phrase)
		if len(found) == 0 {
			t.Errorf("%q not found", phrase)
		}
		lines := slices.Clone(p.Lines)
		for _, m := range found {
			lit := Highlight(lines[m.Line], m.From, m.To, style)
			if ansi.Strip(lit) != ansi.Strip(p.Lines[m.Line]) {
				t.Fatalf("%q: the text of %q changed to %q", phrase, p.Lines[m.Line], lit)
			}
			checkLine(t, lit, o)
			lines[m.Line] = lit
		}
	}
}

func TestHighlight(t *testing.T) {
	style := lipgloss.NewStyle().Reverse(true)
	tests := []struct {
		line     string
		from, to int
		want     string
	}{
		{"plain text", 0, 5, "{7}plain{} text"},
		{"plain text", 6, 10, "plain {7}text{}"},
		{"plain", 0, 5, "{7}plain{}"},
		{"plain", 3, 3, "plain"},
		{"plain", 9, 12, "plain"},
		{"a \x1b[1mbold\x1b[m b", 3, 5, "a {1}b{}{7}ol{}{1}d{} b"},
		{"a \x1b[1mbold\x1b[m b", 0, 4, "{7}a bo{}{1}ld{} b"},
		{"a \x1b[1mbold\x1b[m b", 4, 8, "a {1}bo{}{7}ld b{}"},
		{"中文字", 2, 4, "中{7}文{}字"},
		{ansi.SetHyperlink("https://e.com") + "\x1b[4mlink\x1b[m" + ansi.ResetHyperlink(), 1, 3, "<https://e.com>{4}l{}{7}in{}{4}k{}</>"},
		{ansi.SetHyperlink("https://e.com") + "\x1b[4mli\x1b[m" + ansi.ResetHyperlink() + "nk", 1, 3, "<https://e.com>{4}l{}{7}i{}</>{7}n{}k"},
	}
	for _, tt := range tests {
		if got := visible(Highlight(tt.line, tt.from, tt.to, style)); got != tt.want {
			t.Errorf("%q %d-%d: got %q, want %q", tt.line, tt.from, tt.to, got, tt.want)
		}
	}
}
