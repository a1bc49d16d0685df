package store

import (
	"fmt"
	"os"
	"time"

	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"
)

// A write gives the pages of the mapped file that were read back to the system
// when they become many, since the system counts them as this process's memory:
// in a store of a million articles a write of 4,000 new ones reads 300 MiB.
const (
	ebbFrom = 40 << 20 // bytes of files in memory, half of them the program
	ebbTime = 5 * time.Millisecond
)

// ebb looks after that as long as the file is open. The function it returns
// ends it and must be called before the file is closed.
//
// Taken out of the page table, the pages of a shared map of a file stay in the
// system's cache, where whoever reads on finds them.
func ebb(o opened, from int) (end func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(ebbTime)
		defer tick.Stop()
		for limit := from; ; {
			select {
			case <-quit:
				return
			case <-tick.C:
			}
			if fileMemory() < limit {
				continue
			}
			_ = o.db.View(func(tx *bbolt.Tx) error {
				letGo(tx, o.info.Size())
				return nil
			})
			limit = max(from, fileMemory()+from/2) // others may have as much mapped
		}
	}()
	return func() {
		close(quit)
		<-done
	}
}

// letGo takes the pages that are mapped out of the page table. The transaction
// keeps the map where it is. What was in the file when it was opened is part of
// it, whatever a damaged file says of its size.
func letGo(tx *bbolt.Tx, there int64) {
	size := min(tx.Size(), there)
	_, _, _ = unix.Syscall(unix.SYS_MADVISE, tx.DB().Info().Data, uintptr(size), unix.MADV_DONTNEED)
}

// ebbNow is ebb for a write that has read much and not grown the file yet:
// where both processors are busy, ebb comes late.
func ebbNow(tx *bbolt.Tx) {
	if fileMemory() < ebbFrom {
		return
	}
	if info, err := os.Stat(tx.DB().Path()); err == nil {
		letGo(tx, info.Size())
	}
}

// fileMemory returns how many bytes of files this process has in memory.
func fileMemory() int {
	var size, resident, shared int
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	if _, err := fmt.Sscan(string(statm), &size, &resident, &shared); err != nil {
		return 0
	}
	return shared * os.Getpagesize()
}
