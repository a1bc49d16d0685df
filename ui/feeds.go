package ui

import (
	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// feedsPlace lists the saved searches and the subscriptions. All of them are held, and only the rows
// on the screen are ever drawn.
type feedsPlace struct {
	all    []*store.Subscription // in the order of their titles; see sortedFeeds
	saved  []saved
	rows   []feedRow
	words  string // of a filter
	loaded bool
	err    error

	job    uint64
	slow   bool
	stale  bool
	wanted store.FeedID // the feed to put the cursor on once it is there

	cursor, top int
	w, h        int
	below       int // lines left free below the rows, for what one line about the selected one has no room for
}

func (p *feedsPlace) name() string { return "Feeds" }

// selected is the row under the cursor, nil if there is none.
func (p *feedsPlace) selected() *feedRow {
	if p.cursor < len(p.rows) {
		return &p.rows[p.cursor]
	}
	return nil
}

// accept takes the feeds as the store has them.
func (p *feedsPlace) accept(sorted []*store.Subscription) {
	p.all, p.loaded, p.err = sorted, true, nil
	p.arrange()
}

// arrange makes the rows anew. The cursor stays on its feed and on its screen
// line; when the feed is gone it goes to the one that came after.
func (p *feedsPlace) arrange() {
	var was feedRow
	sel := p.selected()
	if sel != nil {
		was = *sel
	}
	line := p.cursor - p.top
	p.rows = append(searchRows(p.saved, p.words), feedRows(p.all, p.words)...)
	for i := range p.rows {
		r := &p.rows[i]
		if p.wanted != 0 && r.feed != nil && r.feed.ID == p.wanted {
			p.cursor, p.wanted = i, 0
			break
		}
		if sel != nil && r.sameAs(&was) {
			p.cursor = i
		}
	}
	p.top = p.cursor - line
	p.settle()
}

// change changes a feed where it is held, before the store has done it.
func (p *feedsPlace) change(id store.FeedID, fn func(*store.Subscription)) {
	for i, f := range p.all {
		if f.ID == id {
			changed := *f
			fn(&changed)
			p.all[i] = &changed
		}
	}
	sortFeeds(p.all)
	p.arrange()
}

// filter keeps the rows that hold all the words; none shows all again.
func (p *feedsPlace) filter(words string) {
	p.words = words
	p.arrange()
}

// found is how many feeds and searches fit the filter.
func (p *feedsPlace) found() int {
	n := 0
	for i := range p.rows {
		n += count(p.rows[i].tag == "")
	}
	return n
}

// settle keeps the cursor among the rows and on the screen.
func (p *feedsPlace) settle() {
	p.cursor = max(min(p.cursor, len(p.rows)-1), 0)
	p.top = max(min(p.top, p.cursor, len(p.rows)-p.h), p.cursor-p.h+1, 0)
}

func (p *feedsPlace) resize(a *app, w, h int) {
	p.w, p.below = w, 0
	if r := p.selected(); r != nil && r.note().bad && h >= leastFeeds {
		p.below = min(len(a.st.wrap(r.note().text, w-4, 0)), mostReason) - 1
	}
	p.h = h - p.below
	p.settle()
}

// Why the feed under the cursor fails is told in up to so many lines, where
// there are so many to share.
const (
	mostReason = 3
	leastFeeds = 7
)

func (p *feedsPlace) move(_ *app, m motion, n int) {
	by := 0
	switch m {
	case lineDown:
		p.cursor += n
	case lineUp:
		p.cursor -= n
	case halfDown:
		by = n * max(p.h/2, 1)
	case halfUp:
		by = -n * max(p.h/2, 1)
	case pageDown:
		by = n * max(p.h-1, 1)
	case pageUp:
		by = -n * max(p.h-1, 1)
	case toTop:
		p.cursor = 0
	case toBottom:
		p.cursor = len(p.rows)
	case wheelDown, wheelUp:
		if m == wheelUp {
			n = -n
		}
		p.top = max(min(p.top+n, len(p.rows)-p.h), 0)
		p.cursor = max(min(p.cursor, p.top+p.h-1), p.top)
	}
	p.cursor, p.top, p.wanted = p.cursor+by, p.top+by, 0
	p.settle()
}

// next moves to the next or previous row, with something unread if so asked.
func (p *feedsPlace) next(step, n int, unread bool) bool {
	at := p.cursor
	for ; n > 0; n-- {
		at += step
		for at >= 0 && at < len(p.rows) && unread && (p.rows[at].tag != "" || p.rows[at].unread == 0) {
			at += step
		}
		if at < 0 || at >= len(p.rows) {
			return false
		}
	}
	p.cursor = at
	p.settle()
	return true
}

func (p *feedsPlace) position(*app) string {
	if len(p.rows) == 0 {
		return ""
	}
	text := number(p.cursor+1) + " of " + number(len(p.rows))
	if p.words != "" {
		text = "/ " + safe(p.words) + "   " + text
	}
	return text
}

type feedsLoaded struct {
	job   uint64                // 0: nobody's, they are only counted
	list  []*store.Subscription // sorted
	first bool                  // asked at the start
	err   error
}

// welcome tells who has read nothing yet and follows no feed how to begin.
func (a *app) welcome() tea.Cmd {
	if a.opt.AddFeed == nil || a.status.text != "" || a.counts.Articles == 0 {
		return nil // an empty list says it where it is looked for
	}
	return a.show(status{text: "You follow no feeds yet. " + a.keys.key(actAdd) + " adds one.", hint: true}, errorFor)
}

func (a *app) feedsLoaded(m feedsLoaded) tea.Cmd {
	var cmd tea.Cmd
	if m.err == nil {
		a.following = len(m.list)
		if m.first && len(m.list) == 0 {
			cmd = a.welcome()
		}
	}
	a.feedPlaces(func(p *feedsPlace) {
		if p.job != m.job || m.job == 0 {
			return
		}
		p.job, p.slow = 0, false
		switch {
		case m.err == nil:
			p.accept(m.list)
		case p.loaded:
			cmd = a.fail(m.err)
		default:
			p.err = m.err
		}
	})
	return cmd
}

// feedPlaces calls f for every feeds screen on the way, back and ahead.
func (a *app) feedPlaces(f func(*feedsPlace)) {
	for _, at := range a.trail.all() {
		if p, ok := at.(*feedsPlace); ok {
			f(p)
		}
	}
}

// showFeeds goes on to the feeds, or back to them if they are on the way.
func (a *app) showFeeds() tea.Cmd {
	if _, ok := a.trail.top().(*feedsPlace); ok {
		return a.say("These are the feeds. " + a.keys.key(actBack) + " goes back.")
	}
	cmd := a.leave()
	a.other = false
	for _, at := range a.trail.past {
		if _, ok := at.(*feedsPlace); !ok {
			continue
		}
		for a.trail.top() != at {
			a.trail.back()
		}
		return cmd
	}
	a.restGen++
	a.trail.push(&feedsPlace{saved: a.saved})
	return tea.Batch(cmd, a.loadSaved(true))
}
