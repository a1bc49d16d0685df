package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// handle is the store's file while it is open and locked. Readers of this
// process share one; a writer has its own, which readers may join, because
// bbolt lets them read the last commit while the next one is made.
type handle struct {
	db     *bbolt.DB
	err    error
	ready  chan struct{} // closed once db or err is set
	write  bool
	closed bool // takes no more users: its writer is done
	users  int
}

// handles lends the open file to the readers and writers of this process.
type handles struct {
	open   func(ctx context.Context, write bool) (*bbolt.DB, error)
	writer chan struct{} // holds a token while a writer is at work or waits

	mu      sync.Mutex
	current *handle       // nil: the file is closed and unlocked
	gone    chan struct{} // closed when current becomes nil
	writers int           // writers that wait for current to go
}

func newHandles(open func(context.Context, bool) (*bbolt.DB, error)) *handles {
	return &handles{open: open, writer: make(chan struct{}, 1)}
}

// acquire returns the open file, to be given back with release.
func (hs *handles) acquire(ctx context.Context, write bool) (*handle, error) {
	if write {
		select {
		case hs.writer <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	h, err := hs.join(ctx, write)
	if err != nil && write {
		<-hs.writer
	}
	return h, err
}

func (hs *handles) join(ctx context.Context, write bool) (*handle, error) {
	hs.mu.Lock()
	if write {
		hs.writers++
		defer func() {
			hs.mu.Lock()
			hs.writers--
			hs.mu.Unlock()
		}()
	}
	for {
		h := hs.current
		if h == nil {
			return hs.openLocked(ctx, write)
		}
		// A waiting writer holds back new readers, or a steady stream of
		// them would keep it out for ever.
		if !write && !h.closed && (h.write || hs.writers == 0) {
			h.users++
			hs.mu.Unlock()
			<-h.ready
			if h.err != nil {
				hs.leave(h)
				return nil, h.err
			}
			return h, nil
		}
		gone := hs.gone
		hs.mu.Unlock()
		select {
		case <-gone:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		hs.mu.Lock()
	}
}

// openLocked opens the file; it is called with hs.mu held and releases it.
func (hs *handles) openLocked(ctx context.Context, write bool) (*handle, error) {
	h := &handle{ready: make(chan struct{}), write: write, users: 1}
	hs.current, hs.gone = h, make(chan struct{})
	hs.mu.Unlock()
	h.db, h.err = hs.open(ctx, write)
	close(h.ready)
	if h.err != nil {
		hs.leave(h)
		return nil, h.err
	}
	return h, nil
}

func (hs *handles) release(h *handle, write bool) error {
	if write {
		defer func() { <-hs.writer }()
		hs.mu.Lock()
		h.closed = true
		hs.mu.Unlock()
	}
	return hs.leave(h)
}

// leave closes the file when its last user goes.
func (hs *handles) leave(h *handle) error {
	hs.mu.Lock()
	h.users--
	last := h.users == 0
	if last {
		h.closed = true
	}
	hs.mu.Unlock()
	if !last {
		return nil
	}
	var err error
	if h.db != nil {
		err = h.db.Close()
	}
	hs.mu.Lock()
	hs.current = nil
	close(hs.gone)
	hs.mu.Unlock()
	return err
}

// openFile opens and locks the store's file. The lock file beside it is a
// turnstile: whoever waits for the store's own lock holds it, so a process
// that writes batch after batch queues behind a reader instead of snatching
// the lock back before the reader wakes up.
func (s *Store) openFile(ctx context.Context, write bool) (*bbolt.DB, error) {
	ctx, cancel := context.WithTimeout(ctx, s.options.Wait)
	defer cancel()
	// A missing turnstile (read-only folder) costs fairness, nothing else.
	if turnstile, err := os.OpenFile(s.options.Path+".lock", os.O_RDWR|os.O_CREATE, 0o600); err == nil {
		defer turnstile.Close()
		if err := flock(ctx, turnstile, true); err != nil {
			return nil, s.waited(ctx, err)
		}
	}
	options := &bbolt.Options{
		Timeout:      s.options.Wait,
		ReadOnly:     !write,
		FreelistType: bbolt.FreelistMapType,
		NoStatistics: true,
		// The lock is taken here, before bbolt asks for it on the same open
		// file, where it is then granted at once.
		OpenFile: func(path string, flag int, mode os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(path, flag&^os.O_CREATE, mode)
			if err != nil {
				return nil, err
			}
			if err := flock(ctx, f, write); err != nil {
				f.Close()
				return nil, err
			}
			return f, nil
		},
	}
	db, err := bbolt.Open(s.options.Path, 0o600, options)
	if err != nil {
		return nil, s.waited(ctx, err)
	}
	return db, nil
}

// waited tells a wait that took too long from other errors.
func (s *Store) waited(ctx context.Context, err error) error {
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil {
		return fmt.Errorf("%s: %w", s.options.Path, ErrBusy)
	}
	return classify(s.options.Path, err)
}

// read runs fn on the last commit. Bytes that fn gets from the transaction
// are gone when it returns.
func (s *Store) read(ctx context.Context, fn func(*bbolt.Tx) error) error {
	h, err := s.files.acquire(ctx, false)
	if err != nil {
		return err
	}
	defer s.files.release(h, false)
	return s.guard(func() error { return h.db.View(fn) })
}

// write runs fn in a transaction and returns once it is on the disk.
func (s *Store) write(ctx context.Context, fn func(*bbolt.Tx) error) error {
	if s.readOnly {
		return fmt.Errorf("%s: %w", s.options.Path, ErrReadOnly)
	}
	h, err := s.files.acquire(ctx, true)
	if err != nil {
		return err
	}
	defer s.files.release(h, true)
	return s.guard(func() error { return h.db.Update(fn) })
}

// guard turns what bbolt does on a damaged file (it panics, and reading past
// a cut file faults) into an error.
func (s *Store) guard(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %w (%v)", s.options.Path, ErrDamaged, r)
		}
	}()
	return classify(s.options.Path, fn())
}

// defaultWait is how long a call waits for other processes.
const defaultWait = 10 * time.Second
