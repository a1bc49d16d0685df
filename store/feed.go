package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// FeedID numbers a subscription, from 1; 0 is none. A number is never used
// again.
type FeedID uint32

// Errors of subscriptions.
var (
	ErrNoFeed       = errors.New("no such feed")
	ErrAlreadyAdded = errors.New("this feed is there already")
)

// Subscription is a feed that a person follows: what the person says of it,
// what its last fetch said, and how many of its articles are here.
type Subscription struct {
	ID       FeedID
	URL      string
	Name     string // the person's name for it, "" for the feed's own title
	Tags     []string
	Paused   bool // not fetched until the person says so
	FullText bool // fetch the page of each article that is only a stub
	Named    bool // a page named its URL; a person typed that of others
	Added    time.Time

	Fetch            Fetch
	Articles, Unread int
	Twin             FeedID // another subscription with this URL, 0 if none has it
}

// Title returns what to call the feed.
func (f *Subscription) Title() string {
	for _, s := range []string{f.Name, f.Fetch.Feed.Title} {
		if s != "" {
			return s
		}
	}
	return f.Address()
}

// Address is the URL without a name and a password that may be in it: the
// address to show and to hand on.
func (f *Subscription) Address() string { return Bare(f.URL) }

// Bare returns an address without the name and the password in it.
func Bare(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	host := rest
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		host = rest[:end]
	}
	return scheme + "://" + rest[strings.LastIndexByte(host, '@')+1:]
}

// Fetch is what is known of a feed from fetching it.
type Fetch struct {
	Feed               Feed
	ETag, LastModified string    // as the server sent them
	Tried, Succeeded   time.Time // zero: never
	Next               time.Time // not to be fetched before
	Failures           int       // since the last success
	Error              string    // of the last try, a sentence; "" if it succeeded
	Lost               string    // what of the feed couldn't be read when it came last, a sentence; "" if all could
	Gone               bool      // the server said it is gone for good
}

const (
	feedPaused   = 0x01
	feedFullText = 0x02
	feedNamed    = 0x04
)

// encode writes the person's part.
func (f *Subscription) encode() []byte {
	flags := uint64(0)
	if f.Paused {
		flags |= feedPaused
	}
	if f.FullText {
		flags |= feedFullText
	}
	if f.Named {
		flags |= feedNamed
	}
	var w writer
	w.uint(flags)
	w.int(unixOrZero(f.Added))
	w.string(f.URL)
	w.string(f.Name)
	w.strings(f.Tags)
	return w.b
}

func decodeFeed(id FeedID, b []byte) (Subscription, error) {
	in := reader{b: b}
	flags := in.uint()
	f := Subscription{ID: id, Paused: flags&feedPaused != 0, FullText: flags&feedFullText != 0, Named: flags&feedNamed != 0, Added: timeOrZero(in.int()),
		URL: in.string(), Name: in.string(), Tags: in.strings()}
	return f, in.err
}

func (f *Fetch) encode() []byte {
	var w writer
	for _, s := range []string{f.Feed.Title, f.Feed.Link, f.Feed.Description, f.Feed.Language, f.ETag, f.LastModified, f.Error} {
		w.string(s)
	}
	for _, t := range []time.Time{f.Tried, f.Succeeded, f.Next} {
		w.int(unixOrZero(t))
	}
	gone := uint64(0)
	if f.Gone {
		gone = 1
	}
	w.uint(uint64(f.Failures))
	w.uint(gone)
	if f.Lost != "" {
		w.string(f.Lost)
	}
	return w.b
}

func decodeFetch(b []byte) (f Fetch, err error) {
	if b == nil {
		return f, nil
	}
	in := reader{b: b}
	for _, s := range []*string{&f.Feed.Title, &f.Feed.Link, &f.Feed.Description, &f.Feed.Language, &f.ETag, &f.LastModified, &f.Error} {
		*s = in.string()
	}
	for _, t := range []*time.Time{&f.Tried, &f.Succeeded, &f.Next} {
		*t = timeOrZero(in.int())
	}
	f.Failures, f.Gone = int(in.uint()), in.uint() != 0
	if len(in.b) > 0 {
		f.Lost = in.string()
	}
	return f, in.err
}

// getFeed returns a subscription whole.
func getFeed(tx *bbolt.Tx, id FeedID, b []byte) (Subscription, error) {
	f, err := decodeFeed(id, b)
	if err != nil {
		return f, fmt.Errorf("feed %d: %w", id, err)
	}
	if f.Fetch, err = decodeFetch(tx.Bucket(bucketFetches).Get(numKey(uint32(id)))); err != nil {
		return f, fmt.Errorf("feed %d: %w", id, err)
	}
	prefix := lane(id).prefix()
	c := tx.Bucket(bucketTally).Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		t := decodeTally(v)
		f.Articles, f.Unread = f.Articles+t.of(All, false), f.Unread+t.of(Unread, false)
	}
	return f, nil
}

