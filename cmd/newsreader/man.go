package main

import (
	"context"
	"fmt"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
)

func manCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Example: "newsreader man > ~/.local/share/man/man1/newsreader.1",
		Args:    alone,
	}
	p.does(c, func(context.Context, []string) error {
		page, err := mango.NewManPage(1, c.Root())
		if err != nil {
			return fmt.Errorf("building the manual page: %w", err)
		}
		_, err = fmt.Fprint(p.stdout, page.Build(roff.NewDocument()))
		return err
	})
	return c
}
