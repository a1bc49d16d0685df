package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// rebuild derives again whatever can be: keys, timeline, tallies, counts, the
// counterparts of edges, how stories look, and the way of undo. Articles whose
// row or text can't be read are taken out, and so are such records of the
// journal; the others lose nothing.
func rebuild(ctx context.Context, tx *bbolt.Tx, progress func(done, total int)) error {
	h, err := getHead(tx)
	if err != nil {
		return err
	}
	if err := dropUnreadable(tx, h.next); err != nil {
		return err
	}
	kept, err := salvageStories(tx)
	if err != nil {
		return err
	}
	if err := emptyBuckets(tx, append([][]byte{bucketKeys, bucketTimeline, bucketTally}, storyBuckets...)...); err != nil {
		return err
	}
	if err := rebuildRows(ctx, tx, &h, kept, progress); err != nil {
		return err
	}
	if err := mendEdges(tx); err != nil {
		return err
	}
	if err := dropIndex(tx, h.next); err != nil {
		return err
	}
	if err := mendJournal(ctx, tx, &h); err != nil {
		return err
	}
	return putHead(tx, h)
}

func emptyBuckets(tx *bbolt.Tx, names ...[]byte) error {
	for _, name := range names {
		if err := emptyBucket(tx, name); err != nil {
			return err
		}
	}
	return nil
}

// rebuildRows derives what rows tell.
func rebuildRows(ctx context.Context, tx *bbolt.Tx, h *head, kept *salvaged, progress func(done, total int)) error {
	unread, starred := newBitWriter(tx, bucketUnread), newBitWriter(tx, bucketStarred)
	keys := newKeyWriter(tx)
	stories, timeline := newStoryWriter(tx, unread, starred)
	total := int(h.articles)
	h.articles, h.unread, h.starred = 0, 0, 0
	err := tx.Bucket(bucketRows).ForEach(func(k, v []byte) error {
		num := numOf(k)
		r, err := decodeRow(v)
		if err != nil {
			return err
		}
		keys.add(r.id, num, false)
		for _, alias := range r.aliases {
			keys.add(alias, num, true)
		}
		timeline.add(&r, num)
		stories.touch(num)
		h.next = max(h.next, num+1)
		h.count(num, unread, starred)
		if h.articles%1000 == 0 {
			progress(int(h.articles), total)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	if err := keys.flush(); err != nil {
		return err
	}
	if err := stories.restore(kept); err != nil {
		return err
	}
	return timeline.flush()
}

func (h *head) count(num uint32, unread, starred membership) {
	h.articles++
	if unread.has(num) {
		h.unread++
	}
	if starred.has(num) {
		h.starred++
	}
}

// dropUnreadable takes out articles that have lost their row or text, and the
// states of articles that don't exist, which would be counted otherwise.
func dropUnreadable(tx *bbolt.Tx, next uint32) error {
	rows, texts, good := tx.Bucket(bucketRows), tx.Bucket(bucketTexts), roaring.New()
	var bad [][]byte
	err := rows.ForEach(func(k, v []byte) error {
		_, rowErr := decodeRow(v)
		_, textErr := getText(tx, bucketTexts, numOf(k))
		if rowErr != nil || textErr != nil {
			bad = append(bad, bytes.Clone(k))
		} else {
			good.Add(numOf(k))
			next = max(next, numOf(k)+1)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, k := range bad {
		if err := errors.Join(rows.Delete(k), texts.Delete(k)); err != nil {
			return err
		}
	}
	exist := stateWords(good.ToDense())
	return errors.Join(keepStates(tx, bucketUnread, exist, next), keepStates(tx, bucketStarred, exist, next))
}

// keepStates clears the bits of a state that are of no article.
func keepStates(tx *bbolt.Tx, state []byte, exist stateWords, next uint32) error {
	w := newBitWriter(tx, state)
	words := w.words(next)
	for i := range words {
		if i < len(exist) {
			words[i] &= exist[i]
		} else {
			words[i] = 0
		}
	}
	w.replace(words)
	return w.flush()
}

// mendEdges drops edges to articles that aren't there and adds the missing
// counterparts of the others.
func mendEdges(tx *bbolt.Tx) error {
	edges, rows := tx.Bucket(bucketEdges), tx.Bucket(bucketRows)
	var all [][]byte
	if err := edges.ForEach(func(k, _ []byte) error { all = append(all, bytes.Clone(k)); return nil }); err != nil {
		return err
	}
	if err := emptyBuckets(tx, bucketEdges, bucketWanted); err != nil {
		return err
	}
	for _, k := range all {
		if !edgeMakesSense(k) {
			continue
		}
		num, kind, order, other := numOf(k), k[4], binary.BigEndian.Uint16(k[5:]), k[edgeOther:]
		if rows.Get(numKey(num)) == nil {
			continue
		}
		if kind == edgeLists && rows.Get(other) == nil {
			continue
		}
		if err := putEdge(tx, num, kind, order, other); err != nil {
			return err
		}
	}
	return nil
}

// edgeMakesSense tells whether a key is that of an edge of an article's own page.
// Those bring back the edges of the articles that they name.
func edgeMakesSense(k []byte) bool {
	switch {
	case len(k) == edgeOther+4:
		return k[4] == edgeLists
	case len(k) == edgeOther+8:
		return k[4] == edgeWish
	}
	return false
}
