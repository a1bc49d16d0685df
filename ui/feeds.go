package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
)

// feedsPlace lists the subscriptions. All of them are held, and only the rows
// on the screen are ever drawn.
type feedsPlace struct {
	all    []*store.Subscription // in the order of their titles; see sortedFeeds
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
	p.rows = feedRows(p.all, p.words)
	for i := range p.rows {
		r := &p.rows[i]
		if p.wanted != 0 && r.tag == "" && r.feed.ID == p.wanted {
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

// found is how many feeds fit the filter.
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

func (p *feedsPlace) resize(_ *app, w, h int) {
	p.w, p.h = w, h
	p.settle()
}

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

func (p *feedsPlace) lines(a *app, focused bool) []string {
	if len(p.rows) == 0 {
		return p.emptyLines(a)
	}
	out := make([]string, p.h)
	c := p.columns()
	for y := range out {
		if n := p.top + y; n < len(p.rows) {
			out[y] = p.row(a, n, c, focused)
		}
	}
	return out
}

// feedColumns are the widths of a row's parts; 0 means there is no room.
type feedColumns struct{ title, note, count, age int }

// The eye should find from a title to what is said of it.
const (
	longestFeedTitle = 48
	longestNote      = 60
)

// columns shares out the width: the title first, then how much there is to
// read, then troubles and tags, then when it was fetched.
func (p *feedsPlace) columns() feedColumns {
	c := feedColumns{title: p.w - 4}
	if p.w >= 24 {
		for i := p.top; i < min(p.top+p.h, len(p.rows)); i++ {
			c.count = max(c.count, len(p.rows[i].count()))
		}
		c.title -= c.count + 2
	}
	if p.w >= 56 {
		c.note = max(p.w*3/10, 15)
		c.title -= c.note + 2
	}
	if p.w >= 72 {
		c.age = ageWidth
		c.title -= c.age + 2
	}
	if more := c.title - longestFeedTitle; more > 0 && c.note > 0 {
		c.title, c.note = longestFeedTitle, min(c.note+more, longestNote)
	}
	c.title = max(c.title, 1)
	return c
}

// count is how many articles are unread, of how many: "12/340".
func (r *feedRow) count() string { return number(r.unread) + "/" + number(r.articles) }

// row draws a feed or a folder: a sign for trouble or unread, its name, what
// is to be said about it, how much there is to read, when it was fetched.
func (p *feedsPlace) row(a *app, n int, c feedColumns, focused bool) string {
	st, r := a.st, &p.rows[n]
	sel := n == p.cursor
	style, sign, text := st.dim, " ", note{}
	if r.unread > 0 {
		style, sign = st.strong, st.strong.Render(st.unread)
	}
	title, age := "", ""
	if r.tag != "" {
		title, sign, text = safe(r.tag), st.chrome.Render("#"), note{feeds(r.feeds), false}
	} else {
		title, text, age = feedTitle(r.feed), p.about(a, r), p.fetched(a, r.feed)
		if text.bad {
			sign = st.second.Render("!")
		}
	}
	if sel && focused {
		style = pick(style, st)
	}
	indent := ""
	if r.nested && p.w >= 40 {
		indent = "  "
	}
	line := p.marker(a, sel, focused) + sign + " " + indent + style.Render(st.cut(title, max(c.title-len(indent), 1)))
	if c.count == 0 {
		return line
	}
	line = fill(line, c.title+3)
	if c.note > 0 {
		look := st.chrome
		if text.bad {
			look = st.second
		}
		line = fill(line+"  "+look.Render(st.cut(text.text, c.note)), c.title+c.note+5)
	}
	tail := strings.Repeat(" ", max(c.count-len(r.count()), 0)+2) + r.count()
	if c.age > 0 {
		tail += "  " + strings.Repeat(" ", max(c.age-ansi.StringWidth(age), 0)) + age
	}
	return line + chromed(st.chrome, tail)
}

// chromed styles a text but for the blanks before it, which then need no
// bytes of their own.
func chromed(style lipgloss.Style, text string) string {
	blank := len(text) - len(strings.TrimLeft(text, " "))
	return text[:blank] + style.Render(text[blank:])
}

func (p *feedsPlace) marker(a *app, sel, focused bool) string {
	switch {
	case !sel:
		return " "
	case focused:
		return a.st.accent.Render(a.st.bar)
	}
	return a.st.chrome.Render(a.st.bar)
}

// about is the word about a feed, and its tags where all is well. The folder
// that it stands in needs no mention.
func (p *feedsPlace) about(a *app, r *feedRow) note {
	if a.refreshing.fetches(r.feed.ID) {
		return note{"fetching" + a.st.dots, false}
	}
	if n := feedNote(r.feed); n.text != "" {
		return n
	}
	tags := r.feed.Tags
	if r.nested {
		tags = tags[1:]
	}
	return note{safe(strings.Join(tags, ", ")), false}
}

// fetched is when the feed was fetched last, as an age.
func (p *feedsPlace) fetched(a *app, f *store.Subscription) string {
	if f.Fetch.Succeeded.IsZero() {
		return "never"
	}
	return a.clock().age(stated(f.Fetch.Succeeded))
}

func stated(t time.Time) store.Time { return store.Time{At: t, Basis: store.Stated} }

// peek tells more about the row under the cursor: why it failed and what
// happens next, or where it comes from.
func (p *feedsPlace) peek(a *app) note {
	r := p.selected()
	switch {
	case r == nil:
		return note{}
	case r.tag != "":
		return note{a.keys.key(actOpen) + " shows the articles with this tag", false}
	}
	f := r.feed
	n := feedNote(f)
	var parts []string
	if n.bad {
		parts = append(parts, n.text)
		if wait := f.Fetch.Next.Sub(a.opt.Now()); wait > 0 && !f.Fetch.Gone {
			parts = append(parts, "next try in "+span(wait))
		}
		if f.Fetch.Failures > 1 {
			parts = append(parts, number(f.Fetch.Failures)+" times in a row")
		}
		if !f.Fetch.Succeeded.IsZero() {
			parts = append(parts, "worked last: "+a.clock().age(stated(f.Fetch.Succeeded)))
		}
	}
	parts = append(parts, safe(f.URL))
	if f.FullText {
		parts = append(parts, "full text")
	}
	return note{strings.Join(parts, " "+a.st.sep+" "), n.bad}
}

// span is a while to come: "3 min", "2 h", "4 days".
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "a moment"
	case d < time.Hour:
		return number(int(d.Minutes())) + " min"
	case d < 48*time.Hour:
		return number(int(d.Hours())) + " h"
	}
	return number(int(d.Hours()/24)) + " days"
}

// emptyLines say why there is nothing to see and how to begin.
func (p *feedsPlace) emptyLines(a *app) []string {
	var say []string
	switch {
	case p.err != nil:
		say = []string{sentence(p.err), "Press " + a.keys.key(actRedraw) + " to try again."}
	case !p.loaded:
		if p.slow {
			say = []string{"Reading the store" + a.st.dots}
		}
	case p.words != "":
		say = []string{"No feed fits " + a.st.open + safe(p.words) + a.st.close + ".", a.keys.key(actBack) + " shows all of them."}
	default:
		say = append([]string{"No feeds yet."}, a.beginnings()...)
	}
	return a.notice(say, p.w, p.h)
}

// beginnings say how to get something to read.
func (a *app) beginnings() []string {
	shell := "In a shell, newsreader import FILE takes files in, lists of feeds too."
	if a.opt.AddFeed == nil || a.keys.key(actAdd) == "" {
		return []string{shell}
	}
	return []string{a.keys.key(actAdd) + " adds a feed: the address of a site is enough.", shell}
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
	return a.show("You follow no feeds yet. "+a.keys.key(actAdd)+" adds one.", false, errorFor)
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
	a.trail.push(&feedsPlace{})
	return cmd
}
