package store

import (
	"cmp"
	"slices"

	"go.etcd.io/bbolt"
)

// newestHeld returns the newest article of an article's story that a list
// holds, of unread ones if it holds any; the article itself if it holds none.
func newestHeld(tx *bbolt.Tx, l lister, of uint32) (uint32, error) {
	h, err := getHead(tx)
	if err != nil {
		return of, err
	}
	members, err := storyMembers(tx, storyOf(tx, of))
	if err != nil {
		return of, err
	}
	keys := make([]sortKey, len(members))
	for i, num := range members {
		r, err := getRow(tx, num)
		if err != nil {
			return of, err
		}
		keys[i] = r.sortKey(num)
	}
	unread := readBits(tx, bucketUnread, h.next)
	slices.SortFunc(keys, func(a, b sortKey) int {
		return cmp.Or(count(unread.has(b.num()))-count(unread.has(a.num())), compareKeys(b, a))
	})
	for _, k := range keys {
		if _, held, err := l.find(k.num()); err != nil || held {
			return k.num(), err
		}
	}
	return of, nil
}

// storyLister lists the stories of the whole store, by their newest articles.
// Newest first, followed ones that have something unread are pinned on top.
func (s *Store) storyLister(tx *bbolt.Tx, v View) (lister, error) {
	if v.Within != nil || v.Feed != 0 {
		return s.groupLister(tx, v)
	}
	sc, err := s.scan(tx, v)
	if err != nil {
		return nil, err
	}
	l := &pinLister{timeLister: timeLister{sc}}
	if v.Order == NewestFirst && v.Filter != Starred {
		err = l.pin()
	}
	return l, err
}

// pinLister is a timeLister of stories with some rows moved to the top.
type pinLister struct {
	timeLister
	pinned []uint32 // their newest articles, as rows of the list
	from   []int    // the rows they would have by time, ascending as well
}

func (l *pinLister) pin() error {
	type pin struct {
		num uint32
		row int
	}
	var pins []pin
	err := eachFollowed(l.tx, func(newest uint32) error {
		if !l.unread.has(newest) && !l.kept.contains(newest) {
			return nil
		}
		row, found, err := l.timeLister.find(newest)
		if found {
			pins = append(pins, pin{newest, row})
		}
		return err
	})
	slices.SortFunc(pins, func(a, b pin) int { return a.row - b.row })
	for _, p := range pins {
		l.pinned, l.from = append(l.pinned, p.num), append(l.from, p.row)
	}
	return err
}

// eachFollowed calls fn for the newest article of each followed story.
func eachFollowed(tx *bbolt.Tx, fn func(newest uint32) error) error {
	return tx.Bucket(bucketStoryFlags).ForEach(func(k, v []byte) error {
		if len(v) != 1 || storyFlags(v[0])&storyFollowed == 0 {
			return nil
		}
		newest, err := newestIn(tx.Bucket(bucketStories).Get(k))
		if err != nil {
			return err
		}
		return fn(newest)
	})
}

// byTime returns the row by time of the i-th row that isn't pinned.
func (l *pinLister) byTime(i int) int {
	for _, row := range l.from {
		if row <= i {
			i++
		}
	}
	return i
}

func (l *pinLister) rows(lo, hi int) []uint32 {
	n := len(l.pinned)
	if n == 0 {
		return l.timeLister.rows(lo, hi)
	}
	out := slices.Clone(l.pinned[min(lo, n):min(hi, n)])
	if hi <= n {
		return out
	}
	lo = max(lo, n)
	for _, num := range l.timeLister.rows(l.byTime(lo-n), l.byTime(hi-1-n)+1) {
		if !slices.Contains(l.pinned, num) {
			out = append(out, num)
		}
	}
	return out
}

// find returns the row of the story of any article.
func (l *pinLister) find(num uint32) (row int, found bool, err error) {
	if num, err = newestOf(l.tx, num); err != nil {
		return 0, false, err
	}
	if i := slices.Index(l.pinned, num); i >= 0 {
		return i, true, nil
	}
	row, found, err = l.timeLister.find(num)
	above, _ := slices.BinarySearch(l.from, row)
	return row + len(l.pinned) - above, found, err
}

func (l *pinLister) next(num uint32, step int, unread bool) (uint32, int, bool, error) {
	num, err := newestOf(l.tx, num)
	if err != nil {
		return 0, 0, false, err
	}
	at := slices.Index(l.pinned, num)
	if at < 0 {
		return l.nextByTime(num, step, unread)
	}
	for i := at + step; i >= 0 && i < len(l.pinned); i += step {
		if !unread || l.unread.has(l.pinned[i]) {
			return l.pinned[i], i, true, nil
		}
	}
	if n := len(l.pinned); step > 0 && n < l.total() {
		first := l.rows(n, n+1)[0]
		if !unread || l.unread.has(first) {
			return first, n, true, nil
		}
		return l.nextByTime(first, step, unread)
	}
	return 0, 0, false, nil
}

// nextByTime goes on from a row that isn't pinned, or from its place.
func (l *pinLister) nextByTime(num uint32, step int, unread bool) (uint32, int, bool, error) {
	for {
		found, _, ok, err := l.timeLister.next(num, step, unread)
		if err != nil {
			return 0, 0, false, err
		}
		if !ok {
			break
		}
		if !slices.Contains(l.pinned, found) {
			row, _, err := l.find(found)
			return found, row, true, err
		}
		num = found
	}
	for i := len(l.pinned) - 1; i >= 0 && step < 0; i-- {
		if !unread || l.unread.has(l.pinned[i]) {
			return l.pinned[i], i, true, nil
		}
	}
	return 0, 0, false, nil
}
