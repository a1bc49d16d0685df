package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// start is the moment at which test clocks begin.
var start = time.Date(2025, 6, 10, 12, 0, 0, 0, time.UTC)

// newStore opens an empty store whose parts are compared when the test ends.
func newStore(t testing.TB) *Store {
	t.Helper()
	return openStore(t, filepath.Join(t.TempDir(), "news.db"))
}

func openStore(t testing.TB, path string) *Store {
	t.Helper()
	now := start
	s, err := Open(Options{Path: path, Now: func() time.Time { now = now.Add(time.Second); return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { checkStore(t, s) })
	return s
}

func checkStore(t testing.TB, s *Store) {
	t.Helper()
	rep, err := s.Check(context.Background(), false, nil)
	if err != nil {
		t.Errorf("check: %v", err)
	}
	for _, p := range rep.Problems {
		t.Errorf("check: %s", p)
	}
}

// incoming makes the i-th article of a series: an hour apart, i upwards.
func incoming(i int) Incoming {
	return Incoming{
		Keys:      []ID{testID(i), testID(i) ^ 1},
		Title:     fmt.Sprintf("Title %d", i),
		Source:    fmt.Sprintf("Source %d", i%3),
		Published: Time{At: start.Add(time.Duration(i) * time.Hour), Basis: Stated},
		Words:     3,
		Text:      Text{URL: fmt.Sprintf("https://example.org/%d", i), Content: fmt.Sprintf("The text of %d.", i), Summary: "Short."},
	}
}

// testID spreads IDs over the key space, in no order.
func testID(i int) ID { return ID(uint64(i+1)*0x9e3779b97f4a7c15) | 1 }

func mustPut(t testing.TB, s *Store, list ...Incoming) PutResult {
	t.Helper()
	result, err := s.Put(context.Background(), list)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func series(from, to int) (list []Incoming) {
	for i := from; i < to; i++ {
		list = append(list, incoming(i))
	}
	return list
}

func titles(rows []Article) (out []string) {
	for _, a := range rows {
		out = append(out, a.Title)
	}
	return out
}

func TestPutAndRead(t *testing.T) {
	s := newStore(t)
	if got := mustPut(t, s, series(0, 5)...); got != (PutResult{Added: 5}) {
		t.Fatalf("put: %+v", got)
	}
	w, err := s.Window(t.Context(), View{}, At{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(titles(w.Rows)); got != "[Title 4 Title 3 Title 2 Title 1 Title 0]" {
		t.Errorf("newest first: %s", got)
	}
	if w.Total != 5 || w.Unread != 5 || w.Starred != 0 {
		t.Errorf("window: %+v", w)
	}
	a, text, err := s.Article(t.Context(), testID(3))
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "Title 3" || text.Content != "The text of 3." || text.URL != "https://example.org/3" {
		t.Errorf("article: %+v %+v", a, text)
	}
	if got := mustPut(t, s, series(0, 5)...); got != (PutResult{Unchanged: 5}) {
		t.Errorf("put again: %+v", got)
	}
}

// Feeds often don't date their articles: those are as new as their coming, and
// don't move when they come again.
func TestUndatedArticlesAreNewWhenTheyCome(t *testing.T) {
	s := newStore(t)
	undated := incoming(1)
	undated.Published = Time{}
	mustPut(t, s, incoming(0), undated)
	for range 2 {
		w, err := s.Window(t.Context(), View{}, At{}, 2)
		if err != nil {
			t.Fatal(err)
		}
		if first := w.Rows[0]; first.ID != testID(1) || first.Published != (Time{At: start.Add(time.Second), Basis: Imported}) {
			t.Errorf("first is %s of %v", first.ID, first.Published)
		}
		undated.Title = "Changed"
		mustPut(t, s, undated)
	}
}

// endable is a context that ends when it is told to.
type endable struct {
	context.Context
	ended bool
}

func (e *endable) Err() error {
	if e.ended {
		return context.Canceled
	}
	return nil
}

// A write that is on the disk has succeeded, though its caller gave up before
// what else there was to do.
func TestWritesThatAreDoneSucceed(t *testing.T) {
	s, ctx := newStore(t), &endable{Context: t.Context()}
	s.decide = func(*storyWriter, uint32, *Incoming) (StoryID, error) {
		ctx.ended = true
		return 0, nil
	}
	result, err := s.Put(ctx, series(0, 3))
	if c, _ := s.Counts(t.Context()); err != nil || result.Added != 3 || c.Articles != 3 {
		t.Errorf("%+v, %v; %d articles are there", result, err, c.Articles)
	}
}
