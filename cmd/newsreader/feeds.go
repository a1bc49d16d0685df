package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"newsreader/store"
)

func feedsCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "feeds",
		Short: "Print the feeds that you follow, and change them",
		Long: "Prints the feeds that you follow. In the commands below a FEED is its number in that list, its\n" +
			"address, or a part of its title that no other has. `newsreader undo` takes changes back.",
		Args: alone,
	}
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, _ []string) error {
		feeds, err := s.Feeds(ctx)
		if err != nil {
			return err
		}
		out := p.out()
		return finish(out, p.printFeeds(out, feeds))
	}))
	change := func(use, short string, n int, do func(f *store.Subscription, args []string)) {
		sub := &cobra.Command{Use: use, Short: short}
		sub.Args = func(c *cobra.Command, args []string) error {
			if len(args) < n {
				return misused(c, "usage: newsreader feeds "+use)
			}
			return nil
		}
		p.does(sub, p.withStore(func(ctx context.Context, s *store.Store, args []string) error {
			return p.changeFeeds(ctx, s, args[:1], func(f *store.Subscription) { do(f, args[1:]) })
		}))
		c.AddCommand(sub)
	}
	set := func(name, short string, do func(f *store.Subscription)) {
		sub := &cobra.Command{Use: name + " FEED…", Short: short, Args: needs("feeds", true)}
		p.does(sub, p.withStore(func(ctx context.Context, s *store.Store, args []string) error {
			return p.changeFeeds(ctx, s, args, do)
		}))
		c.AddCommand(sub)
	}
	change("rename FEED NAME", "Call a feed something else; \"\" for its own title", 2,
		func(f *store.Subscription, args []string) { f.Name = oneLine(strings.Join(args, " ")) })
	change("tag FEED [TAG…]", "Give a feed these tags, in place of those it had", 1,
		func(f *store.Subscription, args []string) { f.Tags = cleanTags(args) })
	set("pause", "Stop fetching feeds", func(f *store.Subscription) { f.Paused = true })
	set("resume", "Fetch paused feeds again", func(f *store.Subscription) { f.Paused = false })
	set("full-text", "Fetch the page of each article that a feed gives only the beginning of", func(f *store.Subscription) { f.FullText = true })
	set("no-full-text", "Take the articles as the feed gives them", func(f *store.Subscription) { f.FullText = false })
	remove := &cobra.Command{Use: "remove FEED…", Short: "Stop following feeds; their articles stay", Args: needs("the feeds to stop following", true)}
	p.does(remove, p.withStore(p.removeFeeds))
	c.AddCommand(remove)
	return c
}

