package ui

import (
	"newsreader/store"
)

// list is a list of articles of any length. It holds a bounded stretch of its
// rows and where the cursor is; the rest is asked for when the cursor comes
// near (see need). The scroll is one number, the screen line of the cursor's
// row, so whatever changes above, below or around it, the row that a person
// looks at stays where it is.
type list struct {
	view  store.View
	since *uint64 // journal record up to which view.Keep is complete, nil before the first rows

	rows   []store.Article // the stretch held
	first  int             // row number of rows[0]
	total  int
	loaded bool     // rows are from the store at least once
	anchor store.ID // the article that the cursor was put on while its row is not held, or is about to be another one
	gone   gone     // a story that may be put elsewhere from under the cursor
	newest bool     // the cursor goes to the newest article of its story when the next rows come
	err    error

	cursor int // row number
	line   int // screen line of the cursor's row
	w, h   int
	dates  bool // dates stand above each day's articles
	tall   bool // rows of articles that have a text have a second line
	pins   int  // rows at the top that stand there because they are followed

	clock clock
}

// gone is a story that was followed, or no longer, while the cursor was on it.
// Should it go to the top for that, or back down, the cursor stays.
type gone struct {
	story  store.StoryID // 0 for none
	beside int           // on which side it stood of the row that took its place: above (-1) or below (1)
}

// at returns the article of a row, nil when that row isn't held.
func (l *list) at(row int) *store.Article {
	if i := row - l.first; i >= 0 && i < len(l.rows) {
		return &l.rows[i]
	}
	return nil
}

// selected returns the article under the cursor, nil when there is none yet.
func (l *list) selected() *store.Article { return l.at(l.cursor) }

// rowOf returns the row of an article, or of the story it belongs to, -1 when
// it isn't held.
func (l *list) rowOf(id store.ID, story store.StoryID) int {
	stories := l.view.Stories && story != 0
	for i := range l.rows {
		if l.rows[i].ID == id || stories && l.rows[i].Story == story {
			return l.first + i
		}
	}
	return -1
}

// dated tells whether a date stands above the row.
func (l *list) dated(row int) bool {
	a := l.at(row)
	if !l.dates || a == nil {
		return false
	}
	if row == 0 {
		return true
	}
	before := l.at(row - 1)
	return before != nil && l.heading(row) != l.heading(row-1)
}

// heading is what stands above a row, as a number that tells when it is
// another one: its day, with or without a date, or that it is of a story that
// is followed.
func (l *list) heading(row int) int {
	if row < l.pins {
		return pinned
	}
	t := rowTime(l.at(row))
	return 2*l.clock.day(t) + count(t.Basis == store.Imported)
}

const pinned = -1 << 31

// rowTime is the time that a row stands at.
func rowTime(a *store.Article) store.Time {
	if a.StoryRow != nil {
		return a.StoryRow.Last
	}
	return a.Published
}

// unread tells whether there is something unread in a row.
func unread(a *store.Article) bool {
	if a.StoryRow != nil {
		return a.StoryRow.Unread > 0
	}
	return !a.Read
}

// pinning tells whether the store puts followed stories first in a view.
func pinning(v store.View) bool {
	return v.Stories && v.Order == store.NewestFirst && v.Filter != store.Starred && v.Within == nil
}

// countPins counts the followed stories at the top, which the store puts
// there while something of them is unread.
func (l *list) countPins() {
	l.pins = 0
	if !pinning(l.view) || l.first > 0 {
		return
	}
	for l.pins < len(l.rows) && l.rows[l.pins].StoryRow != nil && l.rows[l.pins].StoryRow.Followed {
		l.pins++
	}
}

// height is how many lines the row takes, its date included.
func (l *list) height(row int) int { return 1 + l.extra(row) + count(l.dated(row)) }

// extra is how many lines a row has below its first: a headline without a text
// has nothing to say in a second one.
func (l *list) extra(row int) int {
	a := l.at(row)
	return count(l.tall && (a == nil || a.Words > 0))
}

