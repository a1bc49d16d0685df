package store

import (
	"errors"
	"testing"
)

func TestStoryArticles(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 6)...)
	var stories []StoryID
	for i := range 6 {
		a, _, err := s.Article(t.Context(), testID(i))
		if err != nil {
			t.Fatal(err)
		}
		stories = append(stories, a.Story)
	}
	if _, err := s.JoinStories(t.Context(), stories[4], stories[1], stories[2]); err != nil {
		t.Fatal(err)
	}
	got, err := s.StoryArticles(t.Context(), stories...) // those that were joined lead to what they became
	if err != nil || len(got) != len(stories) {
		t.Fatal(got, err)
	}
	for i, id := range stories {
		_, want, err := s.Story(t.Context(), id)
		if err != nil || len(got[i]) != len(want) {
			t.Fatal(id, got[i], want, err)
		}
		for j, a := range want {
			if got[i][j] != a.ID {
				t.Errorf("story %v, article %d is %v, want %v", id, j, got[i][j], a.ID)
			}
		}
	}
	if _, err := s.StoryArticles(t.Context(), stories[0], 99); !errors.Is(err, ErrNoStory) {
		t.Errorf("of a story that isn't there: %v", err)
	}
}
