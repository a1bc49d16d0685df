package render

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
)

// inliner turns the inline nodes of a block into glamour's elements and lets
// them render. What glamour gets is safe: text is cleaned, and the target of a
// link is only its number in links. So the only escape sequences in what
// glamour writes are its own, and glyphs can tell them from text.
type inliner struct {
	ctx    ansi.RenderContext
	sheet  *sheet
	source []byte
	links  []Link // of the page; Line is set when the link is set in a line
	known  known
}

// The line breaks within a block, as controls that no cleaned text holds.
const (
	hardBreak = "\n"
	softBreak = "\v"
)

// maxInline bounds how deep emphasis is nested before it is shown as text.
const maxInline = 32

// render returns a block's inline nodes as glamour styles them.
func (in *inliner) render(look ansi.StyleBlock, n ast.Node) string {
	return in.write(look, in.children(n, inlineState{}))
}

// text returns a plain text as glamour styles it.
func (in *inliner) text(look ansi.StyleBlock, s string) string {
	return in.write(look, []ansi.ElementRenderer{&ansi.BaseElement{Token: in.known.shade(token(s))}})
}

// write renders elements in a block of glamour's, from which they inherit.
// The block has no margin: with one, glamour would wrap it and pad each line,
// rune by rune through nested writers.
func (in *inliner) write(look ansi.StyleBlock, elements []ansi.ElementRenderer) string {
	block := &ansi.BlockElement{Block: &bytes.Buffer{}, Style: look}
	if block.Render(io.Discard, in.ctx) != nil { // pushes the block
		return ""
	}
	for _, e := range elements {
		if e.Render(block.Block, in.ctx) != nil {
			break
		}
	}
	out := block.Block.String()
	_ = block.Finish(io.Discard, in.ctx) // pops it
	return out
}

// inlineState is what an inline node stands in.
type inlineState struct {
	depth  int
	link   bool
	struck bool
	emph   []int // levels of emphasis, outermost first
}

func (in *inliner) children(n ast.Node, st inlineState) []ansi.ElementRenderer {
	var all []ansi.ElementRenderer
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if e := in.element(c, st); e != nil {
			all = append(all, e)
		}
	}
	return all
}

func (in *inliner) element(n ast.Node, st inlineState) ansi.ElementRenderer {
	st.depth++
	if st.depth > maxInline {
		return in.word(plainText(n, in.source, 0), st)
	}
	switch n := n.(type) {
	case *ast.Text:
		return in.run(n, st)
	case *ast.String:
		return in.word(string(n.Value), st)
	case *ast.CodeSpan:
		return &ansi.BaseElement{Token: in.known.shade(token(codeText(n, in.source))), Style: in.sheet.config.Code.StylePrimitive}
	case *ast.Emphasis:
		st.emph = append(st.emph[:len(st.emph):len(st.emph)], n.Level)
		return &ansi.EmphasisElement{Level: n.Level, Children: in.children(n, st)}
	case *astext.Strikethrough:
		st.struck = true
		return in.struck(n, st)
	case *ast.Link:
		return in.link(n, string(n.Destination), st)
	case *ast.AutoLink:
		return in.autoLink(n, st)
	case *ast.Image:
		return in.image(n, st)
	case *ast.RawHTML:
		return in.tag(n, st)
	}
	return nil
}

func (in *inliner) run(n *ast.Text, st inlineState) ansi.ElementRenderer {
	s := ""
	if len(in.known.spans) > 0 {
		s = in.knownRun(n)
	} else {
		s = string(n.Segment.Value(in.source))
		if !n.IsRaw() {
			s = unescape(s)
		}
		s = token(s)
	}
	switch {
	case n.HardLineBreak():
		s += hardBreak
	case n.SoftLineBreak():
		s += softBreak
	}
	return in.base(s, st)
}

func (in *inliner) word(s string, st inlineState) ansi.ElementRenderer {
	return in.base(in.known.shade(token(s)), st)
}

func (in *inliner) base(token string, st inlineState) ansi.ElementRenderer {
	e := &ansi.BaseElement{Token: token}
	if st.struck {
		e.Style = in.sheet.config.Strikethrough
	}
	return e
}

func (in *inliner) struck(n ast.Node, st inlineState) ansi.ElementRenderer {
	st.struck = true
	kids := in.children(n, st)
	if mark := in.sheet.struck; mark != "" {
		kids = append([]ansi.ElementRenderer{in.word(mark, st)}, append(kids, in.word(mark, st))...)
	}
	return group(kids)
}

