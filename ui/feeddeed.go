package ui

import (
	"strings"

	"newsreader/store"
)

// FeedChange says what a change of feeds did: paused "Title". The quotes, and
// that names and addresses are safe to print, are the caller's.
func FeedChange(c store.Change, quote func(string) string) string {
	feed := quote(c.Title)
	if c.Feeds > 1 {
		feed = feeds(c.Feeds)
	}
	if len(c.Edits) == 1 {
		return feedEdit(feed, c.Edits[0], quote)
	}
	parts := make([]string, len(c.Edits))
	for i, e := range c.Edits {
		parts[i] = e.What.String()
	}
	return strings.TrimSuffix("changed "+feed+": "+strings.Join(parts, ", "), ": ")
}

// feedEdit says what one edit of a feed did.
func feedEdit(feed string, e store.FeedEdit, quote func(string) string) string {
	switch e.What {
	case store.FeedName:
		switch {
		case e.To == "":
			return "took the name " + quote(e.From) + " from " + feed
		case e.From == "":
			return "renamed a feed to " + quote(e.To)
		}
		return "renamed " + quote(e.From) + " to " + quote(e.To)
	case store.FeedTags:
		if e.To == "" {
			return "took the tags " + quote(e.From) + " from " + feed
		}
		return "tagged " + feed + " " + quote(e.To)
	case store.FeedPause:
		if e.On {
			return "paused " + feed
		}
		return "resumed " + feed
	case store.FeedFullText:
		if e.On {
			return "turned the full text of " + feed + " on"
		}
		return "turned the full text of " + feed + " off"
	default:
		return "moved " + feed + " to " + quote(e.To)
	}
}
