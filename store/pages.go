package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

// Page is the page of an article that couldn't be had, but may be later. The
// article is stored with what its feed has of it.
type Page struct {
	Tries int       // until now
	Next  time.Time // not to be fetched before
}

// Pages returns the pages of a feed that are still to be had, by the first
// keys of their articles.
func (s *Store) Pages(ctx context.Context, feed FeedID) (pages map[ID]Page, err error) {
	prefix := numKey(uint32(feed))
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		pages = map[ID]Page{}
		c := tx.Bucket(bucketPages).Cursor()
		for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
			in := reader{b: v}
			page := Page{Tries: int(in.uint()), Next: timeOrZero(in.int())}
			if in.err != nil || len(k) != 12 {
				return fmt.Errorf("page %x: %w", k, errGarbled)
			}
			pages[ID(binary.BigEndian.Uint64(k[4:]))] = page
		}
		return nil
	})
	return pages, err
}

// putPages replaces the pages of a feed.
func putPages(tx *bbolt.Tx, feed FeedID, pages map[ID]Page) error {
	bucket, prefix := tx.Bucket(bucketPages), numKey(uint32(feed))
	var old [][]byte
	c := bucket.Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		old = append(old, bytes.Clone(k))
	}
	for _, k := range old {
		if err := bucket.Delete(k); err != nil {
			return err
		}
	}
	for id, page := range pages {
		var w writer
		w.uint(uint64(page.Tries))
		w.int(unixOrZero(page.Next))
		if err := bucket.Put(binary.BigEndian.AppendUint64(bytes.Clone(prefix), uint64(id)), w.b); err != nil {
			return err
		}
	}
	return nil
}
