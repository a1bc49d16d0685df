package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"newsreader/ui"
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

// What was set before the terminal told how it counts is set anew at once.
func TestLateAnswerOnWidths(t *testing.T) {
	t.Parallel()
	told := uitest.Told()
	for i := range told {
		told[i].Title = "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 " + told[i].Title
	}
	with := func(o *ui.Options) {
		o.Store.(*uitest.Store).Tell(t)
		o.Stories = true
	}
	for name, keys := range map[string][]string{
		"list": nil, "story": {"j", "<enter>"}, "article": {"j", "<enter>", "<enter>"}, "related": {"j", "r"},
	} {
		for _, size := range [][2]int{{80, 24}, {130, 30}} {
			var set [2]string
			for i, early := range []bool{true, false} {
				answer := func(r *rig) { r.Tell(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}) }
				run(t, size[0], size[1], told, with, func(r *rig) {
					if early {
						answer(r)
					}
					r.Press(keys...)
					r.Pass(time.Second)
					if !early {
						answer(r)
					}
					set[i] = r.Frame()
				})
			}
			if set[0] != set[1] {
				t.Errorf("%s, %d columns: after a late answer the screen is\n%s\nwant\n%s", name, size[0], ansi.Strip(set[1]), ansi.Strip(set[0]))
			}
		}
	}
}
