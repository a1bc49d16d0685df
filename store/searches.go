package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.etcd.io/bbolt"
)

// SavedSearch is a search that is kept beside the lists.
type SavedSearch struct{ Name, Query string }

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
		if in.err == nil {
			fn(k, saved)
		}
		return in.err
	})
}

// searchKey returns the key and how many searches there are. The key is nil
// if none has that name.
func searchKey(tx *bbolt.Tx, name string) (key []byte, n int, err error) {
	err = eachSearch(tx, func(k []byte, saved SavedSearch) {
		n++
		if saved.Name == name {
			key = append(key, k...)
		}
	})
	return key, n, err
}

// SaveSearch saves a search, in the place of one with the same name. Space
// around names doesn't count.
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
		key, n, err := searchKey(tx, saved.Name)
		if err != nil {
			return err
		}
		bucket := tx.Bucket(bucketSearches)
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
		var w writer
		w.string(saved.Name)
		w.string(saved.Query)
		return bucket.Put(key, w.b)
	})
}

// DropSearch forgets a saved search; it may be ErrNoSearch.
func (s *Store) DropSearch(ctx context.Context, name string) error {
	return s.write(ctx, func(tx *bbolt.Tx) error {
		key, _, err := searchKey(tx, strings.TrimSpace(name))
		if err != nil {
			return err
		}
		if key == nil {
			return fmt.Errorf("%q: %w", name, ErrNoSearch)
		}
		return tx.Bucket(bucketSearches).Delete(key)
	})
}
