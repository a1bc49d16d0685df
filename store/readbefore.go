package store

import (
	"cmp"
	"context"
	"slices"

	"go.etcd.io/bbolt"

	"newsreader/store/related"
)

// maxReadBefore is how many read articles of a story an article is compared
// with: those nearest to it in time.
const maxReadBefore = 24

// ReadBefore returns the passages of an article's Content that say what read
// articles of the same story said, in order.
func (s *Store) ReadBefore(ctx context.Context, id ID) (list []Span, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		num, ok := findID(tx, id)
		if !ok {
			return ErrNotFound
		}
		read, err := readOfStory(tx, num)
		if err != nil || len(read) == 0 {
			return err
		}
		text, err := textOf(tx.Bucket(bucketTexts).Get(numKey(num)))
		if err != nil {
			return err
		}
		readers.with(func(r *related.Reader) {
			for _, span := range r.Repeated(text.Content, text.Language, read) {
				list = append(list, Span(span))
			}
		})
		return ctx.Err()
	})
	return list, err
}

// readOfStory returns the plain texts of the read articles in an article's
// story, but for itself.
func readOfStory(tx *bbolt.Tx, num uint32) (texts []string, err error) {
	members, err := storyMembers(tx, storyOf(tx, num))
	if err != nil || len(members) < 2 {
		return nil, err
	}
	h, err := getHead(tx)
	if err != nil {
		return nil, err
	}
	own, err := getRow(tx, num)
	if err != nil {
		return nil, err
	}
	type member struct {
		row  row
		num  uint32
		away int64
	}
	var read []member
	unread := readBits(tx, bucketUnread, h.next)
	for _, other := range members {
		if other == num || unread.has(other) {
			continue
		}
		r, err := getRow(tx, other)
		if err != nil {
			return nil, err
		}
		away := r.published.At.Unix() - own.published.At.Unix()
		read = append(read, member{r, other, max(away, -away)})
	}
	slices.SortStableFunc(read, func(a, b member) int { return cmp.Compare(a.away, b.away) })
	for _, m := range read[:min(len(read), maxReadBefore)] {
		t, err := textOf(tx.Bucket(bucketTexts).Get(numKey(m.num)))
		if err != nil {
			return nil, err
		}
		texts = append(texts, m.row.title+"\n\n"+bodyOf(&t))
	}
	return texts, nil
}
