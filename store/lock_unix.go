//go:build unix

package store

import (
	"context"
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// The waits between two tries for a lock. bbolt's own wait of 50 ms would be
// felt by a person who presses a key while another process writes.
const (
	firstPoll = 100 * time.Microsecond
	lastPoll  = 2 * time.Millisecond
)

// flock takes an advisory lock on an open file, trying until ctx ends.
func flock(ctx context.Context, f *os.File, exclusive bool) error {
	how := unix.LOCK_NB | unix.LOCK_SH
	if exclusive {
		how = unix.LOCK_NB | unix.LOCK_EX
	}
	for poll := firstPoll; ; poll = min(2*poll, lastPoll) {
		err := unix.Flock(int(f.Fd()), how)
		if err == nil {
			return nil
		}
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(poll):
		}
	}
}

// unlock gives a lock back without closing the file.
func unlock(f *os.File) error { return unix.Flock(int(f.Fd()), unix.LOCK_UN) }
