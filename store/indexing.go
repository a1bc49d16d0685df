package store

import (
	"context"
	"errors"
	"slices"
	"sync"

	"go.etcd.io/bbolt"

	"newsreader/store/index"
	"newsreader/store/related"
	"newsreader/store/token"
)

// shelf keeps a few things that are costly to make and that one goroutine
// uses at a time: their caches of stems are worth keeping, for longer than a
// sync.Pool would. It lends what was given back last, whose cache is still
// near the processor.
type shelf[T any] struct {
	made func() T
	mu   sync.Mutex
	kept []T
}

// shelved is how many things a shelf keeps.
const shelved = 4

func newShelf[T any](made func() T) *shelf[T] { return &shelf[T]{made: made} }

// with lends one to fn.
func (s *shelf[T]) with(fn func(T)) {
	one := s.take()
	fn(one)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.kept) < shelved {
		s.kept = append(s.kept, one)
	}
}

func (s *shelf[T]) take() T {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := len(s.kept) - 1
	if last < 0 {
		return s.made()
	}
	one := s.kept[last]
	s.kept = s.kept[:last]
	return one
}

var (
	analyzers = newShelf(token.New)
	readers   = newShelf(related.NewReader)
)

// analyze prepares an article for the index. What it is found by is its
// title, its text (the summary, if there is nothing else), source, author
// and tags.
func analyze(title, source string, tags []string, t *Text) (doc *index.Doc) {
	analyzers.with(func(a *token.Analyzer) { doc = index.Analyze(a, indexText(title, source, tags, t)) })
	return doc
}

func indexText(title, source string, tags []string, t *Text) index.Text {
	return index.Text{Title: title, Body: bodyOf(t), Source: source, Author: t.Author, Language: t.Language, Tags: tags}
}

// bodyOf returns the plain text of an article.
func bodyOf(t *Text) string {
	if t.Content != "" {
		return plain(t.Content)
	}
	return t.Summary
}

// indexer brings the index along with a write.
type indexer struct {
	tx       *bbolt.Tx
	backlog  backlog
	segments []*segment // once loaded
	loaded   bool
	entries  []index.Entry
	at       map[uint32]int // where in entries an article stands
	changed  []uint32       // articles that are indexed anew

	// How common the terms of the new segment are among the articles before,
	// in the order in which Build asked, and how many those are.
	counts []uint32
	total  uint32
}

func newIndexer(tx *bbolt.Tx) *indexer {
	return &indexer{tx: tx, backlog: getBacklog(tx), at: map[uint32]int{}}
}

func (x *indexer) load() (err error) {
	if !x.loaded {
		x.segments, err = openSegments(x.tx)
		x.loaded = true
	}
	return err
}

// add indexes a new article.
func (x *indexer) add(num uint32, r *row, doc *index.Doc) {
	if i, ok := x.at[num]; ok {
		x.entries[i] = entryOf(num, r, doc)
		return
	}
	x.at[num] = len(x.entries)
	x.entries = append(x.entries, entryOf(num, r, doc))
}

func entryOf(num uint32, r *row, doc *index.Doc) index.Entry {
	return index.Entry{Num: num, Time: r.published.At.Unix(), Undated: r.published.Basis == Imported, Doc: doc}
}

// again indexes an article anew that has changed.
func (x *indexer) again(num uint32, r *row, t *Text) error {
	x.changed = append(x.changed, num)
	if x.backlog.has(num) {
		return nil // its turn comes
	}
	if _, ok := x.at[num]; !ok {
		if err := x.load(); err != nil {
			return err
		}
		if err := bury(x.tx, x.segments, num); err != nil {
			return err
		}
	}
	x.add(num, r, analyze(r.title, r.source, r.tags, t))
	return nil
}

// build makes the segment of what was added, nil if nothing was.
func (x *indexer) build() (*segment, []byte, error) {
	if len(x.entries) == 0 {
		return nil, nil, nil
	}
	if err := x.load(); err != nil {
		return nil, nil, err
	}
	df, total := searcher(x.segments).Counter(sample)
	x.total = total
	data := index.Build(x.entries, func(term []byte) uint32 {
		n := df(term)
		x.counts = append(x.counts, n)
		return n
	}, total)
	x.entries = nil // not needed any more, and large
	opened, err := index.Open(data)
	return &segment{Segment: opened}, data, err
}

// sample is how many of the largest segments tell how common a term is. They
// hold a hundred thousand articles, which is plenty, and asking all would
// cost a look-up for each term and segment.
const sample = 4

// smallMerge is up to how many articles segments are merged in the write that
// made them too many. It takes a few milliseconds, less than a write of its
// own.
const smallMerge = 2048

// flush stores the new segment and merges small ones.
func (x *indexer) flush(data []byte) error {
	if data == nil {
		return nil
	}
	if err := addSegment(x.tx, data); err != nil {
		return err
	}
	for {
		list, err := openSegments(x.tx)
		if err != nil {
			return err
		}
		merging := due(list, segmentMax)
		if len(merging) == 0 || liveIn(merging) > smallMerge {
			return nil
		}
		if err := replaceSegments(x.tx, merging, mergeSegments(x.tx, merging, list)); err != nil {
			return err
		}
	}
}

func liveIn(list []*segment) (n int) {
	for _, s := range list {
		n += s.live()
	}
	return n
}

// mergePause is after how many terms a merge gives mapped pages back. It reads
// all of the segments at hand, and the terms of the largest other ones: 100 MiB.
const mergePause = 8192

