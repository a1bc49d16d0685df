package ui

import (
	"charm.land/lipgloss/v2"

	"newsreader/ui/render"
)

// finding is a search in the text.
type finding struct {
	words   string
	matches []render.Match
	starts  []int // matches that begin one; the rest continue on the next line
	at      int   // index in starts
}

func (f *finding) renew(page render.Page) {
	f.matches, f.starts = nil, nil
	if f.words == "" {
		return
	}
	f.matches = render.Find(page, f.words)
	for i := range f.matches {
		if i == 0 || !f.matches[i-1].More {
			f.starts = append(f.starts, i)
		}
	}
	f.at = max(min(f.at, len(f.starts)-1), 0)
}

// show marks the matches in a line.
func (f *finding) show(st *styles, line string, n int) string {
	current := -1
	if f.at < len(f.starts) {
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

// findText looks for words in the text and shows the first match from the
// top of the screen on.
func (p *articlePlace) findText(words string) {
	p.finding = finding{words: words}
	p.finding.renew(p.page)
	for i, m := range p.finding.starts {
		if p.finding.matches[m].Line >= p.top-p.body {
			p.finding.at = i
			break
		}
	}
	p.showMatch()
}

// nextMatch steps through the matches, around the ends.
func (p *articlePlace) nextMatch(step int) {
	if n := len(p.finding.starts); n > 0 {
		p.finding.at = ((p.finding.at+step)%n + n) % n
		p.showMatch()
	}
}

// showMatch scrolls the current match on the screen.
func (p *articlePlace) showMatch() {
	if len(p.finding.starts) == 0 {
		return
	}
	line := p.body + p.finding.matches[p.finding.starts[p.finding.at]].Line
	if line < p.top || line >= p.top+p.h {
		p.scrollTo(line - p.h/3)
	}
}
