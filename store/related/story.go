package related

import (
	"cmp"
	"slices"
)

// Near is an article near a new one, as the index found it.
type Near struct {
	Num      uint32
	Story    uint32
	Likeness float64
	Score    float64 // the likeness with Decay
}

// Story is what Decide needs to know of a story.
type Story struct {
	ID          uint32
	Articles    int
	First, Last int64 // Unix seconds of its oldest and newest article
	Undated     bool  // none of its articles has a time
	Centroid    Centroid
	// Settled says that a person joined or split it: it takes new articles,
	// but is never merged by the program.
	Settled bool
}

// Shelf is what Decide asks of the store.
type Shelf interface {
	Story(id uint32) (Story, bool)
}

// Decision is what becomes of a new article.
type Decision struct {
	Join  uint32   // the story that it joins; 0: it founds one
	Merge []uint32 // the stories that become part of that story
}

// nearMembers is how many of a story's articles speak for it.
const nearMembers = 3

const (
	joinScore  = 0.25 // the mean of the nearest members' scores from which on an article joins
	mergeScore = 0.35 // the likeness of centroids from which on stories merge
)

// Decide tells which story a new article belongs to. near holds the articles
// most like it, the best first; 20 suffice.
func Decide(c Centroid, at int64, undated bool, near []Near, shelf Shelf) Decision {
	best, score := uint32(0), 0.0
	for _, v := range votes(near) {
		if v.score > score {
			best, score = v.story, v.score
		}
	}
	if score < joinScore {
		return Decision{}
	}
	return Decision{Join: best}
}

type vote struct {
	story uint32
	score float64
}

// votes returns for each story the mean score of its nearest articles.
func votes(near []Near) []vote {
	type sum struct {
		score float64
		n     int
	}
	sums := make(map[uint32]*sum)
	var list []vote
	for _, a := range near {
		s := sums[a.Story]
		if s == nil {
			s = new(sum)
			sums[a.Story] = s
			list = append(list, vote{story: a.Story})
		}
		if s.n < nearMembers {
			s.n++
			s.score += a.Score
		}
	}
	for i := range list {
		s := sums[list[i].story]
		list[i].score = s.score / float64(s.n)
	}
	slices.SortFunc(list, func(a, b vote) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.story, b.story)) })
	return list
}
