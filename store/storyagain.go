package store

import (
	"cmp"
	"slices"

	"newsreader/store/index"
	"newsreader/store/related"
)

// looks is how often lookAgain goes through the articles. A third time moves
// hardly any.
const looks = 2

// lookAgain decides anew for the articles of a write, when all of them have
// stories: what comes later often tells where an article belongs. Nobody has
// seen its first story yet. Where that moves one, those that it is near are
// looked at once more.
func (p *placer) lookAgain(list []index.Neighbour) error {
	later := p.later(list)
	var before map[uint32]bool
	for look := range looks {
		moved := map[uint32]bool{}
		for i := range list {
			n := &list[i]
			likes := nearest(n.Likes, later[n.Num])
			if look > 0 && !before[n.Num] && !slices.ContainsFunc(likes, func(l index.Like) bool { return before[l.Num] }) {
				continue
			}
			moves, err := p.reconsider(n, likes)
			if err != nil {
				return err
			}
			if moves {
				moved[n.Num] = true
			}
		}
		before = moved
	}
	return nil
}

// nearest joins what is near an article of what came before and after it.
func nearest(earlier, later []index.Like) []index.Like {
	if len(later) == 0 {
		return earlier
	}
	likes := slices.Concat(earlier, later)
	slices.SortFunc(likes, func(a, b index.Like) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Num, b.Num))
	})
	return likes[:min(len(likes), nearBest)]
}

// later returns, for each of the articles, those that came later and are near
// it.
func (p *placer) later(list []index.Neighbour) map[uint32][]index.Like {
	later := make(map[uint32][]index.Like)
	for i := range list {
		n := &list[i]
		for _, l := range n.Likes {
			if p.fresh[l.Num] != nil {
				later[l.Num] = append(later[l.Num], index.Like{Num: n.Num, Time: n.Time, Undated: n.Undated, Likeness: l.Likeness, Score: l.Score})
			}
		}
	}
	return later
}

// reconsider moves an article to the story that it belongs to by all that is
// near it. The one that founded a story of several stays: the story has its
// number. It reports whether the article moves.
func (p *placer) reconsider(n *index.Neighbour, likes []index.Like) (moves bool, err error) {
	id := p.stories.storyOf(n.Num)
	own, err := p.stories.record(id)
	if err != nil || own != nil && id == StoryID(n.Num) {
		return false, err
	}
	newcomer := p.newcomer(n)
	p.at = about{num: n.Num}
	if own != nil {
		if own, err = p.withCentroid(id); err != nil {
			return false, err
		}
		p.at.story, p.at.rest = own, related.Leave(own.centroid, len(own.members), newcomer.Centroid)
	}
	to := StoryID(related.Reconsider(newcomer, p.near(n.Undated, likes), uint32(id), p))
	rest := p.at.rest
	p.at.story = nil
	if to == id {
		return false, nil
	}
	if own != nil {
		p.stories.leave(own, n.Num)
		own.centroid = rest
	}
	return true, p.put(n.Num, to, newcomer.Centroid)
}
