package store

import (
	"bytes"
	"errors"
	"slices"
)

// mayMerge tells whether the program may make one of two stories that it
// finds to tell the same: not where people joined or split, nor where the news
// of one would vanish with the other, which is muted.
func mayMerge(a, b *openStory) bool {
	return a != b && (a.flags|b.flags)&storyByHand == 0 && (a.flags^b.flags)&storyMuted == 0
}

// absorb makes a story part of another. Its ID and those that led to it lead
// there from now on.
func (w *storyWriter) absorb(into, from *openStory) {
	for _, num := range from.members {
		w.of.set(num, into.id)
	}
	into.members = slices.Concat(into.members, from.members)
	slices.Sort(into.members)
	into.stale = into.stale || from.stale
	for _, source := range from.sources {
		into.storyRecord.note(source.name, source.first)
	}
	into.storyRecord.note("", from.oldest)
	into.storyRecord.note("", from.newest)
	for _, id := range append([]StoryID{from.id}, from.old...) {
		w.aliases[id] = into.id
		into.old = include(into.old, id)
	}
	into.flags |= from.flags & (storyFollowed | storyByHand)
	into.mutedNew += from.mutedNew
	from.members, from.storyHead = nil, storyHead{}
	into.dirty, from.dirty = true, true
}

// include returns a list of stories with one more, unless it is in there.
func include(list []StoryID, id StoryID) []StoryID {
	if slices.Contains(list, id) {
		return list
	}
	return append(slices.Clip(list), id)
}

// exclude returns a list of stories less those of another.
func exclude(list, less []StoryID) []StoryID {
	return slices.DeleteFunc(slices.Clone(list), func(id StoryID) bool { return slices.Contains(less, id) })
}

// clone returns a head that shares nothing.
func (h storyHead) clone() storyHead {
	h.old, h.centroid = slices.Clone(h.old), bytes.Clone(h.centroid)
	return h
}

// shift changes what people say of a story as another head was changed. If
// nothing came between, it is then exactly that.
func (h *storyHead) shift(from, to *storyHead) {
	changed := from.flags ^ to.flags
	h.flags = h.flags&^changed | to.flags&changed
	h.mutedNew = max(h.mutedNew+to.mutedNew-from.mutedNew, 0)
	if !bytes.Equal(from.centroid, to.centroid) {
		h.centroid = bytes.Clone(to.centroid)
	}
}

// apply does what people did to stories, or takes it back. The program may
// have added articles and merged stories since: what it did stays, with the
// story that it would have chosen.
func (w *storyWriter) apply(a Action, c *storyChange, forward bool) error {
	from, to := &c.before, &c.after
	if !forward {
		from, to = to, from
	}
	for i := range c.parts {
		var err error
		if (a == StoriesJoined) == forward {
			err = w.bringBack(c.story, &c.parts[i], a == StorySplit)
		} else {
			err = w.takeOut(c.story, &c.parts[i])
		}
		if err != nil {
			return err
		}
	}
	s, err := w.ensure(w.resolve(c.story))
	if err != nil {
		return err
	}
	muted := s.mutedNew
	s.shift(from, to)
	if len(c.parts) > 0 {
		s.mutedNew = muted // the parts took or brought theirs
	}
	s.dirty = true
	return nil
}

// takeOut makes a part of a story one of its own.
func (w *storyWriter) takeOut(of StoryID, p *storyPart) error {
	s, err := w.ensure(w.resolve(of))
	if err != nil {
		return err
	}
	if nums := w.those(s, p); len(nums) > 0 && len(nums) < len(s.members) {
		w.partFrom(s, p, nums)
	}
	return nil
}

// partFrom makes articles of a story that other one that they were once, with
// the stories that led to it then.
func (w *storyWriter) partFrom(s *openStory, p *storyPart, nums []uint32) *openStory {
	s.members = slices.DeleteFunc(s.members, func(num uint32) bool {
		_, leaves := slices.BinarySearch(nums, num)
		return leaves
	})
	s.mutedNew = max(s.mutedNew-p.head.mutedNew, 0)
	part := w.open(p.id)
	part.storyHead, part.members = p.head.clone(), nums
	part.old = slices.DeleteFunc(part.old, func(id StoryID) bool { return !slices.Contains(s.old, id) })
	s.old = exclude(s.old, append([]StoryID{p.id}, part.old...))
	s.stale, s.dirty, part.stale = true, true, true
	for _, num := range nums {
		w.of.set(num, p.id)
	}
	w.aliases[p.id] = 0
	for _, id := range part.old {
		w.aliases[id] = p.id
	}
	return part
}

// bringBack makes a story part of another again. Forgotten, it is as if it
// had never been.
func (w *storyWriter) bringBack(to StoryID, p *storyPart, forget bool) error {
	s, err := w.ensure(w.resolve(to))
	if err != nil {
		return err
	}
	part, err := w.ensure(w.resolve(p.id))
	if errors.Is(err, ErrNoStory) || part == s {
		return nil // it never was, or the program has brought it
	}
	if err != nil {
		return err
	}
	if part.id != p.id { // the program made it part of a third
		if nums := w.those(part, p); len(nums) > 0 && len(nums) < len(part.members) {
			part = w.partFrom(part, p, nums)
		}
	}
	w.absorb(s, part)
	if forget {
		w.aliases[p.id] = 0
		s.old = exclude(s.old, []StoryID{p.id})
	}
	return nil
}

// those returns the articles of a part that are in a story.
func (w *storyWriter) those(s *openStory, p *storyPart) (nums []uint32) {
	for _, num := range s.members {
		if p.nums.Contains(num) {
			nums = append(nums, num)
		}
	}
	return nums
}