// mergeSegments makes one segment of several, of all that the store has.
func mergeSegments(tx *bbolt.Tx, list, all []*segment) []byte {
	var others []*segment
	for _, s := range all {
		if !slices.Contains(list, s) {
			others = append(others, s)
		}
	}
	df, total := searcher(others).Counter(sample)
	terms := 0
	counted := func(term []byte) uint32 {
		if terms++; terms%mergePause == 0 {
			ebbNow(tx)
		}
		return df(term)
	}
	merging := searcher(list)
	return index.Merge(merging.Segments, merging.Dead, counted, total)
}

func replaceSegments(tx *bbolt.Tx, old []*segment, data []byte) error {
	for _, s := range old {
		if err := dropSegment(tx, s.id); err != nil {
			return err
		}
	}
	if data == nil {
		return nil
	}
	return addSegment(tx, data)
}

// tend merges segments that have become too many. The merged segment is made
// beside everyone who reads, from a moment's view of the old ones, and only
// taking their place is a write; if one of them has changed by then, the work is
// thrown away and done another time. Other processes write when it is made.
func (s *Store) tend(ctx context.Context) error {
	for ctx.Err() == nil {
		done, err := s.tendOnce(ctx)
		if err != nil || done {
			return err
		}
	}
	return ctx.Err()
}

func (s *Store) tendOnce(ctx context.Context) (done bool, err error) {
	var data []byte
	was := map[uint32]int{} // the segments merged, and how many of them were dead
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		list, err := openSegments(tx)
		if err != nil {
			return err
		}
		merging := due(list, segmentMax)
		if done = len(merging) == 0; done {
			return nil
		}
		for _, m := range merging {
			was[m.id] = m.dead.Count()
		}
		data = mergeSegments(tx, merging, list)
		return nil
	})
	if err != nil || done {
		return done, err
	}
	// What merging has read need not stay mapped.
	if err := s.files.close(); err != nil {
		return false, err
	}
	return false, s.write(ctx, func(tx *bbolt.Tx) error {
		list, err := openSegments(tx)
		if err != nil {
			return err
		}
		var old []*segment
		for _, m := range list {
			if dead, ok := was[m.id]; ok && dead == m.dead.Count() {
				old = append(old, m)
			}
		}
		if len(old) < len(was) {
			return nil
		}
		return replaceSegments(tx, old, data)
	})
}

// What is indexed in one write of the backlog, at most.
const (
	backlogBatch = 2000     // articles
	backlogBytes = 16 << 20 // of texts; the last one may go beyond
)

// IndexBacklog indexes what is in the store but not in its index: everything,
// in a store that is older than its index, or whose index is built anew. It
// goes in steps, each a short write, so that others read and write meanwhile;
// a process killed in between goes on where it was. progress is told the
// articles indexed of how many.
func (s *Store) IndexBacklog(ctx context.Context, progress func(done, total int)) error {
	done, total := 0, 0
	err := s.read(ctx, func(tx *bbolt.Tx) error {
		b := getBacklog(tx)
		total = int(b.to - b.from)
		return nil
	})
	if err != nil || total == 0 || s.readOnly {
		return err
	}
	for more := true; more && ctx.Err() == nil; {
		n := 0
		err := s.write(ctx, func(tx *bbolt.Tx) (err error) {
			b := getBacklog(tx)
			n, err = indexStep(tx, b, backlogBytes)
			more = n > 0
			return err
		})
		if err != nil {
			return err
		}
		if more {
			done += n
			if progress != nil {
				progress(done, total)
			}
			if err := s.tend(ctx); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// indexStep indexes a part of the backlog, of about so many bytes of texts at
// most, and looks for a story for each of its articles that is alone. It
// returns how far it went.
func indexStep(tx *bbolt.Tx, b backlog, most int) (n int, err error) {
	x := newIndexer(tx)
	stories, timeline := newStoryWriter(tx, newBitWriter(tx, bucketUnread), newBitWriter(tx, bucketStarred))
	to, alone := b.from, []arrival(nil)
	for ; to < min(b.to, b.from+backlogBatch) && most > 0; to++ {
		size, err := x.addStored(to)
		if err != nil {
			return 0, err
		}
		if most -= size; size > 0 && stories.of.get(to) == 0 {
			alone = append(alone, arrival{num: to})
		}
	}
	if err := putBacklog(tx, backlog{to, b.to}); err != nil {
		return 0, err
	}
	fresh, data, err := x.build()
	if err != nil {
		return 0, err
	}
	p := &placer{tx: tx, stories: stories, index: x, kept: new(centroids), said: new(saidCache), made: map[uint32]related.Centroid{}}
	err = p.all(fresh, alone, func(arrival, bool) error { return nil })
	if err != nil {
		return 0, err
	}
	if err := errors.Join(stories.flush(), timeline.flush()); err != nil {
		return 0, err
	}
	return int(to - b.from), x.flush(data)
}

// addStored indexes an article that is in the store. It returns the length of
// what it says, 0 if there is no such article.
func (x *indexer) addStored(num uint32) (size int, err error) {
	if x.tx.Bucket(bucketRows).Get(numKey(num)) == nil {
		return 0, nil
	}
	r, err := getRow(x.tx, num)
	if err != nil {
		return 0, err
	}
	t, err := getText(x.tx, bucketTexts, num)
	if err != nil {
		return 0, err
	}
	x.add(num, &r, analyze(r.title, r.source, r.tags, &t))
	return 1 + len(r.title) + len(t.Content) + len(t.Summary), nil
}
