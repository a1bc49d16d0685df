package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"newsreader/store"
)

// searchFlags say what to search for beside the words, and how to print it.
type searchFlags struct {
	listFlags
	newest      bool
	save, saved string
}

func searchCommand(p *program) *cobra.Command {
	flags := new(searchFlags)
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find articles, the best first",
		Long:  "Prints the articles that a query finds, the best first, and the passages that it found.\n\n" + queryHelp,
		Example: "newsreader search north korea\n" +
			"newsreader search --newest 'title:kyiv -drone newer:1w'\n" +
			"newsreader search --save kyiv 'kyiv OR kiev'\n" +
			"newsreader search --saved kyiv is:unread",
		Args: flags.args,
	}
	p.hintAtMinus(c)
	flags.add(c)
	c.Flags().BoolVar(&flags.newest, "newest", false, "newest first")
	c.Flags().StringVar(&flags.save, "save", "", "keep the query under this name")
	c.Flags().StringVar(&flags.saved, "saved", "", "search with the query kept under this name")
	p.does(c, func(ctx context.Context, words []string) error {
		s, err := p.store()
		if err != nil {
			return err
		}
		return p.search(ctx, s, flags, strings.Join(words, " "))
	})
	return c
}

func (f *searchFlags) args(c *cobra.Command, words []string) error {
	switch {
	case f.save != "" && f.saved != "":
		return misused(c, "--save and --saved can't be had at once")
	case c.Flags().Changed("save") && oneLine(f.save) == "":
		return misused(c, "--save needs a name")
	case asksNothing(strings.Join(words, " ")) && f.saved == "":
		return misused(c, "search needs words to look for")
	}
	return f.check(c)
}

// search prints what a query finds, and saves the query if so asked.
func (p *program) search(ctx context.Context, s *store.Store, flags *searchFlags, text string) error {
	text, err := withSaved(ctx, s, flags.saved, text)
	if err != nil {
		return err
	}
	v := flags.view()
	if !flags.newest {
		v.Order = store.BestFirst
	}
	out := p.out()
	found, err := p.find(ctx, s, v, text, flags.limit.rows(p, out))
	if err != nil {
		return err
	}
	if name := oneLine(flags.save); name != "" {
		if err := p.saveSearch(ctx, s, name, text); err != nil {
			return err
		}
	}
	all := first(s.All(ctx, store.View{Within: found}), flags.limit.rows(p, out))
	printed, err := inBatches(all, func(articles []store.Article) error { return p.printHits(ctx, s, out, found, articles) })
	if err := finish(out, err); err != nil {
		return err
	}
	flags.limit.told(p, out, printed, "articles")
	return nil
}

// saveSearch keeps a query under a name, and tells what was there before.
func (p *program) saveSearch(ctx context.Context, s *store.Store, name, text string) error {
	searches, err := s.Searches(ctx)
	if err != nil {
		return err
	}
	instead := ""
	for _, saved := range searches {
		if saved.Name == name && saved.Query != text {
			instead = ", in place of " + titled(saved.Query)
		}
	}
	if err := s.SaveSearch(ctx, store.SavedSearch{Name: name, Query: text}); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "Saved as %s%s.\n", quote(name), instead)
	return nil
}

// withSaved puts a saved query before the words.
func withSaved(ctx context.Context, s *store.Store, name, words string) (string, error) {
	if name == "" {
		return words, nil
	}
	searches, err := s.Searches(ctx)
	if err != nil {
		return "", err
	}
	for _, saved := range searches {
		switch {
		case saved.Name != name:
			continue
		case words == "":
			return saved.Query, nil
		}
		return "(" + saved.Query + ") " + words, nil
	}
	return "", errors.New("no saved search is called " + quote(name) + "; `newsreader searches` lists them")
}
