package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// switchView begins anew with another list: of everything, or of the feed or
// tag that the reader is in. The cursor stays on its article
// if the new list has it.
func (a *app) switchView(act action) tea.Cmd {
	filter := map[action]store.Filter{actAll: store.All, actUnread: store.Unread, actStarred: store.Starred}[act]
	return a.switchTo(filter, a.nearestList().base().Order)
}

func (a *app) switchTo(filter store.Filter, order store.Order) tea.Cmd {
	old := a.nearestList()
	at, v := a.scoped(), store.View{Filter: filter, Order: order}
	within := scope{}
	if at >= 0 {
		in := a.trail.past[at].(*listPlace)
		if in.search != nil {
			return a.searchIn(filter, at)
		}
		within = in.scope
	}
	cmd := a.leave()
	l := a.newScoped(within, v)
	if sel := old.selected(); sel != nil {
		l.anchor, l.line = sel.ID, old.line
		l.newest = several(sel) && !l.base().Stories
	}
	if at < 0 {
		a.trail.reset(l)
	} else {
		a.trail.past = a.trail.past[:at+1]
		a.trail.replace(l)
	}
	a.other = false
	a.hush()
	a.arrange()
	return tea.Batch(cmd, a.load(l), a.rest())
}

// searchIn searches other articles for the same words.
func (a *app) searchIn(filter store.Filter, at int) tea.Cmd {
	l := a.trail.past[at].(*listPlace)
	if l.from.Within != nil {
		return a.say("This searches what a list had found; go back and choose there.")
	}
	cmd := a.leave()
	a.trail.past, a.trail.ahead = a.trail.past[:at+1], nil
	a.other = false
	l.from.Filter, l.from.Keep = filter, nil
	return tea.Batch(cmd, a.seek(l, l.search.words, 0), a.say("Searches "+strings.ToLower(filterName(filter))+" articles"))
}

// sort turns the list around; the cursor stays on its article.
func (a *app) sort() tea.Cmd {
	l, ok := a.focused().(*listPlace)
	if !ok {
		return a.say(a.keys.key(actSort) + " sorts a list; go back to it first.")
	}
	if l.search != nil {
		return a.turnSearch(l)
	}
	v := l.base()
	switch {
	case l.scope.catchUp():
		return a.switchTo(v.Filter, store.NewestFirst)
	case v.Order == store.OldestFirst && !l.scope.narrow():
		return a.catchUp()
	}
	v.Order = 1 - v.Order
	if l.scope.narrow() {
		l.title = l.scope.title(a.st, v)
	}
	if l.scope.sought() {
		l.from, l.stale = v, true
	} else {
		l.view = v
	}
	return tea.Batch(a.load(l), a.say(orderName(v.Order)))
}

func orderName(o store.Order) string {
	switch o {
	case store.OldestFirst:
		return "oldest first"
	case store.BestFirst:
		return "best first"
	}
	return "newest first"
}

// browse shows the article, or the feed's site, in the browser.
func (a *app) browse() tea.Cmd {
	if p, ok := a.focused().(*feedsPlace); ok {
		if link := p.homePage(); link != "" {
			return a.follow(link)
		}
		return a.say("There is no site to open here.")
	}
	art := a.target()
	if art == nil {
		return a.say("There is no article to open.")
	}
	if a.opt.Open == nil {
		return a.say("No browser is known here. " + a.keys.key(actCopyURL) + " copies the URL.")
	}
	return a.fetchText(art.ID, func(_ store.Article, text store.Text) tea.Cmd {
		url := webURL(text.URL)
		if url == "" {
			return a.say("This article has no URL that a browser could open.")
		}
		return tea.Batch(a.openURL(url), a.report("Opening "+url))
	})
}

// copyURL puts the URL, or title and URL, on the clipboard, by way of the
// terminal, so that it works over ssh as well.
func (a *app) copyURL(title bool) tea.Cmd {
	if p, ok := a.focused().(*feedsPlace); ok {
		if link := p.feedURL(); link != "" {
			return tea.Batch(tea.SetClipboard(link), a.report("Copied "+link))
		}
		return a.say("There is no address to copy here.")
	}
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
			return tea.Batch(tea.SetClipboard(url), a.report("Copied "+url))
		case url == "":
			return tea.Batch(tea.SetClipboard(titleOf(&head)), a.report("Copied the title; there is no URL"))
		}
		return tea.Batch(tea.SetClipboard(titleOf(&head)+"\n"+url), a.report("Copied title and URL"))
	})
}

// watch tells the program when any process has written to the store.
func watch(ctx context.Context, s Store, send func(tea.Msg)) {
	s.Watch(ctx, 500*time.Millisecond, func() { send(storeChanged{}) })
}
