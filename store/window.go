package store

import (
	"context"
	"iter"
	"slices"

	"go.etcd.io/bbolt"
)

// Window returns up to n rows of a view around a place in it. Its cost does
// not depend on how many articles the store holds.
func (s *Store) Window(ctx context.Context, v View, at At, n int) (w Window, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		l, err := s.lister(tx, v)
		if err != nil {
			return err
		}
		w = Window{Total: l.total(), Row: at.Row, Found: true, Counts: h.counts(), Seq: h.seq}
		if at.ID != 0 {
			if err := locate(tx, l, at, &w); err != nil {
				return err
			}
		}
		w.Row = max(min(w.Row, w.Total), 0)
		w.First = max(min(w.Row-at.Before, w.Total-n), 0)
		nums := l.rows(w.First, min(w.First+n, w.Total))
		w.Rows, err = rowsOf(tx, v, nums)
		return err
	})
	return w, err
}

// rowsOf reads the rows of a view.
func rowsOf(tx *bbolt.Tx, v View, nums []uint32) ([]Article, error) {
	if v.Stories {
		return storyRows(tx, nums)
	}
	return articles(tx, nums)
}

func locate(tx *bbolt.Tx, l lister, at At, w *Window) error {
	num, ok := findID(tx, at.ID)
	if !ok {
		w.Found = false
		return nil
	}
	if at.Newest {
		var err error
		if num, err = newestHeld(tx, l, num); err != nil {
			return err
		}
	}
	row, found, err := l.find(num)
	w.Row, w.Found = row, found
	return err
}

// lister is an ordered selection of articles by number. In a view of stories
// each is meant by one of its articles.
type lister interface {
	total() int
	// rows returns the rows lo to hi, hi excluded.
	rows(lo, hi int) []uint32
	// find returns the row of an article, or the row it would have.
	find(num uint32) (row int, found bool, err error)
	// next returns the first article after (step 1) or before (-1) the
	// place of num, only an unread one if so asked.
	next(num uint32, step int, unread bool) (found uint32, row int, ok bool, err error)
}

func (s *Store) lister(tx *bbolt.Tx, v View) (lister, error) {
	if v.Stories {
		return s.storyLister(tx, v)
	}
	sc, err := s.scan(tx, v)
	if err != nil {
		return nil, err
	}
	if v.Within != nil {
		return resultLister{v.Within.nums, sc.unread}, nil
	}
	return timeLister{sc}, nil
}

// timeLister lists a view of the timeline.
type timeLister struct{ *scan }

func (l timeLister) flip(pos int) int {
	if l.view.Order == NewestFirst {
		return l.total() - 1 - pos
	}
	return pos
}

func (l timeLister) rows(lo, hi int) []uint32 {
	if l.view.Order == OldestFirst {
		return l.nums(lo, hi)
	}
	nums := l.nums(l.total()-hi, l.total()-lo)
	slices.Reverse(nums)
	return nums
}

func (l timeLister) find(num uint32) (row int, found bool, err error) {
	r, err := getRow(l.tx, num)
	if err != nil {
		return 0, false, err
	}
	pos := l.position(r.sortKey(num))
	if l.has(num) && r.in(l.lane) {
		return l.flip(pos), true, nil
	}
	if l.view.Order == NewestFirst {
		return l.total() - pos, false, nil
	}
	return pos, false, nil
}

func (l timeLister) next(num uint32, step int, unread bool) (uint32, int, bool, error) {
	k, err := l.keyOf(num)
	if err != nil {
		return 0, 0, false, err
	}
	if l.view.Order == NewestFirst {
		step = -step
	}
	wanted := l.has
	if unread {
		wanted = func(num uint32) bool { return l.unread.has(num) && l.has(num) }
	}
	found, ok := l.walk(k, step, unread, wanted)
	if !ok {
		return 0, 0, false, nil
	}
	row, _, err := l.find(found)
	return found, row, true, err
}

// walk goes up (step 1) or down (-1) the timeline from beside k.
func (l timeLister) walk(k sortKey, step int, unread bool, wanted func(uint32) bool) (uint32, bool) {
	for i := max(l.block(k), 0); i >= 0 && i < len(l.keys); i += step {
		if l.before[i] == l.before[i+1] || unread && l.tallyAt(i).of(Unread, l.stories) == 0 {
			continue
		}
		b := l.blockAt(i)
		from := b.search(k) // of the first block only: in others k is at an end
		if step > 0 && from < b.len() && b.key(from) == k {
			from++
		} else if step < 0 {
			from--
		}
		for j := from; j >= 0 && j < b.len(); j += step {
			if num := b.num(j); wanted(num) {
				return num, true
			}
		}
	}
	return 0, false
}

