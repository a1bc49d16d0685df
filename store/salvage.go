package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// Salvage makes a new store of what can be read of one whose pages are damaged,
// and puts it in its place. The damaged file stays beside it, under another name.
// Where nothing can be saved, all is left as it is.
func Salvage(ctx context.Context, o Options, progress func(done, total int)) (rep Report, err error) {
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	s := &Store{options: o}
	wait, cancel := context.WithTimeout(ctx, o.Wait)
	defer cancel()
	leave, err := s.turnstile(wait) // keeps others from the file until the new one is there
	if err != nil {
		return rep, s.waited(wait, err)
	}
	defer leave()
	if o.Path, err = filepath.EvalSymlinks(o.Path); err != nil {
		return rep, classify(o.Path, err)
	}
	f, err := os.OpenFile(o.Path, os.O_RDWR, 0)
	if err != nil {
		return rep, classify(o.Path, err)
	}
	defer f.Close()
	if err := flock(wait, f, true); err != nil {
		return rep, s.waited(wait, err)
	}
	temp, err := os.CreateTemp(filepath.Dir(o.Path), "."+filepath.Base(o.Path)+"-*")
	if err != nil {
		return rep, classify(o.Path, err)
	}
	defer os.Remove(temp.Name())
	defer os.Remove(temp.Name() + ".lock")
	if err := temp.Close(); err != nil {
		return rep, classify(o.Path, err)
	}
	lost, err := salvagePages(ctx, f, temp.Name())
	if err != nil {
		return rep, classify(o.Path, err)
	}
	if rep, err = rederive(ctx, Options{Path: temp.Name(), Now: o.Now, Wait: o.Wait}, progress); err != nil {
		return rep, err
	}
	if lost > 0 {
		rep.lost("places of the file that can't be read: %d", lost)
	}
	if rep.Articles == 0 {
		return rep, fmt.Errorf("%s: %w: no article can be read", o.Path, ErrDamaged)
	}
	if rep.Kept, err = setAside(o.Path); err != nil {
		return rep, classify(o.Path, err)
	}
	if err := os.Rename(temp.Name(), o.Path); err != nil {
		return rep, classify(o.Path, err)
	}
	rep.Repaired = true
	return rep, syncFolder(filepath.Dir(o.Path))
}

// setAside gives a file a second name, which no other has.
func setAside(path string) (name string, err error) {
	name = path + ".damaged"
	for n := 2; ; n++ {
		if err = os.Link(path, name); !errors.Is(err, fs.ErrExist) {
			return name, err
		}
		name = fmt.Sprintf("%s.damaged-%d", path, n)
	}
}

// rederive builds anew what can be derived of what was salvaged.
func rederive(ctx context.Context, o Options, progress func(done, total int)) (rep Report, err error) {
	s, err := Open(o)
	if err != nil {
		return rep, err
	}
	defer s.Close()
	if progress == nil {
		progress = func(int, int) {}
	}
	if err := s.write(ctx, func(tx *bbolt.Tx) error { return rebuild(ctx, tx, progress) }); err != nil {
		return rep, err
	}
	if err := s.IndexBacklog(ctx, progress); err != nil {
		return rep, err
	}
	return s.Check(ctx, false, progress)
}

// salvage copies what can be read of a file into a new one.
type salvage struct {
	pageWalk
	to      *bbolt.DB
	lost    int // pages, records and buckets that can't be read
	waiting []salvageRecord
	bytes   int // of them
}

type salvageRecord struct{ bucket, key, value []byte }

// salvageRoom is how many bytes are written at once.
const salvageRoom = 8 << 20

