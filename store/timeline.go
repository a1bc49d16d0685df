package store

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"
	"time"

	"go.etcd.io/bbolt"
)

// sortKey is an article's place in the timeline: its published second,
// ascending, then its number, descending, so that the articles of one second
// read in their document's order when the newest come first.
type sortKey [12]byte

func newSortKey(at time.Time, num uint32) (k sortKey) {
	binary.BigEndian.PutUint64(k[:], uint64(at.Unix())^1<<63)
	binary.BigEndian.PutUint32(k[8:], ^num)
	return k
}

func (k *sortKey) num() uint32 { return ^binary.BigEndian.Uint32(k[8:]) }

func compareKeys(a, b sortKey) int { return bytes.Compare(a[:], b[:]) }

// The timeline is cut into blocks of at most blockMax sort keys. A block's
// own key is the lower bound of what may stand in it; the first is zero. A
// block that grows too large is cut into pieces of about blockFill.
const (
	blockMax  = 512
	blockFill = 384
)

// block is the packed sort keys of one block, in order: the map's own bytes.
type block []byte

func (b block) len() int { return len(b) / len(sortKey{}) }

func (b block) key(i int) sortKey { return sortKey(b[i*len(sortKey{}):]) }

func (b block) num(i int) uint32 { return ^binary.BigEndian.Uint32(b[i*len(sortKey{})+8:]) }

// search returns the index of the first key that is at least k.
func (b block) search(k sortKey) int {
	return sort.Search(b.len(), func(i int) bool { return compareKeys(b.key(i), k) >= 0 })
}

// blockFor places the cursor on the block in which k belongs, and returns it
// and the lower bound of the next one (nil after the last).
func blockFor(c *bbolt.Cursor, k sortKey) (key []byte, b block, next []byte) {
	key, v := c.Seek(k[:])
	switch {
	case key == nil:
		key, v = c.Last()
		return key, v, nil
	case !bytes.Equal(key, k[:]):
		next = bytes.Clone(key)
		key, v = c.Prev()
	default:
		after, _ := c.Next()
		next = bytes.Clone(after)
		key, v = c.Seek(k[:])
	}
	return key, v, next
}

// tally is what the store knows of a block without looking into it.
type tally struct{ total, unread, starred int }

const tallySize = 6

func (t tally) encode() []byte {
	b := binary.BigEndian.AppendUint16(make([]byte, 0, tallySize), uint16(t.total))
	b = binary.BigEndian.AppendUint16(b, uint16(t.unread))
	return binary.BigEndian.AppendUint16(b, uint16(t.starred))
}

func decodeTally(b []byte) tally {
	if len(b) < tallySize {
		return tally{}
	}
	return tally{int(binary.BigEndian.Uint16(b)), int(binary.BigEndian.Uint16(b[2:])), int(binary.BigEndian.Uint16(b[4:]))}
}

func (t tally) of(f Filter) int {
	return [...]int{t.total, t.unread, t.starred}[f]
}

// membership tells an article's state by its number.
type membership interface{ has(num uint32) bool }

func countBlock(b block, unread, starred membership) tally {
	t := tally{total: b.len()}
	for i := range t.total {
		num := b.num(i)
		if unread.has(num) {
			t.unread++
		}
		if starred.has(num) {
			t.starred++
		}
	}
	return t
}

// timelineWriter collects articles that enter or leave the timeline, or whose
// state changed, and puts blocks and tallies right in one go.
type timelineWriter struct {
	tx      *bbolt.Tx
	added   []sortKey
	removed map[sortKey]bool
	touched []sortKey // only the tally changes
	unread  membership
	starred membership
}

func newTimelineWriter(tx *bbolt.Tx, unread, starred membership) *timelineWriter {
	return &timelineWriter{tx: tx, removed: map[sortKey]bool{}, unread: unread, starred: starred}
}

func (w *timelineWriter) add(k sortKey)    { w.added = append(w.added, k) }
func (w *timelineWriter) remove(k sortKey) { w.removed[k] = true; w.touched = append(w.touched, k) }
func (w *timelineWriter) touch(k sortKey)  { w.touched = append(w.touched, k) }

