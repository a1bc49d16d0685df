package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"newsreader/store/index"
)

// The full-text index is a set of segments, each an immutable value of its
// own (see package index) in the bucket "index". A write adds one small
// segment; merging makes a few large ones out of many small ones. An article
// whose text changed is indexed again: its place in the older segment is
// marked in the bucket "dead".

// segmentKey is the one key in a segment's bucket. A bucket each, because
// bbolt writes neighbouring values anew together.
var segmentKey = []byte("segment")

// segment is a segment at work in a transaction.
type segment struct {
	id   uint32
	dead index.Bitmap
	*index.Segment
}

// searcher looks into segments.
func searcher(list []*segment) *index.Searcher {
	s := &index.Searcher{Segments: make([]*index.Segment, len(list)), Dead: make([]index.Bitmap, len(list))}
	for i, seg := range list {
		s.Segments[i], s.Dead[i] = seg.Segment, seg.dead
	}
	return s
}

// live is how many of a segment's articles count.
func (s *segment) live() int { return s.Len() - s.dead.Count() }

// openSegments returns all segments, oldest first. They are the map's own
// bytes and die with the transaction.
func openSegments(tx *bbolt.Tx) (list []*segment, err error) {
	all, dead := tx.Bucket(bucketIndex), tx.Bucket(bucketDead)
	err = all.ForEachBucket(func(k []byte) error {
		s := &segment{id: numOf(k), dead: dead.Get(k)}
		if s.Segment, err = index.Open(all.Bucket(k).Get(segmentKey)); err != nil {
			return fmt.Errorf("index segment %d: %w", s.id, err)
		}
		list = append(list, s)
		return nil
	})
	return list, err
}

// addSegment stores a new segment.
func addSegment(tx *bbolt.Tx, data []byte) error {
	all := tx.Bucket(bucketIndex)
	id, err := all.NextSequence()
	if err != nil {
		return err
	}
	b, err := all.CreateBucket(numKey(uint32(id)))
	if err != nil {
		return err
	}
	return b.Put(segmentKey, data)
}

// dropSegment takes a segment away.
func dropSegment(tx *bbolt.Tx, id uint32) error {
	return errors.Join(tx.Bucket(bucketIndex).DeleteBucket(numKey(id)), tx.Bucket(bucketDead).Delete(numKey(id)))
}

// bury marks an article's place in the index dead, if it has one.
func bury(tx *bbolt.Tx, list []*segment, num uint32) error {
	for _, s := range slices.Backward(list) {
		ord, ok := s.Ord(num)
		if !ok || s.dead.Has(ord) {
			continue
		}
		dead := index.NewBitmap(s.Len(), ord)
		for i, b := range s.dead {
			dead[i] |= b
		}
		s.dead = dead
		return tx.Bucket(bucketDead).Put(numKey(s.id), s.dead)
	}
	return nil
}

// Segments grow by powers of mergeFactor up to segmentMax, so that an article
// is written anew about once a power, and a million articles are some thirty
// segments and a few small ones.
const mergeFactor = 8

// extent is the size of a segment, or how large one may become.
type extent struct {
	articles int // live ones
	bytes    int
}

// segmentMax bounds what is merged. News are 50 MB at so many articles; the
// bytes bound those of long texts: merging holds a segment in memory, and its
// parts name places in it with 32 bits.
var segmentMax = extent{articles: 32768, bytes: 256 << 20}

func (e extent) within(most extent) bool { return e.articles <= most.articles && e.bytes <= most.bytes }

func (s *segment) extent() extent { return extent{s.live(), s.Size()} }

// sizeClass is 0 for segments of less than 8 articles, 1 below 64, and so on;
// those that are full have none: with another one that isn't, they may be too
// large.
func sizeClass(e, most extent) int {
	if e.articles > most.articles*3/4 || e.bytes > most.bytes/2 {
		return -1
	}
	class := 0
	for n := e.articles; n >= mergeFactor; n /= mergeFactor {
		class++
	}
	return class
}

// due returns the segments that should be merged next: mergeFactor of one
// class, as many as fit together; or one that is mostly dead.
func due(list []*segment, most extent) []*segment {
	classes := map[int][]*segment{}
	for _, s := range list {
		if s.live()*2 < s.Len() {
			return []*segment{s}
		}
		c := sizeClass(s.extent(), most)
		if c < 0 {
			continue
		}
		classes[c] = append(classes[c], s)
		if len(classes[c]) == mergeFactor {
			return fitting(classes[c], most)
		}
	}
	return nil
}

// fitting leaves out what would make the merged segment too large. Two of a
// class always fit by their bytes, and are merged whatever their articles.
func fitting(list []*segment, most extent) []*segment {
	var sum extent
	for i, s := range list {
		sum.articles, sum.bytes = sum.articles+s.live(), sum.bytes+s.Size()
		if i > 1 && !sum.within(most) {
			return list[:i]
		}
	}
	return list
}

// backlog is the range of articles, from excluded to, that are not indexed
// yet: of a store that is older than its index, or whose index is built anew.
type backlog struct{ from, to uint32 }

var backlogKey = []byte("backlog")

func getBacklog(tx *bbolt.Tx) (b backlog) {
	if v := tx.Bucket(bucketIndex).Get(backlogKey); len(v) == 8 {
		b = backlog{binary.BigEndian.Uint32(v), binary.BigEndian.Uint32(v[4:])}
	}
	return b
}

func putBacklog(tx *bbolt.Tx, b backlog) error {
	if b.from >= b.to {
		return tx.Bucket(bucketIndex).Delete(backlogKey)
	}
	return tx.Bucket(bucketIndex).Put(backlogKey, append(numKey(b.from), numKey(b.to)...))
}

func (b backlog) has(num uint32) bool { return b.from <= num && num < b.to }
