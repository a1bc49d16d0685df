package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

func TestCatchUp(t *testing.T) {
	s := storyStore(t)
	var list []Incoming
	for i := range 20 { // an agency's stream
		list = append(list, titled(i, fmt.Sprintf("Agency %d", i), "Agency", 0))
	}
	list = append(list,
		titled(20, "Big news", "Agency", 0), titled(21, "Big news, told again", "Daily", 21), titled(22, "Big news", "Post", 21),
		titled(23, "Small news", "Village", 0),
		titled(24, "Read already", "A", 0), titled(25, "Read already", "B", 25),
		titled(26, "Muted", "A", 0), titled(27, "Muted", "B", 27), titled(28, "Muted", "C", 27))
	mustPut(t, s, list...)
	if _, err := s.MarkStories(t.Context(), MarkRead, 25); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetMuted(t.Context(), 27, true); err != nil {
		t.Fatal(err)
	}
	r, err := s.CatchUp(t.Context(), start.Add(18*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Window(t.Context(), View{Stories: true, Within: r}, At{}, 10)
	if want := []string{"Big news", "Small news", "Agency 19", "Agency 18"}; err != nil || !slices.Equal(titles(w.Rows), want) {
		t.Errorf("%q, want %q, %v", titles(w.Rows), want, err)
	}
	if c, err := s.MarkView(t.Context(), MarkRead, View{Stories: true, Within: r}); err != nil || c.Count != 6 {
		t.Errorf("%+v, %v", c, err)
	}
	if r, err := s.CatchUp(t.Context(), start.Add(18*time.Hour)); err != nil || r.Len() != 0 {
		t.Errorf("%d left, %v", r.Len(), err)
	}
	if r, err := s.CatchUp(t.Context(), time.Time{}); err != nil || r.Len() != 18 {
		t.Errorf("%d from the beginning, %v", r.Len(), err)
	}
	if r, err := s.CatchUp(t.Context(), start.Add(1000*time.Hour)); err != nil || r.Len() != 0 {
		t.Errorf("%d of the future, %v", r.Len(), err)
	}
}

// TestCatchUpIsBounded leaves out whole blocks of the oldest.
func TestCatchUpIsBounded(t *testing.T) {
	s := newStore(t)
	const n = 3000
	mustPut(t, s, series(0, n)...)
	err := s.read(t.Context(), func(tx *bbolt.Tx) error {
		for _, c := range []struct{ since, most int }{{0, 1}, {0, 700}, {0, n - 1}, {0, n}, {0, 2 * n}, {n - 10, 700}, {n - 1500, 700}, {n - 10, 1}} {
			var nums []uint32
			eachSince(tx, start.Add(time.Duration(c.since)*time.Hour), c.most, func(num uint32) { nums = append(nums, num) })
			all := n - c.since
			if got, least := len(nums), min(all, c.most); got < least || got > min(all, least+blockMax) || nums[got-1] != n {
				t.Errorf("since %d, %d at most: %d, the last one %d", c.since, c.most, got, nums[got-1])
			}
			for i := range nums[1:] {
				if nums[i]+1 != nums[i+1] {
					t.Fatalf("since %d, %d at most: %d after %d", c.since, c.most, nums[i+1], nums[i])
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestVisits(t *testing.T) {
	s := newStore(t)
	if at, err := s.LastVisit(t.Context()); err != nil || !at.IsZero() {
		t.Errorf("%v, %v", at, err)
	}
	if err := s.Visited(t.Context()); err != nil {
		t.Fatal(err)
	}
	if at, err := s.LastVisit(t.Context()); err != nil || !at.Equal(start.Add(time.Second)) {
		t.Errorf("%v, %v", at, err)
	}
}

func TestSavedSearches(t *testing.T) {
	s := newStore(t)
	for _, saved := range []SavedSearch{{Name: "b", Query: "1"}, {Name: " a ", Query: "2"}, {Name: "c", Query: "3"}, {Name: "b", Query: "4"}} {
		if err := s.SaveSearch(t.Context(), saved); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.DropSearch(t.Context(), "c "); err != nil {
		t.Fatal(err)
	}
	list, err := s.Searches(t.Context())
	if want := []SavedSearch{{Name: "b", Query: "4"}, {Name: "a", Query: "2"}}; err != nil || !slices.Equal(list, want) {
		t.Errorf("%v, want %v, %v", list, want, err)
	}
	if err := s.DropSearch(t.Context(), "c"); !errors.Is(err, ErrNoSearch) {
		t.Errorf("dropped twice: %v", err)
	}
	for _, name := range []string{"", " \t", strings.Repeat("ä", maxSearchName+1)} {
		if err := s.SaveSearch(t.Context(), SavedSearch{Name: name, Query: "x"}); !errors.Is(err, ErrSearchName) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := s.SaveSearch(t.Context(), SavedSearch{Name: strings.Repeat("ä", maxSearchName), Query: "x"}); err != nil {
		t.Error(err)
	}
	if err := s.SaveSearch(t.Context(), SavedSearch{Name: "x", Query: strings.Repeat("a", maxSearchQuery+1)}); err == nil {
		t.Error("a search of any length is saved")
	}
}
