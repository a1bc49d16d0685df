package store

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// A list of stories is the timeline of all articles, seen through other bits:
// a story stands where its newest article does, and all else are covered. Of
// these newest articles, storyunread and storystarred hold those in whose
// story any article is unread or starred. So lists of stories cost what lists
// of articles do, and a story that is one article costs nothing more.

// The storyof bucket holds the stories of articles in chunks by number, four
// bytes each. Zero says that the article is its own story and that no record
// tells more about that one: so it is for most.
const (
	ofShift = 10
	ofChunk = 1 << ofShift
	ofBytes = ofChunk * 4
)

// storyBits are the buckets of the states of stories.
var storyBits = [filters][]byte{Unread: bucketStoryUnread, Starred: bucketStoryStarred}

// splitBit is set in the IDs of stories that a person made by splitting.
const splitBit = 1 << 31

// storyOf returns the story of an article.
func storyOf(tx *bbolt.Tx, num uint32) StoryID {
	if id := recordOf(tx, num); id != 0 {
		return id
	}
	return StoryID(num)
}

// recordOf returns the story of an article if it has a record, else 0.
func recordOf(tx *bbolt.Tx, num uint32) StoryID {
	return ofEntry(tx.Bucket(bucketStoryOf).Get(numKey(num>>ofShift)), num)
}

// ofEntry reads an article's entry in its chunk.
func ofEntry(chunk []byte, num uint32) StoryID {
	if len(chunk) != ofBytes {
		return 0
	}
	return StoryID(binary.BigEndian.Uint32(chunk[num%ofChunk*4:]))
}

// ofWriter changes the stories of articles; flush writes the chunks touched.
type ofWriter struct {
	bucket *bbolt.Bucket
	chunks []writerChunk
}

func (w *ofWriter) chunk(i uint32) *writerChunk {
	for int(i) >= len(w.chunks) {
		w.chunks = append(w.chunks, writerChunk{})
	}
	c := &w.chunks[i]
	if c.bits == nil {
		if c.bits = w.bucket.Get(numKey(i)); len(c.bits) != ofBytes {
			c.bits = noStories
		}
	}
	return c
}

// noStories is what a missing chunk reads like.
var noStories = make([]byte, ofBytes)

func (w *ofWriter) get(num uint32) StoryID { return ofEntry(w.chunk(num>>ofShift).bits, num) }

func (w *ofWriter) set(num uint32, id StoryID) {
	if w.get(num) != id {
		binary.BigEndian.PutUint32(w.chunk(num >> ofShift).own()[num%ofChunk*4:], uint32(id))
	}
}

func (w *ofWriter) flush() error {
	for i, c := range w.chunks {
		if !c.dirty {
			continue
		}
		if err := w.bucket.Put(numKey(uint32(i)), c.bits); err != nil {
			return err
		}
	}
	return nil
}

// spread returns all articles of the stories that hold any of those given. It
// goes through all articles: 4 MB of numbers for a million.
func spread(tx *bbolt.Tx, words stateWords, next uint32) stateWords {
	if !anySet(words) {
		return words
	}
	stories := make(stateWords, (uint64(next)+tx.Bucket(bucketStories).Sequence())>>6+1)
	slot := func(id StoryID) uint32 {
		if id&splitBit != 0 {
			return next + uint32(id&^splitBit)
		}
		return uint32(id)
	}
	eachGrouped(tx, words, func(_ uint32, id StoryID) {
		at := slot(id)
		stories[at>>6] |= 1 << (at & 63)
	})
	out := slices.Clone(words)
	c := tx.Bucket(bucketStoryOf).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		for at := int(numOf(k) << ofShift >> 6); at < len(out) && len(v) >= 4*64; at++ {
			word := out[at]
			for i := range 64 {
				if id := StoryID(binary.BigEndian.Uint32(v[4*i:])); id != 0 && stories.has(slot(id)) {
					word |= 1 << i
				}
			}
			out[at], v = word, v[4*64:]
		}
	}
	return out
}

// eachGrouped calls fn for the articles whose story has a record, only those
// in words unless that is nil.
func eachGrouped(tx *bbolt.Tx, words stateWords, fn func(num uint32, id StoryID)) {
	c := tx.Bucket(bucketStoryOf).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		first := numOf(k) << ofShift
		for i := uint32(0); i < ofChunk && len(v) == ofBytes; i += 64 {
			word := ^uint64(0)
			if words != nil {
				at := int((first + i) >> 6)
				if at >= len(words) {
					return
				}
				word = words[at]
			}
			for ; word != 0; word &= word - 1 {
				num := first + i + uint32(bits.TrailingZeros64(word))
				if id := ofEntry(v, num); id != 0 {
					fn(num, id)
				}
			}
		}
	}
}

// newestOfAll returns the newest articles of the stories that hold any of the
// articles given.
func newestOfAll(tx *bbolt.Tx, of *Set, next uint32) (*Set, error) {
	if of.Len() > fewKept {
		words := make(stateWords, next>>6+1)
		copy(words, of.nums.ToDense())
		words = newestOnly(spread(tx, words, next), readBits(tx, bucketCovered, next))
		return &Set{roaring.FromDense(words, false)}, nil
	}
	out := roaring.New()
	it := of.nums.Iterator()
	for it.HasNext() {
		newest, err := newestOf(tx, it.Next())
		if err != nil {
			return nil, err
		}
		out.Add(newest)
	}
	return &Set{out}, nil
}

// newestOnly takes away what is covered.
func newestOnly(words stateWords, covered stateBits) stateWords {
	for i, c := range covered.words() {
		if i < len(words) {
			words[i] &^= c
		}
	}
	return words
}

// newestOf returns the newest article of an article's story.
func newestOf(tx *bbolt.Tx, num uint32) (uint32, error) {
	id := recordOf(tx, num)
	if id == 0 {
		return num, nil
	}
	return newestIn(tx.Bucket(bucketStories).Get(numKey(uint32(id))))
}

// concernedOf returns the articles that marking the stories of articles
// concerns: all of them, or, to bring attention, the newest of those stories
// that have none yet.
func concernedOf(tx *bbolt.Tx, a Action, words stateWords, next uint32) stateWords {
	all := spread(tx, words, next)
	e := a.effect()
	if !e.on {
		return all
	}
	newest := newestOnly(slices.Clone(all), readBits(tx, bucketCovered, next))
	for i, word := range readBits(tx, storyBits[e.state], next).words() {
		newest[i] &^= word
	}
	return newest
}
