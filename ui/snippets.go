package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
)

// snippets are the reasons why articles were found, as far as they are known:
// they are asked for once the rows are on the screen, for what is in sight.
type snippets struct {
	known map[store.ID]store.Snippet
	job   uint64 // of the question that is out
	over  bool   // they can't be had

	hurried     bool // the cursor moved again before it came to rest
	first, last int  // the rows on the screen when it wasn't hurried
}

// calm notes which rows are on the screen while the cursor isn't hurried.
// Rows that come on the screen when it is are explained once it rests: while j
// is held, nobody reads them, and they are more than half of what a key writes.
func (p *listPlace) calm() {
	if s := &p.search.snippets; p.peek || !s.hurried {
		s.first, s.last = p.inSight()
	}
}

// explained tells whether the row's snippet is drawn now.
func (p *listPlace) explained(row int) bool {
	s := &p.search.snippets
	return p.peek || !s.hurried || s.first <= row && row <= s.last
}

type snippetsLoaded struct {
	job  uint64
	ids  []store.ID
	list []store.Snippet
	err  error
}

// askSnippets asks for the snippets of the rows in sight, and once those are
// there for some around them, so that the next keys find theirs. A large window
// has thirty rows in sight, which take some milliseconds.
func (a *app) askSnippets(p *listPlace) tea.Cmd {
	s := &p.search.snippets
	if p.job != 0 || s.job != 0 || s.over || p.search.shown == "" || p.total == 0 {
		return nil
	}
	first, last := p.inSight()
	ids := p.unexplained(first, last)
	if len(ids) == 0 {
		sight := last - first + 1
		if len(p.unexplained(first-sight/4, last+sight/4)) == 0 {
			return nil
		}
		ids = p.unexplained(first-sight/2, last+sight)
	}
	s.job = a.job()
	return a.loadSnippets(s.job, p.view.Within, ids)
}

// inSight are the first and the last row on the screen.
func (p *listPlace) inSight() (first, last int) {
	first, last = p.cursor, p.cursor
	for _, s := range p.slots() {
		if s.row >= 0 {
			first, last = min(first, s.row), max(last, s.row)
		}
	}
	return first, last
}

// unexplained are the articles of a stretch of rows whose snippets are missing.
func (p *listPlace) unexplained(first, last int) []store.ID {
	var ids []store.ID
	for row := max(first, 0); row <= last; row++ {
		if art := p.at(row); art != nil {
			if _, known := p.search.snippets.known[art.ID]; !known {
				ids = append(ids, art.ID)
			}
		}
	}
	return ids
}

func (a *app) snippetsLoaded(m snippetsLoaded) tea.Cmd {
	a.lists(func(p *listPlace) {
		if p.search == nil || p.search.snippets.job != m.job {
			return // of an older question
		}
		s := &p.search.snippets
		s.job = 0
		if m.err != nil || len(m.list) != len(m.ids) {
			s.over = true // the rows tell enough without
			return
		}
		if s.known == nil {
			s.known = make(map[store.ID]store.Snippet)
		}
		for i, id := range m.ids {
			s.known[id] = m.list[i]
		}
	})
	return nil
}

// snippet is why an article was found; false if that isn't known yet.
func (p *listPlace) snippet(id store.ID) (store.Snippet, bool) {
	if p.search == nil {
		return store.Snippet{}, false
	}
	s, ok := p.search.snippets.known[id]
	return s, ok
}

// snippetText is a snippet in so many cells, its matches marked.
func snippetText(st *styles, s store.Snippet, width int) string {
	text, marks := around(st, s.Text, s.Marks, width)
	return st.marked(text, marks, width, st.chrome, st.match)
}

// around drops words from the beginning of a text so that its first match is
// within the width.
func around(st *styles, text string, marks []store.Span, width int) (string, []store.Span) {
	if safe(text) != text || len(marks) == 0 || !fits(marks[0], text) {
		return safe(text), nil
	}
	if ansi.StringWidth(text[:marks[0].To]) <= width*2/3 {
		return text, marks
	}
	from := 0
	for i := range marks[0].From {
		if text[i] == ' ' && ansi.StringWidth(text[i+1:marks[0].From]) >= width/4 {
			from = i + 1
		}
	}
	if from == 0 {
		return text, marks
	}
	moved := slices.Clone(marks)
	for i := range moved {
		moved[i].From += len(st.dots) - from
		moved[i].To += len(st.dots) - from
	}
	return st.dots + text[from:], moved
}

// fits tells whether a mark is one of the text.
func fits(m store.Span, text string) bool {
	return m.From >= 0 && m.From < m.To && m.To <= len(text)
}

// marked cuts a text to a width and draws what is marked in another style.
func (s *styles) marked(text string, marks []store.Span, width int, style, mark lipgloss.Style) string {
	if safe(text) != text {
		text, marks = safe(text), nil
	}
	shown := s.cut(text, width)
	kept := len(shown)
	if shown != text {
		kept -= len(s.dots) // what stands for the rest is no match
	}
	var b strings.Builder
	at := 0
	for _, m := range marks {
		m.To = min(m.To, kept)
		if m.From < at || !fits(m, shown) {
			continue
		}
		b.WriteString(style.Render(shown[at:m.From]) + mark.Render(shown[m.From:m.To]))
		at = m.To
	}
	b.WriteString(style.Render(shown[at:]))
	return b.String()
}
