package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// header tells where the reader is.
func (a *app) header() string {
	st := a.st
	if a.overlay != nil {
		return st.between(" "+st.strong.Render(a.overlay.title), st.chrome.Render("esc closes "), a.w)
	}
	right := a.focused().position(a)
	if right != "" {
		right = st.chrome.Render(right + " ")
	}
	if l := a.tabbed(); l != nil {
		line, _ := a.tabs(l, -1)
		return st.between(line, right, a.w)
	}
	return st.between(" "+a.breadcrumb(a.w-a.st.cells(right)-4), right, a.w)
}

// tabbed is the list whose header shows the tabs, nil when there are none:
// they are for lists of everything, and for saved searches beside them.
func (a *app) tabbed() *listPlace {
	l, ok := a.trail.top().(*listPlace)
	if !ok || l.search != nil || a.w < 72 || a.overlay != nil {
		return nil
	}
	if l.scope.narrow() && (!l.scope.apart() || len(a.trail.past) > 1) {
		return nil
	}
	return l
}

// tab is a list that the header names, and what a click on it does.
type tab struct {
	text    string
	current bool
	do      func() tea.Cmd
}

// tabs are the lists with their counts; the current one stands out. What is
// under cell x, a click on it does.
func (a *app) tabs(l *listPlace, x int) (line string, under func() tea.Cmd) {
	all := append(a.viewTabs(l), a.savedTabs(l)...)
	room := a.w - a.st.cells(l.position(a)) - 4
	for {
		line, under = " ", nil
		for i, t := range all {
			if i > 0 {
				line += "   "
			}
			from := a.st.cells(line)
			line += t.text
			if x >= from && x < a.st.cells(line) {
				under = t.do
			}
		}
		last := len(all) - 1
		for last >= 0 && all[last].current {
			last--
		}
		if a.st.cells(line) <= room || last < 0 {
			return line, under
		}
		all = slices.Delete(all, last, last+1) // the current one stays
	}
}

func (a *app) viewTabs(l *listPlace) []tab {
	var all []tab
	if a.w >= 90 {
		all = append(all, tab{text: a.st.chrome.Render("newsreader")})
	}
	for _, v := range []struct {
		filter store.Filter
		n      int
		act    action
	}{
		{store.All, a.counts.Articles, actAll}, {store.Unread, a.counts.Unread, actUnread}, {store.Starred, a.counts.Starred, actStarred},
	} {
		current := v.filter == l.view.Filter && !l.scope.narrow()
		text := a.tabName(filterName(v.filter), current)
		if l.loaded || a.counts.Articles > 0 {
			text += a.st.chrome.Render(" " + number(v.n))
		}
		all = append(all, tab{text, current, func() tea.Cmd { return a.do(v.act, 1) }})
	}
	if l.scope.catchUp() {
		all = append(all, tab{text: a.tabName(l.title, true), current: true})
	}
	if l.base().Order == store.OldestFirst && !l.scope.narrow() {
		all = append(all, tab{text: a.st.chrome.Render("oldest first"), do: func() tea.Cmd { return a.do(actSort, 1) }})
	}
	return all
}

// longestTab is how much of a saved search's name a tab shows.
const longestTab = 20

// savedTabs are the saved searches that have a key.
func (a *app) savedTabs(l *listPlace) []tab {
	var all []tab
	for i, s := range a.saved[:a.keyed()] {
		current := l.scope.isSaved(s.SavedSearch)
		text := a.tabName(a.st.cut(safe(s.Name), longestTab), current)
		if current {
			text += a.st.chrome.Render(strings.TrimPrefix(l.title, l.scope.name))
		}
		all = append(all, tab{text, current, func() tea.Cmd { return a.openSaved(i) }})
	}
	return all
}

func (a *app) tabName(name string, current bool) string {
	if current {
		return a.st.strong.Render(name)
	}
	return a.st.chrome.Render(name)
}

// What is left of a name is worth showing from so many cells on; the deepest
// one is worth more.
const (
	leastName = 14
	leastLast = 28
)

// breadcrumb is the way walked. When room is short, first the names before
// the deepest get shorter, then the middle goes, and only then the deepest.
func (a *app) breadcrumb(room int) string {
	names := make([]string, len(a.trail.past))
	for i, p := range a.trail.past {
		names[i] = p.name()
		if _, ok := p.(*storyPlace); ok && (i < len(names)-1 || a.fromArticle()) {
			names[i] = "Story" // the article's title says which
		}
	}
	for drop := 0; ; drop++ {
		shown := names
		switch {
		case drop >= len(names)-1:
			return a.st.cut(names[len(names)-1], room)
		case drop > 0:
			shown = append([]string{names[0], a.st.dots}, names[drop+1:]...)
		}
		if text, ok := a.fitCrumb(shown, room); ok {
			return text
		}
	}
}

// fromArticle tells whether the reader came to the current place from an article.
func (a *app) fromArticle() bool {
	_, ok := a.trail.below().(*articlePlace)
	return ok
}

// fitCrumb shortens names until all fit; it is not ok when they would say too
// little then.
func (a *app) fitCrumb(names []string, room int) (string, bool) {
	names = append([]string(nil), names...)
	sep, last := " "+a.st.crumb+" ", len(names)-1
	for {
		over := a.st.cells(strings.Join(names, sep)) - room
		if over <= 0 {
			break
		}
		longest, w := last, 0
		for i, n := range names[:last] {
			if cells := a.st.cells(n); cells > max(w, leastName) {
				longest, w = i, cells
			}
		}
		least := leastName
		if longest == last {
			w, least = a.st.cells(names[last]), leastLast
		}
		if w <= least {
			return "", false
		}
		names[longest] = a.st.cut(names[longest], max(w-over, least))
	}
	for i := range names[:last] {
		names[i] = a.st.chrome.Render(names[i])
	}
	return strings.Join(names, a.st.chrome.Render(sep)), true
}
