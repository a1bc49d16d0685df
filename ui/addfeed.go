package ui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// adding is a feed being added: its site is asked what feeds it has.
type adding struct {
	typed string
	task  *task
}

type feedAdded struct {
	x       *adding
	sub     store.Subscription
	choices []FeedChoice
	err     error
}

// addFeed asks for the address of a feed or a site. What failed before is
// there to be corrected.
func (a *app) addFeed() tea.Cmd {
	switch {
	case a.opt.AddFeed == nil:
		return a.say("There is no network here. In a shell, newsreader import FILE takes articles in.")
	case a.adding != nil:
		return a.say("A feed is being added already. " + a.keys.key(actBack) + " cancels.")
	}
	hint := "The address of a feed, or of a site that has one: example.org"
	if a.mistyped != "" {
		hint = "This did not work. Correct it, or clear it with ctrl+u"
	}
	return a.openLine("Add: ", a.mistyped, hint, a.subscribe)
}

// subscribe adds what was typed, or a feed that was chosen.
func (a *app) subscribe(typed string) tea.Cmd {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return a.say("Nothing was typed, nothing is added.")
	}
	ctx, cancel := context.WithCancel(a.ctx)
	x := &adding{typed: typed, task: &task{what: "Looking for feeds at " + a.st.cut(safe(typed), 40), cancel: cancel}}
	a.adding, a.task = x, x.task
	a.hush()
	return tea.Batch(a.askSite(ctx, x), after(slowAfter, taskSlow{x.task}))
}

func (a *app) feedAdded(m feedAdded) tea.Cmd {
	if a.adding != m.x {
		return nil
	}
	m.x.task.cancel()
	a.adding, a.mistyped = nil, ""
	if a.task == m.x.task {
		a.task = nil
	}
	switch {
	case errors.Is(m.err, store.ErrAlreadyAdded):
		a.goToFeed(m.sub.ID)
		if m.sub.ID == 0 {
			return a.report("This feed is there already.")
		}
		return a.report(a.quoted(&m.sub) + " is there already.")
	case errors.Is(m.err, context.DeadlineExceeded):
		a.mistyped = m.x.typed
		return a.fail(errors.New("the site did not answer in time"))
	case m.err != nil:
		a.mistyped = m.x.typed
		return a.fail(m.err)
	case len(m.choices) > 0:
		return a.chooseFeed(m.x.typed, m.choices)
	}
	a.following++
	a.goToFeed(m.sub.ID)
	a.outdate()
	cmd := a.report("Added " + a.quoted(&m.sub) + a.undoes())
	if a.opt.Refresh != nil && a.refreshing == nil && m.sub.Fetch.Succeeded.IsZero() {
		cmd = tea.Batch(cmd, a.beginRefresh([]store.FeedID{m.sub.ID}, feedTitle(&m.sub)))
	}
	return cmd
}

// goToFeed puts the cursor of the feeds screens on a feed once it is there.
func (a *app) goToFeed(id store.FeedID) {
	a.feedPlaces(func(p *feedsPlace) { p.wanted, p.words, p.stale = id, "", true })
}

// chooseFeed lets a person choose among the feeds of a site.
func (a *app) chooseFeed(typed string, offered []FeedChoice) tea.Cmd {
	if a.overlay != nil || a.prompt != nil {
		a.mistyped = typed
		return a.report("The site has " + feeds(len(offered)) + ". " + a.keys.key(actAdd) + " again lets you choose one.")
	}
	all := make([]choice, len(offered))
	for i, o := range offered {
		title := safe(o.Title)
		if title == "" {
			title = safe(o.URL)
		}
		all[i] = choice{text: title, note: host(o.URL), detail: safe(o.URL), run: func() tea.Cmd { return a.subscribe(o.URL) }}
	}
	a.choose("Feeds of "+a.st.cut(safe(typed), 40), all)
	return nil
}
