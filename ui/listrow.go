package ui

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"newsreader/store"
)

// How the rows of a list look.

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
	state             rowState
	sel, focused, lit bool
	why, second       bool // its snippet is there; it is the row's second line
}

// rowState is what a row shows of an article or a story beside its title.
type rowState struct {
	unread, star    bool
	followed, muted bool
	fresh           int // articles that came since something of the story was read
	sources, all    int
	at              int64
}

func stateOf(art *store.Article) rowState {
	s := art.StoryRow
	if s == nil {
		return rowState{unread: !art.Read, star: art.Starred}
	}
	look := rowState{
		unread: s.Unread > 0, star: s.Starred > 0, followed: s.Followed, muted: s.Muted,
		sources: len(s.Sources), all: s.Articles, at: s.Last.At.Unix(),
	}
	if s.Seen && s.Articles > 1 {
		look.fresh = s.Unread
	}
	return look
}

// mostCached bounds the cache; a screenful is far less.
const mostCached = 1000

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
	_, why := p.snippet(art.ID)
	key := cacheKey{id: art.ID, title: art.Title, state: stateOf(art), sel: sel, focused: focused, lit: lit, why: why}
	return p.cached(key, func() string { return p.marker(a, sel, focused) + p.rowText(a, art, sel && focused, lit) })
}

func (p *listPlace) cached(key cacheKey, draw func() string) string {
	line, ok := p.cache.lines[key]
	if !ok {
		line = draw()
		p.cache.lines[key] = line
	}
	return line
}

// second is the second line of a row: why the article was found.
func (p *listPlace) second(a *app, row int, focused bool) string {
	sel, art := row == p.cursor, p.at(row)
	if art == nil || focused && !p.explained(row) {
		return p.marker(a, sel, focused)
	}
	s, why := p.snippet(art.ID)
	return p.cached(cacheKey{id: art.ID, sel: sel, focused: focused, why: why, second: true}, func() string {
		return strings.TrimRight(p.marker(a, sel, focused)+"  "+snippetText(a.st, s, min(p.w-4, longestSnippet)), " ")
	})
}

// longestSnippet is as far as the eye can follow back, like a headline.
const longestSnippet = 110

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
		if w >= wideFrom {
			c.age = dateWidth
		}
		c.title -= c.age + 2
	}
	if w >= 72 {
		c.source = min(max(w/8, 12), 18)
		c.title -= c.source + 2
	}
	c.title = min(max(c.title, 1), longestTitle)
	return c
}

// rowText is all of a row but the marker: unread, title, what was done with
// it, source, age.
func (p *listPlace) rowText(a *app, art *store.Article, sel, lit bool) string {
	st, c, state := a.st, columnsFor(p.w), stateOf(art)
	style, dot := st.strong, st.strong.Render(st.unread)
	if sel {
		dot = st.picked.Render(st.unread)
	}
	if !state.unread {
		style, dot = st.dim, " "
	} else if state.muted {
		style = st.dim
	}
	if lit {
		style = pick(style, st)
	}
	signs := p.signs(st, art, state, c)
	room := c.title - st.cells(signs)
	why, _ := p.snippet(art.ID)
	title := st.marked(titleOf(art), why.TitleMarks, max(room, 1), style, markOn(style, st)) + signs
	if c.age == 0 {
		return dot + " " + title
	}
	gap := strings.Repeat(" ", max(c.title-st.cells(title), 0)+2)
	tail := p.clock.age(rowTime(art), c.age)
	tail = strings.Repeat(" ", max(c.age-st.cells(tail), 0)) + tail
	if c.source > 0 {
		source := sourceOf(art)
		if art.StoryRow != nil {
			source = coverage(st, art.StoryRow, c.source)
		}
		tail = st.fill(st.cut(source, c.source), c.source) + "  " + tail
	}
	return dot + " " + title + gap + chromed(st.chrome, tail)
}

// signs stand after the title: what is new of a story, that it is followed or
// muted, a star; and how many tell it where no column does.
func (p *listPlace) signs(st *styles, art *store.Article, state rowState, c columns) string {
	signs := ""
	switch {
	case state.fresh > 0:
		signs += " " + st.accent.Render("+"+number(state.fresh)+" new")
	case c.source == 0 && state.all > 1:
		signs += " " + st.chrome.Render("("+number(tellers(state))+")")
	}
	if state.followed {
		signs += " " + st.accent.Render(st.followed)
	}
	if state.muted {
		signs += " " + st.chrome.Render("muted")
	}
	if state.star {
		signs += " " + st.second.Render(st.star)
	}
	return signs
}

// tellers is how many tell a story: its sources, or if that says nothing its
// articles.
func tellers(state rowState) int {
	if state.sources > 1 {
		return state.sources
	}
	return state.all
}

// markOn is how a match looks within a text of a style: as weighty as that.
func markOn(style lipgloss.Style, st *styles) lipgloss.Style {
	return style.Foreground(st.accent.GetForeground()).Underline(true)
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

// peekLine tells more about the article under the cursor: why it was found, or
// its source where the row has no room for it, its tags, and how many articles
// are of its story and related to it.
func (p *listPlace) peekLine(a *app, width int) string {
	art := p.selected()
	if art == nil || !p.peek {
		return ""
	}
	if why, _ := p.snippet(art.ID); why.Text != "" && !p.tall {
		return snippetText(a.st, why, width)
	}
	if several(art) {
		return a.st.chrome.Render(a.peekStory(art.StoryRow, width))
	}
	var parts []string
	if s := sourceOf(art); s != "" && a.st.cells(s) > columnsFor(p.w).source {
		parts = append(parts, s)
	}
	if len(art.Tags) > 0 {
		parts = append(parts, a.st.cut(safe(strings.Join(art.Tags, ", ")), width/2))
	}
	if s := storyOf(art); s != "" {
		parts = append(parts, s)
	}
	if art.Related > 0 {
		parts = append(parts, strconv.Itoa(art.Related)+" related")
	}
	if m := minutes(art.Words); m != "" {
		parts = append(parts, m)
	}
	sep := " " + a.st.sep + " "
	for len(parts) > 1 && a.st.cells(strings.Join(parts, sep)) > width {
		parts = parts[:len(parts)-1] // half a word or number says nothing
	}
	return a.st.chrome.Render(a.st.cut(strings.Join(parts, sep), width))
}

// peekStory tells how much of a story is unread, and who has it if there is
// room for the first name at least.
func (a *app) peekStory(s *store.Story, width int) string {
	count := articles(s.Articles)
	if s.Unread > 0 {
		count += ", " + number(s.Unread) + " unread"
	}
	sep := " " + a.st.sep + " "
	text := strings.Join(append([]string{count}, standing(s)...), sep)
	if len(s.Sources) > 0 && a.st.cells(text+sep+safe(s.Sources[0])) < width {
		text += sep + toldBy(s)
	}
	return a.st.cut(text, width)
}