// link shows a link as its text, and as its target where it has none.
func (in *inliner) link(n ast.Node, target string, st inlineState) ansi.ElementRenderer {
	url, ok := safeURL(unescape(target))
	if !ok || st.link {
		return group(in.children(n, st))
	}
	emph := st.emph
	st.link, st.emph = true, nil
	text := strings.TrimSpace(plainText(n, in.source, 0))
	kids := in.children(n, st)
	if text == "" && !hasImage(n) {
		text = url
		kids = []ansi.ElementRenderer{in.word(url, st)}
	}
	// Glamour's emphasis doesn't reach into a link, so it is repeated there.
	for i := len(emph) - 1; i >= 0; i-- {
		kids = []ansi.ElementRenderer{&ansi.EmphasisElement{Level: emph[i], Children: kids}}
	}
	if text == "" {
		text = imageWord
	}
	return &ansi.LinkElement{URL: in.add(text, url), Children: kids, SkipHref: true}
}

func (in *inliner) autoLink(n *ast.AutoLink, st inlineState) ansi.ElementRenderer {
	label, target := string(n.Label(in.source)), string(n.URL(in.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !hasPrefixFold(target, "mailto:") {
		target = "mailto:" + target
	}
	url, ok := safeURL(target)
	if !ok || st.link {
		return in.word(label, st)
	}
	kids := []ansi.ElementRenderer{in.word(label, st)}
	return &ansi.LinkElement{URL: in.add(label, url), Children: kids, SkipHref: true}
}

const imageWord = "Image"

// image shows an image as its caption, a link to it.
func (in *inliner) image(n *ast.Image, st inlineState) ansi.ElementRenderer {
	caption := strings.TrimSpace(plainText(n, in.source, 0))
	if caption == "" {
		caption = strings.TrimSpace(unescape(string(n.Title)))
	}
	text := imageWord
	if caption != "" {
		text += ": " + caption
	}
	url, ok := safeURL(unescape(string(n.Destination)))
	switch {
	case st.link: // the link around it is the one to follow
		return &ansi.BaseElement{Token: token(text), Style: in.sheet.config.ImageText}
	case ok:
		return &ansi.ImageElement{Text: token(text), URL: in.add(text, url), TextOnly: true}
	case caption != "":
		return &ansi.BaseElement{Token: token(text), Style: in.sheet.note}
	}
	return nil
}

func hasImage(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage || hasImage(c) {
			return true
		}
	}
	return false
}

// add notes a link and returns the stand-in for its target (see inliner).
func (in *inliner) add(text, url string) string {
	in.links = append(in.links, Link{Text: OneLine(text), URL: url, Line: -1})
	return linkScheme + strconv.Itoa(len(in.links)-1)
}

const linkScheme = "link:"

// tag handles raw HTML, which is never acted on: what looks like a tag of
// HTML is dropped (<br> leaves its line break), anything else between angle
// brackets is the author's text.
func (in *inliner) tag(n *ast.RawHTML, st inlineState) ansi.ElementRenderer {
	var b strings.Builder
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		b.Write(seg.Value(in.source))
	}
	s := b.String()
	name := strings.TrimLeft(s, "</")
	if end := strings.IndexFunc(name, func(r rune) bool { return !isNameRune(r) }); end >= 0 {
		name = name[:end]
	}
	switch name = strings.ToLower(name); {
	case name == "br":
		return in.base(hardBreak, st)
	case name == "" || isHTML(name):
		return nil
	}
	return in.word(s, st)
}

func isNameRune(r rune) bool {
	return r < 0x80 && (!punct(byte(r)) && r > ' ' || r == '-')
}

// isHTML knows the elements of HTML that may stand within a paragraph.
func isHTML(name string) bool {
	const names = " a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote" +
		" body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt" +
		" em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html" +
		" i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed" +
		" noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rp rt rtc" +
		" ruby s samp script search section select slot small source span strike strong style sub summary sup svg table" +
		" tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp "
	return strings.Contains(names, " "+name+" ")
}

// token prepares a text for glamour, which takes one backslash before
// punctuation away.
func token(s string) string {
	return strings.ReplaceAll(clean(s), `\`, `\\`)
}

func codeText(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(source))
		}
	}
	return b.String()
}

// plainText returns a node's text without looks.
func plainText(n ast.Node, source []byte, depth int) string {
	const tooDeep = 2000
	var b strings.Builder
	for c := n.FirstChild(); c != nil && depth < tooDeep; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s := string(c.Segment.Value(source))
			if !c.IsRaw() {
				s = unescape(s)
			}
			b.WriteString(s)
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			b.Write(c.Label(source))
		default:
			b.WriteString(plainText(c, source, depth+1))
		}
	}
	return b.String()
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// group is a run of elements without a look of its own.
type group []ansi.ElementRenderer

// Render renders the elements one after the other.
func (g group) Render(w io.Writer, ctx ansi.RenderContext) error {
	for _, e := range g {
		if err := e.Render(w, ctx); err != nil {
			return err
		}
	}
	return nil
}

// StyleOverrideRender lets the style of an emphasis or a link through.
func (g group) StyleOverrideRender(w io.Writer, ctx ansi.RenderContext, style ansi.StylePrimitive) error {
	for _, e := range g {
		var err error
		if o, ok := e.(ansi.StyleOverriderElementRenderer); ok {
			err = o.StyleOverrideRender(w, ctx, style)
		} else {
			err = e.Render(w, ctx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
