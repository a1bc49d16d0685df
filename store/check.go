package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
)

// Report is what a check found.
type Report struct {
	Articles int      // that could be read
	Stories  int      // of them
	Segments int      // of the full-text index
	Problems []string // the first few, a sentence each
	Found    int      // all of them
	Lost     int      // of those, what nothing can bring back
	Beyond   bool     // repair: the file's pages, or all articles, can't be read
	Repaired bool     // what can be derived again was; the lost was taken out
	Kept     string   // salvage: the damaged file, of which a new one was made
}

// maxProblems bounds the sentences kept of a badly damaged store.
const maxProblems = 50

func (r *Report) problem(format string, args ...any) {
	if r.Found++; len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

func (r *Report) lost(format string, args ...any) {
	r.Lost++
	r.problem(format, args...)
}

// beyond takes down what is wrong with the file's pages.
func (r *Report) beyond(err error) {
	r.Beyond = true
	r.lost("the file's pages: %v", err)
}

// Check reads the whole store and compares its parts. With repair it builds
// keys, timeline, tallies, counts and the edges' counterparts anew from the
// articles, and takes out what can't be read. progress is told the articles checked, of how many.
func (s *Store) Check(ctx context.Context, repair bool, progress func(done, total int)) (rep Report, err error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	// bbolt reads the list of free pages once for each opening of the file.
	if err := s.files.close(); err != nil {
		return rep, err
	}
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		if err := walkPages(ctx, tx); ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil {
			rep.beyond(err)
			return nil
		}
		for err := range tx.Check() {
			rep.beyond(err)
		}
		if rep.Beyond {
			return nil // what follows would walk damaged pages
		}
		c := checker{ctx: ctx, tx: tx, rep: &rep, progress: progress}
		return c.run()
	})
	if err != nil || !repair || rep.Found == 0 {
		return rep, err
	}
	if rep.Beyond {
		return rep, fmt.Errorf("%s: %w beyond repair: use a backup", s.options.Path, ErrDamaged)
	}
	err = s.write(ctx, func(tx *bbolt.Tx) error { return rebuild(ctx, tx, progress) })
	if err == nil {
		err = s.IndexBacklog(ctx, progress)
	}
	rep.Repaired = err == nil
	return rep, err
}

type checker struct {
	ctx      context.Context
	tx       *bbolt.Tx
	rep      *Report
	progress func(done, total int)
	head     head
	states   states
	counts   head // what the counts should be
}

func (c *checker) run() (err error) {
	if c.head, err = getHead(c.tx); err != nil {
		return err
	}
	bits := func(bucket []byte) membership { return readBits(c.tx, bucket, c.head.next) }
	c.states = states{bits(bucketUnread), bits(bucketStarred), bits(bucketCovered), bits(bucketStoryUnread), bits(bucketStoryStarred)}
	for _, step := range []func() error{c.articles, c.timeline, c.stories, c.keys, c.edges, c.journal, c.index} {
		if err := errors.Join(c.ctx.Err(), step()); err != nil {
			return err
		}
	}
	if c.counts.articles != c.head.articles || c.counts.unread != c.head.unread || c.counts.starred != c.head.starred {
		c.rep.problem("the counts say %d articles, %d unread, %d starred; there are %d, %d, %d", c.head.articles,
			c.head.unread, c.head.starred, c.counts.articles, c.counts.unread, c.counts.starred)
	}
	c.rep.Beyond = c.rep.Articles == 0 && c.rep.Lost > 0 && c.head.articles > 0
	return nil
}

