package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"
)

// terminalLimit is how many rows a list shows on a terminal unless it is
// told: more would scroll away.
const terminalLimit = 100

// limitFlag says how much of a list to print.
type limitFlag struct {
	n    int
	said bool   // somebody said how many
	of   string // the command; "" for the list that newsreader prints without one
}

func (l *limitFlag) add(c *cobra.Command, things string) {
	l.of = c.Name()
	c.Flags().IntVar(&l.n, "limit", 0, fmt.Sprintf("print at most so many %s, 0 for all (default all; %d on a terminal)", things, terminalLimit))
}

func (l *limitFlag) check(c *cobra.Command) error {
	if l.said = c.Flags().Changed("limit"); l.n < 0 {
		return misused(c, "--limit can't be negative")
	}
	return nil
}

// rows returns how many rows to print, 0 for all.
func (l *limitFlag) rows(p *program, out *output) int {
	if !l.said && out.width > 0 && !p.flags.json {
		return terminalLimit
	}
	return l.n
}

// told says on a terminal why there are no rows, or no more.
func (l *limitFlag) told(p *program, out *output, printed int, things string) {
	switch {
	case printed == 0 && out.width > 0:
		fmt.Fprintf(p.stderr, "No %s found.\n", things)
	case !l.said && printed > 0 && printed == l.rows(p, out):
		fmt.Fprintf(p.stderr, "These are the first %d; newsreader %s --limit 0 prints all.\n", printed, cmp.Or(l.of, "list"))
	}
}
