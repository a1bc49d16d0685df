package ui

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// target is the article that a key is about, nil if there is none.
func (a *app) target() *store.Article {
	switch p := a.focused().(type) {
	case *listPlace:
		return p.selected()
	case *articlePlace:
		return &p.head
	case entryPlace:
		return selectedIn(p)
	}
	return nil
}

func (a *app) toggleRead() tea.Cmd {
	art := a.target()
	if art == nil {
		return a.say("There is no article to mark.")
	}
	if several(art) {
		story := *art.StoryRow
		story.Lead = *art
		return a.markStory(&story)
	}
	if art.Read {
		return a.mark(store.MarkUnread, art.ID, "Marked unread")
	}
	var also []store.ID
	if p, ok := a.focused().(*storyPlace); ok {
		also = p.folded(p.cursor)
	}
	return a.markAlso(store.MarkRead, art.ID, also, "Marked read")
}

func (a *app) toggleStar() tea.Cmd {
	art := a.target()
	if art == nil {
		return a.say("There is no article to star.")
	}
	if art.Starred {
		return a.mark(store.Unstar, art.ID, "Star taken away")
	}
	return a.mark(store.Star, art.ID, "Starred")
}

// mark changes one article, on the screen at once and then in the store. With
// nothing to say it is done quietly.
func (a *app) mark(act store.Action, id store.ID, say string) tea.Cmd {
	return a.markAlso(act, id, nil, say)
}

// markAlso changes near-copies of the article with it, as one step.
func (a *app) markAlso(act store.Action, id store.ID, also []store.ID, say string) tea.Cmd {
	ids := append([]store.ID{id}, also...)
	a.patchAll(func(art *store.Article) bool { return slices.Contains(ids, art.ID) }, func(art *store.Article) { apply(act, art) })
	return a.write(write{
		run: func(ctx context.Context, s Store) (store.Change, error) { return s.Mark(ctx, act, ids...) },
		done: func(c store.Change, err error) tea.Cmd {
			a.outdate()
			if err != nil {
				return tea.Batch(a.fail(err), a.recheck())
			}
			if say == "" {
				return nil
			}
			return a.report(say + a.undoes())
		},
	})
}

func apply(act store.Action, art *store.Article) {
	switch act {
	case store.MarkRead:
		art.Read = true
	case store.MarkUnread:
		art.Read = false
	case store.Star:
		art.Starred = true
	case store.Unstar:
		art.Starred = false
	}
}

// readNow marks an article that was opened.
func (a *app) readNow(p *articlePlace) tea.Cmd {
	if p.preview || !p.loaded || p.head.Read || a.opt.MarkOn != MarkOnOpen {
		return nil
	}
	return a.markAlso(store.MarkRead, p.head.ID, p.copies, "")
}

// readAtEnd marks an article whose end came on the screen.
func (a *app) readAtEnd(p *articlePlace) tea.Cmd {
	if p.preview || p.revised != "" || p.head.Read || a.opt.MarkOn != MarkAtEnd || !p.atEnd() {
		return nil
	}
	return a.markAlso(store.MarkRead, p.head.ID, p.copies, "")
}

// markAll marks everything in the list read: one step to undo, no question.
func (a *app) markAll() tea.Cmd {
	if p, ok := a.focused().(*feedsPlace); ok {
		return a.markRow(p)
	}
	if p, ok := a.focused().(*storyPlace); ok {
		if story := p.head; p.anyUnread() {
			story.Unread = 1
			return a.markStory(&story)
		}
		return a.say("All of them are read already.")
	}
	l, ok := a.focused().(*listPlace)
	if !ok {
		return a.say(a.keys.key(actMarkAll) + " marks a whole list; go back to it first.")
	}
	if l.total == 0 {
		return a.say("There is no article to mark.")
	}
	v := l.view
	what := articles(l.total)
	if v.Stories {
		what = stories(l.total)
	}
	return a.markView(what, func(context.Context, Store) (store.View, error) { return v, nil })
}

// markBeside marks read what stands above the cursor in a list, or below it.
func (a *app) markBeside(below bool) tea.Cmd {
	l, ok := a.focused().(*listPlace)
	if !ok {
		return a.say("Above and below are in a list; go back to it first.")
	}
	sel, n := l.selected(), l.cursor
	if below {
		n = l.total - 1 - l.cursor
	}
	switch {
	case sel == nil || n <= 0 && !below:
		return a.say("Nothing stands above.")
	case n <= 0:
		return a.say("Nothing stands below.")
	}
	v, id, what := l.view, sel.ID, articles(n)
	if v.Stories {
		what = stories(n)
	}
	return a.markMany(what, func(ctx context.Context, s Store) (store.Change, error) {
		return s.MarkBeside(ctx, store.MarkRead, v, id, below)
	})
}

