package ui

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"newsreader/store"
)

// How the feeds look: a row each, and a line more about the one under the
// cursor.

func (p *feedsPlace) lines(a *app, focused bool) []string {
	if len(p.rows) == 0 {
		return p.emptyLines(a)
	}
	out := make([]string, p.h+p.below)
	c := p.columns()
	for y := range p.h {
		if n := p.top + y; n < len(p.rows) {
			out[y] = p.row(a, n, c, focused)
		}
	}
	if a.note() == "" && a.prompt == nil { // the last line of it stands in the status line
		said, style := p.peek(a, p.w-4)
		for i, l := range said[:len(said)-1] {
			out[len(out)-len(said)+1+i] = "   " + style.Render(l)
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
func (r *feedRow) count() string {
	if r.search != nil && !r.search.counted {
		return ""
	}
	count := number(r.unread) + "/" + number(r.articles)
	if r.search != nil && r.search.more {
		count += "+"
	}
	return count
}

// about is the word about a saved search: what it looks for.
func (s *saved) about() note {
	switch {
	case s.wrong != "":
		return note{s.wrong, true}
	case s.Muted:
		return note{"muted: " + safe(s.Query), false}
	}
	return note{safe(s.Query), false}
}

// peek tells more about a saved search: which key shows it.
func (s *saved) peek(a *app, p *feedsPlace) note {
	if s.wrong != "" {
		return note{s.wrong + " " + a.st.sep + " " + safe(s.Query), true}
	}
	parts := []string{"saved search", safe(s.Query)}
	if s.Muted {
		quiet := "what is new comes in read"
		if s.MutedNew > 0 {
			quiet += ": " + articles(s.MutedNew) + " so far"
		}
		parts = append(parts, quiet)
	}
	for i, key := range a.keys.byAction[actSaved].keys {
		if i < len(p.saved) && p.saved[i].Name == s.Name {
			parts = append(parts, showKey(key)+" shows it from everywhere")
		}
	}
	return note{strings.Join(parts, " "+a.st.sep+" "), false}
}

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
	switch {
	case r.search != nil:
		title, sign, text = safe(r.search.Name), st.chrome.Render("/"), r.search.about()
	case r.tag != "":
		title, sign, text = safe(r.tag), st.chrome.Render("#"), note{feeds(r.feeds), false}
	default:
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
	line = st.fill(line, c.title+3)
	if c.note > 0 {
		look := st.chrome
		if text.bad {
			look = st.second
		}
		line = st.fill(line+"  "+look.Render(st.cut(text.text, c.note)), c.title+c.note+5)
	}
	tail := strings.Repeat(" ", max(c.count-len(r.count()), 0)+2) + r.count()
	if c.age > 0 {
		tail += "  " + strings.Repeat(" ", max(c.age-st.cells(age), 0)) + age
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
	return a.clock().age(stated(f.Fetch.Succeeded), ageWidth)
}

func stated(t time.Time) store.Time { return store.Time{At: t, Basis: store.Stated} }

// peek tells more about the row under the cursor: why it failed and what
// happens next, and where it comes from. That is a line, or one more for each
// that is left free below the rows.
func (p *feedsPlace) peek(a *app, width int) ([]string, lipgloss.Style) {
	text, r := "", p.selected()
	switch {
	case r == nil:
	case r.search != nil:
		n := r.search.peek(a, p)
		if text = n.text; n.bad {
			return []string{a.st.cut(text, width)}, a.st.second
		}
	case r.tag != "":
		text = a.keys.key(actOpen) + " shows the articles with this tag"
	case r.note().bad:
		why := a.st.wrap(r.note().text, width, 1+p.below)
		why[len(why)-1] = a.trouble(r.feed, why[len(why)-1], width)
		return why, a.st.second
	default:
		text = safe(r.feed.Address())
		if r.feed.FullText {
			text += " " + a.st.sep + " full text"
		}
		if r.feed.Twin != 0 {
			text += " " + a.st.sep + " another feed has this address too; it is fetched once for both"
		}
	}
	return []string{a.st.cut(text, width)}, a.st.chrome
}

// trouble tells what is wrong with a feed, and then as much as there is room for, the
// most useful first. Only the reason and the address are worth a beginning.
func (a *app) trouble(f *store.Subscription, why string, width int) string {
	text := a.st.cut(why, width)
	fits := func(part string) bool { return a.st.cells(text+" "+a.st.sep+" "+part) <= width }
	add := func(part string) {
		if fits(part) {
			text += " " + a.st.sep + " " + part
		}
	}
	failing := f.Fetch.Error != ""
	if wait := f.Fetch.Next.Sub(a.opt.Now()); failing && wait > 0 && !f.Fetch.Gone {
		add("next try in " + span(wait))
	}
	address := safe(f.Address())
	if !fits(address) {
		if _, bare, ok := strings.Cut(address, "://"); ok {
			address = bare
		}
		address = a.st.cut(address, max(width-a.st.cells(text+" "+a.st.sep+" "), leastAddress))
	}
	add(address)
	if f.Fetch.Failures > 1 {
		add(number(f.Fetch.Failures) + " times in a row")
	}
	if failing && !f.Fetch.Succeeded.IsZero() {
		add("worked last: " + a.clock().age(stated(f.Fetch.Succeeded), dateWidth))
	}
	if f.FullText {
		add("full text")
	}
	return text
}

// leastAddress is how many cells of an address say where it is.
const leastAddress = 14

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
	shell := "In a shell, newsreader import takes files in, opml import lists of feeds."
	if a.opt.AddFeed == nil || a.keys.key(actAdd) == "" {
		return []string{shell}
	}
	return []string{a.keys.key(actAdd) + " adds a feed: the address of a site is enough.", shell}
}
