package store

import (
	"encoding/binary"
	"errors"
	"fmt"
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
	file  io.ReaderAt
	size  uint64 // of a page
	pages uint64
	seen  *roaring.Bitmap
}

// walkPages does so for what a transaction sees.
func walkPages(tx *bbolt.Tx) error {
	f, err := os.Open(tx.DB().Path())
	if err != nil {
		return err
	}
	defer f.Close()
	size := uint64(tx.DB().Info().PageSize)
	w := pageWalk{f, size, uint64(tx.Size()) / size, roaring.New()}
	if err := w.free(uint64(tx.ID())); err != nil {
		return err
	}
	return w.page(uint64(tx.Cursor().Bucket().Root()))
}

// free looks at the list of free pages that a transaction names in one of the
// first two pages.
func (w *pageWalk) free(txid uint64) error {
	const list, none = 32, 1<<64 - 1
	for page := range uint64(2) {
		meta, err := w.read(page*w.size+pageHead, 56)
		if err != nil {
			return err
		}
		id := binary.NativeEndian.Uint64(meta[list:])
		if binary.NativeEndian.Uint64(meta[48:]) != txid || id == none {
			continue
		}
		head, room, err := w.head(id)
		if err != nil {
			return err
		}
		n := uint64(binary.NativeEndian.Uint16(head[10:]))
		if n == 0xffff {
			n = 1 + min(binary.NativeEndian.Uint64(head[pageHead:]), room)
		}
		if binary.NativeEndian.Uint16(head[8:]) != pageFree || n > (room-pageHead)/8 {
			return fmt.Errorf("page %d: %w", id, errPage)
		}
	}
	return nil
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
	_, room, err := w.head(id)
	if err != nil {
		return err
	}
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
	if root := binary.NativeEndian.Uint64(head); root != 0 {
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
