package store

import (
	"bytes"
	"context"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// manyMarked is from how many articles on it is quicker to count all blocks
// anew than to look up the block of each.
const manyMarked = 2000

// effect is what an action does to one state's bits.
type effect struct {
	state  Filter // Unread or Starred
	bucket []byte
	on     bool
}

func (a Action) effect() effect {
	switch a {
	case MarkRead:
		return effect{Unread, bucketUnread, false}
	case MarkUnread:
		return effect{Unread, bucketUnread, true}
	case Star:
		return effect{Starred, bucketStarred, true}
	}
	return effect{Starred, bucketStarred, false}
}

// Mark changes the state of articles as one step that Undo takes back. Those
// that are in that state already don't count; if none is left, nothing is
// written. An unknown ID is ErrNotFound, and nothing is changed.
func (s *Store) Mark(ctx context.Context, a Action, ids ...ID) (Change, error) {
	return s.mark(ctx, a, func(tx *bbolt.Tx, state stateBits) (*roaring.Bitmap, error) {
		changed, want := roaring.New(), a.effect().on
		for _, id := range ids {
			num, ok := findID(tx, id)
			if !ok {
				return nil, ErrNotFound
			}
			if state.has(num) != want {
				changed.Add(num)
			}
		}
		return changed, nil
	})
}

// MarkView changes the state of every article of a view, as one step. In a
// view of stories it changes what MarkStories would, but that the newest
// article of a story takes the place of its lead.
func (s *Store) MarkView(ctx context.Context, a Action, v View) (Change, error) {
	var err error
	if v.Within, err = s.AtLeast(ctx, v.Within, 0); err != nil {
		return Change{}, err
	}
	return s.mark(ctx, a, func(tx *bbolt.Tx, state stateBits) (*roaring.Bitmap, error) {
		h, err := getHead(tx)
		if err != nil {
			return nil, err
		}
		members := viewWords(tx, v, h.next)
		if v.Feed != 0 && v.Within == nil {
			in := laneWords(tx, lane(v.Feed), len(members))
			for i := range members {
				members[i] &= in[i]
			}
		}
		return changing(tx, a, v, members, state, h.next), nil
	})
}

// MarkBeside changes the state of every article of a view that stands above an
// article in it, or below it, as MarkView changes that of all.
func (s *Store) MarkBeside(ctx context.Context, a Action, v View, id ID, below bool) (Change, error) {
	if below {
		var err error
		if v.Within, err = s.AtLeast(ctx, v.Within, 0); err != nil {
			return Change{}, err
		}
	}
	return s.mark(ctx, a, func(tx *bbolt.Tx, state stateBits) (*roaring.Bitmap, error) {
		h, err := getHead(tx)
		if err != nil {
			return nil, err
		}
		l, err := s.lister(tx, v)
		if err != nil {
			return nil, err
		}
		var at Window
		if err := locate(tx, l, At{ID: id}, &at); err != nil {
			return nil, err
		}
		if !at.Found {
			return nil, ErrNotFound
		}
		rows := l.rows(0, at.Row)
		if below {
			rows = l.rows(at.Row+1, l.total())
		}
		members := make(stateWords, len(state.words()))
		for _, num := range rows {
			if num < h.next {
				members[num>>6] |= 1 << (num & 63)
			}
		}
		return changing(tx, a, v, members, state, h.next), nil
	})
}

// changing returns those of some members of a view whose state an action
// changes; of a view of stories, those of their articles.
func changing(tx *bbolt.Tx, a Action, v View, members []uint64, state stateBits, next uint32) *roaring.Bitmap {
	words := state.words()
	if v.Stories && (a.effect().on || !holdsAllOf(members, words)) {
		members = concernedOf(tx, a, members, next)
	}
	for i, word := range words {
		if a.effect().on {
			members[i] &^= word
		} else {
			members[i] &= word
		}
	}
	return roaring.FromDense(members, false)
}

// holdsAllOf tells whether nothing in words is missing among members: then no
// story has anything to add.
func holdsAllOf(members, words []uint64) bool {
	for i, word := range words {
		if word&^members[i] != 0 {
			return false
		}
	}
	return true
}

// viewWords returns the members of a view as plain words, as long as the
// words of a state.
func viewWords(tx *bbolt.Tx, v View, next uint32) []uint64 {
	words := make([]uint64, len(stateBits{make([][]byte, (next>>chunkShift)+1)}.words()))
	add := func(more []uint64) {
		for i := range min(len(words), len(more)) {
			words[i] |= more[i]
		}
	}
	switch {
	case v.Within != nil:
		for _, num := range v.Within.nums {
			if num < next {
				words[num>>6] |= 1 << (num & 63)
			}
		}
		return words
	case v.Filter == All:
		for num := uint32(1); num < next; num++ {
			if num&63 == 0 && next-num >= 64 {
				words[num>>6], num = ^uint64(0), num+63
				continue
			}
			words[num>>6] |= 1 << (num & 63)
		}
		return words
	case v.Filter == Unread:
		add(readBits(tx, bucketUnread, next).words())
	default:
		add(readBits(tx, bucketStarred, next).words())
	}
	if v.Keep.Len() > 0 {
		add(v.Keep.nums.ToDense())
	}
	return words
}

// laneWords returns the articles of a lane as plain words.
func laneWords(tx *bbolt.Tx, l lane, n int) []uint64 {
	words := make([]uint64, n)
	c := tx.Bucket(bucketTimeline).Cursor()
	for k, v := c.Seek(l.prefix()); bytes.HasPrefix(k, l.prefix()); k, v = c.Next() {
		for i := range block(v).len() {
			if num := block(v).num(i); int(num>>6) < n {
				words[num>>6] |= 1 << (num & 63)
			}
		}
	}
	return words
}

// mark carries out a change of the articles that choose returns.
func (s *Store) mark(ctx context.Context, a Action, choose func(*bbolt.Tx, stateBits) (*roaring.Bitmap, error)) (c Change, err error) {
	err = s.write(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		e := a.effect()
		nums, err := choose(tx, readBits(tx, e.bucket, h.next))
		if err != nil {
			return err
		}
		nums = h.there(tx, nums)
		rec := record{action: a, at: s.options.Now(), below: h.undo, nums: nums}
		if nums.IsEmpty() {
			c = rec.change(&rec, false)
			return nil
		}
		nums.RunOptimize()
		if err := rec.entitle(tx); err != nil {
			return err
		}
		if err := applyState(tx, &h, nums, e); err != nil {
			return err
		}
		if err := addRecord(tx, &h, &rec); err != nil {
			return err
		}
		h.undo, h.redo = rec.seq, 0
		c = rec.change(&rec, false)
		return putHead(tx, h)
	})
	return c, err
}

