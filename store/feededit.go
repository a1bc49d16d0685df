package store

import (
	"slices"
	"strings"
)

// FeedEdit is one thing that a person changed of a feed.
type FeedEdit struct {
	What     FeedPart
	From, To string // a name, tags divided by ", ", an address; "" for none
	On       bool   // of what is on or off: it is on now
}

// FeedPart is what a person says of a feed.
type FeedPart uint8

// The parts of a feed that change.
const (
	FeedName FeedPart = iota
	FeedTags
	FeedPause
	FeedFullText
	FeedURL
)

// String returns the name that the command line prints.
func (p FeedPart) String() string {
	return [...]string{"name", "tags", "pause", "full text", "address"}[min(p, FeedURL)]
}

// tellFeeds tells what a record did to feeds.
func (r *record) tellFeeds(c *Change) {
	for _, f := range r.feeds {
		if r.action != FeedAdded || len(f.before) == 0 { // adding a list gives others its tags
			c.Feeds++
		}
	}
	if len(r.feeds) == 1 {
		c.Feed = r.feeds[0].feed
	}
	if r.action != FeedChanged {
		return
	}
	for i := range r.feeds {
		edits := r.feeds[i].edits()
		if i > 0 && !slices.Equal(edits, c.Edits) {
			c.Edits = nil
			return
		}
		c.Edits = edits
	}
}

// edits tells what was changed of a feed; nothing if it can't be read, since a
// change that is told vaguely is better than none.
func (c *feedChange) edits() (edits []FeedEdit) {
	before, err := decodeFeed(c.feed, c.before)
	if err != nil {
		return nil
	}
	after, err := decodeFeed(c.feed, c.after)
	if err != nil {
		return nil
	}
	if before.Name != after.Name {
		edits = append(edits, FeedEdit{What: FeedName, From: before.Name, To: after.Name})
	}
	if !slices.Equal(before.Tags, after.Tags) {
		edits = append(edits, FeedEdit{What: FeedTags, From: strings.Join(before.Tags, ", "), To: strings.Join(after.Tags, ", ")})
	}
	if before.Paused != after.Paused {
		edits = append(edits, FeedEdit{What: FeedPause, On: after.Paused})
	}
	if before.FullText != after.FullText {
		edits = append(edits, FeedEdit{What: FeedFullText, On: after.FullText})
	}
	if before.URL != after.URL {
		edits = append(edits, FeedEdit{What: FeedURL, From: before.URL, To: after.URL})
	}
	return edits
}
