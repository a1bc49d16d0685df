package render

import (
	"strconv"
	"strings"

	"charm.land/glamour/v2/ansi"
	xansi "github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// setter sets blocks in lines.
type setter struct {
	sheet *sheet
	in    *inliner
	pass  passage // the text in hand
	rows  []row   // reused

	lines []string
	marks []mark
	gap   *column // a blank line is due, in this column
}

// mark is what Find needs to know of a line.
type mark struct {
	indent int // cells before its text
	join   join
}

// emit sets one line of glyphs.
func (s *setter) emit(c *column, list []glyph, j join) {
	if s.gap != nil {
		s.lines = append(s.lines, strings.TrimRight(s.gap.between(), " "))
		s.marks = append(s.marks, mark{})
		s.gap = nil
	}
	var b strings.Builder
	b.Grow(len(list) + len(list)/2 + 16)
	b.WriteString(c.start())
	pen, link := uint8(0), int32(-1)
	for i := range list {
		g := &list[i]
		if g.size == 0 {
			continue
		}
		if g.link != link {
			if g.link < 0 {
				b.WriteString(xansi.ResetHyperlink())
			} else {
				s.openLink(&b, g.link)
			}
			link = g.link
		}
		if g.pen != pen {
			if pen != 0 {
				b.WriteString(xansi.ResetStyle)
			}
			b.WriteString(s.pass.looks.pens[g.pen])
			pen = g.pen
		}
		b.Write(s.pass.text[g.at : g.at+uint32(g.size)])
	}
	if pen != 0 {
		b.WriteString(xansi.ResetStyle)
	}
	if link >= 0 {
		b.WriteString(xansi.ResetHyperlink())
	}
	line := b.String()
	if len(list) == 0 {
		line = strings.TrimRight(line, " ")
	}
	s.lines = append(s.lines, line)
	s.marks = append(s.marks, mark{indent: c.left, join: j})
}

func (s *setter) openLink(b *strings.Builder, n int32) {
	l := &s.in.links[n]
	if l.Line < 0 {
		l.Line = len(s.lines)
	}
	// The id joins the pieces of a link that goes over several lines.
	b.WriteString(xansi.SetHyperlink(l.URL, "id="+strconv.Itoa(int(n))))
}

// read returns what glamour wrote as glyphs, valid until the next read. Their
// bytes are valid until pass is cleared.
func (s *setter) read(out string) []glyph {
	s.pass.list, s.pass.links = s.pass.list[:0], len(s.in.links)
	s.pass.read(out)
	return s.pass.list
}

// paragraph sets prose.
func (s *setter) paragraph(c *column, out string) {
	s.pass.clear()
	list := s.pass.prose(s.read(out), c.width)
	s.rows = wrap(list, c.width, s.rows[:0])
	for _, r := range s.rows {
		s.emit(c, list[r.from:r.to], r.join)
	}
}

// blocks sets the blocks within n one after the other, a blank line between
// them unless they are tight. After a heading its text follows at once.
func (s *setter) blocks(c *column, n ast.Node, tight bool) {
	before := len(s.lines)
	var last ast.NodeKind
	for b := n.FirstChild(); b != nil; b = b.NextSibling() {
		had := len(s.lines)
		if had > before && s.spaced(last, b.Kind(), tight) {
			s.gap = c
		}
		s.block(c, b)
		if len(s.lines) > had {
			last = b.Kind()
		}
	}
	if s.gap == c {
		s.gap = nil
	}
}

func (s *setter) spaced(last, next ast.NodeKind, tight bool) bool {
	switch {
	case next == ast.KindHeading, last == astext.KindDefinitionDescription && next == astext.KindDefinitionTerm:
		return true
	case last == ast.KindHeading, tight, next == astext.KindDefinitionDescription:
		return false
	}
	return true
}

func (s *setter) block(c *column, n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		s.paragraph(c, s.in.render(s.sheet.body, n))
	case *ast.Heading:
		s.heading(c, n)
	case *ast.ThematicBreak:
		s.thematicBreak(c)
	case *ast.Blockquote:
		bar := s.sheet.dim + s.sheet.bar + xansi.ResetStyle + " "
		s.blocks(c.inner(bar, bar, 2), n, false)
	case *ast.List:
		s.bullets(c, n)
	case *ast.CodeBlock:
		s.code(c, n.Lines())
	case *ast.FencedCodeBlock:
		s.code(c, n.Lines())
	case *ast.HTMLBlock:
		s.html(c, n)
	case *astext.Table:
		s.table(c, n)
	case *astext.DefinitionList:
		s.blocks(c, n, true)
	case *astext.DefinitionTerm:
		s.paragraph(c, s.in.render(s.sheet.head, n))
	case *astext.DefinitionDescription:
		s.blocks(c.inner(indent(2), indent(2), 2), n, n.IsTight)
	}
}

func (s *setter) heading(c *column, n *ast.Heading) {
	s.pass.clear()
	list := s.pass.prose(s.read(s.in.render(s.sheet.heading[min(n.Level, 6)], n)), c.width)
	for _, r := range balanced(list, c.width) {
		s.emit(c, list[r.from:r.to], r.join)
	}
}

