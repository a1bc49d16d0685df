package store

import (
	"encoding/binary"

	"go.etcd.io/bbolt"
)

// The storyof bucket holds the stories of articles in chunks by number, four
// bytes each. Zero says that the article is its own story and that no record
// tells more about that one: so it is for most.
const (
	ofShift = 10
	ofChunk = 1 << ofShift
	ofBytes = ofChunk * 4
)

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

func (w *ofWriter) flush() error { return flushChunks(w.bucket, w.chunks) }
