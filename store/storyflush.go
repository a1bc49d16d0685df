package store

import (
	"fmt"
	"maps"
	"slices"
)

// flush writes the stories and what lists of them go by.
func (w *storyWriter) flush() error {
	open := map[StoryID]*openStory{} // those that may look different now
	for _, num := range w.touched {
		if w.of.get(num) == 0 {
			w.show(num, true, w.unread.has(num), w.starred.has(num))
			continue
		}
		s, err := w.record(w.storyOf(num))
		if err != nil {
			return err
		}
		if s == nil {
			return fmt.Errorf("story %s: %w", w.storyOf(num), errShort)
		}
		open[s.id] = s
	}
	for id, s := range w.records {
		if s.dirty {
			open[id] = s
		}
	}
	for i, id := range slices.Sorted(maps.Keys(open)) {
		if err := w.settle(open[id]); err != nil {
			return err
		}
		if i%64 == 63 {
			ebbNow(w.tx)
		}
	}
	return w.write()
}

func (w *storyWriter) write() error {
	aliases := w.tx.Bucket(bucketStoryAlias)
	for _, id := range slices.Sorted(maps.Keys(w.aliases)) {
		var err error
		if to := w.aliases[id]; to == 0 {
			err = aliases.Delete(numKey(uint32(id)))
		} else {
			err = aliases.Put(numKey(uint32(id)), numKey(uint32(to)))
		}
		if err != nil {
			return err
		}
	}
	for _, flush := range []func() error{w.of.flush, w.covered.flush, w.storyUnread.flush, w.storyStarred.flush} {
		if err := flush(); err != nil {
			return err
		}
	}
	return nil
}

// settle writes a story's record and shows each of its articles as what it is.
func (w *storyWriter) settle(s *openStory) error {
	if s.stale {
		if err := w.derive(s); err != nil {
			return err
		}
	}
	unread, starred := false, false
	for _, num := range s.members {
		unread, starred = unread || w.unread.has(num), starred || w.starred.has(num)
	}
	newest := s.newest.num()
	for _, num := range s.members {
		if !w.show(num, num == newest, unread, starred) {
			continue
		}
		k, err := w.keyOf(s, num)
		if err != nil {
			return err
		}
		w.timeline.touchStory(k)
	}
	if !s.dirty {
		return nil
	}
	return w.put(s)
}

// keyOf returns the place of a story's article. Those that change most often,
// its newest ones, are known without a look at the row.
func (w *storyWriter) keyOf(s *openStory, num uint32) (sortKey, error) {
	switch {
	case s.newest.num() == num:
		return s.newest, nil
	case s.was.num() == num && !s.stale:
		return s.was, nil
	}
	r, err := getRow(w.tx, num)
	return r.sortKey(num), err
}

// put writes or deletes a story's record. One article of which nothing was
// said needs none.
func (w *storyWriter) put(s *openStory) error {
	key := numKey(uint32(s.id))
	if err := w.putFlags(s, key); err != nil {
		return err
	}
	alone := len(s.members) == 1 && s.members[0] == uint32(s.id) && s.isPlain()
	if alone {
		w.of.set(uint32(s.id), 0)
	}
	if alone || len(s.members) == 0 {
		return w.tx.Bucket(bucketStories).Delete(key)
	}
	return w.tx.Bucket(bucketStories).Put(key, s.encode())
}

// putFlags keeps the short list of followed and muted stories.
func (w *storyWriter) putFlags(s *openStory, key []byte) error {
	b := w.tx.Bucket(bucketStoryFlags)
	flags := s.flags & (storyFollowed | storyMuted)
	switch have := b.Get(key); {
	case len(s.members) == 0 || flags == 0:
		if have == nil {
			return nil
		}
		return b.Delete(key)
	case len(have) == 1 && have[0] == byte(flags):
		return nil
	}
	return b.Put(key, []byte{byte(flags)})
}

// derive makes anew what is derived of a story's articles.
func (w *storyWriter) derive(s *openStory) error {
	s.newest, s.oldest, s.sources = sortKey{}, sortKey{}, nil
	for _, num := range s.members {
		if err := w.note(s, num); err != nil {
			return err
		}
	}
	return nil
}

// show sets the bits of an article: whether it is the newest of its story,
// and what it then stands for. It tells whether any was different.
func (w *storyWriter) show(num uint32, newest, unread, starred bool) bool {
	covered := w.covered.set(num, !newest)
	hasUnread := w.storyUnread.set(num, newest && unread)
	hasStarred := w.storyStarred.set(num, newest && starred)
	return covered || hasUnread || hasStarred
}
