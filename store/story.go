package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.etcd.io/bbolt"
)

// StoryID identifies a story for as long as the store lives. A story that the
// program founded has the number of its first article; those that a person
// made by splitting count from 1<<31.
type StoryID uint32

// String returns the ID as people and commands write it: "s12".
func (id StoryID) String() string { return "s" + strconv.FormatUint(uint64(id), 10) }

// ParseStoryID reads what String wrote.
func ParseStoryID(s string) (StoryID, error) {
	digits, ok := strings.CutPrefix(s, "s")
	n, err := strconv.ParseUint(digits, 10, 32)
	if !ok || err != nil || n == 0 {
		return 0, fmt.Errorf("%q is not a story ID: s and a number", s)
	}
	return StoryID(n), nil
}

// ErrNoStory: the store has no such story.
var ErrNoStory = errors.New("no such story")

// Story is the articles that tell one event, as a whole.
type Story struct {
	ID                        StoryID
	Lead                      Article  // the article with the best title
	Sources                   []string // who told it, the first one first
	Articles, Unread, Starred int
	First, Last               Time // of the oldest and the newest article

	Followed, Muted bool
	MutedNew        int  // articles that arrived read because it is muted
	Seen            bool // some of it was read: what is unread is new coverage
}

// StoryArticle is an article within its story.
type StoryArticle struct {
	Article
	CopyOf ID   // 0, or the earlier article whose near-copy it is
	New    bool // unread, in a story of which something was read
}

// Story returns a story and its articles, oldest first. The ID of a story that
// became part of another leads to that one.
func (s *Store) Story(ctx context.Context, id StoryID) (story Story, list []StoryArticle, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		nums, err := storyMembers(tx, resolveStory(tx, id))
		if err != nil {
			return err
		}
		rows, err := storyRows(tx, nums[:1])
		if err != nil {
			return err
		}
		story = *rows[0].StoryRow
		list, err = storyArticles(tx, nums, story.Seen)
		return err
	})
	return story, list, err
}

// storyArticles reads the articles of a story.
func storyArticles(tx *bbolt.Tx, nums []uint32, seen bool) ([]StoryArticle, error) {
	byTime, err := timeOrder(tx, nums)
	if err != nil {
		return nil, err
	}
	rows, err := articles(tx, byTime)
	if err != nil {
		return nil, err
	}
	of, err := copies(tx, byTime)
	if err != nil {
		return nil, err
	}
	list := make([]StoryArticle, len(rows))
	for i, a := range rows {
		list[i] = StoryArticle{Article: a, New: seen && !a.Read}
		if of[i] >= 0 {
			list[i].CopyOf = rows[of[i]].ID
		}
	}
	return list, nil
}

// timeOrder returns articles in the order of the timeline, oldest first.
func timeOrder(tx *bbolt.Tx, nums []uint32) ([]uint32, error) {
	keys := make([]sortKey, len(nums))
	for i, num := range nums {
		r, err := getRow(tx, num)
		if err != nil {
			return nil, err
		}
		keys[i] = r.sortKey(num)
	}
	slices.SortFunc(keys, compareKeys)
	out := make([]uint32, len(nums))
	for i := range keys {
		out[i] = keys[i].num()
	}
	return out, nil
}
