package store

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"

	"go.etcd.io/bbolt"
)

// The keys bucket finds an article by any of its keys. Keys are hashes, so
// they arrive in no order; one bbolt pair a key would cost 60 bytes and touch
// a page each. They are packed instead: one pair holds all keys with the same
// first twelve bits, as sorted entries of 12 bytes (key, article number).
const (
	keyEntry = 12
	// aliasBit in the number marks a key that is not the article's ID.
	aliasBit = 1 << 31
	maxNum   = aliasBit - 1
)

func keyGroup(id ID) []byte { return binary.BigEndian.AppendUint16(nil, uint16(id>>52)) }

func entryAt(group []byte, i int) (ID, uint32) {
	e := group[i*keyEntry:]
	return ID(binary.BigEndian.Uint64(e)), binary.BigEndian.Uint32(e[8:])
}

// searchGroup returns the index of the first entry whose key is at least id.
func searchGroup(group []byte, id ID) int {
	return sort.Search(len(group)/keyEntry, func(i int) bool {
		key, _ := entryAt(group, i)
		return key >= id
	})
}

// findKey returns the number of the article that is known by a key.
func findKey(tx *bbolt.Tx, id ID) (num uint32, alias, ok bool) {
	group := tx.Bucket(bucketKeys).Get(keyGroup(id))
	i := searchGroup(group, id)
	if i*keyEntry >= len(group) {
		return 0, false, false
	}
	key, num := entryAt(group, i)
	return num &^ aliasBit, num&aliasBit != 0, key == id
}

// findID returns the number of the article with that ID.
func findID(tx *bbolt.Tx, id ID) (uint32, bool) {
	num, alias, ok := findKey(tx, id)
	return num, ok && !alias
}

// keyWriter collects new keys and merges them in, group by group.
type keyWriter struct {
	tx    *bbolt.Tx
	added map[ID]uint32
}

func newKeyWriter(tx *bbolt.Tx) *keyWriter { return &keyWriter{tx: tx, added: map[ID]uint32{}} }

// find looks among the new keys as well.
func (w *keyWriter) find(id ID) (num uint32, alias, ok bool) {
	if num, ok := w.added[id]; ok {
		return num &^ aliasBit, num&aliasBit != 0, true
	}
	return findKey(w.tx, id)
}

func (w *keyWriter) add(id ID, num uint32, alias bool) {
	if alias {
		num |= aliasBit
	}
	w.added[id] = num
}

func (w *keyWriter) flush() error {
	ids := make([]ID, 0, len(w.added))
	for id := range w.added {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	bucket := w.tx.Bucket(bucketKeys)
	for len(ids) > 0 {
		n := sort.Search(len(ids), func(i int) bool { return ids[i]>>52 > ids[0]>>52 })
		group := keyGroup(ids[0])
		if err := bucket.Put(group, w.merge(bucket.Get(group), ids[:n])); err != nil {
			return err
		}
		ids = ids[n:]
	}
	clear(w.added)
	return nil
}

// merge returns the group with the new keys in their places; a new entry
// replaces an old one of the same key.
func (w *keyWriter) merge(old []byte, ids []ID) []byte {
	out := make([]byte, 0, len(old)+len(ids)*keyEntry)
	for _, id := range ids {
		i := searchGroup(old, id) * keyEntry
		out = append(out, old[:i]...)
		old = old[i:]
		if len(old) > 0 {
			if key, _ := entryAt(old, 0); key == id {
				old = old[keyEntry:]
			}
		}
		out = binary.BigEndian.AppendUint64(out, uint64(id))
		out = binary.BigEndian.AppendUint32(out, w.added[id])
	}
	return append(out, old...)
}

// eachID calls fn for the IDs from lo to hi, in order, until it returns false.
// Keys that are only aliases are left out.
func eachID(tx *bbolt.Tx, lo, hi ID, fn func(ID, uint32) bool) {
	c := tx.Bucket(bucketKeys).Cursor()
	last := keyGroup(hi)
	for k, group := c.Seek(keyGroup(lo)); k != nil && bytes.Compare(k, last) <= 0; k, group = c.Next() {
		for i := searchGroup(group, lo); i*keyEntry < len(group); i++ {
			id, num := entryAt(group, i)
			if id > hi {
				return
			}
			if num&aliasBit == 0 && !fn(id, num) {
				return
			}
		}
	}
}
