package ui

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
)

// relatedPlace lists the articles related to one, in groups by how close they
// are, each with the reason why it is here.
type relatedPlace struct {
	of     store.Article
	items  []related
	loaded bool
	err    error
	job    uint64
	slow   bool // the job has been out for a while

	cursor int // index in items
	top    int // first line on the screen
	w, h   int

	set   []relatedLine
	setOf setKey
}

// related is an entry, with the sources of near-copies folded in.
type related struct {
	store.Related
	copies []string
}

type relatedLine struct {
	item int // -1 for headings and gaps
	text string
}

// setKey tells whether the lines must be made again.
type setKey struct {
	w, h, cursor int
	st           *styles
	focused      bool
}

// From roomy lines on, entries are set apart by a blank one.
const roomy = 20

func newRelated(of store.Article) *relatedPlace { return &relatedPlace{of: of} }

func (p *relatedPlace) name() string { return "Related" }

// accept takes the store's answer; the cursor stays on its article.
func (p *relatedPlace) accept(found []store.Related) {
	var under store.ID
	if s := p.selected(); s != nil {
		under = s.ID
	}
	p.items, p.loaded, p.err = group(fold(found)), true, nil
	p.set = nil
	for i := range p.items {
		if p.items[i].ID == under {
			p.cursor = i
		}
	}
	p.cursor = max(min(p.cursor, len(p.items)-1), 0)
}

// fold joins near-copies to the article that they copy.
func fold(found []store.Related) []related {
	at := make(map[store.ID]int, len(found))
	var items []related
	for _, r := range found {
		if r.CopyOf == 0 {
			at[r.ID] = len(items)
			items = append(items, related{Related: r})
		}
	}
	for _, r := range found {
		if i, ok := at[r.CopyOf]; r.CopyOf != 0 && ok {
			items[i].copies = append(items[i].copies, sourceOf(&r.Article))
		} else if r.CopyOf != 0 {
			items = append(items, related{Related: r})
		}
	}
	return items
}

// group brings entries with the same heading together. The groups keep the
// order of their first entries, and the entries theirs.
func group(items []related) []related {
	rank := make(map[string]int)
	for i := range items {
		if _, ok := rank[items[i].heading()]; !ok {
			rank[items[i].heading()] = len(rank)
		}
	}
	slices.SortStableFunc(items, func(x, y related) int { return rank[x.heading()] - rank[y.heading()] })
	return items
}

func (p *relatedPlace) selected() *store.Article {
	if p.cursor < len(p.items) {
		return &p.items[p.cursor].Article
	}
	return nil
}

func (p *relatedPlace) patch(id store.ID, change func(*store.Article)) {
	for i := range p.items {
		if p.items[i].ID == id {
			change(&p.items[i].Article)
			p.set = nil
		}
	}
}

func (p *relatedPlace) resize(a *app, w, h int) {
	if p.w != w || p.h != h {
		p.w, p.h = w, h
		p.layout(a, true)
		p.reveal()
	}
}

func (p *relatedPlace) move(a *app, m motion, n int) {
	switch m {
	case lineDown:
		p.cursor += n
	case lineUp:
		p.cursor -= n
	case halfDown, pageDown:
		p.cursor += n * max(p.h/4, 1)
	case halfUp, pageUp:
		p.cursor -= n * max(p.h/4, 1)
	case toTop:
		p.cursor = 0
	case toBottom:
		p.cursor = len(p.items)
	case wheelDown:
		p.top += n
	case wheelUp:
		p.top -= n
	}
	p.cursor = max(min(p.cursor, len(p.items)-1), 0)
	if m != wheelDown && m != wheelUp {
		p.layout(a, true)
		p.reveal()
	}
}

