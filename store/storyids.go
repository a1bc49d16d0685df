package store

import (
	"context"
	"slices"

	"go.etcd.io/bbolt"
)

// StoryArticles returns the articles of stories, oldest first, as Story does
// but for many at once and without reading more of them.
func (s *Store) StoryArticles(ctx context.Context, ids ...StoryID) (list [][]ID, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		list = make([][]ID, len(ids))
		for i, id := range ids {
			if list[i], err = storyArticleIDs(tx, id); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

func storyArticleIDs(tx *bbolt.Tx, id StoryID) ([]ID, error) {
	nums, err := storyMembers(tx, resolveStory(tx, id))
	if err != nil {
		return nil, err
	}
	keys := make([]sortKey, len(nums))
	ids := make(map[sortKey]ID, len(nums))
	for i, num := range nums {
		r, err := getRow(tx, num)
		if err != nil {
			return nil, err
		}
		keys[i] = r.sortKey(num)
		ids[keys[i]] = r.id
	}
	slices.SortFunc(keys, compareKeys)
	out := make([]ID, len(keys))
	for i, k := range keys {
		out[i] = ids[k]
	}
	return out, nil
}
