package ui

import tea "charm.land/bubbletea/v2"

// wheelLines is how far a notch of the wheel scrolls.
const wheelLines = 3

// under finds the place at a cell of the window, and the line in it.
func (a *app) under(x, y int) (place, int) {
	line := y - a.frame.top()
	if line < 0 || line >= a.frame.body() {
		return nil, 0
	}
	left, right, _ := a.panes()
	if right != nil {
		lw, _ := split(a.w, leads(left))
		if x >= lw+divider-1 {
			return right, line
		}
	}
	return left, line
}

// focus moves the keys to a place on the screen.
func (a *app) focus(p place) {
	if a.focused() == p {
		return
	}
	if r, ok := p.(*relatedPlace); ok {
		a.enterSide(r)
		if a.trail.top() == p {
			a.other = false
			return
		}
	}
	a.other = !a.other
}

// clicked selects what is under the mouse, and opens what is selected already.
func (a *app) clicked(m tea.Mouse) tea.Cmd {
	if m.Button != tea.MouseLeft || a.overlay != nil || a.prompt != nil {
		return nil
	}
	if l := a.tabbed(); l != nil && m.Y == 0 && a.frame.header {
		if _, do := a.tabs(l, m.X); do != nil {
			return do()
		}
		return nil
	}
	at, line := a.under(m.X, m.Y)
	if at == nil {
		return nil
	}
	had := a.focused() == at
	a.focus(at)
	switch p := at.(type) {
	case *listPlace:
		slots := p.slots()
		if line >= len(slots) || slots[line].row < 0 || slots[line].date {
			return nil
		}
		if row := slots[line].row; row != p.cursor || !had {
			p.step(row - p.cursor)
			return a.moved(p)
		}
		return a.openSelected()
	case *feedsPlace:
		if line >= p.h {
			return nil
		}
		if n := p.top + line; n != p.cursor && n < len(p.rows) {
			p.cursor, p.wanted = n, 0
			return nil
		} else if n >= len(p.rows) {
			return nil
		}
		return a.openSelected()
	case entryPlace:
		e := p.at()
		n := e.top + line
		if n >= len(e.set) || e.set[n].item < 0 {
			return nil
		}
		if item := e.set[n].item; item != e.cursor || !had {
			e.cursor = item
			return nil
		}
		return a.openSelected()
	case *articlePlace:
		return a.engage(p)
	}
	return nil
}

// wheel scrolls what is under the mouse; the focus stays where it is.
func (a *app) wheel(m tea.Mouse) tea.Cmd {
	motion, by := wheelDown, 1
	switch m.Button {
	case tea.MouseWheelDown:
	case tea.MouseWheelUp:
		motion, by = wheelUp, -1
	default:
		return nil
	}
	if a.overlay != nil {
		return a.overlay.move(by * wheelLines)
	}
	at, _ := a.under(m.X, m.Y)
	if at == nil {
		return nil
	}
	at.move(a, motion, wheelLines)
	switch p := at.(type) {
	case *listPlace:
		return a.moved(p)
	case *articlePlace:
		return tea.Batch(a.engage(p), a.readAtEnd(p))
	}
	return nil
}
