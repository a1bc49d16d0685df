package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// bbolt's pages, as far as they are looked at here. A page begins with its
// number as 64 bits, its kind and its count of elements as 16 bits each, and
// as 32 bits how many pages more it takes. An element is four fields of 32
// bits: of a branch, where its key is (from the element on), the key's length,
// and in two of them the page below; of a leaf, its flags, where its key is,
// and the lengths of key and value. The value of a bucket begins with its
// first page and a sequence number, 64 bits each; if that page is 0, it
// follows there. The list of free pages is their numbers, after their count if
// that is beyond 16 bits. All is in the order of the machine.
const (
	pageHead    = 16
	pageElement = 16
	pageBranch  = 0x01
	pageLeaf    = 0x02
	pageFree    = 0x10
	leafBucket  = 1
	bucketRoot  = 16
)

var errPage = errors.New("it is damaged")

// pageWalk goes through the pages of a file and sees that they are where they
// say, and what they name is. bbolt's own check, which finds out more, takes
// that for granted: it reads beyond the file otherwise, or goes in circles,
// which ends the program.
type pageWalk struct {
	ctx   context.Context
	file  io.ReaderAt
	size  uint64 // of a page
	pages uint64
	seen  *roaring.Bitmap
	depth int
	top   bool // not into buckets that have pages of their own
}

// maxDepth is how deep pages may stand; with two on a page it is enough for
// any file.
const maxDepth = 64

// walkPages goes through all that a reading transaction sees.
func walkPages(ctx context.Context, tx *bbolt.Tx) error {
	f, err := os.Open(tx.DB().Path())
	if err != nil {
		return err
	}
	defer f.Close()
	if m, ok := newestMeta(f); ok {
		if err := m.walkFree(f); err != nil {
			return err
		}
	}
	size := uint64(tx.DB().Info().PageSize)
	w := pageWalk{ctx: ctx, file: f, size: size, pages: uint64(tx.Size()) / size, seen: roaring.New()}
	return w.page(uint64(tx.Cursor().Bucket().Root()))
}

// sane is walkPages for those who will go through all pages or copy them.
func (s *Store) sane(ctx context.Context, tx *bbolt.Tx) error {
	err := walkPages(ctx, tx)
	if err == nil || ctx.Err() != nil {
		return err
	}
	return fmt.Errorf("%s: %w (%w)", s.options.Path, ErrDamaged, err)
}

// lookAt sees before bbolt opens a file that it isn't cut off and that the few
// pages can be which name its buckets: in a small bucket of zeroes, which is
// kept there, bbolt goes round until no memory is left. For a writer it looks at
// the list of free pages too: bbolt would write over what that names. What is
// wrong with the first two pages bbolt says itself.
func lookAt(file io.ReaderAt, size int64, write bool) error {
	m, ok := newestMeta(file)
	switch {
	case !ok:
		return nil
	case m.pages > uint64(size)/m.size:
		return fmt.Errorf("it is cut off at %d bytes", size)
	case write:
		if err := m.walkFree(file); err != nil {
			return err
		}
	}
	w := pageWalk{ctx: context.Background(), file: file, size: m.size, pages: m.pages, seen: roaring.New(), top: true}
	return w.page(m.root)
}

// walkFree looks at the list of free pages.
func (m meta) walkFree(file io.ReaderAt) error {
	w := pageWalk{file: file, size: m.size, pages: m.pages, seen: roaring.New()}
	head, room, err := w.head(m.free)
	if err != nil {
		return err
	}
	n, from := uint64(binary.NativeEndian.Uint16(head[10:])), uint64(pageHead)
	if n == 0xffff {
		n, from = binary.NativeEndian.Uint64(head[pageHead:]), pageHead+8
	}
	if binary.NativeEndian.Uint16(head[8:]) != pageFree || n > (room-from)/8 {
		return fmt.Errorf("page %d: %w", m.free, errPage)
	}
	list, err := w.read(m.free*m.size+from, n*8)
	last := uint64(1)
	for ; len(list) > 0; list = list[8:] {
		id := binary.NativeEndian.Uint64(list)
		if id <= last || id >= m.pages || id == m.free || id == m.root {
			return fmt.Errorf("page %d: %w", m.free, errPage)
		}
		last = id
	}
	return err
}

// meta is what a file says of itself on one of its first two pages.
type meta struct {
	size        uint64 // of a page
	root, free  uint64
	pages, txid uint64
}

