package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"newsreader/store"
)

func undoCommand(p *program) *cobra.Command {
	return p.stepCommand(&cobra.Command{
		Use:   "undo",
		Short: "Undo the last change, made here or in the reader",
		Long:  "Undoes the last change of read marks, stars and feeds, and prints what it undid. Each further run goes a step further back.",
	}, (*store.Store).Undo)
}

func redoCommand(p *program) *cobra.Command {
	return p.stepCommand(&cobra.Command{
		Use:   "redo",
		Short: "Redo what was undone last",
	}, (*store.Store).Redo)
}

// stepCommand makes a command that goes a step through the journal.
func (p *program) stepCommand(c *cobra.Command, step func(*store.Store, context.Context) (store.Change, error)) *cobra.Command {
	c.Args = alone
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, _ []string) error {
		change, err := step(s, ctx)
		switch {
		case err != nil:
			return err
		case p.flags.json:
			return printJSON(p.stdout, toChangeJSON(change))
		}
		_, err = fmt.Fprintln(p.stdout, capital(describe(change))+".")
		return err
	}))
	return c
}
