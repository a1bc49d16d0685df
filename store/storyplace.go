package store

import (
	"bytes"
	"context"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"newsreader/store/index"
	"newsreader/store/related"
)

// arrival is a new article of a write.
type arrival struct {
	num uint32
	in  *Incoming // nil if it came before, and only its story is new
}

// The look for the articles that a new one may share a story with.
const (
	nearSought = 24 // heaviest terms to compare by
	fewSought  = 40 // where there are few new articles, so that time doesn't matter
	few        = 1000
	nearWithin = 14 * 24 * time.Hour // to either side of it
	nearFloor  = 0.1                 // score, after decay
	nearBest   = 20
	nearMost   = 50_000 // articles to compare one with
)

// place decides which stories the new articles join. fresh is their segment.
func (p *putter) place(fresh *segment) error {
	if len(p.arrived) == 0 {
		return nil
	}
	placer := &placer{tx: p.tx, stories: p.stories, index: p.index, decide: p.stories.decide, kept: p.kept, said: p.said, made: map[uint32]related.Centroid{}}
	for _, num := range p.index.changed {
		p.said.forget(num)
	}
	p.made = placer.made
	return placer.all(fresh, p.arrived, func(a arrival, muted bool) error {
		if muted && a.in != nil && !a.in.Read {
			return p.arriveRead(a.num)
		}
		return nil
	})
}

// arriveRead takes back that a new article is unread, because its story is
// muted.
func (p *putter) arriveRead(num uint32) error {
	s, err := p.stories.record(p.stories.storyOf(num))
	if err != nil || s == nil {
		return err
	}
	s.mutedNew++
	s.dirty = true
	p.unread.set(num, false)
	p.head.unread--
	return nil
}

// placer gives new articles their stories.
type placer struct {
	tx        *bbolt.Tx
	stories   *storyWriter
	index     *indexer
	decide    decision // for tests; nil: by what the articles say
	searcher  *index.Searcher
	fresh     map[uint32]*index.Neighbour
	newcomers map[uint32]related.Newcomer
	made      map[uint32]related.Centroid // of new articles
	kept      *centroids                  // of older ones
	sought    int
	said      *saidCache
	at        about // the article being placed
}

// about is what is asked of an article again and again.
type about struct {
	num uint32

	// On the second look, its story and the centroid of that without it.
	story *openStory
	rest  related.Centroid
}

func undatedEmphasis(term string) float64 { return related.Emphasis(term, true) }

// all places articles, the earliest first, and tells of each whether its
// story is muted.
func (p *placer) all(fresh *segment, list []arrival, done func(arrival, bool) error) error {
	if p.decide != nil || fresh == nil {
		return p.asDecided(list, done)
	}
	p.searcher = searcher(append(slices.Clone(p.index.segments), fresh))
	p.sought = nearSought
	if len(list) <= few {
		p.sought = fewSought
	}
	found, err := p.searcher.Near(context.Background(), index.Nearby{
		Terms: related.NewcomerTerms, Sought: p.sought, Counts: p.index.counts, Total: p.index.total,
		Within: int64(nearWithin.Seconds()), Scale: related.Scale, Floor: nearFloor, Best: nearBest, Most: nearMost,
		Emphasis: undatedEmphasis, Pause: func() { ebbNow(p.tx) },
	})
	if err != nil {
		return err
	}
	ebbNow(p.tx)
	byNum := make(map[uint32]arrival, len(list))
	for _, a := range list {
		byNum[a.num] = a
	}
	p.newcomers = make(map[uint32]related.Newcomer, len(found))
	p.fresh = make(map[uint32]*index.Neighbour, len(found))
	for i := range found {
		p.fresh[found[i].Num] = &found[i]
	}
	found = slices.DeleteFunc(found, func(n index.Neighbour) bool { _, isNew := byNum[n.Num]; return !isNew })
	for i := range found {
		if in := byNum[found[i].Num].in; in != nil {
			p.said.put(found[i].Num, saidOf(in, found[i].Title))
		}
	}
	p.prepare(found)
	for i := range found {
		if err := p.one(&found[i]); err != nil {
			return err
		}
	}
	if err := p.lookAgain(found); err != nil {
		return err
	}
	for i := range found {
		if err := p.tell(byNum[found[i].Num], done); err != nil {
			return err
		}
	}
	return nil
}

func (p *placer) asDecided(list []arrival, done func(arrival, bool) error) error {
	for _, a := range list {
		id := StoryID(0)
		if p.decide != nil && a.in != nil {
			var err error
			if id, err = p.decide(p.stories, a.num, a.in); err != nil {
				return err
			}
		}
		if err := p.stories.place(a.num, id); err != nil {
			return err
		}
		if err := p.tell(a, done); err != nil {
			return err
		}
	}
	return nil
}

// tell tells whether the story that an article was put into is muted.
func (p *placer) tell(a arrival, done func(arrival, bool) error) error {
	s, err := p.stories.record(p.stories.storyOf(a.num))
	if err != nil {
		return err
	}
	return done(a, s != nil && s.flags&storyMuted != 0)
}

func (p *placer) one(n *index.Neighbour) error {
	p.at = about{num: n.Num}
	newcomer := p.newcomer(n)
	d := related.Decide(newcomer, p.near(n.Undated, n.Likes), p)
	if err := p.put(n.Num, StoryID(d.Join), newcomer.Centroid); err != nil || d.Join == 0 {
		return err
	}
	for _, id := range d.Merge {
		if err := p.absorb(StoryID(d.Join), StoryID(id)); err != nil {
			return err
		}
	}
	return nil
}

