package store

import (
	"time"

	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"
)

// ebbTime is how often a long write gives the pages of the mapped file that
// were read back to the system, which counts them as this process's memory. In
// a store of a million articles a write of 4,000 new ones reads 300 MiB; at
// this pace some 60 are mapped at once, and it costs no time that could be
// measured.
const ebbTime = 20 * time.Millisecond

// ebb gives pages back as long as the file is open. The function it returns
// ends that and must be called before the file is closed.
//
// Taken out of the page table, the pages of a shared map of a file stay in the
// system's cache, where whoever reads on finds them.
func ebb(o opened) (end func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(ebbTime)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
			}
			// The transaction keeps the map where it is. What was in the
			// file when it was opened is part of it, whatever a damaged
			// file says of its size.
			_ = o.db.View(func(tx *bbolt.Tx) error {
				size := min(tx.Size(), o.info.Size())
				_, _, _ = unix.Syscall(unix.SYS_MADVISE, o.db.Info().Data, uintptr(size), unix.MADV_DONTNEED)
				return nil
			})
		}
	}()
	return func() {
		close(quit)
		<-done
	}
}
