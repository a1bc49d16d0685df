package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// Whether words stand together is known once the texts were read. A search
// for them answers with what it finds at once and leaves its result open; the
// list grows at its end while there are too few rows below the cursor, and at
// first until most searches have been counted.

// growing is a list that grows.
type growing struct {
	of    *store.Result // that the steps were taken from
	steps int
	job   uint64 // of the question that is out
	stop  context.CancelFunc
	over  bool // it failed
}

// countedSteps is how many steps are taken to count what was found.
const countedSteps = 25

type grown struct {
	job  uint64
	more *store.Result
	err  error
}

// end stops the question that is out.
func (g *growing) end() {
	if g.stop != nil {
		g.stop()
	}
	*g = growing{}
}

// grow goes on with a result that is open, if there is reason to.
func (a *app) grow(p *listPlace) tea.Cmd {
	g := &p.growing
	of := p.view.Within
	if g.of != of {
		g.end()
		g.of = of
	}
	if !of.Open() || p.job != 0 || g.job != 0 || g.over || p.stale {
		return nil
	}
	if g.steps >= countedSteps && of.Len() > p.cursor+p.span(ahead) {
		return nil
	}
	g.job = a.job()
	job, s := g.job, a.opt.Store
	ctx, cancel := context.WithTimeout(a.ctx, readFor)
	g.stop = cancel
	return func() tea.Msg {
		defer cancel()
		more, err := s.More(ctx, of, 0)
		return grown{job, more, err}
	}
}

// grown takes what was found. If the rows are being read anew, what was found
// is dropped, and looked for again behind those.
func (a *app) grown(m grown) tea.Cmd {
	var cmds []tea.Cmd
	a.lists(func(p *listPlace) {
		g := &p.growing
		if g.job != m.job {
			return
		}
		g.job, g.stop = 0, nil
		if m.err != nil {
			g.over = true
			cmds = append(cmds, a.fail(m.err))
			return
		}
		if p.job != 0 || p.view.Within != g.of {
			return
		}
		g.of, g.steps = m.more, g.steps+1
		p.view.Within = m.more
		if p.view.Stories {
			cmds = append(cmds, a.load(p))
			return
		}
		p.total = m.more.Len()
		p.settle()
	})
	return tea.Batch(cmds...)
}

// number is how many rows there are, with a sign if there may be more.
func (p *listPlace) number() string {
	if r := p.view.Within; r != nil && !r.Counted() {
		return number(p.total) + "+"
	}
	return number(p.total)
}
