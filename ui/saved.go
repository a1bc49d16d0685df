package ui

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
	"newsreader/store/query"
)

// Saved searches are lists of their own: they have a key and a tab each beside
// all, unread and starred, and stand above the feeds.

// saved is a saved search, with what it finds if that was counted.
type saved struct {
	store.SavedSearch
	unread, articles int
	counted, more    bool   // more: there are as many at least
	wrong            string // why it can't be
}

type savedLoaded struct {
	list []saved
	err  error
}

// keyed is how many saved searches have a key.
func (a *app) keyed() int { return min(len(a.saved), len(a.keys.byAction[actSaved].keys)) }

// savedLoaded takes the saved searches; counts that are known stay until there
// are new ones.
func (a *app) savedLoaded(m savedLoaded) tea.Cmd {
	if m.err != nil {
		return nil // the tabs stay as they are, and the feeds screen tells of a store in trouble
	}
	for i := range m.list {
		at := slices.IndexFunc(a.saved, func(s saved) bool { return s.SavedSearch == m.list[i].SavedSearch })
		if at >= 0 && !m.list[i].counted {
			m.list[i] = a.saved[at]
		}
	}
	a.saved = m.list
	a.feedPlaces(func(p *feedsPlace) {
		p.saved = m.list
		p.arrange()
	})
	return nil
}

// saveSearch asks for a name for the search on the screen.
func (a *app) saveSearch() tea.Cmd {
	l, ok := a.focused().(*listPlace)
	if !ok || l.search == nil {
		return a.say(a.keys.key(actSave) + " saves a search; " + a.keys.key(actSearch) + " begins one.")
	}
	if l.search.words == "" || l.search.wrong != nil {
		return a.say("There is no search to save yet.")
	}
	a.prompt = nil
	words := a.savable(l)
	return a.openLine("Name: ", "", "Saves the search "+a.st.open+safe(words)+a.st.close, func(name string) tea.Cmd {
		if name = strings.Join(strings.Fields(safe(name)), " "); name == "" {
			return a.say("Without a name nothing is saved.")
		}
		return a.keepSearch(store.SavedSearch{Name: name, Query: words})
	})
}

// savable is a list's search with what the list was narrowed to. That it was
// of unread articles only is left out: a saved search shows those first. A
// phrase may still be open where it was typed, and other words come behind it.
func (a *app) savable(l *listPlace) string {
	words := strings.TrimSpace(l.search.words)
	if strings.Count(words, `"`)%2 == 1 {
		words += `"`
	}
	also := ""
	if l.from.Filter == store.Starred {
		also += " is:starred"
	}
	if l.from.Feed != 0 {
		also += " feed:" + strconv.Itoa(int(l.from.Feed))
	}
	if at := a.scoped(); at >= 0 {
		if in, ok := a.trail.past[at].(*listPlace); ok && in.scope.tag != "" {
			also += " tag:" + strconv.Quote(in.scope.tag)
		}
	}
	if also != "" && strings.Contains(words+" ", " OR ") {
		words = "(" + words + ")"
	}
	return words + also
}

// keepSearch saves a search. If another one had the name, it says so, and the
// next undo brings that back.
func (a *app) keepSearch(s store.SavedSearch) tea.Cmd {
	at := slices.IndexFunc(a.saved, func(o saved) bool { return o.Name == s.Name })
	name := a.st.open + a.st.cut(s.Name, 40) + a.st.close
	if at >= 0 && a.saved[at].Query != s.Query {
		was := a.saved[at].SavedSearch
		said := "Saved " + name + " in place of " + a.st.open + a.st.cut(safe(was.Query), 30) + a.st.close
		return a.saveAs(s, said+a.undoes(), func() {
			a.dropped = func() tea.Cmd { return a.saveAs(was, "Undid: saved "+name, nil) }
		})
	}
	if at < 0 {
		at = len(a.saved)
	}
	said := "Saved " + name
	if keys := a.keys.byAction[actSaved].keys; at < len(keys) {
		said += " " + a.st.sep + " " + keys[at] + " shows it"
	}
	return a.saveAs(s, said, nil)
}

func (a *app) saveAs(s store.SavedSearch, said string, done func()) tea.Cmd {
	return a.write(write{
		run: func(ctx context.Context, st Store) (store.Change, error) {
			return store.Change{}, st.SaveSearch(ctx, s)
		},
		done: func(_ store.Change, err error) tea.Cmd {
			if err != nil {
				return a.fail(err)
			}
			if done != nil {
				done()
			}
			return tea.Batch(a.report(said), a.loadSaved(false))
		},
	})
}

// openSaved begins anew with a saved search, by its place among them. Asked
// again, it turns from what is unread to everything and back.
func (a *app) openSaved(n int) tea.Cmd {
	if n >= len(a.saved) {
		text := "No search is saved here yet. " + a.keys.key(actSearch) + " searches, " + a.keys.key(actSave) + " saves the search."
		if a.keys.key(actSave) == "" {
			text = "No search is saved here yet."
		}
		return a.say(text)
	}
	s := a.saved[n].SavedSearch
	if l, ok := a.trail.past[0].(*listPlace); ok && len(a.trail.past) == 1 && l.scope.isSaved(s) {
		return a.turnSaved(l)
	}
	cmd := a.leave()
	l := a.newScoped(scopeOf(s), store.View{Filter: store.Unread, Order: a.nearestList().base().Order})
	a.trail.reset(l)
	a.other = false
	a.hush()
	a.arrange()
	return tea.Batch(cmd, a.load(l), a.rest())
}

