package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
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

// SavedSearch is a search that is kept beside the lists.
type SavedSearch struct{ Name, Query string }

// Story returns a story and its articles, oldest first.
func (s *Store) Story(ctx context.Context, id StoryID) (Story, []StoryArticle, error) {
	return Story{}, nil, ErrNoStory
}

// CatchUp returns, for a View with Stories, the stories with articles since
// then, those that most sources told first.
func (s *Store) CatchUp(ctx context.Context, since time.Time) (*Result, error) {
	return new(Result), nil
}

// MarkStories changes the state of all articles of stories, as one step.
func (s *Store) MarkStories(ctx context.Context, a Action, ids ...StoryID) (Change, error) {
	return Change{}, ErrNoStory
}

// JoinStories makes the others part of a story.
func (s *Store) JoinStories(ctx context.Context, into StoryID, others ...StoryID) (Change, error) {
	return Change{}, ErrNoStory
}

// SplitStory takes articles out of their story; they found one together.
func (s *Store) SplitStory(ctx context.Context, ids ...ID) (Change, error) {
	return Change{}, ErrNoStory
}

// SetFollowed says whether new articles of a story come first.
func (s *Store) SetFollowed(ctx context.Context, id StoryID, on bool) (Change, error) {
	return Change{}, ErrNoStory
}

// SetMuted says whether new articles of a story arrive read.
func (s *Store) SetMuted(ctx context.Context, id StoryID, on bool) (Change, error) {
	return Change{}, ErrNoStory
}

// LastVisit returns when the application was last left; zero if never.
func (s *Store) LastVisit(ctx context.Context) (time.Time, error) { return time.Time{}, nil }

// Visited notes that the application is left now.
func (s *Store) Visited(ctx context.Context) error { return nil }

// Searches returns the saved searches in the order they were saved.
func (s *Store) Searches(ctx context.Context) ([]SavedSearch, error) { return nil, nil }

// SaveSearch saves a search, in place of one with the same name.
func (s *Store) SaveSearch(ctx context.Context, saved SavedSearch) error { return nil }

// DropSearch forgets a saved search.
func (s *Store) DropSearch(ctx context.Context, name string) error { return nil }
