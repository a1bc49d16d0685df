package token

import (
	"bytes"
	"hash/maphash"
)

// stemCache remembers the stems of words. It is a table of sets of four slots,
// a set being one line of the processor's cache. Of a stem that is the
// beginning of its word, as most are, the slot knows the length; the others
// lie behind each other in an arena. So a word takes one look at memory,
// seldom two, nothing is allocated for it, and the garbage collector passes it
// by. The cache begins small, grows with the vocabulary it meets, and is
// emptied when it is full.
//
// A word is known by its hash alone: that two of a hundred thousand words have
// the same 64 bits, seeded at random, happens once in some 10^9 runs.
type stemCache struct {
	sets  []stemSet
	arena []byte
	words int
}

const (
	smallestCache = 1 << 6  // sets
	largestCache  = 1 << 15 // sets: 2 MB; a year's English news has some 50,000 words
	stemWays      = 4
)

type stemSet [stemWays]stemSlot

// A stemSlot says where the stem of a word lies in the arena, or that it is as
// much of the word; an empty one has no size.
type stemSlot struct {
	hash   uint64
	at     uint32
	size   uint8
	stop   bool
	begins bool // the word begins with its stem
}

var stemSeed = maphash.MakeSeed()

// stem returns the stem of the word in the analyzer's buffer, and whether it
// is a function word. The stem is good until the next call.
func (a *Analyzer) stem(l language) (term []byte, stop bool) {
	l = l.forScript(scriptOf(a.word[1:]))
	if l == foreign {
		return a.word[1:], false
	}
	a.word[0] = byte(l)
	return a.stems.get(a.word)
}

// get returns what is known of a word behind a byte for its language. The
// stem may be a part of the key.
func (c *stemCache) get(key []byte) (term []byte, stop bool) {
	if len(c.sets) == 0 {
		c.sets = make([]stemSet, smallestCache)
	}
	hash := maphash.Bytes(stemSeed, key)
	set := &c.sets[hash&uint64(len(c.sets)-1)]
	for i := range set {
		if s := &set[i]; s.hash == hash && s.size > 0 {
			if s.begins {
				return key[1 : 1+s.size], s.stop
			}
			return c.arena[s.at : s.at+uint32(s.size)], s.stop
		}
	}
	return c.add(hash, key)
}

// add makes room and puts a word in place of another one of its set, no
// matter which: common words are soon back.
func (c *stemCache) add(hash uint64, key []byte) (term []byte, stop bool) {
	l, word := language(key[0]), string(key[1:])
	term, stop = []byte(dialects[l].stemWord(word)), isStop(l, word)
	if c.words++; c.words > 2*stemWays*len(c.sets) {
		*c = stemCache{sets: make([]stemSet, min(4*len(c.sets), largestCache)), arena: c.arena[:0]}
	}
	set := &c.sets[hash&uint64(len(c.sets)-1)]
	slot := stemSlot{hash: hash, at: uint32(len(c.arena)), size: uint8(len(term)), stop: stop, begins: bytes.HasPrefix(key[1:], term)}
	if !slot.begins {
		c.arena = append(c.arena, term...)
	}
	set[c.words%stemWays] = slot
	return term, stop
}
