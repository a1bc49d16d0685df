package ui

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// refresh is a fetching of feeds that is under way, in the background: every
// key does meanwhile what it always does.
type refresh struct {
	only     []store.FeedID // nil: all that are due
	title    string         // of the feed, if it is one
	from     place          // where it was asked for
	progress *atomic.Pointer[RefreshProgress]
	cancel   context.CancelFunc
	stopping bool // esc was pressed
	shown    bool // it has been out for a while
}

type (
	refreshTick struct{ r *refresh }
	refreshOver struct {
		r      *refresh
		result RefreshProgress
		err    error
	}
)

// How often the progress on the screen may change.
const refreshEvery = 100 * time.Millisecond

// startRefresh fetches all feeds that are due, or some whether they are or
// not; a title names the feed if it is one.
func (a *app) startRefresh(only []store.FeedID, title string) tea.Cmd {
	switch {
	case a.opt.Refresh == nil:
		return a.say("There is no network here. In a shell, newsreader import FILE takes articles in.")
	case a.refreshing != nil && a.refreshing.stopping:
		return a.say("The feeds in flight are being let go of. Try again in a moment.")
	case a.refreshing != nil:
		return a.say("The feeds are being refreshed already.")
	}
	a.hush()
	return a.beginRefresh(only, title)
}

func (a *app) beginRefresh(only []store.FeedID, title string) tea.Cmd {
	r := &refresh{only: only, title: title, from: a.trail.top(), progress: new(atomic.Pointer[RefreshProgress])}
	r.progress.Store(new(RefreshProgress))
	a.refreshing = r
	return tea.Batch(a.fetchFeeds(r), after(slowAfter, refreshTick{r}))
}

// refreshTick draws the progress anew, ten times a second.
func (a *app) refreshTick(m refreshTick) tea.Cmd {
	if a.refreshing != m.r {
		return nil
	}
	m.r.shown = true
	return after(refreshEvery, m)
}

func (a *app) refreshOver(m refreshOver) tea.Cmd {
	if a.refreshing != m.r {
		return nil
	}
	a.refreshing = nil
	m.r.cancel()
	a.outdate()
	if m.err != nil && !errors.Is(m.err, context.Canceled) {
		return a.fail(m.err)
	}
	failed := m.result.Failed > 0 && m.r.title != ""
	if p, ok := a.focused().(*feedsPlace); ok && failed {
		if r := p.selected(); r != nil && r.feed != nil && m.r.fetches(r.feed.ID) {
			return nil // the line about the feed tells the reason as soon as it is read
		}
	}
	return a.show(status{text: a.refreshed(m.r, m.result), failed: failed}, errorFor)
}

// refreshed says what a refresh brought.
func (a *app) refreshed(r *refresh, p RefreshProgress) string {
	newest := "Nothing new"
	if p.Added > 0 {
		newest = newArticles(p.Added)
	}
	name := a.st.open + safe(r.title) + a.st.close
	switch {
	case r.stopping:
		text := "Cancelled after " + number(p.Done) + " of " + feeds(p.Total)
		if p.Added > 0 {
			text += ", " + newest
		}
		return text
	case r.title != "" && p.Failed > 0:
		return name + " could not be fetched " + a.st.sep + " its row says why"
	case r.title != "":
		return newest + " in " + name
	case p.Total == 0 && p.Waiting == 0:
		return "There are no feeds yet. " + a.keys.key(actAdd) + " adds one."
	case p.Total == 0:
		text := "None of the " + feeds(p.Waiting) + " is due yet"
		if p.Waiting == 1 {
			text = "The one feed is not due yet"
		}
		if _, among := a.focused().(*feedsPlace); !among {
			text += " " + a.st.sep + " " + a.keys.key(actFeeds) + " " + a.keys.key(actRefresh) + " fetches one all the same"
		}
		return text
	}
	text := newest + " in " + feeds(p.Total)
	if p.Failed > 0 {
		text += ", " + number(p.Failed) + " failed"
		if _, among := a.focused().(*feedsPlace); !among {
			text += " " + a.st.sep + " " + a.keys.key(actFeeds) + " shows why"
		}
	}
	if l, ok := a.focused().(*listPlace); ok && p.Added > 0 && l.base().Order == store.NewestFirst && l.cursor == 0 {
		text += " " + a.st.sep + " " + a.keys.key(actTop) + " goes to the newest"
	}
	return text
}

// text is the progress: "12/40 feeds, 3 failed · esc cancels".
func (r *refresh) text(a *app) string {
	p := r.progress.Load()
	text := "Refreshing the feeds" + a.st.dots
	switch {
	case r.stopping:
		return "Cancelling" + a.st.dots
	case r.title != "":
		text = "Fetching " + a.st.open + safe(r.title) + a.st.close + a.st.dots
	case p.Total > 0:
		text = number(p.Done) + "/" + feeds(p.Total)
	}
	if p.Failed > 0 && r.title == "" {
		text += ", " + number(p.Failed) + " failed"
	}
	if r.endsHere(a) {
		text += " " + a.st.sep + " " + a.keys.key(actBack) + " cancels"
	}
	return text
}

// endsHere tells whether going back cancels the refresh instead. Who went on
// to read in the meantime wants to go back.
func (r *refresh) endsHere(a *app) bool {
	return !r.stopping && (len(a.trail.past) == 1 || a.trail.top() == r.from)
}

func (r *refresh) stop() {
	r.stopping = true
	r.cancel()
}

// fetches tells whether a feed is certainly being fetched now.
func (r *refresh) fetches(id store.FeedID) bool { return r != nil && slices.Contains(r.only, id) }

// newArticles is "1 new article" or "128 new articles".
func newArticles(n int) string {
	if n == 1 {
		return "1 new article"
	}
	return number(n) + " new articles"
}

// feeds is "1 feed" or "128 feeds".
func feeds(n int) string {
	if n == 1 {
		return "1 feed"
	}
	return number(n) + " feeds"
}
