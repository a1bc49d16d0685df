package store

import (
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

// row is the stored form of what a list shows, less the state.
type row struct {
	id            ID
	aliases       []ID // the further keys under which it may be met again
	title, source string
	published     Time
	tags          []string
	words         int
	changed       bool     // an older text is kept
	linked        bool     // it has edges, or waits for some
	feeds         []FeedID // the subscriptions that brought it
}

// The bits of a row's first byte.
const (
	rowPrecision = 0x03
	rowBasis     = 0x0c
	rowChanged   = 0x10
	rowLinked    = 0x20
)

func (r *row) encode() []byte {
	flags := byte(r.published.Precision)&rowPrecision | byte(r.published.Basis)<<2&rowBasis
	if r.changed {
		flags |= rowChanged
	}
	if r.linked {
		flags |= rowLinked
	}
	w := writer{b: make([]byte, 0, 48+len(r.title)+len(r.source))}
	w.b = append(w.b, flags)
	w.fixed(uint64(r.id))
	w.int(r.published.At.Unix())
	w.string(r.title)
	w.string(r.source)
	w.uint(uint64(r.words))
	w.strings(r.tags)
	w.uint(uint64(len(r.aliases)))
	for _, id := range r.aliases {
		w.fixed(uint64(id))
	}
	w.uint(uint64(len(r.feeds)))
	for _, f := range r.feeds {
		w.uint(uint64(f))
	}
	return w.b
}

func decodeRow(b []byte) (row, error) {
	if len(b) == 0 {
		return row{}, errShort
	}
	flags, in := b[0], reader{b: b[1:]}
	r := row{changed: flags&rowChanged != 0, linked: flags&rowLinked != 0}
	r.id = ID(in.fixed())
	r.published = Time{At: time.Unix(in.int(), 0).UTC(), Precision: Precision(flags & rowPrecision), Basis: Basis(flags & rowBasis >> 2)}
	r.title, r.source, r.words, r.tags = in.string(), in.string(), int(in.uint()), in.strings()
	n := in.uint()
	if n > uint64(len(in.b)/8) {
		in.fail()
		n = 0
	}
	for range n {
		r.aliases = append(r.aliases, ID(in.fixed()))
	}
	if n = in.uint(); n > uint64(len(in.b)) {
		in.fail()
		n = 0
	}
	for range n {
		r.feeds = append(r.feeds, FeedID(in.uint()))
	}
	return r, in.err
}

// rowHeadline returns title and source of a row, without a copy.
func rowHeadline(b []byte) (title, source []byte, err error) {
	if len(b) == 0 {
		return nil, nil, errShort
	}
	in := reader{b: b[1:]}
	in.fixed()
	in.int()
	title, source = in.bytes(), in.bytes()
	return title, source, in.err
}

// getRow returns the row of an article that the store's other parts name; a
// missing one means that they disagree.
func getRow(tx *bbolt.Tx, num uint32) (row, error) {
	return decodeRow(tx.Bucket(bucketRows).Get(numKey(num)))
}

func (r *row) sortKey(num uint32) sortKey { return newSortKey(r.published.At, num) }

// in tells whether the article stands in a lane.
func (r *row) in(l lane) bool { return l == laneAll || slices.Contains(r.feeds, FeedID(l)) }

// eachLane calls fn for the lanes that the article stands in.
func (r *row) eachLane(fn func(lane)) {
	fn(laneAll)
	for _, f := range r.feeds {
		fn(lane(f))
	}
}

func (r *row) article() Article {
	return Article{ID: r.id, Title: r.title, Source: r.source, Published: r.published,
		Tags: r.tags, Changed: r.changed, Words: r.words}
}
