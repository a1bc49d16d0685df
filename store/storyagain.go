package store

import (
	"cmp"
	"slices"

	"newsreader/store/index"
	"newsreader/store/related"
)

// lookAgain decides anew for the articles of a write, when all of them have
// stories: what comes later often tells where an article belongs. Nobody has
// seen its first story yet.
func (p *placer) lookAgain(list []index.Neighbour) error {
	later := p.later(list)
	for i := range list {
		n := &list[i]
		likes := n.Likes
		if more := later[n.Num]; len(more) > 0 {
			likes = slices.Concat(likes, more)
			slices.SortFunc(likes, func(a, b index.Like) int {
				return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Num, b.Num))
			})
			likes = likes[:min(len(likes), nearBest)]
		}
		if err := p.reconsider(n, likes); err != nil {
			return err
		}
	}
	return nil
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
// number.
func (p *placer) reconsider(n *index.Neighbour, likes []index.Like) error {
	id := p.stories.storyOf(n.Num)
	own, err := p.stories.record(id)
	if err != nil || own != nil && id == StoryID(n.Num) {
		return err
	}
	newcomer := p.newcomer(n)
	p.at = about{num: n.Num}
	if own != nil {
		if own, err = p.withCentroid(id); err != nil {
			return err
		}
		p.at.story, p.at.rest = own, related.Leave(own.centroid, len(own.members), newcomer.Centroid)
	}
	to := StoryID(related.Reconsider(newcomer, p.near(n.Undated, likes), uint32(id), p))
	rest := p.at.rest
	p.at.story = nil
	if to == id {
		return nil
	}
	if own != nil {
		p.stories.leave(own, n.Num)
		own.centroid = rest
	}
	return p.put(n.Num, to, newcomer.Centroid)
}
