package main

import (
	"fmt"
	"io"
	"time"

	"newsreader/store"
	"newsreader/ui"
)

// changeJSON is a record of the journal as JSON.
type changeJSON struct {
	Seq    uint64   `json:"seq"`
	Action string   `json:"action"`
	At     string   `json:"at"`
	Count  int      `json:"count"`
	Title  string   `json:"title,omitempty"` // when it changed one article, a feed or a story
	Story  string   `json:"story,omitempty"` // when it changed one: joined to, split off, followed or muted
	Parts  []string `json:"parts,omitempty"` // what it changed of a feed
	Of     uint64   `json:"of,omitempty"`    // the record undone or redone
	Was    string   `json:"was,omitempty"`   // and its action
	Undone bool     `json:"undone"`
	Feeds  int      `json:"feeds,omitempty"` // how many it changed, if any

	Adopted bool `json:"adopted,omitempty"` // it was made on another computer
}

func toChangeJSON(c store.Change) changeJSON {
	out := changeJSON{
		Seq: c.Seq, Action: actionName(c.Action), At: c.At.UTC().Format(time.RFC3339),
		Count: c.Count, Title: oneLine(c.Title), Story: storyName(c.Story), Of: c.Of, Undone: c.Undone, Feeds: c.Feeds, Adopted: c.Adopted,
	}
	for _, e := range c.Edits {
		out.Parts = append(out.Parts, e.What.String())
	}
	if c.Of != 0 {
		out.Was = actionName(c.Was)
	}
	return out
}

// actions are the names of the changes on the command line, and the words
// that tell what they did.
var actions = []struct {
	action     store.Action
	name, done string
}{
	{store.MarkRead, "read", "marked read"},
	{store.MarkUnread, "unread", "marked unread"},
	{store.Star, "star", "starred"},
	{store.Unstar, "unstar", "unstarred"},
	{store.Undid, "undo", "undid"},
	{store.Redid, "redo", "redid"},
	{store.FeedAdded, "add feed", "followed"},
	{store.FeedChanged, "change feed", "changed"},
	{store.FeedRemoved, "remove feed", "stopped following"},
	{store.StoriesJoined, "join stories", "joined"},
	{store.StorySplit, "split story", "split"},
	{store.StoryFollowed, "follow story", "followed"},
	{store.StoryUnfollowed, "unfollow story", "stopped following"},
	{store.StoryMuted, "mute story", "muted"},
	{store.StoryUnmuted, "unmute story", "stopped muting"},
}

func actionName(a store.Action) string {
	for _, known := range actions {
		if known.action == a {
			return known.name
		}
	}
	return "unknown"
}

// describe says in words what a change did: `starred "Title"`.
func describe(c store.Change) string {
	object := plural(c.Count, "article")
	switch {
	case c.Feeds > 1:
		object = plural(c.Feeds, "feed")
	case (c.Count == 1 || c.Feeds == 1) && c.Title != "":
		object = titled(c.Title)
	}
	did := "changed"
	for _, known := range actions {
		if known.action == c.Action {
			did = known.done
		}
	}
	switch {
	case c.Of != 0:
		return fmt.Sprintf("%s: %s", did, describe(store.Change{Action: c.Was, Count: c.Count, Title: c.Title, Feeds: c.Feeds, Story: c.Story, Edits: c.Edits}))
	case c.Action == store.FeedChanged:
		return ui.FeedChange(c, titled)
	case c.Story != 0:
		return did + " " + storyObject(c)
	case c.Adopted:
		return did + " " + object + " on another computer"
	}
	return did + " " + object
}

// storyObject says what a change of a story was done to.
func storyObject(c store.Change) string {
	story := "the story " + titled(c.Title)
	switch c.Action {
	case store.StoriesJoined:
		return plural(c.Count, "article") + " to " + story
	case store.StorySplit:
		return plural(c.Count, "article") + " off " + story + ", now " + c.Story.String()
	}
	return story
}

// printChanged says what a change did.
func (p *program) printChanged(w io.Writer, c store.Change) error {
	if p.flags.json {
		return printJSON(w, toChangeJSON(c))
	}
	text := "Nothing changed."
	if c.Seq != 0 {
		text = capital(describe(c)) + "."
	}
	_, err := fmt.Fprintln(w, text)
	return err
}
