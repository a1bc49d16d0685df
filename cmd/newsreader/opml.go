package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"newsreader/parse/opml"
	"newsreader/store"
	"newsreader/store/refresh"
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

// opmlJSON is what `opml import --json` prints.
type opmlJSON struct {
	Added    int           `json:"added"`
	Known    int           `json:"known"` // followed already
	Failed   int           `json:"failed"`
	Failures []failureJSON `json:"failures"`
}

// fails tells of a file, or of what is in it, that nothing could be made of.
func (r *opmlJSON) fails(p *program, file, why string) {
	r.Failed++
	r.Failures = append(r.Failures, failureJSON{File: file, Reason: why})
	fmt.Fprintf(p.stderr, "%s: %s\n", fileName(file), why)
}

func (p *program) importOPML(ctx context.Context, s *store.Store, args []string) error {
	with, err := withLogins(ctx, s)
	if err != nil {
		return err
	}
	report := opmlJSON{Failures: []failureJSON{}}
	var all []store.Subscription
	for source := range p.documents(args) {
		list, err := readOPML(source)
		if err != nil {
			report.fails(p, source.Name, oneLine(err.Error()))
			continue
		}
		for _, lost := range list.Problems {
			report.fails(p, source.Name, lost.Where+": "+oneLine(lost.Reason))
		}
		if more := list.Lost - len(list.Problems); more > 0 {
			report.Failed += more
			fmt.Fprintf(p.stderr, "%s: … and %s more\n", fileName(source.Name), number(more))
		}
		for _, f := range list.Subscriptions {
			if have := with[f.URL]; have != "" {
				f.URL = have
			}
			all = append(all, subscription(f))
		}
	}
	// All of them at once: one step to undo.
	if report.Added, _, err = s.AddFeeds(ctx, all); err != nil {
		return err
	}
	report.Known = len(all) - report.Added
	return p.printOPML(report)
}

func readOPML(source refresh.Source) (opml.List, error) {
	r, err := source.Open()
	if err != nil {
		return opml.List{}, err
	}
	defer r.Close()
	return opml.Parse(r, "", opml.Limits{})
}

// withLogins returns the feeds that have a name and a password in their URLs,
// by their addresses: a list that was exported from here has those.
func withLogins(ctx context.Context, s *store.Store) (map[string]string, error) {
	feeds, err := s.Feeds(ctx)
	with := map[string]string{}
	for _, f := range feeds {
		if f.Address() != f.URL {
			with[f.Address()] = f.URL
		}
	}
	return with, err
}

func (p *program) printOPML(r opmlJSON) (err error) {
	if p.flags.json {
		err = printJSON(p.stdout, r)
	} else {
		_, err = fmt.Fprintf(p.stdout, "%s added, %s followed already\n", plural(r.Added, "feed"), number(r.Known))
	}
	if err == nil && r.Failed > 0 {
		err = errReported
	}
	return err
}

// subscription is a feed of a list. It keeps the name that it has there, which
// is often one that its reader gave it.
func subscription(f opml.Subscription) store.Subscription {
	name := f.Title
	if strings.Contains(name, "://") { // an address, for want of a name
		name = ""
	}
	return store.Subscription{URL: f.URL, Name: name, Tags: f.Tags, Fetch: store.Fetch{
		Feed: store.Feed{Title: f.Title, Link: f.Site, Description: f.Description, Language: f.Language}}}
}

func (p *program) exportOPML(ctx context.Context, s *store.Store, args []string) error {
	feeds, err := s.Feeds(ctx)
	if err != nil {
		return err
	}
	list, bare, local := opml.List{Title: "newsreader"}, 0, 0
	for _, f := range feeds {
		if strings.HasPrefix(f.URL, "file:") {
			local++
			continue
		}
		if f.Address() != f.URL {
			bare++
		}
		list.Subscriptions = append(list.Subscriptions, opml.Subscription{URL: f.Address(), Title: f.Title(), Site: f.Fetch.Feed.Link,
			Description: f.Fetch.Feed.Description, Language: f.Fetch.Feed.Language, Tags: f.Tags})
	}
	var w io.WriteCloser = nopCloser{p.stdout}
	if len(args) == 1 && args[0] != "-" {
		if isStore(s, args[0]) {
			return fmt.Errorf("%s is the store itself", fileName(args[0]))
		}
		if w, err = os.Create(args[0]); err != nil {
			return err
		}
	}
	if local > 0 {
		fmt.Fprintf(p.stderr, "Left out %s of files on this computer.\n", plural(local, "feed"))
	}
	if bare > 0 {
		fmt.Fprintf(p.stderr, "Left out the name and the password of %s.\n", plural(bare, "feed"))
	}
	return errors.Join(opml.Write(w, list), w.Close())
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
