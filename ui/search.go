package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// base is the view that a list is of; for a search, the view searched, and for
// a tag, the view whose articles with the tag these are.
func (p *listPlace) base() store.View {
	if p.search || p.scope.tag != "" {
		return p.from
	}
	return p.view
}

// startSearch begins to find in the focused place: in a list's titles, or in
// an article's text.
func (a *app) startSearch() tea.Cmd {
	switch p := a.focused().(type) {
	case *articlePlace:
		if !p.loaded {
			return a.say("The article is not loaded yet.")
		}
		return a.openPrompt(promptFind, p.finding.words)
	case *feedsPlace:
		return a.openPrompt(promptFilter, p.words)
	case *relatedPlace:
		return a.say(a.keys.key(actSearch) + " searches lists and articles; go back to one first.")
	case *listPlace:
		if a.trail.top() != place(p) { // its article stands beside it
			cmd := a.back()
			return tea.Batch(cmd, a.startSearch())
		}
		if p.search {
			return a.openPrompt(promptSearch, p.words)
		}
		if p.scope.tag != "" { // a search looks through a whole view, not through what was found in it
			return a.say("A tag's list can't be searched; the lists of everything and of a feed can.")
		}
		if !p.loaded || p.total == 0 {
			return a.say("There is nothing to search in here.")
		}
		result := &listPlace{title: a.st.open + a.st.close, search: true, from: p.view, list: p.list}
		result.rows = append([]store.Article(nil), p.rows...)
		a.trail.push(result)
		return a.openPrompt(promptSearch, "")
	}
	return nil
}

// search looks for words in the view of a search. A newer question cancels
// the older one, whose answer is dropped should it come nevertheless.
func (a *app) search(p *listPlace, words string) tea.Cmd {
	if p.cancel != nil {
		p.cancel()
	}
	p.words = words
	p.title = a.st.open + safe(words) + a.st.close
	p.job = a.job()
	ctx, cancel := context.WithCancel(a.ctx)
	p.cancel = cancel
	if words == "" {
		p.job = 0
		if below, ok := a.trail.below().(*listPlace); ok {
			p.list = below.list
			p.rows = append([]store.Article(nil), below.rows...)
		}
		return nil
	}
	return a.find(ctx, p.job, p.from, words)
}

func (a *app) found(m found) tea.Cmd {
	var cmd tea.Cmd
	a.lists(func(p *listPlace) {
		if p.job != m.job || m.job == 0 {
			return
		}
		p.job = 0
		if m.err != nil {
			cmd = a.fail(m.err)
			return
		}
		p.view, a.counts = m.view, m.win.Counts
		p.cursor, p.line, p.rows = 0, 0, nil
		p.accept(m.win, store.At{}, 0)
		cmd = a.moved(p)
	})
	return cmd
}
