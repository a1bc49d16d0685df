package markup

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// What a table may measure to be written as one. Wider ones and those whose
// cells hold more than a line lay a page out: their cells are written one
// after the other. Tables within tables are too, from some depth on.
const (
	maxColumns = 24
	maxCell    = 400 // bytes
	maxTables  = 8   // within each other
)

// table collects the cells of an open table.
type table struct {
	outer *writer // where the table goes
	rows  [][]cell
	open  bool // the last cell of the last row is being written
	span  cell // colspan and rowspan of that cell
}

type cell struct {
	text   string
	blocks int
	header bool
	cols   int // columns it takes
	rows   int // rows it takes
}

func (w *walker) openTablePart(k kind, a atom.Atom, at *attributes) {
	if k == tableTag {
		w.block()
		if len(w.tables) < maxTables {
			w.tables = append(w.tables, &table{outer: w.writer})
		}
		return
	}
	w.block()
	if len(w.tables) == 0 {
		return
	}
	w.href = ""
	t := w.tables[len(w.tables)-1]
	w.closeCell(t)
	if a == atom.Tr || len(t.rows) == 0 {
		t.rows = append(t.rows, nil)
	}
	if k == cellTag {
		t.open = true
		t.span = cell{header: a == atom.Th, cols: spanOf(at.colspan, maxColumns), rows: spanOf(at.rowspan, 1000)}
		w.writer = newWriter(w.plain)
	}
}

func spanOf(s string, most int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 1
	}
	return min(n, most)
}

func (w *walker) closeTablePart(k kind) {
	w.block()
	if len(w.tables) == 0 {
		return
	}
	if k == tableTag {
		w.closeTable()
		return
	}
	w.closeCell(w.tables[len(w.tables)-1])
}

func (w *walker) closeCell(t *table) {
	if !t.open {
		return
	}
	t.open = false
	w.block()
	c := t.span
	c.blocks = w.writer.blocks
	c.text = w.writer.finish()
	row := &t.rows[len(t.rows)-1]
	*row = append(*row, c)
	w.writer = t.outer
}

func (w *walker) closeTable() {
	t := w.tables[len(w.tables)-1]
	w.block()
	w.closeCell(t)
	w.tables = w.tables[:len(w.tables)-1]
	w.writer = t.outer
	rows := t.grid()
	if rows == nil {
		for _, row := range t.rows {
			for _, c := range row {
				if c.blocks > 0 {
					w.writer.lines([]byte(c.text))
				}
			}
		}
		return
	}
	if w.plain {
		w.writer.lines(plainTable(rows))
	} else {
		w.writer.lines(drawTable(rows))
	}
}

// plainTable writes a row a line, the cells parted by spaces.
func plainTable(rows [][]string) []byte {
	var b []byte
	for n, row := range rows {
		if n > 0 {
			b = append(b, '\n')
		}
		gap := ""
		for _, text := range row {
			if text != "" {
				b = append(b, gap...)
				b = append(b, strings.ReplaceAll(text, "\n", " ")...)
				gap = " "
			}
		}
	}
	return b
}

// grid returns the rows with all cells in their columns, or nil if the table
// cannot or should not be written as one.
func (t *table) grid() [][]string {
	columns, cells := 0, 0
	for _, row := range t.rows {
		n := 0
		for _, c := range row {
			if c.blocks > 1 || len(c.text) > maxCell || strings.HasPrefix(c.text, "#") || strings.HasPrefix(c.text, "```") {
				return nil
			}
			n += c.cols
			cells++
		}
		columns = max(columns, n)
	}
	if columns < 2 || columns > maxColumns || columns*len(t.rows) > 6*cells+64 {
		return nil
	}
	var grid [][]string
	down := make([]int, columns) // rows that a cell from above still takes
	for _, row := range t.rows {
		if line := arrange(row, down); line != nil {
			grid = append(grid, line)
		}
	}
	if len(grid) < 2 || !t.filled(grid) {
		return nil
	}
	return grid
}

// arrange puts the cells of a row in their columns; nil if none has text.
func arrange(row []cell, down []int) []string {
	line := make([]string, len(down))
	i, some := 0, false
	for _, c := range row {
		for i < len(down) && down[i] > 0 {
			i++
		}
		if i == len(down) {
			break
		}
		line[i] = c.text
		some = some || c.text != ""
		for n := 0; n < c.cols && i < len(down); n++ {
			down[i] = c.rows
			i++
		}
	}
	for i := range down {
		if down[i] > 0 {
			down[i]--
		}
	}
	if !some {
		return nil
	}
	return line
}

// filled reports whether more than one column has text.
func (t *table) filled(grid [][]string) bool {
	columns := 0
	for i := range grid[0] {
		for _, row := range grid {
			if row[i] != "" {
				columns++
				break
			}
		}
	}
	return columns > 1
}

// drawTable writes rows with bars between the cells. The first row is the
// head, which Markdown demands.
func drawTable(rows [][]string) []byte {
	var b []byte
	for n, row := range rows {
		for _, text := range row {
			b = append(b, "| "...)
			b = appendCell(b, text)
			b = append(b, ' ')
		}
		b = append(b, '|')
		if n == 0 {
			b = append(b, '\n')
			for range row {
				b = append(b, "| --- "...)
			}
			b = append(b, '|')
		}
		if n < len(rows)-1 {
			b = append(b, '\n')
		}
	}
	return b
}

// appendCell writes a cell's Markdown on one line, its bars escaped.
func appendCell(b []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && text[i+1] != '\n':
			i++
			b = append(b, c, text[i]) // a bar is escaped already
		case c == '|':
			b = append(b, '\\', '|')
		case c == '\n':
			b = append(bytes.TrimRight(bytes.TrimSuffix(b, []byte(`\`)), " "), ' ')
		default:
			b = append(b, c)
		}
	}
	return b
}
