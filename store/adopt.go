package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// StateChange is a change of the state of articles as the journal tells it to
// other stores, see package exchange.
type StateChange struct {
	Change
	IDs []ID // the articles; none for Undid and Redid, which name the mark by Of
}

// StateChanges returns the marks made in this store after a record of the
// journal, and what undid or redid them, the oldest first: all up to one that
// brings the articles to that many, and at least one if there is any. What was
// adopted from other stores is left out.
func (s *Store) StateChanges(ctx context.Context, after uint64, articles int) (list []StateChange, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		rows := tx.Bucket(bucketRows)
		c := tx.Bucket(bucketJournal).Cursor()
		for k, v := c.Seek(seqKey(after + 1)); k != nil && articles > 0; k, v = c.Next() {
			r, err := recordAt(k, v)
			if err != nil {
				return err
			}
			m, err := r.mark(tx)
			if err != nil {
				return err
			}
			if m.ofFeed() || m.ofStory() || r.adopted {
				continue
			}
			made := StateChange{Change: r.change(&m, false)}
			if r.of == 0 {
				made.IDs = idsOf(rows, m.nums)
				articles -= len(made.IDs)
			}
			articles--
			list = append(list, made)
		}
		return ctx.Err()
	})
	return list, err
}

// Made tells when a change of the journal was made; ok is false if there is no
// such change.
func (s *Store) Made(ctx context.Context, seq uint64) (at time.Time, ok bool, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		k := seqKey(seq)
		v := tx.Bucket(bucketJournal).Get(k)
		if ok = v != nil; !ok {
			return nil
		}
		r, err := recordAt(k, v)
		at = r.at
		return err
	})
	return at, ok, err
}

// idsOf returns the IDs of those articles that are there.
func idsOf(rows *bbolt.Bucket, nums *roaring.Bitmap) []ID {
	ids := make([]ID, 0, nums.GetCardinality())
	for it := nums.Iterator(); it.HasNext(); {
		if r, err := decodeRow(rows.Get(numKey(it.Next()))); err == nil {
			ids = append(ids, r.id)
		}
	}
	return ids
}

// Primary returns the IDs of the articles that are known by some keys, 0 for
// those that aren't here. Another store may know an article by a key that is a
// further one here, since it met it elsewhere first.
func (s *Store) Primary(ctx context.Context, keys []ID) (ids []ID, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		ids = make([]ID, len(keys))
		for i, key := range keys {
			switch num, alias, ok := findKey(tx, key); {
			case !ok:
			case !alias:
				ids[i] = key
			default:
				r, err := getRow(tx, num)
				if err != nil {
					return err
				}
				ids[i] = r.id
			}
		}
		return ctx.Err()
	})
	return ids, err
}

// Adopt gives articles a state that they were given in another store. Those
// that aren't here, or are in that state already, are passed over. The journal
// tells of it, but it is no step that Undo takes back: it wasn't made here.
func (s *Store) Adopt(ctx context.Context, a Action, ids []ID) (n int, err error) {
	err = s.write(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		e := a.effect()
		state, nums := readBits(tx, e.bucket, h.next), roaring.New()
		for _, id := range ids {
			if num, ok := findID(tx, id); ok && state.has(num) != e.on {
				nums.Add(num)
			}
		}
		nums = h.there(tx, nums)
		if n = int(nums.GetCardinality()); n == 0 {
			return ctx.Err()
		}
		nums.RunOptimize()
		if err := applyState(tx, &h, nums, e); err != nil {
			return err
		}
		rec := record{action: a, at: s.options.Now(), adopted: true, nums: nums}
		if err := rec.entitle(tx); err != nil {
			return err
		}
		if err := addRecord(tx, &h, &rec); err != nil {
			return err
		}
		return putHead(tx, h)
	})
	return n, err
}

// replicaKey is the one key of the replica bucket.
var replicaKey = []byte("id")

// Replica returns what tells this store from others that states are exchanged
// with. A copy of it has the same; anew gives it another one.
func (s *Store) Replica(ctx context.Context, anew bool) (id uint64, err error) {
	if !anew {
		err = s.read(ctx, func(tx *bbolt.Tx) error {
			if bucket := tx.Bucket(bucketReplica); bucket != nil && len(bucket.Get(replicaKey)) == 8 {
				id = binary.BigEndian.Uint64(bucket.Get(replicaKey))
			}
			return nil
		})
		if id != 0 || err != nil {
			return id, err
		}
	}
	err = s.write(ctx, func(tx *bbolt.Tx) error {
		var b [8]byte
		_, _ = rand.Read(b[:]) // never fails
		id = binary.BigEndian.Uint64(b[:])
		bucket, err := tx.CreateBucketIfNotExists(bucketReplica)
		if err != nil {
			return err
		}
		return bucket.Put(replicaKey, b[:])
	})
	return id, err
}