// Feeds returns all subscriptions in the order they were added.
func (s *Store) Feeds(ctx context.Context) (list []Subscription, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		list = nil
		return tx.Bucket(bucketFeeds).ForEach(func(k, v []byte) error {
			f, err := getFeed(tx, FeedID(numOf(k)), v)
			list = append(list, f)
			return err
		})
	})
	findTwins(list)
	return list, err
}

// findTwins finds the subscriptions with the same URL: a feed may move to
// where another one is followed.
func findTwins(list []Subscription) {
	first := make(map[string]int, len(list))
	for i := range list {
		at, twin := first[list[i].URL]
		if !twin {
			first[list[i].URL] = i
			continue
		}
		list[i].Twin = list[at].ID
		if list[at].Twin == 0 {
			list[at].Twin = list[i].ID
		}
	}
}

// AddFeed adds a subscription and returns it with its number. If one with
// the same URL is there, it is returned with ErrAlreadyAdded.
func (s *Store) AddFeed(ctx context.Context, f Subscription) (Subscription, Change, error) {
	var c Change
	err := s.write(ctx, func(tx *bbolt.Tx) error {
		err := tx.Bucket(bucketFeeds).ForEach(func(k, v []byte) error {
			have, err := getFeed(tx, FeedID(numOf(k)), v)
			if err == nil && have.URL == f.URL {
				f, err = have, ErrAlreadyAdded
			}
			return err
		})
		if err != nil {
			return err
		}
		if err := s.numberFeed(tx, &f); err != nil {
			return err
		}
		c, err = s.recordFeeds(tx, FeedAdded, f.Title(), feedChange{f.ID, nil, f.encode()})
		return err
	})
	return f, c, err
}

// numberFeed gives a new subscription its number and puts down what is known
// of it without a fetch.
func (s *Store) numberFeed(tx *bbolt.Tx, f *Subscription) error {
	n, err := tx.Bucket(bucketFeeds).NextSequence()
	if err != nil {
		return err
	}
	f.ID, f.Added = FeedID(n), s.options.Now().UTC().Truncate(time.Second)
	return putFetch(tx, f.ID, &f.Fetch)
}

// ChangeFeed applies fn to what the person says of a feed: its URL, name,
// tags and options. Undo takes it back.
func (s *Store) ChangeFeed(ctx context.Context, id FeedID, fn func(*Subscription)) (Change, error) {
	return s.ChangeFeeds(ctx, []FeedID{id}, fn)
}

// ChangeFeeds does so with several feeds, as one step.
func (s *Store) ChangeFeeds(ctx context.Context, ids []FeedID, fn func(*Subscription)) (c Change, err error) {
	err = s.write(ctx, func(tx *bbolt.Tx) error {
		var changes []feedChange
		title := ""
		for i, id := range ids {
			if slices.Contains(ids[:i], id) {
				continue
			}
			f, before, err := feedRecord(tx, id)
			if err != nil {
				return err
			}
			fn(&f)
			if after := f.encode(); !bytes.Equal(before, after) {
				title = f.Title()
				changes = append(changes, feedChange{id, before, after})
			}
		}
		c, err = s.recordFeeds(tx, FeedChanged, title, changes...)
		return err
	})
	return c, err
}

// RemoveFeeds ends subscriptions, as one step. Their articles stay, and Undo
// brings them back.
func (s *Store) RemoveFeeds(ctx context.Context, ids ...FeedID) (c Change, err error) {
	err = s.write(ctx, func(tx *bbolt.Tx) error {
		var changes []feedChange
		title := ""
		for i, id := range ids {
			if slices.Contains(ids[:i], id) {
				continue
			}
			f, before, err := feedRecord(tx, id)
			if err != nil {
				return err
			}
			title = f.Title()
			changes = append(changes, feedChange{id, before, nil})
		}
		c, err = s.recordFeeds(tx, FeedRemoved, title, changes...)
		return err
	})
	return c, err
}

// feedRecord returns a subscription with its record.
func feedRecord(tx *bbolt.Tx, id FeedID) (f Subscription, record []byte, err error) {
	if record = bytes.Clone(tx.Bucket(bucketFeeds).Get(numKey(uint32(id)))); record == nil {
		return f, nil, ErrNoFeed
	}
	f, err = getFeed(tx, id, record)
	return f, record, err
}

// recordFeeds writes the new form of feeds and the journal record of the
// change. The title is that of a feed which is changed alone.
func (s *Store) recordFeeds(tx *bbolt.Tx, a Action, title string, changes ...feedChange) (Change, error) {
	if len(changes) == 0 {
		return Change{Action: a}, nil
	}
	if len(changes) > 1 {
		title = ""
	}
	h, err := getHead(tx)
	if err != nil {
		return Change{}, err
	}
	rec := record{action: a, at: s.options.Now(), below: h.undo, title: title, nums: roaring.New(), feeds: changes}
	if err := rec.applyFeeds(tx, true); err != nil {
		return Change{}, err
	}
	if err := addRecord(tx, &h, &rec); err != nil {
		return Change{}, err
	}
	h.undo, h.redo = rec.seq, 0
	return rec.change(&rec, false), putHead(tx, h)
}

