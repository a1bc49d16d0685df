package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"newsreader/store"
)

func searchesCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:     "searches",
		Short:   "Print the saved searches",
		Long:    "Prints the names and queries that `newsreader search --save` kept. The reader shows them beside its lists.",
		Example: "newsreader search --save kyiv 'kyiv OR kiev'\nnewsreader searches remove kyiv",
		Args:    alone,
	}
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, _ []string) error {
		searches, err := s.Searches(ctx)
		if err != nil {
			return err
		}
		out := p.out()
		return finish(out, p.printSearches(out, searches))
	}))
	for _, sub := range []struct {
		use, short string
		do         func(context.Context, *store.Store, string) error
	}{
		{"remove NAME…", "Forget saved searches", func(ctx context.Context, s *store.Store, name string) error { return s.DropSearch(ctx, name) }},
		{"mute NAME…", "Have what is new of saved searches arrive read", func(ctx context.Context, s *store.Store, name string) error { return s.MuteSearch(ctx, name, true) }},
		{"unmute NAME…", "Have what is new of saved searches arrive unread again", func(ctx context.Context, s *store.Store, name string) error { return s.MuteSearch(ctx, name, false) }},
	} {
		named := &cobra.Command{Use: sub.use, Short: sub.short, Args: needs("names", true)}
		p.does(named, p.withStore(func(ctx context.Context, s *store.Store, names []string) error {
			return eachSearch(ctx, s, names, sub.do)
		}))
		c.AddCommand(named)
	}
	return c
}

// searchJSON is a saved search as `searches --json` prints it.
type searchJSON struct {
	Name     string `json:"name"`
	Query    string `json:"query"`
	Muted    bool   `json:"muted"`
	MutedNew int    `json:"muted_new"` // articles that arrived read because of it
}

func (p *program) printSearches(out *output, searches []store.SavedSearch) error {
	names := 0
	for _, saved := range searches {
		names = max(names, ansi.StringWidth(oneLine(saved.Name)))
	}
	for _, saved := range searches {
		name, text := oneLine(saved.Name), oneLine(saved.Query)
		var err error
		switch {
		case p.flags.json:
			err = printJSON(out, searchJSON{name, text, saved.Muted, saved.MutedNew})
		case out.width == 0:
			_, err = fmt.Fprintf(out, "%s\t%s\t%s\n", name, text, mutedState(saved))
		default:
			line := pad(name, names) + betweenCells + text
			if saved.Muted {
				line += betweenCells + out.faint(mutedState(saved))
			}
			_, err = fmt.Fprintln(out, cut(line, out.width, out.more()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mutedState says in words whether a search is muted, "" if it isn't.
func mutedState(saved store.SavedSearch) string {
	switch {
	case !saved.Muted:
		return ""
	case saved.MutedNew == 0:
		return "muted"
	}
	return "muted: " + plural(saved.MutedNew, "article") + " came in read"
}

// eachSearch does something with the searches of these names, with all or none
// of them.
func eachSearch(ctx context.Context, s *store.Store, names []string, do func(context.Context, *store.Store, string) error) error {
	searches, err := s.Searches(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if !slices.ContainsFunc(searches, func(saved store.SavedSearch) bool { return saved.Name == name }) {
			return errors.New("no saved search is called " + quote(name))
		}
	}
	for _, name := range names {
		if err := do(ctx, s, name); err != nil {
			return err
		}
	}
	return nil
}
