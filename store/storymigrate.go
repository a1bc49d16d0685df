package store

import (
	"bytes"

	"go.etcd.io/bbolt"
)

// toVersion2 adds the full-text index, which waits to be filled, and stories.
func toVersion2(tx *bbolt.Tx) error {
	h, err := getHead(tx)
	if err != nil {
		return err
	}
	for _, name := range buckets {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	if err := dropIndex(tx, h.next); err != nil {
		return err
	}
	return addStories(tx)
}

// addStories makes each article its own story, so that the states of stories
// are those of articles.
func addStories(tx *bbolt.Tx) error {
	for _, state := range []struct{ of, to []byte }{{bucketUnread, bucketStoryUnread}, {bucketStarred, bucketStoryStarred}} {
		to := tx.Bucket(state.to)
		err := tx.Bucket(state.of).ForEach(func(k, v []byte) error { return to.Put(bytes.Clone(k), bytes.Clone(v)) })
		if err != nil {
			return err
		}
	}
	return retally(tx, func(k []byte, t tally) tally {
		if bytes.HasPrefix(k, laneAll.prefix()) {
			t.stories = t.articles
		}
		return t
	})
}
