package ui

// Geometry, and nothing else: which rows and columns of the window belong to
// whom. Every size in the application derives from here.

const (
	wideFrom = 120 // from this width two panes stand side by side
	maxText  = 76  // the measure: longer lines are hard to follow back
	divider  = 3   // a rule with a space at either side

	smallestWidth, smallestHeight = 12, 3 // less is too small to use
)

// frame divides the window in rows.
type frame struct {
	w, h   int
	header bool // a line that tells where one is
	rule   bool // a thin rule below it
	status bool // a line for what just happened
	footer bool // a line of keys
}

// newFrame gives the chrome what a window of that size can spare: nothing in
// 20x6, everything from ten lines.
func newFrame(w, h int) frame {
	f := frame{w: w, h: h}
	if w >= 30 && h >= 7 {
		f.header, f.footer = true, true
	}
	if w >= 30 && h >= 10 {
		f.rule, f.status = true, true
	}
	return f
}

func (f frame) tooSmall() bool { return f.w < smallestWidth || f.h < smallestHeight }

// top is the first row of the body, body the number of its rows.
func (f frame) top() int { return count(f.header, f.rule) }

func (f frame) body() int { return max(f.h-count(f.header, f.rule, f.status, f.footer), 0) }

// headings tells whether a list has room for dates between its articles.
func (f frame) headings() bool { return f.header }

func count(facts ...bool) int {
	n := 0
	for _, f := range facts {
		if f {
			n++
		}
	}
	return n
}

// split divides the width for two panes: list and article, or article and
// related. The narrow one gets about a third.
func split(w int, narrowLeft bool) (left, right int) {
	narrow := min(max(w*38/100, 42), 90)
	if narrowLeft {
		return narrow, w - narrow - divider
	}
	return w - narrow - divider, narrow
}

// column places an article's text in a pane: the margin at its left and its
// measure.
func column(w int) (margin, measure int) {
	switch {
	case w < 24:
		return 0, max(w, 1)
	case w < 50:
		return 1, w - 2
	}
	measure = min(w-4, maxText)
	return (w - measure) / 2, measure
}
