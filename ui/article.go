package ui

import (
	"context"
	"strings"

	"newsreader/store"
	"newsreader/ui/render"
)

// articlePlace is an article being read.
type articlePlace struct {
	head store.Article
	text store.Text

	page   render.Page
	width  int           // the measure that page is set to
	st     *styles       // the looks that page is set in
	from   string        // the Markdown that page is set from
	known  []render.Span // passages that were read elsewhere
	shown  []render.Span // those that page shows dim
	loaded bool          // text and page are there
	set    []string
	body   int // the line of set where page begins

	top    int // the line of set on the screen's first line
	w, h   int
	margin int
	want   int // the measure the pane has room for

	job     uint64 // of the question that is out
	cancel  context.CancelFunc
	slow    bool          // and has been for a while
	instead *articlePlace // what this one stands in for until it is loaded
	saved   int           // the reading position that the store has

	revised string  // what changed of the text, shown in place of it; "" for the text
	left    anchor  // the spot of the text to come back to then
	resume  *anchor // the spot to go to when another page comes; nil for the same

	copies  []store.ID // near-copies that were folded into it where it was opened: to read one is to read all
	preview bool       // shown because the cursor rests on it, not opened
	side    *relatedPlace
	finding finding
}

func newArticle(head store.Article) *articlePlace { return &articlePlace{head: head} }

func (p *articlePlace) name() string { return titleOf(&p.head) }

func (p *articlePlace) resize(a *app, w, h int) {
	if p.w == w && p.h == h {
		return
	}
	anchor := p.anchor()
	p.w, p.h = w, h
	p.margin, p.want = column(w)
	p.compose(a)
	p.restore(anchor)
}

// compose puts together what is scrolled: title, byline, text, and what
// follows it.
func (p *articlePlace) compose(a *app) {
	if p.want == 0 {
		return
	}
	var s []string
	if p.h >= 16 {
		s = append(s, "")
	}
	for _, l := range a.st.wrap(titleOf(&p.head), p.want, 0) {
		s = append(s, a.st.strong.Render(l))
	}
	if p.h >= 8 {
		s = append(s, "")
	}
	for _, l := range a.st.join(p.byline(a), p.want) {
		s = append(s, a.st.chrome.Render(l))
	}
	if p.h >= 8 {
		s = append(s, "")
	}
	p.body = len(s)
	if p.loaded {
		s = append(s, p.page.Lines...)
		s = append(s, p.textless(a)...)
		if p.page.Complete {
			s = append(s, p.after(a)...)
		}
	}
	p.set = s
	p.scrollTo(p.top)
}

// textless says that an article has no text, so that nobody waits for it.
func (p *articlePlace) textless(a *app) []string {
	if !p.page.Complete || len(p.page.Lines) > 0 {
		return nil
	}
	text := "No text came with this article."
	if safeURL(p.text.URL) != "" {
		text += " " + a.keys.key(actBrowser) + " opens its page in the browser."
	}
	lines := a.st.wrap(text, p.want, 0)
	for i := range lines {
		lines[i] = a.st.chrome.Render(lines[i])
	}
	return lines
}

// byline tells where the article comes from, when, and how long it takes.
func (p *articlePlace) byline(a *app) []string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(sourceOf(&p.head))
	if author := safe(p.text.Author); author != p.head.Source {
		add(author)
	}
	add(a.clock().full(p.head.Published))
	add(minutes(p.head.Words))
	add(p.readBefore())
	if !a.inStory(p.head.Story) {
		add(storyOf(&p.head))
	}
	if p.head.Related > 0 {
		add(number(p.head.Related) + " related")
	}
	add(a.revisions(p))
	if p.head.Starred {
		add(a.st.star)
	}
	return parts
}

// after is what stands below the text: the files that it offers, its tags, and
// where to go on.
func (p *articlePlace) after(a *app) []string {
	var s []string
	files := p.enclosures(a)
	if len(files) > 0 {
		files = append([]string{""}, files...)
	}
	if len(p.head.Tags) > 0 {
		s = append(s, a.st.join(tags(&p.head), p.want)...)
	}
	if n := p.head.StorySize; n > 1 && !a.inStory(p.head.Story) {
		s = append(s, a.st.wrap(a.keys.key(actOpen)+" shows the "+articles(n)+" of this story", p.want, 0)...)
	}
	if n := p.head.Related; n > 0 {
		s = append(s, a.st.wrap(a.keys.key(actRelated)+" shows "+articles(n)+" related to this one", p.want, 0)...)
	}
	if len(s) == 0 {
		return files
	}
	for i := range s {
		s[i] = a.st.chrome.Render(s[i])
	}
	return append(append(files, ""), s...)
}

