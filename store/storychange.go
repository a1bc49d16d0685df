package store

import (
	"context"
	"errors"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// ErrSeveralStories: articles that should leave their story have several.
var ErrSeveralStories = errors.New("these articles are of several stories")

// storyChange is what people did to a story: what was known of it before and
// after, and the parts that were joined to it or split off.
type storyChange struct {
	story         StoryID
	before, after storyHead
	parts         []storyPart
}

// storyPart is a story that was or became part of another.
type storyPart struct {
	id   StoryID
	head storyHead // while it is a story of its own
	nums *roaring.Bitmap
}

// nums returns the articles that the change moved.
func (c *storyChange) nums() *roaring.Bitmap {
	all := roaring.New()
	for _, p := range c.parts {
		all.Or(p.nums)
	}
	return all
}

func (w *writer) storyChange(c *storyChange) error {
	w.uint(uint64(c.story))
	w.storyHead(&c.before)
	w.storyHead(&c.after)
	w.uint(uint64(len(c.parts)))
	for _, p := range c.parts {
		w.uint(uint64(p.id))
		w.storyHead(&p.head)
		p.nums.RunOptimize()
		packed, err := p.nums.ToBytes()
		if err != nil {
			return err
		}
		w.string(string(packed))
	}
	return nil
}

func (r *reader) storyChange() *storyChange {
	c := &storyChange{story: StoryID(r.uint()), before: r.storyHead().clone(), after: r.storyHead().clone()}
	for range r.count(3) {
		c.parts = append(c.parts, storyPart{StoryID(r.uint()), r.storyHead().clone(), r.bitmap(r.bytes())})
	}
	return c
}

// changeStories carries out what change says, as one step of the journal. It
// returns nil if there is nothing to do.
func (s *Store) changeStories(ctx context.Context, a Action, change func(*storyWriter) (*storyChange, error)) (c Change, err error) {
	err = s.write(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		w, timeline := newStoryWriter(tx, newBitWriter(tx, bucketUnread), newBitWriter(tx, bucketStarred))
		done, err := change(w)
		if err != nil {
			return err
		}
		if done == nil {
			c = Change{Action: a, At: s.options.Now(), Set: &Set{roaring.New()}}
			return nil
		}
		rec := record{action: a, at: s.options.Now(), below: h.undo, nums: done.nums(), story: done}
		if rec.title, err = w.title(done.story); err != nil {
			return err
		}
		if err := errors.Join(w.flush(), timeline.flush()); err != nil {
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

// title returns the title of a story at work.
func (w *storyWriter) title(id StoryID) (string, error) {
	s, err := w.ensure(id)
	if err != nil {
		return "", err
	}
	lead, err := leadOf(w.tx, &s.storyRecord)
	if err != nil {
		return "", err
	}
	r, err := getRow(w.tx, lead)
	return r.title, err
}

// JoinStories makes the others part of a story, as one step that Undo takes
// back. Followed by one of them means followed; muted it is if it was before.
// If they are part of it already, nothing is written.
func (s *Store) JoinStories(ctx context.Context, into StoryID, others ...StoryID) (Change, error) {
	return s.changeStories(ctx, StoriesJoined, func(w *storyWriter) (*storyChange, error) {
		base, err := w.ensure(w.resolve(into))
		if err != nil {
			return nil, err
		}
		c := &storyChange{story: base.id, before: base.clone()}
		for _, id := range others {
			other, err := w.ensure(w.resolve(id))
			if err != nil {
				return nil, err
			}
			if other == base {
				continue
			}
			c.parts = append(c.parts, storyPart{other.id, other.clone(), roaring.BitmapOf(other.members...)})
			w.absorb(base, other)
		}
		if len(c.parts) == 0 {
			return nil, nil
		}
		base.flags |= storyByHand
		base.centroid = nil
		c.after = base.clone()
		return c, nil
	})
}

// SplitStory takes articles out of their story; they found one together.
// From then on the program merges neither with any other. Undo takes it back.
// If they are all that the story has, nothing is written.
func (s *Store) SplitStory(ctx context.Context, ids ...ID) (Change, error) {
	return s.changeStories(ctx, StorySplit, func(w *storyWriter) (*storyChange, error) {
		base, nums, err := w.oneStory(ids)
		if err != nil || base == nil || int(nums.GetCardinality()) == len(base.members) {
			return nil, err
		}
		n, err := w.tx.Bucket(bucketStories).NextSequence()
		if err != nil {
			return nil, err
		}
		part := storyPart{splitBit | StoryID(n-1), storyHead{flags: storyByHand}, nums}
		c := &storyChange{story: base.id, before: base.clone(), after: base.clone(), parts: []storyPart{part}}
		c.after.flags |= storyByHand
		c.after.centroid = nil
		return c, w.apply(StorySplit, c, true)
	})
}

// oneStory returns the story that all the articles belong to, nil if there
// are none.
func (w *storyWriter) oneStory(ids []ID) (*openStory, *roaring.Bitmap, error) {
	nums := roaring.New()
	var story StoryID
	for _, id := range ids {
		num, ok := findID(w.tx, id)
		if !ok {
			return nil, nil, ErrNotFound
		}
		if of := w.storyOf(num); story == 0 || of == story {
			story = of
		} else {
			return nil, nil, ErrSeveralStories
		}
		nums.Add(num)
	}
	if story == 0 {
		return nil, nil, nil
	}
	s, err := w.ensure(story)
	return s, nums, err
}

// SetFollowed says whether a story comes first in lists of stories while it
// has unread articles. Undo takes it back.
func (s *Store) SetFollowed(ctx context.Context, id StoryID, on bool) (Change, error) {
	a := StoryUnfollowed
	if on {
		a = StoryFollowed
	}
	return s.setStoryFlag(ctx, a, id, storyFollowed, on)
}

// SetMuted says whether further articles of a story arrive read. Undo takes
// it back, but for the articles that came meanwhile.
func (s *Store) SetMuted(ctx context.Context, id StoryID, on bool) (Change, error) {
	a := StoryUnmuted
	if on {
		a = StoryMuted
	}
	return s.setStoryFlag(ctx, a, id, storyMuted, on)
}

func (s *Store) setStoryFlag(ctx context.Context, a Action, id StoryID, flag storyFlags, on bool) (Change, error) {
	return s.changeStories(ctx, a, func(w *storyWriter) (*storyChange, error) {
		story, err := w.ensure(w.resolve(id))
		if err != nil || (story.flags&flag != 0) == on {
			return nil, err
		}
		// The centroid stays as it is; the journal need not keep it.
		c := &storyChange{story: story.id, before: story.clone()}
		c.before.centroid = nil
		c.after = c.before.clone()
		c.after.flags ^= flag
		if a == StoryMuted {
			c.after.mutedNew = 0 // counts from now on
		}
		return c, w.apply(a, c, true)
	})
}

// applyStories does again or takes back a change of the journal. Where its
// story is no more, as after a repair, there is nothing to do.
func applyStories(tx *bbolt.Tx, r *record, forward bool) error {
	w, timeline := newStoryWriter(tx, newBitWriter(tx, bucketUnread), newBitWriter(tx, bucketStarred))
	err := w.apply(r.action, r.story, forward)
	switch {
	case errors.Is(err, ErrNoStory):
		return nil
	case err != nil:
		return err
	}
	return errors.Join(w.flush(), timeline.flush())
}

// MarkStories changes the state of stories, as one step that Undo takes back.
// What takes attention away, marking read and taking stars away, concerns all
// their articles. Marking unread or starring concerns the lead alone, and only
// of a story that has no unread, no starred article.
func (s *Store) MarkStories(ctx context.Context, a Action, ids ...StoryID) (Change, error) {
	return s.mark(ctx, a, func(tx *bbolt.Tx, state stateBits) (*roaring.Bitmap, error) {
		changed := roaring.New()
		for _, id := range ids {
			nums, err := concerned(tx, a, resolveStory(tx, id), state)
			if err != nil {
				return nil, err
			}
			changed.AddMany(nums)
		}
		return changed, nil
	})
}

// concerned returns the articles that marking a story changes.
func concerned(tx *bbolt.Tx, a Action, id StoryID, state stateBits) ([]uint32, error) {
	nums, err := storyMembers(tx, id)
	if err != nil {
		return nil, err
	}
	having := slices.DeleteFunc(slices.Clone(nums), func(num uint32) bool { return !state.has(num) })
	if !a.effect().on {
		return having, nil
	}
	if len(having) > 0 {
		return nil, nil
	}
	lead, err := leadOf(tx, &storyRecord{id: id, members: nums})
	return []uint32{lead}, err
}
