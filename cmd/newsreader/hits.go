package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"newsreader/parse/clean"
	"newsreader/store"
)

// hitJSON is an article that a search found.
type hitJSON struct {
	articleJSON
	Score   float64 `json:"score"` // 0 to 1
	Snippet string  `json:"snippet"`
}

// printHits prints articles that a search found, and why: on a terminal in a
// line under each, in a pipe as the last column.
func (p *program) printHits(ctx context.Context, s *store.Store, out *output, found *store.Result, articles []store.Article) error {
	ids := make([]store.ID, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	snippets, err := s.Snippets(ctx, found, ids)
	if err != nil {
		return err
	}
	if p.flags.json {
		return eachWhole(ctx, s, articles, func(i int, a store.Article, t store.Text) error {
			return printJSON(out, hitJSON{record(a, t), snippets[i].Score, oneLine(snippets[i].Text)})
		})
	}
	rows, err := p.rows(ctx, s, articles)
	if err != nil {
		return err
	}
	if out.width == 0 {
		for i := range rows {
			rows[i].after = []string{oneLine(snippets[i].Text)}
		}
		return out.tabbed(rows)
	}
	c := columnsOf(rows)
	for i, r := range rows {
		if _, err := fmt.Fprintln(out, out.line(r, c, "")); err != nil {
			return err
		}
		if line := out.snippet(snippets[i]); line != "" {
			fmt.Fprintln(out, line)
		}
	}
	return nil
}

// snippetIndent sets a passage under its title.
const snippetIndent = "    "

// snippet sets a passage in one line, with what was found in it standing out.
func (o *output) snippet(found store.Snippet) string {
	if found.Text == "" {
		return ""
	}
	text, marks := found.Text, found.Marks
	if !clean.SafeLine(text) {
		text, marks = oneLine(text), nil // the places are no longer those
	}
	line := snippetIndent
	from := firstShown(text, marks, o.width-len(snippetIndent))
	if from > 0 {
		line += o.faint(o.more())
	}
	for _, m := range marks {
		if from <= m.From && m.From <= m.To && m.To <= len(text) {
			line += o.faint(text[from:m.From]) + o.bold(text[m.From:m.To])
			from = m.To
		}
	}
	return cut(line+o.faint(text[from:]), o.width, o.more())
}

// firstShown returns from where on to show a passage so that its first mark
// is in sight: from the beginning, if that has room.
func firstShown(text string, marks []store.Span, room int) (from int) {
	if len(marks) == 0 || marks[0].To > len(text) {
		return 0
	}
	for ansi.StringWidth(text[from:marks[0].To]) > room*2/3 {
		next := strings.IndexByte(text[from:marks[0].From], ' ')
		if next < 0 {
			break
		}
		from += next + 1
	}
	return from
}
