package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"newsreader/store"
	"newsreader/store/refresh"
)

func addCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "add URL…",
		Short: "Follow feeds",
		Long: "Follows what is at an address: a feed, or a site that names its feed. A file or a folder on\n" +
			"this computer can be followed as well. What is there now is fetched at once.",
		Example: "newsreader add example.org\nnewsreader add https://example.org/feed.xml ~/saved-pages",
		Args:    needs("the address of a feed or a site", true),
	}
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, args []string) error {
		g, err := p.fetcher()
		if err != nil {
			return err
		}
		var failed error
		for _, typed := range args {
			if err := p.add(ctx, s, g, typed); err != nil {
				fmt.Fprintln(p.stderr, p.notAdded(typed, err))
				failed = errReported
			}
		}
		return failed
	}))
	return c
}

// notAdded says why an address was not added, and names it once.
func (p *program) notAdded(typed string, err error) string {
	if !strings.Contains(typed, "://") {
		typed = strings.TrimPrefix(store.Bare("https://"+typed), "https://") // it may hold a password, too
	}
	name, why := fileName(strings.TrimPrefix(store.Bare(typed), "file://")), p.explain(err)
	if strings.Contains(why, name) {
		return why
	}
	return name + ": " + why
}

func (p *program) add(ctx context.Context, s *store.Store, g refresh.Getter, typed string) error {
	f, err := refresh.Add(ctx, s, g, p.address(typed), p.feedOptions())
	already := errors.Is(err, store.ErrAlreadyAdded)
	if err != nil && !already {
		return err
	}
	if p.flags.json {
		return printJSON(p.stdout, toFeedJSON(f))
	}
	if f.Fetch.Lost != "" && !already {
		fmt.Fprintf(p.stderr, "%s: read in part: %s\n", oneLine(f.Title()), oneLine(f.Fetch.Lost))
	}
	verb := "Added"
	if already {
		verb = "Followed already:"
	}
	_, err = fmt.Fprintf(p.stdout, "%s %s, %s.\n", verb, oneLine(f.Title()), plural(f.Articles, "article"))
	return err
}
