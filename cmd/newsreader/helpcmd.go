package main

import (
	"context"

	"github.com/spf13/cobra"
)

// helpCommand is in place of cobra's, which answers a question about what
// doesn't exist with the general help.
func helpCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Tell what a command does, and how",
		Example: "newsreader help search\nnewsreader help feeds rename",
	}
	c.Args = func(c *cobra.Command, args []string) error {
		asked, rest, err := c.Root().Find(args)
		if err == nil && len(rest) > 0 {
			err = misused(c, noCommand(asked, rest[0]))
		}
		return err
	}
	c.ValidArgsFunction = func(c *cobra.Command, args []string, _ string) (names []string, _ cobra.ShellCompDirective) {
		if asked, rest, err := c.Root().Find(args); err == nil && len(rest) == 0 {
			for _, sub := range asked.Commands() {
				names = append(names, cobra.CompletionWithDesc(sub.Name(), sub.Short))
			}
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
	p.does(c, func(_ context.Context, args []string) error {
		asked, _, err := c.Root().Find(args)
		if err != nil {
			return err
		}
		asked.InitDefaultHelpFlag() // its help names them
		asked.InitDefaultVersionFlag()
		return asked.Help()
	})
	return c
}
