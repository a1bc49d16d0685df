package store

import (
	"bytes"
	"context"
	"slices"

	"go.etcd.io/bbolt"
)

// AddFeeds adds the subscriptions of a list that aren't there by their URLs,
// and gives the others the tags that they lack: one step that Undo takes back.
// It returns how many it added.
func (s *Store) AddFeeds(ctx context.Context, list []Subscription) (added int, c Change, err error) {
	err = s.write(ctx, func(tx *bbolt.Tx) error {
		l, err := newFeedList(tx)
		if err != nil {
			return err
		}
		for i := range list {
			if err := s.takeFeed(tx, l, list[i]); err != nil {
				return err
			}
		}
		action := FeedAdded
		if added = l.added; added == 0 {
			action = FeedChanged
		}
		title, changes := l.changes()
		c, err = s.recordFeeds(tx, action, title, changes...)
		return err
	})
	return added, c, err
}

// feedList is the subscriptions while those of a list are added to them.
type feedList struct {
	all   []*listedFeed
	byURL map[string]*listedFeed
	added int
}

type listedFeed struct {
	Subscription
	before []byte // nil for new ones
}

func newFeedList(tx *bbolt.Tx) (*feedList, error) {
	l := &feedList{byURL: map[string]*listedFeed{}}
	err := tx.Bucket(bucketFeeds).ForEach(func(k, v []byte) error {
		f, err := getFeed(tx, FeedID(numOf(k)), v)
		if err == nil {
			l.put(&listedFeed{f, bytes.Clone(v)})
		}
		return err
	})
	return l, err
}

func (l *feedList) put(f *listedFeed) {
	l.all = append(l.all, f)
	if l.byURL[f.URL] == nil {
		l.byURL[f.URL] = f
	}
}

// takeFeed takes a subscription into the list, or its tags.
func (s *Store) takeFeed(tx *bbolt.Tx, l *feedList, f Subscription) error {
	if have := l.byURL[f.URL]; have != nil {
		for _, tag := range f.Tags {
			if !slices.Contains(have.Tags, tag) {
				have.Tags = append(have.Tags, tag)
			}
		}
		return nil
	}
	f.Tags = slices.Clone(f.Tags)
	if err := s.numberFeed(tx, &f); err != nil {
		return err
	}
	l.put(&listedFeed{f, nil})
	l.added++
	return nil
}

// changes returns what became different, and the title of the last such feed.
func (l *feedList) changes() (title string, changes []feedChange) {
	for _, f := range l.all {
		if after := f.encode(); !bytes.Equal(f.before, after) {
			title = f.Title()
			changes = append(changes, feedChange{f.ID, f.before, after})
		}
	}
	return title, changes
}
