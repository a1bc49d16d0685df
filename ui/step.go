package ui

import (
	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// stepping is a search for the next or previous article that is under way in
// the store, because the rows held don't reach it.
type stepping struct {
	job    uint64
	left   int // more steps after this one
	step   int
	unread bool
	list   *listPlace
}

// next goes n articles on (step 1) or back (-1), to unread ones only if asked.
func (a *app) next(step, n int, unread bool) tea.Cmd {
	if p, ok := a.focused().(*articlePlace); ok && unread && p.finding.words != "" {
		p.nextMatch(step * n)
		return nil
	}
	if p, ok := a.focused().(*feedsPlace); ok {
		if p.next(step, n, unread) {
			return nil
		}
		return a.say(noMoreFeeds(step, unread))
	}
	if r, ok := a.focused().(*relatedPlace); ok {
		return a.nextRelated(r, step, n, unread)
	}
	switch below := a.trail.below().(type) {
	case *relatedPlace:
		return a.nextRelated(below, step, n, unread)
	case *listPlace:
		if art, ok := a.trail.top().(*articlePlace); ok && !a.other {
			return a.nextInList(below, art.head.ID, step, n, unread)
		}
	}
	l := a.nearestList()
	if sel := l.selected(); sel != nil {
		return a.nextInList(l, sel.ID, step, n, unread)
	}
	return a.say("There is no article here.")
}

// nearestList is the list that the reader came from last.
func (a *app) nearestList() *listPlace {
	for i := len(a.trail.past) - 1; i >= 0; i-- {
		if l, ok := a.trail.past[i].(*listPlace); ok {
			return l
		}
	}
	return nil
}

// nextInList steps through the rows that are held, and asks the store when
// they don't reach far enough.
func (a *app) nextInList(l *listPlace, from store.ID, step, n int, unread bool) tea.Cmd {
	row := l.rowOf(from)
	for n > 0 && row >= 0 {
		row += step
		for art := l.at(row); unread && art != nil && art.Read; art = l.at(row) {
			row += step
		}
		if l.at(row) == nil {
			break
		}
		from = l.at(row).ID
		n--
	}
	if n == 0 {
		return a.arrive(l, *l.at(row), row)
	}
	if row < 0 && l.rowOf(from) >= 0 || row >= l.total {
		return a.say(noMore(step, unread))
	}
	a.stepping = stepping{job: a.job(), left: n - 1, step: step, unread: unread, list: l}
	return a.findNext(a.stepping.job, l, from, step, unread)
}

func (a *app) nextFound(m nextFound) tea.Cmd {
	s := a.stepping
	if m.job != s.job {
		return nil
	}
	a.stepping = stepping{}
	switch {
	case m.err != nil:
		return a.fail(m.err)
	case !m.ok:
		return a.say(noMore(s.step, s.unread))
	case s.left > 0:
		s.job, s.left = a.job(), s.left-1
		a.stepping = s
		return a.findNext(s.job, s.list, m.art.ID, s.step, s.unread)
	}
	return a.arrive(s.list, m.art, m.row)
}

func noMore(step int, unread bool) string {
	switch {
	case unread && step > 0:
		return "No unread article after this one."
	case unread:
		return "No unread article before this one."
	case step > 0:
		return "This is the last article."
	}
	return "This is the first article."
}

func noMoreFeeds(step int, unread bool) string {
	where := "after"
	if step < 0 {
		where = "before"
	}
	if unread {
		return "No feed " + where + " this one has unread articles."
	}
	return "There is no feed " + where + " this one."
}

// arrive puts the list's cursor on an article, and shows it if an article is
// being read.
func (a *app) arrive(l *listPlace, art store.Article, row int) tea.Cmd {
	l.step(row - l.cursor)
	cmd := a.moved(l)
	if l.at(row) == nil {
		l.anchor = art.ID
	}
	if _, reading := a.trail.top().(*articlePlace); reading && !a.other {
		return a.turnTo(art, false)
	}
	return cmd
}

// nextRelated steps through related articles.
func (a *app) nextRelated(r *relatedPlace, step, n int, unread bool) tea.Cmd {
	at := r.cursor
	for ; n > 0; n-- {
		i := at + step
		for i >= 0 && i < len(r.items) && unread && r.items[i].Read {
			i += step
		}
		if i < 0 || i >= len(r.items) {
			return a.say(noMore(step, unread))
		}
		at = i
	}
	r.move(a, lineDown, at-r.cursor)
	if p, reading := a.trail.top().(*articlePlace); reading && p.side != r {
		return a.turnTo(r.items[at].Article, false)
	}
	return nil
}
