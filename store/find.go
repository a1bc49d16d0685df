package store

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	f := newFolder()
	var wanted [][]byte
	for w := range strings.FieldsSeq(words) {
		wanted = append(wanted, bytes.Clone(f.fold([]byte(w))))
	}
	return s.filter(ctx, v, func(record []byte) (bool, error) {
		title, source, err := rowHeadline(record)
		f.text = append(append(append(f.text[:0], title...), '\n'), source...)
		return err == nil && holds(f.fold(f.text), wanted), err
	})
}

// filter returns the articles of a view whose rows pass a test.
func (s *Store) filter(ctx context.Context, v View, pass func(record []byte) (bool, error)) (*Result, error) {
	var hits []sortKey
	v.Stories = false
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
func (sc *scan) filter(pass func([]byte) (bool, error), from uint32) (hits []sortKey, next uint32, err error) {
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
		if ok, err := pass(v); err != nil {
			return hits, 0, err
		} else if !ok {
			continue
		}
		r, err := decodeRow(v)
		if err != nil {
			return hits, 0, err
		}
		if r.in(sc.lane) {
			hits = append(hits, r.sortKey(num))
		}
	}
	return hits, 0, nil
}

func holds(text []byte, wanted [][]byte) bool {
	for _, w := range wanted {
		if !bytes.Contains(text, w) {
			return false
		}
	}
	return true
}

// folder makes texts comparable without case and accents. A search folds
// every title of the store, so it keeps its buffers.
type folder struct {
	text   []byte // for the caller to put a text together
	folded []byte
	accent transform.Transformer
}

func newFolder() *folder {
	return &folder{accent: transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)}
}

// fold returns the folded text, which is good until the next call.
func (f *folder) fold(text []byte) []byte {
	f.folded = f.folded[:0]
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return f.foldAny(text)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		f.folded = append(f.folded, c)
	}
	return f.folded
}

func (f *folder) foldAny(text []byte) []byte {
	if out, _, err := transform.Append(f.accent, f.folded[:0], text); err == nil {
		f.folded = bytes.ToLower(out)
	} else {
		f.folded = bytes.ToLower(text)
	}
	return f.folded
}
