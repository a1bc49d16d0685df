package ui

import (
	"newsreader/store"
)

// listPlace is a list of articles as a place: a view of the store, or what a
// search found.
type listPlace struct {
	list
	title  string     // "Unread"
	search *search    // nil for a list that isn't of what was found
	from   store.View // the view searched, or whose articles with a tag these are
	scope  scope      // what it is narrowed to

	job      uint64 // of the question that is out, 0 for none
	asked    store.At
	askedRow int  // the row of the cursor when it was asked
	slow     bool // it has been out for a while
	stale    bool // the store changed since the rows were read
	watched  bool // by somebody else, maybe
	peek     bool // the cursor rests: tell more about the article under it

	told store.Article // that the cursor was on when the rows became stories

	growing growing
	cache   cache
}

// byTime tells whether rows stand in the order of their times.
func (p *listPlace) byTime() bool {
	if p.search != nil {
		return p.search.shown == "" || p.search.order != store.BestFirst
	}
	return !p.scope.catchUp()
}

// headingText is what stands above a row.
func (p *listPlace) headingText(row int) string {
	if p.heading(row) == pinned {
		return "Followed"
	}
	return p.clock.heading(rowTime(p.at(row)))
}

// What was found tells why in a second line of each row, in windows of that
// size; in smaller ones the line above the footer does.
const (
	snippetWidth  = 60
	snippetHeight = 12
)

func (p *listPlace) name() string { return p.title }

func (p *listPlace) resize(a *app, w, h int) {
	p.w, p.h = w, h
	p.dates = a.frame.headings() && p.byTime()
	p.tall = p.search != nil && p.search.shown != "" && w >= snippetWidth && h >= snippetHeight
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
	if p.view.Stories {
		return number(p.cursor+1) + " of " + stories(p.total)
	}
	return number(p.cursor+1) + " of " + p.number()
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
			out[y] = a.st.chrome.Render(a.st.method.Truncate(" "+p.headingText(s.row), p.w, ""))
		case s.second:
			out[y] = p.second(a, s.row, focused)
		default:
			out[y] = p.row(a, s.row, focused)
		}
	}
	return out
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
	case p.search != nil && p.search.shown == "":
	case p.view.Within.Open():
		say = []string{"Searching" + a.st.dots}
	case p.search != nil:
		say = p.search.nothing(a, p.from)
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
