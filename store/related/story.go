package related

import (
	"cmp"
	"math"
	"slices"
)

// Newcomer is a new article that is looking for its story.
type Newcomer struct {
	Centroid Centroid
	// Telling says from 0 to 1 how much its words can prove.
	Telling float64
	// Sought is the length of that part of the article's vector by which the
	// articles near it were found. Long texts are looked up by their heaviest
	// terms only; without it they would seem less like others than they are.
	Sought float64
}

// enoughTelling is how much information a text must have to be believed half:
// that of two rare words. Titles such as "Live updates" say the same
// everywhere and mean nothing.
const enoughTelling = 10

// leastWords is how many different words an article must have to share a story
// with others: one, however rare, tells no event.
const leastWords = 2

// NewcomerTerms is how many of an article's heaviest terms a Newcomer is made
// of; more make no difference.
const NewcomerTerms = centroidTerms

// NewNewcomer makes a Newcomer of an article's vector and time. sought is how
// many of its heaviest terms were looked up.
func NewNewcomer(v Vector, at int64, undated bool, sought int) Newcomer {
	told, squares := 0.0, 0.0
	if len(v) >= leastWords {
		told = v.information()
	}
	for _, w := range v[:min(sought, len(v))] {
		squares += w.Weight * w.Weight
	}
	return Newcomer{
		Centroid: NewCentroid(v, at, undated),
		Telling:  told * told / (told*told + enoughTelling*enoughTelling),
		Sought:   math.Sqrt(squares),
	}
}

// Near is an article near a new one, as the index found it.
type Near struct {
	Num      uint32
	Story    uint32
	Likeness float64
	Undated  bool    // it or the new article has no time
	Score    float64 // the likeness with Decay, if both have a time
}

// score is the likeness with decay.
func (n *Near) score() float64 {
	if n.Undated {
		return n.Likeness * Dateless
	}
	return n.Score
}

// Story is what Decide needs to know of a story.
type Story struct {
	ID       uint32
	Articles int
	// Centroid may be nil if the story has one article only: Decide asks for it
	// when it matters.
	Centroid Centroid
	// Settled says that a person joined or split it: it takes new articles,
	// but is never merged by the program.
	Settled bool
}

// Shelf is what Decide asks of the store.
type Shelf interface {
	Story(id uint32) (Story, bool)
	// Centroid returns that of a story of one article.
	Centroid(id uint32) Centroid
	// Doubtful reports whether what an article near the new one shares with it
	// may be what somebody writes below every article: of the same source, if
	// neither title Tells of the other; of others, if no text does either.
	Doubtful(num uint32) bool
}

// Decision is what becomes of a new article.
type Decision struct {
	Join  uint32   // the story that it joins; 0: it founds one
	Merge []uint32 // the stories that become part of that story
}

// How an article joins a story. The score is a mean of what the nearest of
// its articles say and what its centroid says (the articles tell of a new turn
// in a story, the centroid keeps chains of them from wandering off), lowered
// if the articles near the new one are of many stories.
const (
	nearMembers   = 3     // articles that speak for a story
	centroidShare = 0.6   // of the score
	votesShare    = 0.5   // by how much a story without the others' votes is lowered
	joinScore     = 0.175 // from here on
)

// Two stories merge when a new article shows that they are alike: if their
// centroids' cosine, with the decay of the time between their means, reaches
//
//	mergeLarge − (mergeLarge − small) / √(articles of the smaller one),
//	where small = mergeSmall + mergeFew / √(terms of the shorter centroid)
//
// A single article needs little more than to join, and large stories need
// much: they have words enough to be alike in. Of two headlines one word in
// common makes more of a cosine than of two long texts, and means less.
const (
	mergeSmall = 0.15
	mergeFew   = 0.3
	mergeLarge = 0.40
)

// Decide tells which story a new article belongs to, and which stories its
// arrival shows to be one. near holds the articles most like it, the best
// first; 20 suffice. Every story is compared with the outcome of the merges
// before it, so chains of lookalikes end where the middle has moved away.
func Decide(n Newcomer, near []Near, shelf Shelf) Decision {
	list := candidatesOf(n, near, shelf)
	at := n.best(list, shelf)
	if at < 0 {
		return Decision{}
	}
	joined := list[at].Story
	d := Decision{Join: joined.ID}
	joined.Centroid = Join(joined.centroid(shelf), joined.Articles, n.Centroid, 1)
	joined.Articles++
	for i := range list {
		if c := &list[i]; i != at && c.worthMerging() && mergeable(&joined, &c.Story, shelf) && c.trusted(shelf) {
			d.Merge = append(d.Merge, c.ID)
			joined.Centroid = Join(joined.Centroid, joined.Articles, c.centroid(shelf), c.Articles)
			joined.Articles += c.Articles
		}
	}
	return d
}

