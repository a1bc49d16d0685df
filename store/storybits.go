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

// storyBits are the buckets of the states of stories.
var storyBits = [filters][]byte{Unread: bucketStoryUnread, Starred: bucketStoryStarred}

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
