package store

import (
	"bytes"
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

// CatchUp returns, for a View with Stories, the stories that have something
// unread which was published since then: those that most sources told first.
// A source counts the less the more it published since, so that the few words
// of a small one weigh more than the stream of an agency.
func (s *Store) CatchUp(ctx context.Context, since time.Time) (*Result, error) {
	result := new(Result)
	err := s.read(ctx, func(tx *bbolt.Tx) error {
		c := catchUp{tx: tx, stories: ofWriter{bucket: tx.Bucket(bucketStoryOf)}}
		var err error
		if err = c.gather(ctx, since); err == nil {
			result.nums, err = c.rank()
		}
		return err
	})
	return result, err
}

// catchUp is a call of CatchUp at work.
type catchUp struct {
	tx      *bbolt.Tx
	stories ofWriter
	told    []telling
	sources []int // how many articles each published
}

// telling is an article as CatchUp sees it.
type telling struct {
	num    uint32
	place  int // in time, ascending
	story  StoryID
	source int
	unread bool
}

// gather looks up what was published since then: its stories and sources.
func (c *catchUp) gather(ctx context.Context, since time.Time) error {
	h, err := getHead(c.tx)
	if err != nil {
		return err
	}
	unread := readBits(c.tx, bucketUnread, h.next)
	eachSince(c.tx, since, func(num uint32) {
		id := c.stories.get(num)
		if id == 0 {
			id = StoryID(num)
		}
		c.told = append(c.told, telling{num: num, place: len(c.told), story: id, unread: unread.has(num)})
	})
	return c.nameSources(ctx)
}

// nameSources numbers the sources of the articles and counts what each
// published. It goes through the rows as they lie.
func (c *catchUp) nameSources(ctx context.Context) error {
	slices.SortFunc(c.told, func(a, b telling) int { return cmp.Compare(a.num, b.num) })
	known := map[string]int{}
	rows := c.tx.Bucket(bucketRows).Cursor()
	k, v := rows.First()
	for i := range c.told {
		t := &c.told[i]
		for n := 0; k != nil && numOf(k) < t.num; n++ {
			if n < 8 { // a step is an eighth of a search
				k, v = rows.Next()
			} else {
				k, v = rows.Seek(numKey(t.num))
			}
		}
		_, source, err := rowHeadline(v)
		if err != nil {
			return err
		}
		at, ok := known[string(source)]
		if !ok {
			at = len(c.sources)
			known[string(source)], c.sources = at, append(c.sources, 0)
		}
		t.source = at
		c.sources[at]++
		if i%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// eachSince calls fn for the articles published at a time or later, the oldest
// first.
func eachSince(tx *bbolt.Tx, since time.Time, fn func(num uint32)) {
	from := newSortKey(since, math.MaxUint32)
	first := laneAll.key(from)
	c := tx.Bucket(bucketTimeline).Cursor()
	key, b, _ := blockFor(c, first)
	i := b.search(from)
	for k, v := c.Seek(key); bytes.HasPrefix(k, laneAll.prefix()); k, v = c.Next() {
		for ; i < block(v).len(); i++ {
			fn(block(v).num(i))
		}
		i = 0
	}
}

// rank returns the newest article of each story, in the order to show them.
func (c *catchUp) rank() ([]uint32, error) {
	muted, err := c.muted()
	if err != nil {
		return nil, err
	}
	slices.SortFunc(c.told, func(a, b telling) int {
		return cmp.Or(cmp.Compare(a.story, b.story), cmp.Compare(a.source, b.source))
	})
	type ranked struct {
		telling // the newest
		score   float64
	}
	var list []ranked
	for i, t := range c.told {
		first := i == 0 || c.told[i-1].story != t.story
		if first {
			list = append(list, ranked{telling: t})
		}
		s := &list[len(list)-1]
		if first || c.told[i-1].source != t.source {
			s.score += 1 / math.Log(2+float64(c.sources[t.source]))
		}
		if t.unread = t.unread || s.unread; t.place >= s.place {
			s.telling = t
		}
		s.unread = t.unread
	}
	list = slices.DeleteFunc(list, func(s ranked) bool { return !s.unread || muted[s.story] })
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.place, a.place))
	})
	nums := make([]uint32, len(list))
	for i, s := range list {
		nums[i] = s.num
	}
	return nums, nil
}

// muted returns the muted stories.
func (c *catchUp) muted() (map[StoryID]bool, error) {
	out := map[StoryID]bool{}
	err := c.tx.Bucket(bucketStoryFlags).ForEach(func(k, v []byte) error {
		if len(v) == 1 && storyFlags(v[0])&storyMuted != 0 {
			out[StoryID(numOf(k))] = true
		}
		return nil
	})
	return out, err
}