// put puts an article into a story, 0 for one of its own.
func (p *placer) put(num uint32, id StoryID, c related.Centroid) error {
	if id == 0 {
		return p.stories.place(num, 0)
	}
	into, err := p.withCentroid(id)
	if err != nil {
		return err
	}
	if err := p.stories.place(num, into.id); err != nil {
		return err
	}
	into.centroid = related.Join(into.centroid, len(into.members)-1, c, 1)
	return nil
}

// near tells of the articles near one which stories they are in by now.
func (p *placer) near(undated bool, likes []index.Like) []related.Near {
	near := make([]related.Near, len(likes))
	for i, l := range likes {
		near[i] = related.Near{Num: l.Num, Story: uint32(p.stories.storyOf(l.Num)), Undated: undated || l.Undated,
			Likeness: float64(l.Likeness), Score: float64(l.Score)}
	}
	return near
}

// prepare makes Newcomers of new articles, on both processors.
func (p *placer) prepare(list []index.Neighbour) {
	made := make([]related.Newcomer, len(list))
	part := func(from, to int) {
		var h related.Heavies
		for i := from; i < to; i++ {
			made[i] = newcomerOf(&h, &list[i], p.sought)
		}
	}
	half := len(list) / 2
	index.Both(func() { part(0, half) }, func() { part(half, len(list)) })
	for i := range list {
		p.newcomers[list[i].Num], p.made[list[i].Num] = made[i], made[i].Centroid
	}
}

func (p *placer) newcomer(n *index.Neighbour) related.Newcomer {
	if known, ok := p.newcomers[n.Num]; ok {
		return known
	}
	newcomer := newcomerOf(new(related.Heavies), n, p.sought)
	p.newcomers[n.Num], p.made[n.Num] = newcomer, newcomer.Centroid
	return newcomer
}

func newcomerOf(h *related.Heavies, n *index.Neighbour, sought int) related.Newcomer {
	h.Reset(len(n.Terms))
	for _, t := range n.Terms {
		h.Add(related.Heavy(t))
	}
	return related.NewNewcomer(h.Vector(), n.Time, n.Undated, sought)
}

// withCentroid returns a story's record, with its centroid.
func (p *placer) withCentroid(id StoryID) (*openStory, error) {
	s, err := p.stories.ensure(p.stories.resolve(id))
	if err != nil || s.centroid != nil {
		return s, err
	}
	for i, num := range s.members[:min(len(s.members), centroidMembers)] {
		c, err := p.centroid(num)
		if err != nil {
			return nil, err
		}
		s.centroid = related.Join(s.centroid, i, c, 1)
	}
	s.dirty = true
	return s, nil
}

// centroidMembers is how many articles a story's centroid is made of, when it
// must be made anew.
const centroidMembers = 32

// centroid returns the centroid of one article: of one that isn't remembered,
// by its beginning.
func (p *placer) centroid(num uint32) (c related.Centroid, err error) {
	if c := p.made[num]; c != nil {
		return c, nil
	}
	if n := p.fresh[num]; n != nil {
		return p.newcomer(n).Centroid, nil
	}
	if c := p.kept.get(num); c != nil {
		return c, nil
	}
	r, err := getRow(p.tx, num)
	if err != nil {
		return nil, err
	}
	t, err := textOf(p.tx.Bucket(bucketTexts).Get(numKey(num)))
	if err != nil {
		return nil, err
	}
	readers.with(func(reader *related.Reader) {
		body := bodyOf(&t)
		text := reader.Read(r.title, body[:min(len(body), briefBytes)], t.Language)
		undated := r.published.Basis == Imported
		c = related.NewCentroid(related.NewVector(text, frequencies{p.searcher}, undated), r.published.At.Unix(), undated)
	})
	return c, nil
}

// frequencies tells how common terms are, by a few segments.
type frequencies struct{ *index.Searcher }

func (f frequencies) Frequencies(terms []string) []uint32 {
	return f.Searcher.Frequencies(terms, quickSample)
}

// Story is part of related.Shelf. A story that can't be read isn't there.
func (p *placer) Story(id uint32) (related.Story, bool) {
	s, err := p.stories.record(p.stories.resolve(StoryID(id)))
	if err != nil {
		return related.Story{}, false
	}
	if s != nil {
		if s, err = p.withCentroid(s.id); err != nil {
			return related.Story{}, false
		}
		told := related.Story{ID: uint32(s.id), Articles: len(s.members), Centroid: bytes.Clone(s.centroid), Settled: s.flags&storyByHand != 0}
		if s == p.at.story {
			told.Articles, told.Centroid = told.Articles-1, p.at.rest
		}
		return told, true
	}
	return related.Story{ID: id, Articles: 1}, true
}

// Centroid is part of related.Shelf.
func (p *placer) Centroid(id uint32) related.Centroid {
	c, err := p.centroid(id)
	if err != nil {
		return nil
	}
	return c
}

// absorb makes a story part of another, if it may.
func (p *placer) absorb(to, id StoryID) error {
	into, err := p.withCentroid(to)
	if err != nil {
		return err
	}
	from, err := p.withCentroid(id)
	if err != nil {
		return err
	}
	if !mayMerge(into, from) {
		return nil
	}
	into.centroid = related.Join(into.centroid, len(into.members), from.centroid, len(from.members))
	p.stories.absorb(into, from)
	return nil
}
