package ui

import (
	"context"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
)

// listPlace is a list of articles as a place: a view of the store, or what a
// search found.
type listPlace struct {
	list
	title  string // "Unread"
	words  string // of a search, "" for a view
	search bool
	from   store.View         // the view searched, or whose articles with a tag these are
	scope  scope              // what it is narrowed to
	cancel context.CancelFunc // of the search under way

	job      uint64 // of the question that is out, 0 for none
	asked    store.At
	askedRow int  // the row of the cursor when it was asked
	slow     bool // it has been out for a while
	stale    bool // the store changed since the rows were read
	watched  bool // by somebody else, maybe
	peek     bool // the cursor rests: tell more about the article under it

	cache cache
}

// cache holds the lines of rows as they were last drawn, so that drawing the
// list again after a key costs no setting of text.
type cache struct {
	lines map[cacheKey]string
	w     int
	st    *styles
	clock clock
}

type cacheKey struct {
	id                store.ID
	title             string
	read, star        bool
	sel, focused, lit bool
}

// mostCached bounds the cache; a screenful is far less.
const mostCached = 1000

func (p *listPlace) name() string { return p.title }

func (p *listPlace) resize(a *app, w, h int) {
	p.w, p.h, p.dates = w, h, a.frame.headings()
	p.settle()
}

func (p *listPlace) move(a *app, m motion, n int) {
	switch m {
	case lineDown:
		p.step(n)
	case lineUp:
		p.step(-n)
	case halfDown:
		p.page(n * max(p.h/2, 1))
	case halfUp:
		p.page(-n * max(p.h/2, 1))
	case pageDown:
		p.page(n * max(p.h-1, 1))
	case pageUp:
		p.page(-n * max(p.h-1, 1))
	case toTop:
		p.jump(0)
	case toBottom:
		p.jump(p.total - 1)
	case wheelDown:
		p.scroll(n)
	case wheelUp:
		p.scroll(-n)
	}
}

func (p *listPlace) position(a *app) string {
	if p.total == 0 {
		return ""
	}
	return number(p.cursor+1) + " of " + number(p.total)
}

func (p *listPlace) lines(a *app, focused bool) []string {
	p.refreshCache(a)
	if p.total == 0 {
		return p.emptyLines(a)
	}
	out := make([]string, p.h)
	for y, s := range p.slots() {
		switch {
		case s.row < 0:
		case s.date:
			out[y] = a.st.chrome.Render(ansi.Truncate(" "+p.clock.heading(p.at(s.row).Published), p.w, ""))
		default:
			out[y] = p.row(a, s.row, focused)
		}
	}
	return out
}

// refreshCache empties the cache when lines would come out different.
func (p *listPlace) refreshCache(a *app) {
	p.clock = a.clock()
	c := clock{p.clock.now.Truncate(60e9), p.clock.loc}
	if p.cache.lines == nil || p.cache.w != p.w || p.cache.st != a.st || p.cache.clock != c || len(p.cache.lines) > mostCached {
		p.cache = cache{lines: make(map[cacheKey]string), w: p.w, st: a.st, clock: c}
	}
}

// row is the line of a row. Selecting it changes its first two cells at once
// and the title's colour when the cursor comes to rest: then a terminal can
// scroll while j is held (200 bytes a key instead of 280), on a slow line too.
func (p *listPlace) row(a *app, row int, focused bool) string {
	art := p.at(row)
	sel := row == p.cursor
	if art == nil {
		return p.marker(a, sel, focused) + " " + a.st.chrome.Render(a.st.dots)
	}
	lit := sel && focused && p.peek
	key := cacheKey{art.ID, art.Title, art.Read, art.Starred, sel, focused, lit}
	if line, ok := p.cache.lines[key]; ok {
		return line
	}
	line := p.marker(a, sel, focused) + p.rowText(a, art, sel && focused, lit)
	p.cache.lines[key] = line
	return line
}

func (p *listPlace) marker(a *app, sel, focused bool) string {
	switch {
	case !sel:
		return " "
	case focused:
		return a.st.accent.Render(a.st.bar)
	}
	return a.st.chrome.Render(a.st.bar)
}

// columns are the widths of a row's parts; 0 means there is no room.
type columns struct{ title, source, age int }

// Rows get no longer than the eye can follow from a headline to its source.
const longestTitle = 100

