package store

import (
	"context"
	"errors"
	"runtime"
	"testing"
)

// A call that shares the file with one that is ended while it waits for other
// processes waits on.
func TestEndedCallsEndNoOthers(t *testing.T) {
	waits := make(chan bool, 1)
	hs := newHandles(func(ctx context.Context, _ bool) (opened, error) {
		select {
		case waits <- true:
			<-ctx.Done()
		default:
		}
		return opened{}, ctx.Err()
	}, nil)
	acquire := func(ctx context.Context) <-chan error {
		out := make(chan error)
		go func() {
			h, err := hs.acquire(ctx, false)
			if err == nil {
				err = hs.release(h, false)
			}
			out <- err
		}()
		return out
	}
	users := func(n int) {
		for here := 0; here != n; runtime.Gosched() {
			hs.mu.Lock()
			if hs.current != nil {
				here = hs.current.users
			}
			hs.mu.Unlock()
		}
	}
	first, endFirst := context.WithCancel(t.Context())
	one := acquire(first)
	users(1)
	two := acquire(t.Context())
	users(2)
	third, endThird := context.WithCancel(t.Context())
	three := acquire(third)
	users(3)
	endThird()
	if err := <-three; !errors.Is(err, context.Canceled) {
		t.Errorf("the third, which is ended: %v", err)
	}
	endFirst()
	if err := <-one; !errors.Is(err, context.Canceled) {
		t.Errorf("the first, which is ended: %v", err)
	}
	if err := <-two; err != nil {
		t.Errorf("the second, which isn't: %v", err)
	}
}