// applyFeeds does to feeds what a record says, or the reverse.
func (r *record) applyFeeds(tx *bbolt.Tx, forward bool) error {
	for _, f := range r.feeds {
		from, to := f.after, f.before
		if forward {
			from, to = to, from
		}
		now := tx.Bucket(bucketFeeds).Get(numKey(uint32(f.feed)))
		if len(from) > 0 && len(to) > 0 && now != nil && !bytes.Equal(from, now) {
			var err error
			if to, err = stayWhere(f.feed, now, from, to); err != nil {
				return err
			}
		}
		if err := setFeed(tx, f.feed, to); err != nil {
			return err
		}
	}
	return nil
}

// stayWhere returns the record that a step leads to, with the address that a
// server gave the feed in the meantime unless the step is about that: the
// old one may be another's by now.
func stayWhere(id FeedID, now, from, to []byte) ([]byte, error) {
	is, err := decodeFeed(id, now)
	if err != nil {
		return to, nil // the step mends it
	}
	was, err := decodeFeed(id, from)
	if err != nil {
		return nil, err
	}
	f, err := decodeFeed(id, to)
	if err != nil || was.URL != f.URL {
		return to, err
	}
	f.URL, f.Named = is.URL, is.Named
	return f.encode(), nil
}

// setFeed gives a feed's record a value; nil takes it away.
func setFeed(tx *bbolt.Tx, id FeedID, value []byte) error {
	key := numKey(uint32(id))
	if len(value) == 0 {
		return tx.Bucket(bucketFeeds).Delete(key)
	}
	return tx.Bucket(bucketFeeds).Put(key, value)
}

func putFetch(tx *bbolt.Tx, id FeedID, f *Fetch) error {
	return tx.Bucket(bucketFetches).Put(numKey(uint32(id)), f.encode())
}

// Fetched is what came of fetching one feed.
type Fetched struct {
	Feeds     []FeedID // the subscriptions of it, mostly one
	Fetch     Fetch
	Moved     string      // its URL from now on, "" if it stays
	Elsewhere bool        // Moved is of another host, which no person typed
	Articles  []Incoming  // those it brought; their Feeds are set by PutFetched
	Pages     map[ID]Page // those still to be had; nil: as they were
}

// PutFetched stores the articles and the new state of feeds, all or nothing.
// Subscriptions that were removed meanwhile are passed over.
func (s *Store) PutFetched(ctx context.Context, list []Fetched) (result PutResult, err error) {
	var keys []ID
	for i := range list {
		keys = appendKeys(keys, list[i].Articles)
		if err := ready(list[i].Articles); err != nil {
			return result, err
		}
	}
	var p *putter
	err = s.write(ctx, func(tx *bbolt.Tx) (err error) {
		p, err = s.newPut(tx, keys)
		if err != nil {
			return err
		}
		for i := range list {
			if err := p.fetched(ctx, &list[i]); err != nil {
				return err
			}
		}
		result = p.result
		return p.finish(ctx)
	})
	if err != nil {
		return result, err
	}
	return result, s.stored(ctx, p)
}

func (p *putter) fetched(ctx context.Context, f *Fetched) error {
	var left []FeedID
	for _, id := range f.Feeds {
		b := p.tx.Bucket(bucketFeeds).Get(numKey(uint32(id)))
		if b == nil {
			continue
		}
		left = append(left, id)
		if err := f.update(p.tx, id, b); err != nil {
			return err
		}
	}
	if left == nil {
		return nil
	}
	for i := range f.Articles {
		f.Articles[i].Feeds = left
	}
	return p.all(ctx, f.Articles)
}

// update gives a subscription its new state, its new address and its pages.
func (f *Fetched) update(tx *bbolt.Tx, id FeedID, b []byte) error {
	if f.Moved != "" {
		sub, err := decodeFeed(id, b)
		if err != nil {
			return err
		}
		sub.URL, sub.Named = f.Moved, sub.Named || f.Elsewhere
		if err := setFeed(tx, id, sub.encode()); err != nil {
			return err
		}
	}
	if f.Pages != nil {
		if err := putPages(tx, id, f.Pages); err != nil {
			return err
		}
	}
	return putFetch(tx, id, &f.Fetch)
}

// Known tells of each key whether an article is stored under it.
func (s *Store) Known(ctx context.Context, keys []ID) (known []bool, err error) {
	err = s.read(ctx, func(tx *bbolt.Tx) error {
		known = make([]bool, len(keys))
		for i, id := range keys {
			_, _, known[i] = findKey(tx, id)
		}
		return nil
	})
	return known, err
}