// applyState gives the articles a state and brings counts, tallies and the
// states of stories along.
func applyState(tx *bbolt.Tx, h *head, nums *roaring.Bitmap, e effect) error {
	if nums.GetCardinality() > manyMarked {
		return applyToMany(tx, h, nums, e)
	}
	unread, starred := newBitWriter(tx, bucketUnread), newBitWriter(tx, bucketStarred)
	changing := unread
	if e.state == Starred {
		changing = starred
	}
	stories, timeline := newStoryWriter(tx, unread, starred)
	n := uint32(0)
	for _, num := range nums.ToArray() {
		if !changing.set(num, e.on) {
			continue
		}
		n++
		r, err := getRow(tx, num)
		if err != nil {
			return err
		}
		timeline.touch(&r, num)
		stories.touch(num)
	}
	h.add(e, n)
	if err := stories.flush(); err != nil {
		return err
	}
	if err := timeline.flush(); err != nil {
		return err
	}
	return changing.flush()
}

// applyToMany does so where it is quicker to go through everything once than
// to look up the block and the story of each.
func applyToMany(tx *bbolt.Tx, h *head, nums *roaring.Bitmap, e effect) error {
	changing, ofStories := newBitWriter(tx, e.bucket), newBitWriter(tx, storyBits[e.state])
	h.add(e, changing.apply(nums.ToDense(), e.on))
	articles := changing.words(h.next)
	stories := newestOnly(spread(tx, articles, h.next), readBits(tx, bucketCovered, h.next))
	ofStories.replace(stories)
	if err := changing.flush(); err != nil {
		return err
	}
	if err := ofStories.flush(); err != nil {
		return err
	}
	return recountAll(tx, e.state, articles, stories)
}