// turnSaved shows all that a saved search finds, or what of it is unread.
func (a *app) turnSaved(l *listPlace) tea.Cmd {
	l.from.Keep, l.since = nil, nil
	said := "All articles"
	if l.from.Filter == store.All {
		l.from.Filter, said = store.Unread, "Unread articles"
	} else {
		l.from.Filter = store.All
	}
	l.title = l.scope.title(a.st, l.from)
	l.stale = true
	return tea.Batch(a.load(l), a.say(said))
}

func scopeOf(s store.SavedSearch) scope { return scope{query: s.Query, name: safe(s.Name)} }

func (s scope) isSaved(o store.SavedSearch) bool { return s == scopeOf(o) }

// chooseSaved offers the saved searches, for whoever asks by name.
func (a *app) chooseSaved() tea.Cmd {
	if len(a.saved) == 0 {
		return a.openSaved(0)
	}
	all := make([]choice, len(a.saved))
	for i, s := range a.saved {
		all[i] = choice{text: safe(s.Name), note: safe(s.Query), run: func() tea.Cmd { return a.openSaved(i) }}
	}
	a.choose("Saved searches", all)
	return nil
}

// dropSearch forgets a saved search; the next undo brings it back.
func (a *app) dropSearch(s store.SavedSearch) tea.Cmd {
	list := a.savedSearches()
	left := slices.DeleteFunc(slices.Clone(list), func(o store.SavedSearch) bool { return o.Name == s.Name })
	name := a.st.open + a.st.cut(safe(s.Name), 40) + a.st.close
	return a.rewrite(list, left, "Dropped the search "+name+a.undoes(), func() {
		a.dropped = func() tea.Cmd { return a.rewrite(left, list, "Undid: dropped the search "+name, nil) }
	})
}

// muteSearch has what is new of a saved search come in read, or no longer.
func (a *app) muteSearch(s store.SavedSearch) tea.Cmd {
	name := a.st.open + a.st.cut(safe(s.Name), 40) + a.st.close
	said := "No longer muting " + name
	if !s.Muted {
		said = "Muted " + name + ": what is new of it comes in read"
	}
	return a.write(write{
		run: func(ctx context.Context, st Store) (store.Change, error) {
			return store.Change{}, st.MuteSearch(ctx, s.Name, !s.Muted)
		},
		done: func(_ store.Change, err error) tea.Cmd {
			if err != nil {
				return a.fail(err)
			}
			return tea.Batch(a.report(said), a.loadSaved(true))
		},
	})
}

// renameSearch asks for another name for a saved search.
func (a *app) renameSearch(s store.SavedSearch) tea.Cmd {
	return a.openLine("Name: ", safe(s.Name), "The name of the search "+a.st.open+safe(s.Query)+a.st.close, func(name string) tea.Cmd {
		name = strings.Join(strings.Fields(safe(name)), " ")
		list := a.savedSearches()
		switch {
		case name == "" || name == s.Name:
			return a.say("Nothing to change.")
		case slices.ContainsFunc(list, func(o store.SavedSearch) bool { return o.Name == name }):
			return a.say("There is a search of that name already.")
		}
		renamed := slices.Clone(list)
		for i := range renamed {
			if renamed[i].Name == s.Name {
				renamed[i].Name = name
			}
		}
		return a.rewrite(list, renamed, "Renamed to "+a.st.open+a.st.cut(name, 40)+a.st.close, nil)
	})
}

func (a *app) savedSearches() []store.SavedSearch {
	list := make([]store.SavedSearch, len(a.saved))
	for i, s := range a.saved {
		list[i] = s.SavedSearch
	}
	return list
}

// rewrite makes the saved searches another list. They stand in the order in
// which they were saved, so all from the first that differs are saved anew.
func (a *app) rewrite(was, list []store.SavedSearch, said string, done func()) tea.Cmd {
	same := 0
	for same < min(len(was), len(list)) && was[same] == list[same] {
		same++
	}
	return a.write(write{
		run: func(ctx context.Context, s Store) (store.Change, error) {
			for _, o := range was[same:] {
				if err := s.DropSearch(ctx, o.Name); err != nil {
					return store.Change{}, err
				}
			}
			for _, o := range list[same:] {
				if err := s.SaveSearch(ctx, o); err != nil {
					return store.Change{}, err
				}
			}
			return store.Change{}, nil
		},
		done: func(_ store.Change, err error) tea.Cmd {
			if err != nil {
				return tea.Batch(a.fail(err), a.loadSaved(true))
			}
			if done != nil {
				done()
			}
			return tea.Batch(a.report(said), a.loadSaved(true))
		},
	})
}

// countedAtOnce is more than a search finds by reading texts for a moment.
const countedAtOnce = 1 << 30

// countSaved tells how much a saved search finds, at least.
func countSaved(ctx context.Context, s Store, one store.SavedSearch, loc *time.Location) (saved, error) {
	c := saved{SavedSearch: one, counted: true}
	for _, of := range []struct {
		filter store.Filter
		n      *int
	}{{store.Unread, &c.unread}, {store.All, &c.articles}} {
		q := queryOf(one.Query, loc)
		q.Enough = countedAtOnce
		found, err := s.Search(ctx, store.View{Filter: of.filter}, q)
		var wrong *query.Error
		switch {
		case errors.As(err, &wrong):
			c.wrong = sentence(wrong)
			return c, nil
		case err != nil:
			return c, err
		}
		*of.n = found.Len()
		c.more = !found.Counted()
	}
	return c, nil
}
