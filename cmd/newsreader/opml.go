package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"newsreader/parse/opml"
	"newsreader/store"
)

func opmlCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "opml",
		Short: "Exchange lists of feeds with other readers",
		Args:  alone,
	}
	take := &cobra.Command{
		Use:     "import FILE…",
		Short:   "Follow the feeds of OPML files; folders become tags",
		Example: "newsreader opml import feeds.opml && newsreader fetch",
		Args:    needs("OPML files or -", true),
	}
	p.does(take, p.withStore(p.importOPML))
	give := &cobra.Command{
		Use:     "export [FILE]",
		Short:   "Write the feeds that you follow as OPML",
		Example: "newsreader opml export > feeds.opml",
	}
	give.Args = func(c *cobra.Command, args []string) error {
		if len(args) > 1 {
			return misused(c, "export takes one file")
		}
		return nil
	}
	p.does(give, p.withStore(p.exportOPML))
	p.does(c, func(context.Context, []string) error { return misused(c, "opml needs import or export") })
	c.AddCommand(take, give)
	return c
}

func (p *program) importOPML(ctx context.Context, s *store.Store, args []string) error {
	added, known := 0, 0
	var failed error
	for source := range p.documents(args) {
		list, err := func() (opml.List, error) {
			r, err := source.Open()
			if err != nil {
				return opml.List{}, err
			}
			defer r.Close()
			return opml.Parse(r, "", opml.Limits{})
		}()
		if err != nil {
			fmt.Fprintf(p.stderr, "%s: %s\n", fileName(source.Name), oneLine(err.Error()))
			failed = errReported
			continue
		}
		for _, lost := range list.Problems {
			fmt.Fprintf(p.stderr, "%s: %s: %s\n", fileName(source.Name), lost.Where, oneLine(lost.Reason))
		}
		for _, f := range list.Subscriptions {
			switch err := p.follow(ctx, s, f); {
			case errors.Is(err, store.ErrAlreadyAdded):
				known++
			case err != nil:
				return err
			default:
				added++
			}
		}
	}
	_, err := fmt.Fprintf(p.stdout, "%s added, %s followed already\n", plural(added, "feed"), number(known))
	return errors.Join(err, failed)
}

// follow adds a feed of a list. One that is there gets the list's tags.
func (p *program) follow(ctx context.Context, s *store.Store, f opml.Subscription) error {
	have, _, err := s.AddFeed(ctx, store.Subscription{URL: f.URL, Tags: f.Tags, Fetch: store.Fetch{
		Feed: store.Feed{Title: f.Title, Link: f.Site, Description: f.Description, Language: f.Language}}})
	if !errors.Is(err, store.ErrAlreadyAdded) {
		return err
	}
	_, changeErr := s.ChangeFeed(ctx, have.ID, func(to *store.Subscription) {
		for _, tag := range f.Tags {
			if !slices.Contains(to.Tags, tag) {
				to.Tags = append(to.Tags, tag)
			}
		}
	})
	return errors.Join(err, changeErr)
}

func (p *program) exportOPML(ctx context.Context, s *store.Store, args []string) error {
	feeds, err := s.Feeds(ctx)
	if err != nil {
		return err
	}
	list := opml.List{Title: "newsreader"}
	for _, f := range feeds {
		list.Subscriptions = append(list.Subscriptions, opml.Subscription{URL: f.URL, Title: f.Title(), Site: f.Fetch.Feed.Link,
			Description: f.Fetch.Feed.Description, Language: f.Fetch.Feed.Language, Tags: f.Tags})
	}
	var w io.WriteCloser = nopCloser{p.stdout}
	if len(args) == 1 && args[0] != "-" {
		if w, err = os.Create(args[0]); err != nil {
			return err
		}
	}
	return errors.Join(opml.Write(w, list), w.Close())
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
