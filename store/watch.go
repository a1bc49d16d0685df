package store

import (
	"context"
	"encoding/binary"
	"io"
	"os"
	"time"
)

// Watch calls changed whenever a process, this one included, has written to
// the store since the last look; it looks every so often until ctx ends. The
// first look compares with Open, so that nothing falls between the two. A
// look reads 16 bytes and takes no lock.
func (s *Store) Watch(ctx context.Context, every time.Duration, changed func()) {
	last := s.opened
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if now := s.stamp(); now != last {
			last = now
			changed()
		}
	}
}

// Where bbolt keeps the number of the transaction that wrote a meta page: the
// page's header, then magic, version, page size, flags, root and free list,
// then the page high-water mark. The two meta pages are the file's first two.
const (
	metaHeader   = 16
	metaPageSize = metaHeader + 8
	metaTxid     = metaHeader + 4*4 + 16 + 8 + 8
)

// stamp returns the numbers of the last two commits. A file that can't be
// read has none; a torn read is just another change.
func (s *Store) stamp() (stamp [2]uint64) {
	f, err := os.Open(s.options.Path)
	if err != nil {
		return stamp
	}
	defer f.Close()
	var head [metaTxid + 8]byte
	for i := range stamp {
		var offset int64
		if i == 1 {
			offset = int64(binary.NativeEndian.Uint32(head[metaPageSize:]))
		}
		if _, err := io.ReadFull(io.NewSectionReader(f, offset, int64(len(head))), head[:]); err != nil {
			return stamp
		}
		stamp[i] = binary.NativeEndian.Uint64(head[metaTxid:])
	}
	return stamp
}
