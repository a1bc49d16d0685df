package ui_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui"
	"newsreader/ui/uitest"
)

// rewritten is an article of 40 paragraphs as it came, and as its publisher
// changed it.
func rewritten() (before, after []store.Incoming) {
	text := make([]string, 40)
	for i := range text {
		text[i] = "This is paragraph " + strconv.Itoa(i+1) + " of the report."
	}
	text[2] = "Five people died in the flood."
	before, after = uitest.Four()[:1], uitest.Four()[:1]
	before[0].Text.Content = strings.Join(text, "\n\n")
	text[2] = "Seven people died in the flood."
	after[0].Text.Content = strings.Join(text, "\n\n")
	return before, after
}

// What changed stands in place of the text, and the text comes back where the
// reader was.
func TestWhatAPublisherChanged(t *testing.T) {
	before, after := rewritten()
	run(t, 80, 24, before, nil, func(r *rig) {
		r.Press("D")
		r.Expect("D is for an article")
		r.Press("<enter>", "D")
		r.Expect("This article is as it was taken in.")
		r.ExpectNot("changed since")
		r.store.Add(t, after)
		r.Press("<esc>", "<enter>")
		r.Expect("changed since, D shows what", "Seven people")
		r.Press("<pgdown>", "<pgdown>")
		at := r.Line(4)
		r.Press("D")
		r.Expect("… 2 paragraphs as before …", "Five Seven people died", "… 37 paragraphs as before …", "What went is struck out", "what changed")
		if raw := r.Raw(); !strings.Contains(raw, "\x1b[9mFive") && !strings.Contains(raw, ";9mFive") {
			t.Error("what went isn't struck out")
		}
		r.ExpectNot("paragraph 7 of")
		r.Resize(60, 20)
		r.Expect("Five Seven people died")
		r.Press("/", "seven", "<enter>")
		r.Expect("n next match")
		r.Press("<esc>")
		r.Resize(80, 24)
		r.Pass(time.Second)
		r.Press("D")
		r.ExpectNot("Five", "as before")
		if got := r.Line(4); got != at {
			t.Errorf("the text came back at %q, not at %q", got, at)
		}
		// A spot among the changes is none in the text.
		r.Press("D", "G", "<esc>", "<enter>")
		if got := r.Line(4); got != at {
			t.Errorf("opened again at %q, not at %q", got, at)
		}
	})
}

// An article that changes while it is read says so.
func TestChangedWhileRead(t *testing.T) {
	before, after := rewritten()
	run(t, 80, 24, before, nil, func(r *rig) {
		r.Press("<enter>")
		r.store.Add(t, after)
		r.Pass(2 * time.Second)
		r.Expect("Seven people", "The publisher changed this article. D shows what.")
		r.Press("D")
		r.Expect("Five Seven people")
	})
}

// Where nothing can be struck out, marks say what went.
func TestWhatChangedWithoutColours(t *testing.T) {
	before, after := rewritten()
	run(t, 80, 24, before, func(o *ui.Options) { o.NoColor = true }, func(r *rig) {
		r.store.Add(t, after)
		r.Press("<enter>", "D")
		r.Expect("~Five~ Seven people")
	})
}

func TestLateChangesAreDropped(t *testing.T) {
	before, after := rewritten()
	run(t, 80, 24, before, nil, func(r *rig) {
		r.store.Add(t, after)
		r.store.Slow("Revised", time.Second)
		r.Press("<enter>", "D", "<esc>")
		r.Pass(2 * time.Second)
		r.ExpectNot("as before", "struck out")
		r.store.Fail("Revised", store.ErrDamaged)
		r.Press("<enter>", "D")
		r.Pass(2 * time.Second)
		r.Expect("damaged")
	})
}
