package index

// Node is a condition on articles: And, Or, Not, Terms, Prefix, Typed, Phrase,
// Set, Bits or Period. A nil Node is every article.
type Node interface{ node() }

// And is fulfilled if all are; the empty And always is.
type And []Node

// Or is fulfilled if one is; the empty Or never is.
type Or []Node

// Not is fulfilled if Of isn't.
type Not struct{ Of Node }

// Terms is fulfilled by articles with any of these terms: the forms that one
// word of a query may stand for. It gives a score; for words in any field, a
// higher one if the title holds one of them.
type Terms []string

// Prefix is fulfilled by articles with a term that begins so. The namespace
// comes first, if any. It gives a small score.
type Prefix string

// Typed is a Prefix that goes on being typed. If it is so short that nearly
// all articles asked about have a term that begins so, a few of them may be
// missed, none that has one in the title; Hits.Rough tells. That takes half
// the time.
type Typed string

// Phrase is fulfilled by articles that hold these words one behind the other.
// The index can only tell which articles may: a search leaves those open, and
// Settle asks Verify, which reads their texts. It is called from several
// goroutines, for as few articles as possible.
type Phrase struct {
	Words  []Terms
	Verify func(num uint32) bool // nil: whatever may is taken
}

// Set is fulfilled by the articles that Has says, by their number. It is
// called from several goroutines.
type Set struct{ Has func(num uint32) bool }

// Bits is fulfilled by articles whose number is in a set: number n is bit n%64
// of word n/64; those behind the end aren't in it. It is several times as quick
// as a Set.
type Bits []uint64

// Period is fulfilled by articles from After on and before Before, in Unix
// seconds.
type Period struct{ After, Before int64 }

func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Terms) node()  {}
func (Prefix) node() {}
func (Typed) node()  {}
func (Phrase) node() {}
func (Set) node()    {}
func (Bits) node()   {}
func (Period) node() {}

// Order is how hits are sorted.
type Order uint8

// The orders. Articles of equal score come newest first, as far as segments
// don't overlap in time.
const (
	BestFirst Order = iota
	NewestFirst
	OldestFirst
)

// Request is a search.
type Request struct {
	Root  Node
	Order Order
	// Now, in Unix seconds, makes recent articles rank a little higher; 0 for
	// not so.
	Now int64
}

// Hits are all articles that a Request found.
type Hits struct {
	Nums  []uint32
	Open  bool // they may fulfil it, all that do are among them; Settle tells
	Rough bool // a few may be missing; see Typed
	codes []uint16
}

// Len returns the number of hits.
func (h *Hits) Len() int { return len(h.Nums) }

// Score returns how well hit i fits, from 0 to 1; 0 if the hits were
// sorted by time, or nothing in the request gives a score.
func (h *Hits) Score(i int) float64 {
	if i >= len(h.codes) {
		return 0
	}
	return float64(h.codes[i]) / maxCode
}

func (b Bits) has(num uint32) bool {
	return int(num/64) < len(b) && b[num/64]>>(num%64)&1 != 0
}

// among tells whether some of the numbers from first to last are in the set,
// and whether all are.
func (b Bits) among(first, last uint32) (some, all bool) {
	all = int(last/64) < len(b)
	for i := int(first / 64); i < len(b) && i <= int(last/64); i++ {
		asked := ^uint64(0)
		if i == int(first/64) {
			asked <<= first % 64
		}
		if i == int(last/64) {
			asked &= ^uint64(0) >> (63 - last%64)
		}
		some, all = some || b[i]&asked != 0, all && b[i]&asked == asked
	}
	return some, all
}
