package ui

import (
	"context"
	"errors"
	"slices"

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
	if l, ok := a.focused().(*listPlace); ok && l.search != nil {
		return a.say("A search finds articles; " + a.keys.key(actBack) + " goes back to the list.")
	}
	a.stories = !a.stories
	a.lists(func(l *listPlace) {
		if l.search == nil {
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
// is until they are read.
func (p *listPlace) tell(stories bool) {
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

// toggleFollow follows a story, or no longer.
func (a *app) toggleFollow() tea.Cmd {
	id, name := a.storyHere()
	if id == 0 {
		return a.noStory()
	}
	return a.writeStory(func(ctx context.Context, s Store) (store.Change, error) {
		story, _, err := s.Story(ctx, id)
		if err != nil {
			return store.Change{}, err
		}
		return s.SetFollowed(ctx, id, !story.Followed)
	}, func(c store.Change) string {
		if c.Action == store.StoryUnfollowed {
			return "No longer following " + a.titled(name)
		}
		return "Following " + a.titled(name)
	})
}

// toggleMute has new articles of a story come in read, or no longer.
func (a *app) toggleMute() tea.Cmd {
	id, name := a.storyHere()
	if id == 0 {
		return a.noStory()
	}
	return a.writeStory(func(ctx context.Context, s Store) (store.Change, error) {
		story, _, err := s.Story(ctx, id)
		if err != nil {
			return store.Change{}, err
		}
		return s.SetMuted(ctx, id, !story.Muted)
	}, func(c store.Change) string {
		if c.Action == store.StoryUnmuted {
			return "No longer muting " + a.titled(name)
		}
		return "Muted " + a.titled(name) + ": what is new of it comes in read"
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
	}, func(store.Change) string { return "Took " + a.titled(name) + " out of its story" })
}

var errAlone = errors.New("this article is alone in its story already")

// writeStory changes something about stories; said tells what.
func (a *app) writeStory(run func(context.Context, Store) (store.Change, error), said func(store.Change) string) tea.Cmd {
	return a.write(write{run: run, done: func(c store.Change, err error) tea.Cmd {
		a.outdate()
		switch {
		case errors.Is(err, store.ErrNoStory):
			return tea.Batch(a.say("This story is another one by now."), a.recheck())
		case errors.Is(err, errAlone):
			return a.say(sentence(err))
		case err != nil:
			return a.fail(err)
		}
		return tea.Batch(a.recheck(), a.say(said(c)+" "+a.st.sep+" "+a.keys.key(actUndo)+" undoes"))
	}})
}

// titled is a title in a sentence.
func (a *app) titled(title string) string {
	return a.st.open + a.st.cut(safe(title), 40) + a.st.close
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
			return a.say("Marked " + articles(c.Count) + " of the story read " + a.st.sep + " " + a.keys.key(actUndo) + " undoes")
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

// joining is a story that waits for another one to be joined to it.
type joining struct {
	id   store.StoryID
	name string
}

type joinsLoaded struct {
	job  uint64
	into joining
	list []store.Related
	err  error
}

// join joins another story to the one here: one that is near, or any that the
// reader goes to.
func (a *app) join() tea.Cmd {
	id, name := a.storyHere()
	if id == 0 {
		return a.noStory()
	}
	if from := a.joining; from.id != 0 && from.id != id {
		a.joining = joining{}
		return a.joinStories(joining{id, name}, from)
	}
	art := a.target()
	if art == nil {
		return a.noStory()
	}
	a.tagging = a.job()
	return a.loadJoins(a.tagging, joining{id, name}, art.ID)
}

// joinStories makes one story of two; they go by the name of the first.
func (a *app) joinStories(into, other joining) tea.Cmd {
	return a.writeStory(func(ctx context.Context, s Store) (store.Change, error) {
		return s.JoinStories(ctx, into.id, other.id)
	}, func(store.Change) string { return "Joined " + a.titled(other.name) + " to " + a.titled(into.name) })
}

// joinsLoaded offers the stories that are near.
func (a *app) joinsLoaded(m joinsLoaded) tea.Cmd {
	if m.job != a.tagging || a.overlay != nil || a.prompt != nil {
		return nil
	}
	if m.err != nil {
		return a.fail(m.err)
	}
	var all []choice
	seen := []store.StoryID{m.into.id, 0}
	for _, r := range m.list {
		if slices.Contains(seen, r.Story) {
			continue
		}
		seen = append(seen, r.Story)
		other := joining{r.Story, titleOf(&r.Article)}
		all = append(all, choice{text: other.name, note: sourceOf(&r.Article), run: func() tea.Cmd { return a.joinStories(m.into, other) }})
	}
	all = append(all, choice{text: "Another one: go to it and press " + a.keys.key(actJoin), run: func() tea.Cmd {
		a.joining = m.into
		return a.show("Go to the other story and press "+a.keys.key(actJoin)+" "+a.st.sep+" "+a.keys.key(actBack)+" forgets it", false, errorFor)
	}})
	a.choose("Join with", all)
	return nil
}
