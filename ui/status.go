package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"
)

// status is the line that tells what just happened. It goes after a while; a
// generation keeps the timer of an older text from taking a newer one away.
type status struct {
	text   string
	failed bool
	hint   bool   // it is about the screen, and goes with it
	on     screen // that it is about, none while that may still change
	gen    int
}

// screen is what a person looks at.
type screen struct {
	place   place
	overlay *chooser
	prompt  *prompt
}

func (a *app) here() screen { return screen{a.focused(), a.overlay, a.prompt} }

type statusOver struct{ gen int }

// Reading time: what happened is glanced at, an error is read.
const (
	statusFor = 4 * time.Second
	errorFor  = 10 * time.Second
)

// say shows a text about the screen: why a key does nothing there, how it is
// sorted now.
func (a *app) say(text string) tea.Cmd { return a.show(status{text: text, hint: true}, statusFor) }

// report tells what was done, whatever is on the screen meanwhile.
func (a *app) report(text string) tea.Cmd { return a.show(status{text: text}, statusFor) }

// fail shows what went wrong.
func (a *app) fail(err error) tea.Cmd {
	if errors.Is(err, context.Canceled) {
		return a.report(sentence(err))
	}
	return a.show(status{text: sentence(err), failed: true}, errorFor)
}

func (a *app) show(s status, d time.Duration) tea.Cmd {
	s.gen = a.status.gen + 1
	a.status = s
	return after(d, statusOver{s.gen})
}

// dropHint takes a hint away when its screen is gone. It is called after each
// message: a hint belongs to the screen that the message which gave it led to.
func (a *app) dropHint() {
	if a.status.text == "" || !a.status.hint {
		return
	}
	here := a.here()
	if a.status.on == (screen{}) {
		a.status.on = here
	} else if a.status.on != here {
		a.hush()
	}
}

func (a *app) statusOver(m statusOver) {
	if m.gen == a.status.gen {
		a.status.text = ""
	}
}

// hush takes the text away at once.
func (a *app) hush() {
	a.status.text = ""
	a.status.gen++
}

// quieten makes room for what the line is about to say of the text being
// typed; what failed stays a while.
func (a *app) quieten() {
	if !a.status.failed {
		a.hush()
	}
}

// notice is a screen with nothing on it but a text: what is, and, quieter,
// what to do about it.
func (a *app) notice(say []string, w, h int) []string {
	out := make([]string, h)
	y := min(h/3, 6)
	for i, s := range say {
		style := a.st.chrome
		if i == 0 {
			style = a.st.plain
		}
		for _, l := range a.st.wrap(s, w-4, 0) {
			if y >= 0 && y < h {
				out[y] = a.st.method.Truncate("  "+style.Render(l), w, "")
				y++
			}
		}
	}
	return out
}
