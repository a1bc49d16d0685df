package store

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
)

// spoil makes a record of the journal unreadable.
func spoil(t *testing.T, s *Store, seq uint64, how func(b []byte) []byte) {
	t.Helper()
	err := s.write(t.Context(), func(tx *bbolt.Tx) error {
		journal := tx.Bucket(bucketJournal)
		return journal.Put(seqKey(seq), how(bytes.Clone(journal.Get(seqKey(seq)))))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func shortened(b []byte) []byte { return b[:len(b)-1] }

// mended has a store repaired, which finds something to do, and is well then.
func mended(t *testing.T, s *Store) {
	t.Helper()
	rep, err := s.Check(t.Context(), true, nil)
	if err != nil || rep.Found == 0 || !rep.Repaired {
		t.Fatalf("repair: %+v, %v", rep, err)
	}
	if rep, err = s.Check(t.Context(), false, nil); err != nil || rep.Found != 0 {
		t.Fatalf("after repair: %+v, %v", rep, err)
	}
}

// A record that can't be read stops undo with an error that names the store.
// A repair takes it out, and what lies before it can be undone.
func TestUnreadableRecord(t *testing.T) {
	for name, how := range map[string]func([]byte) []byte{
		"cut off":              shortened,
		"empty":                func([]byte) []byte { return nil },
		"of an unknown action": func(b []byte) []byte { b[0] = 99; return b },
		"of none":              func(b []byte) []byte { b[0] = 0; return b },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			mustPut(t, s, series(0, 5)...)
			for i, a := range []Action{MarkRead, Star, MarkRead} {
				if _, err := s.Mark(t.Context(), a, testID(i)); err != nil {
					t.Fatal(err)
				}
			}
			spoil(t, s, 2, how)
			if c, err := s.Undo(t.Context()); err != nil || c.Of != 3 {
				t.Errorf("the record above: %+v, %v", c, err)
			}
			for range 2 {
				if _, err := s.Undo(t.Context()); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), s.Path()) {
					t.Errorf("undo: %v", err)
				}
			}
			if _, err := s.Journal(t.Context(), 0, 10); !errors.Is(err, ErrDamaged) {
				t.Errorf("journal: %v", err)
			}
			mended(t, s)
			if c, err := s.Undo(t.Context()); err != nil || c.Of != 1 {
				t.Errorf("the record below: %+v, %v", c, err)
			}
			if _, err := s.Undo(t.Context()); !errors.Is(err, ErrNothingToUndo) {
				t.Errorf("at the end: %v", err)
			}
			for _, of := range []uint64{1, 3} {
				if c, err := s.Redo(t.Context()); err != nil || c.Of != of {
					t.Errorf("redo of %d: %+v, %v", of, c, err)
				}
			}
			list, err := s.Journal(t.Context(), 0, 10)
			if c, _ := s.Counts(t.Context()); err != nil || len(list) != 6 || c.Unread != 3 || c.Starred != 1 {
				t.Errorf("in the end %+v, %d changes, %v", c, len(list), err)
			}
			if set, newest, err := s.Changes(t.Context(), 0); err != nil || set.Len() != 2 || newest != list[0].Seq {
				t.Errorf("changed since the beginning: %d articles, up to %d, %v", set.Len(), newest, err)
			}
		})
	}
}

// What a lost change did stays, and is counted once when one before it is
// undone that did the reverse.
func TestUndoBelowALostChange(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, manyMarked+100)...)
	for _, a := range []Action{MarkRead, MarkUnread} {
		if _, err := s.MarkView(t.Context(), a, View{}); err != nil {
			t.Fatal(err)
		}
	}
	spoil(t, s, 2, shortened)
	mended(t, s)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Unread != c.Articles {
		t.Errorf("%+v, %v", c, err)
	}
}

// Whichever records are lost, the others can be undone and redone, and the
// store's parts agree then. The seeds are tried one by one.
func TestUndoWithLostRecords(t *testing.T) {
	for seed := range uint64(25) {
		s, random := newStore(t), rand.New(rand.NewPCG(seed, 1))
		mustPut(t, s, series(0, 8)...)
		seq := changeAtRandom(t, s, random)
		for range 1 + random.IntN(3) {
			spoil(t, s, 1+random.Uint64N(seq), func([]byte) []byte { return nil })
		}
		mended(t, s)
		for _, step := range []func() error{
			func() error { _, err := s.Undo(t.Context()); return err },
			func() error { _, err := s.Redo(t.Context()); return err },
			func() error { _, err := s.Undo(t.Context()); return err },
		} {
			var err error
			for err == nil {
				err = step()
			}
			if !errors.Is(err, ErrNothingToUndo) && !errors.Is(err, ErrNothingToRedo) {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		if _, err := s.Journal(t.Context(), 0, 100); err != nil {
			t.Errorf("seed %d: journal: %v", seed, err)
		}
		checkStore(t, s)
	}
}

// What was said of a story whose article is lost stands in no way.
func TestUndoOfALostStory(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 3)...)
	a, _, err := s.Article(t.Context(), testID(1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mark(t.Context(), Star, testID(0)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFollowed(t.Context(), a.Story, true); err != nil {
		t.Fatal(err)
	}
	lose := func(tx *bbolt.Tx) error { return tx.Bucket(bucketTexts).Delete(numKey(uint32(a.Story))) }
	if err := s.write(t.Context(), lose); err != nil {
		t.Fatal(err)
	}
	mended(t, s)
	for _, want := range []uint64{2, 1} {
		if c, err := s.Undo(t.Context()); err != nil || c.Of != want {
			t.Errorf("undo of %d: %+v, %v", want, c, err)
		}
	}
}

// changeAtRandom marks, changes stories and feeds, undoes and redoes, and
// returns the newest record of the journal.
func changeAtRandom(t *testing.T, s *Store, random *rand.Rand) uint64 {
	t.Helper()
	some := func() ID { return testID(random.IntN(8)) }
	story := func() StoryID {
		a, _, err := s.Article(t.Context(), some())
		if err != nil {
			t.Fatal(err)
		}
		return a.Story
	}
	for range 40 {
		var err error
		switch random.IntN(8) {
		case 0:
			_, err = s.Undo(t.Context())
		case 1:
			_, err = s.Redo(t.Context())
		case 2:
			_, err = s.JoinStories(t.Context(), story(), story())
		case 3:
			_, err = s.SplitStory(t.Context(), some())
		case 4:
			_, err = s.SetFollowed(t.Context(), story(), random.IntN(2) == 0)
		case 5:
			_, _, err = s.AddFeed(t.Context(), Subscription{URL: "https://example.org/" + some().String()})
		default:
			_, err = s.Mark(t.Context(), MarkRead+Action(random.IntN(4)), some(), some())
		}
		if err != nil && !errors.Is(err, ErrNothingToUndo) && !errors.Is(err, ErrNothingToRedo) && !errors.Is(err, ErrAlreadyAdded) {
			t.Fatal(err)
		}
	}
	list, err := s.Journal(t.Context(), 0, 1)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	return list[0].Seq
}
