package token

import (
	"hash/maphash"
)

// stemCache remembers the stems of words. It is a table of
// fixed slots, in sets of four, without pointers: a look-up touches one or two
// cache lines, nothing is allocated for a word, and the garbage collector
// passes it by. It begins small and grows with the vocabulary it meets.
type stemCache struct {
	sets   []stemSet
	misses int // since it was last made
}

const (
	smallestCache = 1 << 6  // sets
	largestCache  = 1 << 14 // sets: 4 MB; a year's English news has some 50,000 words
	stemWays      = 4
	slotBytes     = 30
)

type stemSet struct {
	slots [stemWays]stemSlot
}

// A stemSlot holds a word, its first byte being the language, and its stem.
type stemSlot struct {
	size, stemSize uint8 // size 0: empty
	stop           bool
	word           [slotBytes]byte
	stem           [slotBytes]byte
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
	if len(a.word) > slotBytes {
		return stemmed(a.word)
	}
	return a.stems.get(a.word)
}

func stemmed(key []byte) (term []byte, stop bool) {
	l, word := language(key[0]), string(key[1:])
	return []byte(dialects[l].stemWord(word)), isStop(l, word)
}

func (c *stemCache) get(key []byte) (term []byte, stop bool) {
	if len(c.sets) == 0 {
		c.sets = make([]stemSet, smallestCache)
	}
	set := &c.sets[maphash.Bytes(stemSeed, key)&uint64(len(c.sets)-1)]
	for i := range set.slots {
		s := &set.slots[i]
		if int(s.size) == len(key) && string(s.word[:s.size]) == string(key) {
			return s.stem[:s.stemSize], s.stop
		}
	}
	return c.add(set, key)
}

// add puts a word in place of another one of its set, no matter which: common
// words are soon back.
func (c *stemCache) add(set *stemSet, key []byte) (term []byte, stop bool) {
	term, stop = stemmed(key)
	if len(term) > slotBytes {
		return term, stop
	}
	if c.misses++; c.misses > 2*stemWays*len(c.sets) && len(c.sets) < largestCache {
		*c = stemCache{sets: make([]stemSet, 4*len(c.sets))}
		return term, stop
	}
	s := &set.slots[c.misses%stemWays]
	*s = stemSlot{size: uint8(len(key)), stemSize: uint8(len(term)), stop: stop}
	copy(s.word[:], key)
	copy(s.stem[:], term)
	return term, stop
}
