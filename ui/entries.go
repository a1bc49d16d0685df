package ui

import (
	"strconv"

	"newsreader/store"
)

// entries is a screen of a few dozen articles that take several lines each: a
// story, or what is related to an article. All are held; their lines are made
// when they must come out different.
type entries struct {
	cursor int  // index of an entry
	top    int  // first line on the screen
	put    bool // the cursor was put on an entry that may not be on the screen
	w, h   int

	set   []entryLine
	setOf setKey
	drawn map[int][]string // the lines of entries that the cursor isn't on
}

type entryLine struct {
	item int // -1 for headings and gaps
	text string
}

// setKey tells whether the lines must be made again.
type setKey struct {
	w, h, cursor int
	st           *styles
	clock        clock
	focused      bool
}

// entryPlace is a place of entries.
type entryPlace interface {
	place
	size() int
	article(i int) *store.Article
	at() *entries
	// layout makes the lines by calling add, one after the other.
	layout(a *app, focused bool, add func(item int, text string))
}

// From roomy lines on, entries are set apart by a blank one.
const roomy = 20

func (e *entries) at() *entries { return e }

// arrange makes the lines, if they are not made yet.
func (e *entries) arrange(a *app, p entryPlace, focused bool) {
	c := a.clock()
	key := setKey{e.w, e.h, e.cursor, a.st, clock{c.now.Truncate(60e9), c.loc}, focused}
	moved := key
	moved.cursor = e.setOf.cursor
	switch {
	case e.set == nil || moved != e.setOf:
		e.drawn = make(map[int][]string)
	case key == e.setOf:
		return
	}
	e.setOf, e.set = key, make([]entryLine, 0, len(e.set)+4)
	p.layout(a, focused, func(item int, text string) { e.set = append(e.set, entryLine{item, text}) })
}

func resizeEntries(a *app, p entryPlace, w, h int) {
	e := p.at()
	if e.w != w || e.h != h {
		e.w, e.h = w, h
		e.arrange(a, p, true)
		e.reveal()
	}
}

func moveEntries(a *app, p entryPlace, m motion, n int) {
	e := p.at()
	switch m {
	case lineDown:
		e.cursor += n
	case lineUp:
		e.cursor -= n
	case halfDown, pageDown:
		e.cursor += n * max(e.h/4, 1)
	case halfUp, pageUp:
		e.cursor -= n * max(e.h/4, 1)
	case toTop:
		e.cursor = 0
	case toBottom:
		e.cursor = p.size()
	case wheelDown:
		e.top += n
	case wheelUp:
		e.top -= n
	}
	e.cursor = max(min(e.cursor, p.size()-1), 0)
	if m != wheelDown && m != wheelUp {
		e.arrange(a, p, true)
		e.reveal()
	}
}

// reveal scrolls the selected entry on the screen, with the heading above it
// if it is the first of its group.
func (e *entries) reveal() {
	first, last := -1, -1
	for i, l := range e.set {
		if l.item == e.cursor {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	for first > 0 && e.set[first-1].item < 0 && e.set[first-1].text != "" {
		first--
	}
	if e.cursor == 0 {
		first = 0
	}
	if last >= e.top+e.h {
		e.top = last - e.h + 1
	}
	if first < e.top {
		e.top = first
	}
}

func drawEntries(a *app, p entryPlace, focused bool) []string {
	e := p.at()
	e.arrange(a, p, focused)
	if e.put {
		e.reveal()
		e.put = false
	}
	e.top = max(min(e.top, len(e.set)-e.h), 0)
	out := make([]string, e.h)
	for y := range out {
		if n := e.top + y; n < len(e.set) {
			out[y] = e.set[n].text
		}
	}
	return out
}

func positionIn(p entryPlace) string {
	if p.size() == 0 {
		return ""
	}
	return strconv.Itoa(p.at().cursor+1) + " of " + strconv.Itoa(p.size())
}

// selectedIn is the article under the cursor, nil if there is none.
func selectedIn(p entryPlace) *store.Article {
	if i := p.at().cursor; i < p.size() {
		return p.article(i)
	}
	return nil
}

// refill is called after the articles of a place were replaced: the cursor
// stays on its article, if that is still there.
func refill(p entryPlace, under store.ID) {
	e := p.at()
	e.set = nil
	for i := range p.size() {
		if p.article(i).ID == under {
			e.cursor = i
		}
	}
	e.cursor = max(min(e.cursor, p.size()-1), 0)
}

// note is a text among the entries, in place of them.
func (e *entries) note(a *app, text string, bad bool, add func(int, string)) {
	style := a.st.chrome
	if bad {
		style = a.st.second
	}
	for _, l := range a.st.wrap(text, e.w-2, 0) {
		add(-1, e.fit(a, " "+style.Render(l)))
	}
}

func (e *entries) fit(a *app, line string) string { return a.st.method.Truncate(line, e.w, "") }

// entry makes the lines of one, if they are not made yet: there may be
// hundreds, and the cursor is on one of them only.
func (e *entries) entry(a *app, i int, art *store.Article, look func() entryLook, add func(int, string)) {
	lines, ok := e.drawn[i]
	if !ok || i == e.cursor {
		lines = e.draw(a, i, art, look())
	}
	if !ok && i != e.cursor {
		e.drawn[i] = lines
	}
	for _, l := range lines {
		add(i, l)
	}
}

// draw makes the lines of an entry: its title on up to some lines, then what
// is said of it, set in from the left for a copy.
func (e *entries) draw(a *app, i int, art *store.Article, o entryLook) []string {
	st := a.st
	bar, style, dot := " ", st.strong, st.strong.Render(st.unread)
	if art.Read {
		style, dot = st.dim, " "
	}
	if i == e.cursor {
		bar = st.chrome.Render(st.bar)
		if o.focused {
			bar, style = st.accent.Render(st.bar), pick(style, st)
		}
	}
	if o.inner {
		bar += "  "
	}
	var lines []string
	star, room := "", e.w-4-2*count(o.inner)
	if art.Starred {
		star = " " + st.second.Render(st.star)
	}
	title := st.wrap(titleOf(art), room-2*count(art.Starred), o.lines)
	for n, l := range title {
		lead, tail := "  ", ""
		if n == 0 {
			lead = dot + " "
		}
		if n == len(title)-1 {
			tail = star
		}
		lines = append(lines, e.fit(a, bar+lead+style.Render(l)+tail))
	}
	for _, l := range st.join(o.about, room) {
		lines = append(lines, e.fit(a, bar+"  "+st.chrome.Render(l)))
	}
	if o.more != "" {
		lines = append(lines, e.fit(a, bar+"  "+o.more))
	}
	return lines
}

// entryLook says how an entry is drawn.
type entryLook struct {
	focused bool
	inner   bool     // it is a copy below its original
	lines   int      // of the title, at most
	about   []string // parts of the lines below
	more    string   // a further line, drawn already
}

// copies is a line for the articles that say the same: "also: AP, Yahoo".
func copies(a *app, sources []string, width int) string {
	if len(sources) == 0 {
		return ""
	}
	return a.st.chrome.Render(a.st.cut("also: "+joined(sources), width))
}

// joined is a list of names, each once, those without one counted.
func joined(names []string) string {
	var text string
	var nameless int
	seen := make(map[string]bool)
	for _, n := range names {
		switch {
		case n == "":
			nameless++
		case !seen[n]:
			seen[n] = true
			if text != "" {
				text += ", "
			}
			text += n
		}
	}
	if nameless > 0 && text != "" {
		return text + " and " + number(nameless) + " more"
	} else if nameless > 0 {
		return number(nameless) + " more"
	}
	return text
}
