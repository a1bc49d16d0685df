package render

import (
	"context"
	"strings"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// composer sets an article chunk by chunk.
type composer struct {
	setter
	parser parser.Parser
	refs   map[string]parser.Reference
	root   *column
	last   ast.NodeKind // of the block set last
	marked int          // spent on marks, see trusted
	parsed int          // bytes
	paras  []int
	prose  int
	read   int // of them, known
}

const (
	// widest is more than any terminal has.
	widest = 10_000
	// A start must not read on and on in a text that sets in no lines: so many
	// bytes, and 16 for each cell that is wanted, are enough.
	barren = 64 << 10
)

// set sets an article, or, if enough > 0, so much of it that there are enough
// lines.
func set(ctx context.Context, markdown string, enough int, o Options) (Page, error) {
	o.Width = min(max(o.Width, 1), widest)
	sheet := newSheet(o)
	c := &composer{
		setter: setter{
			sheet: sheet,
			in:    &inliner{ctx: ansi.NewRenderContext(ansi.Options{Styles: sheet.config}), sheet: sheet, known: known{spans: o.Known}},
			pass:  passage{looks: newLooks(), ascii: o.ASCII, dim: sheet.dim},
		},
		// The extensions that glamour itself parses with.
		parser: goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList)).Parser(),
		refs:   references(markdown),
		root:   &column{width: o.Width},
	}
	split := splitter{rest: markdown}
	for {
		if err := ctx.Err(); err != nil {
			return c.page(false), err
		}
		piece, ok := split.next()
		if !ok {
			return c.page(true), nil
		}
		read := len(markdown) - len(split.rest)
		c.in.known.base = read - len(piece.text)
		c.chunk(piece)
		if enough > 0 && (len(c.lines) >= enough || (read-barren)/(16*o.Width) > enough) {
			return c.page(trimBlankLines(split.rest) == ""), nil
		}
	}
}

func (c *composer) page(complete bool) Page {
	p := Page{Lines: c.lines, Paragraphs: c.paras, Complete: complete, Prose: c.prose, KnownProse: c.read, marks: c.marks}
	for _, l := range c.in.links {
		if l.Line >= 0 {
			p.Links = append(p.Links, l)
		}
	}
	return p
}

func (c *composer) chunk(piece chunk) {
	if piece.plain || !c.trusted(piece.text) {
		c.in.known.here = c.in.known.most(0, len(piece.text))
		for i, p := range plainParagraphs(piece.text) {
			c.top(ast.KindParagraph, piece.joined && i == 0, func() {
				c.paragraph(c.root, c.in.text(c.sheet.body, p))
			})
		}
		return
	}
	c.in.source = []byte(piece.text)
	within := wide{parser.NewContext(), c.refs}
	doc := c.parser.Parse(text.NewReader(c.in.source), parser.WithContext(within))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindParagraph {
			c.prose++
			if c.in.known.most(extent(n)) {
				c.read++
			}
		}
		c.top(n.Kind(), piece.joined && n == doc.FirstChild(), func() { c.block(c.root, n) })
	}
}

// top sets a top-level block.
func (c *composer) top(kind ast.NodeKind, joined bool, block func()) {
	had := len(c.lines)
	if had > 0 && !joined && c.spaced(c.last, kind, false) {
		c.gap = c.root
	}
	first := had
	if c.gap != nil {
		first++
	}
	block()
	if len(c.lines) == had {
		c.gap = nil
		return
	}
	c.last = kind
	c.paras = append(c.paras, first)
}

// trusted reports whether the markup of a text is worth parsing. What the
// parser does with "[[[[", "*a*a*a" and the like takes the square of their
// number: about a nanosecond for each of them times each byte. News has a few
// in a paragraph; the limits are far above that, 16 ms for one block and half
// a second for all. And what is longer than a thick book isn't news.
func (c *composer) trusted(s string) bool {
	const (
		mostMarks = 16e6
		allMarks  = 500e6
		allText   = 2 << 20
	)
	n := 0
	for i := range len(s) {
		switch s[i] {
		case '[', ']', '*', '_', '~', '<', '`':
			n++
		}
	}
	n *= len(s)
	if n > mostMarks || c.marked+n > allMarks || c.parsed+len(s) > allText {
		return false
	}
	c.marked += n
	c.parsed += len(s)
	return true
}

// plainParagraphs returns the paragraphs of a text whose markup is not
// parsed.
func plainParagraphs(s string) []string {
	var (
		all []string
		b   strings.Builder
	)
	flush := func() {
		if b.Len() > 0 {
			all = append(all, b.String())
		}
		b.Reset()
	}
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(unnested(line))
		if line == "" {
			flush()
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	flush()
	return all
}

// wide is the context of a parse that knows the link definitions of the
// whole article.
type wide struct {
	parser.Context
	refs map[string]parser.Reference
}

// Reference returns a definition of a link.
func (w wide) Reference(label string) (parser.Reference, bool) {
	if r, ok := w.refs[label]; ok {
		return r, true
	}
	return w.Context.Reference(label)
}

// references collects the definitions of links ("[1]: https://…"), which may
// stand anywhere in an article and so in another chunk than their link. The
// first one of a label counts.
func references(markdown string) map[string]parser.Reference {
	const (
		mostTries = 20_000
		most      = 500
		longest   = 999 // bytes of a label, by the definition of Markdown
	)
	refs := map[string]parser.Reference{}
	at := 0
	for range mostTries {
		i := strings.Index(markdown[at:], "]:")
		if i < 0 || len(refs) == most {
			break
		}
		end := at + i
		at = end + 2
		label := markdown[max(0, end-longest-4):end]
		if nl := strings.LastIndexByte(label, '\n'); nl >= 0 {
			label = label[nl+1:]
		} else if end > longest {
			continue
		}
		ind, label := indentOf(label)
		if ind > 3 || len(label) < 2 || label[0] != '[' || strings.ContainsAny(label[1:], "[]") {
			continue
		}
		rest := strings.TrimLeft(firstLine(markdown[at:]), " \t")
		target, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		target = strings.TrimSuffix(strings.TrimPrefix(target, "<"), ">")
		name := util.ToLinkReference([]byte(label[1:]))
		if _, known := refs[name]; !known && target != "" {
			refs[name] = parser.NewReference([]byte(label[1:]), []byte(target), nil)
		}
	}
	return refs
}
