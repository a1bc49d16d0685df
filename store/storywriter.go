package store

import (
	"bytes"
	"fmt"
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

// place puts a new article into a story, 0 for one of its own.
func (w *storyWriter) place(num uint32, id StoryID) error {
	w.touched = append(w.touched, num)
	if id == 0 || id == StoryID(num) {
		return nil
	}
	s, err := w.ensure(w.resolve(id))
	if err != nil {
		return err
	}
	r, err := getRow(w.tx, num)
	if err != nil {
		return err
	}
	w.add(num, &r, s)
	return nil
}

// leave takes an article out of a story that it didn't found; place says
// where it goes.
func (w *storyWriter) leave(s *openStory, num uint32) {
	if at, ok := slices.BinarySearch(s.members, num); ok {
		s.members = slices.Delete(s.members, at, at+1)
	}
	s.stale, s.dirty = true, true
	w.of.set(num, 0)
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
