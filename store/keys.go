package store

import (
	"encoding/binary"
	"maps"
	"slices"
	"sort"

	"go.etcd.io/bbolt"
)

// The keys bucket finds an article by any of its keys. Keys are hashes, so
// they arrive in no order; one bbolt pair a key would cost 60 bytes and touch
// a page each. They are packed instead: one pair, a group, holds all keys with
// the same first twelve bits, as sorted entries of 12 bytes (key, article
// number).
//
// A write of thousands of articles touches every group. That it doesn't write
// the keys of a million articles anew, new ones go to young groups at first,
// of all keys with the same first six bits. When those hold too much, the
// fullest are merged into the groups that they belong to. A key in a young
// group is newer than the same one in an old group.
const (
	keyEntry = 12
	// aliasBit in the number marks a key that is not the article's ID.
	aliasBit = 1 << 31
	maxNum   = aliasBit - 1

	oldBits   = 12
	youngBits = 6
	// youngMark is added to the bits of a young group, which has one byte as
	// its key: so those come behind the old groups.
	youngMark = 0x10
	// youngMost is how many keys the young groups may hold after a write. The
	// more they are, the more of them each write touches, but the fewer old
	// groups: this is best at some million keys and writes of thousands.
	youngMost = 1 << 17
)

func oldGroup(id ID) []byte   { return binary.BigEndian.AppendUint16(nil, uint16(id>>(64-oldBits))) }
func youngGroup(id ID) []byte { return []byte{youngMark + byte(id>>(64-youngBits))} }

// keyGroup is a group: its entries, in the order of the keys.
type keyGroup []byte

func (g keyGroup) len() int { return len(g) / keyEntry }

func (g keyGroup) at(i int) (ID, uint32) {
	e := g[i*keyEntry:]
	return ID(binary.BigEndian.Uint64(e)), binary.BigEndian.Uint32(e[8:])
}

func (g keyGroup) append(id ID, num uint32) keyGroup {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(g, uint64(id)), num)
}

// search returns the index of the first entry whose key is at least id.
func (g keyGroup) search(id ID) int {
	return sort.Search(g.len(), func(i int) bool {
		key, _ := g.at(i)
		return key >= id
	})
}

func (g keyGroup) find(id ID) (num uint32, ok bool) {
	i := g.search(id)
	if i == g.len() {
		return 0, false
	}
	key, num := g.at(i)
	return num, key == id
}

// upTo cuts off the entries at the beginning whose keys have the same first
// bits as the first one.
func (g keyGroup) upTo(bits int) (head, rest keyGroup) {
	first, _ := g.at(0)
	n := sort.Search(g.len(), func(i int) bool {
		key, _ := g.at(i)
		return key>>(64-bits) > first>>(64-bits)
	})
	return g[:n*keyEntry], g[n*keyEntry:]
}

// with returns the group with newer entries in their places; one replaces an
// old one of the same key.
func (g keyGroup) with(newer keyGroup) keyGroup {
	out := make(keyGroup, 0, len(g)+len(newer))
	for ; len(newer) > 0; newer = newer[keyEntry:] {
		id, num := newer.at(0)
		i := g.search(id) * keyEntry
		out = append(out, g[:i]...)
		if g = g[i:]; len(g) > 0 {
			if key, _ := g.at(0); key == id {
				g = g[keyEntry:]
			}
		}
		out = out.append(id, num)
	}
	return append(out, g...)
}

// findKey returns the number of the article that is known by a key.
func findKey(tx *bbolt.Tx, id ID) (num uint32, alias, ok bool) {
	bucket := tx.Bucket(bucketKeys)
	num, ok = findIn(bucket, bucket.Get(youngGroup(id)), id)
	return num &^ aliasBit, num&aliasBit != 0, ok
}

// findIn looks for a key in its young group and then in its old one.
func findIn(bucket *bbolt.Bucket, young keyGroup, id ID) (num uint32, ok bool) {
	if num, ok = young.find(id); !ok {
		num, ok = keyGroup(bucket.Get(oldGroup(id))).find(id)
	}
	return num, ok
}

// findID returns the number of the article with that ID.
func findID(tx *bbolt.Tx, id ID) (uint32, bool) {
	num, alias, ok := findKey(tx, id)
	return num, ok && !alias
}

// keyWriter collects new keys and merges them in, once.
type keyWriter struct {
	young  youngKeys
	added  map[ID]uint32
	looked map[ID]uint32 // what lookUp found
}

// noKey stands for a key that no article has. It is no number, with or
// without aliasBit.
const noKey = ^uint32(0)

func newKeyWriter(tx *bbolt.Tx) *keyWriter {
	w := &keyWriter{young: youngKeys{bucket: tx.Bucket(bucketKeys)}, added: map[ID]uint32{}}
	w.young.load()
	return w
}

