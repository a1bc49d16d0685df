package store

import (
	"fmt"
	"slices"
	"testing"
)

// A list is one step, also for another process, and the feeds that were there
// keep what they were but for more tags.
func TestFeedListIsOneStep(t *testing.T) {
	s := newStore(t)
	addFeed(t, s, "https://0.example/feed", "World")
	var list []Subscription
	for i := range 40 {
		list = append(list, Subscription{URL: fmt.Sprintf("https://%d.example/feed", i), Tags: []string{"List"}})
	}
	list = append(list, Subscription{URL: "https://39.example/feed", Tags: []string{"Twice"}})
	state := func() string {
		out := ""
		for _, f := range feeds(t, s) {
			out += fmt.Sprint(f.ID, f.URL, f.Tags)
		}
		return out
	}
	before := state()
	added, c, err := s.AddFeeds(t.Context(), list)
	if err != nil || added != 39 || c.Action != FeedAdded || c.Feeds != 39 || c.Feed != 0 {
		t.Fatalf("%d, %+v, %v", added, c, err)
	}
	all := feeds(t, s)
	if len(all) != 40 || !slices.Equal(all[0].Tags, []string{"World", "List"}) || !slices.Equal(all[39].Tags, []string{"List", "Twice"}) {
		t.Errorf("%d feeds, %+v", len(all), all)
	}
	after := state()
	if added, c, err := s.AddFeeds(t.Context(), list); err != nil || added != 0 || c.Seq != 0 {
		t.Errorf("the same list again: %d, %+v, %v", added, c, err)
	}
	s = openStore(t, s.Path())
	if list, err := s.Journal(t.Context(), 0, 10); err != nil || len(list) != 2 {
		t.Errorf("%+v, %v", list, err)
	}
	if c, err := s.Undo(t.Context()); err != nil || c.Feeds != 39 || state() != before {
		t.Errorf("%+v, %v: %s", c, err, state())
	}
	s = openStore(t, s.Path())
	if c, err := s.Redo(t.Context()); err != nil || c.Feeds != 39 || state() != after {
		t.Errorf("%+v, %v: %s", c, err, state())
	}
	if _, c, err := s.AddFeeds(t.Context(), []Subscription{{URL: all[7].URL, Tags: []string{"x"}}}); err != nil || c.Action != FeedChanged || c.Feed != all[7].ID || len(c.Edits) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestFeedsAreRemovedInOneStep(t *testing.T) {
	s := newStore(t)
	a, b := addFeed(t, s, "https://a.example/feed"), addFeed(t, s, "https://b.example/feed")
	if _, err := s.RemoveFeeds(t.Context(), a, 99); err == nil || len(feeds(t, s)) != 2 {
		t.Errorf("one that isn't there: %v", err)
	}
	if c, err := s.RemoveFeeds(t.Context(), b, a, b); err != nil || c.Feeds != 2 || len(feeds(t, s)) != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := s.Undo(t.Context()); err != nil || c.Was != FeedRemoved || len(feeds(t, s)) != 2 {
		t.Errorf("%+v, %v", c, err)
	}
}