// down is how many lines the first one of a row stands below that of the row
// before it.
func (l *list) down(row int) int { return 1 + l.extra(row-1) + count(l.dated(row)) }

// lead is how many lines stand before the cursor's row, counted no further
// than limit.
func (l *list) lead(limit int) int {
	n := count(l.dated(l.cursor))
	for row := l.cursor - 1; row >= 0 && n < limit; row-- {
		n += l.height(row)
	}
	return n
}

// follow is how many lines stand after the first one of the cursor's row,
// counted no further than limit.
func (l *list) follow(limit int) int {
	n := l.extra(l.cursor)
	for row := l.cursor + 1; row < l.total && n < limit; row++ {
		n += l.height(row)
	}
	return n
}

// settle keeps the cursor in the list, its row (with its date) on the screen,
// and the screen free of gaps: above the first row never, below the last only
// when the list is shorter than the screen.
func (l *list) settle() {
	l.cursor = max(min(l.cursor, l.total-1), 0)
	if l.h <= 0 || l.total == 0 {
		l.line = 0
		return
	}
	lowest := 0
	if l.h > 1 {
		lowest = count(l.dated(l.cursor))
	}
	l.line = max(min(l.line, l.h-1-l.extra(l.cursor)), lowest)
	lead := l.lead(l.h)
	l.line = min(l.line, lead)
	if gap := l.h - 1 - l.line - l.follow(l.h); gap > 0 {
		l.line = min(l.line+gap, lead, l.h-1)
	}
}

// step moves the cursor by rows, and the screen as little as it must.
func (l *list) step(by int) {
	target := max(min(l.cursor+by, l.total-1), 0)
	for l.cursor < target {
		l.cursor++
		l.line = min(l.line+l.down(l.cursor), l.h)
	}
	for l.cursor > target {
		l.line = max(l.line-l.down(l.cursor), -1)
		l.cursor--
	}
	l.settle()
}

// page moves cursor and screen together by up to so many lines; the cursor
// stays on its screen line until an end is reached.
func (l *list) page(lines int) {
	for n := 0; lines > 0 && l.cursor < l.total-1; {
		n += l.down(l.cursor + 1)
		if n > lines {
			break
		}
		l.cursor++
	}
	for n := 0; lines < 0 && l.cursor > 0; {
		n += l.down(l.cursor)
		if n > -lines {
			break
		}
		l.cursor--
	}
	l.settle()
}

// scroll moves the screen by lines; the cursor stays on its article as long
// as that is on the screen.
func (l *list) scroll(lines int) {
	if lines > 0 {
		below := l.follow(l.h+lines) - (l.h - 1 - l.line)
		lines = max(min(lines, below), 0)
	} else {
		lines = max(lines, l.line-l.lead(l.h-lines))
	}
	l.line -= lines
	for l.line < count(l.dated(l.cursor)) && l.cursor < l.total-1 {
		l.cursor++
		l.line += l.down(l.cursor)
	}
	for l.line > l.h-1-l.extra(l.cursor) && l.cursor > 0 {
		l.line -= l.down(l.cursor)
		l.cursor--
	}
	l.settle()
}

// jump puts the cursor on a row, wherever it is.
func (l *list) jump(row int) {
	l.line += max(min(row-l.cursor, l.h), -l.h)
	l.cursor = row
	l.settle()
}

// slot is a screen line: a row, the second line of one, the date above it, or
// nothing (row -1).
type slot struct {
	row          int
	second, date bool
}

// slots tells what stands on each screen line.
func (l *list) slots() []slot {
	s := make([]slot, l.h)
	for i := range s {
		s[i].row = -1
	}
	if l.total == 0 || l.h == 0 {
		return s
	}
	put := func(y int, as slot) {
		if y >= 0 && y < l.h {
			s[y] = as
		}
	}
	row := func(y, row int) {
		put(y, slot{row: row})
		if l.extra(row) > 0 {
			put(y+1, slot{row: row, second: true})
		}
	}
	for y, n := l.line, l.cursor; n >= 0 && y+l.extra(n) >= 0; n-- {
		row(y, n)
		if l.dated(n) {
			put(y-1, slot{row: n, date: true})
		}
		y -= l.down(n)
	}
	for y, n := l.line+1+l.extra(l.cursor), l.cursor+1; y < l.h && n < l.total; n++ {
		if l.dated(n) {
			put(y, slot{row: n, date: true})
			y++
		}
		row(y, n)
		y += 1 + l.extra(n)
	}
	return s
}

