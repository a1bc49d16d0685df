package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newsreader/store"
)

// journalBatch is how many records are read at once.
const journalBatch = 256

func journalCommand(p *program) *cobra.Command {
	limit := 0
	c := &cobra.Command{
		Use:     "journal",
		Short:   "Print the changes of read marks, stars and feeds, newest first",
		Example: "newsreader journal --limit 10",
		Args:    alone,
	}
	c.Flags().IntVar(&limit, "limit", 20, "print at most so many changes, 0 for all")
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, _ []string) error {
		if limit < 0 {
			return misused(c, "--limit can't be negative")
		}
		out := p.out()
		return finish(out, p.printJournal(ctx, s, out, limit))
	}))
	return c
}

func (p *program) printJournal(ctx context.Context, s *store.Store, out *output, limit int) error {
	printed, before := 0, uint64(0)
	for {
		n := journalBatch
		if limit > 0 {
			n = min(n, limit-printed)
		}
		if n == 0 {
			return nil
		}
		changes, err := s.Journal(ctx, before, n)
		if err != nil || len(changes) == 0 {
			return err
		}
		for _, c := range changes {
			if err := p.printChange(out, c); err != nil {
				return err
			}
		}
		printed += len(changes)
		before = changes[len(changes)-1].Seq
	}
}

func (p *program) printChange(out *output, c store.Change) error {
	if p.flags.json {
		return printJSON(out, toChangeJSON(c))
	}
	fields := []string{fmt.Sprint(c.Seq), c.At.In(p.now().Location()).Format(time.DateTime), describe(c)}
	if c.Undone {
		fields = append(fields, "(undone)")
	}
	if out.width == 0 {
		_, err := fmt.Fprintln(out, strings.Join(fields, "\t"))
		return err
	}
	line := fmt.Sprintf("%5s  %s  ", fields[0], fields[1]) + strings.Join(fields[2:], " ")
	line = cut(line, out.width, out.more())
	if c.Undone {
		line = out.faint(line)
	}
	_, err := fmt.Fprintln(out, line)
	return err
}
