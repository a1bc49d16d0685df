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
	placer := &placer{tx: p.tx, stories: p.stories, index: p.index, decide: p.stories.decide, kept: p.kept, made: map[uint32]related.Centroid{}}
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
	tx       *bbolt.Tx
	stories  *storyWriter
	index    *indexer
	decide   decision // for tests; nil: by what the articles say
	searcher *index.Searcher
	fresh    map[uint32]*index.Neighbour
	made     map[uint32]related.Centroid // of new articles
	kept     *centroids                  // of older ones
	sought   int
	at       about // the article being placed
}

// about is what is asked of an article again and again.
type about struct {
	num   uint32
	row   *row
	title *related.Text
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
	found, err := p.searcher.Near(context.Background(), index.Nearby{Terms: related.NewcomerTerms, Sought: p.sought, Counts: p.index.counts, Total: p.index.total, Within: int64(nearWithin.Seconds()),
		Scale: related.Scale, Floor: nearFloor, Best: nearBest, Most: nearMost, Emphasis: undatedEmphasis})
	if err != nil {
		return err
	}
	byNum := make(map[uint32]arrival, len(list))
	for _, a := range list {
		byNum[a.num] = a
	}
	p.fresh = make(map[uint32]*index.Neighbour, len(found))
	for i := range found {
		p.fresh[found[i].Num] = &found[i]
	}
	for i := range found {
		a, isNew := byNum[found[i].Num]
		if !isNew {
			continue
		}
		muted, err := p.one(&found[i])
		if err != nil {
			return err
		}
		if err := done(a, muted); err != nil {
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
		muted, err := p.stories.place(a.num, id)
		if err != nil {
			return err
		}
		if err := done(a, muted); err != nil {
			return err
		}
	}
	return nil
}

func (p *placer) one(n *index.Neighbour) (muted bool, err error) {
	p.at = about{num: n.Num}
	near := make([]related.Near, len(n.Likes))
	for i, l := range n.Likes {
		near[i] = related.Near{Num: l.Num, Story: uint32(p.stories.storyOf(l.Num)), Undated: n.Undated || l.Undated,
			Likeness: float64(l.Likeness), Score: float64(l.Score)}
	}
	newcomer := p.newcomer(n)
	c := newcomer.Centroid
	d := related.Decide(newcomer, near, p)
	if d.Join == 0 {
		return p.stories.place(n.Num, 0)
	}
	into, err := p.withCentroid(StoryID(d.Join))
	if err != nil {
		return false, err
	}
	if muted, err = p.stories.place(n.Num, into.id); err != nil {
		return false, err
	}
	into.centroid = related.Join(into.centroid, len(into.members)-1, c, 1)
	for _, id := range d.Merge {
		if err := p.absorb(into, StoryID(id)); err != nil {
			return false, err
		}
	}
	return muted, nil
}

func (p *placer) newcomer(n *index.Neighbour) related.Newcomer {
	terms := make([]related.Heavy, len(n.Terms))
	for i, t := range n.Terms {
		terms[i] = related.Heavy(t)
	}
	newcomer := related.NewNewcomer(related.HeavyVector(terms), n.Time, n.Undated, p.sought)
	p.made[n.Num] = newcomer.Centroid
	return newcomer
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

// frequencies tells how common terms are, by the largest segment.
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
		return related.Story{ID: uint32(s.id), Articles: len(s.members), Centroid: bytes.Clone(s.centroid), Settled: s.flags&storyByHand != 0}, true
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

// Doubtful is part of related.Shelf.
func (p *placer) Doubtful(num uint32) (doubtful bool) {
	if p.at.row == nil {
		r, err := getRow(p.tx, p.at.num)
		if err != nil {
			return false
		}
		p.at.row = &r
	}
	other, err := getRow(p.tx, num)
	if err != nil || other.source == "" || other.source != p.at.row.source {
		return false
	}
	readers.with(func(reader *related.Reader) {
		if p.at.title == nil {
			p.at.title = reader.Read(p.at.row.title, "", "")
		}
		doubtful = !related.Agree(p.at.title, reader.Read(other.title, "", ""))
	})
	return doubtful
}

// absorb makes a story part of another, if it may.
func (p *placer) absorb(into *openStory, id StoryID) error {
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
