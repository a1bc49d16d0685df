package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// What can be done with stories.

// openStory goes on to the articles of a story.
func (a *app) openStory(art store.Article) tea.Cmd {
	cmd := a.leave()
	a.restGen++
	a.trail.push(newStory(art))
	a.other = false
	return cmd
}

// showStory goes on from an article to its story: who else tells it.
func (a *app) showStory(p *articlePlace) tea.Cmd {
	if below, ok := a.trail.below().(*storyPlace); ok && below.id == p.head.Story {
		return a.say("This is the article. " + a.keys.key(actBack) + " goes back to its story.")
	}
	if p.head.Story == 0 || !p.loaded {
		return a.say("This is the article. " + a.keys.key(actRelated) + " shows what is related to it.")
	}
	a.offering = a.job()
	return a.loadStoryOf(a.offering, p.head)
}

type storyOfLoaded struct {
	storyLoaded
	of store.Article
}

func (a *app) storyOfLoaded(m storyOfLoaded) tea.Cmd {
	art, ok := a.focused().(*articlePlace)
	switch {
	case m.job != a.offering || a.overlay != nil || a.prompt != nil || !ok || art.head.ID != m.of.ID:
		return nil
	case m.err != nil:
		return a.fail(m.err)
	case len(m.all) < 2:
		return a.say("Nobody else tells this story. " + a.keys.key(actRelated) + " shows what is related to it.")
	}
	cmd := a.leave()
	p := newStory(m.of)
	p.wanted = m.of.ID
	p.accept(m.head, m.all)
	a.trail.push(p)
	a.other = false
	return cmd
}

// turnToRow shows another row of the list in place of what is shown beside it:
// an article, or a story of several.
func (a *app) turnToRow(art store.Article, preview bool) tea.Cmd {
	if !several(&art) {
		return a.turnTo(art, preview)
	}
	cmd := a.leave()
	a.trail.replace(newStory(art))
	return cmd
}

// toggleStories shows a row for each story, or for each article.
func (a *app) toggleStories() tea.Cmd {
	if l, ok := a.focused().(*listPlace); ok {
		switch {
		case l.search != nil:
			return a.say("A search finds articles; " + a.keys.key(actBack) + " goes back to the list.")
		case l.scope.catchUp():
			return a.say("Catching up is about stories. " + a.keys.key(actSort) + " sorts by time again.")
		}
	}
	a.stories = !a.stories
	a.lists(func(l *listPlace) {
		if l.search == nil && !l.scope.catchUp() {
			l.tell(a.stories)
		}
	})
	said, on, save := "One row for each article", a.stories, a.opt.SaveStories
	if on {
		said = "One row for each story"
	}
	return tea.Batch(a.say(said), func() tea.Msg {
		if save != nil {
			save(on)
		}
		return nil
	})
}

// tell makes the rows of a list stories or articles; the cursor stays where it
// is until they are read. Back from a story it goes to the article that it was
// on, or else to the newest one: a story stands where that one does, while the
// article that its row shows may be thousands of rows away.
func (p *listPlace) tell(stories bool) {
	waits := p.newest
	p.newest, p.gone = false, gone{}
	switch sel := p.selected(); {
	case sel == nil || sel.Story == 0 || waits:
	case !stories && sel.Story == p.told.Story:
		p.anchor = p.told.ID
	case !stories && several(sel):
		p.newest = true
	case stories && p.anchor == 0:
		p.told = *sel
	}
	if p.loaded {
		p.job = 0 // the rows on their way are of the other kind
	}
	if p.scope.sought() {
		p.from.Stories = stories
	} else {
		p.view.Stories = stories
	}
	p.stale = true
}

// storyHere is the story that a key is about: its ID and what to call it.
func (a *app) storyHere() (store.StoryID, string) {
	if p, ok := a.focused().(*storyPlace); ok {
		return p.id, p.name()
	}
	art := a.target()
	if art == nil {
		return 0, ""
	}
	return art.Story, titleOf(art)
}

// noStory says why there is no story to do something with.
func (a *app) noStory() tea.Cmd { return a.say("There is no story here.") }

// toggleFollow follows a story, or no longer. That may put it elsewhere in
// lists, whose cursors stay where they are.
func (a *app) toggleFollow() tea.Cmd {
	id, _ := a.storyHere()
	a.lists(func(l *listPlace) { l.gone.story = id })
	v := a.nearestList().view
	return a.toggleStory(func(ctx context.Context, s Store, story store.Story) (store.Change, error) {
		return s.SetFollowed(ctx, story.ID, !story.Followed)
	}, store.StoryUnfollowed, "No longer following %s", func(story store.Story) string {
		if pinning(v) && (story.Unread > 0 || v.Filter == store.Unread) { // who reads keeps what is read
			return "Following %s, now first"
		}
		return "Following %s"
	})
}

// toggleMute has new articles of a story come in read, or no longer.
func (a *app) toggleMute() tea.Cmd {
	if s := a.searchAt(); s != nil {
		return a.muteSearch(*s)
	}
	return a.toggleStory(func(ctx context.Context, s Store, story store.Story) (store.Change, error) {
		return s.SetMuted(ctx, story.ID, !story.Muted)
	}, store.StoryUnmuted, "No longer muting %s", func(store.Story) string {
		return "Muted %s: what is new of it comes in read"
	})
}

