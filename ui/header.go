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
	if l, ok := a.trail.top().(*listPlace); ok && !l.search && a.w >= 72 {
		return st.between(a.tabs(l), right, a.w)
	}
	return st.between(" "+a.breadcrumb(a.w-ansi.StringWidth(right)-4), right, a.w)
}

// tabs are the three lists with their counts; the current one stands out.
func (a *app) tabs(l *listPlace) string {
	parts := []string{" " + a.st.chrome.Render("newsreader")}
	if a.w < 90 {
		parts = []string{""}
	}
	tab := func(f store.Filter, n int) {
		name := filterName(f)
		style := a.st.chrome
		if f == l.view.Filter {
			style = a.st.strong
		}
		text := style.Render(name)
		if l.loaded {
			text += a.st.chrome.Render(" " + number(n))
		}
		parts = append(parts, text)
	}
	tab(store.All, a.counts.Articles)
	tab(store.Unread, a.counts.Unread)
	tab(store.Starred, a.counts.Starred)
	if l.view.Order == store.OldestFirst {
		parts = append(parts, a.st.chrome.Render("oldest first"))
	}
	return strings.TrimPrefix(strings.Join(parts, "   "), "  ")
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
