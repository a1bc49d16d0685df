package main

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
)

// rowBatch is how many articles are printed with columns of one width.
const rowBatch = 256

// printArticles prints a list as rows or as JSON and returns its length.
func (p *program) printArticles(ctx context.Context, s *store.Store, out *output, all iter.Seq2[store.Article, error]) (int, error) {
	print := p.printRows
	if p.flags.json {
		print = p.printRecords
	}
	return inBatches(all, func(articles []store.Article) error { return print(ctx, s, out, articles) })
}

// inBatches does something with every rowBatch articles of a sequence and
// returns how many they were.
func inBatches(all iter.Seq2[store.Article, error], do func([]store.Article) error) (int, error) {
	done := 0
	batch := make([]store.Article, 0, rowBatch)
	for a, err := range all {
		if err != nil {
			return done, err
		}
		if batch = append(batch, a); len(batch) < rowBatch {
			continue
		}
		if err := do(batch); err != nil {
			return done, err
		}
		done += len(batch)
		batch = batch[:0]
	}
	if len(batch) == 0 {
		return done, nil
	}
	return done + len(batch), do(batch)
}

// row is an article in a list of lines.
type row struct {
	id, time, source, title string
	unread, starred         bool
	before, after           []string // further columns, in a pipe only
}

// rows prepares articles for printing.
func (p *program) rows(ctx context.Context, s *store.Store, articles []store.Article) ([]row, error) {
	ids := make([]store.ID, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	short, err := s.ShortIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]row, len(articles))
	for i, a := range articles {
		rows[i] = row{
			id:     short[i],
			time:   published(a.Published, p.now().Location()),
			source: oneLine(a.Source),
			title:  oneLine(a.Title),
			unread: !a.Read, starred: a.Starred,
		}
	}
	return rows, nil
}

func (p *program) printRows(ctx context.Context, s *store.Store, out *output, articles []store.Article) error {
	rows, err := p.rows(ctx, s, articles)
	if err != nil {
		return err
	}
	if out.width == 0 {
		return out.tabbed(rows)
	}
	return out.aligned(rows)
}

// tabbed prints rows for other programs: fields divided by tabs, the state in
// words, nothing cut. No field holds a tab, as oneLine leaves none.
func (o *output) tabbed(rows []row) error {
	for _, r := range rows {
		fields := slices.Concat(r.before, []string{r.id, r.state(), r.time, r.source, r.title}, r.after)
		if _, err := o.WriteString(strings.Join(fields, "\t") + "\n"); err != nil {
			return err
		}
	}
	return nil
}

// state is the row's state in words.
func (r row) state() string {
	state := "read"
	if r.unread {
		state = "unread"
	}
	if r.starred {
		state += ",starred"
	}
	return state
}

// sourceCells is the room for the publisher's name on a terminal. On narrow
// ones it gives way first, then the time.
const (
	sourceCells  = 16
	sourceNeeds  = 72
	timeNeeds    = 48
	betweenCells = "  "
)

// columns are the widths of a list's columns in cells.
type columns struct{ id, time, source int }

func columnsOf(rows []row) columns {
	var c columns
	for _, r := range rows {
		c.id = max(c.id, ansi.StringWidth(r.id))
		c.time = max(c.time, ansi.StringWidth(r.time))
		c.source = min(max(c.source, ansi.StringWidth(r.source)), sourceCells)
	}
	return c
}

// aligned prints rows for people, in columns and cut to the terminal.
func (o *output) aligned(rows []row) error {
	c := columnsOf(rows)
	for _, r := range rows {
		if _, err := o.WriteString(o.line(r, c, "") + "\n"); err != nil {
			return err
		}
	}
	return nil
}

// line sets one row in columns.
func (o *output) line(r row, c columns, indent string) string {
	line := indent + o.faint(pad(r.id, c.id)) + " " + o.marks(r) + " "
	if o.width >= timeNeeds && c.time > 0 {
		line += o.faint(pad(r.time, c.time)) + betweenCells
	}
	if o.width >= sourceNeeds && c.source > 0 {
		line += o.faint(pad(cut(r.source, c.source, o.more()), c.source)) + betweenCells
	}
	if r.unread {
		return cut(line+o.bold(r.title), o.width, o.more())
	}
	return cut(line+r.title, o.width, o.more())
}

// marks are two cells that tell the state without colours.
func (o *output) marks(r row) string {
	unread, starred := "●", "★"
	if o.ascii {
		unread, starred = "*", "+"
	}
	if !r.unread {
		unread = " "
	}
	if !r.starred {
		starred = " "
	}
	return unread + o.accent(starred)
}
