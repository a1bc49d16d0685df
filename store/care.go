package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// Stats describes the store's size.
type Stats struct {
	Counts
	Stories   int
	Segments  int   // of the full-text index
	Index     int64 // its bytes
	Unindexed int   // articles that it doesn't hold yet
	Path      string
	Version   uint32
	Bytes     int64 // of the file
	Free      int64 // of it, waiting to be used again
	Changes   uint64
	Buckets   []BucketStats
}

// BucketStats describes one bucket. Its pages hold Bytes, of which Used are
// records.
type BucketStats struct {
	Name        string
	Records     int
	Bytes, Used int64
}

// Stats measures the store. It visits every page, so it takes a while on a
// large store.
func (s *Store) Stats(ctx context.Context) (st Stats, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		if err := s.sane(ctx, tx); err != nil {
			return err
		}
		st = Stats{Counts: h.counts(), Path: s.options.Path, Version: h.version, Bytes: tx.Size(), Changes: h.seq}
		page := int64(tx.DB().Info().PageSize)
		used := int64(4) // two metas, the free list, the root
		for _, name := range buckets {
			if err := ctx.Err(); err != nil {
				return err
			}
			b := tx.Bucket(name).Stats()
			pages := int64(b.BranchPageN + b.BranchOverflowN + b.LeafPageN + b.LeafOverflowN)
			used += pages
			if string(name) == string(bucketIndex) {
				st.Index = pages * page
			}
			st.Buckets = append(st.Buckets, BucketStats{Name: string(name), Records: b.KeyN,
				Bytes: pages * page, Used: int64(b.LeafInuse + b.BranchInuse)})
		}
		st.Free = max(st.Bytes-used*page, 0)
		return s.derivedStats(tx, &st)
	})
	return st, err
}

// derivedStats counts what is made of the articles.
func (s *Store) derivedStats(tx *bbolt.Tx, st *Stats) error {
	waiting := getBacklog(tx)
	st.Unindexed = int(waiting.to - waiting.from)
	stories, err := s.lister(tx, View{Stories: true})
	if err != nil {
		return err
	}
	st.Stories = stories.total()
	return tx.Bucket(bucketIndex).ForEachBucket(func([]byte) error {
		st.Segments++
		return nil
	})
}

// Backup writes a copy of the store, as of one moment, to a new file. Reading
// goes on meanwhile; who wants to write waits until it is done. progress, if
// given, is told the bytes written of how many.
func (s *Store) Backup(ctx context.Context, path string, progress func(done, total int64)) error {
	folder := filepath.Dir(path)
	temp, err := os.CreateTemp(folder, "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer os.Remove(temp.Name())
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		if _, err := getHead(tx); err != nil {
			return err
		}
		if err := s.sane(ctx, tx); err != nil { // the copy may take the place of a good one
			return err
		}
		_, err := tx.WriteTo(&countingWriter{ctx: ctx, w: temp, total: tx.Size(), progress: progress})
		return errors.Join(ctx.Err(), err) // bbolt hides the cause of a failed write
	})
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return classify(path, err)
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return classify(path, err)
	}
	return syncFolder(folder)
}

// countingWriter reports progress and stops when its context ends.
type countingWriter struct {
	ctx         context.Context
	w           io.Writer
	done, total int64
	progress    func(done, total int64)
}

func (c *countingWriter) Write(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.w.Write(b)
	c.done += int64(n)
	if c.progress != nil {
		c.progress(c.done, c.total)
	}
	return n, err
}
