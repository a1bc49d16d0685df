package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"go.etcd.io/bbolt"

	"newsreader/store/related"
)

// ErrTooMany: the store holds as many articles as it can number.
var ErrTooMany = errors.New("the store is full: it holds two thousand million articles")

// Pack does the part of Put that needs no store: it compresses the text and
// prepares it for the index. Then it lets go of summary and content, so that
// many articles may be on their way. It may be called by any goroutine; Put
// does the same otherwise, but leaves the text in its place.
func (in *Incoming) Pack() {
	in.pack()
	in.shed = len(in.Text.Summary) + len(in.Text.Content)
	in.Text.Summary, in.Text.Content = "", ""
}

// unshed takes summary and content back.
func (in *Incoming) unshed() error {
	if in.shed == 0 {
		return nil
	}
	t, err := unpackText(in.packed[originRoom:])
	in.Text.Summary, in.Text.Content, in.shed = t.Summary, t.Content, 0
	return err
}

// packing bounds how many articles are prepared at a time. With more of them
// than processors each would need an analyzer of its own, that stems the same
// words again.
var packing = make(chan struct{}, runtime.GOMAXPROCS(0))

func (in *Incoming) pack() {
	if in.packed != nil && in.doc != nil {
		return
	}
	packing <- struct{}{}
	defer func() { <-packing }()
	if in.packed == nil {
		in.packed = packText(&in.Text)
	}
	if in.doc == nil {
		in.doc = analyze(in.Title, in.Source, in.Tags, &in.Text)
		in.lead = related.HashesOf(in.doc.Words(), leadWords)
	}
}

// Put stores articles in one transaction. An article that is there already
// is merged: the fuller text wins, tags and edges are joined, state is kept.
func (s *Store) Put(ctx context.Context, list []Incoming) (result PutResult, err error) {
	if err := ready(list); err != nil || len(list) == 0 {
		return result, err
	}
	var p *putter
	err = s.write(ctx, func(tx *bbolt.Tx) (err error) {
		result = PutResult{}
		p, err = s.newPut(tx, appendKeys(nil, list))
		if err != nil {
			return err
		}
		if err := p.all(ctx, list); err != nil {
			return err
		}
		result = p.result
		return p.finish(ctx)
	})
	if err != nil {
		return result, err
	}
	return result, s.stored(ctx, p)
}

// stored does what is left to do once a write is on the disk. If ctx ends, the
// next write does it: this one has succeeded.
func (s *Store) stored(ctx context.Context, p *putter) error {
	for _, num := range p.index.changed {
		s.centroids.forget(num)
		p.said.forget(num)
	}
	s.mu.Lock()
	s.said = p.said
	s.mu.Unlock()
	s.centroids.add(p.made)
	if err := s.tend(ctx); ctx.Err() == nil {
		return err
	}
	return nil
}

// ready checks articles and packs their texts, before the store is locked.
func ready(list []Incoming) error {
	for i := range list {
		in := &list[i]
		if len(in.Keys) == 0 || in.Keys[0] == 0 {
			return fmt.Errorf("article %q has no identity", in.Title)
		}
		if n := len(in.Text.Content) + len(in.Text.Summary) + in.shed; n > maxText/2 {
			return fmt.Errorf("article %q is too large: %d bytes", in.Title, n)
		}
		in.Published.At = storable(in.Published.At)
		in.pack()
	}
	return nil
}

// storable brings a time into the years that JSON and the screen can show.
func storable(t time.Time) time.Time {
	first, last := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	switch t = t.UTC().Truncate(time.Second); {
	case t.Before(first):
		return first
	case t.After(last):
		return last
	}
	return t
}

// putter is one Put at work.
type putter struct {
	tx              *bbolt.Tx
	now             time.Time
	head            head
	keys            *keyWriter
	unread, starred *bitWriter
	timeline        *timelineWriter
	index           *indexer
	stories         *storyWriter
	arrived         []arrival // whose stories are still to be decided
	made            map[uint32]related.Centroid
	kept            *centroids
	said            *saidCache
	rows, texts     *bbolt.Bucket
	wishes          bool // some page waits for articles
	origins         map[Feed][originRoom]byte
	result          PutResult
}

// newPut begins a Put of articles with these keys.
func (s *Store) newPut(tx *bbolt.Tx, keys []ID) (*putter, error) {
	h, err := getHead(tx)
	if err != nil {
		return nil, err
	}
	p := &putter{tx: tx, now: s.options.Now(), head: h, keys: newKeyWriter(tx), origins: map[Feed][originRoom]byte{},
		unread: newBitWriter(tx, bucketUnread), starred: newBitWriter(tx, bucketStarred),
		index: newIndexer(tx), rows: tx.Bucket(bucketRows), texts: tx.Bucket(bucketTexts)}
	p.stories, p.timeline = newStoryWriter(tx, p.unread, p.starred)
	p.stories.decide = s.decide
	p.kept = &s.centroids
	// A write that fails doesn't give it back: numbers of its articles will
	// be those of others.
	s.mu.Lock()
	p.said, s.said = s.said, nil
	s.mu.Unlock()
	if p.said == nil {
		p.said = new(saidCache)
	}
	// New articles are appended: full pages, not half empty ones.
	p.rows.FillPercent, p.texts.FillPercent = 1, 1
	first, _ := tx.Bucket(bucketWanted).Cursor().First()
	p.wishes = first != nil
	p.keys.lookUp(keys, func() { ebbNow(tx) })
	return p, nil
}

