package render

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
)

// cell is one cell of a table, ready to be wrapped.
type cell struct {
	list  []glyph
	width int // on one line
	word  int // its longest word
}

const (
	gutter     = 2  // cells between columns
	leastCells = 6  // a column is not set narrower, if it needs as much
	mostWord   = 18 // longer words of a table may be broken
	mostCols   = 16 // wider tables are set as records
)

// table sets a table in columns where they fit, else each row as a record:
// the head of each column before its value. Rows without text are left out.
func (s *setter) table(c *column, n *astext.Table) {
	s.pass.clear()
	var (
		head []cell
		body [][]cell
	)
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		switch row, text := s.cells(c, r); {
		case !text:
		case r.Kind() == astext.KindTableHeader:
			head = row
		default:
			body = append(body, row)
		}
	}
	if head == nil && body == nil {
		return
	}
	if widths := fitColumns(len(n.Alignments), append(body, head), c.width); widths != nil {
		s.grid(c, head, body, widths, alignments(n, body))
		return
	}
	s.records(c, head, body)
}

// cells reads a row of a table, and reports whether there is text in it.
func (s *setter) cells(c *column, r ast.Node) (row []cell, text bool) {
	look := s.sheet.body
	if r.Kind() == astext.KindTableHeader {
		look = s.sheet.head
	}
	for d := r.FirstChild(); d != nil; d = d.NextSibling() {
		list := s.pass.prose(slices.Clone(s.read(s.in.render(look, d))), c.width)
		row = append(row, cell{list, lineWidth(list), longest(list)})
		text = text || len(list) > 0
	}
	return row, text
}

// lineWidth returns the width of the widest line of a text that is not
// wrapped.
func lineWidth(list []glyph) int {
	most, w := 0, 0
	for _, g := range list {
		if g.kind == newline {
			w = 0
		}
		w += int(g.w)
		most = max(most, w)
	}
	return most
}

// fitColumns shares width cells out to the columns; nil if they can't be read
// in so few. Columns that need little get it, the others share the rest.
func fitColumns(cols int, rows [][]cell, width int) []int {
	room := width - gutter*(cols-1)
	if cols > mostCols || room < cols {
		return nil
	}
	want, need := make([]int, cols), make([]int, cols)
	for _, r := range rows {
		for i, d := range r[:min(len(r), cols)] {
			want[i] = max(want[i], d.width, 1)
			need[i] = max(need[i], min(d.word, mostWord), 1)
		}
	}
	total := 0
	for i := range want {
		want[i], need[i] = max(want[i], 1), max(need[i], min(want[i], leastCells), 1)
		total += need[i]
	}
	if total > room {
		return nil
	}
	// Each gets what it needs; what is left goes cell by cell to the narrowest
	// column that still lacks some, so that short ones stay on one line and
	// long ones share alike.
	for left := room - total; left > 0; left-- {
		least := -1
		for i := range want {
			if need[i] < want[i] && (least < 0 || need[i] < need[least]) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		need[least]++
	}
	return need
}

// alignments returns how each column is set: as the table says, else numbers
// to the right.
func alignments(n *astext.Table, body [][]cell) []astext.Alignment {
	all := slices.Clone(n.Alignments)
	for i := range all {
		if all[i] == astext.AlignNone && numeric(body, i) {
			all[i] = astext.AlignRight
		}
	}
	return all
}

func numeric(rows [][]cell, col int) bool {
	seen := false
	for _, r := range rows {
		if col >= len(r) {
			continue
		}
		digits := false
		for _, g := range r[col].list {
			if g.kind == letter || g.kind == ideogram {
				return false
			}
			digits = digits || g.kind == digit
		}
		if !digits && len(r[col].list) > 0 {
			return false
		}
		seen = seen || digits
	}
	return seen
}

// grid sets a table in columns, a rule under its head.
func (s *setter) grid(c *column, head []cell, body [][]cell, widths []int, align []astext.Alignment) {
	if head != nil {
		s.gridRow(c, head, widths, align)
		s.headRule(c, widths)
	}
	loose := false // some row takes several lines: set rows apart
	for _, r := range body {
		for i, d := range r[:min(len(r), len(widths))] {
			loose = loose || d.width > widths[i]
		}
	}
	for n, r := range body {
		if loose && n > 0 {
			s.gap = c
		}
		s.gridRow(c, r, widths, align)
	}
}

func (s *setter) gridRow(c *column, r []cell, widths []int, align []astext.Alignment) {
	lines := make([][]row, len(widths))
	height := 1
	for i := range widths {
		if i < len(r) {
			s.pass.fitAll(r[i].list, widths[i])
			lines[i] = wrap(r[i].list, widths[i], nil)
			height = max(height, len(lines[i]))
		}
	}
	for y := range height {
		var out []glyph
		for i, w := range widths {
			var part []glyph
			if y < len(lines[i]) {
				part = r[i].list[lines[i][y].from:lines[i][y].to]
			}
			before := 0
			switch align[i] {
			case astext.AlignRight:
				before = w - widthOf(part)
			case astext.AlignCenter:
				before = (w - widthOf(part)) / 2
			}
			out = append(s.fill(out, " ", before, ""), part...)
			out = s.fill(out, " ", w-before-widthOf(part)+gutter, "")
		}
		s.emit(c, out[:trimmed(out, 0, len(out))], ends)
	}
}

func (s *setter) headRule(c *column, widths []int) {
	var out []glyph
	for i, w := range widths {
		if i > 0 {
			out = s.fill(out, " ", gutter, "")
		}
		out = s.fill(out, s.sheet.rule, w, s.sheet.dim)
	}
	s.emit(c, out, ends)
}

// records sets each row as lines of "head: value", hanging, a blank line
// between rows.
func (s *setter) records(c *column, head []cell, body [][]cell) {
	if body == nil {
		head, body = nil, [][]cell{head}
	}
	for n, r := range body {
		if n > 0 {
			s.gap = c
		}
		for i, d := range r {
			if len(d.list) == 0 {
				continue
			}
			var list []glyph
			if i < len(head) && len(head[i].list) > 0 {
				list = append(list, head[i].list...)
				list = s.fill(s.fill(list, ":", 1, ""), " ", 1, "")
			}
			s.record(c, append(list, d.list...))
		}
	}
}

// record sets one line of a record; what goes over hangs.
func (s *setter) record(c *column, list []glyph) {
	hang := c.inner("", indent(2), 2)
	hang.begun = true
	rows := wrap(list, hang.width, nil)
	for i, r := range rows {
		to := c
		if i > 0 {
			to = hang
		}
		s.emit(to, list[r.from:r.to], r.join)
	}
}
