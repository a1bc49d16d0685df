package index

import "math/bits"

// prefixSets are articles that have a term with a prefix: anywhere, and of
// these those that have one in the title.
type prefixSets struct{ all, titles ordSet }

// roughly is the part of the articles asked about, as a divisor, that may be
// missing where a prefix is taken roughly.
const roughly = 64

// prefixed returns the articles of within that have a term with a prefix. It
// is asked twice, for matching and for the score, the second time about some
// of the same articles; it works once.
func (e *evaluator) prefixed(st *prefixStep, within ordSet) prefixSets {
	if out, ok := e.found[st]; ok {
		return out
	}
	out := prefixSets{all: e.copy(within)}
	left := e.copy(within)
	if st.titles != nil {
		e.dropPrefixed(st.titles, left, 0)
		out.titles = e.copy(within)
		out.titles.andNot(left)
	}
	enough := 0
	if st.rough {
		enough = within.count() / roughly
	}
	e.dropPrefixed(st.prefix, left, enough)
	out.all.andNot(left)
	e.done(left)
	if e.found == nil {
		e.found = map[*prefixStep]prefixSets{}
	}
	e.found[st] = out
	return out
}

// forget gives the sets of prefixed back.
func (e *evaluator) forget() {
	for _, s := range e.found {
		e.done(s.all)
		if s.titles != nil {
			e.done(s.titles)
		}
	}
	clear(e.found)
}

// dropPrefixed takes the articles out of left that have a term with a prefix,
// until none is left, or no more than so many.
//
// A short prefix has thousands of terms, with more than ten postings for each
// article. The commonest come first, so that the others needn't be read where
// those have found everything. How many are left is counted now and then:
// that takes as long as reading some thousand postings.
func (e *evaluator) dropPrefixed(prefix []byte, left ordSet, but int) {
	n, added := left.count(), 0
	if n == 0 {
		return
	}
	e.marks.reset(e.seg.Len())
	e.gather(prefix)
	e.aheadOfLists()
	for size := len(e.lists) - 1; size >= 0; size-- {
		for _, l := range e.lists[size] {
			if n <= but {
				e.rough = e.rough || n > 0
				return
			}
			if added += e.marks.addList(e.seg, l, left); added > e.seg.Len() {
				left.drop(&e.marks)
				n, added = left.count(), 0
			}
		}
	}
	left.drop(&e.marks)
}

// list is where the postings of a term lie that two articles hold or more.
type list struct {
	at       uint64 // in the segment
	df, size uint32
	form     form
}

// bytes returns the list, and overrun bytes more.
func (l list) bytes(s *Segment) []byte { return s.data[l.at : l.at+uint64(l.size)+overrun] }

func (l list) postings(s *Segment) Postings {
	return Postings{DF: l.df, form: l.form, docs: s.docs, size: int(l.size), list: l.bytes(s)}
}

// gather puts the lists of the terms with a prefix into e.lists, by the bits of
// their length: coarsely, so that most are read in the order in which they lie
// in memory. It marks the articles of terms that only one holds.
func (e *evaluator) gather(prefix []byte) {
	s := e.seg
	for i := range e.lists {
		e.lists[i] = e.lists[i][:0]
	}
	s.eachPrefixed(prefix, func(t *entries) bool {
		df := t.count >> 1
		switch {
		case len(prefix) == 0 && t.namespaced():
		case df == 1 && t.ord < uint64(s.docs):
			e.marks.add(uint32(t.ord))
		case df > 1 && df <= uint64(s.docs) && t.list <= s.dict && t.length <= s.dict-t.list && headerLen+t.list+t.length <= s.dict:
			size := bits.Len64(df) / 3
			e.lists[size] = append(e.lists[size], list{headerLen + t.list, uint32(df), uint32(t.length), formOf(t.lead, uint32(df), s.docs)})
		}
		return true
	})
}
