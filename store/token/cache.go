package token

import (
	"bytes"
	"hash/maphash"
	"slices"
)

// stemCache remembers the stems of words. It is a table of sets of eight slots,
// a set being one line of the processor's cache. Of a stem that is the
// beginning of its word, as most are, the slot knows the length; the others
// lie behind each other in an arena. So a word takes one look at memory,
// seldom three, nothing is allocated for it, and the garbage collector passes
// it by. The cache begins small, grows with the vocabulary it meets, and is
// emptied when it is as large as it may be and full.
//
// A word is known by its hash alone: that two of a hundred thousand words have
// the same 64 bits, seeded at random, happens once in some 10^9 runs.
type stemCache struct {
	first [1 << firstBits]stemSlot
	sets  []stemSet
	at    []uint32 // by slot: where in the arena the stem lies, unless it begins the word
	arena []byte
	words int
}

const (
	smallestCache = 1 << 9  // sets
	largestCache  = 1 << 14 // sets: 1 MB; a year's English news has some 50,000 words
	stemWays      = 8
	firstBits     = 11
)

type stemSet [stemWays]stemSlot

// A stemSlot is the upper bits of a word's hash, then the length of its stem,
// and two flags. The lower bits of the hash tell the set: nine at least, so
// that all are known. An empty slot has no length.
type stemSlot uint64

const (
	stemStop  stemSlot = 1 << iota // it is a function word
	stemApart                      // the word doesn't begin with its stem

	stemSize      = 2    // where the length begins
	stemSizeMask  = 0x7f // MaxTerm fits
	stemOtherBits = stemSizeMask<<stemSize | stemApart | stemStop
)

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
		c.size(smallestCache)
	}
	hash := maphash.Bytes(stemSeed, key)
	first := &c.first[hash&(1<<firstBits-1)]
	if s := *first; (s^stemSlot(hash))&^stemOtherBits == 0 {
		return key[1 : 1+s>>stemSize&stemSizeMask], s&stemStop != 0
	}
	n := hash & uint64(len(c.sets)-1)
	set := &c.sets[n]
	for i, s := range set {
		if size := s >> stemSize & stemSizeMask; (s^stemSlot(hash))&^stemOtherBits == 0 && size > 0 {
			if s&stemApart == 0 {
				*first = s
				return key[1 : 1+size], s&stemStop != 0
			}
			at := c.at[n*stemWays+uint64(i)]
			return c.arena[at : at+uint32(size)], s&stemStop != 0
		}
	}
	return c.add(hash, key)
}

// add makes room and puts a word into its set, in place of another one if the
// set is full, no matter which: common words are soon back.
func (c *stemCache) add(hash uint64, key []byte) (term []byte, stop bool) {
	l, word := language(key[0]), string(key[1:])
	term, stop = []byte(dialects[l].stemWord(word)), isStop(l, word)
	switch c.words++; {
	case len(c.sets) < largestCache && 2*c.words > stemWays*len(c.sets):
		c.grow()
	case c.words > 2*stemWays*largestCache:
		c.size(largestCache)
	}
	n := hash & uint64(len(c.sets)-1)
	way := slices.Index(c.sets[n][:], 0)
	if way < 0 {
		way = c.words % stemWays
	}
	slot := stemSlot(hash)&^stemOtherBits | stemSlot(len(term))<<stemSize
	if stop {
		slot |= stemStop
	}
	if !bytes.HasPrefix(key[1:], term) {
		slot |= stemApart
		c.at[n*stemWays+uint64(way)] = uint32(len(c.arena))
		c.arena = append(c.arena, term...)
	}
	c.sets[n][way] = slot
	return term, stop
}

// size empties the cache and gives it so many sets.
func (c *stemCache) size(sets int) {
	*c = stemCache{sets: make([]stemSet, sets), at: make([]uint32, sets*stemWays), arena: c.arena[:0]}
}

// grow gives the cache four times as many sets, or as many as it may have. A
// set's words go to different ones, which each keep their place.
func (c *stemCache) grow() {
	old := *c
	sets := min(4*len(old.sets), largestCache)
	c.sets, c.at = make([]stemSet, sets), make([]uint32, sets*stemWays)
	for from, set := range old.sets {
		for way, slot := range set {
			hash := uint64(slot&^stemOtherBits) | uint64(stemSlot(from)&stemOtherBits)
			to := hash & uint64(sets-1)
			c.sets[to][way] = slot
			c.at[to*stemWays+uint64(way)] = old.at[from*stemWays+way]
		}
	}
}
