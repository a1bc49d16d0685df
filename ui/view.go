package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
)

// view arranges the window. It runs after every message, so it only puts
// together lines that are made already.
func (a *app) view() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.WindowTitle = a.windowTitle()
	if !a.opt.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if a.w <= 0 || a.h <= 0 {
		return v
	}
	if a.frame.tooSmall() {
		v.SetContent(ansi.Truncate("window too small", a.w, "") + strings.Repeat("\n", a.h-1))
		return v
	}
	var rows []string
	if a.frame.header {
		rows = append(rows, a.header())
	}
	if a.frame.rule {
		rows = append(rows, a.rule())
	}
	rows = append(rows, a.bodyLines()...)
	if a.frame.status {
		rows = append(rows, a.statusLine())
	}
	if a.frame.footer {
		rows = append(rows, a.footer())
	} else if text := a.note(); text != "" || a.input() != "" {
		rows[len(rows)-1] = a.footer()
	}
	v.SetContent(strings.Join(rows, "\n"))
	v.Cursor = a.cursor()
	return v
}

// windowTitle is safe to write to the terminal as it is.
func (a *app) windowTitle() string {
	if p, ok := a.trail.top().(*articlePlace); ok {
		return a.st.cut(titleOf(&p.head), 80) + " - newsreader"
	}
	return "newsreader"
}

func (a *app) bodyLines() []string {
	h := a.frame.body()
	if a.overlay != nil {
		return a.overlay.lines(a, a.w, h)
	}
	left, right, _ := a.panes()
	focus := a.focused()
	if right == nil {
		return left.lines(a, true)
	}
	lw, _ := split(a.w, leads(left))
	l, r := left.lines(a, left == focus), right.lines(a, right == focus)
	rows := make([]string, h)
	rule := " " + a.st.chrome.Render(a.st.divider) + " "
	for y := range rows {
		rows[y] = a.st.fill(l[y], lw) + rule + r[y]
	}
	return rows
}

// rule is the thin line below the header. Over two panes, the part above the
// one with the focus stands out.
func (a *app) rule() string {
	left, right, _ := a.panes()
	if right == nil || a.overlay != nil {
		return a.st.chrome.Render(strings.Repeat(a.st.rule, a.w))
	}
	lw, rw := split(a.w, leads(left))
	ls, rs := a.st.chrome, a.st.accent
	if a.focused() == left {
		ls, rs = rs, ls
	}
	return ls.Render(strings.Repeat(a.st.rule, lw+1)) + a.st.chrome.Render(a.st.rule) +
		rs.Render(strings.Repeat(a.st.rule, rw+1))
}

// note is what the status line says: work that is under way, what just
// happened, or the number being typed.
func (a *app) note() string {
	switch {
	case a.task != nil && a.task.shown:
		return a.task.what + a.st.dots + " " + a.keys.key(actBack) + " cancels"
	case a.status.text != "":
		return a.status.text
	case a.counting:
		return number(a.countOf)
	case a.refreshing != nil && a.refreshing.shown:
		return a.refreshing.text(a)
	}
	return ""
}

// fitNote shortens a text: what happened stays, what could be done next goes.
func (a *app) fitNote(text string, room int) string {
	if i := strings.LastIndex(text, " "+a.st.sep+" "); i > 0 && a.st.cells(text) > room {
		text = text[:i]
	}
	return a.st.cut(text, room)
}

func (a *app) statusLine() string {
	if a.overlay != nil {
		if x := a.overlay.selected(); x != nil && x.detail != "" {
			return "   " + a.st.chrome.Render(a.st.cut(x.detail, a.w-4))
		}
	}
	if text := a.note(); text != "" {
		style := a.st.plain
		if a.status.failed {
			style = a.st.second
		}
		return " " + style.Render(a.fitNote(text, a.w-2))
	}
	if a.prompt != nil {
		if wrong := a.wrong(); wrong != nil {
			return "   " + a.st.second.Render(a.st.cut(safe(wrong.Message), a.w-4))
		}
		if hint := a.promptHint(); hint != "" {
			return "   " + a.st.chrome.Render(a.st.cut(hint, a.w-4))
		}
	}
	if a.overlay != nil {
		return ""
	}
	switch p := a.focused().(type) {
	case *listPlace:
		if text := p.peekLine(a, a.w-4); text != "" {
			return "   " + text
		}
	case *feedsPlace:
		said, style := p.peek(a, a.w-4)
		return "   " + style.Render(said[len(said)-1])
	}
	return ""
}

// input is the line being typed, "" if there is none.
func (a *app) input() string {
	switch {
	case a.overlay != nil:
		return a.overlay.input.View()
	case a.prompt != nil:
		return a.promptLine()
	}
	return ""
}

