package store

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"
)

// storyWriter changes stories within a transaction: which articles are in
// them, what is known of them, and the bits that lists of stories go by. It
// keeps what it read and puts everything right once, in flush, so that an
// article more costs a story of thousands no more than one of two.
type storyWriter struct {
	tx              *bbolt.Tx
	unread, starred *bitWriter // of articles, read only
	covered         *bitWriter
	storyUnread     *bitWriter
	storyStarred    *bitWriter
	timeline        *timelineWriter // of which it touches the places that look different now
	of              *ofWriter
	records         map[StoryID]*openStory
	aliases         map[StoryID]StoryID // changed ones; 0: no more
	touched         []uint32            // articles that are new or have another state

	decide decision
}

// decision names the story that a new article joins, 0 if it founds one. It
// may look into stories through the writer. Nil decides for a new one always.
type decision func(w *storyWriter, num uint32, in *Incoming) (StoryID, error)

// openStory is a story at work.
type openStory struct {
	storyRecord
	was   sortKey // the place of its newest article when it was read
	dirty bool    // it isn't as stored
	stale bool    // what is derived of its articles must be made anew
}

// newStoryWriter makes a writer and the one of the timeline that counts the
// stories. Flush the timeline after the stories, and the bits of articles
// whenever.
func newStoryWriter(tx *bbolt.Tx, unread, starred *bitWriter) (*storyWriter, *timelineWriter) {
	w := &storyWriter{tx: tx, unread: unread, starred: starred, covered: newBitWriter(tx, bucketCovered),
		storyUnread: newBitWriter(tx, bucketStoryUnread), storyStarred: newBitWriter(tx, bucketStoryStarred),
		of:      &ofWriter{bucket: tx.Bucket(bucketStoryOf)},
		records: map[StoryID]*openStory{}, aliases: map[StoryID]StoryID{}}
	w.timeline = newTimelineWriter(tx, states{unread, starred, w.covered, w.storyUnread, w.storyStarred})
	return w, w.timeline
}

// storyOf returns the story of an article.
func (w *storyWriter) storyOf(num uint32) StoryID {
	if id := w.of.get(num); id != 0 {
		return id
	}
	return StoryID(num)
}

// resolve returns the story that an ID stands for by now: stories that became
// part of others keep leading there.
func (w *storyWriter) resolve(id StoryID) StoryID {
	to, changed := w.aliases[id]
	if !changed {
		to = aliasOf(w.tx, id)
	}
	if to == 0 {
		return id
	}
	return to
}

// aliasOf returns the story that another became part of, 0 if it didn't.
func aliasOf(tx *bbolt.Tx, id StoryID) StoryID {
	if b := tx.Bucket(bucketStoryAlias).Get(numKey(uint32(id))); len(b) == 4 {
		return StoryID(numOf(b))
	}
	return 0
}

// record returns a story's record, nil if it has none: then it is the article
// of its number alone, or doesn't exist.
func (w *storyWriter) record(id StoryID) (*openStory, error) {
	if s, ok := w.records[id]; ok {
		return s, nil
	}
	found, ok, err := getStory(w.tx, id)
	if err != nil || !ok {
		return nil, err
	}
	found.centroid = bytes.Clone(found.centroid)
	s := &openStory{storyRecord: found, was: found.newest}
	w.records[id] = s
	return s, nil
}

// ensure returns a story's record, making one of an article that is its own
// story. A story that doesn't exist is ErrNoStory.
func (w *storyWriter) ensure(id StoryID) (*openStory, error) {
	if s, err := w.record(id); s != nil || err != nil {
		return s, err
	}
	num := uint32(id)
	if id&splitBit != 0 || w.of.get(num) != 0 {
		return nil, ErrNoStory
	}
	b := w.tx.Bucket(bucketRows).Get(numKey(num))
	if b == nil {
		return nil, ErrNoStory
	}
	s := w.open(id)
	s.members = []uint32{num}
	w.of.set(num, id)
	return s, w.note(s, num)
}

// open starts a story without articles.
func (w *storyWriter) open(id StoryID) *openStory {
	s := &openStory{storyRecord: storyRecord{id: id}, dirty: true}
	w.records[id] = s
	return s
}

// note takes a stored article into what is derived of its story's articles.
func (w *storyWriter) note(s *openStory, num uint32) error {
	r, err := getRow(w.tx, num)
	if err != nil {
		return fmt.Errorf("story %s: article %d: %w", s.id, num, err)
	}
	s.storyRecord.note(r.source, r.sortKey(num))
	return nil
}

// place puts a new article into a story, 0 for one of its own, and tells
// whether that story is muted.
func (w *storyWriter) place(num uint32, id StoryID) (muted bool, err error) {
	w.touched = append(w.touched, num)
	if id == 0 || id == StoryID(num) {
		return false, nil
	}
	s, err := w.ensure(w.resolve(id))
	if err != nil {
		return false, err
	}
	r, err := getRow(w.tx, num)
	if err != nil {
		return false, err
	}
	w.add(num, &r, s)
	return s.flags&storyMuted != 0, nil
}

// add puts an article that is new into a story.
func (w *storyWriter) add(num uint32, r *row, s *openStory) {
	at, _ := slices.BinarySearch(s.members, num)
	s.members, s.dirty = slices.Insert(s.members, at, num), true
	s.storyRecord.note(r.source, r.sortKey(num))
	w.of.set(num, s.id)
}

// touch notes that an article's state changed.
func (w *storyWriter) touch(num uint32) { w.touched = append(w.touched, num) }

// moved notes that an article's time or source changed.
func (w *storyWriter) moved(num uint32) error {
	s, err := w.record(w.storyOf(num))
	if s != nil {
		s.stale, s.dirty = true, true
	}
	return err
}

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
	for _, id := range slices.Sorted(maps.Keys(open)) {
		if err := w.settle(open[id]); err != nil {
			return err
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
