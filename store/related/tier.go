package related

// Tier is how close an article is to another.
type Tier uint8

// The tiers.
const (
	Unrelated  Tier = iota
	SameStory       // tells the same event
	Background      // another event that shares rare subjects or names
)

// backgroundScore is the likeness, without decay, from which on an article
// of another story is worth showing as background.
const backgroundScore = 0.15

// TierOf tells how close an article that Rank found is, given whether it is
// in the same story.
func TierOf(l Like, sameStory bool) Tier {
	switch {
	case sameStory:
		return SameStory
	case l.Likeness >= backgroundScore:
		return Background
	}
	return Unrelated
}
