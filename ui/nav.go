package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// open shows an article as a place of its own, one step further.
// A preview is not yet read.
func (a *app) open(head store.Article, preview bool) tea.Cmd {
	cmd := a.leave()
	a.restGen++ // the list is left before its cursor came to rest
	p := newArticle(head)
	p.preview = preview
	switch from := a.trail.top().(type) {
	case *listPlace:
		p.finding = from.marks()
	case *storyPlace:
		p.copies = from.folded(from.cursor)
	case *relatedPlace:
		p.side = newRelated(head) // who follows related articles sees the next ones at once
	}
	a.trail.push(p)
	a.other = false
	return tea.Batch(cmd, a.fetch(p))
}

// turnTo shows another article in the place of the current one.
func (a *app) turnTo(head store.Article, preview bool) tea.Cmd {
	cmd := a.leave()
	p := newArticle(head)
	p.preview = preview
	switch from := a.trail.below().(type) {
	case *listPlace:
		p.finding = from.marks()
	case *storyPlace:
		p.copies = from.folded(from.cursor)
	}
	if old, ok := a.trail.top().(*articlePlace); ok {
		p.instead = old
		if !old.loaded {
			p.instead = old.instead // the last that was really there
		}
		if old.side != nil {
			p.side = newRelated(head)
		}
	}
	a.trail.replace(p)
	return tea.Batch(cmd, a.fetch(p))
}

// leave ends what the current place has under way and saves the reading
// position. A place that never got its article is not worth coming back to.
func (a *app) leave() tea.Cmd {
	p, ok := a.trail.top().(*articlePlace)
	if !ok {
		return nil
	}
	if p.cancel != nil {
		p.cancel()
	}
	p.job = 0
	if !p.loaded {
		return nil
	}
	at := p.reading()
	if at == p.saved || p.preview {
		return nil
	}
	p.saved = at
	id := p.head.ID
	return a.write(write{run: func(ctx context.Context, s Store) (store.Change, error) {
		return store.Change{}, s.SetPosition(ctx, id, at)
	}})
}

// back returns to where the reader came from.
func (a *app) back() tea.Cmd {
	if p, ok := a.focused().(*articlePlace); ok && p.finding.phrase != "" {
		p.finding = finding{}
		return nil
	}
	if p, ok := a.focused().(*feedsPlace); ok && p.words != "" {
		p.filter("")
		return nil
	}
	if a.joining.id != 0 {
		a.joining = joining{}
		return a.report("The story is not joined to another one.")
	}
	if a.task != nil && a.task.shown {
		a.task.cancel()
		return nil
	}
	if r := a.refreshing; r != nil && r.shown && r.endsHere(a) {
		r.stop()
		return nil
	}
	p := a.trail.top()
	cmd := a.leave()
	if len(a.trail.begun) > 0 && len(a.trail.past) == 1 {
		a.trail = trail{past: a.trail.begun}
	} else if !a.trail.back() {
		if a.status.text != "" {
			a.hush()
			return nil
		}
		return a.say("This is the first list. " + a.keys.key(actClose) + " quits.")
	}
	a.other = false
	if art, ok := p.(*articlePlace); ok && (!art.loaded || art.preview) {
		a.trail.ahead = a.trail.ahead[:len(a.trail.ahead)-1]
	}
	switch top := a.trail.top().(type) {
	case *articlePlace:
		return tea.Batch(cmd, a.engage(top))
	case *listPlace:
		top.peek = true
	}
	return cmd
}

func (a *app) forward() tea.Cmd {
	cmd := a.leave()
	if !a.trail.forward() {
		return a.say("There is nothing ahead: you have not gone back from anywhere.")
	}
	a.other = false
	return cmd
}

// openSelected opens what the cursor is on, or goes on to the pane that shows
// it already.
func (a *app) openSelected() tea.Cmd {
	switch p := a.focused().(type) {
	case *articlePlace:
		return a.showStory(p)
	case *relatedPlace:
		if sel := p.selected(); sel != nil {
			a.enterSide(p)
			return a.open(*sel, false)
		}
		return a.say("There is no related article to open.")
	case *storyPlace:
		return a.openTelling(p)
	case *feedsPlace:
		if r := p.selected(); r != nil {
			return a.openFeedRow(r)
		}
		return a.say("There is no feed to open. " + a.keys.key(actAdd) + " adds one.")
	case *listPlace:
		sel := p.selected()
		if sel == nil {
			return a.say("There is no article to open.")
		}
		return a.openRow(p, sel)
	}
	return nil
}

