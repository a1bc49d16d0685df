package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
)

// A store whose index is gone gets it back in steps, and its articles their
// stories, whether it is interrupted or not.
func TestBacklog(t *testing.T) {
	s := newStore(t)
	for i := range 3 {
		var list []Incoming
		for j := range 1500 {
			in := incoming(i*1500 + j)
			in.Text.Content = fmt.Sprintf("Word%d comes with other%d in article number%d.", j, j, i*1500+j)
			list = append(list, in)
		}
		mustPut(t, s, list...)
	}
	before := found(t, s, View{}, "word77 other77")
	err := s.write(t.Context(), func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		return dropIndex(tx, h.next)
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := found(t, s, View{}, "word77"); got != "" {
		t.Fatalf("found %q without an index", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	last := 0
	_ = s.IndexBacklog(ctx, func(done, total int) {
		if total != 4500 || done <= last {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
		cancel()
	})
	checkStore(t, s)
	// What comes in meanwhile is indexed at once, and once only.
	mustPut(t, s, incoming(9000))
	mustPut(t, s, Incoming{Keys: []ID{testID(4000)}, Title: "Rewritten", Source: "x", Published: incoming(4000).Published, Text: Text{URL: incoming(4000).Text.URL, Content: "Entirely new words stand in this article now."}})
	if err := s.IndexBacklog(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got := found(t, s, View{}, "word77 other77"); got != before || before == "" {
		t.Errorf("found %q, want %q", got, before)
	}
	if found(t, s, View{}, "rewritten") == "" || found(t, s, View{}, "9000") == "" {
		t.Error("what came meanwhile is not found")
	}
}

// TestBacklogIsBoundedInBytes indexes long texts in steps of few.
func TestBacklogIsBoundedInBytes(t *testing.T) {
	s := newStore(t)
	list := series(0, 10)
	for i := range list {
		list[i].Text.Content = strings.Repeat("long text ", 100)
	}
	mustPut(t, s, list...)
	err := s.write(t.Context(), func(tx *bbolt.Tx) error {
		if err := dropIndex(tx, 11); err != nil {
			return err
		}
		steps := []int{}
		for b := getBacklog(tx); b.from < b.to; b = getBacklog(tx) {
			n, err := indexStep(tx, b, 2500)
			if err != nil || n == 0 {
				return fmt.Errorf("%d indexed: %w", n, err)
			}
			steps = append(steps, n)
		}
		if !slices.Equal(steps, []int{3, 3, 3, 1}) {
			t.Errorf("steps of %d", steps)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	checkStore(t, s)
}

// A merge takes the place of segments by their numbers. If the index is made
// anew while it is at work, none may have one of those.
func TestSegmentsOfANewIndexHaveNewNumbers(t *testing.T) {
	s := newStore(t)
	given := map[uint32]bool{}
	for i := range 3 {
		mustPut(t, s, series(10*i, 10*i+10)...)
		err := s.read(t.Context(), func(tx *bbolt.Tx) error {
			list, err := openSegments(tx)
			for _, segment := range list {
				given[segment.id] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.RebuildIndex(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	err := s.read(t.Context(), func(tx *bbolt.Tx) error {
		list, err := openSegments(tx)
		for _, segment := range list {
			if given[segment.id] {
				t.Errorf("number %d is given twice", segment.id)
			}
		}
		if len(list) == 0 || len(given) == 0 {
			t.Errorf("%d segments after %d", len(list), len(given))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