func (sc *scan) tallyAt(i int) tally {
	key := sc.lane.key(sc.keys[i])
	return decodeTally(sc.tx.Bucket(bucketTally).Get(key[:]))
}

// resultLister lists what a search found.
type resultLister struct {
	nums   []uint32
	unread stateBits
}

func (l resultLister) total() int { return len(l.nums) }
func (l resultLister) rows(lo, hi int) []uint32 {
	return l.nums[min(lo, len(l.nums)):min(hi, len(l.nums))]
}

func (l resultLister) find(num uint32) (int, bool, error) {
	i := slices.Index(l.nums, num)
	return max(i, 0), i >= 0, nil
}

func (l resultLister) next(num uint32, step int, unread bool) (uint32, int, bool, error) {
	i := slices.Index(l.nums, num)
	if i < 0 && step < 0 {
		return 0, 0, false, nil
	}
	for i += step; i >= 0 && i < len(l.nums); i += step {
		if !unread || l.unread.has(l.nums[i]) {
			return l.nums[i], i, true, nil
		}
	}
	return 0, 0, false, nil
}

// articles reads the rows of a list, state and all.
func articles(tx *bbolt.Tx, nums []uint32) ([]Article, error) {
	rows := make([]row, len(nums))
	for i, num := range nums {
		var err error
		if rows[i], err = getRow(tx, num); err != nil {
			return nil, err
		}
	}
	return articlesOf(tx, nums, rows)
}

// articlesOf is articles for whom has their rows.
func articlesOf(tx *bbolt.Tx, nums []uint32, rows []row) ([]Article, error) {
	h, err := getHead(tx)
	if err != nil {
		return nil, err
	}
	unread, starred := readBits(tx, bucketUnread, h.next), readBits(tx, bucketStarred, h.next)
	out := make([]Article, len(nums))
	for i, num := range nums {
		r := &rows[i]
		out[i] = r.article()
		out[i].Read, out[i].Starred = !unread.has(num), starred.has(num)
		if out[i].Story, out[i].StorySize, err = storyOfRow(tx, num); err != nil {
			return nil, err
		}
		if r.linked {
			out[i].Related = len(relatives(tx, num))
		}
	}
	return out, nil
}

// Next returns the first article of the view after (step 1) or before (-1)
// an article, whether or not the view holds that one; with unread, the first
// unread one. ok is false when there is none.
func (s *Store) Next(ctx context.Context, v View, from ID, step int, unread bool) (a Article, row int, ok bool, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		num, known := findID(tx, from)
		if !known {
			return ErrNotFound
		}
		l, err := s.lister(tx, v)
		if err != nil {
			return err
		}
		var found uint32
		if found, row, ok, err = l.next(num, step, unread); err != nil || !ok {
			return err
		}
		list, err := rowsOf(tx, v, []uint32{found})
		if err == nil {
			a = list[0]
		}
		return err
	})
	return a, row, ok, err
}

// streamBatch is how many rows All reads between two looks at the lock.
const streamBatch = 512

// All yields every row of a view. It lets other processes in between
// batches; articles that come or go meanwhile may be missed, none comes twice
// unless its published time changes.
func (s *Store) All(ctx context.Context, v View) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		var last uint32
		row := 0
		for {
			var batch []Article
			err := s.read(ctx, func(tx *bbolt.Tx) error {
				l, err := s.lister(tx, v)
				if err != nil {
					return err
				}
				if last != 0 {
					at, found, err := l.find(last)
					if err != nil {
						return err
					}
					if row = at; found {
						row++
					}
				}
				nums := l.rows(row, min(row+streamBatch, l.total()))
				if len(nums) > 0 {
					last = nums[len(nums)-1]
				}
				batch, err = rowsOf(tx, v, nums)
				return err
			})
			if err != nil {
				yield(Article{}, err)
				return
			}
			for _, a := range batch {
				if !yield(a, nil) {
					return
				}
			}
			if len(batch) < streamBatch {
				return
			}
		}
	}
}

// Counts returns the totals of the store.
func (s *Store) Counts(ctx context.Context) (c Counts, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		c = h.counts()
		return err
	})
	return c, err
}