// best returns the index of the story that the article belongs to by a list of
// candidates, -1 for none.
func (n *Newcomer) best(list []candidate, shelf Shelf) int {
	for i := range list {
		if list[i].score*n.Telling < joinScore {
			break
		}
		if c := &list[i]; c.trusted(shelf) && c.centroid(shelf).len() >= leastWords {
			return i
		}
	}
	return -1
}

// moveGain is how many times the score of the story that it is in another one
// must have for an article to move there. 1 to 1.3 do equally well.
const moveGain = 1.05

// Reconsider tells which story an article belongs to that was put into one
// already, now that articles which came after it are known: near holds those
// too. own is its story, of which shelf tells what is left without it. It
// returns own where nothing better is found.
func Reconsider(n Newcomer, near []Near, own uint32, shelf Shelf) uint32 {
	list := candidatesOf(n, near, shelf)
	at := n.best(list, shelf)
	if at < 0 || list[at].ID == own {
		return own
	}
	stay := slices.IndexFunc(list, func(c candidate) bool { return c.ID == own })
	if stay >= 0 && list[at].score < moveGain*list[stay].score {
		return own
	}
	return list[at].ID
}

func (s *Story) centroid(shelf Shelf) Centroid {
	if s.Centroid == nil && s.Articles == 1 {
		s.Centroid = shelf.Centroid(s.ID)
	}
	return s.Centroid
}

// worthMerging is false for a single article that is less like the new one
// than it would have to be like the story: its centroid must be made anew, and
// hardly ever helps.
func (c *candidate) worthMerging() bool {
	return c.Centroid != nil || c.sum/float64(c.n) >= joinScore/2
}

func mergeable(a, b *Story, shelf Shelf) bool {
	if a.Settled || b.Settled {
		return false
	}
	other := b.centroid(shelf)
	if other.len() < leastWords {
		return false
	}
	small := mergeSmall + mergeFew/math.Sqrt(float64(max(1, min(a.Centroid.len(), other.len()))))
	least := mergeLarge - (mergeLarge-small)/math.Sqrt(float64(min(a.Articles, b.Articles)))
	return Cosine(a.Centroid, other)*nearness(a.Centroid, other) >= least
}

// candidate is a story that the new article may belong to.
type candidate struct {
	Story
	score   float64
	nearest [nearMembers]uint32 // articles
	n       int                 // how many of them there are
	sum     float64             // of their scores
	squares float64             // of the scores of all its articles that are near
}

// trusted reports whether what speaks for a story is more than what somebody
// writes below every article. Half of its articles must say so: where there
// are hundreds, some title is a little like the new one by chance.
func (c *candidate) trusted(shelf Shelf) bool {
	doubtful, sure := 0, 0
	for _, num := range c.nearest[:c.n] {
		if shelf.Doubtful(num) {
			doubtful++
		} else {
			sure++
		}
		if 2*doubtful > c.n || 2*sure >= c.n {
			break // asking further costs much and changes nothing
		}
	}
	return 2*doubtful <= c.n
}

// candidatesOf returns the stories of the articles near, the best first.
func candidatesOf(n Newcomer, near []Near, shelf Shelf) []candidate {
	list, total := votes(near, 1/max(n.Sought, 0.1))
	for i := range list {
		c := &list[i]
		story, ok := shelf.Story(c.ID)
		if !ok {
			continue
		}
		c.Story = story
		c.score = c.sum / float64(c.n)
		if story.Centroid != nil {
			center := Cosine(n.Centroid, story.Centroid) * nearness(n.Centroid, story.Centroid)
			c.score = (1-centroidShare)*c.score + centroidShare*center
		}
		c.score *= 1 - votesShare*(1-c.squares/total)
	}
	list = slices.DeleteFunc(list, func(c candidate) bool { return c.Articles == 0 })
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// votes adds up what the articles near say, by story. Their scores are
// multiplied by scale.
func votes(near []Near, scale float64) (list []candidate, total float64) {
	for i := range near {
		a := &near[i]
		score := min(1, scale*a.score())
		if a.Story == 0 || score <= 0 {
			continue
		}
		at := slices.IndexFunc(list, func(c candidate) bool { return c.ID == a.Story })
		if at < 0 {
			at = len(list)
			list = append(list, candidate{Story: Story{ID: a.Story}})
		}
		c := &list[at]
		if c.n < nearMembers {
			c.nearest[c.n] = a.Num
			c.n++
			c.sum += score
		}
		c.squares += score * score
		total += score * score
	}
	return list, total
}
