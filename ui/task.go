package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// task is work that the reader waits for. It is not mentioned before
// slowAfter, because it is nearly always over by then.
type task struct {
	what   string
	shown  bool
	cancel context.CancelFunc
}

type taskSlow struct{ t *task }

// longWrite is a write that may take a while: it says so, and can be cancelled.
func (a *app) longWrite(what string, w write) tea.Cmd {
	stop, cancel := context.WithCancel(context.Background())
	t := &task{what: what, cancel: cancel}
	a.task = t
	run, done := w.run, w.done
	w.run = func(ctx context.Context, s Store) (store.Change, error) {
		ctx, end := context.WithCancel(ctx)
		defer end()
		defer context.AfterFunc(stop, end)()
		return run(ctx, s)
	}
	w.done = func(c store.Change, err error) tea.Cmd {
		cancel()
		if a.task == t {
			a.task = nil
		}
		return done(c, err)
	}
	return tea.Batch(a.write(w), after(slowAfter, taskSlow{t}))
}