func tags(art *store.Article) []string {
	tags := make([]string, len(art.Tags))
	for i, t := range art.Tags {
		tags[i] = safe(t)
	}
	return tags
}

func (p *articlePlace) lines(a *app, focused bool) []string {
	out := make([]string, p.h)
	margin := strings.Repeat(" ", p.margin)
	for y := range out {
		n := p.top + y
		if n >= len(p.set) {
			break
		}
		line := p.set[n]
		if p.finding.active() && n >= p.body {
			line = p.finding.show(a.st, line, n-p.body)
		}
		if line != "" {
			out[y] = a.st.method.Truncate(margin+line, p.w, "")
		}
	}
	if p.slow && !p.loaded && p.body < p.h {
		out[p.body] = margin + a.st.chrome.Render("Loading"+a.st.dots+" "+a.keys.key(actBack)+" cancels")
	}
	return out
}

// lowest is the furthest that top can go.
func (p *articlePlace) lowest() int { return max(len(p.set)-p.h, 0) }

func (p *articlePlace) scrollTo(line int) { p.top = max(min(line, p.lowest()), 0) }

// atEnd tells whether the last line is on the screen.
func (p *articlePlace) atEnd() bool {
	return p.loaded && p.page.Complete && p.top >= p.lowest()
}

func (p *articlePlace) move(a *app, m motion, n int) {
	page := max(p.h-2, 1)
	switch m {
	case lineDown, wheelDown:
		p.scrollTo(p.top + n)
	case lineUp, wheelUp:
		p.scrollTo(p.top - n)
	case halfDown:
		p.scrollTo(p.top + n*max(p.h/2, 1))
	case halfUp:
		p.scrollTo(p.top - n*max(p.h/2, 1))
	case pageDown:
		p.scrollTo(p.top + n*page)
	case pageUp:
		p.scrollTo(p.top - n*page)
	case toTop:
		p.scrollTo(0)
	case toBottom:
		p.scrollTo(len(p.set))
	}
}

func (p *articlePlace) position(a *app) string {
	if !p.loaded || p.lowest() == 0 {
		return ""
	}
	return number(p.top*100/p.lowest()) + " %"
}

// anchor is a spot of the text that outlives setting it to another measure: a
// paragraph, and how far through it.
type anchor struct {
	top       bool // above the text
	paragraph int
	through   float64
}

func (p *articlePlace) anchor() anchor {
	line := p.top - p.body
	if !p.loaded || line < 0 || len(p.page.Paragraphs) == 0 {
		return anchor{top: true}
	}
	i := p.paragraph()
	from, to := p.span(i)
	return anchor{paragraph: i, through: float64(line-from) / float64(max(to-from, 1))}
}

// restore brings an anchor back to the screen's first line.
func (p *articlePlace) restore(at anchor) {
	if at.top {
		p.scrollTo(min(p.top, p.body))
		return
	}
	from, to := p.span(at.paragraph)
	p.scrollTo(p.body + from + int(at.through*float64(to-from)+0.5))
}

// span is the lines of a paragraph in the page.
func (p *articlePlace) span(i int) (from, to int) {
	if i >= len(p.page.Paragraphs) {
		return len(p.page.Lines), len(p.page.Lines)
	}
	from, to = p.page.Paragraphs[i], len(p.page.Lines)
	if i+1 < len(p.page.Paragraphs) {
		to = p.page.Paragraphs[i+1]
	}
	return from, to
}

// paragraph is the one on the screen's first line.
func (p *articlePlace) paragraph() int {
	i := 0
	for i+1 < len(p.page.Paragraphs) && p.page.Paragraphs[i+1] <= p.top-p.body {
		i++
	}
	return i
}

// reading is the position to come back to: an article that was read to its
// end begins anew.
func (p *articlePlace) reading() int {
	switch {
	case p.revised != "":
		return p.left.paragraph
	case p.atEnd() || p.top <= p.body:
		return 0
	}
	return p.paragraph()
}

// setPage takes a page that was set and keeps the reader's spot.
func (p *articlePlace) setPage(a *app, page render.Page, width int, from string, shown []render.Span, found finding) {
	at := p.anchor()
	if p.resume != nil && from == p.content() {
		at, p.resume = *p.resume, nil
	}
	p.page, p.width, p.st, p.from, p.shown = page, width, a.st, from, shown
	p.finding.renew(found, page, p.text.Language)
	p.compose(a)
	p.restore(at)
}