// markView marks what is in a view read; the view is found out on the way.
func (a *app) markView(what string, view func(context.Context, Store) (store.View, error)) tea.Cmd {
	return a.markMany(what, func(ctx context.Context, s Store) (store.Change, error) {
		v, err := view(ctx, s)
		if err != nil {
			return store.Change{}, err
		}
		return s.MarkView(ctx, store.MarkRead, v)
	})
}

// markMany marks much read.
func (a *app) markMany(what string, run func(context.Context, Store) (store.Change, error)) tea.Cmd {
	return a.longWrite("Marking "+what, write{
		run: run,
		done: func(c store.Change, err error) tea.Cmd {
			a.outdate()
			switch {
			case err != nil:
				return a.fail(err)
			case c.Count == 0:
				return a.say("All of them are read already.")
			}
			return tea.Batch(a.recheck(),
				a.report("Marked "+number(c.Count)+" read"+a.undoes()))
		},
	})
}

func (a *app) undo() tea.Cmd {
	if bring := a.dropped; bring != nil { // searches have no journal
		a.dropped = nil
		return bring()
	}
	return a.longWrite("Undoing", write{
		run: func(ctx context.Context, s Store) (store.Change, error) { return s.Undo(ctx) },
		done: func(c store.Change, err error) tea.Cmd {
			return a.undone(c, err, "Undid: ", actRedo, " redoes")
		},
	})
}

func (a *app) redo() tea.Cmd {
	return a.longWrite("Redoing", write{
		run: func(ctx context.Context, s Store) (store.Change, error) { return s.Redo(ctx) },
		done: func(c store.Change, err error) tea.Cmd {
			return a.undone(c, err, "Did again: ", actUndo, " undoes")
		},
	})
}

func (a *app) undone(c store.Change, err error, what string, other action, does string) tea.Cmd {
	switch {
	case errors.Is(err, store.ErrNothingToUndo), errors.Is(err, store.ErrNothingToRedo):
		return a.say(sentence(err))
	case err != nil:
		return a.fail(err)
	}
	a.outdate()
	if c.Feed != 0 {
		a.following = -1
		a.goToFeed(c.Feed)
	}
	return tea.Batch(a.recheck(), a.report(what+a.deed(c)+" "+a.st.sep+" "+a.keys.key(other)+does))
}

// deed is what a change did, in words.
func (a *app) deed(c store.Change) string {
	whom := articles(c.Count)
	if c.Count == 1 && c.Title != "" {
		whom = a.titled(c.Title)
	}
	feed := a.titled(c.Title) // or story
	if c.Feeds > 1 {
		feed = feeds(c.Feeds)
	}
	act := c.Action
	if act == store.Undid || act == store.Redid {
		act = c.Was
	}
	switch act {
	case store.MarkRead:
		return "marked " + whom + " read"
	case store.MarkUnread:
		return "marked " + whom + " unread"
	case store.Star:
		return "starred " + whom
	case store.Unstar:
		return "took the star from " + whom
	case store.StoriesJoined:
		return "joined stories to " + feed
	case store.StorySplit:
		return "took " + articles(c.Count) + " out of " + feed
	case store.StoryFollowed:
		return "followed " + feed
	case store.StoryUnfollowed:
		return "no longer followed " + feed
	case store.StoryMuted:
		return "muted " + feed
	case store.StoryUnmuted:
		return "no longer muted " + feed
	case store.FeedAdded:
		return "added " + feed
	case store.FeedChanged:
		return FeedChange(c, func(s string) string { return a.st.open + a.st.cut(safe(s), 40) + a.st.close })
	case store.FeedRemoved:
		return "removed " + feed
	}
	return "changed " + whom
}

// outdate has every list read again when it is next on the screen.
func (a *app) outdate() {
	a.lists(func(l *listPlace) { l.stale = true })
	a.feedPlaces(func(p *feedsPlace) { p.stale = true })
	a.storyPlaces(func(p *storyPlace) { p.stale = true })
}

// recheck reads the article on the screen and what is related to it again:
// others may have changed them, or undo did.
func (a *app) recheck() tea.Cmd {
	var cmds []tea.Cmd
	left, right, _ := a.panes()
	for _, at := range []place{left, right} {
		switch p := at.(type) {
		case *articlePlace:
			if p.loaded {
				cmds = append(cmds, a.fetchText(p.head.ID, a.updated))
			}
		case *relatedPlace:
			cmds = append(cmds, a.loadRelated(p))
		}
	}
	return tea.Batch(cmds...)
}

// updated takes an article as the store has it now, wherever it is held.
func (a *app) updated(head store.Article, text store.Text) tea.Cmd {
	a.patch(head.ID, func(art *store.Article) { *art = head })
	var said tea.Cmd
	for _, at := range a.trail.past {
		if p, ok := at.(*articlePlace); ok && p.loaded && p.head.ID == head.ID && p.text.Content != text.Content {
			p.text, p.revised = text, "" // tidy has it set anew
			if place(p) == a.focused() && head.Changed && a.keys.key(actRevised) != "" {
				said = a.say("The publisher changed this article. " + a.keys.key(actRevised) + " shows what.")
			}
		}
	}
	return said
}
