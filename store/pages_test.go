package store

import (
	"maps"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

func TestPages(t *testing.T) {
	s := newStore(t)
	a, b := addFeed(t, s, "https://a.example/feed"), addFeed(t, s, "https://b.example/feed")
	has := func(id FeedID, want map[ID]Page) {
		t.Helper()
		if got, err := s.Pages(t.Context(), id); err != nil || !maps.Equal(got, want) {
			t.Errorf("%v, %v; want %v", got, err, want)
		}
	}
	put := func(pages map[ID]Page, ids ...FeedID) {
		t.Helper()
		if _, err := s.PutFetched(t.Context(), []Fetched{{Feeds: ids, Pages: pages}}); err != nil {
			t.Fatal(err)
		}
	}
	one := map[ID]Page{1: {1, start}, 1 << 63: {4, start.Add(time.Hour)}}
	put(one, a, b)
	put(map[ID]Page{2: {Tries: 2}}, b)
	has(a, one)
	has(b, map[ID]Page{2: {Tries: 2}})
	put(nil, a, b)
	has(a, one)
	put(map[ID]Page{}, a)
	has(a, nil)
	has(b, map[ID]Page{2: {Tries: 2}})
}

// Stores of version 3 have no place for pages.
func TestPagesOfAnOlderStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	old, err := openWith(Options{Path: path, Now: time.Now}, 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := old.write(t.Context(), func(tx *bbolt.Tx) error { return tx.DeleteBucket(bucketPages) }); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, path)
	id := addFeed(t, s, "https://a.example/feed")
	if _, err := s.PutFetched(t.Context(), []Fetched{{Feeds: []FeedID{id}, Pages: map[ID]Page{1: {Tries: 1}}}}); err != nil {
		t.Error(err)
	}
	if pages, err := s.Pages(t.Context(), id); err != nil || len(pages) != 1 {
		t.Errorf("%v, %v", pages, err)
	}
}
