// Package render sets an article's Markdown in lines for the terminal.
//
// It is pure: no input or output, no clock, no state between calls, and any
// goroutine may call it. The screens of ui call it, from commands and never
// from Update where the article may be long.
//
// Glamour renders the Markdown: its style sheet says how things look, and its
// elements write text, emphasis, code, links and images. Three things are not
// left to it.
//
// The division into blocks. Glamour takes an article as a whole, so it can't
// show the first screen before it has the last, can't be cancelled, and on
// some inputs (3,000 nested quotations) doesn't come back. Here the text is
// cut into top-level blocks, each bounded in size and depth (see splitter),
// and what is beyond the bounds is set as plain text.
//
// The breaking of lines. Glamour knows neither hanging indents nor the rules
// of Chinese and Japanese, and spends two thirds of its time on padding lines.
//
// The trust in the text. Glamour resolves character references (&#27;) and
// writes link targets as they come. Here it gets clean text only and numbers
// for targets, and of what it writes only SGR and those numbers are taken.
//
// Measured against glamour alone (see the benchmarks), Full takes about a
// third of its time at any length, and Start, for a screenful, a hundredth of
// it at 20,000 words and no more there than at 2,000. Text made to hurt costs
// at most ten times as much a byte as news, and no more with length.
package render

import (
	"context"
	"image/color"
)

// Options say how to set a page.
type Options struct {
	Width   int     // cells of the text column (the measure), chosen by the caller
	Palette Palette // colours, or weights only
	ASCII   bool    // the locale is not UTF-8: bullets, rules and typographic signs in ASCII

	// Known are the passages that the reader knows from elsewhere, in order and
	// apart from each other. They are shown dim.
	Known []Span
}

// Palette holds the colours of a page. A nil colour is the terminal's own
// foreground; Dim falls back to faint.
type Palette struct {
	Accent color.Color // links
	Dim    color.Color // bullets, bars, rules, captions
	Code   color.Color // code, in a line or a block
	Plain  bool        // NO_COLOR: bold, faint and underline only
}

// Link is a link of the page.
type Link struct {
	Text, URL string // URL is http, https or mailto, in plain ASCII
	Line      int    // where it begins
}

// Page is an article set in lines.
type Page struct {
	Lines      []string // styled, each at most Options.Width cells, no trailing blanks
	Paragraphs []int    // line where each top-level block begins; as many at any width
	Links      []Link   // in reading order
	Complete   bool     // false: only the beginning was set (see Start)

	// Prose counts the paragraphs at the top level, KnownProse those of them
	// that are known as good as whole (see Options.Known).
	Prose, KnownProse int

	marks []mark // of Lines, for Find
}

// Start sets at least lines lines of the beginning (all, if there are fewer),
// the same as Full sets them, and does no work for the rest. Only where tens
// of kilobytes hold nothing to read does it give up with fewer.
func Start(markdown string, lines int, o Options) Page {
	page, _ := set(context.Background(), markdown, max(lines, 1), o)
	return page
}

// Full sets the whole article. It stops early with ctx.Err(), and returns
// what it has set.
func Full(ctx context.Context, markdown string, o Options) (Page, error) {
	return set(ctx, markdown, 0, o)
}
