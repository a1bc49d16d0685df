package related

import (
	"cmp"
	"math"
	"slices"
)

// Library is what Rank asks of the store. Where something fails the methods
// return nothing, and the store tells what failed when Rank is done.
type Library interface {
	Frequencies
	// Similar returns for each look the articles most like the one at hand,
	// which is not among them, the best first. Looks that don't need each
	// other's answers are cheaper together.
	Similar(...Look) [][]Like
	// Spread tells of each term in how many stories some articles are that hold
	// it, most for each or all that are near the one at hand in time.
	Spread(terms []string, most int) []Spread
	// Text returns what an article says, or nil.
	Text(num uint32) *Text
}

// Look is a question to the index: which articles have the largest
// Σ weight·damped/norm, after decay.
type Look struct {
	Terms []Term
	// Scale is that of the decay, in days; 0 is none. Between an article with
	// a time and one without the decay is Dateless.
	Scale float64
	// Days is how far apart the articles may be in time; 0 is any distance.
	Days float64
	// Floor is what scores must exceed.
	Floor float64
	Best  int
}

// Like is an article that is like another.
type Like struct {
	Num      uint32
	Story    uint32 // that it belongs to; 0: none but itself
	Time     int64  // Unix seconds
	Undated  bool
	Likeness float64 // 0 to 1: what the words say
	Score    float64 // 0 to 1: with decay and, when Rank is done, what stories say
	Tier     Tier    // that Rank puts it in
}

// Scale is after how many days a likeness counts half. On headlines 3 to 7 do
// equally well, and a hard limit does worse than any.
const Scale = 3

// Dateless is what the likeness of articles is multiplied by of which one has
// no time: about what the articles of a story are apart on average. Where the
// article at hand has none, it is the same for all and can be left out.
const Dateless = 0.72

// Decay is what becomes of a likeness over a number of days.
func Decay(days float64) float64 { return 1 / (1 + math.Abs(days)/Scale) }

// What Rank looks for: first what is near in time, with as many terms as
// that allows (more than the heaviest 40 are worth .02 of nDCG@10 on long
// texts), then what led to it long ago, by the heaviest terms alone.
const (
	nearTerms    = 128
	nearPostings = 2_000_000
	nearDays     = 30
	nearBest     = 150
	nearFloor    = 0.02

	farTerms    = 20
	farPostings = 1_000_000
	farBest     = 50
	farFloor    = 0.05
	farScale    = 365
)

// Subject is the article that Rank is asked about.
type Subject struct {
	Vector  Vector
	Story   uint32 // 0: none but itself
	Time    int64  // Unix seconds
	Undated bool
}

// Rank returns the articles that belong to one, the best first, n at most.
// Tiers are mixed: a story is a guess, and an article that is much like the
// one at hand goes before one that is little like it but was put into its
// story. Unrelated ones are left out.
func Rank(s Subject, lib Library, n int) []Like {
	s.Vector = s.Vector.topical(lib)
	list, far := s.look(lib)
	byStory(list, s.Story)
	list = s.add(list, far)
	for i := range list {
		list[i].Tier = s.tierOf(list[i])
		list[i].Score /= (1 + storyShare) * (1 + storyBonus)
	}
	list = slices.DeleteFunc(list, func(l Like) bool { return l.Tier == Unrelated })
	slices.SortStableFunc(list, func(a, b Like) int { return cmp.Compare(b.Score, a.Score) })
	return list[:min(n, len(list))]
}

// look looks for what is near and, if the article has a time, for what is far
// from it. For what is near it looks twice, the second time with what the first
// one found.
func (s Subject) look(lib Library) (near, far []Like) {
	look := Look{Terms: s.Vector.Terms(nearTerms, nearPostings), Scale: Scale, Days: nearDays, Floor: nearFloor, Best: nearBest}
	if s.Undated {
		look.Scale, look.Days = 0, 0
		near = lib.Similar(look)[0]
	} else {
		lists := lib.Similar(look, Look{Terms: s.Vector.Terms(farTerms, farPostings), Scale: farScale, Floor: farFloor, Best: farBest})
		near, far = lists[0], lists[1]
	}
	if len(near) == 0 {
		return near, far
	}
	if look.Terms = s.feedback(look.Terms, near, lib); look.Terms != nil {
		near = lib.Similar(look)[0]
	}
	return near, far
}

// What stories say. A story that has much of what was found is likelier to be
// the right one; it counts by its part in the best articles' squared scores.
// 0.25 to 1 do equally well for both; putting the whole story first does
// worse, as a story is a guess too.
const (
	storyBest  = 30
	storyShare = 0.4 // of a story that has all that was found
	storyBonus = 0.4 // of the article's own story
)

func byStory(list []Like, own uint32) {
	shares, total := make(map[uint32]float64), 0.0
	for _, l := range list[:min(storyBest, len(list))] {
		shares[l.Story] += l.Score * l.Score
		total += l.Score * l.Score
	}
	for i := range list {
		l := &list[i]
		if l.Story == 0 || total == 0 {
			continue
		}
		l.Score *= 1 + storyShare*shares[l.Story]/total
		if l.Story == own {
			l.Score *= 1 + storyBonus
		}
	}
}

// add adds what only the far look found. Its scores decay like the others, so
// it comes behind what is near and as like.
func (s Subject) add(list, far []Like) []Like {
	known := make(map[uint32]bool, len(list))
	for _, l := range list {
		known[l.Num] = true
	}
	for _, l := range far {
		if known[l.Num] {
			continue
		}
		l.Score = l.Likeness * s.decay(l)
		list = append(list, l)
	}
	return list
}

func (s Subject) decay(l Like) float64 {
	if l.Undated {
		return Dateless
	}
	return Decay(float64(l.Time-s.Time) / (24 * 60 * 60))
}
