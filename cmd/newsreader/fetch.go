package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"newsreader/store"
	"newsreader/store/refresh"
)

func fetchCommand(p *program) *cobra.Command {
	force := false
	c := &cobra.Command{
		Use:   "fetch [FEED…]",
		Short: "Fetch the feeds that you follow",
		Long: "Fetches all feeds that are due, or those of the given ones that are. A feed is not due before\n" +
			"the time that its server asks for, and for a while after it failed. Where no person looks on,\n" +
			"as in cron, it prints only what failed, what of a feed couldn't be read, and why a given feed\n" +
			"wasn't fetched.",
		Example: "newsreader fetch\n*/30 * * * * newsreader fetch",
	}
	c.Flags().BoolVar(&force, "force", false, "also those that are not due, paused or gone")
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, args []string) error {
		only, err := p.feedIDs(ctx, s, args)
		if err != nil {
			return err
		}
		return p.fetch(ctx, s, only, force)
	}))
	return c
}

func (p *program) fetch(ctx context.Context, s *store.Store, only []store.FeedID, force bool) error {
	g, err := p.fetcher()
	if err != nil {
		return err
	}
	progress := p.newProgress()
	o := p.feedOptions()
	o.Force = force
	o.Progress = func(r refresh.FeedReport) { progress.show(fetchLine(r)) }
	report, err := refresh.Feeds(ctx, s, g, only, o)
	progress.clear()
	if err == nil {
		p.exchangeAlong(ctx, s, false)
	}
	for _, f := range report.Failures {
		fmt.Fprintf(p.stderr, "%s: %s\n", oneLine(f.File), oneLine(f.Reason))
	}
	for _, f := range report.Losses {
		fmt.Fprintf(p.stderr, "%s: read in part: %s\n", oneLine(f.File), oneLine(f.Reason))
	}
	for _, f := range report.Held {
		fmt.Fprintf(p.stderr, "%s: %s\n", oneLine(f.Title()), p.held(f))
	}
	printed := p.printFetched(report)
	switch {
	case err != nil:
		return err
	case report.Stopped:
		fmt.Fprintln(p.stderr, "newsreader: stopped before the end; what came in is stored")
		return errReported
	case report.Failed > 0 && printed == nil:
		return errReported
	}
	return printed
}

// held says why a feed that was asked for isn't fetched.
func (p *program) held(f store.Subscription) string {
	next := f.Fetch.Next.In(p.now().Location()).Format("2006-01-02 15:04")
	why := "it asks to be left alone until " + next
	switch {
	case f.Paused:
		why = "it is paused"
	case f.Fetch.Gone:
		why = "it is gone: " + oneLine(f.Fetch.Error)
	case f.Fetch.Error != "":
		why = "it failed and is tried again from " + next + " on: " + oneLine(f.Fetch.Error)
	}
	return "not fetched: " + why + "; --force fetches it now"
}

// followNone tells who has no feeds how to get one.
const followNone = "You follow no feeds. newsreader add URL follows one."

// fetchLine tells how far a fetch is: "12/40 feeds, 3 failed, 55 new articles".
func fetchLine(r refresh.FeedReport) string {
	line := fmt.Sprintf("%d/%s", r.Done, plural(r.Total, "feed"))
	if r.Failed > 0 {
		line += fmt.Sprintf(", %d failed", r.Failed)
	}
	return line + ", " + plural(r.Added, "new article")
}

// fetchJSON is what `fetch --json` prints.
type fetchJSON struct {
	Feeds     int           `json:"feeds"`
	Unchanged int           `json:"unchanged"`
	Waiting   int           `json:"waiting"`
	Failed    int           `json:"failed"`
	Added     int           `json:"added"`
	Updated   int           `json:"updated"`
	Failures  []failureJSON `json:"failures"`
	Losses    []failureJSON `json:"losses"`
	Stopped   bool          `json:"stopped"`
	Held      []failureJSON `json:"held"` // feeds that were asked for and are not due
}

func toFailuresJSON(list []refresh.Failure) []failureJSON {
	out := []failureJSON{}
	for _, f := range list {
		out = append(out, failureJSON{File: oneLine(f.File), Reason: oneLine(f.Reason)})
	}
	return out
}

func (p *program) printFetched(r refresh.FeedReport) error {
	if p.flags.json {
		out := fetchJSON{Feeds: r.Done, Unchanged: r.Unchanged, Waiting: r.Waiting, Failed: r.Failed, Added: r.Added, Updated: r.Updated,
			Failures: toFailuresJSON(r.Failures), Losses: toFailuresJSON(r.Losses), Held: []failureJSON{}, Stopped: r.Stopped}
		for _, f := range r.Held {
			out.Held = append(out.Held, failureJSON{File: oneLine(f.Title()), Reason: p.held(f)})
		}
		return printJSON(p.stdout, out)
	}
	if _, person := p.terminal(p.stdout); !person {
		return nil
	}
	if r.Total+r.Waiting == 0 {
		fmt.Fprintln(p.stderr, followNone)
		return nil
	}
	line := fetchLine(r)
	if r.Waiting > 0 {
		line += fmt.Sprintf(", %d not due", r.Waiting)
	}
	_, err := fmt.Fprintln(p.stdout, line)
	return err
}
