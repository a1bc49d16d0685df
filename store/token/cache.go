package token

// cacheSize is how many words a generation of the cache holds. English news
// has some 20,000 words that return; each takes about 100 bytes.
const cacheSize = 1 << 14

// stemCache remembers the stems of words. It has two generations: when the
// young one is full it becomes the old one, and words met again move back to
// the young. So its size is bounded, and the common words are never lost at
// once.
type stemCache struct {
	young, old map[string]stemmed
}

// A stemmed tells what the cache knows of a word.
type stemmed struct {
	term []byte
	stop bool
}

// stem returns the stem of the word in the analyzer's buffer, and whether it
// is a function word.
func (a *Analyzer) stem(l language) (term []byte, stop bool) {
	l = l.forScript(scriptOf(a.word[1:]))
	if l == foreign {
		return a.word[1:], false
	}
	a.word[0] = byte(l)
	c := &a.stems
	s, ok := c.young[string(a.word)]
	if !ok {
		s = c.add(a.word, l)
	}
	return s.term, s.stop
}

// add makes room in the young generation, and puts the word there. Its key
// begins with a byte for the language.
func (c *stemCache) add(key []byte, l language) stemmed {
	if c.young == nil || len(c.young) >= cacheSize {
		c.old = c.young
		c.young = make(map[string]stemmed)
	}
	s, ok := c.old[string(key)]
	if !ok {
		word := string(key[1:])
		s = stemmed{term: []byte(dialects[l].stemWord(word)), stop: isStop(l, word)}
	}
	c.young[string(key)] = s
	return s
}
