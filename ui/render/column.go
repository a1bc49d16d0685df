package render

import "strings"

// column is where text goes: the page, or the inside of a quotation or a list
// item within it.
type column struct {
	up    *column
	width int    // cells for text
	left  int    // cells before it
	first string // stands before the first line: a bullet
	rest  string // stands before the others: a bar, or blanks
	level int    // lists around it, for the kind of bullet
	begun bool   // the first line is set
}

// inner returns a column within c whose lines are set off by first and rest,
// each cells wide. Where too little room would be left for the text, there are
// no marks.
func (c *column) inner(first, rest string, cells int) *column {
	const enough = 10
	least := min(enough, (c.left+c.width+1)/2) // of the page's width
	in := &column{up: c, width: c.width, left: c.left, level: c.level}
	if c.width-cells >= max(least, 1) {
		in.first, in.rest, in.width, in.left = first, rest, c.width-cells, c.left+cells
	}
	return in
}

// start returns what stands before the next line of text.
func (c *column) start() string {
	if c.up == nil {
		return ""
	}
	mark := c.rest
	if !c.begun {
		mark, c.begun = c.first, true
	}
	return c.up.start() + mark
}

// between returns what stands on a blank line.
func (c *column) between() string {
	if c.up == nil {
		return ""
	}
	return c.up.between() + c.rest
}

// indent returns blanks for an inner column.
func indent(cells int) string { return strings.Repeat(" ", cells) }
