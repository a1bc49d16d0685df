package index

import (
	"cmp"
	"slices"
)

// prefixed returns the articles of within that have a term with a prefix. It
// is asked twice, for matching and for the score, the second time about some
// of the same articles; it works once.
func (e *evaluator) prefixed(st *prefixStep, within ordSet) ordSet {
	if out, ok := e.found[st]; ok {
		return out
	}
	out := e.set()
	e.addPrefix(st.prefix, within, out)
	out.and(within)
	if e.found == nil {
		e.found = map[*prefixStep]ordSet{}
	}
	e.found[st] = out
	return out
}

// addPrefix adds at least the articles of within that have a term with the
// prefix. A short prefix has thousands of terms: the commonest come first,
// and the others then needn't be read where those have found everything.
func (e *evaluator) addPrefix(prefix []byte, within, out ordSet) {
	rest := e.copy(within)
	defer e.done(rest)
	common := e.common[:0]
	lists := e.lists[:0]
	e.seg.Prefix(prefix, func(term []byte, p Postings) bool {
		switch {
		case len(prefix) == 0 && p.form == bare:
		case p.DF == 1:
			out.add(p.ord)
		case p.DF > e.seg.docs/32:
			common = append(common, p)
		default:
			lists = append(lists, p)
		}
		return true
	})
	e.common, e.lists = common, lists

	slices.SortFunc(common, func(a, b Postings) int { return cmp.Compare(b.DF, a.DF) })
	for _, p := range common {
		rest.andNot(out)
		e.addList(p, rest, out)
	}
	for i, p := range lists {
		if i%64 == 0 {
			rest.andNot(out)
		}
		e.addList(p, rest, out)
	}
	clear(common) // see release
	clear(lists)
}
