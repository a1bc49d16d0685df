package ui

import (
	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// stepping is a search for the next or previous row that is under way in the
// store, because the rows held don't reach it.
type stepping struct {
	job    uint64
	left   int // more steps after this one
	step   int
	unread bool
	list   *listPlace
	from   screen // that it was asked for on: elsewhere the answer is of no interest
	leave  bool   // what is open now, a story, for what is found
}

// next goes n articles on (step 1) or back (-1), to unread ones only if asked.
func (a *app) next(step, n int, unread bool) tea.Cmd {
	switch p := a.focused().(type) {
	case *feedsPlace:
		if p.next(step, n, unread) {
			return nil
		}
		return a.say(noMoreFeeds(step, unread))
	case entryPlace:
		return a.nextEntry(p, step, n, unread)
	}
	switch below := a.trail.below().(type) {
	case entryPlace:
		return a.nextEntry(below, step, n, unread)
	case *listPlace:
		if art, ok := a.trail.top().(*articlePlace); ok && !a.other {
			return a.nextInList(below, &art.head, stepping{step: step, unread: unread}, n)
		}
	}
	l := a.nearestList()
	if sel := l.selected(); sel != nil {
		return a.nextInList(l, sel, stepping{step: step, unread: unread}, n)
	}
	return a.say("There is no article here.")
}

// nextHit goes to the next match in an article in which something is looked
// for, and elsewhere to the next unread article.
func (a *app) nextHit(step, n int) tea.Cmd {
	if p, ok := a.focused().(*articlePlace); ok && len(p.finding.starts) > 0 {
		p.nextMatch(step * n)
		return nil
	}
	return a.next(step, n, true)
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
func (a *app) nextInList(l *listPlace, from *store.Article, s stepping, n int) tea.Cmd {
	row, last := l.rowOf(from.ID, from.Story), from.ID
	if l.left(from.Story) { // it goes on from where that was, between the cursor's row and the one beside
		if row = l.cursor; l.gone.beside == -s.step {
			row += l.gone.beside
		}
		if art := l.at(row); art != nil {
			last = art.ID
		}
	}
	held := row >= 0
	for n > 0 && row >= 0 {
		row += s.step
		for art := l.at(row); s.unread && art != nil && !unread(art); art = l.at(row) {
			row += s.step
		}
		if l.at(row) == nil {
			break
		}
		last = l.at(row).ID
		n--
	}
	if n == 0 {
		return a.arrive(l, *l.at(row), row, s)
	}
	if row < 0 && held || row >= l.total {
		return a.say(noMore(s.step, s.unread))
	}
	s.job, s.left, s.list, s.from = a.job(), n-1, l, a.here()
	a.stepping = s
	return a.findNext(s.job, l, last, s.step, s.unread)
}

func (a *app) nextFound(m nextFound) tea.Cmd {
	s := a.stepping
	if m.job != s.job {
		return nil
	}
	a.stepping = stepping{}
	switch {
	case s.from != a.here():
		return nil
	case m.err != nil:
		return a.fail(m.err)
	case !m.ok:
		return a.say(noMore(s.step, s.unread))
	case s.left > 0:
		s.job, s.left = a.job(), s.left-1
		a.stepping = s
		return a.findNext(s.job, s.list, m.art.ID, s.step, s.unread)
	}
	return a.arrive(s.list, m.art, m.row, s)
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

// arrive puts the list's cursor on a row, and shows it if something is being
// read: of a story the article that stands for it, or the story if that one
// is read already.
func (a *app) arrive(l *listPlace, art store.Article, row int, s stepping) tea.Cmd {
	l.step(row - l.cursor)
	cmd := a.moved(l)
	if l.at(row) == nil {
		l.anchor = art.ID
	}
	switch {
	case s.leave:
		return tea.Batch(cmd, a.returnTo(l), a.openRow(l, &art))
	case a.other:
		return cmd
	}
	if _, reading := a.trail.top().(*articlePlace); reading {
		if s.unread && art.Read {
			return tea.Batch(cmd, a.turnToRow(art, false))
		}
		return tea.Batch(cmd, a.turnTo(art, false))
	}
	return cmd
}

// returnTo goes back to a place of the way at once.
func (a *app) returnTo(p place) tea.Cmd {
	cmd := a.leave()
	for a.trail.top() != p {
		a.trail.back()
	}
	a.trail.ahead = nil
	a.other = false
	return cmd
}

// nextEntry steps through a story or related articles. After the last unread
// one of a story it goes on to what is next in the list.
func (a *app) nextEntry(p entryPlace, step, n int, unread bool) tea.Cmd {
	at := p.at().cursor
	for ; n > 0; n-- {
		i := at + step
		for i >= 0 && i < p.size() && unread && p.article(i).Read {
			i += step
		}
		if i < 0 || i >= p.size() {
			return a.beyond(p, step, unread)
		}
		at = i
	}
	p.move(a, lineDown, at-p.at().cursor)
	if a.focused() == place(p) {
		return a.rest()
	}
	return a.turnTo(*p.article(at), false)
}

// beyond leaves a story for the next unread row of its list.
func (a *app) beyond(p entryPlace, step int, unread bool) tea.Cmd {
	story, ok := p.(*storyPlace)
	switch {
	case !ok:
		return a.say(noMore(step, unread))
	case !unread && step > 0:
		return a.say("This is the last article of the story.")
	case !unread:
		return a.say("This is the first article of the story.")
	}
	l := a.nearestList()
	from := store.Article{ID: story.head.Lead.ID, Story: story.id}
	return a.nextInList(l, &from, stepping{step: step, unread: true, leave: true}, 1)
}
