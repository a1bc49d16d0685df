package store

import (
	"slices"
	"testing"

	"go.etcd.io/bbolt"
)

func TestFollowed(t *testing.T) {
	s := storyStore(t)
	mustPut(t, s, titled(0, "Old", "A", 0), titled(1, "Older than one, read", "A", 0), titled(2, "Nobody follows", "A", 0),
		titled(3, "New", "A", 0), titled(4, "New", "B", 4), titled(5, "Newest, read", "A", 0), titled(6, "Muted", "A", 0))
	for _, id := range []StoryID{1, 2, 4, 6} {
		if _, err := s.SetFollowed(t.Context(), id, true); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.SetMuted(t.Context(), 7, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.MarkStories(t.Context(), MarkRead, 2, 6); err != nil {
		t.Fatal(err)
	}
	// Rows of others aren't even looked at.
	err := s.write(t.Context(), func(tx *bbolt.Tx) error { return tx.Bucket(bucketRows).Put(numKey(3), []byte("x")) })
	if err != nil {
		t.Fatal(err)
	}
	for unreadOnly, want := range map[bool][]string{
		true: {"New", "Old"}, false: {"New", "Old", "Newest, read", "Older than one, read"},
	} {
		r, err := s.Followed(t.Context(), unreadOnly)
		if err != nil {
			t.Fatal(err)
		}
		w, err := s.Window(t.Context(), View{Stories: true, Within: r}, At{}, 10)
		if got := titles(w.Rows); err != nil || !slices.Equal(got, want) {
			t.Errorf("unread only %t: %q, want %q, %v", unreadOnly, got, want, err)
		}
	}
	in := titled(2, "Nobody follows", "A", 0)
	r := row{id: in.Keys[0], aliases: in.Keys[1:], title: in.Title, source: in.Source, published: in.Published, words: in.Words}
	if err := s.write(t.Context(), func(tx *bbolt.Tx) error { return tx.Bucket(bucketRows).Put(numKey(3), r.encode()) }); err != nil {
		t.Fatal(err)
	}
}