// openRow opens a row of a list: an article, or a story of several.
func (a *app) openRow(l *listPlace, sel *store.Article) tea.Cmd {
	if a.trail.top() == place(l) {
		if several(sel) {
			return a.openStory(*sel)
		}
		return a.open(*sel, false)
	}
	a.other = false // it goes on in the pane beside the list
	switch shown := a.trail.top().(type) {
	case *storyPlace:
		if shown.id == sel.Story && several(sel) {
			return nil
		}
	case *articlePlace:
		if shown.head.ID == sel.ID && !several(sel) {
			return a.engage(shown)
		}
	}
	return a.turnToRow(*sel, false)
}

// openTelling opens the article under the cursor of a story.
func (a *app) openTelling(p *storyPlace) tea.Cmd {
	sel := p.selected()
	if sel == nil {
		return a.say("There is no article to open.")
	}
	if a.trail.top() == place(p) {
		return a.open(*sel, false)
	}
	a.other = false
	if shown, ok := a.trail.top().(*articlePlace); ok && shown.head.ID == sel.ID {
		return a.engage(shown)
	}
	return a.turnTo(*sel, false)
}

// enterSide makes the related articles beside an article a place of the
// trail, so that going back finds them again.
func (a *app) enterSide(p *relatedPlace) {
	if art, ok := a.trail.top().(*articlePlace); ok && art.side == p {
		a.trail.push(p)
		a.other = false
	}
}

// engage turns a preview into an article that is being read.
func (a *app) engage(p *articlePlace) tea.Cmd {
	if !p.preview {
		return nil
	}
	p.preview = false
	return a.readNow(p)
}

// showRelated goes on to the related articles of the article in focus.
func (a *app) showRelated() tea.Cmd {
	switch p := a.focused().(type) {
	case *relatedPlace:
		sel := p.selected()
		if sel == nil {
			return a.say("Nothing related is known.")
		}
		a.enterSide(p)
		return tea.Batch(a.open(*sel, true), a.besides())
	case *feedsPlace:
		return a.say("There is no article here. " + a.keys.key(actOpen) + " shows those of the feed.")
	case *listPlace:
		sel := p.selected()
		if sel == nil {
			return a.say("There is no article here.")
		}
		return a.relatedTo(*sel)
	case *storyPlace:
		sel := p.selected()
		if sel == nil {
			return a.say("There is no article here.")
		}
		return a.relatedTo(*sel)
	case *articlePlace:
		if a.trail.top() != place(p) { // its related articles are shown beside it
			a.other = false
			return nil
		}
		cmd := a.engage(p)
		return tea.Batch(cmd, a.besides())
	}
	return nil
}

// relatedTo goes on to what is related to the article under the cursor of a
// pane that leads.
func (a *app) relatedTo(sel store.Article) tea.Cmd {
	if !a.other {
		return tea.Batch(a.open(sel, true), a.besides())
	}
	a.other = false
	if shown, ok := a.trail.top().(*articlePlace); ok && shown.head.ID == sel.ID {
		return a.besides()
	}
	return tea.Batch(a.turnTo(sel, true), a.besides())
}

// besides goes on to the related articles of the current article.
func (a *app) besides() tea.Cmd {
	p := a.trail.top().(*articlePlace)
	if p.side == nil {
		p.side = newRelated(p.head)
	}
	a.trail.push(p.side)
	a.other = false
	return nil
}

// nextPane moves the focus to the other pane.
func (a *app) nextPane() tea.Cmd {
	_, right, currentRight := a.panes()
	switch {
	case right == nil && a.w < wideFrom:
		return a.say("Panes need a window of 120 columns; this one has " + number(a.w) + ".")
	case right == nil:
		return a.say("There is one pane here. Opening an article shows two.")
	case !currentRight: // an article and the preview of what is related to it
		return a.showRelated()
	}
	a.other = !a.other
	if p, ok := a.focused().(*articlePlace); ok {
		return a.engage(p)
	}
	return nil
}

// toggleZen shows one pane or two.
func (a *app) toggleZen() tea.Cmd {
	if a.w < wideFrom && !a.zen {
		return a.say("Already alone: two panes need a window of 120 columns.")
	}
	if _, right, _ := a.panes(); right == nil && !a.zen {
		return a.say("Already alone. Opening an article shows two panes.")
	}
	a.zen = !a.zen
	a.other = false
	return nil
}
