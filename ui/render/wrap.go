package render

import "github.com/charmbracelet/x/ansi"

// join says how a line goes on in the next one.
type join uint8

const (
	ends    join = iota // it doesn't: the block ends, or the text says so
	spaced              // a blank stood between them
	through             // nothing did: a word or a run of ideographs was broken
)

// row is a line to be: glyphs[from:to].
type row struct {
	from, to int
	join     join
}

// prose makes glyphs ready to be set in lines of width cells: runs of blanks
// become one, line ends of the Markdown become a blank or nothing, and glyphs
// too wide for any line become a mark.
func (p *passage) prose(list []glyph, width int) []glyph {
	out := list[:0]
	for i, g := range list {
		last := newline
		if len(out) > 0 {
			last = out[len(out)-1].kind
		}
		switch g.kind {
		case soft:
			if last == blank || last == newline {
				continue
			}
			if next := following(list, i); next < len(list) && ideographic(out[len(out)-1]) && ideographic(list[next]) {
				g = glyph{kind: seam, link: -1}
			} else {
				g.kind = blank
			}
		case blank:
			if last == blank || last == newline {
				continue
			}
		case newline:
			if last == blank {
				out = out[:len(out)-1]
			}
			if n := len(out); n == 0 || n > 1 && out[n-1].kind == newline && out[n-2].kind == newline {
				continue // at most one blank line, and none to begin with
			}
		}
		p.fit(&g, width)
		out = append(out, g)
	}
	for len(out) > 0 {
		if last := out[len(out)-1].kind; last != newline && !empty(last) {
			break
		}
		out = out[:len(out)-1]
	}
	hold(out)
	return out
}

// following returns the index of the next glyph that is drawn.
func following(list []glyph, i int) int {
	for i++; i < len(list) && (list[i].kind == soft || list[i].kind == blank || list[i].kind == seam); i++ {
	}
	return i
}

func ideographic(g glyph) bool {
	return g.kind == ideogram || g.w == 2 && (g.kind == closing || g.kind == opening)
}

// hold keeps lines from beginning with a dash, or with a French mark that has
// a blank before it: that blank holds its neighbours together.
func hold(list []glyph) {
	for i := 1; i+1 < len(list); i++ {
		if list[i].kind != blank {
			continue
		}
		mark := list[i+1].kind == dash
		switch list[i+1].c {
		case '-', ':', ';', '!', '?', '\u00bb':
			mark = true
		}
		alone := i+2 == len(list) || list[i+2].kind == blank
		if mark && alone || list[i-1].c == '\u00ab' {
			list[i].kind = held
		}
	}
}

// fit makes a glyph no wider than a line.
func (p *passage) fit(g *glyph, width int) {
	if int(g.w) <= width {
		return
	}
	if w := ansi.StringWidth(string(p.text[g.at : g.at+uint32(g.size)])); w <= width {
		g.w = uint8(w)
		return
	}
	g.at, g.size, g.w, g.c = tooWide, 1, 1, 0
}

// fitAll makes all glyphs no wider than a line.
func (p *passage) fitAll(list []glyph, width int) {
	for i := range list {
		p.fit(&list[i], width)
	}
}

// wrap breaks prose into lines of at most width cells, each as full as it
// gets.
func wrap(list []glyph, width int, rows []row) []row {
	start, w := 0, 0   // of the line in hand
	brk, next := -1, 0 // its last place to break: where it would end, where the next would start
	how := spaced      // and what stands between them
	weak := -1         // its last place to break if there is no other
	begin := func(at int) {
		for at < len(list) && empty(list[at].kind) {
			at++
		}
		start, w, brk, weak = at, 0, -1, -1
	}
	begin(0)
	for i := start; i < len(list); i++ {
		g := &list[i]
		switch g.kind {
		case newline:
			rows = append(rows, row{start, trimmed(list, start, i), ends})
			begin(i + 1)
			i = start - 1
			continue
		case blank, seam:
			if i > start {
				brk, next, how = i, i+1, spaced
				if g.kind == seam {
					how = through
				}
			}
			w += int(g.w)
			continue
		case held:
			weak = i
		}
		if i > start && mayBreak(list, i) {
			brk, next, how = i, i, through
		}
		if w+int(g.w) > width && i > start {
			switch {
			case brk > start:
			case weak > start:
				brk, next, how = weak, weak+1, spaced
			default:
				brk = hardly(list, start, i)
				next, how = brk, through
			}
			rows = append(rows, row{start, trimmed(list, start, brk), how})
			begin(next)
			i = start - 1 // measure what is carried over again: less than a line
			continue
		}
		w += int(g.w)
	}
	if start < len(list) {
		rows = append(rows, row{start, trimmed(list, start, len(list)), ends})
	}
	return rows
}

