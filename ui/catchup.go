package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// Catching up: what happened since the reader was last here, the stories that
// most sources told first.

type visitLoaded struct{ at time.Time }

// A shorter absence is no news; a long one is worth a hint.
const (
	shortest = 12 * time.Hour
	usual    = 24 * time.Hour
	long     = 3 * 24 * time.Hour
)

// loadVisit asks when the reader was last here.
func (a *app) loadVisit() tea.Cmd {
	s, parent := a.opt.Store, a.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		at, err := s.LastVisit(ctx)
		if err != nil {
			return nil // catching up goes back a day then
		}
		return visitLoaded{at}
	}
}

func (a *app) visitLoaded(m visitLoaded) tea.Cmd {
	a.visit = m.at
	away := a.opt.Now().Sub(m.at)
	if m.at.IsZero() || away < long || a.counts.Unread == 0 || a.status.text != "" || a.keys.key(actCatchUp) == "" {
		return nil
	}
	days := number(int(away.Hours() / 24))
	return a.show(status{text: "You were last here " + days + " days ago " + a.st.sep + " " + a.keys.key(actCatchUp) + " catches up", hint: true}, errorFor)
}

// catchUpFrom is the moment from which on to catch up.
func (a *app) catchUpFrom() time.Time {
	now := a.opt.Now()
	if a.visit.IsZero() || now.Sub(a.visit) < shortest {
		return now.Add(-usual)
	}
	return a.visit
}

// catchUp begins anew with what there is to catch up on.
func (a *app) catchUp() tea.Cmd {
	old := a.nearestList()
	if old.scope.catchUp() && len(a.trail.past) == 1 {
		return a.say("This is what came " + a.clock().since(old.scope.since) + ". " + a.keys.key(actSort) + " sorts by time again.")
	}
	cmd := a.leave()
	begun := a.trail.begun
	if !old.scope.catchUp() {
		begun = a.trail.past[:slices.Index(a.trail.past, place(old))+1]
	}
	at := a.catchUpFrom()
	l := a.newScoped(scope{since: at, name: "Catch up " + a.st.sep + " " + a.clock().since(at)}, store.View{Filter: old.base().Filter})
	a.trail.reset(l)
	a.trail.begun = begun
	a.other = false
	a.hush()
	a.arrange()
	return tea.Batch(cmd, a.load(l), a.rest())
}

// since says from when on something is shown: "since Monday".
func (c clock) since(t time.Time) string {
	l := t.In(c.loc)
	switch days := c.today() - dayNumber(l); {
	case days == 0:
		return "since " + l.Format("15:04")
	case days == 1:
		return "since yesterday " + l.Format("15:04")
	case days < 7:
		return "since " + l.Format("Monday")
	case l.Year() == c.now.In(c.loc).Year():
		return "since " + l.Format("2 January")
	}
	return "since " + l.Format("2 January 2006")
}
