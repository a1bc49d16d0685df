package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// feedAt is the feed under the cursor of the feeds screen, where it can be
// changed; elsewhere it says where to go.
func (a *app) feedAt(act action) (*store.Subscription, tea.Cmd) {
	p, ok := a.focused().(*feedsPlace)
	if !ok {
		return nil, a.say(a.keys.key(act) + " is for feeds; " + a.keys.key(actFeeds) + " shows them.")
	}
	r := p.selected()
	switch {
	case r == nil:
		return nil, a.say("There is no feed here.")
	case r.search != nil:
		return nil, a.say("This is a saved search, not a feed.")
	case r.feed == nil:
		return nil, a.say("This is a tag; choose one of its feeds first.")
	}
	return r.feed, nil
}

// searchAt is the saved search under the cursor of the feeds screen, nil if
// there is none.
func (a *app) searchAt() *store.SavedSearch {
	if p, ok := a.focused().(*feedsPlace); ok {
		if r := p.selected(); r != nil && r.search != nil {
			return &r.search.SavedSearch
		}
	}
	return nil
}

// onFeed carries an action out on the feed under the cursor.
func (a *app) onFeed(act action) tea.Cmd {
	if s := a.searchAt(); s != nil {
		switch act {
		case actRename:
			return a.renameSearch(*s)
		case actRemove:
			return a.dropSearch(*s)
		}
	}
	f, cmd := a.feedAt(act)
	if f == nil {
		return cmd
	}
	switch act {
	case actRename:
		return a.rename(f)
	case actTags:
		return a.retag(f)
	case actPause:
		if f.Paused {
			return a.changeFeed(f, func(f *store.Subscription) { f.Paused = false }, "Goes on fetching "+a.quoted(f))
		}
		return a.changeFeed(f, func(f *store.Subscription) { f.Paused = true }, "Paused "+a.quoted(f))
	case actFullText:
		if f.FullText {
			return a.changeFeed(f, func(f *store.Subscription) { f.FullText = false }, "Takes the articles of "+a.quoted(f)+" as the feed has them")
		}
		return a.changeFeed(f, func(f *store.Subscription) { f.FullText = true }, "Fetches the full text of new articles of "+a.quoted(f))
	case actRemove:
		return a.removeFeed(f)
	}
	return nil
}

// quoted is a feed's title in a sentence.
func (a *app) quoted(f *store.Subscription) string {
	return a.st.open + a.st.cut(feedTitle(f), 40) + a.st.close
}

// rename asks for the person's name for a feed. Its own title, or nothing,
// gives it its own title back.
func (a *app) rename(f *store.Subscription) tea.Cmd {
	hint := "Nothing gives it its own title back"
	if own := safe(f.Fetch.Feed.Title); own != "" && f.Name != "" {
		hint += ": " + own
	}
	return a.openLine("Name: ", feedTitle(f), hint, func(text string) tea.Cmd {
		name := strings.TrimSpace(text)
		if name == safe(f.Fetch.Feed.Title) || f.Name == "" && name == feedTitle(f) {
			name = ""
		}
		renamed := *f
		renamed.Name = name
		return a.changeFeed(f, func(f *store.Subscription) { f.Name = name }, "Renamed to "+a.quoted(&renamed))
	})
}

func (a *app) retag(f *store.Subscription) tea.Cmd {
	return a.openLine("Tags: ", safe(strings.Join(f.Tags, ", ")), "Tags are divided by commas; the first one is the folder", func(text string) tea.Cmd {
		tags := parseTags(text)
		said := "Took the tags from " + a.quoted(f)
		if len(tags) > 0 {
			said = "Tagged " + a.quoted(f) + " " + strings.Join(tags, ", ")
		}
		return a.changeFeed(f, func(f *store.Subscription) { f.Tags = slices.Clone(tags) }, said)
	})
}

// changeFeed changes a feed, on the screen at once and then in the store.
func (a *app) changeFeed(f *store.Subscription, fn func(*store.Subscription), said string) tea.Cmd {
	id := f.ID
	after := *f
	fn(&after)
	if after.Name == f.Name && slices.Equal(after.Tags, f.Tags) && after.Paused == f.Paused && after.FullText == f.FullText {
		return a.say("Nothing to change.")
	}
	a.feedPlaces(func(p *feedsPlace) { p.change(id, fn) })
	return a.writeFeed(id, said, func(ctx context.Context, s Store) (store.Change, error) { return s.ChangeFeed(ctx, id, fn) })
}

func (a *app) removeFeed(f *store.Subscription) tea.Cmd {
	id := f.ID
	a.feedPlaces(func(p *feedsPlace) {
		p.all = slices.DeleteFunc(p.all, func(f *store.Subscription) bool { return f.ID == id })
		p.arrange()
	})
	return a.writeFeed(id, "Removed "+a.quoted(f)+", its articles stay",
		func(ctx context.Context, s Store) (store.Change, error) { return s.RemoveFeeds(ctx, id) })
}

func (a *app) writeFeed(id store.FeedID, said string, run func(context.Context, Store) (store.Change, error)) tea.Cmd {
	return a.write(write{run: run, done: func(_ store.Change, err error) tea.Cmd {
		a.outdate()
		switch {
		case errors.Is(err, store.ErrNoFeed):
			return a.report("This feed was removed meanwhile.")
		case err != nil:
			a.feedPlaces(func(p *feedsPlace) { p.wanted = id }) // where it was tried
			return a.fail(err)
		}
		return a.report(said + a.undoes())
	}})
}

// refreshHere fetches the feed under the cursor, or those of the tag; in any
// other place, all that are due.
func (a *app) refreshHere() tea.Cmd {
	p, ok := a.focused().(*feedsPlace)
	if !ok {
		return a.startRefresh(nil, "")
	}
	r := p.selected()
	switch {
	case r == nil:
		return a.say("There is no feed here.")
	case r.search != nil:
		return a.startRefresh(nil, "")
	case r.feed != nil:
		return a.startRefresh([]store.FeedID{r.feed.ID}, feedTitle(r.feed))
	}
	var only []store.FeedID
	for _, f := range p.all {
		if slices.ContainsFunc(f.Tags, func(t string) bool { return strings.EqualFold(t, r.tag) }) {
			only = append(only, f.ID)
		}
	}
	return a.startRefresh(only, "")
}

// markRow marks everything in a feed or a tag read.
func (a *app) markRow(p *feedsPlace) tea.Cmd {
	r := p.selected()
	if r == nil || r.unread == 0 {
		return a.say("There is nothing unread here.")
	}
	in, v := scope{tag: r.tag}, store.View{Filter: store.Unread}
	if r.search != nil {
		in.query = r.search.Query
	} else if r.feed != nil {
		v.Feed = r.feed.ID
	}
	loc := a.opt.Location
	return a.markView(articles(r.unread), func(ctx context.Context, s Store) (store.View, error) {
		if !in.sought() {
			return v, nil
		}
		found, err := in.look(ctx, s, v, 0, loc)
		return store.View{Within: found}, err
	})
}

// homePage is the site of the feed under the cursor, and feedURL its address.
func (p *feedsPlace) homePage() string {
	r := p.selected()
	if r == nil || r.feed == nil {
		return ""
	}
	if link := webURL(r.feed.Fetch.Feed.Link); link != "" {
		return link
	}
	return webURL(r.feed.Address())
}

func (p *feedsPlace) feedURL() string {
	if r := p.selected(); r != nil && r.feed != nil {
		return safeURL(r.feed.Address())
	}
	return ""
}
