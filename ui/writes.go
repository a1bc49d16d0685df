package ui

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// writes is the queue of changes of state. One is under way at a time, so
// that they reach the store in the order of the keys: m pressed twice marks
// and unmarks, whatever the store's speed.
type writes struct {
	waiting []write
	busy    bool
	begun   write    // the one under way
	current *running // and how far it is
}

// write is one change: run talks to the store, away from the update loop;
// done takes note of the answer, in it.
type write struct {
	run  func(ctx context.Context, s Store) (store.Change, error)
	done func(store.Change, error) tea.Cmd
}

// running is a write that was handed to Bubble Tea, which may end before it
// carries it out: whoever claims it first runs it.
type running struct {
	claimed atomic.Bool
	over    chan struct{} // closed when it is done
}

type written struct {
	done   func(store.Change, error) tea.Cmd
	change store.Change
	err    error
}

func (a *app) write(w write) tea.Cmd {
	a.dropped = nil
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

// flushFor is how long the end of the program waits for the store.
const flushFor = 3 * time.Second

// visited notes when the reader was here last. The update loop must be over.
func (a *app) visited() {
	if a.hurried {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), flushFor)
	defer cancel()
	_ = a.opt.Store.Visited(ctx) // who can't write has other troubles
}

// flush brings what still waits into the store, when the program was ended
// from outside. The update loop must be over.
func (a *app) flush() {
	if a.hurried {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), flushFor)
	defer cancel()
	busy := a.writes.busy
	a.writes.busy = true // nothing is handed to Bubble Tea any more
	a.leave()
	if busy && a.writes.current.claimed.CompareAndSwap(false, true) {
		a.writes.waiting = append([]write{a.writes.begun}, a.writes.waiting...)
	} else if busy {
		select {
		case <-a.writes.current.over:
		case <-ctx.Done():
		}
	}
	for _, w := range a.writes.waiting {
		// There is no screen any more to tell a failure on.
		_, _ = w.run(ctx, a.opt.Store)
	}
}
