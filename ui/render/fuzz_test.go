package render

import (
	"context"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Whatever an article says and however wide the page is: lines that are safe
// and fit, Start as the beginning of Full, the same paragraphs at any width.
func FuzzFull(f *testing.F) {
	for _, name := range []string{"every", "world"} {
		for block := range strings.SplitSeq(sample(f, name), "\n\n") {
			f.Add(block, 20, false, false)
		}
	}
	for _, s := range hostile(300) {
		f.Add(s, 9, true, true)
	}
	f.Add("* 00000000\n- 0000000000\n# 000000000000\n*", -59, false, false) // an empty item on the narrowest page
	f.Add("00000000000\n-|-|-\n\x00", 14, false, false)                     // a table without text
	f.Add("&#X1;", 121, false, true)                                        // a reference that a passage ends in
	f.Fuzz(func(t *testing.T, markdown string, width int, plain, ascii bool) {
		o := Options{Width: width % 150, Palette: colours, ASCII: ascii}
		o.Palette.Plain = plain
		p, err := Full(context.Background(), markdown, o)
		if err != nil || !p.Complete {
			t.Fatal(err, p.Complete)
		}
		checkPage(t, p, o)
		s := Start(markdown, 3, o)
		if !slices.Equal(s.Lines, p.Lines[:len(s.Lines)]) || len(s.Lines) < min(3, len(p.Lines)) {
			t.Errorf("Start set %q, Full %q", s.Lines, p.Lines)
		}
		o.Known = []Span{{len(markdown) / 4, len(markdown) / 2}}
		if known, err := Full(context.Background(), markdown, o); err != nil || len(known.Paragraphs) != len(p.Paragraphs) {
			t.Errorf("%d paragraphs, %d when some of it is known (%v)", len(p.Paragraphs), len(known.Paragraphs), err)
		} else {
			checkPage(t, known, o)
		}
		o.Known = nil
		o.Width = 72
		if wide, _ := Full(context.Background(), markdown, o); len(wide.Paragraphs) != len(p.Paragraphs) {
			t.Errorf("%d paragraphs at %d cells, %d at 72", len(p.Paragraphs), width, len(wide.Paragraphs))
		}
		if len(p.Lines) > 0 {
			words := strings.Fields(ansi.Strip(p.Lines[len(p.Lines)/2]))
			for _, m := range Find(p, strings.Join(words[:min(2, len(words))], " ")) {
				checkLine(t, Highlight(p.Lines[m.Line], m.From, m.To, lipgloss.NewStyle().Bold(true)), Options{Width: o.Width + 150})
			}
		}
	})
}
