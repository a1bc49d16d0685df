package index

// A segment lies in a mapped file whose pages come from the disk one by one, as
// they are touched. Where much of it that lies together will be read, a search
// asks for all of that beforehand: with nothing in memory it then takes half the
// time.
const (
	aheadFrom = 8 << 10   // bytes below which it isn't worth the asking
	aheadMost = 256 << 10 // of lists of which some may not be needed
)

// aheadOfLists asks for the lists that gather found. Of a short prefix they are
// many, and the longest ones often do.
func (e *evaluator) aheadOfLists() {
	first, end := uint64(len(e.seg.data)), uint64(0)
	for _, group := range e.lists {
		if len(group) > 0 {
			last := group[len(group)-1]
			first, end = min(first, group[0].at), max(end, last.at+uint64(last.size))
		}
	}
	if first < end && end-first <= aheadMost {
		ahead(e.seg.data[first:end])
	}
}

// aheadOfArticles asks for the numbers, times and lengths of articles, if they
// are more than a few; once for all of a segment.
func (e *evaluator) aheadOfArticles(within ordSet) {
	if e.ahead || within.count() <= e.seg.Len()/16 {
		return
	}
	e.ahead = true
	ahead(e.seg.data[e.seg.info : e.seg.info+uint64(e.seg.Len())*(4+timeLen+2+1)])
}