// articles checks that each row and text can be read, and has its keys.
func (c *checker) articles() error {
	cursor := c.tx.Bucket(bucketRows).Cursor()
	for k, v := cursor.First(); k != nil; k, v = cursor.Next() {
		num := numOf(k)
		r, err := decodeRow(v)
		if err != nil {
			c.rep.lost("article %d: its row can't be read: %v", num, err)
			continue
		}
		if _, err := getText(c.tx, bucketTexts, num); err != nil {
			c.rep.lost("article %s: its text can't be read: %v", r.id, err)
		}
		if num == 0 || num >= c.head.next {
			c.rep.problem("article %s has the number %d, beyond the next free one", r.id, num)
		}
		if found, ok := findID(c.tx, r.id); !ok || found != num {
			c.rep.problem("article %s can't be found by its ID", r.id)
		}
		for _, alias := range r.aliases {
			if found, _, ok := findKey(c.tx, alias); !ok || found != num {
				c.rep.problem("article %s can't be found by its further key %s", r.id, alias)
			}
		}
		c.count(num)
		if c.rep.Articles++; c.rep.Articles%1000 == 0 {
			c.progress(c.rep.Articles, int(c.head.articles))
			if err := c.ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checker) count(num uint32) {
	c.counts.articles++
	if c.states.unread.has(num) {
		c.counts.unread++
	}
	if c.states.starred.has(num) {
		c.counts.starred++
	}
}

// timeline checks that it holds each article once, in order, at its time.
func (c *checker) timeline() error {
	n, want := 0, 0
	var last laneKey
	cursor := c.tx.Bucket(bucketTimeline).Cursor()
	for k, v := cursor.First(); k != nil; k, v = cursor.Next() {
		b, in := block(v), lane(binary.BigEndian.Uint32(k))
		if !bytes.Equal(c.tx.Bucket(bucketTally).Get(k), c.states.count(in, b).encode(in)) {
			c.rep.problem("a block of the timeline is tallied wrongly")
		}
		for i := range b.len() {
			key := in.key(b.key(i))
			if n > 0 && compareLaneKeys(last, key) >= 0 || bytes.Compare(k, key[:]) > 0 {
				c.rep.problem("the timeline is out of order")
			}
			last = key
			n++
			if r, err := getRow(c.tx, b.num(i)); err != nil || r.sortKey(b.num(i)) != b.key(i) || !r.in(in) {
				c.rep.problem("the timeline names article %d, which isn't there, has another time or another feed", b.num(i))
			}
		}
	}
	err := c.tx.Bucket(bucketRows).ForEach(func(_, v []byte) error {
		if r, err := decodeRow(v); err == nil {
			want += 1 + len(r.feeds)
		}
		return nil
	})
	if n != want {
		c.rep.problem("the timeline holds %d places of %d", n, want)
	}
	return err
}

// keys checks that each key leads to an article that knows it.
func (c *checker) keys() error {
	return c.tx.Bucket(bucketKeys).ForEach(func(k, v []byte) error {
		group := keyGroup(v)
		for i := range group.len() {
			id, num := group.at(i)
			if i > 0 {
				if before, _ := group.at(i - 1); before >= id {
					c.rep.problem("the key %s isn't in its place", id)
				}
			}
			if !bytes.Equal(k, oldGroup(id)) && !bytes.Equal(k, youngGroup(id)) {
				c.rep.problem("the key %s isn't in its group", id)
			}
			r, err := getRow(c.tx, num&^aliasBit)
			if err != nil {
				c.rep.problem("the key %s leads to article %d, which isn't there", id, num&^aliasBit)
			} else if num&aliasBit == 0 && r.id != id {
				c.rep.problem("the key %s leads to article %s", id, r.id)
			}
		}
		return c.ctx.Err()
	})
}

// edges checks that each has its counterpart.
func (c *checker) edges() error {
	bucket := c.tx.Bucket(bucketEdges)
	return bucket.ForEach(func(k, _ []byte) error {
		if !edgeMakesSense(k) && (len(k) != edgeOther+4 || k[4] != edgeListedBy) {
			c.rep.problem("an edge makes no sense")
			return nil
		}
		num, kind, order, other := numOf(k), k[4], binary.BigEndian.Uint16(k[5:]), k[edgeOther:]
		ok := false
		switch kind {
		case edgeLists:
			ok = keyExists(bucket, edgeKey(numOf(other), edgeListedBy, 0, numKey(num)))
		case edgeListedBy:
			eachEdge(c.tx, numOf(other), edgeLists, func(_ uint16, back []byte) bool {
				ok = numOf(back) == num
				return !ok
			})
		case edgeWish:
			ok = keyExists(c.tx.Bucket(bucketWanted), wishKey(ID(binary.BigEndian.Uint64(other)), num, order))
		}
		if !ok {
			c.rep.problem("an edge of article %d has no counterpart", num)
		}
		return c.ctx.Err()
	})
}

func keyExists(b *bbolt.Bucket, key []byte) bool {
	k, _ := b.Cursor().Seek(key)
	return bytes.Equal(k, key)
}
