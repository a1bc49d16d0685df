package main

import (
	"testing"

	"newsreader/store"
)

// A title is told as it is: joiners belong to emoji and to Indic scripts.
func TestDescribeKeepsTitles(t *testing.T) {
	const title = "👩\u200d👧 क्\u200dष “so” they say"
	got := describe(store.Change{Action: store.Star, Count: 1, Title: title})
	if want := `starred "` + title + `"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := describe(store.Change{Action: store.Star, Count: 1, Title: "a\x1b[31m\nb"}), `starred "a b"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
