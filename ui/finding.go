package ui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"newsreader/store/query"
	"newsreader/store/token"
	"newsreader/ui/render"
)

// finding is a search in the text of an article: for a phrase that was typed
// there, or for what the search asked that found the article.
type finding struct {
	phrase  string
	query   *query.Query
	matches []render.Match
	starts  []int // matches that begin one; the rest continue on the next line
	at      int   // index in starts, -1 before the first step
}

func (f *finding) active() bool { return f.phrase != "" || f.query != nil }

// text is what is looked for, as one would type it.
func (f *finding) text() string {
	if f.query == nil {
		return f.phrase
	}
	for _, p := range f.query.Phrases() {
		return strings.Join(p.Words, " ")
	}
	for _, w := range f.query.Words() {
		return w.Text
	}
	return ""
}

// in looks for it in a page. That takes a while: while an article is being
// opened, a command does it.
func (f finding) in(page render.Page, language string) finding {
	f.take(f.matchesIn(page, language))
	return f
}

func (f *finding) matchesIn(page render.Page, language string) []render.Match {
	if f.query == nil {
		return render.Find(page, f.phrase)
	}
	text, where := render.Text(page)
	var matches []render.Match
	for _, m := range query.Marks(token.New(), text, language, query.Any, f.query) {
		matches = append(matches, where(m.From, m.To)...)
	}
	return matches
}

// take takes the matches in the page shown.
func (f *finding) take(matches []render.Match) {
	f.matches, f.starts = matches, nil
	for i := range f.matches {
		if i == 0 || !f.matches[i-1].More {
			f.starts = append(f.starts, i)
		}
	}
	f.at = min(f.at, len(f.starts)-1)
}

// show marks the matches in a line.
func (f *finding) show(st *styles, line string, n int) string {
	current := -1
	if f.at >= 0 && f.at < len(f.starts) {
		current = f.starts[f.at]
	}
	for i, m := range f.matches {
		if m.Line != n {
			continue
		}
		var style lipgloss.Style = st.match
		if i == current || current >= 0 && i > current && f.continues(current, i) {
			style = st.current
		}
		line = render.Highlight(line, m.From, m.To, style)
	}
	return line
}

// continues tells whether match i is the same phrase as match from, broken
// over lines.
func (f *finding) continues(from, i int) bool {
	for ; from < i; from++ {
		if !f.matches[from].More {
			return false
		}
	}
	return true
}

// findText looks for a phrase in the text and shows the first match from the
// top of the screen on.
func (p *articlePlace) findText(phrase string) {
	p.finding = finding{phrase: phrase}.in(p.page, "")
	p.finding.at = p.matchBelow()
	p.showMatch()
}

// matchBelow is the first match from the top of the screen on.
func (p *articlePlace) matchBelow() int {
	for i, m := range p.finding.starts {
		if p.finding.matches[m].Line >= p.top-p.body {
			return i
		}
	}
	return 0
}

// nextMatch steps through the matches, around the ends.
func (p *articlePlace) nextMatch(step int) {
	n := len(p.finding.starts)
	switch {
	case n == 0:
		return
	case p.finding.at < 0 && step > 0:
		p.finding.at = p.matchBelow()
	default:
		p.finding.at = ((max(p.finding.at, 0)+step)%n + n) % n
	}
	p.showMatch()
}

// showMatch scrolls the current match on the screen.
func (p *articlePlace) showMatch() {
	if p.finding.at < 0 || p.finding.at >= len(p.finding.starts) {
		return
	}
	line := p.body + p.finding.matches[p.finding.starts[p.finding.at]].Line
	if line < p.top || line >= p.top+p.h {
		p.scrollTo(line - p.h/3)
	}
}

// renew takes the matches in a page that was set anew.
func (f *finding) renew(in finding, page render.Page, language string) {
	if in.phrase != f.phrase || in.query != f.query { // something else is looked for by now
		in = f.in(page, language)
	}
	f.take(in.matches)
}

// marks are what to mark in an article that is opened from a list: what the
// search asked, if the list is of what one found.
func (p *listPlace) marks() finding {
	if p == nil || p.search == nil || p.search.asked == nil {
		return finding{}
	}
	return finding{query: p.search.asked, at: -1}
}
