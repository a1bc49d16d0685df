package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

func addFeed(t *testing.T, s *Store, url string, tags ...string) FeedID {
	t.Helper()
	f, _, err := s.AddFeed(t.Context(), Subscription{URL: url, Tags: tags})
	if err != nil {
		t.Fatal(err)
	}
	return f.ID
}

func feeds(t *testing.T, s *Store) []Subscription {
	t.Helper()
	list, err := s.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestFeeds(t *testing.T) {
	s := newStore(t)
	a, b := addFeed(t, s, "https://a.example/feed", "World"), addFeed(t, s, "https://b.example/feed")
	if _, _, err := s.AddFeed(t.Context(), Subscription{URL: "https://a.example/feed"}); !errors.Is(err, ErrAlreadyAdded) {
		t.Errorf("the same feed again: %v", err)
	}
	fetch := Fetch{Feed: Feed{Title: "A"}, ETag: `"x"`, Lost: "entry 2: it is broken", Tried: start, Succeeded: start, Next: start.Add(time.Hour)}
	result, err := s.PutFetched(t.Context(), []Fetched{
		{Feeds: []FeedID{a}, Fetch: fetch, Moved: "https://a.example/new", Articles: series(0, 700)},
		{Feeds: []FeedID{b}, Fetch: Fetch{Error: "no answer", Failures: 3}, Articles: series(600, 650)}, // 50 are in both
		{Feeds: []FeedID{99}, Articles: series(900, 910)},                                               // removed meanwhile
	})
	if err != nil || result.Added != 700 || result.Updated != 50 {
		t.Fatalf("%+v, %v", result, err)
	}
	if _, err := s.Mark(t.Context(), MarkRead, testID(610), testID(1)); err != nil {
		t.Fatal(err)
	}
	list := feeds(t, s)
	if f := list[0]; f.Title() != "A" || f.URL != "https://a.example/new" || f.Articles != 700 || f.Unread != 698 || f.Fetch != fetch {
		t.Errorf("%+v", f)
	}
	if f := list[1]; f.Title() != f.URL || f.Articles != 50 || f.Unread != 49 || f.Fetch.Failures != 3 {
		t.Errorf("%+v", f)
	}
	v := View{Feed: b, Filter: Unread}
	w, err := s.Window(t.Context(), v, At{ID: testID(609)}, 100)
	if err != nil || w.Total != 49 || !w.Found || w.Row != 39 || len(w.Rows) != 49 {
		t.Errorf("%d rows, %d at %d, %v", len(w.Rows), w.Total, w.Row, err)
	}
	if w, err := s.Window(t.Context(), v, At{ID: testID(3)}, 5); err != nil || w.Found {
		t.Errorf("an article of another feed is found: %v", err)
	}
	if c, err := s.MarkView(t.Context(), MarkRead, v); err != nil || c.Count != 49 {
		t.Errorf("%+v, %v", c, err)
	}
	if got := feeds(t, s); got[0].Unread != 698-49 || got[1].Unread != 0 {
		t.Errorf("unread %d and %d", got[0].Unread, got[1].Unread)
	}
	if r, err := s.Tagged(t.Context(), View{}, "WORLD"); err != nil || r.Len() != 700 {
		t.Errorf("tagged: %d, %v", r.Len(), err)
	}
}

func TestFeedChangesAreUndone(t *testing.T) {
	s := newStore(t)
	id := addFeed(t, s, "https://a.example/feed")
	if _, err := s.ChangeFeed(t.Context(), id, func(f *Subscription) { f.Name, f.Tags = "Mine", []string{"x"} }); err != nil {
		t.Fatal(err)
	}
	if c, err := s.ChangeFeed(t.Context(), id, func(*Subscription) {}); err != nil || c.Seq != 0 {
		t.Errorf("no change is recorded: %+v, %v", c, err)
	}
	if _, err := s.RemoveFeeds(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, s.Path())
	state := func() string {
		out := ""
		for _, f := range feeds(t, s) {
			out += fmt.Sprint(f.Name, f.Tags)
		}
		return out
	}
	step := func(undo bool, action Action, want string, edits ...FeedEdit) {
		t.Helper()
		do := s.Redo
		if undo {
			do = s.Undo
		}
		c, err := do(t.Context())
		if err != nil || c.Was != action || c.Feed != id || state() != want || !slices.Equal(c.Edits, edits) {
			t.Errorf("%+v, %v: %q, want %q", c, err, state(), want)
		}
	}
	step(true, FeedRemoved, "Mine[x]")
	step(true, FeedChanged, "[]", FeedEdit{What: FeedName, To: "Mine"}, FeedEdit{What: FeedTags, To: "x"})
	step(true, FeedAdded, "")
	step(false, FeedAdded, "[]")
	step(false, FeedChanged, "Mine[x]", FeedEdit{What: FeedName, To: "Mine"}, FeedEdit{What: FeedTags, To: "x"})
	if _, err := s.ChangeFeed(t.Context(), 99, func(*Subscription) {}); !errors.Is(err, ErrNoFeed) {
		t.Errorf("no such feed: %v", err)
	}
	list, err := s.Journal(t.Context(), 0, 1)
	if err != nil || !slices.ContainsFunc(list, func(c Change) bool { return c.Action == Redid && c.Title == "Mine" || c.Title != "" }) {
		t.Errorf("%+v, %v", list, err)
	}
}

// Where a server sent a feed since, it stays, whatever is undone: its old
// address may be another's by now.
func TestUndoKeepsTheAddress(t *testing.T) {
	s := newStore(t)
	id := addFeed(t, s, "https://old.example/feed")
	if _, err := s.ChangeFeed(t.Context(), id, func(f *Subscription) { f.Name = "Mine" }); err != nil {
		t.Fatal(err)
	}
	moved := Fetched{Feeds: []FeedID{id}, Moved: "https://new.example/feed", Elsewhere: true}
	if _, err := s.PutFetched(t.Context(), []Fetched{moved}); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		do   func(context.Context) (Change, error)
		name string
	}{{s.Undo, ""}, {s.Redo, "Mine"}} {
		if _, err := step.do(t.Context()); err != nil {
			t.Fatal(err)
		}
		if f := feeds(t, s)[0]; f.URL != moved.Moved || !f.Named || f.Name != step.name {
			t.Errorf("%+v", f)
		}
	}
	if _, err := s.ChangeFeed(t.Context(), id, func(f *Subscription) { f.URL = "https://third.example/feed" }); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(t.Context()); err != nil || feeds(t, s)[0].URL != moved.Moved {
		t.Errorf("%+v, %v", feeds(t, s)[0], err)
	}
}

func TestBare(t *testing.T) {
	for in, want := range map[string]string{
		"https://me:secret@news.example/feed?at=@": "https://news.example/feed?at=@",
		"http://me@news.example":                   "http://news.example",
		"https://news.example/@me/feed":            "https://news.example/@me/feed",
		"file:///home/me@work/feed.xml":            "file:///home/me@work/feed.xml",
		"news.example/@me":                         "news.example/@me",
		"":                                         "",
	} {
		if got := Bare(in); got != want {
			t.Errorf("Bare(%q) = %q, want %q", in, got, want)
		}
	}
}
