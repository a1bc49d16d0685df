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
	gen    int
}

type statusOver struct{ gen int }

// Reading time: what happened is glanced at, an error is read.
const (
	statusFor = 4 * time.Second
	errorFor  = 10 * time.Second
)

// say shows a text.
func (a *app) say(text string) tea.Cmd { return a.show(text, false, statusFor) }

// fail shows what went wrong.
func (a *app) fail(err error) tea.Cmd {
	if errors.Is(err, context.Canceled) {
		return a.say(sentence(err))
	}
	return a.show(sentence(err), true, errorFor)
}

func (a *app) show(text string, failed bool, d time.Duration) tea.Cmd {
	a.status = status{text: text, failed: failed, gen: a.status.gen + 1}
	return after(d, statusOver{a.status.gen})
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
