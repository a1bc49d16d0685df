package index

import (
	"cmp"
	"slices"
)

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
	out := prefixSets{all: e.set()}
	if st.titles != nil {
		out.titles = e.set()
		e.addPrefix(st.titles, within, out.titles, 0)
		out.titles.and(within)
		out.all.or(out.titles)
	}
	enough := 0
	if st.rough {
		enough = within.count() / roughly
	}
	e.addPrefix(st.prefix, within, out.all, enough)
	out.all.and(within)
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

// addPrefix adds the articles of within that have a term with the prefix, and
// perhaps others. A short prefix has thousands of terms: the commonest come
// first, so that the others needn't be read where those have found
// everything, or all but so many articles.
func (e *evaluator) addPrefix(prefix []byte, within, out ordSet, but int) {
	long, short := e.long[:0], e.short[:0]
	e.seg.eachPrefixed(prefix, func(p Postings) {
		switch {
		case len(prefix) == 0 && p.form == bare:
		case p.DF == 1:
			out.add(p.ord)
		case p.DF >= blockLen:
			long = append(long, p)
		default:
			short = append(short, p)
		}
	})
	e.long, e.short = long, short
	slices.SortFunc(long, func(a, b Postings) int { return cmp.Compare(b.DF, a.DF) })
	if e.addRest(long, within, out, but) {
		e.addRest(short, within, out, but)
	}
	clear(long) // see release
	clear(short)
}

// addRest adds lists until no more than so many of within are left, and tells
// whether more are. Counting them takes longer than reading a few rare terms.
func (e *evaluator) addRest(lists []Postings, within, out ordSet, but int) (left bool) {
	rest := e.copy(within)
	defer e.done(rest)
	var first, end uint32
	for i, p := range lists {
		if i < 32 || i%16 == 0 {
			rest.andNot(out)
			first, end = rest.bounds()
			if first == end {
				return false
			}
			if but > 0 && rest.count() <= but {
				e.rough = true
				return false
			}
		}
		e.addBetween(p, first, end, rest, out)
	}
	return true
}
