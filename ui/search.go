package ui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
	"newsreader/store/query"
)

// search is what a list of what was found knows of the search.
type search struct {
	words string       // the query as it was asked last
	shown string       // the query that the rows answer
	asked *query.Query // what of it can be marked in a text, nil if nothing can
	order store.Order  // BestFirst or NewestFirst
	wrong *query.Error

	cancel   context.CancelFunc // of the question under way
	snippets snippets
}

// base is the view that a list is of; for a search, the view searched, and for
// a tag, the view whose articles with the tag these are.
func (p *listPlace) base() store.View {
	if p.search != nil || p.scope.sought() {
		return p.from
	}
	return p.view
}

// startSearch begins to find in the focused place: in a list's articles, or
// in an article's text; elsewhere, in the list that the reader came from.
func (a *app) startSearch() tea.Cmd {
	switch p := a.focused().(type) {
	case *articlePlace:
		if !p.loaded {
			return a.say("The article is not loaded yet.")
		}
		return a.openPrompt(promptFind, p.finding.text())
	case *feedsPlace:
		return a.openPrompt(promptFilter, p.words)
	case entryPlace: // of a few articles: what is sought are others
		cmd := a.leave()
		a.trail.push(newSearch(a.listBelow()))
		a.other = false
		return tea.Batch(cmd, a.openPrompt(promptSearch, ""))
	case *listPlace:
		if a.trail.top() != place(p) { // its article stands beside it
			cmd := a.back()
			return tea.Batch(cmd, a.startSearch())
		}
		if p.search != nil {
			return a.openPrompt(promptSearch, p.search.words)
		}
		switch {
		case !p.loaded || p.total == 0 && p.base().Filter == store.All:
			return a.say("There is nothing to search in here.")
		case p.total == 0:
			return a.say("There is nothing to search in here. " + a.keys.key(actAll) + " shows all.")
		}
		a.trail.push(newSearch(p))
		return a.openPrompt(promptSearch, "")
	}
	return nil
}

// listBelow is the list that a search is in: the last one on the way that
// isn't what another search found.
func (a *app) listBelow() *listPlace {
	for i := len(a.trail.past) - 1; i >= 0; i-- {
		if l, ok := a.trail.past[i].(*listPlace); ok && l.search == nil {
			return l
		}
	}
	return nil
}

// newSearch is a search in a list, which shows the list until something is
// asked.
func newSearch(in *listPlace) *listPlace {
	p := &listPlace{title: "Search", search: &search{order: store.BestFirst}, from: in.view}
	p.mirror(in)
	return p
}

// mirror shows the rows of another list.
func (p *listPlace) mirror(in *listPlace) {
	p.list = in.list
	p.rows = append([]store.Article(nil), in.rows...)
}

// seek asks for what matches in the view of a search; the cursor goes to an
// article, 0 for the first row. A newer question cancels the older one, whose
// answer is dropped should it come nevertheless.
func (a *app) seek(p *listPlace, words string, to store.ID) tea.Cmd {
	s := p.search
	if s.cancel != nil {
		s.cancel()
	}
	p.growing.end()
	s.words, s.wrong, p.slow = words, nil, false
	p.job = a.job()
	ctx, cancel := context.WithCancel(a.ctx)
	s.cancel = cancel
	if words == "" {
		p.job = 0
		s.shown, s.asked, p.title = "", nil, "Search"
		p.mirror(a.listBelow())
		return nil
	}
	v := p.from
	v.Order, v.Stories = s.order, false
	return tea.Batch(a.find(ctx, p.job, v, words, store.At{ID: to, Before: p.span(ahead)}), after(slowAfter, slowLoad{p.job}))
}

func (a *app) found(m found) tea.Cmd {
	var cmd tea.Cmd
	a.lists(func(p *listPlace) {
		if p.job != m.job || m.job == 0 || p.search == nil {
			return
		}
		p.job, p.slow = 0, false
		if m.err != nil { // the rows stay: they answer the last question that could be
			if !errors.As(m.err, &p.search.wrong) {
				cmd = a.fail(m.err)
			}
			return
		}
		p.take(a, m)
		p.peek = true // rows that are new are explained at once
		cmd = a.moved(p)
	})
	return cmd
}

// take shows what a search found.
func (p *listPlace) take(a *app, m found) {
	p.search.shown, p.search.asked, p.search.snippets = p.search.words, m.asked, snippets{}
	p.title = p.search.title(a.st)
	p.view, a.counts = m.view, m.win.Counts
	p.rows, p.cache.lines = nil, nil
	p.cursor = 0
	if m.at.ID != 0 {
		p.cursor = m.win.Row
	} else {
		p.line = 0
	}
	p.accept(m.win, store.At{}, 0)
}

// count is how many were found, for the end of the line being typed.
func (s *search) count(a *app, p *listPlace) string {
	switch {
	case s.words == "" || s.wrong != nil:
		return ""
	case p.job == 0:
		return p.number() + " found"
	case p.slow:
		return "searching" + a.st.dots
	}
	return ""
}

func (s *search) title(st *styles) string {
	name := st.open + strings.TrimSpace(safe(s.shown)) + st.close
	if s.order != store.BestFirst {
		name += " " + st.sep + " " + orderName(s.order)
	}
	return name
}

// turnSearch shows what was found in the other order; the cursor stays on its
// article.
func (a *app) turnSearch(p *listPlace) tea.Cmd {
	s := p.search
	if s.order == store.BestFirst {
		s.order = store.NewestFirst
	} else {
		s.order = store.BestFirst
	}
	var to store.ID
	if sel := p.selected(); sel != nil {
		to = sel.ID
	}
	return tea.Batch(a.seek(p, s.words, to), a.say(capital(orderName(s.order))))
}

// nothing says that a search found nothing, and where to look on.
func (s *search) nothing(a *app, in store.View) []string {
	say := []string{"Nothing found for " + a.st.open + strings.TrimSpace(safe(s.shown)) + a.st.close + "."}
	back := a.keys.key(actBack) + " goes back."
	switch {
	case in.Within != nil, in.Filter == store.All && in.Feed == 0:
		return append(say, "Titles and texts of this list were searched. "+back)
	case in.Filter == store.Unread:
		return append(say, "Only unread articles were searched. "+a.keys.key(actAll)+" searches all, "+back)
	case in.Filter == store.Starred:
		return append(say, "Only starred articles were searched. "+a.keys.key(actAll)+" searches all, "+back)
	}
	return append(say, "Only this feed was searched. "+back)
}
