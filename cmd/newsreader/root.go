package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

// newRoot builds the tree of commands. Each command's file says what it does.
func newRoot(p *program) *cobra.Command {
	root := &cobra.Command{
		Use:   "newsreader",
		Short: "Read the news in the terminal",
		Long: "newsreader keeps news in one file on this computer and shows it in the terminal.\n" +
			"Without a command it opens the reader; when its output goes to a file or a pipe, it prints the list.",
		Example: "newsreader\n" +
			"newsreader import ~/news\n" +
			"newsreader list --unread --json | jq -r .title",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return errors.New(noCommand(c, args[0]))
		},
	}
	p.does(root, func(ctx context.Context, _ []string) error { return p.reader(ctx) })
	root.SetArgs(p.args)
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		p.misused(misused(c, flagReason(err)))
		return nil // see does; cobra goes no further
	})

	flags := root.PersistentFlags()
	flags.StringVar(&p.flags.store, "store", "", "file that holds the news (default $NEWSREADER_STORE, else the XDG data folder)")
	flags.StringVar(&p.flags.config, "config", "", "configuration file (default $NEWSREADER_CONFIG, else the XDG config folder)")
	flags.BoolVar(&p.flags.json, "json", false, "print JSON where data is printed")
	flags.BoolVar(&p.flags.noColor, "no-color", false, "print without colours")

	root.AddGroup(
		&cobra.Group{ID: groupRead, Title: "Reading"},
		&cobra.Group{ID: groupState, Title: "State"},
		&cobra.Group{ID: groupInput, Title: "Bringing news in"},
		&cobra.Group{ID: groupCare, Title: "Care"},
	)
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add(groupRead, listCommand(p), searchCommand(p), searchesCommand(p), showCommand(p), relatedCommand(p), storyCommand(p), storiesCommand(p))
	add(groupState, markCommand(p), undoCommand(p), redoCommand(p), journalCommand(p), syncCommand(p))
	add(groupInput, addCommand(p), feedsCommand(p), fetchCommand(p), opmlCommand(p), importCommand(p), parseCommand(p))
	add(groupCare, doctorCommand(p), backupCommand(p), statsCommand(p), configCommand(p), completionCommand(p), manCommand(p))
	help := helpCommand(p)
	add(groupCare, help)
	root.SetHelpCommand(help)
	return root
}

// The groups of commands in the help.
const (
	groupRead  = "read"
	groupState = "state"
	groupInput = "input"
	groupCare  = "care"
)

// does makes c run do. What is wrong with the arguments and what do returns
// is kept and told at the end of run, not handed to cobra: fang asks the
// terminal for its background before it lets anyone print an error, which
// takes seconds on a terminal that doesn't answer.
func (p *program) does(c *cobra.Command, do func(ctx context.Context, args []string) error) {
	check := c.Args
	if check == nil {
		check = cobra.ArbitraryArgs
	}
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			p.misused(err)
		} else {
			p.failure = p.guarded(func() error { return do(c.Context(), args) })
		}
		return nil
	}
}

// flagReason says what is wrong with a flag, without words of Go's packages.
func flagReason(err error) string {
	text := err.Error()
	wrong, takes := (*strconv.NumError)(nil), "it takes a number"
	if !errors.As(err, &wrong) {
		return text
	}
	if wrong.Func == "ParseBool" {
		takes = "it takes true or false"
	}
	return strings.Replace(text, wrong.Error(), takes, 1)
}

// misused keeps what is wrong with the command line.
func (p *program) misused(err error) {
	if p.failure = err; !errors.As(err, new(usageError)) {
		p.failure = usageError{err, ""}
	}
}

// usageError is a command line that makes no sense.
type usageError struct {
	error
	command string // with a blank behind it, for the hint; "" for the program
}

// misused makes a usageError of c.
func misused(c *cobra.Command, message string) error {
	command := ""
	if c.HasParent() {
		command = fullName(c) + " "
	}
	return usageError{errors.New(message), command}
}

// fullName is what to type for a command behind the program's name.
func fullName(c *cobra.Command) string {
	return strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")
}

// needs demands arguments: at least one, and one at most unless many is set.
func needs(what string, many bool) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return misused(c, fullName(c)+" needs "+what)
		case len(args) > 1 && !many:
			return misused(c, fmt.Sprintf("%s takes one argument, not %d", fullName(c), len(args)))
		}
		return nil
	}
}

// alone refuses arguments.
func alone(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case c.HasSubCommands():
		return misused(c, noCommand(c, args[0]))
	}
	return misused(c, fullName(c)+" takes no arguments, such as "+quote(args[0]))
}

// noCommand says that c has no command of a name, and which it may have been.
func noCommand(c *cobra.Command, name string) string {
	full := name
	if c.HasParent() {
		full = fullName(c) + " " + name
	}
	message := "there is no command " + quote(full)
	if c.SuggestionsMinimumDistance <= 0 {
		c.SuggestionsMinimumDistance = 2 // letters that differ, cobra's own default
	}
	if near := c.SuggestionsFor(name); len(near) > 0 {
		message += "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return message
}

// version returns what the module was built as: a tag, or the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
