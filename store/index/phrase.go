package index

import (
	"math/bits"
	"slices"
)

// phraser checks by the class bytes which articles may hold a phrase.
type phraser struct {
	allowed []uint64 // by rank among the candidates: where the phrase may begin
	word    []uint64
	ranks   []uint32 // by 64 ordinals: how many candidates are below
}

// belief is what is taken for true of phrases that texts must be read for.
type belief uint8

const (
	ask    belief = iota // the text is read
	may                  // what the index says may be so, is
	mayNot               // it isn't
)

// not is the belief about what a Not excludes.
func (b belief) not() belief {
	switch b {
	case may:
		return mayNot
	case mayNot:
		return may
	}
	return ask
}

// keepPhrase leaves the articles that hold a phrase: first those with all of
// its words, then those whose class bytes allow it, then those that Verify
// approves.
func (e *evaluator) keepPhrase(ph *phraseStep, within ordSet) {
	if len(ph.words) == 0 {
		return
	}
	if ph.verify != nil && e.belief == mayNot {
		clear(within)
		return
	}
	words := make([]step, len(ph.words))
	for i, w := range ph.words {
		words[i] = w
	}
	e.keepAll(words, within)
	if len(words) > 1 {
		e.keepPlaces(ph, within)
	}
	if ph.verify != nil && e.belief == ask {
		e.verify(ph, within)
	}
}

// tellsPlaces tells whether the class bytes of a word's lists say where it
// stands, in all of them: else it may stand anywhere.
func tellsPlaces(lists []Postings) bool {
	return !slices.ContainsFunc(lists, func(p Postings) bool { return p.form != exact })
}

// keepPlaces leaves the articles in which each word may stand where it must.
func (e *evaluator) keepPlaces(ph *phraseStep, within ordSet) {
	telling := 0
	for _, w := range ph.words {
		if tellsPlaces(w.lists[e.index]) {
			telling++
		}
	}
	p := &e.phrase
	n := p.rank(within)
	if n == 0 || telling < 2 {
		return
	}
	p.allowed = resize(p.allowed, n, allPlaces)
	for i, w := range ph.words {
		if !tellsPlaces(w.lists[e.index]) {
			continue
		}
		p.word = resize(p.word, n, 0)
		for _, list := range w.lists[e.index] {
			e.addPlaces(list, within, i)
		}
		for j, places := range p.word {
			p.allowed[j] &= places
		}
	}
	j := 0
	for ord := range within.all() {
		if p.allowed[j] == 0 {
			within.remove(ord)
		}
		j++
	}
}

// addPlaces notes where the phrase may begin if word number i is from list.
func (e *evaluator) addPlaces(list Postings, within ordSet, i int) {
	p, d := &e.phrase, &e.decoder
	_, end := within.bounds()
	d.reset(list)
	for d.seek(within.next(0)); d.base < end && d.next(); d.seek(within.next(d.base)) {
		classes := d.classes()
		for j, ord := range d.block() {
			if !within.has(ord) {
				continue
			}
			p.word[p.rankOf(within, ord)] |= back(placesTable[classes[j]], i)
		}
	}
}

// verify asks the caller.
func (e *evaluator) verify(ph *phraseStep, within ordSet) {
	for ord := range within.all() {
		if e.ended() == nil && !ph.verify(e.seg.Num(ord)) {
			within.remove(ord)
		}
	}
}

// rank numbers the ordinals of a set and returns how many they are.
func (p *phraser) rank(s ordSet) int {
	p.ranks = p.ranks[:0]
	n := 0
	for _, w := range s {
		p.ranks = append(p.ranks, uint32(n))
		n += bits.OnesCount64(w)
	}
	return n
}

func (p *phraser) rankOf(s ordSet, ord uint32) uint32 {
	return p.ranks[ord/64] + uint32(bits.OnesCount64(s[ord/64]&(1<<(ord%64)-1)))
}

// resize returns n times the value, in the memory of list if it suffices.
func resize(list []uint64, n int, value uint64) []uint64 {
	if cap(list) < n {
		list = make([]uint64, n)
	}
	list = list[:n]
	for i := range list {
		list[i] = value
	}
	return list
}
