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
//
// It goes back no further than the latest 100,000 articles: whoever was away
// for longer, or never left the reader, wants the latest news, and soon.
func (s *Store) CatchUp(ctx context.Context, since time.Time) (*Result, error) {
	result := new(Result)
	err := s.read(ctx, func(tx *bbolt.Tx) error {
		c := catchUp{tx: tx, most: catchUpMost}
		var err error
		if err = c.gather(ctx, since); err == nil {
			result.nums, err = c.rank()
		}
		return err
	})
	return result, err
}

// catchUpMost is how many articles CatchUp goes through, and at most a block
// of the timeline more. A hundred thousand take a tenth of a second.
const catchUpMost = 100_000

// catchUp is a call of CatchUp at work. It names an article by its place among
// those published since, in time.
type catchUp struct {
	tx      *bbolt.Tx
	most    int      // articles
	nums    []uint32 // of the articles
	sources []uint32 // of the articles, numbered as they are met
	counts  []int    // of the sources: how many articles each published
	byStory []uint64 // the articles by story: that in the upper half, the place in the lower
}

// gather looks up what was published since then.
func (c *catchUp) gather(ctx context.Context, since time.Time) error {
	var byNum []uint64 // so rows lie beside one another
	eachSince(c.tx, since, c.most, func(num uint32) {
		byNum = append(byNum, uint64(num)<<32|uint64(len(c.nums)))
		c.nums = append(c.nums, num)
	})
	slices.Sort(byNum)
	c.sources = make([]uint32, len(c.nums))
	names := map[string]uint32{}
	rows := rowWalk{Cursor: c.tx.Bucket(bucketRows).Cursor()}
	stories := ofWriter{bucket: c.tx.Bucket(bucketStoryOf)}
	for i, at := range byNum {
		num, place := uint32(at>>32), uint32(at)
		_, source, err := rowHeadline(rows.get(num))
		if err != nil {
			return err
		}
		name, known := names[string(source)]
		if !known {
			name = uint32(len(c.counts))
			names[string(source)], c.counts = name, append(c.counts, 0)
		}
		c.sources[place] = name
		c.counts[name]++
		id := stories.get(num)
		if id == 0 {
			id = StoryID(num)
		}
		c.byStory = append(c.byStory, uint64(id)<<32|uint64(place))
		if i%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	slices.Sort(c.byStory)
	return nil
}

// rowWalk reads rows in ascending order.
type rowWalk struct {
	*bbolt.Cursor
	k, v []byte
}

// get returns the row of an article, nil if there is none.
func (w *rowWalk) get(num uint32) []byte {
	for n := 0; w.k == nil || numOf(w.k) < num; n++ {
		if w.k == nil || n == 8 { // a step costs an eighth of a search
			w.k, w.v = w.Seek(numKey(num))
			break
		}
		w.k, w.v = w.Next()
	}
	if w.k == nil || numOf(w.k) != num {
		return nil
	}
	return w.v
}

// eachSince calls fn for the articles published at a time or later, the oldest
// first. Of more than most it leaves out the oldest, by whole blocks.
func eachSince(tx *bbolt.Tx, since time.Time, most int, fn func(num uint32)) {
	from := newSortKey(since, math.MaxUint32)
	first := laneAll.key(from)
	c := tx.Bucket(bucketTimeline).Cursor()
	key, b, _ := blockFor(c, first)
	i := b.search(from)
	for k, v := lastBefore(c, (laneAll + 1).prefix()); bytes.Compare(k, key) > 0; k, v = c.Prev() {
		if most -= block(v).len(); most <= 0 {
			key, i = k, 0
			break
		}
	}
	for k, v := c.Seek(key); bytes.HasPrefix(k, laneAll.prefix()); k, v = c.Next() {
		for ; i < block(v).len(); i++ {
			fn(block(v).num(i))
		}
		i = 0
	}
}

// rank returns the newest article of each story, in the order to show them.
func (c *catchUp) rank() ([]uint32, error) {
	h, err := getHead(c.tx)
	if err != nil {
		return nil, err
	}
	muted, err := c.muted()
	if err != nil {
		return nil, err
	}
	type ranked struct {
		score  float64
		newest uint32 // place
	}
	weights := make([]float64, len(c.counts))
	for i, n := range c.counts {
		weights[i] = 1 / math.Log(2+float64(n))
	}
	var list []ranked
	unread := readBits(c.tx, bucketUnread, h.next)
	heard := make([]int, len(c.counts)) // which story a source told last
	for from := 0; from < len(c.byStory); {
		s, story, news := ranked{}, c.byStory[from]>>32, false
		to := from
		for ; to < len(c.byStory) && c.byStory[to]>>32 == story; to++ {
			s.newest = uint32(c.byStory[to])
			if source := c.sources[s.newest]; heard[source] != from+1 {
				heard[source] = from + 1
				s.score += weights[source]
			}
			news = news || unread.has(c.nums[s.newest])
		}
		if from = to; news && !muted[StoryID(story)] {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.newest, a.newest))
	})
	nums := make([]uint32, len(list))
	for i, s := range list {
		nums[i] = c.nums[s.newest]
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
