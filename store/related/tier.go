package related

// Tier is how close an article is to another.
type Tier uint8

// The tiers.
const (
	Unrelated  Tier = iota
	SameStory       // tells the same event
	Background      // another event that shares rare subjects or names
)

// backgroundLikeness is the likeness, whatever the time between, from which
// on an article of another story is worth showing. Of long texts that are as
// like as this but tell another event, two in three are about the same
// subject, at 0.14 nine in ten, at 0.08 one in four.
const backgroundLikeness = 0.11

// tierOf tells how close an article is that Rank found.
func (s Subject) tierOf(l Like) Tier {
	switch {
	case l.Story != 0 && l.Story == s.Story:
		return SameStory
	case l.Likeness >= backgroundLikeness:
		return Background
	}
	return Unrelated
}
