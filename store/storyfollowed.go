package store

import (
	"context"
	"slices"

	"go.etcd.io/bbolt"
)

// Followed returns, for a View with Stories, the stories that are followed, or
// only those that have something unread. Those that have come first, the
// newest first. It looks at no other stories.
func (s *Store) Followed(ctx context.Context, unreadOnly bool) (*Result, error) {
	result := new(Result)
	err := s.read(ctx, func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		var news, rest []sortKey
		unread := readBits(tx, bucketStoryUnread, h.next)
		err = eachFollowed(tx, func(newest uint32) error {
			r, err := getRow(tx, newest)
			if unread.has(newest) {
				news = append(news, r.sortKey(newest))
			} else if !unreadOnly {
				rest = append(rest, r.sortKey(newest))
			}
			return err
		})
		for _, keys := range [][]sortKey{news, rest} {
			slices.SortFunc(keys, func(a, b sortKey) int { return compareKeys(b, a) })
			for _, k := range keys {
				result.nums = append(result.nums, k.num())
			}
		}
		return err
	})
	return result, err
}
