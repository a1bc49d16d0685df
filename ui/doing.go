package ui

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// switchView begins anew with another list. The cursor stays on its article
// if the new list has it.
func (a *app) switchView(act action) tea.Cmd {
	filter := map[action]store.Filter{actAll: store.All, actUnread: store.Unread, actStarred: store.Starred}[act]
	cmd := a.leave()
	old := a.nearestList()
	l := a.newList(filter)
	l.view.Order = old.base().Order
	if sel := old.selected(); sel != nil {
		l.anchor, l.line = sel.ID, old.line
	}
	a.trail.reset(l)
	a.other = false
	a.hush()
	a.arrange()
	return tea.Batch(cmd, a.load(l), a.rest())
}

// sort turns the list around; the cursor stays on its article.
func (a *app) sort() tea.Cmd {
	l, ok := a.focused().(*listPlace)
	if !ok {
		return a.say(a.keys.key(actSort) + " sorts a list; go back to it first.")
	}
	v := l.base()
	v.Order = 1 - v.Order
	if l.search {
		l.from = v
		return tea.Batch(a.search(l, l.words), a.say(orderName(v.Order)))
	}
	l.view = v
	return tea.Batch(a.load(l), a.say(orderName(v.Order)))
}

func orderName(o store.Order) string {
	if o == store.OldestFirst {
		return "oldest first"
	}
	return "newest first"
}

// browse shows the article in the browser.
func (a *app) browse() tea.Cmd {
	art := a.target()
	if art == nil {
		return a.say("There is no article to open.")
	}
	if a.opt.Open == nil {
		return a.say("No browser is known here. " + a.keys.key(actCopyURL) + " copies the URL.")
	}
	return a.fetchText(art.ID, func(_ store.Article, text store.Text) tea.Cmd {
		url := safeURL(text.URL)
		if url == "" {
			return a.say("This article has no URL.")
		}
		return tea.Batch(a.openURL(url), a.say("Opening "+url))
	})
}

// copyURL puts the URL, or title and URL, on the clipboard, by way of the
// terminal, so that it works over ssh as well.
func (a *app) copyURL(title bool) tea.Cmd {
	art := a.target()
	if art == nil {
		return a.say("There is no article to copy from.")
	}
	return a.fetchText(art.ID, func(head store.Article, text store.Text) tea.Cmd {
		url := safeURL(text.URL)
		switch {
		case !title && url == "":
			return a.say("This article has no URL. " + a.keys.key(actCopyTitle) + " copies its title.")
		case !title:
			return tea.Batch(tea.SetClipboard(url), a.say("Copied "+url))
		case url == "":
			return tea.Batch(tea.SetClipboard(titleOf(&head)), a.say("Copied the title; there is no URL"))
		}
		return tea.Batch(tea.SetClipboard(titleOf(&head)+"\n"+url), a.say("Copied title and URL"))
	})
}

// refreshing tells how far a refresh is, and at last how it went.
type refreshing struct {
	progress *atomic.Int64 // done<<32 | total
	over     bool
	result   string
	err      error
}

// refresh fetches the feeds in the background.
func (a *app) refresh() tea.Cmd {
	if a.opt.Refresh == nil {
		return a.say("There are no feeds yet. In a shell, newsreader import FILE takes articles in.")
	}
	if a.fetching {
		return a.say("The feeds are being refreshed already.")
	}
	a.fetching = true
	progress := new(atomic.Int64)
	fetch, parent := a.opt.Refresh, a.ctx
	return tea.Batch(
		func() tea.Msg {
			result, err := fetch(parent, func(done, total int) { progress.Store(int64(done)<<32 | int64(total)) })
			return refreshing{over: true, result: result, err: err}
		},
		after(slowAfter, refreshing{progress: progress}))
}

// refreshing shows progress at most ten times a second.
func (a *app) refreshing(m refreshing) tea.Cmd {
	switch {
	case m.over && m.err != nil:
		a.fetching = false
		return a.fail(m.err)
	case m.over:
		a.fetching = false
		return a.say(safe(m.result))
	case !a.fetching:
		return nil
	}
	at := m.progress.Load()
	text := "Refreshing the feeds" + a.st.dots
	if total := int(at & (1<<32 - 1)); total > 0 {
		text = "Refreshing the feeds: " + number(int(at>>32)) + " of " + number(total)
	}
	a.status = status{text: text, gen: a.status.gen + 1}
	return after(100*time.Millisecond, m)
}

// watch tells the program when any process has written to the store.
func watch(ctx context.Context, s Store, send func(tea.Msg)) {
	s.Watch(ctx, 500*time.Millisecond, func() { send(storeChanged{}) })
}