// footer shows the line being typed, or the few keys that matter here. In a
// window too small for a status line it also tells what happened.
func (a *app) footer() string {
	if a.prompt != nil || a.overlay != nil {
		return ansi.Truncate(a.typedLine(), a.w, "")
	}
	if text := a.note(); text != "" && !a.frame.status {
		return a.st.method.Truncate(" "+a.fitNote(text, a.w-1), a.w, "")
	}
	return a.keyHints()
}

func (a *app) typedLine() string {
	line, hint := a.input(), ""
	switch p := a.focused().(type) {
	case *articlePlace:
		if a.prompt != nil && a.prompt.kind == promptFind && p.finding.active() {
			hint = number(len(p.finding.starts)) + " found"
		}
	case *listPlace:
		if a.prompt != nil && a.prompt.kind == promptSearch && p.search != nil {
			hint = p.search.count(a, p)
		}
	case *feedsPlace:
		if a.prompt != nil && a.prompt.kind == promptFilter && p.words != "" {
			hint = number(p.found()) + " found"
		}
	}
	if hint == "" {
		return line
	}
	return a.st.between(line, a.st.chrome.Render(hint+" "), a.w)
}

// keyHints shows the keys that matter here, as many as fit; help is always
// among them.
func (a *app) keyHints() string {
	_, among := a.focused().(*feedsPlace)
	help := a.hint(actHelp)
	line, room := "", a.w-a.st.cells(help)-1
	for _, act := range a.keysHere() {
		h := a.hint(act) + "   "
		if among && act == actOpen {
			h = a.keys.key(act) + " open   " // a feed is no text to read
		} else if act == actStories && a.stories {
			h = a.keys.key(act) + " articles   "
		}
		switch {
		case a.keys.key(act) == "", act == actAdd && a.opt.AddFeed == nil, act == actRefresh && a.opt.Refresh == nil:
			continue
		}
		if a.st.cells(line+h) > room {
			break
		}
		line += h
	}
	return " " + a.st.chrome.Render(line+help)
}

// keysHere are the actions that matter in the place in focus, most wanted
// first.
func (a *app) keysHere() []action {
	switch p := a.focused().(type) {
	case *listPlace:
		switch {
		case p.total == 0 && p.search != nil && p.from.Within == nil && p.from.Filter != store.All:
			return []action{actBack, actSearch, actAll, actSave}
		case p.total == 0 && p.search != nil:
			return []action{actBack, actSearch, actSave}
		case p.search != nil:
			return []action{actOpen, actBack, actSearch, actSort, actSave, actToggleRead}
		case p.total == 0 && len(a.trail.past) > 1:
			return []action{actBack, actAll, actRefresh}
		case p.total == 0:
			return []action{actAll, actRefresh, actAdd, actFeeds}
		case a.other:
			return []action{actOpen, actNextPane, actToggleRead, actStar, actBack}
		case p.scope.catchUp():
			return []action{actOpen, actToggleRead, actStar, actUnread, actSort, actUndo, actFeeds}
		case a.following == 0 && a.opt.AddFeed != nil:
			return []action{actOpen, actAdd, actToggleRead, actStar, actSearch, actStories, actUndo}
		}
		return []action{actOpen, actToggleRead, actStar, actSearch, actStories, actUndo, actFeeds}
	case *articlePlace:
		_, right, _ := a.panes()
		switch {
		case p.finding.phrase != "":
			return []action{actBack, actRead}
		case right != nil:
			return []action{actRead, actRelated, actNext, actNextPane, actStar, actBrowser, actBack}
		}
		return []action{actRead, actRelated, actNext, actStar, actBrowser, actBack}
	case *storyPlace:
		if p.cursor < len(p.items) && (len(p.items[p.cursor].copies) > 0 || p.items[p.cursor].inner) {
			return []action{actOpen, actToggleRead, actMarkAll, actCopies, actFollow, actMute, actBack}
		}
		return []action{actOpen, actToggleRead, actMarkAll, actFollow, actMute, actBack}
	case *feedsPlace:
		switch r := p.selected(); {
		case r == nil:
			return []action{actAdd, actBack}
		case r.search != nil:
			return []action{actOpen, actMute, actRename, actRemove, actAdd, actRefresh, actBack}
		case r.feed == nil:
			return []action{actOpen, actAdd, actRefresh, actMarkAll, actBack}
		}
		return []action{actOpen, actAdd, actRefresh, actTags, actRename, actPause, actRemove, actBack}
	}
	return []action{actOpen, actBack, actToggleRead, actStar}
}

func (a *app) hint(act action) string { return a.keys.key(act) + " " + a.keys.byAction[act].short }

// cursor stands in the line being typed; otherwise there is none.
func (a *app) cursor() *tea.Cursor {
	var c *tea.Cursor
	switch {
	case a.overlay != nil:
		c = a.overlay.input.Cursor()
	case a.prompt != nil:
		c = a.prompt.input.Cursor()
	}
	if c == nil {
		return nil
	}
	c.Y, c.X = a.h-1, min(c.X, a.w-1)
	c.Shape, c.Blink = tea.CursorBar, false
	return c
}
