package ui

import (
	"sync"
	"time"
)

// background counts the work that uses the store beside the reader's own:
// fetching feeds. The end of the program waits for it, because after it the
// store is closed. Bubble Tea doesn't wait for its commands.
type background struct {
	mu   sync.Mutex
	busy int
	over bool
	idle chan struct{} // closed when over and not busy
}

func newBackground() *background { return &background{idle: make(chan struct{})} }

// begin tells whether the work may begin; if so, end must follow.
func (b *background) begin() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.over {
		return false
	}
	b.busy++
	return true
}

func (b *background) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.busy--
	if b.over && b.busy == 0 {
		close(b.idle)
	}
}

// close lets no more work begin and waits for what is under way, which was
// told to stop, but no longer than limit.
func (b *background) close(limit time.Duration) {
	b.mu.Lock()
	b.over = true
	if b.busy == 0 {
		b.mu.Unlock()
		return
	}
	b.mu.Unlock()
	select {
	case <-b.idle:
	case <-time.After(limit):
	}
}
