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
// process share one, and it stays open between them, unlocked; a writer has
// its own, which readers may join, because bbolt lets them read the last commit
// while the next one is made.
type handle struct {
	opened
	err    error
	ended  bool          // with err: the context of the call that opened it is done
	ready  chan struct{} // closed once db or err is set
	write  bool
	ebb    func() // ends giving memory back
	closed bool   // takes no more users: its writer is done, or it is spoiled
	spoilt bool   // bbolt panicked: it can't be closed
	users  int
}

// handles lends the open file to the readers and writers of this process.
type handles struct {
	open   func(ctx context.Context, write bool) (opened, error)
	again  func(ctx context.Context, o opened) bool
	writer chan struct{} // holds a token while a writer is at work or waits

	mu      sync.Mutex
	idle    opened        // open for reading and unlocked, see rest
	current *handle       // nil: the file is closed, or idle
	gone    chan struct{} // closed when current becomes nil
	writers int           // writers that wait for current to go
}

// opened is the file as it was opened.
type opened struct {
	db   *bbolt.DB
	file *os.File
	info os.FileInfo // when it was opened
}

// newHandles returns handles that open the file with open, and lock again one
// that was left open for reading with again, which tells whether it could.
func newHandles(open func(context.Context, bool) (opened, error), again func(context.Context, opened) bool) *handles {
	return &handles{open: open, again: again, writer: make(chan struct{}, 1)}
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
			again, err := hs.await(ctx, h)
			if !again {
				return h, err
			}
			hs.mu.Lock()
			continue
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

// await waits until another call has opened the file. It says again if that
// call was ended meanwhile, which is no reason for this one to fail.
func (hs *handles) await(ctx context.Context, h *handle) (again bool, err error) {
	select {
	case <-h.ready:
		err = h.err
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err == nil {
		return false, nil
	}
	hs.leave(h)
	return ctx.Err() == nil && h.ended, err
}

// openLocked opens the file; it is called with hs.mu held and releases it.
func (hs *handles) openLocked(ctx context.Context, write bool) (*handle, error) {
	h := &handle{ready: make(chan struct{}), write: write, users: 1}
	hs.current, hs.gone = h, make(chan struct{})
	idle := hs.idle
	if !write {
		hs.idle = opened{}
	}
	hs.mu.Unlock()
	switch {
	case write || idle.db == nil:
		h.opened, h.err = hs.open(ctx, write)
	case hs.again(ctx, idle):
		h.opened = idle
	default:
		_ = idle.db.Close()
		h.opened, h.err = hs.open(ctx, write)
	}
	if h.err == nil && write {
		h.ebb = ebb(h.opened, ebbFrom)
	}
	if h.err != nil {
		hs.mu.Lock()
		h.closed, h.ended = true, ctx.Err() != nil
		hs.mu.Unlock()
	}
	close(h.ready)
	if h.err != nil {
		hs.leave(h)
		return nil, h.err
	}
	return h, nil
}

// spoil keeps the file from being used again.
func (hs *handles) spoil(h *handle) {
	hs.mu.Lock()
	h.closed, h.spoilt = true, true
	hs.mu.Unlock()
}

// abandon gives back the lock on a file that bbolt panicked at. It stays
// mapped, which would keep the lock.
func abandon(f *os.File) { _, _ = unlock(f), f.Close() }

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
	if h.ebb != nil {
		h.ebb()
	}
	rests := false
	switch {
	case h.db == nil:
	case h.spoilt:
		abandon(h.file)
	default:
		if rests = h.err == nil && !h.write && unlock(h.file) == nil; !rests {
			err = h.db.Close()
		}
	}
	hs.mu.Lock()
	if rests {
		hs.idle = h.opened
	}
	hs.current = nil
	close(hs.gone)
	hs.mu.Unlock()
	return err
}

// close ends the use of the file. Whoever is at work with it goes on.
func (hs *handles) close() error {
	hs.mu.Lock()
	idle := hs.idle
	hs.idle = opened{}
	hs.mu.Unlock()
	if idle.db == nil {
		return nil
	}
	return idle.db.Close()
}

// openFile opens and locks the store's file. The lock file beside it is a
// turnstile: whoever waits for the store's own lock holds it, so a process
// that writes batch after batch queues behind a reader instead of snatching
// the lock back before the reader wakes up.
func (s *Store) openFile(ctx context.Context, write bool) (o opened, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.options.Wait)
	defer cancel()
	leave, err := s.turnstile(ctx)
	if err != nil {
		return o, s.waited(ctx, err)
	}
	defer leave()
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
			o.file = f
			if o.info, err = f.Stat(); err != nil {
				return f, err
			}
			if err := lookAt(f, o.info.Size(), write); err != nil {
				return f, fmt.Errorf("%s: %w: %w", path, ErrDamaged, err)
			}
			return f, nil
		},
	}
	err = s.guard(func() (err error) { o.db, err = bbolt.Open(s.options.Path, 0o600, options); return err })
	if err != nil {
		if o.file != nil { // where bbolt panicked it is open
			abandon(o.file)
		}
		return o, s.waited(ctx, err)
	}
	return o, nil
}

// turnstile passes the turnstile. A missing one (read-only folder) costs
// fairness, nothing else.
func (s *Store) turnstile(ctx context.Context) (leave func(), err error) {
	f, err := os.OpenFile(s.options.Path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return func() {}, nil
	}
	if err := flock(ctx, f, true); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}

// lockAgain locks a file that was left open for reading. Its memory map shows
// what others have written since, as long as the file is the same one and has
// not grown. Keeping the map saves a reader some hundred page faults, which
// cost more than the reading.
func (s *Store) lockAgain(ctx context.Context, o opened) bool {
	ctx, cancel := context.WithTimeout(ctx, s.options.Wait)
	defer cancel()
	leave, err := s.turnstile(ctx)
	if err != nil {
		return false
	}
	defer leave()
	if err := flock(ctx, o.file, false); err != nil {
		return false
	}
	now, err := os.Stat(s.options.Path)
	return err == nil && os.SameFile(now, o.info) && now.Size() == o.info.Size()
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
	return s.guarded(h, func() error { return h.db.View(fn) })
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
	return s.guarded(h, func() error { return h.db.Update(fn) })
}

// guarded is guard for what uses an open file. After a panic, bbolt may hold
// locks that nobody gives back any more.
func (s *Store) guarded(h *handle, fn func() error) error {
	err := s.guard(fn)
	if errors.As(err, new(caught)) {
		s.files.spoil(h)
	}
	return err
}

// caught is what guard caught.
type caught struct{ reason any }

func (c caught) Error() string { return fmt.Sprint(c.reason) }

// guard turns what bbolt does on a damaged file (it panics, and reading past
// a cut file faults) into an error.
func (s *Store) guard(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %w (%w)", s.options.Path, ErrDamaged, caught{r})
		}
	}()
	return classify(s.options.Path, fn())
}

// defaultWait is how long a call waits for other processes.
const defaultWait = 10 * time.Second
