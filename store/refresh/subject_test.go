package refresh

import (
	"io"
	"slices"
	"strings"
	"testing"

	"newsreader/parse/fetch"
	"newsreader/store"
)

// A feed that moves to where another one is followed leaves two subscriptions
// with one address. It is asked once from then on, and both get what is new.
func TestFeedThatMovesToAnotherOne(t *testing.T) {
	w, from, to := newWeb(), "https://old.example/feed", "https://example.org/feed"
	w.serve(to, "", rss("A", 2, ""))
	w.pages[from] = func(fetch.Request) (*fetch.Response, error) {
		return &fetch.Response{Status: 200, URL: to, Moved: to, Body: io.NopCloser(strings.NewReader(rss("A", 2, "")))}, nil
	}
	s := feedStore(t, from, to)
	for id, name := range []string{"Mine", "Yours"} {
		if _, err := s.ChangeFeed(t.Context(), store.FeedID(id+1), func(f *store.Subscription) { f.Name, f.Tags = name, []string{name} }); err != nil {
			t.Fatal(err)
		}
	}
	fetched := func(only []store.FeedID, force bool, asked ...string) FeedReport {
		t.Helper()
		w.requests = nil
		report, err := Feeds(t.Context(), s, w, only, FeedOptions{Now: at(noon).Now, Force: force})
		if err != nil || report.Done != len(asked) {
			t.Errorf("%+v, %v", report, err)
		}
		var urls []string
		for _, r := range w.requests {
			urls = append(urls, r.URL)
		}
		slices.Sort(urls)
		if !slices.Equal(urls, asked) {
			t.Errorf("asked for %q, want %q", urls, asked)
		}
		return report
	}
	has := func(one, two int) {
		t.Helper()
		list := subscriptions(t, s)
		if f := list[0]; f.Name != "Mine" || f.Tags[0] != "Mine" || f.Articles != one || f.Twin != 2 || f.URL != to {
			t.Errorf("%+v", f)
		}
		if f := list[1]; f.Name != "Yours" || f.Tags[0] != "Yours" || f.Articles != two || f.Twin != 1 || f.URL != to {
			t.Errorf("%+v", f)
		}
	}
	fetched(nil, false, to, from)
	has(2, 2)
	if w, err := s.Window(t.Context(), store.View{}, store.At{}, 9); err != nil || w.Total != 2 {
		t.Errorf("%d articles in all, %v", w.Total, err)
	}
	w.serve(to, "", rss("A", 3, ""))
	if report := fetched(nil, false, to); report.Added != 1 || report.Updated != 0 {
		t.Errorf("%+v", report)
	}
	has(3, 3)
	w.serve(to, "", rss("A", 4, ""))
	fetched([]store.FeedID{2}, false, to)
	has(4, 4)

	// One that is paused gets nothing, and doesn't keep the other one from it.
	if _, err := s.ChangeFeed(t.Context(), 1, func(f *store.Subscription) { f.Paused = true }); err != nil {
		t.Fatal(err)
	}
	w.serve(to, "", rss("A", 5, ""))
	fetched(nil, false, to)
	has(4, 5)
	w.serve(to, "", rss("A", 6, ""))
	fetched(nil, true, to)
	has(5+1, 6)

	// Who removes one keeps the other one, and undo brings it back.
	if _, err := s.RemoveFeeds(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if list := subscriptions(t, s); len(list) != 1 || list[0].Twin != 0 {
		t.Errorf("%+v", list)
	}
	fetched(nil, false, to)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	has(6, 6)
}

// A person typed the address of one of the two: it may be in their network,
// though a server named it for the other one.
func TestSubjectIsTypedIfOneIs(t *testing.T) {
	r := refresher{options: at(noon)}
	u := "https://example.org/feed"
	subjects := r.due([]store.Subscription{{ID: 1, URL: u, Named: true}, {ID: 2, URL: u, FullText: true}, {ID: 3, URL: "https://example.org/"}}, nil)
	if len(subjects) != 2 || subjects[0].Named || !subjects[0].FullText || !slices.Equal(subjects[0].ids, []store.FeedID{1, 2}) {
		t.Errorf("%+v", subjects)
	}
}
