package fetch

import (
	"context"
	"slices"
	"sync"
)

// queue lets requests through: one at a time for each host and so many over
// all. Both are taken in one step, because who held one while waiting for the
// other could wait for ever. Hosts take turns, so a host with a thousand
// feeds delays no other.
type queue struct {
	mu    sync.Mutex
	free  int              // of the total
	lines map[string]*line // of the hosts that have a request under way or waiting
	ready []*line          // that wait for nothing but the total, in turn
}

type line struct {
	host    string
	busy    bool // a request is under way
	ready   bool // it is in queue.ready
	waiting []*ticket
}

type ticket struct {
	turn chan struct{} // closed when it may go
	gone bool          // its owner gave up; whoever meets it throws it away
}

func newQueue(total int) *queue { return &queue{free: total, lines: map[string]*line{}} }

// wait waits for the host's turn. The caller then owes a done. Requests that
// have been under way already come first: others hold less that can expire.
func (q *queue) wait(ctx context.Context, host string, first bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &ticket{turn: make(chan struct{})}
	q.join(t, host, first)
	select {
	case <-t.turn:
		return nil
	case <-ctx.Done():
		q.leave(t, host)
		return ctx.Err()
	}
}

func (q *queue) join(t *ticket, host string, first bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	l := q.lines[host]
	if l == nil {
		l = &line{host: host}
		q.lines[host] = l
	}
	if first {
		l.waiting = slices.Insert(l.waiting, 0, t)
	} else {
		l.waiting = append(l.waiting, t)
	}
	q.offer(l)
}

// leave gives up a ticket, or the turn if it came at the same moment.
func (q *queue) leave(t *ticket, host string) {
	q.mu.Lock()
	t.gone = true
	var late bool
	select {
	case <-t.turn:
		late = true
	default:
	}
	q.mu.Unlock()
	if late {
		q.done(host)
	}
}

// done ends a turn.
func (q *queue) done(host string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	l := q.lines[host]
	l.busy = false
	q.free++
	q.offer(l)
}

// offer puts an idle host behind the others that are ready and lets through
// who can go.
func (q *queue) offer(l *line) {
	if !l.busy && !l.ready {
		l.ready = true
		q.ready = append(q.ready, l)
	}
	for q.free > 0 && len(q.ready) > 0 {
		next := q.ready[0]
		q.ready = q.ready[1:]
		q.admit(next)
	}
}

func (q *queue) admit(l *line) {
	l.ready = false
	for len(l.waiting) > 0 {
		t := l.waiting[0]
		l.waiting = l.waiting[1:]
		if !t.gone {
			l.busy = true
			q.free--
			close(t.turn)
			return
		}
	}
	delete(q.lines, l.host)
}
