package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"newsreader/store"
)

func markCommand(p *program) *cobra.Command {
	var query string
	var all bool
	c := &cobra.Command{
		Use:   "mark (read|unread|star|unstar) (ID…|--query QUERY|--all)",
		Short: "Mark articles read or unread, star them or take the star away",
		Long: "Marks articles: those with the IDs, those that a query finds, or all. Each run is one step of\n" +
			"undo. The ID of a story, such as s12, stands for all its articles to mark them read or take\n" +
			"stars away, and for its best one to mark it unread or star it. With - they come from the\n" +
			"standard input: the first word of each line. `newsreader search --help` tells what a query\n" +
			"can say.",
		Example:   "newsreader mark read 3f2a91 s12\nnewsreader mark star --query 'title:\"north korea\" newer:1w'\nnewsreader list newer:1d | grep -i football | newsreader mark read -\nnewsreader mark read --all",
		ValidArgs: []string{"read", "unread", "star", "unstar"},
	}
	c.Flags().StringVar(&query, "query", "", "mark what this query finds")
	c.Flags().BoolVar(&all, "all", false, "mark all articles")
	p.does(c, func(ctx context.Context, args []string) error {
		query = strings.TrimSpace(query)
		if len(args) == 0 {
			return misused(c, "say what to do: read, unread, star or unstar")
		}
		action, ok := actionNamed(args[0])
		ids := args[1:]
		switch {
		case !ok:
			return misused(c, quote(args[0])+" is not one of read, unread, star, unstar")
		case count(len(ids) > 0, c.Flags().Changed("query"), all) != 1:
			return misused(c, "say which articles: IDs, --query QUERY or --all")
		case c.Flags().Changed("query") && asksNothing(query):
			return misused(c, "--query asks for nothing; --all marks all")
		}
		s, err := p.store()
		if err != nil {
			return err
		}
		if len(ids) > 0 {
			if ids, err = p.ids(ids); err != nil {
				return err
			}
			return p.markIDs(ctx, s, action, ids)
		}
		return p.markView(ctx, s, action, query)
	})
	return c
}

// count returns how many of the conditions hold.
func count(conditions ...bool) int {
	n := 0
	for _, c := range conditions {
		if c {
			n++
		}
	}
	return n
}

// actionNamed returns the action that `mark` calls so.
func actionNamed(name string) (store.Action, bool) {
	for _, known := range actions {
		if known.name == name && known.action <= store.Unstar {
			return known.action, true
		}
	}
	return 0, false
}

// markIDs marks the articles that can be found, as one step of undo.
func (p *program) markIDs(ctx context.Context, s *store.Store, action store.Action, args []string) error {
	found, failure := p.resolve(ctx, s, args, func(arg string) ([]store.ID, error) { return marked(ctx, s, action, arg) })
	if len(found) == 0 && failure != nil {
		return failure
	}
	change, err := s.Mark(ctx, action, found...)
	if err == nil {
		err = p.printMarked(action, change, soAlready)
	}
	if err != nil {
		return err
	}
	return failure
}

// marked returns the articles that an argument names. Of a story, what takes
// attention away concerns all articles; marking it unread or starring it
// concerns its best one alone, as in the reader.
func marked(ctx context.Context, s *store.Store, action store.Action, arg string) ([]store.ID, error) {
	story, err := store.ParseStoryID(arg)
	if err != nil {
		id, err := s.Resolve(ctx, arg)
		return []store.ID{id}, err
	}
	if action == store.MarkUnread || action == store.Star {
		whole, _, err := s.Story(ctx, story)
		return []store.ID{whole.Lead.ID}, err
	}
	articles, err := s.StoryArticles(ctx, story)
	if err != nil {
		return nil, err
	}
	return articles[0], nil
}

// markView marks what a query finds; the empty query finds all.
func (p *program) markView(ctx context.Context, s *store.Store, action store.Action, query string) error {
	var v store.View
	nothing := soAlready
	if query != "" {
		found, err := p.find(ctx, s, v, query, 0)
		if err != nil {
			return err
		}
		if v.Within = found; found.Len() == 0 {
			nothing = "no articles were found"
		}
	}
	change, err := s.MarkView(ctx, action, v)
	if err != nil {
		return err
	}
	return p.printMarked(action, change, nothing)
}

// soAlready is why marking articles changes nothing.
const soAlready = "it is so already"

// printMarked says what was changed, or why nothing was. What was so before is
// not counted.
func (p *program) printMarked(action store.Action, c store.Change, nothing string) error {
	if p.flags.json {
		c.Action = action
		return printJSON(p.stdout, toChangeJSON(c))
	}
	text := "Nothing to change: " + nothing + ".\n"
	if c.Count > 0 {
		text = capital(describe(c)) + ". `newsreader undo` takes it back.\n"
	}
	_, err := fmt.Fprint(p.stdout, text)
	return err
}