// toggleStory changes something that a story is or isn't. off is the action
// that takes it away; noLonger and now say with the story's name what was done.
func (a *app) toggleStory(change func(context.Context, Store, store.Story) (store.Change, error), off store.Action, noLonger string, now func(store.Story) string) tea.Cmd {
	id, name := a.storyHere()
	if id == 0 {
		return a.noStory()
	}
	var story store.Story // before
	return a.writeStory(func(ctx context.Context, s Store) (c store.Change, err error) {
		if story, _, err = s.Story(ctx, id); err != nil {
			return c, err
		}
		return change(ctx, s, story)
	}, func(c store.Change) string {
		if c.Action == off {
			return a.told(noLonger, name)
		}
		return a.told(now(story), name)
	})
}

// split takes an article out of its story.
func (a *app) split() tea.Cmd {
	if l, ok := a.focused().(*listPlace); ok {
		if sel := l.selected(); sel != nil && several(sel) {
			return a.say("Open the story first: " + a.keys.key(actSplit) + " takes the article out that you are on.")
		}
	}
	art := a.target()
	if art == nil {
		return a.say("There is no article here.")
	}
	id, name := art.ID, titleOf(art)
	a.storyPlaces(func(p *storyPlace) {
		if p.cursor+1 < len(p.items) && p.items[p.cursor].ID == id { // the cursor goes to what comes after
			p.wanted = p.items[p.cursor+1].ID
		}
	})
	return a.writeStory(func(ctx context.Context, s Store) (store.Change, error) {
		story, _, err := s.Story(ctx, art.Story)
		if err != nil {
			return store.Change{}, err
		}
		if story.Articles < 2 {
			return store.Change{}, errAlone
		}
		return s.SplitStory(ctx, id)
	}, func(store.Change) string { return a.told("Took %s out of its story", name) })
}

var errAlone = errors.New("this article is alone in its story already")

// writeStory changes something about stories; said tells what.
func (a *app) writeStory(run func(context.Context, Store) (store.Change, error), said func(store.Change) string) tea.Cmd {
	return a.write(write{run: run, done: func(c store.Change, err error) tea.Cmd {
		a.outdate()
		switch {
		case errors.Is(err, store.ErrNoStory):
			return tea.Batch(a.report("This story is another one by now."), a.recheck())
		case errors.Is(err, errAlone):
			return a.say(sentence(err))
		case err != nil:
			return a.fail(err)
		}
		return tea.Batch(a.recheck(), a.report(said(c)+a.undoes()))
	}})
}

// undoes is the end of a sentence about what was done.
func (a *app) undoes() string { return " " + a.st.sep + " " + a.keys.key(actUndo) + " undoes" }

// A title in a sentence is cut, but not to less than says which it is.
const (
	leastTitled = 14
	mostTitled  = 40
)

// told puts titles into a sentence that undoes follows, cut so that all of it
// fits the line.
func (a *app) told(sentence string, titles ...string) string {
	rest := a.st.cells(strings.ReplaceAll(sentence, "%s", a.st.open+a.st.close) + a.undoes())
	room := min(max((a.w-2-rest)/len(titles), leastTitled), mostTitled)
	cut := make([]any, len(titles))
	for i, title := range titles {
		cut[i] = a.st.open + a.st.cut(safe(title), room) + a.st.close
	}
	return fmt.Sprintf(sentence, cut...)
}

// titled is a title in a sentence, short enough for the rest of that.
func (a *app) titled(title string) string {
	return a.st.open + a.st.cut(safe(title), min(max(a.w-40, leastTitled), mostTitled)) + a.st.close
}

// markStory marks all articles of a story read, as one step. Unread is marked
// only the one that the row shows: the others were read on their own.
func (a *app) markStory(s *store.Story) tea.Cmd {
	if s.Unread == 0 {
		return a.mark(store.MarkUnread, s.Lead.ID, "Marked one article of the story unread")
	}
	id := s.ID
	a.patchAll(func(art *store.Article) bool { return art.Story == id }, func(art *store.Article) { art.Read = true })
	a.lists(func(l *listPlace) {
		for i := range l.rows {
			if row := l.rows[i].StoryRow; row != nil && row.ID == id {
				read := *row
				read.Unread, read.Seen = 0, true
				l.rows[i].StoryRow = &read
			}
		}
	})
	return a.write(write{
		run: func(ctx context.Context, s Store) (store.Change, error) {
			return s.MarkStories(ctx, store.MarkRead, id)
		},
		done: func(c store.Change, err error) tea.Cmd {
			a.outdate()
			if err != nil {
				return tea.Batch(a.fail(err), a.recheck())
			}
			return a.report("Marked " + articles(c.Count) + " of the story read" + a.undoes())
		},
	})
}

// toggleCopies shows or folds the near-copies of the entry under the cursor.
func (a *app) toggleCopies() tea.Cmd {
	p, ok := a.focused().(interface{ toggleCopies() bool })
	switch {
	case !ok:
		return a.say(a.keys.key(actCopies) + " is for stories and related articles: it shows who has the same text.")
	case !p.toggleCopies():
		return a.say("No other source has the same text, as far as is known.")
	}
	return nil
}
