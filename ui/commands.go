package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// All talk with the store is in this file. A command captures values, never
// the app; it has a time limit; it answers with the job's number.

// Longest waits: for another process that holds the store, and for work that
// touches every article.
const (
	readFor  = 15 * time.Second
	writeFor = 60 * time.Second
)

type windowLoaded struct {
	job   uint64
	view  store.View
	from  store.View // of a tag's list: the view whose articles these are
	since *uint64
	asked store.At
	win   store.Window
	err   error
}

// keep adds to a view what was marked since the reader came to it, so that it
// doesn't vanish under the cursor. since is nil for a view that is entered now.
func keep(ctx context.Context, s Store, v store.View, since *uint64) (store.View, *uint64, error) {
	if v.Filter == store.All || v.Within != nil || since == nil {
		return v, since, nil
	}
	set, seq, err := s.Changes(ctx, *since)
	if err != nil {
		return v, since, err
	}
	v.Keep = v.Keep.Union(set)
	return v, &seq, nil
}

// window reads a window of a view with everything kept that should be.
func window(ctx context.Context, s Store, v store.View, since *uint64, at store.At, n int) (store.Window, store.View, *uint64, error) {
	for tries := 0; ; tries++ {
		v, seq, err := keep(ctx, s, v, since)
		if err != nil {
			return store.Window{}, v, since, err
		}
		win, err := s.Window(ctx, v, at, n)
		switch {
		case err != nil:
			return win, v, since, err
		case seq == nil:
			return win, v, &win.Seq, nil
		case win.Seq <= *seq || v.Filter == store.All || tries == 3:
			return win, v, seq, nil
		}
		since = seq // another process marked something between the two readings
	}
}

// firstRows is enough for any window that is not told yet.
const firstRows = 120

// loadFirst reads the list to start with: the one asked for, or the first of
// unread and all that has something.
func (a *app) loadFirst() tea.Cmd {
	p := a.trail.top().(*listPlace)
	p.job = a.job()
	job, s, v, auto, parent := p.job, a.opt.Store, p.view, a.opt.StartView == StartAuto, a.ctx
	return tea.Batch(after(slowAfter, slowLoad{job}), func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		win, v, since, err := window(ctx, s, v, nil, store.At{}, firstRows)
		if err == nil && auto && win.Total == 0 && win.Articles > 0 {
			v.Filter = store.All
			win, v, since, err = window(ctx, s, v, nil, store.At{}, firstRows)
		}
		return windowLoaded{job: job, view: v, since: since, win: win, err: err}
	})
}

// load reads the rows around a list's cursor. A question that is out already
// is superseded.
func (a *app) load(p *listPlace) tea.Cmd {
	anew, auto := p.scope.sought() && (p.stale || !p.loaded), p.scope.query != "" && !p.loaded
	if p.scope.catchUp() && p.loaded {
		anew = false // its order would jump with each article that comes in
	}
	p.job, p.askedRow, p.stale = a.job(), p.cursor, false
	p.hold()
	at, n := p.query()
	p.asked = at
	job, s, v, from, since, parent, in, loc := p.job, a.opt.Store, p.view, p.from, p.since, a.ctx, p.scope, a.opt.Location
	least := max(p.cursor+n, v.Within.Len())
	read := func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		if anew {
			m, err := in.window(ctx, s, from, since, at, n, least, loc)
			if auto && err == nil && m.win.Total == 0 {
				from.Filter = store.All
				m, err = in.window(ctx, s, from, nil, at, n, least, loc)
			}
			m.job, m.asked, m.err = job, at, err
			return m
		}
		win, v, since, err := window(ctx, s, v, since, at, n)
		return windowLoaded{job: job, view: v, from: from, since: since, asked: at, win: win, err: err}
	}
	if p.loaded {
		return read
	}
	return tea.Batch(read, after(slowAfter, slowLoad{job}))
}

type nextFound struct {
	job  uint64
	art  store.Article
	row  int
	ok   bool
	step int
	err  error
}

// findNext looks for the next or previous (unread) article of a list.
func (a *app) findNext(job uint64, l *listPlace, from store.ID, step int, unread bool) tea.Cmd {
	s, parent, v, since := a.opt.Store, a.ctx, l.view, l.since
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		v, _, err := keep(ctx, s, v, since)
		if err != nil {
			return nextFound{job: job, err: err}
		}
		art, row, ok, err := s.Next(ctx, v, from, step, unread)
		return nextFound{job: job, art: art, row: row, ok: ok, step: step, err: err}
	}
}

func (a *app) runWrite(w write) tea.Cmd {
	s, parent, r := a.opt.Store, a.ctx, &running{over: make(chan struct{})}
	a.writes.begun, a.writes.current = w, r
	return func() tea.Msg {
		if !r.claimed.CompareAndSwap(false, true) {
			return nil
		}
		defer close(r.over)
		// What was asked for is done even if the program ends meanwhile.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(parent), writeFor)
		defer cancel()
		change, err := w.run(ctx, s)
		return written{w.done, change, err}
	}
}

// openURL starts the browser.
func (a *app) openURL(url string) tea.Cmd {
	open, parent := a.opt.Open, a.ctx
	return func() tea.Msg { return browserOpened{open(parent, url)} }
}

type browserOpened struct{ err error }

// fetchFeeds fetches feeds. Progress goes through a place of its own, so that
// no message waits for the update loop.
func (a *app) fetchFeeds(r *refresh) tea.Cmd {
	ctx, cancel := context.WithCancel(a.ctx)
	r.cancel = cancel
	fetch, work, only, progress := a.opt.Refresh, a.background, r.only, r.progress
	return func() tea.Msg {
		if !work.begin() {
			return nil
		}
		defer work.end()
		result, err := fetch(ctx, only, func(p RefreshProgress) { progress.Store(&p) })
		return refreshOver{r, result, err}
	}
}

// loadFeeds reads the feeds for a feeds screen, nil only to count them.
func (a *app) loadFeeds(p *feedsPlace) tea.Cmd {
	job, s, parent := uint64(0), a.opt.Store, a.ctx
	if p != nil {
		p.job, p.stale = a.job(), false
		job = p.job
	}
	return tea.Batch(after(slowAfter, slowLoad{job}), func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		list, err := s.Feeds(ctx)
		return feedsLoaded{job: job, list: sortedFeeds(list), first: job == 0, err: err}
	})
}

func (a *app) loadTags(job uint64, own []string) tea.Cmd {
	s, parent := a.opt.Store, a.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		list, err := s.Feeds(ctx)
		return tagsLoaded{job, own, sortedFeeds(list), err}
	}
}

// askSite has a feed added. It ends with the program, and takes as long as
// the network does: esc cancels it.
func (a *app) askSite(ctx context.Context, x *adding) tea.Cmd {
	add, work := a.opt.AddFeed, a.background
	return func() tea.Msg {
		if !work.begin() {
			return nil
		}
		defer work.end()
		sub, choices, err := add(ctx, x.typed)
		return feedAdded{x, sub, choices, err}
	}
}