// lookUp finds keys that find will be asked for. It sorts them: then each page
// is read once, where those of single keys lie anywhere, and the system maps
// 64 KiB around each that is touched. pause is called now and then.
func (w *keyWriter) lookUp(ids []ID, pause func()) {
	slices.Sort(ids)
	w.looked = make(map[ID]uint32, len(ids))
	for i, id := range ids {
		num, ok := w.stored(id)
		if !ok {
			num = noKey
		}
		w.looked[id] = num
		if i%256 == 255 {
			pause()
		}
	}
}

// find looks among the new keys as well.
func (w *keyWriter) find(id ID) (num uint32, alias, ok bool) {
	if num, ok = w.added[id]; !ok {
		if num, ok = w.looked[id]; ok {
			ok = num != noKey
		} else {
			num, ok = w.stored(id)
		}
	}
	return num &^ aliasBit, num&aliasBit != 0, ok
}

func (w *keyWriter) stored(id ID) (num uint32, ok bool) {
	return findIn(w.young.bucket, w.young.groups[id>>(64-youngBits)], id)
}

func (w *keyWriter) add(id ID, num uint32, alias bool) {
	if alias {
		num |= aliasBit
	}
	w.added[id] = num
}

func (w *keyWriter) flush() error {
	ids := slices.Sorted(maps.Keys(w.added))
	added := make(keyGroup, 0, len(ids)*keyEntry)
	for _, id := range ids {
		added = added.append(id, w.added[id])
	}
	young := &w.young
	for len(added) > 0 {
		id, _ := added.at(0)
		var part keyGroup
		part, added = added.upTo(youngBits)
		young.add(int(id>>(64-youngBits)), part)
	}
	for young.keys > youngMost {
		if err := young.settle(young.fullest()); err != nil {
			return err
		}
	}
	return young.flush()
}

// youngKeys are the young groups at work.
type youngKeys struct {
	bucket  *bbolt.Bucket
	groups  [1 << youngBits]keyGroup
	changed [1 << youngBits]bool
	keys    int // in all of them
}

func (y *youngKeys) load() {
	for i := range y.groups {
		y.groups[i] = y.bucket.Get([]byte{youngMark + byte(i)})
		y.keys += y.groups[i].len()
	}
}

func (y *youngKeys) add(group int, newer keyGroup) {
	y.keys -= y.groups[group].len()
	y.groups[group] = y.groups[group].with(newer)
	y.keys += y.groups[group].len()
	y.changed[group] = true
}

func (y *youngKeys) fullest() (group int) {
	for i := range y.groups {
		if len(y.groups[i]) > len(y.groups[group]) {
			group = i
		}
	}
	return group
}

// settle merges a young group into the old ones.
func (y *youngKeys) settle(group int) error {
	rest := y.groups[group]
	y.keys -= rest.len()
	y.groups[group], y.changed[group] = nil, true
	for len(rest) > 0 {
		var part keyGroup
		id, _ := rest.at(0)
		part, rest = rest.upTo(oldBits)
		if err := y.bucket.Put(oldGroup(id), keyGroup(y.bucket.Get(oldGroup(id))).with(part)); err != nil {
			return err
		}
	}
	return nil
}

func (y *youngKeys) flush() error {
	for i, group := range y.groups {
		if !y.changed[i] {
			continue
		}
		key := []byte{youngMark + byte(i)}
		if len(group) == 0 {
			if err := y.bucket.Delete(key); err != nil {
				return err
			}
		} else if err := y.bucket.Put(key, group); err != nil {
			return err
		}
	}
	return nil
}

// eachID calls fn for the IDs from lo to hi, in order, until it returns false.
// Keys that are only aliases are left out.
func eachID(tx *bbolt.Tx, lo, hi ID, fn func(ID, uint32) bool) {
	bucket := tx.Bucket(bucketKeys)
	for bits := lo >> (64 - oldBits); bits <= hi>>(64-oldBits); bits++ {
		first := bits << (64 - oldBits)
		w := keyWalk{old: bucket.Get(oldGroup(first)), young: bucket.Get(youngGroup(first))}
		w.i, w.j = w.old.search(lo), w.young.search(max(lo, first))
		for {
			id, num, ok := w.next()
			if !ok || id > hi || id>>(64-oldBits) > bits {
				break
			}
			if num&aliasBit == 0 && !fn(id, num) {
				return
			}
		}
	}
}

// keyWalk goes through an old group and a young one at once.
type keyWalk struct {
	old, young keyGroup
	i, j       int
}

func (w *keyWalk) next() (id ID, num uint32, ok bool) {
	if w.j < w.young.len() {
		id, num = w.young.at(w.j)
		ok = true
	}
	if w.i < w.old.len() {
		switch oldID, oldNum := w.old.at(w.i); {
		case !ok || oldID < id:
			w.i++
			return oldID, oldNum, true
		case oldID == id:
			w.i++
		}
	}
	w.j++
	return id, num, ok
}