// thematicBreak sets a short rule in the middle of the column.
func (s *setter) thematicBreak(c *column) {
	const most = 8
	n := min(most, c.width)
	s.pass.clear()
	line := s.fill(nil, " ", (c.width-n)/2, "")
	s.emit(c, s.fill(line, s.sheet.rule, n, s.sheet.dim), ends)
}

// fill appends n times the same glyph, one cell wide.
func (s *setter) fill(list []glyph, text string, n int, sgr string) []glyph {
	g := glyph{at: uint32(len(s.pass.text)), size: uint8(len(text)), w: 1, pen: s.pass.looks.pen(sgr), link: -1}
	if text == " " {
		g.kind = blank
	}
	s.pass.text = append(s.pass.text, text...)
	for range n {
		list = append(list, g)
	}
	return list
}

// bullets sets a list: the marks hang, numbers are flush right.
func (s *setter) bullets(c *column, n *ast.List) {
	bullet := s.sheet.bullets[min(c.level, len(s.sheet.bullets)-1)]
	cells := 2
	if n.IsOrdered() {
		cells = len(strconv.Itoa(n.Start+n.ChildCount()-1)) + 2
	}
	number := n.Start
	had := len(s.lines)
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if !n.IsTight && len(s.lines) > had {
			s.gap = c
		}
		if n.IsOrdered() {
			bullet = strconv.Itoa(number) + string(n.Marker)
			bullet = indent(cells-1-len(bullet)) + bullet
			number++
		}
		s.item(c, item, bullet, cells, n.IsTight)
	}
}

func (s *setter) item(c *column, item ast.Node, bullet string, cells int, tight bool) {
	in := c.inner(s.sheet.dim+bullet+xansi.ResetStyle+" ", indent(cells), cells)
	in.level++
	if task := taskOf(item); task != nil {
		box := s.sheet.open
		if task.IsChecked {
			box = s.sheet.ticked
		}
		in = c.inner(s.sheet.dim+box+xansi.ResetStyle+" ", indent(len(box)+1), len(box)+1)
		in.level = c.level + 1
	}
	s.blocks(in, item, tight)
	if !in.begun {
		s.emit(in, nil, ends)
	}
}

// taskOf returns the box at the beginning of a list item, if it has one.
func taskOf(item ast.Node) *astext.TaskCheckBox {
	if b := item.FirstChild(); b != nil {
		if task, ok := b.FirstChild().(*astext.TaskCheckBox); ok {
			return task
		}
	}
	return nil
}

// code sets a code block: its blanks and line ends count, it is not wrapped
// unless it must be, and glamour gets no language to colour it by.
func (s *setter) code(c *column, lines *text.Segments) {
	const tabs = 4
	in := c.inner(indent(2), indent(2), 2)
	empty := 0
	for i := range lines.Len() {
		seg := lines.At(i)
		line := strings.TrimRight(expandTabs(string(seg.Value(s.in.source)), tabs), " \n\r")
		if line == "" {
			empty++
			continue
		}
		if empty > 0 && in.begun {
			s.gap = in // several blank lines count as one
		}
		empty = 0
		text := strings.TrimLeft(line, " ")
		lead := min(len(line)-len(text), in.width/2)
		s.pass.clear()
		s.in.known.here, _ = s.in.known.at(seg.Start)
		list := s.read(s.in.text(s.sheet.code, indent(lead)+text))
		hang := max(0, min(lead+2, in.width/2, in.width-2))
		for n, r := range s.pass.wrapCode(list, in.width, hang) {
			row := list[r.from:r.to]
			if len(row) == 0 {
				continue
			}
			if n > 0 {
				row = append(s.fill(nil, " ", hang, ""), row...)
			}
			s.emit(in, row, r.join)
			if n > 0 {
				s.marks[len(s.marks)-1].indent += hang
			}
		}
	}
}

func expandTabs(s string, stop int) string {
	if strings.IndexByte(s, '\t') < 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, r := range s {
		if r != '\t' {
			b.WriteRune(r)
			at++
			continue
		}
		n := stop - at%stop
		b.WriteString(indent(n))
		at += n
	}
	return b.String()
}

// html sets the text of a block of raw HTML, paragraph by paragraph, and
// nothing of its markup.
func (s *setter) html(c *column, n *ast.HTMLBlock) {
	var b strings.Builder
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		b.Write(seg.Value(s.in.source))
	}
	if n.HasClosure() {
		b.Write(n.ClosureLine.Value(s.in.source))
	}
	s.in.known.here = s.in.known.most(extent(n))
	s.paragraphs(c, s.sheet.body, textOfHTML(b.String()))
}

// paragraphs sets plain texts.
func (s *setter) paragraphs(c *column, look ansi.StyleBlock, texts []string) {
	had := len(s.lines)
	for _, t := range texts {
		if len(s.lines) > had {
			s.gap = c
		}
		s.paragraph(c, s.in.text(look, t))
	}
}
