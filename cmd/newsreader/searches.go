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
	remove := &cobra.Command{Use: "remove NAME…", Short: "Forget saved searches", Args: needs("names", true)}
	p.does(remove, p.withStore(p.removeSearches))
	c.AddCommand(remove)
	return c
}

// searchJSON is a saved search as `searches --json` prints it.
type searchJSON struct {
	Name  string `json:"name"`
	Query string `json:"query"`
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
			err = printJSON(out, searchJSON{name, text})
		case out.width == 0:
			_, err = fmt.Fprintf(out, "%s\t%s\n", name, text)
		default:
			_, err = fmt.Fprintln(out, cut(pad(name, names)+betweenCells+text, out.width, out.more()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// removeSearches forgets the searches with the names, all or none of them.
func (p *program) removeSearches(ctx context.Context, s *store.Store, names []string) error {
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
		if err := s.DropSearch(ctx, name); err != nil {
			return err
		}
	}
	return nil
}
