package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

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
	return st.between(" "+a.breadcrumb(a.w-ansi.StringWidth(right)-4), right, a.w)
}

// tabbed is the list whose header shows the tabs, nil when there are none:
// they are for lists of everything.
func (a *app) tabbed() *listPlace {
	l, ok := a.trail.top().(*listPlace)
	if !ok || l.search || l.scope.narrow() || a.w < 72 || a.overlay != nil {
		return nil
	}
	return l
}

// tabs are the three lists with their counts; the current one stands out. It
// also tells which action the tab over cell x stands for.
func (a *app) tabs(l *listPlace, x int) (line string, under action) {
	line = " "
	add := func(text string, act action) {
		if line != " " {
			line += "   "
		}
		from := ansi.StringWidth(line)
		line += text
		if x >= from && x < ansi.StringWidth(line) {
			under = act
		}
	}
	if a.w >= 90 {
		add(a.st.chrome.Render("newsreader"), "")
	}
	for _, tab := range []struct {
		filter store.Filter
		n      int
		act    action
	}{
		{store.All, a.counts.Articles, actAll}, {store.Unread, a.counts.Unread, actUnread}, {store.Starred, a.counts.Starred, actStarred},
	} {
		style := a.st.chrome
		if tab.filter == l.view.Filter {
			style = a.st.strong
		}
		text := style.Render(filterName(tab.filter))
		if l.loaded {
			text += a.st.chrome.Render(" " + number(tab.n))
		}
		add(text, tab.act)
	}
	if l.view.Order == store.OldestFirst {
		add(a.st.chrome.Render("oldest first"), actSort)
	}
	return line, under
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

// fitCrumb shortens names until all fit; it is not ok when they would say too
// little then.
func (a *app) fitCrumb(names []string, room int) (string, bool) {
	names = append([]string(nil), names...)
	sep, last := " "+a.st.crumb+" ", len(names)-1
	for {
		over := ansi.StringWidth(strings.Join(names, sep)) - room
		if over <= 0 {
			break
		}
		longest, w := last, 0
		for i, n := range names[:last] {
			if cells := ansi.StringWidth(n); cells > max(w, leastName) {
				longest, w = i, cells
			}
		}
		least := leastName
		if longest == last {
			w, least = ansi.StringWidth(names[last]), leastLast
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
