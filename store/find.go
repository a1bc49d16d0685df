package store

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"go.etcd.io/bbolt"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// findBatch is how many rows a search looks at between two looks at the lock
// and at its context.
const findBatch = 20000

// Find returns the articles of a view whose title and source hold all the
// words, in the view's order. Case and accents don't matter.
func (s *Store) Find(ctx context.Context, v View, words string) (*Result, error) {
	wanted := strings.Fields(fold(words))
	return s.filter(ctx, v, func(r *row) bool { return holds(fold(r.title+" "+r.source), wanted) })
}

// filter returns the articles of a view that pass a test.
func (s *Store) filter(ctx context.Context, v View, pass func(*row) bool) (*Result, error) {
	var hits []sortKey
	for next := uint32(1); next != 0; {
		err := s.read(ctx, func(tx *bbolt.Tx) error {
			sc, err := s.scan(tx, v)
			if err != nil {
				return err
			}
			found, last, err := sc.filter(pass, next)
			hits, next = append(hits, found...), last
			return err
		})
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(hits, compareKeys)
	if v.Order == NewestFirst {
		slices.Reverse(hits)
	}
	result := &Result{nums: make([]uint32, len(hits))}
	for i := range hits {
		result.nums[i] = hits[i].num()
	}
	return result, nil
}

// filter tests a batch of rows from a number on, and returns the number to go
// on with, 0 at the end.
func (sc *scan) filter(pass func(*row) bool, from uint32) (hits []sortKey, next uint32, err error) {
	c := sc.tx.Bucket(bucketRows).Cursor()
	n := 0
	for k, v := c.Seek(numKey(from)); k != nil; k, v = c.Next() {
		num := numOf(k)
		if n++; n > findBatch {
			return hits, num, nil
		}
		if !sc.has(num) {
			continue
		}
		r, err := decodeRow(v)
		if err != nil {
			return hits, 0, err
		}
		if r.in(sc.lane) && pass(&r) {
			hits = append(hits, r.sortKey(num))
		}
	}
	return hits, 0, nil
}

func holds(text string, wanted []string) bool {
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// fold makes texts comparable without case and accents.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < 0x80
	}
	if ascii {
		return strings.ToLower(s)
	}
	folder := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	if out, _, err := transform.String(folder, s); err == nil {
		s = out
	}
	return strings.ToLower(s)
}
