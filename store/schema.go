package store

import (
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"
)

// schemaVersion is the version of the format that doc.go describes.
const schemaVersion = 4

// migrations lead from each older version to the next.
var migrations = []migration{{1, toVersion2}, {2, toVersion3}, {3, toVersion4}}

// toVersion3 has nothing to change: from now on keys may be in young groups,
// where older programs wouldn't find them.
func toVersion3(*bbolt.Tx) error { return nil }

// toVersion4 makes room for pages that are to be fetched again. From now on a
// record of the journal may be of several feeds, of which older programs would
// undo one, or on no stack.
func toVersion4(tx *bbolt.Tx) error {
	_, err := tx.CreateBucketIfNotExists(bucketPages)
	return err
}

// The buckets; doc.go says what they hold.
var (
	bucketHead      = []byte("head")
	bucketRows      = []byte("rows")
	bucketTexts     = []byte("texts")
	bucketOlder     = []byte("older")
	bucketKeys      = []byte("keys")
	bucketTimeline  = []byte("timeline")
	bucketTally     = []byte("tally")
	bucketUnread    = []byte("unread")
	bucketStarred   = []byte("starred")
	bucketEdges     = []byte("edges")
	bucketWanted    = []byte("wanted")
	bucketOrigins   = []byte("origins")
	bucketPositions = []byte("positions")
	bucketJournal   = []byte("journal")
	bucketFeeds     = []byte("feeds")
	bucketFetches   = []byte("fetches")
	bucketPages     = []byte("pages")
	bucketIndex     = []byte("index")
	bucketDead      = []byte("dead")

	bucketStoryOf      = []byte("storyof")
	bucketStories      = []byte("stories")
	bucketStoryAlias   = []byte("storyalias")
	bucketStoryFlags   = []byte("storyflags")
	bucketCovered      = []byte("covered")
	bucketStoryUnread  = []byte("storyunread")
	bucketStoryStarred = []byte("storystarred")

	bucketVisits   = []byte("visits")
	bucketSearches = []byte("searches")
	bucketReplica  = []byte("replica") // made when it is needed

	storyBuckets = [][]byte{bucketStoryOf, bucketStories, bucketStoryAlias, bucketStoryFlags,
		bucketCovered, bucketStoryUnread, bucketStoryStarred}

	buckets = append([][]byte{bucketHead, bucketRows, bucketTexts, bucketOlder, bucketKeys, bucketTimeline, bucketTally,
		bucketUnread, bucketStarred, bucketEdges, bucketWanted, bucketOrigins, bucketPositions, bucketJournal,
		bucketFeeds, bucketFetches, bucketPages, bucketIndex, bucketDead, bucketVisits, bucketSearches}, storyBuckets...)
)

// head is the store's one record of totals.
type head struct {
	version  uint32
	next     uint32 // number of the next new article
	articles uint32
	unread   uint32
	starred  uint32
	seq      uint64 // newest journal record
	undo     uint64 // journal record on top of the undo stack, 0 if empty
	redo     uint64 // likewise of the redo stack
}

const (
	headMagic = "newsreader\n"
	headSize  = len(headMagic) + 5*4 + 3*8
)

// Sets of articles take room for each number that was given, so a damaged head
// must not count what can't be. An article takes leastArticle bytes of the file
// and more; freeNumbers is for those that a write at work has just added.
const (
	leastArticle = 32
	freeNumbers  = 1 << 22
)

var headKey = []byte("head")

func putHead(tx *bbolt.Tx, h head) error {
	b := make([]byte, 0, headSize)
	b = append(b, headMagic...)
	for _, v := range []uint32{h.version, h.next, h.articles, h.unread, h.starred} {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	for _, v := range []uint64{h.seq, h.undo, h.redo} {
		b = binary.BigEndian.AppendUint64(b, v)
	}
	return tx.Bucket(bucketHead).Put(headKey, b)
}

func getHead(tx *bbolt.Tx) (head, error) {
	bucket := tx.Bucket(bucketHead)
	if bucket == nil {
		return head{}, fmt.Errorf("%s: %w: it is a database of another program", tx.DB().Path(), ErrForeign)
	}
	b := bucket.Get(headKey)
	if len(b) < len(headMagic)+4 || string(b[:len(headMagic)]) != headMagic {
		return head{}, fmt.Errorf("%s: %w: it is a database of another program", tx.DB().Path(), ErrForeign)
	}
	h := head{version: binary.BigEndian.Uint32(b[len(headMagic):])}
	if h.version != schemaVersion && len(b) < headSize {
		return h, nil // the caller refuses or migrates it by its version
	}
	if len(b) < headSize {
		return h, fmt.Errorf("%s: %w: its head record is cut off", tx.DB().Path(), ErrDamaged)
	}
	b = b[len(headMagic)+4:]
	for _, v := range []*uint32{&h.next, &h.articles, &h.unread, &h.starred} {
		*v, b = binary.BigEndian.Uint32(b), b[4:]
	}
	for _, v := range []*uint64{&h.seq, &h.undo, &h.redo} {
		*v, b = binary.BigEndian.Uint64(b), b[8:]
	}
	if uint64(h.next) > freeNumbers+uint64(tx.Size())/leastArticle {
		return h, fmt.Errorf("%s: %w: its head record counts more articles than fit into it", tx.DB().Path(), ErrDamaged)
	}
	return h, nil
}

func (h head) counts() Counts {
	return Counts{Articles: int(h.articles), Unread: int(h.unread), Starred: int(h.starred)}
}

// numKey is the key of an article's number in rows, texts and the like.
func numKey(num uint32) []byte { return binary.BigEndian.AppendUint32(nil, num) }

func numOf(key []byte) uint32 { return binary.BigEndian.Uint32(key) }