func appendKeys(keys []ID, list []Incoming) []ID {
	for i := range list {
		keys = append(keys, list[i].Keys...)
	}
	return keys
}

func (p *putter) all(ctx context.Context, list []Incoming) error {
	for i := range list {
		if err := p.one(&list[i]); err != nil {
			return err
		}
		list[i].doc = nil // a third of what a batch weighs, and its commit needs memory
		// A cancelled import leaves nothing of its batch behind.
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func (p *putter) one(in *Incoming) error {
	num, ok, err := p.known(in)
	if err != nil {
		return err
	}
	if ok {
		return p.merge(num, in)
	}
	return p.insert(in)
}

// known returns the article that the incoming one is. A further key (source
// and title) is weaker than a URL: it joins two only if one has no URL.
func (p *putter) known(in *Incoming) (num uint32, ok bool, err error) {
	for i, id := range in.Keys {
		num, _, ok := p.keys.find(id)
		if !ok {
			continue
		}
		if i == 0 || in.Text.URL == "" {
			return num, true, nil
		}
		b := p.texts.Get(numKey(num))
		if len(b) <= originRoom {
			return 0, false, errShort
		}
		t, err := unpackText(b[originRoom:])
		if err != nil {
			return 0, false, err
		}
		if t.URL == "" || t.URL == in.Text.URL {
			return num, true, nil
		}
	}
	return 0, false, nil
}

func (p *putter) insert(in *Incoming) error {
	if p.head.next >= maxNum {
		return ErrTooMany
	}
	num := p.head.next
	p.head.next++
	p.head.articles++
	r := row{id: in.Keys[0], title: in.Title, source: in.Source, published: in.Published, tags: in.Tags, words: in.Words}
	if r.published.Basis == Imported && r.published.At.IsZero() {
		// What says nothing of its time is news when it comes.
		r.published = Time{At: storable(p.now), Basis: Imported}
	}
	p.keys.add(in.Keys[0], num, false)
	p.addAliases(&r, num, in.Keys[1:])
	if err := p.putText(num, in.Text.Feed, in.packed); err != nil {
		return err
	}
	r.feeds = in.Feeds
	p.arrived = append(p.arrived, arrival{num, in})
	if !in.Read {
		p.unread.set(num, true)
		p.head.unread++
	}
	if in.Starred {
		p.starred.set(num, true)
		p.head.starred++
	}
	p.timeline.add(&r, num)
	p.index.add(num, &r, in.doc)
	if err := p.link(&r, num, in); err != nil {
		return err
	}
	p.result.Added++
	return p.rows.Put(numKey(num), r.encode())
}

// addAliases notes further keys of an article, unless they are taken.
func (p *putter) addAliases(r *row, num uint32, keys []ID) (added bool) {
	for _, id := range keys {
		if _, _, taken := p.keys.find(id); !taken && id != 0 {
			p.keys.add(id, num, true)
			r.aliases, added = append(r.aliases, id), true
		}
	}
	return added
}

// putText stores the record of a text that packText has made.
func (p *putter) putText(num uint32, feed Feed, record []byte) error {
	key, known := p.origins[feed]
	if !known {
		var value []byte
		if key, value = originKey(feed); value != nil {
			if err := p.tx.Bucket(bucketOrigins).Put(key[:], value); err != nil {
				return err
			}
		}
		p.origins[feed] = key
	}
	copy(record, key[:])
	return p.texts.Put(numKey(num), record)
}

// link joins an article to those that its page lists, and to the pages that
// waited for it.
func (p *putter) link(r *row, num uint32, in *Incoming) error {
	added, err := addListed(p.tx, p.keys, num, in.Text.Listed)
	if err != nil {
		return err
	}
	p.wishes = p.wishes || added
	granted := false
	if p.wishes {
		if granted, err = grantWishes(p.tx, num, in.Keys); err != nil {
			return err
		}
	}
	r.linked = r.linked || added || granted
	return nil
}

func (p *putter) finish(ctx context.Context) error {
	fresh, data, err := p.index.build()
	if err != nil {
		return err
	}
	ebbNow(p.tx)
	if err := p.place(fresh); err != nil {
		return err
	}
	ebbNow(p.tx)
	for _, flush := range []func() error{func() error { return p.index.flush(data) }, p.keys.flush, p.stories.flush,
		p.timeline.flush, p.unread.flush, p.starred.flush} {
		if err := flush(); err != nil {
			return err
		}
		ebbNow(p.tx)
	}
	if err := p.quieten(ctx); err != nil {
		return err
	}
	return putHead(p.tx, p.head)
}
