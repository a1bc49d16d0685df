package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// record is the stored form of a change. Records are only ever added. Those
// that can be undone (marks and redone marks) form a stack through below,
// those that can be redone (undone ones) another.
type record struct {
	seq    uint64
	action Action
	at     time.Time
	of     uint64 // the mark that was undone or redone
	was    Action // and its action
	below  uint64 // the next record on the same stack
	title  string
	nums   *roaring.Bitmap // the articles changed; Undid and Redid share of's

	adopted bool // of a mark: it was made in another store, and is on no stack here

	feeds []feedChange // of changes to feeds
	story *storyChange // of changes to stories
}

// feedChange is a feed's record before (nil: added) and after (nil: removed).
type feedChange struct {
	feed          FeedID
	before, after []byte
}

// markAdopted stands where steps have the action of what they undid.
const markAdopted = 1

func (r *record) isMark() bool { return r.action >= MarkRead && r.action <= Unstar }

func (r *record) ofFeed() bool { return r.action >= FeedAdded && r.action <= FeedRemoved }

func (r *record) ofStory() bool { return r.action >= StoriesJoined && r.action <= StoryUnmuted }

// fewNums is up to how many article numbers are written one by one.
const fewNums = 16

func (r *record) encode() ([]byte, error) {
	w := writer{b: []byte{byte(r.action), byte(r.was)}}
	if r.adopted {
		w.b[1] = markAdopted
	}
	w.int(r.at.Unix())
	w.uint(r.of)
	w.uint(r.below)
	w.string(r.title)
	if r.ofFeed() {
		for _, f := range r.feeds {
			w.uint(uint64(f.feed))
			w.string(string(f.before))
			w.string(string(f.after))
		}
		return w.b, nil
	}
	if r.ofStory() {
		err := w.storyChange(r.story)
		return w.b, err
	}
	n := r.nums.GetCardinality()
	w.uint(n)
	if n <= fewNums {
		for _, num := range r.nums.ToArray() {
			w.uint(uint64(num))
		}
		return w.b, nil
	}
	packed, err := r.nums.ToBytes()
	return append(w.b, packed...), err
}

func decodeRecord(seq uint64, b []byte) (record, error) {
	if len(b) < 2 {
		return record{}, errShort
	}
	r := record{seq: seq, action: Action(b[0]), was: Action(b[1]), nums: roaring.New()}
	if r.isMark() && b[1] == markAdopted {
		r.was, r.adopted = 0, true
	}
	in := reader{b: b[2:]}
	r.at, r.of, r.below, r.title = time.Unix(in.int(), 0).UTC(), in.uint(), in.uint(), in.string()
	switch {
	case r.ofFeed():
		for more := true; more; more = len(in.b) > 0 {
			r.feeds = append(r.feeds, feedChange{FeedID(in.uint()), []byte(in.string()), []byte(in.string())})
		}
	case r.ofStory():
		r.story = in.storyChange()
		r.nums = r.story.nums()
	default:
		r.nums = in.nums()
	}
	return r, in.err
}

// sane tells whether a record leads to earlier ones only, and does something
// that there is.
func (r *record) sane() bool {
	steps := r.action == Undid || r.action == Redid
	return r.action >= MarkRead && r.action <= StoryUnmuted && r.below < r.seq && r.of < r.seq && steps == (r.of != 0)
}

// nums reads article numbers: their count, and, if there are few, each.
func (r *reader) nums() *roaring.Bitmap {
	n := r.uint()
	if n > fewNums {
		nums := r.bitmap(r.b)
		if nums.GetCardinality() != n && r.err == nil {
			r.b, r.err = nil, errGarbled
		}
		return nums
	}
	nums := roaring.New()
	for range n {
		nums.Add(uint32(r.uint()))
	}
	return nums
}

// bitmap reads numbers from their packed form. The bytes are the map's, which
// it doesn't keep.
func (r *reader) bitmap(packed []byte) *roaring.Bitmap {
	nums := roaring.New()
	if err := nums.UnmarshalBinary(packed); err != nil {
		r.b, r.err = nil, errGarbled
		return roaring.New()
	}
	return nums
}

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func getRecord(tx *bbolt.Tx, seq uint64) (record, error) {
	k := seqKey(seq)
	return recordAt(k, tx.Bucket(bucketJournal).Get(k))
}

// recordAt reads a record with its key. One that can't be read is errShort or
// errGarbled.
func recordAt(k, v []byte) (record, error) {
	if len(k) != 8 {
		return record{}, fmt.Errorf("journal record %x: %w", k, errGarbled)
	}
	seq := binary.BigEndian.Uint64(k)
	r, err := decodeRecord(seq, v)
	if err == nil && !r.sane() {
		err = errGarbled
	}
	if err != nil {
		err = fmt.Errorf("journal record %d: %w", seq, err)
	}
	return r, err
}

// addRecord appends to the journal and sets the record's and head's seq.
func addRecord(tx *bbolt.Tx, h *head, r *record) error {
	h.seq++
	r.seq = h.seq
	b, err := r.encode()
	if err != nil {
		return err
	}
	journal := tx.Bucket(bucketJournal)
	journal.FillPercent = 1
	return journal.Put(seqKey(r.seq), b)
}

// entitle gives a mark of one article its title.
func (r *record) entitle(tx *bbolt.Tx) error {
	if r.nums.GetCardinality() != 1 {
		return nil
	}
	of, err := getRow(tx, r.nums.Minimum())
	r.title = of.title
	return err
}

// mark returns the record of the mark that r undid or redid, or r itself.
func (r *record) mark(tx *bbolt.Tx) (record, error) {
	if r.of == 0 {
		return *r, nil
	}
	return getRecord(tx, r.of)
}

func (r *record) change(mark *record, undone bool) Change {
	c := Change{Seq: r.seq, Action: r.action, At: r.at, Count: int(mark.nums.GetCardinality()),
		Set: &Set{mark.nums}, Title: mark.title, Of: r.of, Was: r.was, Undone: undone, Adopted: r.adopted}
	mark.tellFeeds(&c)
	if mark.story != nil {
		if c.Story = mark.story.story; mark.action == StorySplit {
			c.Story = mark.story.parts[0].id
		}
	}
	return c
}

// Journal returns up to n changes, the newest first, only those before the
// given one unless it is 0.
func (s *Store) Journal(ctx context.Context, before uint64, n int) (list []Change, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		undone := map[uint64]bool{} // by mark: its newest undo or redo says so
		c := tx.Bucket(bucketJournal).Cursor()
		for k, v := c.Last(); k != nil && len(list) < n; k, v = c.Prev() {
			r, err := recordAt(k, v)
			if err != nil {
				return err
			}
			if _, known := undone[r.of]; r.of != 0 && !known {
				undone[r.of] = r.action == Undid
			}
			if before != 0 && r.seq >= before {
				continue
			}
			m, err := r.mark(tx)
			if err != nil {
				return err
			}
			list = append(list, r.change(&m, undone[r.seq]))
		}
		return nil
	})
	return list, err
}

// Changes returns the articles whose state was changed after a record of the
// journal, and the newest record.
func (s *Store) Changes(ctx context.Context, since uint64) (set *Set, newest uint64, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		newest = h.seq
		c := tx.Bucket(bucketJournal).Cursor()
		for k, v := c.Seek(seqKey(since + 1)); k != nil; k, v = c.Next() {
			r, err := recordAt(k, v)
			if err != nil {
				return err
			}
			m, err := r.mark(tx)
			if err != nil {
				return err
			}
			set = set.Union(&Set{m.nums})
		}
		return nil
	})
	return set, newest, err
}