func salvagePages(ctx context.Context, from *os.File, to string) (lost int, err error) {
	m, ok := newestMeta(from)
	if !ok {
		return 0, fmt.Errorf("%w: its first pages can't be read", ErrDamaged)
	}
	if err := initialise(to, schemaVersion); err != nil {
		return 0, err
	}
	info, err := from.Stat()
	if err != nil {
		return 0, err
	}
	w := salvage{pageWalk: pageWalk{ctx: ctx, file: from, size: m.size, pages: min(m.pages, uint64(info.Size())/m.size), seen: roaring.New()}}
	if w.to, err = bbolt.Open(to, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType}); err != nil {
		return 0, err
	}
	for _, step := range []func() error{func() error { return w.each(m.root, w.bucket) }, w.flush, w.mendHead} {
		if err == nil {
			err = step()
		}
	}
	return w.lost, errors.Join(err, w.to.Close())
}

// mendHead sees that the new file says what it is, if the damaged one doesn't.
func (w *salvage) mendHead() error {
	return w.to.Update(func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		switch {
		case err != nil:
			w.lost++
			return putHead(tx, head{version: schemaVersion, next: 1})
		case h.version < 3 || h.version > schemaVersion:
			return fmt.Errorf("%w: what can be read of format %d is no store of format %d", ErrDamaged, h.version, schemaVersion)
		}
		h.version = schemaVersion // which has but more buckets than version 3
		return putHead(tx, h)
	})
}

// bucket copies one whose name and value are given, unless it can be derived or
// another store may not have the same.
func (w *salvage) bucket(name, value []byte, isBucket bool) error {
	if bytes.Equal(name, bucketReplica) {
		return nil
	}
	known := false
	for _, b := range buckets {
		known = known || bytes.Equal(b, name)
	}
	if !known || !isBucket || len(value) < bucketRoot {
		w.lost++
		return nil
	}
	if bytes.Equal(name, bucketIndex) || bytes.Equal(name, bucketDead) {
		return nil
	}
	err := w.to.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket(name).SetSequence(binary.NativeEndian.Uint64(value[8:]))
	})
	if err != nil {
		return err
	}
	put := func(key, value []byte, isBucket bool) error {
		if isBucket || len(key) == 0 || len(key) > bbolt.MaxKeySize {
			w.lost++
			return nil
		}
		w.waiting = append(w.waiting, salvageRecord{name, bytes.Clone(key), bytes.Clone(value)})
		if w.bytes += len(key) + len(value); w.bytes > salvageRoom {
			return w.flush()
		}
		return nil
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		return w.each(root, put)
	}
	return w.records(value[bucketRoot:], put)
}

func (w *salvage) flush() error {
	err := w.to.Update(func(tx *bbolt.Tx) error {
		for _, r := range w.waiting {
			if err := tx.Bucket(r.bucket).Put(r.key, r.value); err != nil {
				return err
			}
		}
		return nil
	})
	w.waiting, w.bytes = nil, 0
	return err
}

// each hands on the records in and below a page.
func (w *salvage) each(id uint64, do func(key, value []byte, isBucket bool) error) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	_, room, err := w.pageWalk.head(id)
	var data []byte
	if err == nil {
		data, err = w.read(id*w.size, room)
	}
	if w.depth++; err != nil || w.depth > maxDepth {
		w.lost++
		err = nil
	} else {
		err = w.records(data, do)
	}
	w.depth--
	return err
}

// records hands on those of a page, and those below a branch.
func (w *salvage) records(page []byte, do func(key, value []byte, isBucket bool) error) error {
	if len(page) < pageHead {
		w.lost++
		return nil
	}
	kind, n, room := binary.NativeEndian.Uint16(page[8:]), uint64(binary.NativeEndian.Uint16(page[10:])), uint64(len(page))
	if kind != pageBranch && kind != pageLeaf || pageHead+n*pageElement > room {
		w.lost++
		return nil
	}
	for i := range n {
		place := pageHead + i*pageElement
		e := page[place:]
		field := func(i int) uint64 { return uint64(binary.NativeEndian.Uint32(e[4*i:])) }
		key, value, err := place+field(1), place+field(1)+field(2), error(nil)
		switch {
		case kind == pageBranch:
			err = w.each(binary.NativeEndian.Uint64(e[8:]), do)
		case value+field(3) > room:
			w.lost++
		default:
			err = do(page[key:value], page[value:value+field(3)], field(0)&leafBucket != 0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
