package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
	"newsreader/store/query"
)

// What searches ask of the store.

type found struct {
	job   uint64
	view  store.View
	at    store.At
	win   store.Window
	asked *query.Query // nil if it has nothing that could be marked in a text
	err   error
}

// loadSaved reads the saved searches, and how much they find if so asked.
func (a *app) loadSaved(counted bool) tea.Cmd {
	s, parent, loc := a.opt.Store, a.ctx, a.opt.Location
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		searches, err := s.Searches(ctx)
		m := savedLoaded{list: make([]saved, len(searches)), err: err}
		for i, one := range searches {
			m.list[i] = saved{SavedSearch: one}
			if counted && m.err == nil {
				m.list[i], m.err = countSaved(ctx, s, one, loc)
			}
		}
		return m
	}
}

// queryOf is a query as the screens ask it: the last word may go on, when it is
// saved as when it is typed, so that a saved search finds what was seen.
func queryOf(words string, loc *time.Location) store.Query {
	return store.Query{Text: words, Typing: true, Location: loc}
}

// find searches a view and reads the rows around a place of what it found.
func (a *app) find(ctx context.Context, job uint64, v store.View, words string, at store.At) tea.Cmd {
	s, o := a.opt.Store, query.Options{Now: a.opt.Now(), Location: a.opt.Location, Typing: true}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, readFor)
		defer cancel()
		m := found{job: job, at: at}
		q := queryOf(words, o.Location)
		q.Enough = firstRows
		result, err := s.Search(ctx, v, q)
		if err != nil {
			m.err = err
			return m
		}
		if q, err := query.Parse(words, o); err == nil && len(q.Words())+len(q.Phrases()) > 0 {
			m.asked = q
		}
		m.view = store.View{Within: result}
		m.win, m.err = s.Window(ctx, m.view, at, firstRows)
		return m
	}
}

// loadSnippets asks why articles were found.
func (a *app) loadSnippets(job uint64, of *store.Result, ids []store.ID) tea.Cmd {
	s, parent := a.opt.Store, a.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		list, err := s.Snippets(ctx, of, ids)
		return snippetsLoaded{job, ids, list, err}
	}
}
