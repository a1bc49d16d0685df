package store

import (
	"bytes"
	"slices"
	"sort"

	"go.etcd.io/bbolt"
)

// storyGroups are the stories of a feed or of a search's result: no bits tell
// them, so their articles are gone through once, and the outcome is kept
// until the store changes.
type storyGroups struct {
	groupKey
	rows   []groupRow
	pinned int             // how many rows are followed stories, put on top
	at     map[StoryID]int // the rows of stories that have a record
}

// groupKey tells one storyGroups from another.
type groupKey struct {
	viewKey
	order  Order
	within *Result
}

// groupRow is a story by the first of its articles that was met.
type groupRow struct {
	num          uint32
	id           StoryID // 0: the article alone
	key          sortKey // of a feed: its place
	passes, kept bool
}

func (s *Store) groupLister(tx *bbolt.Tx, v View) (lister, error) {
	h, err := getHead(tx)
	if err != nil {
		return nil, err
	}
	l := groupLister{tx: tx, order: v.Order, unread: readBits(tx, bucketStoryUnread, h.next)}
	key := groupKey{v.key(tx), v.Order, v.Within}
	if tx.Writable() {
		l.storyGroups, err = newGroups(tx, v, key, l.unread, h.next)
		return l, err
	}
	s.mu.Lock()
	l.storyGroups = s.groups
	s.mu.Unlock()
	if l.storyGroups != nil && l.groupKey == key {
		return l, nil
	}
	if l.storyGroups, err = newGroups(tx, v, key, l.unread, h.next); err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.groups = l.storyGroups
	s.mu.Unlock()
	return l, nil
}

func newGroups(tx *bbolt.Tx, v View, key groupKey, unread stateBits, next uint32) (*storyGroups, error) {
	g := &storyGroups{groupKey: key, at: map[StoryID]int{}}
	if v.Within != nil {
		g.ofResult(tx)
		return g, nil
	}
	g.ofFeed(tx, v, next)
	return g, g.arrange(tx, v, unread)
}

// meet returns the row of an article's story, a new one if it is the first.
func (g *storyGroups) meet(num uint32, id StoryID, key sortKey) *groupRow {
	i, have := len(g.rows), false
	if id != 0 {
		if i, have = g.at[id]; !have {
			i = len(g.rows)
			g.at[id] = i
		}
	}
	if !have {
		g.rows = append(g.rows, groupRow{num: num, id: id, key: key})
	}
	return &g.rows[i]
}

// ofResult takes each story where the result names it first.
func (g *storyGroups) ofResult(tx *bbolt.Tx) {
	stories := ofWriter{bucket: tx.Bucket(bucketStoryOf)}
	for _, num := range g.within.nums {
		g.meet(num, stories.get(num), sortKey{})
	}
}

// ofFeed takes each story where its newest article of the feed stands.
func (g *storyGroups) ofFeed(tx *bbolt.Tx, v View, next uint32) {
	bucket := bucketUnread
	if v.Filter == Starred {
		bucket = bucketStarred
	}
	state, stories := readBits(tx, bucket, next), ofWriter{bucket: tx.Bucket(bucketStoryOf)}
	eachBackwards(tx, g.lane, func(k sortKey) {
		num := k.num()
		row := g.meet(num, stories.get(num), k)
		row.kept = row.kept || v.Keep.contains(num)
		row.passes = row.passes || row.kept || v.Filter == All || state.has(num)
	})
}

// eachBackwards calls fn for the places of a lane, the newest first.
func eachBackwards(tx *bbolt.Tx, in lane, fn func(sortKey)) {
	c := tx.Bucket(bucketTimeline).Cursor()
	for k, v := lastBefore(c, (in + 1).prefix()); bytes.HasPrefix(k, in.prefix()); k, v = c.Prev() {
		for i := block(v).len() - 1; i >= 0; i-- {
			fn(block(v).key(i))
		}
	}
}

// lastBefore goes to the last pair whose key is less than one.
func lastBefore(c *bbolt.Cursor, key []byte) (k, v []byte) {
	if at, _ := c.Seek(key); at == nil {
		return c.Last()
	}
	return c.Prev()
}

// arrange leaves out what doesn't pass, and puts the rest in the view's
// order: newest first, with followed stories that have news on top.
func (g *storyGroups) arrange(tx *bbolt.Tx, v View, unread stateBits) error {
	followed := map[StoryID]bool{}
	err := eachFollowed(tx, func(newest uint32) error {
		followed[storyOf(tx, newest)] = unread.has(newest)
		return nil
	})
	if err != nil {
		return err
	}
	var pins, rest []groupRow
	for _, row := range g.rows {
		news, pinnable := followed[row.id]
		switch {
		case !row.passes:
		case pinnable && (news || row.kept) && v.Order == NewestFirst && v.Filter != Starred:
			pins = append(pins, row)
		default:
			rest = append(rest, row)
		}
	}
	if v.Order == OldestFirst {
		slices.Reverse(rest)
	}
	g.rows, g.pinned = append(pins, rest...), len(pins)
	clear(g.at)
	for i, row := range g.rows {
		if row.id != 0 {
			g.at[row.id] = i
		}
	}
	return nil
}

// groupLister lists storyGroups.
type groupLister struct {
	*storyGroups
	tx     *bbolt.Tx
	order  Order
	unread stateBits
}

func (l groupLister) total() int { return len(l.storyGroups.rows) }

func (l groupLister) rows(lo, hi int) []uint32 {
	var out []uint32
	for _, row := range l.storyGroups.rows[min(lo, l.total()):min(hi, l.total())] {
		out = append(out, row.num)
	}
	return out
}

func (l groupLister) find(num uint32) (int, bool, error) {
	id := storyOf(l.tx, num)
	if i, ok := l.at[id]; ok {
		return i, true, nil
	}
	rows := l.storyGroups.rows
	if i := slices.IndexFunc(rows, func(row groupRow) bool { return row.num == num }); i >= 0 {
		return i, true, nil
	}
	if l.within != nil {
		return 0, false, nil
	}
	r, err := getRow(l.tx, num)
	k := r.sortKey(num)
	rest := rows[l.pinned:]
	i := sort.Search(len(rest), func(i int) bool {
		c := compareKeys(rest[i].key, k)
		return c != 0 && (c > 0) == (l.order == OldestFirst)
	})
	return l.pinned + i, false, err
}

func (l groupLister) next(num uint32, step int, unread bool) (uint32, int, bool, error) {
	at, found, err := l.find(num)
	if err != nil || !found && step < 0 && l.within != nil {
		return 0, 0, false, err
	}
	if !found && step > 0 {
		at-- // the row it would push down is the next one
	}
	for i := at + step; i >= 0 && i < l.total(); i += step {
		row := l.storyGroups.rows[i]
		newest, err := newestOf(l.tx, row.num)
		if err != nil {
			return 0, 0, false, err
		}
		if !unread || l.unread.has(newest) {
			return row.num, i, true, nil
		}
	}
	return 0, 0, false, nil
}
