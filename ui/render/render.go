// Package render sets an article's Markdown in lines for the terminal.
package render

import (
	"context"
	"image/color"
	"strings"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	xansi "github.com/charmbracelet/x/ansi"
)

// Options say how to set a page.
type Options struct {
	Width   int     // cells of the text column (the measure), chosen by the caller
	Palette Palette // colours, or weights only
	ASCII   bool    // the locale is not UTF-8: bullets, rules and marks in ASCII
}

// Palette holds the colours of a page. A nil colour is the terminal's own
// foreground.
type Palette struct {
	Accent color.Color // links
	Dim    color.Color // marks and bars, captions, quotations
	Code   color.Color // code in a line and code blocks
	Plain  bool        // NO_COLOR: bold, faint and underline only
}

// Link is a link of the page, in reading order.
type Link struct {
	Text, URL string
	Line      int
}

// Page is an article set in lines.
type Page struct {
	Lines      []string // styled, each at most Options.Width cells, no trailing blanks
	Paragraphs []int    // line where each top-level block begins
	Links      []Link   // http, https and mailto only
	Complete   bool     // false: only the beginning was set (see Start)
}

// Start sets at least lines lines of the beginning.
func Start(markdown string, lines int, o Options) Page {
	p, _ := Full(context.Background(), markdown, o)
	return p
}

// Full sets the whole article; it stops early with ctx.Err().
func Full(ctx context.Context, markdown string, o Options) (Page, error) {
	r, err := glamour.NewTermRenderer(
		glamour.WithStyles(ansi.StyleConfig{}), glamour.WithWordWrap(max(o.Width, 1)))
	if err != nil {
		return Page{}, err
	}
	out, err := r.Render(markdown)
	if err != nil {
		return Page{}, err
	}
	p := Page{Complete: true, Paragraphs: []int{0}}
	for l := range strings.Lines(xansi.Hardwrap(xansi.Strip(out), max(o.Width, 1), false)) {
		p.Lines = append(p.Lines, strings.TrimRight(l, " \n"))
	}
	return p, ctx.Err()
}