// The fields of a meta page behind its head: numbers of 32 bits to begin with,
// then of 64.
const (
	metaMagic   = 0xED0CDAED
	metaVersion = 2
	metaSize    = 64
)

// newestMeta returns the one that counts. The second page is where the first
// says that pages are so large, or else where it is found.
func newestMeta(file io.ReaderAt) (newest meta, ok bool) {
	if newest, ok = readMeta(file, 0); ok {
		if m, too := readMeta(file, int64(newest.size)); too && m.txid > newest.txid {
			newest = m
		}
		return newest, true
	}
	for at := int64(1 << 10); at <= 16<<20 && !ok; at *= 2 {
		newest, ok = readMeta(file, at)
	}
	return newest, ok
}

func readMeta(file io.ReaderAt, at int64) (m meta, ok bool) {
	b := make([]byte, metaSize)
	if _, err := file.ReadAt(b, at+pageHead); err != nil {
		return m, false
	}
	sum := fnv.New64a()
	sum.Write(b[:metaSize-8])
	order := binary.NativeEndian
	m = meta{size: uint64(order.Uint32(b[8:])), root: order.Uint64(b[16:]), free: order.Uint64(b[32:]),
		pages: order.Uint64(b[40:]), txid: order.Uint64(b[48:])}
	return m, order.Uint32(b) == metaMagic && order.Uint32(b[4:]) == metaVersion && order.Uint64(b[56:]) == sum.Sum64() && m.size >= pageHead+metaSize
}

// head returns how a page begins, and how much room it takes.
func (w *pageWalk) head(id uint64) (head []byte, room uint64, err error) {
	if id < 2 || id >= w.pages || !w.seen.CheckedAdd(uint32(id)) {
		return nil, 0, fmt.Errorf("page %d is named twice, or isn't there", id)
	}
	if head, err = w.read(id*w.size, pageHead+8); err != nil {
		return nil, 0, err
	}
	more := uint64(binary.NativeEndian.Uint32(head[12:]))
	if binary.NativeEndian.Uint64(head) != id || more >= w.pages-id {
		return nil, 0, fmt.Errorf("page %d: %w", id, errPage)
	}
	return head, (more + 1) * w.size, nil
}

func (w *pageWalk) page(id uint64) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	_, room, err := w.head(id)
	if err != nil {
		return err
	}
	if w.depth++; w.depth > maxDepth {
		return fmt.Errorf("page %d: %w", id, errPage)
	}
	defer func() { w.depth-- }()
	if err := w.elements(id*w.size, room); err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	return nil
}

// elements looks at those of the page at a place in the file, which has so
// much room.
func (w *pageWalk) elements(at, room uint64) error {
	head, err := w.read(at, pageHead)
	if err != nil {
		return err
	}
	kind, n := binary.NativeEndian.Uint16(head[8:]), uint64(binary.NativeEndian.Uint16(head[10:]))
	if kind != pageBranch && kind != pageLeaf || kind == pageBranch && n == 0 || pageHead+n*pageElement > room {
		return errPage
	}
	list, err := w.read(at+pageHead, n*pageElement)
	if err != nil {
		return err
	}
	for i := range n {
		e, place := list[i*pageElement:], pageHead+i*pageElement
		field := func(i int) uint64 { return uint64(binary.NativeEndian.Uint32(e[4*i:])) }
		if kind == pageBranch {
			if place+field(0)+field(1) > room {
				return errPage
			}
			if err := w.page(binary.NativeEndian.Uint64(e[8:])); err != nil {
				return err
			}
			continue
		}
		value := place + field(1) + field(2)
		if value+field(3) > room {
			return errPage
		}
		if field(0)&leafBucket != 0 {
			if err := w.bucket(at+value, field(3)); err != nil {
				return err
			}
		}
	}
	return nil
}

// bucket looks at one by its value.
func (w *pageWalk) bucket(at, room uint64) error {
	if room < bucketRoot {
		return errPage
	}
	head, err := w.read(at, bucketRoot)
	if err != nil {
		return err
	}
	switch root := binary.NativeEndian.Uint64(head); {
	case root != 0 && w.top:
		return nil
	case root != 0:
		return w.page(root)
	}
	if room < bucketRoot+pageHead {
		return errPage
	}
	return w.elements(at+bucketRoot, room-bucketRoot)
}

func (w *pageWalk) read(at, n uint64) ([]byte, error) {
	b := make([]byte, n)
	_, err := w.file.ReadAt(b, int64(at))
	return b, err
}