// columnsFor shares out a width. Headlines need the room: the source is there
// from a usual window's width on, the age unless it is narrow. (The line above
// the footer tells the source where the list doesn't.)
func columnsFor(w int) columns {
	c := columns{title: w - 4}
	if w >= 46 {
		c.age = ageWidth
		c.title -= ageWidth + 2
	}
	if w >= 72 {
		c.source = min(max(w/8, 12), 18)
		c.title -= c.source + 2
	}
	c.title = min(max(c.title, 1), longestTitle)
	return c
}

// rowText is all of a row but the marker: unread, title, star, source, age.
func (p *listPlace) rowText(a *app, art *store.Article, sel, lit bool) string {
	st, c := a.st, columnsFor(p.w)
	style, dot := st.strong, st.strong.Render(st.unread)
	if sel {
		dot = st.picked.Render(st.unread)
	}
	if art.Read {
		style, dot = st.dim, " "
	}
	if lit {
		style = pick(style, st)
	}
	star := ""
	room := c.title
	if art.Starred {
		star = " " + st.second.Render(st.star)
		room -= 2
	}
	title := st.cut(titleOf(art), max(room, 1))
	var b strings.Builder
	b.WriteString(dot + " " + style.Render(title) + star)
	used := ansi.StringWidth(title) + 2*count(art.Starred)
	if c.age == 0 {
		return b.String()
	}
	b.WriteString(strings.Repeat(" ", max(c.title-used, 0)+2))
	tail := p.clock.age(art.Published)
	tail = strings.Repeat(" ", max(c.age-ansi.StringWidth(tail), 0)) + tail
	if c.source > 0 {
		tail = fill(st.cut(sourceOf(art), c.source), c.source) + "  " + tail
	}
	blank := len(tail) - len(strings.TrimLeft(tail, " "))
	b.WriteString(tail[:blank] + st.chrome.Render(tail[blank:]))
	return b.String()
}

// pick is how the title under the cursor looks.
func pick(style lipgloss.Style, st *styles) lipgloss.Style {
	return style.Foreground(st.accent.GetForeground())
}

func titleOf(art *store.Article) string {
	if t := safe(art.Title); t != "" {
		return t
	}
	return "(no title)"
}

func sourceOf(art *store.Article) string { return safe(art.Source) }

// peekLine tells more about the article under the cursor: its tags and how
// many articles are related to it.
func (p *listPlace) peekLine(a *app) string {
	art := p.selected()
	if art == nil || !p.peek {
		return ""
	}
	var parts []string
	if columnsFor(p.w).source == 0 && art.Source != "" {
		parts = append(parts, sourceOf(art))
	}
	if len(art.Tags) > 0 {
		parts = append(parts, safe(strings.Join(art.Tags, ", ")))
	}
	if art.Related > 0 {
		parts = append(parts, strconv.Itoa(art.Related)+" related")
	}
	if m := minutes(art.Words); m != "" {
		parts = append(parts, m)
	}
	return strings.Join(parts, " "+a.st.sep+" ")
}

// emptyLines say why there is nothing to see and what to do about it.
func (p *listPlace) emptyLines(a *app) []string {
	var say []string
	switch {
	case p.err != nil:
		say = []string{sentence(p.err), "Press " + a.keys.key(actRedraw) + " to try again."}
	case !p.loaded:
		if p.slow {
			say = []string{"Reading the store" + a.st.dots}
		}
	case p.search && p.words == "":
	case p.search:
		say = []string{"Nothing found for " + a.st.open + safe(p.words) + a.st.close + ".",
			"Titles and sources were searched. " + a.keys.key(actBack) + " goes back."}
	case a.counts.Articles == 0 && a.following > 0:
		say = []string{"No articles yet.", a.keys.key(actRefresh) + " fetches your " + feeds(a.following) + "."}
	case a.counts.Articles == 0:
		say = append([]string{"No articles yet."}, a.beginnings()...)
	case p.scope.narrow():
		say = p.scope.nothing(a, p.base().Filter)
	case p.view.Filter == store.Unread:
		say = []string{"No unread articles.", a.keys.key(actAll) + " shows all, " + a.keys.key(actRefresh) + " refreshes."}
	case p.view.Filter == store.Starred:
		say = []string{"No starred articles.", a.keys.key(actStar) + " stars the one you are on, " + a.keys.key(actAll) + " shows all."}
	}
	return a.notice(say, p.w, p.h)
}
