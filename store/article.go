package store

import (
	"context"
	"strconv"
	"strings"

	"go.etcd.io/bbolt"

	"newsreader/store/revision"
)

// Article returns one article whole.
func (s *Store) Article(ctx context.Context, id ID) (a Article, t Text, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		num, ok := findID(tx, id)
		if !ok {
			return ErrNotFound
		}
		list, err := articles(tx, []uint32{num})
		if err != nil {
			return err
		}
		a = list[0]
		if t, err = getText(tx, bucketTexts, num); err != nil {
			return err
		}
		if t.Listed, err = listedIDs(tx, num); err != nil {
			return err
		}
		in := reader{b: tx.Bucket(bucketPositions).Get(numKey(num))}
		if len(in.b) > 0 {
			t.Position = int(in.uint())
		}
		return in.err
	})
	return a, t, err
}

// Revised shows, as Markdown, what the publisher changed when title or text of
// an article changed last (see package revision): "" if the words stayed as
// they were; ok is false if neither ever changed.
func (s *Store) Revised(ctx context.Context, id ID) (markdown string, ok bool, err error) {
	var was, is string
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		num, found := findID(tx, id)
		if !found {
			return ErrNotFound
		}
		b := tx.Bucket(bucketOlder).Get(numKey(num))
		if ok = b != nil; !ok {
			return nil
		}
		if len(b) < originRoom {
			return errShort
		}
		older, title, err := unpackOlder(b[originRoom:])
		if err != nil {
			return err
		}
		r, err := getRow(tx, num)
		if err != nil {
			return err
		}
		t, err := getText(tx, bucketTexts, num)
		if err != nil {
			return err
		}
		was, is = bodyOf(&older), bodyOf(&t)
		if title != "" && title != r.title {
			was, is = title+"\n\n"+was, r.title+"\n\n"+is
		}
		return nil
	})
	if err != nil || !ok {
		return "", ok, err
	}
	return revision.Markdown(was, is), true, nil
}

// candidates is how many articles an ambiguous prefix is answered with.
const candidates = 5

// Resolve returns the article whose ID begins with the given hexadecimal
// digits: ErrNotFound if there is none, an *AmbiguousError if several.
func (s *Store) Resolve(ctx context.Context, prefix string) (id ID, err error) {
	lo, hi, ok := prefixRange(prefix)
	if !ok {
		return 0, ErrNotFound
	}
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		var nums []uint32
		eachID(tx, lo, hi, func(found ID, num uint32) bool {
			id, nums = found, append(nums, num)
			return len(nums) < candidates
		})
		switch len(nums) {
		case 0:
			return ErrNotFound
		case 1:
			return nil
		}
		list, err := articles(tx, nums)
		if err != nil {
			return err
		}
		return &AmbiguousError{Prefix: prefix, Candidates: list}
	})
	if err != nil {
		return 0, err
	}
	return id, nil
}

func prefixRange(prefix string) (lo, hi ID, ok bool) {
	if len(prefix) == 0 || len(prefix) > 16 {
		return 0, 0, false
	}
	v, err := strconv.ParseUint(prefix+strings.Repeat("0", 16-len(prefix)), 16, 64)
	if err != nil {
		return 0, 0, false
	}
	return ID(v), ID(v | (1<<(4*(16-len(prefix))) - 1)), true
}

// shortest is how many digits of an ID are printed at least.
const shortest = 6

// ShortIDs returns for each ID its shortest prefix that no other article's ID
// has, and no shorter than six digits.
func (s *Store) ShortIDs(ctx context.Context, ids []ID) (short []string, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		short = make([]string, len(ids))
		for i, id := range ids {
			digits := shortest
			for digits < 16 && shared(tx, id, digits) {
				digits++
			}
			short[i] = id.String()[:digits]
		}
		return nil
	})
	return short, err
}

// shared tells whether another article's ID has the same first digits.
func shared(tx *bbolt.Tx, id ID, digits int) (yes bool) {
	lo, hi, _ := prefixRange(id.String()[:digits])
	eachID(tx, lo, hi, func(other ID, _ uint32) bool {
		yes = other != id
		return !yes
	})
	return yes
}
