package store

import (
	"context"
	"time"

	"go.etcd.io/bbolt"
)

// lastVisit is the one key of the visits bucket.
var lastVisit = []byte("last")

// LastVisit returns when the application was last left; zero if never.
func (s *Store) LastVisit(ctx context.Context) (at time.Time, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		if b := tx.Bucket(bucketVisits).Get(lastVisit); b != nil {
			in := reader{b: b}
			at = timeOrZero(in.int())
			return in.err
		}
		return nil
	})
	return at, err
}

// Visited notes that the application is left now.
func (s *Store) Visited(ctx context.Context) error {
	return s.write(ctx, func(tx *bbolt.Tx) error {
		var w writer
		w.int(s.options.Now().Unix())
		return tx.Bucket(bucketVisits).Put(lastVisit, w.b)
	})
}
