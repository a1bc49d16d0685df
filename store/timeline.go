package store

import (
	"bytes"
	"encoding/binary"
	"maps"
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

// A lane is one ordered selection of the timeline: all articles, or those of
// one feed (by its number).
type lane uint32

const laneAll lane = 0

// laneKey is a place in a lane.
type laneKey [4 + len(sortKey{})]byte

func (l lane) key(k sortKey) (out laneKey) {
	binary.BigEndian.PutUint32(out[:], uint32(l))
	copy(out[4:], k[:])
	return out
}

func (l lane) prefix() []byte { return numKey(uint32(l)) }

func compareLaneKeys(a, b laneKey) int { return bytes.Compare(a[:], b[:]) }

// A lane is cut into blocks of at most blockMax sort keys. A block's own key
// is the lower bound of what may stand in it; a lane's first is zero. A block
// that grows too large is cut into pieces of about blockFill.
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

// blockFor returns the block in which k belongs, its lower bound (that of a
// lane's first block if the lane is empty) and the end of what belongs there:
// the lower bound of the lane's next block, or the next lane.
func blockFor(c *bbolt.Cursor, k laneKey) (key []byte, b block, end []byte) {
	in := lane(binary.BigEndian.Uint32(k[:]))
	within := func(key []byte) []byte {
		if bytes.HasPrefix(key, in.prefix()) {
			return bytes.Clone(key)
		}
		return (in + 1).prefix()
	}
	key, v := c.Seek(k[:])
	if bytes.Equal(key, k[:]) {
		b, key = v, bytes.Clone(key)
		after, _ := c.Next()
		return key, b, within(after)
	}
	end = within(key)
	if key == nil {
		key, v = c.Last()
	} else {
		key, v = c.Prev()
	}
	if !bytes.HasPrefix(key, in.prefix()) {
		first := in.key(sortKey{})
		return first[:], nil, end
	}
	return bytes.Clone(key), v, end
}

// tally is what the store knows of a block without looking into it: how many
// articles stand there, and how many stories, by filter. A story stands where
// its newest article does; only the lane of all articles counts stories.
type tally struct{ articles, stories [filters]uint16 }

// tallySize is that of a feed's lane; that of all articles has it twice.
const tallySize = 2 * filters

func (t tally) encode(in lane) []byte {
	b := make([]byte, 0, 2*tallySize)
	for _, n := range t.articles {
		b = binary.BigEndian.AppendUint16(b, n)
	}
	if in == laneAll {
		for _, n := range t.stories {
			b = binary.BigEndian.AppendUint16(b, n)
		}
	}
	return b
}

func decodeTally(b []byte) (t tally) {
	for _, part := range []*[filters]uint16{&t.articles, &t.stories} {
		if len(b) < tallySize {
			break
		}
		for i := range part {
			part[i] = binary.BigEndian.Uint16(b[2*i:])
		}
		b = b[tallySize:]
	}
	return t
}

func (t tally) of(f Filter, stories bool) int {
	if stories {
		return int(t.stories[f])
	}
	return int(t.articles[f])
}

// membership tells an article's state by its number.
type membership interface{ has(num uint32) bool }

// states are what tallies count. The last three are those of stories, each
// told by the number of the story's newest article; see storybits.go.
type states struct{ unread, starred, covered, storyUnread, storyStarred membership }

func (s *states) count(in lane, b block) (t tally) {
	one := func(n *uint16, is bool) {
		if is {
			*n++
		}
	}
	for i := range b.len() {
		num := b.num(i)
		t.articles[All]++
		one(&t.articles[Unread], s.unread.has(num))
		one(&t.articles[Starred], s.starred.has(num))
		if in == laneAll && !s.covered.has(num) {
			t.stories[All]++
			one(&t.stories[Unread], s.storyUnread.has(num))
			one(&t.stories[Starred], s.storyStarred.has(num))
		}
	}
	return t
}

// timelineWriter collects articles that enter or leave the timeline, or whose
// state changed, and puts blocks and tallies right in one go.
type timelineWriter struct {
	tx      *bbolt.Tx
	changed map[laneKey]placing
	states  states
}

// placing is what shall become of a place: the last word counts.
type placing byte

const (
	touched placing = iota // only the tally changes
	entered
	left
)

func newTimelineWriter(tx *bbolt.Tx, s states) *timelineWriter {
	return &timelineWriter{tx: tx, changed: map[laneKey]placing{}, states: s}
}

// add puts an article into all its lanes, remove takes it out, and touch
// notes that its state changed.
func (w *timelineWriter) add(r *row, num uint32)    { w.place(r, num, entered) }
func (w *timelineWriter) remove(r *row, num uint32) { w.place(r, num, left) }
func (w *timelineWriter) touch(r *row, num uint32)  { w.place(r, num, touched) }

// touchStory notes that what an article stands for among the stories changed.
func (w *timelineWriter) touchStory(k sortKey) {
	if at := laneAll.key(k); w.changed[at] == touched {
		w.changed[at] = touched // unless it enters or leaves, which counts it as well
	}
}

func (w *timelineWriter) place(r *row, num uint32, how placing) {
	r.eachLane(func(l lane) { w.changed[l.key(r.sortKey(num))] = how })
}

func (w *timelineWriter) flush() error {
	keys := slices.SortedFunc(maps.Keys(w.changed), compareLaneKeys)
	for len(keys) > 0 {
		key, old, end := blockFor(w.tx.Bucket(bucketTimeline).Cursor(), keys[0])
		n := sort.Search(len(keys), func(i int) bool { return bytes.Compare(keys[i][:], end) >= 0 })
		merged := w.merge(lane(binary.BigEndian.Uint32(key)), old, keys[:n])
		if err := w.putBlock(key, merged, !bytes.Equal(merged, old)); err != nil {
			return err
		}
		keys = keys[n:]
	}
	clear(w.changed)
	return nil
}

// merge returns a block with the changed places put right.
func (w *timelineWriter) merge(in lane, old block, keys []laneKey) block {
	out := make(block, 0, len(old)+len(keys)*len(sortKey{}))
	enter := func() {
		if w.changed[keys[0]] == entered {
			out = append(out, keys[0][4:]...)
		}
		keys = keys[1:]
	}
	for i := range old.len() {
		k := in.key(old.key(i))
		for len(keys) > 0 && compareLaneKeys(keys[0], k) < 0 {
			enter()
		}
		if len(keys) > 0 && keys[0] == k {
			if w.changed[k] != left {
				out = append(out, k[4:]...)
			}
			keys = keys[1:]
			continue
		}
		out = append(out, k[4:]...)
	}
	for len(keys) > 0 {
		enter()
	}
	return out
}

// putBlock writes a block and its tally, in pieces if it is too large.
func (w *timelineWriter) putBlock(key []byte, b block, changed bool) error {
	size, in := b.len(), lane(binary.BigEndian.Uint32(key))
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
		if err := w.tx.Bucket(bucketTally).Put(key, w.states.count(in, piece).encode(in)); err != nil {
			return err
		}
		b = b[len(piece):]
		if len(b) == 0 {
			return nil
		}
		k := in.key(b.key(0))
		key = k[:]
	}
}

// recountAll sets the tallies of one state anew, after a change of many
// articles. If none has the state any more, the blocks need not be visited.
func recountAll(tx *bbolt.Tx, f Filter, articles, stories stateWords) error {
	if !anySet(articles) {
		return retally(tx, func(_ []byte, t tally) tally { t.articles[f], t.stories[f] = 0, 0; return t })
	}
	blocks := tx.Bucket(bucketTimeline).Cursor()
	key, v := blocks.First()
	return retally(tx, func(k []byte, t tally) tally {
		if !bytes.Equal(k, key) { // blocks and tallies have the same keys
			key, v = blocks.Seek(k)
		}
		t.articles[f], t.stories[f] = 0, 0
		all := bytes.HasPrefix(k, laneAll.prefix())
		for i := range block(v).len() {
			num := block(v).num(i)
			t.articles[f] += articles.bit(num)
			if all {
				t.stories[f] += stories.bit(num)
			}
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
			changes = append(changes, change{bytes.Clone(k), t.encode(lane(binary.BigEndian.Uint32(k)))})
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