func (w *timelineWriter) flush() error {
	slices.SortFunc(w.added, compareKeys)
	slices.SortFunc(w.touched, compareKeys)
	for len(w.added) > 0 || len(w.touched) > 0 {
		if err := w.flushBlock(); err != nil {
			return err
		}
	}
	clear(w.removed)
	return nil
}

// flushBlock deals with all that concerns the block of the first key left.
func (w *timelineWriter) flushBlock() error {
	var first sortKey
	if len(w.touched) == 0 || len(w.added) > 0 && compareKeys(w.added[0], w.touched[0]) < 0 {
		first = w.added[0]
	} else {
		first = w.touched[0]
	}
	key, old, next := blockFor(w.tx.Bucket(bucketTimeline).Cursor(), first)
	if key == nil {
		key = make([]byte, len(sortKey{}))
	}
	key = bytes.Clone(key)
	within := func(list []sortKey) int {
		if next == nil {
			return len(list)
		}
		return sort.Search(len(list), func(i int) bool { return bytes.Compare(list[i][:], next) >= 0 })
	}
	added, touched := within(w.added), within(w.touched)
	merged := old
	if added > 0 || len(w.removed) > 0 {
		merged = w.merge(old, w.added[:added])
	}
	w.added, w.touched = w.added[added:], w.touched[touched:]
	return w.putBlock(key, merged, len(merged) != len(old) || added > 0)
}

func (w *timelineWriter) merge(old block, added []sortKey) block {
	out := make(block, 0, len(old)+len(added)*len(sortKey{}))
	for i := range old.len() {
		k := old.key(i)
		for len(added) > 0 && compareKeys(added[0], k) < 0 {
			out, added = append(out, added[0][:]...), added[1:]
		}
		if !w.removed[k] {
			out = append(out, k[:]...)
		}
	}
	for _, k := range added {
		out = append(out, k[:]...)
	}
	return out
}

// putBlock writes a block and its tally, in pieces if it is too large.
func (w *timelineWriter) putBlock(key []byte, b block, changed bool) error {
	size := b.len()
	if size > blockMax {
		size = (b.len() + (b.len()+blockFill-1)/blockFill - 1) / ((b.len() + blockFill - 1) / blockFill)
	}
	for {
		piece := b[:min(size, b.len())*len(sortKey{})]
		if changed {
			if err := w.tx.Bucket(bucketTimeline).Put(key, piece); err != nil {
				return err
			}
		}
		if err := w.tx.Bucket(bucketTally).Put(key, countBlock(piece, w.unread, w.starred).encode()); err != nil {
			return err
		}
		b = b[len(piece):]
		if len(b) == 0 {
			return nil
		}
		k := b.key(0)
		key = k[:]
	}
}

// recountAll sets all tallies anew, after a change of many articles. If they
// were all read by it, the blocks need not be visited.
func recountAll(tx *bbolt.Tx, e effect, unread, starred stateWords) error {
	if string(e.bucket) == string(bucketUnread) && !anySet(unread) {
		return retally(tx, func(_ []byte, t tally) tally { t.unread = 0; return t })
	}
	blocks := tx.Bucket(bucketTimeline).Cursor()
	key, v := blocks.First()
	return retally(tx, func(k []byte, t tally) tally {
		if !bytes.Equal(k, key) { // blocks and tallies have the same keys
			key, v = blocks.Seek(k)
		}
		t = tally{total: block(v).len()}
		for i := range t.total {
			num := block(v).num(i)
			t.unread += unread.bit(num)
			t.starred += starred.bit(num)
		}
		key, v = blocks.Next()
		return t
	})
}

// retally replaces all tallies by what fn makes of them.
func retally(tx *bbolt.Tx, fn func(k []byte, t tally) tally) error {
	tallies := tx.Bucket(bucketTally)
	type change struct{ key, value []byte }
	var changes []change
	err := tallies.ForEach(func(k, v []byte) error {
		old := decodeTally(v)
		if t := fn(k, old); t != old {
			changes = append(changes, change{bytes.Clone(k), t.encode()})
		}
		return nil
	})
	for _, c := range changes {
		if err := tallies.Put(c.key, c.value); err != nil {
			return err
		}
	}
	return err
}
