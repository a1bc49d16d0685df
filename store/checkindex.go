package store

import (
	"context"

	"go.etcd.io/bbolt"
)

// index checks that each segment is whole, and that each article stands in
// the index once, at its time, unless its turn is still to come.
func (c *checker) index() error {
	seen := make([]uint64, c.head.next/64+1)
	waiting := getBacklog(c.tx)
	list, err := openSegments(c.tx)
	if err != nil {
		c.rep.problem("the index can't be read: %v", err)
		return nil
	}
	c.rep.Segments = len(list)
	for _, s := range list {
		if err := s.Check(); err != nil {
			c.rep.problem("a segment of the index is damaged: %v", err)
			continue
		}
		for ord := range uint32(s.Len()) {
			if !s.dead.Has(ord) {
				c.indexed(s, ord, seen, waiting)
			}
		}
		if err := c.ctx.Err(); err != nil {
			return err
		}
	}
	return c.tx.Bucket(bucketRows).ForEach(func(k, _ []byte) error {
		if num := numOf(k); num < c.head.next && seen[num/64]&(1<<(num%64)) == 0 && !waiting.has(num) {
			c.rep.problem("article %d is not in the index", num)
		}
		return nil
	})
}

// indexed checks one article of a segment.
func (c *checker) indexed(s *segment, ord uint32, seen []uint64, waiting backlog) {
	num := s.Num(ord)
	r, err := getRow(c.tx, num)
	switch {
	case err != nil || num >= c.head.next:
		c.rep.problem("the index holds article %d, which isn't there", num)
		return
	case seen[num/64]&(1<<(num%64)) != 0 || waiting.has(num):
		c.rep.problem("article %s is in the index twice", r.id)
	case s.Time(ord) != r.published.At.Unix():
		c.rep.problem("the index has another time for article %s", r.id)
	}
	seen[num/64] |= 1 << (num % 64)
}

// dropIndex makes the index empty, and everything its backlog. The numbers of
// segments go on: by them a merge that began before sees that its segments are
// gone.
func dropIndex(tx *bbolt.Tx, next uint32) error {
	given := tx.Bucket(bucketIndex).Sequence()
	for _, name := range [][]byte{bucketIndex, bucketDead} {
		if err := emptyBucket(tx, name); err != nil {
			return err
		}
	}
	if err := tx.Bucket(bucketIndex).SetSequence(given); err != nil {
		return err
	}
	return putBacklog(tx, backlog{from: 1, to: next})
}

func emptyBucket(tx *bbolt.Tx, name []byte) error {
	if err := tx.DeleteBucket(name); err != nil {
		return err
	}
	_, err := tx.CreateBucket(name)
	return err
}

// RebuildIndex makes the full-text index anew. Readers and writers go on
// meanwhile; what is not indexed yet is not found. Ended or killed halfway, it
// is completed by the next IndexBacklog.
func (s *Store) RebuildIndex(ctx context.Context, progress func(done, total int)) error {
	err := s.write(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		return dropIndex(tx, h.next)
	})
	if err != nil {
		return err
	}
	return s.IndexBacklog(ctx, progress)
}
