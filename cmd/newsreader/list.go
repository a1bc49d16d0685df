package main

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"newsreader/store"
)

// terminalLimit is how many articles a list shows on a terminal unless it is
// told: more would scroll away.
const terminalLimit = 100

// listFlags choose and order the articles of a list.
type listFlags struct {
	unread, starred, oldest bool
	limit                   int
	limited                 bool // somebody said how many
}

func (f *listFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&f.unread, "unread", false, "only unread articles")
	c.Flags().BoolVar(&f.starred, "starred", false, "only starred articles")
	c.Flags().BoolVar(&f.oldest, "oldest", false, "oldest first")
	c.Flags().IntVar(&f.limit, "limit", 0, "print at most so many articles, 0 for all (default all; 100 on a terminal)")
}

// check refuses flags that make no sense.
func (f *listFlags) check(c *cobra.Command) error {
	f.limited = c.Flags().Changed("limit")
	switch {
	case f.unread && f.starred:
		return misused(c, "--unread and --starred can't be had at once")
	case f.limit < 0:
		return misused(c, "--limit can't be negative")
	}
	return nil
}

// view returns the view that the flags ask for.
func (f *listFlags) view() store.View {
	var v store.View
	switch {
	case f.unread:
		v.Filter = store.Unread
	case f.starred:
		v.Filter = store.Starred
	}
	if f.oldest {
		v.Order = store.OldestFirst
	}
	return v
}

func listCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "list [WORDS…]",
		Short: "Print articles, newest first",
		Long: "Prints articles, newest first: all, or those whose title and source hold all the WORDS.\n" +
			"In a pipe the columns are divided by tabs and nothing is cut.",
		Example: "newsreader list --unread --limit 20\nnewsreader list --json kyiv drone | jq -r .url",
	}
	return p.lists(c, new(listFlags))
}

func searchCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:     "search WORDS…",
		Short:   "Find articles by their title and source",
		Long:    "Prints the articles whose title and source hold all the WORDS, whatever their case and accents.",
		Example: "newsreader search north korea",
		Args:    needs("words to look for", true),
	}
	return p.lists(c, new(listFlags))
}

// lists makes c print a list.
func (p *program) lists(c *cobra.Command, flags *listFlags) *cobra.Command {
	flags.add(c)
	p.does(c, func(ctx context.Context, words []string) error {
		if err := flags.check(c); err != nil {
			return err
		}
		s, err := p.store()
		if err != nil {
			return err
		}
		return p.list(ctx, s, flags, words)
	})
	return c
}

// list prints the articles that the flags and words choose.
func (p *program) list(ctx context.Context, s *store.Store, flags *listFlags, words []string) error {
	v := flags.view()
	if query := strings.Join(words, " "); query != "" {
		found, err := s.Find(ctx, v, query)
		if err != nil {
			return err
		}
		v = store.View{Within: found}
	}
	out := p.out()
	limit := flags.limit
	if !flags.limited && out.width > 0 && !p.flags.json {
		limit = terminalLimit
	}
	printed, err := p.printArticles(ctx, s, out, first(s.All(ctx, v), limit))
	if err := finish(out, err); err != nil {
		return err
	}
	switch {
	case printed == 0 && out.width > 0:
		fmt.Fprintln(p.stderr, "No articles found.")
	case !flags.limited && printed == limit && limit > 0:
		fmt.Fprintf(p.stderr, "These are the first %d; --limit 0 prints all.\n", limit)
	}
	return nil
}

// first ends a sequence after n articles; 0 is all.
func first(all iter.Seq2[store.Article, error], n int) iter.Seq2[store.Article, error] {
	if n == 0 {
		return all
	}
	return func(yield func(store.Article, error) bool) {
		i := 0
		for a, err := range all {
			if i++; !yield(a, err) || i == n {
				return
			}
		}
	}
}

// finish writes what was printed so far, also when err stopped the rest.
func finish(out *output, err error) error {
	if flushed := out.Flush(); err == nil {
		return flushed
	}
	return err
}
