package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// Joining one story to another.

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
	a.offering = a.job()
	return a.loadJoins(a.offering, joining{id, name}, art.ID)
}

// joinStories makes one story of two; they go by the name of the first.
func (a *app) joinStories(into, other joining) tea.Cmd {
	return a.writeStory(func(ctx context.Context, s Store) (store.Change, error) {
		return s.JoinStories(ctx, into.id, other.id)
	}, func(store.Change) string { return a.told("Joined %s to %s", other.name, into.name) })
}

// joinsLoaded offers the stories that are near.
func (a *app) joinsLoaded(m joinsLoaded) tea.Cmd {
	if m.job != a.offering || a.overlay != nil || a.prompt != nil {
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
		return a.show(status{text: "Go to the other story and press " + a.keys.key(actJoin) + " " + a.st.sep + " " + a.keys.key(actBack) + " forgets it"}, errorFor)
	}})
	a.choose("Join with", all)
	return nil
}
