package ui

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"
)

// press takes a key: for what is being typed, for a count, or for an action.
func (a *app) press(m tea.KeyPressMsg) tea.Cmd {
	key := m.String()
	switch {
	case a.overlay != nil:
		return a.overlayKey(m)
	case a.prompt != nil:
		return a.promptKey(m)
	}
	if a.digit(key) {
		return nil
	}
	n, counting := max(a.countOf, 1), a.counting
	a.countOf, a.counting = 0, false
	act := a.keys.match(key)
	if act == actSaved {
		return a.openSaved(slices.Index(a.keys.byAction[actSaved].keys, key))
	}
	if counting && key == "esc" {
		return nil
	}
	if act == "" {
		if a.status.failed {
			a.hush()
		}
		return a.unknown(key)
	}
	return a.do(act, n)
}

// mostTimes bounds a count.
const mostTimes = 99_999

// digit takes a digit that begins or continues a count. Those from 1 choose a
// list, so a count begins with 0: 05j is five down, 012j is twelve.
func (a *app) digit(key string) bool {
	if len(key) != 1 || key[0] < '0' || key[0] > '9' {
		return false
	}
	if !a.counting && a.keys.match(key) != "" {
		return false
	}
	d, _ := strconv.Atoi(key)
	a.countOf = min(a.countOf*10+d, mostTimes)
	a.counting = true
	return true
}

// unknown says that a key does nothing, if it is one that people type.
func (a *app) unknown(key string) tea.Cmd {
	if len([]rune(key)) != 1 {
		return nil
	}
	return a.say(key + " does nothing here. " + a.keys.key(actHelp) + " shows the keys.")
}

// motions are the actions that only move.
var motions = map[action]motion{
	actDown: lineDown, actUp: lineUp, actTop: toTop, actBottom: toBottom,
	actHalfDown: halfDown, actHalfUp: halfUp, actPageDown: pageDown, actPageUp: pageUp,
	actReadBack: pageUp,
}

// do carries an action out, n times where that means something.
func (a *app) do(act action, n int) tea.Cmd {
	if m, ok := motions[act]; ok {
		return a.move(m, n)
	}
	switch act {
	case actOpen:
		return a.openSelected()
	case actBack:
		return a.back()
	case actForward:
		return a.forward()
	case actRead:
		return a.readOn(n)
	case actNextUnread:
		return a.nextHit(1, n)
	case actPrevUnread:
		return a.nextHit(-1, n)
	case actNext:
		return a.next(1, n, false)
	case actPrev:
		return a.next(-1, n, false)
	case actRelated:
		return a.showRelated()
	case actToggleRead:
		return a.toggleRead()
	case actStar:
		return a.toggleStar()
	case actMarkAll:
		return a.markAll()
	case actMarkAbove, actMarkBelow:
		return a.markBeside(act == actMarkBelow)
	case actUndo:
		return a.undo()
	case actRedo:
		return a.redo()
	case actNextPane, actPrevPane:
		return a.nextPane()
	case actZen:
		return a.toggleZen()
	}
	return a.doStory(act)
}

// doStory carries out what is about stories.
func (a *app) doStory(act action) tea.Cmd {
	switch act {
	case actStories:
		return a.toggleStories()
	case actFollow:
		return a.toggleFollow()
	case actMute:
		return a.toggleMute()
	case actSplit:
		return a.split()
	case actJoin:
		return a.join()
	case actCopies:
		return a.toggleCopies()
	case actCatchUp:
		return a.catchUp()
	case actKnown:
		return a.toggleKnown()
	case actRevised:
		return a.toggleRevised()
	}
	return a.doElse(act)
}

// doElse carries out what is not about moving, reading or marking.
func (a *app) doElse(act action) tea.Cmd {
	switch act {
	case actSearch:
		return a.startSearch()
	case actAll, actUnread, actStarred:
		return a.switchView(act)
	case actSort:
		return a.sort()
	case actBrowser:
		return a.browse()
	case actLinks:
		return a.showLinks()
	case actCopyURL:
		return a.copyURL(false)
	case actCopyTitle:
		return a.copyURL(true)
	case actTagged:
		return a.showTags()
	case actSaved:
		return a.chooseSaved()
	case actSave:
		return a.saveSearch()
	case actHelp:
		return a.openHelp()
	case actPalette:
		return a.openPalette()
	case actClose:
		return a.closePlace()
	case actQuit:
		return a.quit()
	case actSuspend:
		return tea.Suspend
	case actRedraw:
		return a.redraw()
	}
	return a.doFeeds(act)
}

// doFeeds carries out what is about feeds.
func (a *app) doFeeds(act action) tea.Cmd {
	switch act {
	case actRefresh:
		return a.refreshHere()
	case actRefreshAll:
		return a.startRefresh(nil, "")
	case actFeeds:
		return a.showFeeds()
	case actAdd:
		return a.addFeed()
	case actRename, actTags, actPause, actFullText, actRemove:
		return a.onFeed(act)
	}
	return nil
}

// move moves in the focused place.
func (a *app) move(m motion, n int) tea.Cmd {
	at := a.focused()
	at.move(a, m, n)
	switch p := at.(type) {
	case *listPlace:
		return a.moved(p)
	case *storyPlace:
		return a.rest()
	case *articlePlace:
		return tea.Batch(a.engage(p), a.readAtEnd(p))
	}
	return nil
}

// readOn pages down; at the end of an article it goes on to the next unread.
func (a *app) readOn(n int) tea.Cmd {
	switch p := a.focused().(type) {
	case *articlePlace:
		if p.atEnd() {
			return a.next(1, n, true)
		}
	case *listPlace:
		if p.cursor >= p.total-1 {
			return a.say("This is the end of the list.")
		}
	case *feedsPlace:
		if p.cursor >= len(p.rows)-1 {
			return a.say("This is the end of the list.")
		}
	}
	return a.move(pageDown, n)
}

// closePlace goes back, or quits when there is nowhere to go back to.
func (a *app) closePlace() tea.Cmd {
	l, ok := a.trail.top().(*listPlace)
	if len(a.trail.past) > 1 || ok && l.scope.catchUp() {
		return a.back()
	}
	return a.quit()
}

// quit ends the program once everything asked for is in the store. Asked
// again, it doesn't wait.
func (a *app) quit() tea.Cmd {
	cmd := a.leave()
	a.hurried = a.quitting
	if a.quitting || !a.writes.busy && len(a.writes.waiting) == 0 {
		return tea.Batch(cmd, tea.Quit)
	}
	a.quitting = true
	t := &task{what: "Saving", cancel: func() {}}
	a.task = t
	return tea.Batch(cmd, after(slowAfter, taskSlow{t}))
}

// redraw paints everything anew, and tries again what failed.
func (a *app) redraw() tea.Cmd {
	a.lists(func(l *listPlace) { l.err, l.stale = nil, true })
	a.feedPlaces(func(p *feedsPlace) { p.err, p.stale = nil, true })
	a.storyPlaces(func(p *storyPlace) { p.err, p.stale = nil, true })
	for _, at := range a.trail.past {
		if r, ok := at.(*relatedPlace); ok {
			r.err = nil
		}
	}
	return tea.ClearScreen
}
