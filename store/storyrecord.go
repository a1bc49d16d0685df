package store

import (
	"encoding/binary"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"
)

// storyFlags is what people said of a story.
type storyFlags byte

const (
	storyFollowed storyFlags = 1 << iota
	storyMuted
	storyByHand // they joined or split it: the program merges it with no other
)

// storyHead is what is known of a story beside its articles.
type storyHead struct {
	flags    storyFlags
	mutedNew int       // articles that arrived read because it is muted
	old      []StoryID // the stories that became part of it
	centroid []byte    // nil: to be made anew
}

// isPlain tells whether nothing is known that couldn't be found out again.
func (h *storyHead) isPlain() bool { return h.flags == 0 && h.mutedNew == 0 && len(h.old) == 0 }

func (w *writer) storyHead(h *storyHead) {
	w.b = append(w.b, byte(h.flags))
	w.uint(uint64(h.mutedNew))
	w.uint(uint64(len(h.old)))
	for _, id := range h.old {
		w.uint(uint64(id))
	}
	w.string(string(h.centroid))
}

func (r *reader) storyHead() (h storyHead) {
	if len(r.b) == 0 {
		r.fail()
		return h
	}
	h.flags, r.b = storyFlags(r.b[0]), r.b[1:]
	h.mutedNew = int(r.uint())
	for range r.count(1) {
		h.old = append(h.old, StoryID(r.uint()))
	}
	if h.centroid = r.bytes(); len(h.centroid) == 0 {
		h.centroid = nil
	}
	return h
}

// storyRecord is the stored form of a story that is more than one article of
// which nothing was said.
type storyRecord struct {
	id             StoryID
	newest, oldest sortKey
	storyHead
	sources []storySource // by their first article
	members []uint32      // ascending
}

// storySource is a publisher of a story and the place of its first article.
type storySource struct {
	name  string
	first sortKey
}

func (s *storyRecord) encode() []byte {
	w := writer{b: make([]byte, 0, 64+len(s.centroid)+24*len(s.sources)+2*len(s.members))}
	w.b = append(w.b, s.newest[:]...)
	w.b = append(w.b, s.oldest[:]...)
	w.b = binary.BigEndian.AppendUint32(w.b, uint32(len(s.members)))
	w.storyHead(&s.storyHead)
	w.uint(uint64(len(s.sources)))
	for _, source := range s.sources {
		w.string(source.name)
		w.b = append(w.b, source.first[:]...)
	}
	last := uint32(0)
	for _, num := range s.members {
		w.uint(uint64(num - last))
		last = num
	}
	return w.b
}

// decodeStory reads a record. Its centroid is a stretch of the record itself.
func decodeStory(id StoryID, b []byte) (storyRecord, error) {
	in := reader{b: b}
	s := storyRecord{id: id, newest: in.sortKey(), oldest: in.sortKey()}
	n := in.size()
	s.storyHead = in.storyHead()
	for range in.count(1 + len(sortKey{})) {
		s.sources = append(s.sources, storySource{in.string(), in.sortKey()})
	}
	if n > len(in.b) { // each takes a byte at least
		in.fail()
		n = 0
	}
	s.members = make([]uint32, n)
	last := uint32(0)
	for i := range s.members {
		last += uint32(in.uint())
		s.members[i] = last
	}
	return s, in.err
}

// newestIn and sizeIn read what stands first in a record, without the rest.
func newestIn(record []byte) (num uint32, err error) {
	in := reader{b: record}
	newest := in.sortKey()
	return newest.num(), in.err
}

func sizeIn(record []byte) (int, error) {
	in := reader{b: record}
	in.sortKey()
	in.sortKey()
	return in.size(), in.err
}

func (r *reader) size() int {
	if len(r.b) < 4 {
		r.fail()
		return 0
	}
	n := binary.BigEndian.Uint32(r.b)
	r.b = r.b[4:]
	return int(n)
}

func (r *reader) sortKey() (k sortKey) {
	if len(r.b) < len(k) {
		r.fail()
		return k
	}
	k, r.b = sortKey(r.b), r.b[len(k):]
	return k
}

// getStory returns the record of a story, ok false if it has none.
func getStory(tx *bbolt.Tx, id StoryID) (s storyRecord, ok bool, err error) {
	b := tx.Bucket(bucketStories).Get(numKey(uint32(id)))
	if b == nil {
		return s, false, nil
	}
	if s, err = decodeStory(id, b); err != nil {
		err = fmt.Errorf("story %s: %w", id, err)
	}
	return s, true, err
}

// mustStory returns a record that an article names.
func mustStory(tx *bbolt.Tx, id StoryID) (*storyRecord, error) {
	s, ok, err := getStory(tx, id)
	if err == nil && !ok {
		err = fmt.Errorf("story %s: %w", id, errShort)
	}
	return &s, err
}

// note takes an article into what is derived of the story's articles.
func (s *storyRecord) note(source string, k sortKey) {
	if s.newest == (sortKey{}) || compareKeys(k, s.newest) > 0 {
		s.newest = k
	}
	if s.oldest == (sortKey{}) || compareKeys(k, s.oldest) < 0 {
		s.oldest = k
	}
	if source == "" {
		return
	}
	i := slices.IndexFunc(s.sources, func(have storySource) bool { return have.name == source })
	if i >= 0 && compareKeys(s.sources[i].first, k) <= 0 {
		return
	}
	if i >= 0 {
		s.sources = slices.Delete(s.sources, i, i+1)
	}
	at, _ := slices.BinarySearchFunc(s.sources, k, func(have storySource, k sortKey) int { return compareKeys(have.first, k) })
	s.sources = slices.Insert(s.sources, at, storySource{source, k})
}
