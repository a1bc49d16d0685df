package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"newsreader/store"
	"newsreader/store/query"
)

// find returns what a query finds in a view, at least so many articles, 0 for
// all. A query that makes no sense is a queryError.
func (p *program) find(ctx context.Context, s *store.Store, v store.View, text string, n int) (*store.Result, error) {
	found, err := s.Search(ctx, v, store.Query{Text: text, Enough: n, Location: p.now().Location()})
	if err == nil {
		found, err = s.AtLeast(ctx, found, n)
	}
	if wrong := (*query.Error)(nil); errors.As(err, &wrong) {
		return nil, queryError{text, wrong}
	}
	return found, err
}

// asksNothing reports whether a query only has signs, such as a dash, and so
// finds all there is. Nobody means that who writes a query.
func asksNothing(text string) bool {
	q, err := query.Parse(text, query.Options{})
	if err != nil {
		return false
	}
	all, ok := q.Root.(query.And)
	return ok && len(all.Of) == 0
}

// queryError is a query that makes no sense.
type queryError struct {
	text  string
	wrong *query.Error
}

func (e queryError) Error() string { return e.wrong.Message }

// show prints the query with a mark under the place.
func (e queryError) show(w io.Writer) {
	from := min(max(e.wrong.From, 0), len(e.text))
	to := min(max(e.wrong.To, from), len(e.text))
	before, place := visible(e.text[:from]), visible(e.text[from:to])
	fmt.Fprintf(w, "newsreader: %s\n  %s%s%s\n  %s%s\nTry: newsreader search --help\n", oneLine(e.Error()),
		before, place, visible(e.text[to:]),
		strings.Repeat(" ", ansi.StringWidth(before)), strings.Repeat("^", max(1, ansi.StringWidth(place))))
}

// visible makes a part of a query safe to print, character by character: a
// place in it stays where it is.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
}

// hintAtMinus explains an unknown flag that may be meant as a word not to find.
func (p *program) hintAtMinus(c *cobra.Command) {
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		wrong := flagReason(err)
		if strings.HasPrefix(wrong, "unknown ") {
			wrong += "; a query with -word goes in quotes and behind --: newsreader " + c.Name() + " -- 'kyiv -drone'"
		}
		p.misused(misused(c, wrong))
		return nil
	})
}

// queryHelp is the language of queries, for the help of search.
const queryHelp = `A query finds the articles that hold all its words, in title, text, source,
author or tags, whatever their case, accents and endings:

  kyiv drone         both words
  "north korea"      these words side by side
  -sport             not this word; a minus works before anything
  kyiv OR odesa      either; binds closer than a blank; ( ) makes groups
  elect*             words that begin so
  title:kyiv         in the title; likewise source: author: tag:
  feed:bbc           from feeds with this in their name or address; feed:12 by number
  is:unread          likewise is:read is:starred
  newer:2d           not older than that: 30m, 12h, 2d, 3w, 1y
  after:2025-06      from then on; before:2025-06-10 until then
  lang:de            in this language
  story:s12          in this story

Your shell takes quotes and asterisks for itself: put the query in single quotes. One that
begins with a minus goes behind --.`