// Rows are asked for when fewer than nearby screens of them are held around
// the cursor, and then ahead screens to both sides.
const (
	nearby = 2
	ahead  = 6
)

// span is a number of rows that reaches over so many screens.
func (l *list) span(screens int) int { return screens * max(l.h, 10) }

// need tells whether rows around the cursor are missing.
func (l *list) need() bool {
	if !l.loaded {
		return true
	}
	from := max(l.cursor-l.span(nearby), 0)
	to := min(l.cursor+l.span(nearby), l.total)
	return from < to && (from < l.first || to > l.first+len(l.rows))
}

// hold has the cursor go to the row beside its own, if its story is elsewhere
// when the rows come.
func (l *list) hold() {
	sel := l.selected()
	if sel == nil || l.anchor != 0 || !l.view.Stories || l.gone.story == 0 || sel.Story != l.gone.story {
		return
	}
	for _, by := range []int{1, -1} {
		if n := l.at(l.cursor + by); n != nil {
			l.anchor, l.gone.beside = n.ID, -by
			return
		}
	}
}

// stayed tells whether the story stands where it stood, beside the cursor.
func (l *list) stayed() bool {
	n := l.at(l.cursor + l.gone.beside)
	return n != nil && n.Story == l.gone.story
}

// left tells whether a story stood where the cursor is and is elsewhere now.
func (l *list) left(story store.StoryID) bool {
	sel := l.selected()
	return story != 0 && story == l.gone.story && sel != nil && sel.Story != story && !l.stayed()
}

// query is what to ask the store to have the rows around the cursor.
func (l *list) query() (at store.At, n int) {
	n = l.span(2*ahead) + 1
	if l.anchor != 0 {
		return store.At{ID: l.anchor, Newest: l.newest, Before: l.span(ahead)}, n
	}
	if a := l.selected(); a != nil {
		return store.At{ID: a.ID, Newest: l.newest, Before: l.span(ahead)}, n
	}
	return store.At{Row: l.cursor, Before: l.span(ahead)}, n
}

// accept takes a window that answers a query. The cursor stays on its
// article and on its screen line, also when it moved since the question. It
// returns how many rows came in above.
func (l *list) accept(win store.Window, asked store.At, askedRow int) int {
	was := l.selected()
	shift := 0
	if asked.ID != 0 {
		shift = win.Row - askedRow
	}
	id, story := l.anchor, store.StoryID(0)
	held := id != 0 && l.gone.story != 0
	if id == 0 && was != nil {
		id, story = was.ID, was.Story
	}
	l.rows, l.first, l.total, l.loaded, l.err = win.Rows, win.First, win.Total, true, nil
	l.anchor = 0
	l.countPins()
	if row := l.rowOf(id, story); id != 0 && row >= 0 {
		l.cursor = row
	} else {
		l.cursor += shift
	}
	if held && l.stayed() {
		l.cursor += l.gone.beside
	}
	l.settle()
	return shift
}

// patch changes articles where they are held. The row of a story tells at once
// what becomes of the article that it shows.
func (l *list) patch(which func(*store.Article) bool, change func(*store.Article)) {
	for i := range l.rows {
		row := &l.rows[i]
		if !which(row) {
			continue
		}
		was := *row
		change(row)
		if row.StoryRow = was.StoryRow; was.StoryRow != nil {
			story := *was.StoryRow
			story.Unread = max(story.Unread+count(!row.Read)-count(!was.Read), 0)
			story.Starred = max(story.Starred+count(row.Starred)-count(was.Starred), 0)
			row.StoryRow = &story
		}
	}
}
