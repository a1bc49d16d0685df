package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// benchStories returns a store of n articles, half of which are in stories of
// two to eight that came within a few hundred articles of each other, and one
// story of 5,000. It is made once for each size.
func benchStories(b *testing.B, n int) *Store {
	b.Helper()
	path := filepath.Join(os.TempDir(), fmt.Sprintf("newsreader-bench-stories-%d-%d.db", schemaVersion, n))
	if _, err := os.Stat(path); err != nil {
		if err := benchStore(b, n).Backup(context.Background(), path, nil); err != nil {
			b.Fatal(err)
		}
	}
	s, err := Open(Options{Path: path})
	if err != nil {
		b.Fatal(err)
	}
	err = s.write(context.Background(), func(tx *bbolt.Tx) error {
		if k, _ := tx.Bucket(bucketStories).Cursor().First(); k != nil {
			return nil
		}
		w, timeline := newStoryWriter(tx, newBitWriter(tx, bucketUnread), newBitWriter(tx, bucketStarred))
		if err := groupAtRandom(w, uint32(n)); err != nil {
			return err
		}
		return errors.Join(w.flush(), timeline.flush())
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func groupAtRandom(w *storyWriter, n uint32) error {
	r := rand.New(rand.NewPCG(1, 2))
	for num := uint32(2); num <= n; num++ {
		into := StoryID(1) // the one of 5,000
		switch {
		case num%200 < 199 && r.IntN(2) == 0 || num%200 == 199 && num > 1_000_000:
			continue
		case num%200 < 199:
			into = w.storyOf(num - uint32(1+r.IntN(int(min(num-1, 300)))))
			if s, err := w.record(into); err != nil || into == 1 || s != nil && len(s.members) >= 8 {
				continue
			}
		}
		if err := w.place(num, into); err != nil {
			return err
		}
	}
	return nil
}

func BenchmarkStoryWindow(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		s := benchStories(b, n)
		for _, v := range []View{{}, {Filter: Unread}} {
			v.Stories = true
			b.Run([...]string{"all", "unread"}[v.Filter], func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 2))
				for b.Loop() {
					w, err := s.Window(context.Background(), v, At{Row: r.IntN(n / 2)}, 50)
					if err != nil || len(w.Rows) == 0 {
						b.Fatal(err, len(w.Rows))
					}
				}
			})
		}
	})
}

func BenchmarkStoryMarkAllAndUndo(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		s := benchStories(b, n)
		var mark, undo time.Duration
		for b.Loop() {
			from := time.Now()
			c, err := s.MarkView(context.Background(), MarkRead, View{Filter: Unread, Stories: true})
			if err != nil || c.Count == 0 {
				b.Fatal(err, c.Count)
			}
			mark += time.Since(from)
			from = time.Now()
			if _, err := s.Undo(context.Background()); err != nil {
				b.Fatal(err)
			}
			undo += time.Since(from)
		}
		b.ReportMetric(mark.Seconds()*1000/float64(b.N), "ms/mark")
		b.ReportMetric(undo.Seconds()*1000/float64(b.N), "ms/undo")
	})
}

func BenchmarkStoryMark(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		markAny(b, benchStories(b, n), n)
	})
}

// BenchmarkCatchUp catches up on everything.
func BenchmarkCatchUp(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		s := benchStories(b, n)
		for b.Loop() {
			if r, err := s.CatchUp(context.Background(), time.Time{}); err != nil || r.Len() == 0 {
				b.Fatal(r.Len(), err)
			}
		}
	})
}

// BenchmarkJoinAndUndo joins a story to the one of 5,000, and takes it back.
func BenchmarkJoinAndUndo(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		s := benchStories(b, n)
		a, _, err := s.Article(context.Background(), testID(n/2))
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := s.JoinStories(context.Background(), a.Story, 1); err != nil {
				b.Fatal(err)
			}
			if _, err := s.Undo(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
