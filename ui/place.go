package ui

import "slices"

// place is one stop of the way that the reader walked: a list, an article,
// the articles related to one. It keeps its own cursor and scroll, so that
// coming back finds everything as it was.
type place interface {
	// name stands in the breadcrumb.
	name() string
	// resize tells the place the room it has from now on.
	resize(a *app, w, h int)
	// lines draws it: exactly the height given to resize, no line wider.
	lines(a *app, focused bool) []string
	// move moves the cursor or scrolls.
	move(a *app, m motion, n int)
	// position is "3 of 37" or "38 %" for the header.
	position(a *app) string
}

// motion is a way to move in a place.
type motion uint8

const (
	lineDown motion = iota
	lineUp
	halfDown
	halfUp
	pageDown
	pageUp
	toTop
	toBottom
	wheelDown
	wheelUp
)

// trail is the way walked, and the way ahead after going back.
type trail struct {
	past  []place // the last is where the reader is
	ahead []place // the last is what forward returns to
	begun []place // that catching up was begun from, and goes back to
}

func (t *trail) top() place { return t.past[len(t.past)-1] }

// all are the places of the way, and those that it may lead to again.
func (t *trail) all() []place { return slices.Concat(t.past, t.ahead, t.begun) }

// below is the place one step back, nil at the first one.
func (t *trail) below() place {
	if len(t.past) < 2 {
		return nil
	}
	return t.past[len(t.past)-2]
}

func (t *trail) push(p place) { t.past, t.ahead = append(t.past, p), nil }

// replace puts another place where the reader is; the way ahead led on from
// the old one, so it ends.
func (t *trail) replace(p place) { t.past[len(t.past)-1], t.ahead = p, nil }

func (t *trail) back() bool {
	if len(t.past) < 2 {
		return false
	}
	t.ahead = append(t.ahead, t.top())
	t.past = t.past[:len(t.past)-1]
	return true
}

func (t *trail) forward() bool {
	if len(t.ahead) == 0 {
		return false
	}
	last := len(t.ahead) - 1
	t.past = append(t.past, t.ahead[last])
	t.ahead = t.ahead[:last]
	return true
}

// reset starts a new way.
func (t *trail) reset(p place) { *t = trail{past: []place{p}} }
