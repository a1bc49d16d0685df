package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// fetch asks for an article's text. The place is on the screen already, with
// the title that the list knew.
func (a *app) fetch(p *articlePlace) tea.Cmd {
	a.arrange()
	p.job = a.job()
	ctx, cancel := context.WithCancel(a.ctx)
	p.cancel = cancel
	kept := a.pages.find(p.head.ID, p.want, a.st)
	order := pageOrder{lines: max(p.h, 1), options: a.pageOptions(p), kept: kept, finding: p.finding, undimmed: a.undimmed}
	return tea.Batch(a.loadArticle(ctx, p.job, p.head.ID, order), after(slowAfter, slowLoad{p.job}))
}

// articleLoaded puts the answer in its place, or takes the place away again.
func (a *app) articleLoaded(m articleLoaded) tea.Cmd {
	p := a.articleWaiting(m.job)
	if p == nil {
		return nil
	}
	p.job, p.slow = 0, false
	p.cancel()
	if m.err != nil {
		return tea.Batch(a.giveUp(p), a.fail(m.err))
	}
	if a.writes.busy { // the screen knows better than what was read before the write
		m.head.Read, m.head.Starred = p.head.Read, p.head.Starred
	}
	p.head, p.text, p.loaded, p.instead, p.saved = m.head, m.text, true, nil, m.text.Position
	p.page, p.width, p.st, p.from, p.known, p.shown = m.page, m.width, a.st, m.text.Content, m.known, m.shown
	p.finding.renew(m.found, m.page, m.text.Language)
	p.compose(a)
	if n := m.text.Position; n > 0 && n < len(p.page.Paragraphs) {
		p.restore(anchor{paragraph: n})
	}
	a.patch(m.head.ID, func(art *store.Article) { *art = m.head })
	cmd := tea.Batch(a.pageDone(p), a.readNow(p))
	if m.slow {
		cmd = tea.Batch(cmd, a.loadKnown(m.head.ID))
	}
	return cmd
}

// pageDone keeps a complete page and asks for the rest of one that isn't.
func (a *app) pageDone(p *articlePlace) tea.Cmd {
	if p.page.Complete {
		a.pages.keep(keptPage{p.head.ID, p.width, p.st, p.from, p.shown, p.page})
		return a.readAtEnd(p)
	}
	return a.typeset(p)
}

// typeset asks for the whole page at the measure that the pane has now.
func (a *app) typeset(p *articlePlace) tea.Cmd {
	if k := a.pages.find(p.head.ID, p.want, a.st); k.fits(p.content(), a.dimmed(p)) && !p.finding.active() {
		p.setPage(a, k.page, k.width, k.from, k.known, finding{})
		return nil
	}
	p.job = a.job()
	ctx, cancel := context.WithCancel(a.ctx)
	p.cancel = cancel
	return setPage(ctx, p.job, p.content(), p.text.Language, a.pageOptions(p), p.finding)
}

func (a *app) pageSet(m pageSet) tea.Cmd {
	p := a.articleWaiting(m.job)
	if p == nil {
		return nil
	}
	p.job = 0
	p.cancel()
	if m.err != nil {
		p.width, p.st, p.from, p.shown = p.want, a.st, p.content(), a.dimmed(p) // not again before something changes
		return a.fail(m.err)
	}
	p.setPage(a, m.page, m.width, m.from, m.shown, m.found)
	return a.pageDone(p)
}

// articleWaiting finds the article that waits for a job's answer.
func (a *app) articleWaiting(job uint64) *articlePlace {
	for _, at := range a.trail.past {
		if p, ok := at.(*articlePlace); ok && p.job == job && job != 0 {
			return p
		}
	}
	return nil
}

// giveUp takes away a place whose article can't be shown; the reader is back
// where the key was pressed.
func (a *app) giveUp(p *articlePlace) tea.Cmd {
	if a.trail.top() != place(p) {
		return nil
	}
	if p.instead == nil {
		a.trail.past = a.trail.past[:len(a.trail.past)-1]
		return nil
	}
	a.trail.replace(p.instead)
	l, ok := a.trail.below().(*listPlace)
	if !ok || p.preview {
		return nil
	}
	if row := l.rowOf(p.instead.head.ID, p.instead.head.Story); row >= 0 {
		l.step(row - l.cursor)
	}
	return nil
}
