package main

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// completions write the scripts that let shells complete our commands.
var completions = []struct {
	shell string
	write func(*cobra.Command, io.Writer) error
}{
	{"bash", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", (*cobra.Command).GenZshCompletion},
	{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	{"powershell", (*cobra.Command).GenPowerShellCompletionWithDesc},
}

func completionCommand(p *program) *cobra.Command {
	var shells []string
	for _, known := range completions {
		shells = append(shells, known.shell)
	}
	c := &cobra.Command{
		Use:   "completion (" + strings.Join(shells, "|") + ")",
		Short: "Print a script that lets a shell complete commands",
		Example: "source <(newsreader completion bash)\n" +
			"newsreader completion zsh > \"${fpath[1]}/_newsreader\"\n" +
			"newsreader completion fish > ~/.config/fish/completions/newsreader.fish",
		ValidArgs: shells,
	}
	c.Args = func(c *cobra.Command, args []string) error {
		if err := needs("the name of a shell: "+strings.Join(shells, ", "), false)(c, args); err != nil {
			return err
		}
		if !slices.Contains(shells, args[0]) {
			return misused(c, quote(args[0])+" is not one of "+strings.Join(shells, ", "))
		}
		return nil
	}
	p.does(c, func(_ context.Context, args []string) error {
		return completions[slices.Index(shells, args[0])].write(c.Root(), p.stdout)
	})
	return c
}
