package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// scope narrows lists to one feed, to one tag, to a saved search or to what
// there is to catch up on. The zero scope is everything.
type scope struct {
	feed  store.FeedID
	tag   string
	query string
	since time.Time
	name  string
	error string // why the feed could not be fetched, when the list was opened
}

func (s scope) narrow() bool { return s != scope{} }

// sought tells whether the store has to look for what is in the scope.
func (s scope) sought() bool { return s.tag != "" || s.query != "" || s.catchUp() }

// catchUp tells whether the scope is what there is to catch up on. That is
// stories, whatever a row of other lists is.
func (s scope) catchUp() bool { return !s.since.IsZero() }

// apart tells whether lists within the scope stand beside all, unread and
// starred: their keys leave it.
func (s scope) apart() bool { return s.query != "" || s.catchUp() }

// title names a list within the scope.
func (s scope) title(st *styles, v store.View) string {
	name := s.name
	if s.catchUp() {
		return name
	}
	switch v.Filter {
	case store.Unread:
		name += " " + st.sep + " unread"
	case store.Starred:
		name += " " + st.sep + " starred"
	}
	if v.Order == store.OldestFirst {
		name += " " + st.sep + " oldest first"
	}
	return name
}

// nothing says that a list within the scope is empty.
func (s scope) nothing(a *app, f store.Filter) []string {
	where := "in this feed"
	if s.tag != "" {
		where = "with this tag"
	}
	all := a.keys.key(actAll) + " shows all, " + a.keys.key(actBack) + " goes back."
	switch {
	case s.catchUp():
		return []string{"Nothing came " + a.clock().since(s.since) + ".", a.keys.key(actUnread) + " shows what is unread, " + a.keys.key(actAll) + " all."}
	case s.query != "" && f == store.Unread:
		return []string{"Nothing unread found for " + a.st.open + safe(s.query) + a.st.close + "."}
	case s.query != "":
		return []string{"Nothing found for " + a.st.open + safe(s.query) + a.st.close + "."}
	case f == store.Unread:
		return []string{"No unread articles " + where + ".", all}
	case f == store.Starred:
		return []string{"No starred articles " + where + ".", all}
	case s.error != "":
		return []string{"No articles " + where + " yet.", "It could not be fetched: " + sentence(errors.New(s.error))}
	}
	return []string{"No articles " + where + " yet.", a.keys.key(actRefresh) + " refreshes, " + a.keys.key(actBack) + " goes back."}
}

// newScoped is a list within a scope.
func (a *app) newScoped(s scope, v store.View) *listPlace {
	if !s.narrow() {
		l := a.newList(v.Filter)
		l.view.Order = v.Order
		return l
	}
	v = store.View{Filter: v.Filter, Order: v.Order, Feed: s.feed, Stories: a.stories || s.catchUp()}
	l := &listPlace{scope: s, title: s.title(a.st, v), from: v, list: list{view: v, clock: a.clock()}}
	if s.sought() {
		l.view = store.View{Within: new(store.Result), Stories: v.Stories} // until the store has looked for them
	}
	return l
}

// scoped finds the list with which a narrow scope or a search was entered: 1 2
// 3 stay in it. It returns the list's index on the way, -1 if everything is
// shown. A saved search is a list beside those, which they leave.
func (a *app) scoped() int {
	if _, ok := a.trail.top().(*feedsPlace); ok {
		return -1
	}
	at := -1
	for i, p := range a.trail.past {
		switch p := p.(type) {
		case *listPlace:
			switch {
			case p.scope.apart():
				at = -1
			case p.scope.narrow(), p.search != nil:
				at = i
			}
		case *feedsPlace:
			at = -1
		}
	}
	return at
}

// openFeedRow opens the list of a feed's articles, or of a tag's: what is unread,
// or all if nothing is.
func (a *app) openFeedRow(r *feedRow) tea.Cmd {
	s := scope{tag: r.tag, name: safe(r.tag)}
	if r.search != nil {
		s = scopeOf(r.search.SavedSearch)
	} else if r.feed != nil {
		s = scope{feed: r.feed.ID, name: feedTitle(r.feed), error: r.feed.Fetch.Error}
	}
	v := store.View{Filter: store.Unread, Order: a.nearestList().base().Order}
	if r.unread == 0 {
		v.Filter = store.All
	}
	return a.openScope(s, v)
}

func (a *app) openScope(s scope, v store.View) tea.Cmd {
	cmd := a.leave()
	l := a.newScoped(s, v)
	a.trail.push(l)
	a.other = false
	a.hush()
	a.arrange()
	return tea.Batch(cmd, a.load(l), a.rest())
}

// window reads a window of a tag's articles, or of what a saved search finds.
// They are looked for anew, because articles may have come, and at least so
// many are found as to have the rows that were there.
func (s scope) window(ctx context.Context, st Store, v store.View, since *uint64, at store.At, n, least int, loc *time.Location) (windowLoaded, error) {
	v, seq, err := keep(ctx, st, v, since)
	if err != nil {
		return windowLoaded{}, err
	}
	found, err := s.look(ctx, st, v, least, loc)
	if err != nil {
		return windowLoaded{}, err
	}
	m := windowLoaded{view: store.View{Within: found, Stories: v.Stories}, from: v, since: seq}
	if m.win, err = st.Window(ctx, m.view, at, n); err == nil && seq == nil {
		m.since = &m.win.Seq
	}
	return m, err
}

// look returns what is in the scope, whether it is shown as articles or
// stories: at least so many articles, 0 for all.
func (s scope) look(ctx context.Context, st Store, v store.View, least int, loc *time.Location) (*store.Result, error) {
	v.Stories = false
	if s.catchUp() {
		return st.CatchUp(ctx, s.since)
	}
	if s.query != "" {
		q := queryOf(s.query, loc)
		q.Enough = least
		found, err := st.Search(ctx, v, q)
		if err != nil {
			return nil, err
		}
		return st.AtLeast(ctx, found, least)
	}
	return st.Tagged(ctx, v, s.tag)
}

type tagsLoaded struct {
	job  uint64
	own  []string
	list []*store.Subscription
	err  error
}

// showTags offers tags to read: those of the article first, then those of the
// feeds.
func (a *app) showTags() tea.Cmd {
	var own []string
	if art := a.target(); art != nil {
		own = tags(art)
	}
	a.offering = a.job()
	return a.loadTags(a.offering, own)
}

func (a *app) tagsLoaded(m tagsLoaded) tea.Cmd {
	if m.job != a.offering || a.overlay != nil || a.prompt != nil {
		return nil
	}
	if m.err != nil {
		return a.fail(m.err)
	}
	var all []choice
	add := func(tag, note string) {
		all = append(all, choice{text: safe(tag), note: note, run: func() tea.Cmd {
			return a.openScope(scope{tag: tag, name: safe(tag)}, store.View{Order: a.nearestList().base().Order})
		}})
	}
	for _, tag := range m.own {
		add(tag, "this article")
	}
	for _, r := range feedRows(m.list, "") {
		if r.tag != "" {
			add(r.tag, feeds(r.feeds))
		}
	}
	if len(all) == 0 {
		return a.say("There are no tags: neither this article nor a feed has one.")
	}
	a.choose("Tags", all)
	return nil
}
