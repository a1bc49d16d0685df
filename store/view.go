package store

import (
	"bytes"
	"math/bits"
	"sort"

	"go.etcd.io/bbolt"
)

// viewIndex says how many rows of a view stand in which block. It is made of
// the tallies (one entry for some 400 articles), kept until the store changes
// and turns row numbers into places and back.
type viewIndex struct {
	viewKey
	kept *Set // what keep holds: of stories, their newest articles

	keys   []sortKey // lower bounds of the blocks, ascending
	before []int     // rows of the view in all blocks before; one more than keys
}

// viewKey tells one viewIndex from another. A write has the number of what it
// will leave, or another write if it fails: nothing that it sees may be kept.
type viewKey struct {
	txid    int
	lane    lane
	filter  Filter
	keep    *Set
	stories bool
}

func (v View) key(tx *bbolt.Tx) viewKey {
	return viewKey{tx.ID(), lane(v.Feed), v.Filter, v.Keep, v.Stories}
}

func (x *viewIndex) total() int { return x.before[len(x.before)-1] }

// block returns the index of the block in which k belongs, -1 if none exist.
func (x *viewIndex) block(k sortKey) int {
	return sort.Search(len(x.keys), func(i int) bool { return compareKeys(x.keys[i], k) > 0 }) - 1
}

// blockOf returns the index of the block that holds the row with ascending
// position pos.
func (x *viewIndex) blockOf(pos int) int {
	return sort.Search(len(x.keys), func(i int) bool { return x.before[i+1] > pos })
}

// scan is a view at work in a transaction. It counts positions upwards from
// the oldest article, whatever the view's order. In a view of stories, a story
// is meant by its newest article, and so are its states.
type scan struct {
	*viewIndex
	tx              *bbolt.Tx
	view            View
	next            uint32
	unread, starred stateBits
	covered         stateBits // of stories only
}

func (s *Store) scan(tx *bbolt.Tx, v View) (*scan, error) {
	h, err := getHead(tx)
	if err != nil {
		return nil, err
	}
	sc := &scan{tx: tx, view: v, next: h.next}
	if v.Stories {
		sc.unread, sc.starred = readBits(tx, bucketStoryUnread, h.next), readBits(tx, bucketStoryStarred, h.next)
		sc.covered = readBits(tx, bucketCovered, h.next)
	} else {
		sc.unread, sc.starred = readBits(tx, bucketUnread, h.next), readBits(tx, bucketStarred, h.next)
	}
	if tx.Writable() {
		sc.viewIndex, err = sc.build()
		return sc, err
	}
	s.mu.Lock()
	x := s.index
	s.mu.Unlock()
	if x == nil || x.viewKey != v.key(tx) {
		if x, err = sc.build(); err != nil {
			return nil, err
		}
		s.mu.Lock()
		s.index = x
		s.mu.Unlock()
	}
	sc.viewIndex = x
	return sc, nil
}

func (sc *scan) build() (*viewIndex, error) {
	x := &viewIndex{viewKey: sc.view.key(sc.tx), kept: sc.view.Keep, before: []int{0}}
	x.keys = make([]sortKey, 0, 64)
	sum := 0
	c := sc.tx.Bucket(bucketTally).Cursor()
	for k, v := c.Seek(x.lane.prefix()); bytes.HasPrefix(k, x.lane.prefix()); k, v = c.Next() {
		x.keys = append(x.keys, sortKey(k[4:]))
		sum += decodeTally(v).of(x.filter, x.stories)
		x.before = append(x.before, sum)
	}
	if x.stories && x.keep.Len() > 0 {
		var err error
		if x.kept, err = newestOfAll(sc.tx, x.keep, sc.next); err != nil {
			return nil, err
		}
	}
	if x.filter != All && x.keep.Len() > 0 {
		sc.addKept(x)
	}
	return x, nil
}

// fewKept is up to how many kept articles it is quicker to look each up than
// to count all blocks.
const fewKept = 2000

// addKept adds the articles that the filter would leave out but Keep holds.
func (sc *scan) addKept(x *viewIndex) {
	extra := make([]int, len(x.keys))
	state := sc.state()
	if x.kept.Len() <= fewKept {
		it := x.kept.nums.Iterator()
		for it.HasNext() {
			num := it.Next()
			if r, err := getRow(sc.tx, num); err == nil && !state.has(num) && r.in(x.lane) {
				extra[x.block(r.sortKey(num))]++
			}
		}
	} else {
		kept := stateWords(x.kept.nums.ToDense())
		i := 0
		c := sc.tx.Bucket(bucketTimeline).Cursor()
		for _, v := c.Seek(x.lane.prefix()); i < len(extra); _, v = c.Next() {
			for j, b := 0, block(v); j < b.len(); j++ {
				if num := b.num(j); kept.has(num) && !state.has(num) {
					extra[i]++
				}
			}
			i++
		}
	}
	sum := 0
	for i, n := range extra {
		sum += n
		x.before[i+1] += sum
	}
}

// stateWords is a set as plain words, for quick questions.
type stateWords []uint64

func (w stateWords) has(num uint32) bool {
	return int(num>>6) < len(w) && w[num>>6]&(1<<(num&63)) != 0
}

func (w stateWords) count() (n int) {
	for _, word := range w {
		n += bits.OnesCount64(word)
	}
	return n
}

// bit is has as a number, without a branch that a random state would make
// the processor guess wrong every other time.
func (w stateWords) bit(num uint32) uint16 {
	if int(num>>6) >= len(w) {
		return 0
	}
	return uint16(w[num>>6] >> (num & 63) & 1)
}

func (sc *scan) state() stateBits {
	if sc.view.Filter == Starred {
		return sc.starred
	}
	return sc.unread
}

func (sc *scan) has(num uint32) bool {
	if sc.view.Filter == All {
		return !sc.view.Stories || !sc.covered.has(num)
	}
	return sc.state().has(num) || sc.kept.contains(num)
}

func (sc *scan) blockAt(i int) block {
	key := sc.lane.key(sc.keys[i])
	return sc.tx.Bucket(bucketTimeline).Get(key[:])
}

// position returns how many rows of the view stand before k.
func (sc *scan) position(k sortKey) int {
	i := sc.block(k)
	if i < 0 {
		return 0
	}
	b := sc.blockAt(i)
	pos := sc.before[i]
	for j := range b.search(k) {
		if sc.has(b.num(j)) {
			pos++
		}
	}
	return pos
}

// nums returns the articles at the positions lo to hi, hi excluded.
func (sc *scan) nums(lo, hi int) []uint32 {
	out := make([]uint32, 0, max(hi-lo, 0))
	for i := sc.blockOf(lo); i < len(sc.keys) && len(out) < hi-lo; i++ {
		pos := sc.before[i]
		if pos == sc.before[i+1] {
			continue
		}
		b := sc.blockAt(i)
		for j := 0; j < b.len() && pos < hi; j++ {
			if num := b.num(j); sc.has(num) {
				if pos >= lo {
					out = append(out, num)
				}
				pos++
			}
		}
	}
	return out
}

// keyOf returns the place of an article in the timeline.
func (sc *scan) keyOf(num uint32) (sortKey, error) {
	r, err := getRow(sc.tx, num)
	return r.sortKey(num), err
}
