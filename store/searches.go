package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.etcd.io/bbolt"
)

// SavedSearch is a search that is kept beside the lists.
type SavedSearch struct {
	Name, Query string
	Muted       bool // what is new of it arrives read
	MutedNew    int  // articles that did
}

// Errors of saved searches.
var (
	ErrNoSearch   = errors.New("no such saved search")
	ErrSearchName = errors.New("not a name for a search")
)

// The bounds of saved searches.
const (
	maxSearchName  = 100 // characters
	maxSearchQuery = 10_000
	maxSearches    = 1000
)

// Searches returns the saved searches in the order they were saved.
func (s *Store) Searches(ctx context.Context) (list []SavedSearch, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		return eachSearch(tx, func(_ []byte, saved SavedSearch) { list = append(list, saved) })
	})
	return list, err
}

func eachSearch(tx *bbolt.Tx, fn func(key []byte, saved SavedSearch)) error {
	return tx.Bucket(bucketSearches).ForEach(func(k, v []byte) error {
		in := reader{b: v}
		saved := SavedSearch{Name: in.string(), Query: in.string()}
		if len(in.b) > 0 {
			saved.Muted, saved.MutedNew = in.uint()&searchMuted != 0, int(in.uint())
		}
		if in.err == nil {
			fn(k, saved)
		}
		return in.err
	})
}

// findSearch returns a search and its key, and how many there are. The key is
// nil if none has that name.
func findSearch(tx *bbolt.Tx, name string) (found SavedSearch, key []byte, n int, err error) {
	name = strings.TrimSpace(name)
	err = eachSearch(tx, func(k []byte, saved SavedSearch) {
		n++
		if saved.Name == name {
			found, key = saved, slices.Clone(k)
		}
	})
	return found, key, n, err
}

// SaveSearch saves a search, in the place of one with the same name, which
// stays muted if it was. Space around names doesn't count.
func (s *Store) SaveSearch(ctx context.Context, saved SavedSearch) error {
	saved.Name = strings.TrimSpace(saved.Name)
	switch n := utf8.RuneCountInString(saved.Name); {
	case n == 0:
		return fmt.Errorf("%w: it is empty", ErrSearchName)
	case n > maxSearchName:
		return fmt.Errorf("%w: it has more than %d characters", ErrSearchName, maxSearchName)
	case len(saved.Query) > maxSearchQuery:
		return fmt.Errorf("a search of %d bytes is too long to be saved", len(saved.Query))
	}
	return s.write(ctx, func(tx *bbolt.Tx) error {
		was, key, n, err := findSearch(tx, saved.Name)
		if err != nil {
			return err
		}
		bucket := tx.Bucket(bucketSearches)
		if was.Muted {
			saved.Muted, saved.MutedNew = true, was.MutedNew
		}
		if key == nil {
			if n >= maxSearches {
				return fmt.Errorf("there are %d saved searches already", n)
			}
			seq, err := bucket.NextSequence()
			if err != nil {
				return err
			}
			key = seqKey(seq)
		}
		return bucket.Put(key, saved.encode())
	})
}

const searchMuted = 0x01

func (s *SavedSearch) encode() []byte {
	var w writer
	w.string(s.Name)
	w.string(s.Query)
	if s.Muted {
		w.uint(searchMuted)
		w.uint(uint64(s.MutedNew))
	}
	return w.b
}

// DropSearch forgets a saved search; it may be ErrNoSearch.
func (s *Store) DropSearch(ctx context.Context, name string) error {
	return s.write(ctx, func(tx *bbolt.Tx) error {
		_, key, _, err := findSearch(tx, name)
		if err != nil {
			return err
		}
		if key == nil {
			return fmt.Errorf("%q: %w", name, ErrNoSearch)
		}
		return tx.Bucket(bucketSearches).Delete(key)
	})
}

// MuteSearch says whether what is new of a saved search arrives read; what is
// there stays as it is. It may be ErrNoSearch.
func (s *Store) MuteSearch(ctx context.Context, name string, on bool) error {
	return s.write(ctx, func(tx *bbolt.Tx) error {
		saved, key, _, err := findSearch(tx, name)
		switch {
		case err != nil:
			return err
		case key == nil:
			return fmt.Errorf("%q: %w", name, ErrNoSearch)
		case saved.Muted == on:
			return nil
		}
		saved.Muted, saved.MutedNew = on, 0 // counts from now on
		return tx.Bucket(bucketSearches).Put(key, saved.encode())
	})
}