// reveal scrolls the selected entry on the screen, with the heading above it
// if it is the first of its group.
func (p *relatedPlace) reveal() {
	first, last := -1, -1
	for i, l := range p.set {
		if l.item == p.cursor {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	for first > 0 && p.set[first-1].item < 0 && p.set[first-1].text != "" {
		first--
	}
	if p.cursor == 0 {
		first = 0
	}
	if last >= p.top+p.h {
		p.top = last - p.h + 1
	}
	if first < p.top {
		p.top = first
	}
}

func (p *relatedPlace) position(*app) string {
	if len(p.items) == 0 {
		return ""
	}
	return strconv.Itoa(p.cursor+1) + " of " + strconv.Itoa(len(p.items))
}

func (p *relatedPlace) lines(a *app, focused bool) []string {
	p.layout(a, focused)
	p.top = max(min(p.top, len(p.set)-p.h), 0)
	out := make([]string, p.h)
	for y := range out {
		if n := p.top + y; n < len(p.set) {
			out[y] = p.set[n].text
		}
	}
	return out
}

// layout makes the lines of all entries, if they are not made yet.
func (p *relatedPlace) layout(a *app, focused bool) {
	key := setKey{p.w, p.h, p.cursor, a.st, focused}
	if p.set != nil && p.setOf == key {
		return
	}
	p.setOf, p.set = key, []relatedLine{}
	add := func(item int, text string) {
		p.set = append(p.set, relatedLine{item, ansi.Truncate(text, p.w, "")})
	}
	switch {
	case p.err != nil:
		for _, l := range a.st.wrap(sentence(p.err), p.w-2, 0) {
			add(-1, " "+a.st.second.Render(l))
		}
	case !p.loaded:
		if p.slow {
			add(-1, " "+a.st.chrome.Render("Looking for related articles"+a.st.dots))
		}
	case len(p.items) == 0:
		for _, l := range a.st.wrap("Nothing related is known. "+a.keys.key(actBack)+" goes back.", p.w-2, 0) {
			add(-1, " "+a.st.chrome.Render(l))
		}
	}
	for i := range p.items {
		if i == 0 || p.items[i].heading() != p.items[i-1].heading() {
			if i > 0 {
				add(-1, "")
			}
			add(-1, " "+a.st.chrome.Render(a.st.cut(p.headingAt(i), p.w-2)))
		} else if p.h >= roomy {
			add(-1, "")
		}
		p.layoutItem(a, i, focused, add)
	}
}

// layoutItem makes the lines of one entry: its title on up to three lines, then
// where it comes from and why it is here.
func (p *relatedPlace) layoutItem(a *app, i int, focused bool, add func(int, string)) {
	it, st := &p.items[i], a.st
	bar, style, dot := " ", st.strong, st.strong.Render(st.unread)
	if it.Read {
		style, dot = st.dim, " "
	}
	if i == p.cursor {
		bar = st.chrome.Render(st.bar)
		if focused {
			bar, style = st.accent.Render(st.bar), pick(style, st)
		}
	}
	star := ""
	if it.Starred {
		star = " " + st.second.Render(st.star)
	}
	title := st.wrap(titleOf(&it.Article), p.w-4-2*count(it.Starred), 3)
	for n, l := range title {
		lead, tail := "  ", ""
		if n == 0 {
			lead = dot + " "
		}
		if n == len(title)-1 {
			tail = star
		}
		add(i, bar+lead+style.Render(l)+tail)
	}
	for _, l := range st.join(it.why(a, p.w-4), p.w-4) {
		add(i, bar+"  "+st.chrome.Render(l))
	}
}

// why tells source, age and reasons.
func (r *related) why(a *app, width int) []string {
	var parts []string
	if s := sourceOf(&r.Article); s != "" {
		parts = append(parts, s)
	}
	if age := a.clock().age(r.Published); age != "-" {
		parts = append(parts, age)
	}
	reasons := r.Reasons
	if r.listing() != "" {
		reasons = reasons[1:] // the heading says it
	}
	for _, reason := range reasons {
		parts = append(parts, a.st.cut(safe(reason), width)) // a line is enough to tell why
	}
	if len(r.copies) > 0 {
		parts = append(parts, "the same text at "+strings.Join(r.copies, ", "))
	}
	return parts
}

// listings are the headings of groups whose first reason would, as it is, read
// as if it spoke of an entry.
var listings = map[string]string{
	"listed by this page":     "Listed by the page",
	"its page lists this one": "Pages that list this one",
}

// listing is which page named the entry, as a heading; "" if none did. It
// stands for the entry's first reason, which would only repeat it.
func (r *related) listing() string {
	if r.Tier != store.Listed || len(r.Reasons) == 0 {
		return ""
	}
	reason := safe(r.Reasons[0])
	if known := listings[reason]; known != "" {
		return known
	}
	return capital(reason)
}

// heading is the name of the group that the entry belongs to.
func (r *related) heading() string {
	if l := r.listing(); l != "" {
		return l
	}
	switch r.Tier {
	case store.Listed:
		return listings["listed by this page"]
	case store.SameStory:
		return "Same story"
	}
	return "Background"
}

// headingAt is the heading of the group that begins at an entry; that of a
// story tells from how many sources it is.
func (p *relatedPlace) headingAt(i int) string {
	name := p.items[i].heading()
	if p.items[i].Tier != store.SameStory {
		return name
	}
	sources := make(map[string]bool)
	for _, it := range p.items[i:] {
		if it.Tier == store.SameStory {
			sources[it.Source] = true
		}
	}
	if len(sources) > 1 {
		name += "  " + strconv.Itoa(len(sources)) + " sources"
	}
	return name
}