func cleanTags(args []string) (tags []string) {
	for _, a := range args {
		for tag := range strings.SplitSeq(a, ",") {
			if tag = oneLine(tag); tag != "" && !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

func (p *program) changeFeeds(ctx context.Context, s *store.Store, names []string, do func(*store.Subscription)) error {
	ids, err := p.feedIDs(ctx, s, names)
	if err != nil {
		return err
	}
	change, err := s.ChangeFeeds(ctx, ids, do)
	if err != nil {
		return err
	}
	return p.printChanged(p.stdout, change)
}

func (p *program) removeFeeds(ctx context.Context, s *store.Store, args []string) error {
	ids, err := p.feedIDs(ctx, s, args)
	if err != nil {
		return err
	}
	change, err := s.RemoveFeeds(ctx, ids...)
	if err != nil {
		return err
	}
	return p.printChanged(p.stdout, change)
}

// feedIDs finds the feeds that arguments name; none mean all, which is nil.
func (p *program) feedIDs(ctx context.Context, s *store.Store, args []string) (ids []store.FeedID, err error) {
	if len(args) == 0 {
		return nil, nil
	}
	feeds, err := s.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	for _, arg := range args {
		id, err := findFeed(feeds, arg)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func findFeed(feeds []store.Subscription, name string) (store.FeedID, error) {
	n, err := strconv.Atoi(name)
	var part []store.Subscription
	for _, f := range feeds {
		if err == nil && f.ID == store.FeedID(n) || f.URL == name || f.Address() == name {
			return f.ID, nil
		}
		if strings.Contains(strings.ToLower(f.Title()), strings.ToLower(name)) {
			part = append(part, f)
		}
	}
	switch {
	case len(part) == 1:
		return part[0].ID, nil
	case len(part) == 0 || name == "":
		return 0, fmt.Errorf("%s: %w", quote(name), store.ErrNoFeed)
	}
	titles := make([]string, 0, len(part))
	for _, f := range part[:min(len(part), 5)] {
		titles = append(titles, fmt.Sprintf("%d %s", f.ID, oneLine(f.Title())))
	}
	return 0, errors.New(quote(name) + " fits more than one feed: " + strings.Join(titles, ", "))
}

// feedJSON is a feed as `feeds --json` prints it.
type feedJSON struct {
	ID        store.FeedID `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Name      string       `json:"name"`
	Site      string       `json:"site"`
	Tags      []string     `json:"tags"`
	Paused    bool         `json:"paused"`
	FullText  bool         `json:"full_text"`
	Articles  int          `json:"articles"`
	Unread    int          `json:"unread"`
	Added     string       `json:"added"`
	Tried     string       `json:"tried"`
	Succeeded string       `json:"succeeded"`
	Next      string       `json:"next"`
	Failures  int          `json:"failures"`
	Error     string       `json:"error"`
	Lost      string       `json:"lost"`
	Gone      bool         `json:"gone"`
	SameAs    store.FeedID `json:"same_as"` // another one with this address, 0 if none has it
}

func toFeedJSON(f store.Subscription) feedJSON {
	return feedJSON{ID: f.ID, URL: f.Address(), Title: oneLine(f.Title()), Name: f.Name, Site: f.Fetch.Feed.Link, Tags: append([]string{}, f.Tags...),
		Paused: f.Paused, FullText: f.FullText, Articles: f.Articles, Unread: f.Unread, Added: stamp(f.Added), Tried: stamp(f.Fetch.Tried),
		Succeeded: stamp(f.Fetch.Succeeded), Next: stamp(f.Fetch.Next), Failures: f.Fetch.Failures, Error: oneLine(f.Fetch.Error), Lost: oneLine(f.Fetch.Lost), Gone: f.Fetch.Gone, SameAs: f.Twin}
}

func (p *program) printFeeds(out *output, feeds []store.Subscription) error {
	if len(feeds) == 0 && !p.flags.json {
		fmt.Fprintln(p.stderr, followNone)
	}
	titles := 0
	for _, f := range feeds {
		titles = min(max(titles, len([]rune(oneLine(f.Title())))), 40)
	}
	for _, f := range feeds {
		var err error
		switch {
		case p.flags.json:
			err = printJSON(out, toFeedJSON(f))
		case out.width == 0:
			_, err = fmt.Fprintf(out, "%d\t%d\t%d\t%s\t%s\t%s\t%s\n", f.ID, f.Unread, f.Articles, oneLine(f.Title()),
				f.Address(), strings.Join(f.Tags, ","), p.feedState(f))
		default:
			line := fmt.Sprintf("%4d  %6s  ", f.ID, number(f.Unread)) + pad(cut(oneLine(f.Title()), titles, out.more()), titles) +
				"  " + out.faint(p.feedState(f)+"  "+strings.Join(f.Tags, ", "))
			_, err = fmt.Fprintln(out, cut(line, out.width, out.more()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// feedState says in words how a feed is doing.
func (p *program) feedState(f store.Subscription) string {
	state := p.fetchState(f)
	if f.Twin != 0 {
		state = fmt.Sprintf("the same feed as %d, fetched once for both; %s", f.Twin, state)
	}
	return state
}

func (p *program) fetchState(f store.Subscription) string {
	switch {
	case f.Paused:
		return "paused"
	case f.Fetch.Gone:
		return "gone: " + oneLine(f.Fetch.Error)
	case f.Fetch.Error != "":
		return oneLine(f.Fetch.Error)
	case f.Fetch.Succeeded.IsZero():
		return "never fetched"
	}
	fetched := "fetched " + f.Fetch.Succeeded.In(p.now().Location()).Format("2006-01-02 15:04")
	if f.Fetch.Lost != "" {
		fetched += ", in part: " + oneLine(f.Fetch.Lost)
	}
	return fetched
}
