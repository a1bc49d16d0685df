package main

import (
	"context"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"newsreader/store"
)

// listFlags choose and order the articles of a list.
type listFlags struct {
	unread, starred, oldest bool
	limit                   limitFlag
}

func (f *listFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&f.unread, "unread", false, "only unread articles")
	c.Flags().BoolVar(&f.starred, "starred", false, "only starred articles")
	f.limit.add(c, "articles")
}

// check refuses flags that make no sense.
func (f *listFlags) check(c *cobra.Command) error {
	if f.unread && f.starred {
		return misused(c, "--unread and --starred can't be had at once")
	}
	return f.limit.check(c)
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
	flags := new(listFlags)
	c := &cobra.Command{
		Use:   "list [QUERY]",
		Short: "Print articles, newest first",
		Long: "Prints articles, newest first: all, or those that a query finds. `newsreader search --help`\n" +
			"tells what a query can say. In a pipe the columns are divided by tabs and nothing is cut.",
		Example: "newsreader list --unread --limit 20\nnewsreader list --json kyiv drone newer:2d | jq -r .url",
	}
	p.hintAtMinus(c)
	flags.add(c)
	c.Flags().BoolVar(&flags.oldest, "oldest", false, "oldest first")
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

// list prints the articles that the flags and a query choose.
func (p *program) list(ctx context.Context, s *store.Store, flags *listFlags, words []string) error {
	v, out := flags.view(), p.out()
	if text := strings.Join(words, " "); text != "" {
		found, err := p.find(ctx, s, v, text, flags.limit.rows(p, out))
		if err != nil {
			return err
		}
		v = store.View{Within: found}
	}
	printed, err := p.printArticles(ctx, s, out, first(s.All(ctx, v), flags.limit.rows(p, out)))
	if err := finish(out, err); err != nil {
		return err
	}
	flags.limit.told(p, out, printed, "articles")
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
