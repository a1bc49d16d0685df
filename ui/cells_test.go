package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"newsreader/ui/uitest"
)

// Terminals disagree on how wide clusters of several runes are. The columns
// must stand below one another on both kinds, and nothing fall off the edge.
func TestColumnsWhateverTheTerminalCounts(t *testing.T) {
	t.Parallel()
	news := uitest.Four()
	news[0].Title = "👩‍👩‍👧‍👦 family 👍🏽 and ❤️ emoji in a headline long enough to be cut somewhere"
	news[1].Title = "हिन्दी में समाचार"
	for _, method := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
		run(t, 80, 24, news, nil, func(r *rig) {
			if method == ansi.GraphemeWidth {
				r.Tell(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
			}
			r.Press("1")
			rows := 0
			for l := range strings.SplitSeq(r.Frame(), "\n") {
				if l = strings.TrimRight(ansi.Strip(l), " "); !strings.Contains(l, "~") {
					continue
				}
				rows++
				if n := method.StringWidth(l); n != 79 {
					t.Errorf("method %d: the time ends in column %d, not 79: %q", method, n, l)
				}
			}
			if rows != len(news) {
				t.Errorf("method %d: %d rows tell their time, not %d", method, rows, len(news))
			}
		})
	}
}
