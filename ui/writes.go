package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// writes is the queue of changes of state. One is under way at a time, so
// that they reach the store in the order of the keys: m pressed twice marks
// and unmarks, whatever the store's speed.
type writes struct {
	waiting []write
	busy    bool
}

// write is one change: run talks to the store, away from the update loop;
// done takes note of the answer, in it.
type write struct {
	run  func(ctx context.Context, s Store) (store.Change, error)
	done func(store.Change, error) tea.Cmd
}

type written struct {
	done   func(store.Change, error) tea.Cmd
	change store.Change
	err    error
}

func (a *app) write(w write) tea.Cmd {
	a.writes.waiting = append(a.writes.waiting, w)
	return a.nextWrite()
}

func (a *app) nextWrite() tea.Cmd {
	if a.writes.busy {
		return nil
	}
	if len(a.writes.waiting) == 0 {
		if a.quitting {
			return tea.Quit
		}
		return nil
	}
	w := a.writes.waiting[0]
	a.writes.waiting = a.writes.waiting[1:]
	a.writes.busy = true
	return a.runWrite(w)
}

func (a *app) written(m written) tea.Cmd {
	a.writes.busy = false
	var cmd tea.Cmd
	if m.done != nil {
		cmd = m.done(m.change, m.err)
	}
	return tea.Batch(cmd, a.nextWrite())
}
