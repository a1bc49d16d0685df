package uitest

import (
	"context"
	"testing"
	"time"

	"newsreader/store"
)

// Subscribe adds a feed with what its last fetch said and brought.
func (s *Store) Subscribe(t testing.TB, f store.Subscription, articles []store.Incoming) store.FeedID {
	t.Helper()
	added, _, err := s.Store.AddFeed(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Store.PutFetched(context.Background(), []store.Fetched{{Feeds: []store.FeedID{added.ID}, Fetch: f.Fetch, Articles: articles}}); err != nil {
		t.Fatal(err)
	}
	return added.ID
}

// Follow adds feeds of every kind: with and without tags, with news and
// without, never fetched, failing, gone, paused, and one with hostile text.
func (s *Store) Follow(t testing.TB) {
	t.Helper()
	news := News(60)
	take := func(n int) (some []store.Incoming) {
		some, news = news[:n], news[n:]
		return some
	}
	ok := func(title string, ago time.Duration) store.Fetch {
		at := Now.Add(-ago)
		return store.Fetch{Feed: store.Feed{Title: title, Link: "https://" + title + ".example/"}, Tried: at, Succeeded: at, Next: at.Add(time.Hour)}
	}
	s.Subscribe(t, store.Subscription{URL: "https://korea.example/rss", Fetch: ok("The Korea Gazette", 20*time.Minute)}, take(6))
	s.Subscribe(t, store.Subscription{URL: "https://africa.example/atom.xml", Fetch: ok("Africa Today", 3*time.Hour)}, take(4))
	s.Subscribe(t, store.Subscription{URL: "https://world.example/feed", Tags: []string{"World", "Daily"}, Fetch: ok("World Service", 2*time.Minute)}, take(20))
	s.Subscribe(t, store.Subscription{URL: "https://asia.example/feed", Tags: []string{"World"}, FullText: true, Fetch: ok("asia one", 50*time.Hour)}, take(10))
	failed := ok("Space Weekly", 26*time.Hour)
	failed.Tried, failed.Failures, failed.Next = Now.Add(-time.Minute), 3, Now.Add(4*time.Hour)
	failed.Error = "The server answered 503: it is overloaded."
	s.Subscribe(t, store.Subscription{URL: "https://space.example/feed", Tags: []string{"Science"}, Fetch: failed}, take(5))
	gone := ok("Letters on Physics", 400*24*time.Hour)
	gone.Gone, gone.Error = true, "The server says that this feed is gone."
	s.Subscribe(t, store.Subscription{URL: "https://letters.example/feed", Tags: []string{"Science"}, Fetch: gone}, nil)
	s.Subscribe(t, store.Subscription{URL: "https://slow.example/feed", Name: "Slow News", Paused: true, Fetch: ok("s", 700*time.Hour)}, take(3))
	s.Subscribe(t, store.Subscription{URL: "https://new.example/index.xml"}, nil)
	hostile := ok("Evil\x1b]0;owned\x07 \u202eeman\u202c\r\nsecond line", time.Hour)
	hostile.Error = "no\x1b[2J answer\nfrom \u009b31mhost"
	s.Subscribe(t, store.Subscription{URL: "https://evil.example/\u202efeed\x1b[31m", Tags: []string{"\x1b[31mred\u202e", "中文標籤"}, Fetch: hostile}, take(2))
}