func trimmed(list []glyph, from, to int) int {
	for to > from && empty(list[to-1].kind) {
		to--
	}
	return to
}

// empty reports whether nothing is seen of a glyph at either end of a line.
func empty(k kind) bool { return k == blank || k == held || k == seam }

// mayBreak reports whether a line may end before glyph i, where no blank is.
func mayBreak(list []glyph, i int) bool {
	a, b := &list[i-1], &list[i]
	if a.kind == opening || b.kind == closing || b.w == 0 || empty(a.kind) || empty(b.kind) {
		return false
	}
	if a.kind == digit && b.kind == ideogram { // a number and what it counts
		return false
	}
	if ideographic(*a) || ideographic(*b) {
		return (solid(a.kind) || a.kind == dash) && solid(b.kind)
	}
	if a.kind == hyphen || a.kind == dash {
		return b.kind == letter && i > 1 && list[i-2].kind == letter
	}
	return false
}

func solid(k kind) bool {
	return k == ideogram || k == letter || k == digit || k == opening || k == closing
}

// hardly returns where to break a word that is longer than a line: after a
// mark of an address if one is near, else before glyph i, which no longer
// fits.
func hardly(list []glyph, start, i int) int {
	for at := i; at > start+(i-start)*2/3; at-- {
		switch list[at-1].c {
		case '/', '-', '?', '&', '=', '.', '_', '#', '%':
			return at
		}
	}
	const near = 3
	for at := i; at > max(start+1, i-near); at-- {
		if list[at-1].kind != opening && list[at].kind != closing && list[at].w > 0 {
			return at
		}
	}
	return i
}

// balanced breaks a heading into lines of about the same length: as many as
// it needs, but none with a word left over.
func balanced(list []glyph, width int) []row {
	rows := wrap(list, width, nil)
	n := len(rows)
	if n < 2 || n > 4 {
		return rows
	}
	lo, hi := max(1, longest(list)), width
	for lo < hi {
		mid := (lo + hi) / 2
		if len(wrap(list, mid, nil)) <= n {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	if hi >= width {
		return rows
	}
	return wrap(list, hi, nil)
}

// longest returns the width of the longest run that has no place to break.
func longest(list []glyph) int {
	most, w := 0, 0
	for i, g := range list {
		if g.kind == blank || g.kind == newline || g.kind == seam || i > 0 && mayBreak(list, i) {
			w = 0
		}
		if g.kind != blank && g.kind != newline {
			w += int(g.w)
		}
		most = max(most, w)
	}
	return most
}

func widthOf(list []glyph) int {
	w := 0
	for i := range list {
		w += int(list[i].w)
	}
	return w
}

// wrapCode breaks a line of code, whose blanks count: after a blank if one is
// near, else where it is full. What goes over starts indent cells further in.
func (p *passage) wrapCode(list []glyph, width, indent int) []row {
	p.fitAll(list, max(1, width-indent))
	var rows []row
	start, w, room := 0, 0, width
	for i := 0; i < len(list); i++ {
		g := list[i]
		if w+int(g.w) > room && i > start {
			at := i
			for at > start+(i-start)*2/3 && list[at-1].kind != blank {
				at--
			}
			how := spaced
			if at == start || list[at-1].kind != blank {
				at, how = i, through
			}
			rows = append(rows, row{start, trimmed(list, start, at), how})
			start, w, room = at, 0, max(1, width-indent)
			i = at - 1
			continue
		}
		w += int(g.w)
	}
	return append(rows, row{start, trimmed(list, start, len(list)), ends})
}
