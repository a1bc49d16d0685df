package store

import (
	"errors"
	"slices"
	"testing"
)

// mustMute saves a muted search.
func mustMute(t *testing.T, s *Store, name, query string) {
	t.Helper()
	if err := s.SaveSearch(t.Context(), SavedSearch{Name: name, Query: query, Muted: true}); err != nil {
		t.Fatal(err)
	}
}

func reporting(i int, title, content string) Incoming {
	in := incoming(i)
	in.Title, in.Text.Content = title, content
	return in
}

// unreadTitles returns the titles of unread articles, sorted.
func unreadTitles(t *testing.T, s *Store) (titles []string) {
	t.Helper()
	w, err := s.Window(t.Context(), View{Filter: Unread}, At{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range w.Rows {
		titles = append(titles, r.Title)
	}
	if w.Total != len(titles) {
		t.Errorf("%d articles are counted as unread, %d are", w.Total, len(titles))
	}
	slices.Sort(titles)
	return titles
}

func mustCheck(t *testing.T, s *Store) {
	t.Helper()
	report, err := s.Check(t.Context(), false, nil)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// What is new of a muted search arrives read and is counted; what was there,
// what it doesn't find, and what it finds later because it was changed stay.
func TestMutedSearch(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, reporting(1, "Football before", "A goal."))
	mustMute(t, s, "sport", `football OR "world cup" -chess`)
	mustMute(t, s, "broken", `football before:soon`)
	mustMute(t, s, "gossip", `is:unread title:royal`)
	mustPut(t, s, reporting(2, "Football now", "A goal."), reporting(3, "Quake", "The coast."), reporting(4, "Final", "The world cup was won."),
		reporting(5, "Cup of the world", "The world has a cup."), reporting(6, "Football and chess", "Both."), reporting(7, "Royal football", "A ball."))
	want := []string{"Cup of the world", "Football and chess", "Football before", "Quake"}
	if got := unreadTitles(t, s); !slices.Equal(got, want) {
		t.Errorf("unread: %q, want %q", got, want)
	}
	mustPut(t, s, reporting(3, "Quake", "Football."), reporting(8, "Football by feed", "A goal."))
	if got := unreadTitles(t, s); !slices.Equal(got, want) {
		t.Errorf("unread: %q, want %q", got, want)
	}
	list, err := s.Searches(t.Context())
	if err != nil || len(list) != 3 || list[0].MutedNew != 4 || list[1].MutedNew != 0 || list[2].MutedNew != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	// Nothing of it is a step to undo.
	if _, err := s.Undo(t.Context()); err == nil {
		t.Error("there was something to undo")
	}
	mustCheck(t, s)
	// Another query under the same name is muted, too, until somebody says
	// something else.
	if err := s.SaveSearch(t.Context(), SavedSearch{Name: "sport", Query: "cricket"}); err != nil {
		t.Fatal(err)
	}
	mustPut(t, s, reporting(9, "Cricket", "A wicket."))
	if err := s.MuteSearch(t.Context(), " sport", false); err != nil {
		t.Fatal(err)
	}
	mustPut(t, s, reporting(10, "Cricket again", "A wicket."))
	if got, want := unreadTitles(t, s), append([]string{"Cricket again", "Cup of the world"}, want[1:]...); !slices.Equal(got, want) {
		t.Errorf("unread: %q, want %q", got, want)
	}
	if err := s.MuteSearch(t.Context(), "chess", true); !errors.Is(err, ErrNoSearch) {
		t.Errorf("no search: %v", err)
	}
}

// A muted search finds what is new, too, where so much changes beside it that
// the same write merges what the index has of older articles.
func TestMutedSearchBesideChanges(t *testing.T) {
	s := newStore(t)
	mustMute(t, s, "sport", "football")
	mustPut(t, s, reporting(1, "One", "A."), reporting(2, "Two", "B."), reporting(3, "Three", "C."))
	mustPut(t, s, reporting(1, "First", "A."), reporting(2, "Second", "B."), reporting(4, "Football", "A goal."))
	if got, want := unreadTitles(t, s), []string{"First", "Second", "Three"}; !slices.Equal(got, want) {
		t.Errorf("unread: %q, want %q", got, want)
	}
}

// Feeds bring what is muted by their name and tags, in large writes, too.
func TestMutedFeeds(t *testing.T) {
	s := newStore(t)
	a, b := addFeed(t, s, "https://a.example/feed", "Sport"), addFeed(t, s, "https://b.example/feed")
	mustMute(t, s, "sport", "tag:sport")
	if _, err := s.PutFetched(t.Context(), []Fetched{{Feeds: []FeedID{a}, Articles: series(0, 3000)}, {Feeds: []FeedID{b}, Articles: series(5000, 5010)}}); err != nil {
		t.Fatal(err)
	}
	list := feeds(t, s)
	if list[0].Unread != 0 || list[0].Articles != 3000 || list[1].Unread != 10 {
		t.Errorf("%+v", list)
	}
	mustCheck(t, s)
}