func (h *head) add(e effect, n uint32) {
	count := &h.unread
	if e.state == Starred {
		count = &h.starred
	}
	if e.on {
		*count += n
	} else {
		*count -= n
	}
}

// Undo takes back the newest change that isn't undone yet, whoever made it.
func (s *Store) Undo(ctx context.Context) (Change, error) {
	return s.step(ctx, Undid)
}

// Redo does again what was undone last, unless something was marked since.
func (s *Store) Redo(ctx context.Context) (Change, error) {
	return s.step(ctx, Redid)
}

func (s *Store) step(ctx context.Context, action Action) (c Change, err error) {
	err = s.write(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		from, to, empty := &h.undo, &h.redo, ErrNothingToUndo
		if action == Redid {
			from, to, empty = &h.redo, &h.undo, ErrNothingToRedo
		}
		if *from == 0 {
			return empty
		}
		top, err := getRecord(tx, *from)
		if err != nil {
			return err
		}
		m, err := top.mark(tx)
		if err != nil {
			return err
		}
		if err := m.apply(tx, &h, action == Redid); err != nil {
			return err
		}
		rec := record{action: action, at: s.options.Now(), of: m.seq, was: m.action, below: *to, nums: roaring.New()}
		if err := addRecord(tx, &h, &rec); err != nil {
			return err
		}
		*from, *to = top.below, rec.seq
		c = rec.change(&m, false)
		return putHead(tx, h)
	})
	return c, err
}

// apply does what a record says, or the reverse.
func (r *record) apply(tx *bbolt.Tx, h *head, forward bool) error {
	if r.ofFeed() {
		return r.applyFeeds(tx, forward)
	}
	if r.ofStory() {
		return applyStories(tx, r, forward)
	}
	e := r.action.effect()
	e.on = e.on == forward
	return applyState(tx, h, h.there(tx, r.nums), e)
}

// there returns those of some articles that are still there: a repair takes
// out those that can't be read.
func (h *head) there(tx *bbolt.Tx, nums *roaring.Bitmap) *roaring.Bitmap {
	if !nums.IsEmpty() && nums.Maximum() >= h.next {
		nums = nums.Clone()
		nums.RemoveRange(uint64(h.next), 1<<32)
	}
	if h.articles+1 == h.next {
		return nums
	}
	rows, left := tx.Bucket(bucketRows), roaring.New()
	if nums.GetCardinality() <= manyMarked {
		for _, num := range nums.ToArray() {
			if rows.Get(numKey(num)) != nil {
				left.Add(num)
			}
		}
		return left
	}
	c := rows.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		left.Add(numOf(k))
	}
	left.And(nums)
	return left
}

// SetPosition remembers the paragraph on top of the screen when the reader
// left an article. It is no step that Undo takes back.
func (s *Store) SetPosition(ctx context.Context, id ID, paragraph int) error {
	return s.write(ctx, func(tx *bbolt.Tx) error {
		num, ok := findID(tx, id)
		if !ok {
			return ErrNotFound
		}
		positions := tx.Bucket(bucketPositions)
		if paragraph <= 0 {
			return positions.Delete(numKey(num))
		}
		var w writer
		w.uint(uint64(paragraph))
		return positions.Put(numKey(num), w.b)
	})
}
