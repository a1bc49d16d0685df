package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsreader/store"
)

func relatedCommand(p *program) *cobra.Command {
	limit := 0
	c := &cobra.Command{
		Use:   "related ID…",
		Short: "Print what is related to articles, and why",
		Long: "Prints the articles that are related to those with the IDs: first the ones that the page\n" +
			"itself named, then others on the same story, then background, each with its reasons.\n" +
			"On a terminal, near-copies are one line under the article that they copy.",
		Example: "newsreader related 3f2a91\nnewsreader list --json | newsreader related --json --limit 10 -",
		Args:    needs("the ID of an article, as list prints it", true),
	}
	c.Flags().IntVar(&limit, "limit", 0, "print at most so many for each ID, 0 for all")
	p.does(c, p.withIDs(func(ctx context.Context, s *store.Store, args []string) error {
		if limit < 0 {
			return misused(c, "--limit can't be negative")
		}
		out := p.out()
		between := ""
		if out.width > 0 && !p.flags.json {
			between = "\n"
		}
		err := p.eachArg(ctx, s, out, args, between, func(out *output, arg string) error {
			id, err := s.Resolve(ctx, arg)
			if err != nil {
				return err
			}
			related, err := s.Related(ctx, id)
			if err != nil {
				return err
			}
			if p.flags.json {
				bestFirst(related)
			}
			if limit > 0 && len(related) > limit {
				related = related[:limit]
			}
			return p.printRelated(ctx, s, out, id, related)
		})
		return finish(out, err)
	}))
	return c
}

// bestFirst mixes what tells the same story and the background: programs want
// the best first, people want to be told which is which. What pages list stays
// in front.
func bestFirst(list []store.Related) {
	slices.SortStableFunc(list, func(a, b store.Related) int {
		if a.Tier == store.Listed || b.Tier == store.Listed {
			return cmp.Compare(a.Tier, b.Tier)
		}
		return cmp.Compare(b.Score, a.Score)
	})
}

// printRelated prints what is related to one article, all of it to programs.
func (p *program) printRelated(ctx context.Context, s *store.Store, out *output, id store.ID, related []store.Related) error {
	articles := make([]store.Article, len(related))
	for i, r := range related {
		articles[i] = r.Article
	}
	if p.flags.json {
		return eachWhole(ctx, s, articles, func(i int, a store.Article, t store.Text) error {
			return printJSON(out, toRelatedJSON(id, related[i], record(a, t)))
		})
	}
	rows, err := p.rows(ctx, s, articles)
	if err != nil {
		return err
	}
	if out.width == 0 {
		return relatedTabbed(out, id, related, rows)
	}
	subject, _, err := s.Article(ctx, id)
	if err != nil {
		return err
	}
	return relatedTiers(out, subject, related, rows)
}

// relatedTabbed prints rows that begin with the article asked about and the
// tier, and end with the reasons and the article whose near-copy they are.
func relatedTabbed(out *output, id store.ID, related []store.Related, rows []row) error {
	for i, r := range related {
		original := ""
		if r.CopyOf != 0 {
			original = r.CopyOf.String()
		}
		rows[i].before = []string{id.String(), r.Tier.String()}
		rows[i].after = []string{reasons(r), original}
	}
	return out.tabbed(rows)
}

// tierHeadings name the groups for people.
var tierHeadings = [...]string{
	store.Listed:     "Listed by the page",
	store.SameStory:  "Same story",
	store.Background: "Background",
}

// relatedTiers prints groups under headings, near-copies in a line under what
// they copy.
func relatedTiers(out *output, subject store.Article, related []store.Related, rows []row) error {
	fmt.Fprintln(out, out.bold(cut(oneLine(subject.Title), out.width, out.more())))
	shown, copies := foldCopies(subject.ID, related)
	out.under(copies[subject.ID])
	if len(related) == 0 {
		_, err := fmt.Fprintln(out, "Nothing related is known.")
		return err
	}
	c := columnsOf(rows)
	tier := store.Tier(0)
	for n, i := range shown {
		r := related[i]
		if n == 0 || tier != r.Tier {
			tier = r.Tier
			fmt.Fprintf(out, "\n%s\n", tierHeadings[min(tier, store.Background)])
		}
		if _, err := fmt.Fprintln(out, out.line(rows[i], c, "  ")); err != nil {
			return err
		}
		out.under(reasons(r))
		out.under(copies[r.ID])
	}
	return nil
}

// under prints a faint line below a row, nothing if there is nothing to say.
func (o *output) under(text string) {
	if text != "" {
		fmt.Fprintln(o, o.faint(cut("    "+text, o.width, o.more())))
	}
}

func reasons(r store.Related) string { return oneLine(strings.Join(r.Reasons, " · ")) }
