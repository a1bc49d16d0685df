package main

import (
	"context"
	"fmt"
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
			"itself named, then others on the same story, then background, each with its reasons.",
		Example: "newsreader related 3f2a91",
		Args:    needs("the ID of an article, as list prints it", true),
	}
	c.Flags().IntVar(&limit, "limit", 0, "print at most so many for each ID, 0 for all")
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, args []string) error {
		if limit < 0 {
			return misused(c, "--limit can't be negative")
		}
		out := p.out()
		asked := 0
		err := p.eachID(ctx, s, args, func(id store.ID) error {
			related, err := s.Related(ctx, id)
			if err != nil {
				return err
			}
			if limit > 0 && len(related) > limit {
				related = related[:limit]
			}
			if p.flags.json {
				return p.relatedJSON(ctx, s, out, id, related)
			}
			if asked++; asked > 1 && out.width > 0 {
				fmt.Fprintln(out)
			}
			return p.relatedText(ctx, s, out, id, related)
		})
		return finish(out, err)
	}))
	return c
}

// tierHeadings name the groups for people.
var tierHeadings = [...]string{
	store.Listed:     "Listed by the page",
	store.SameStory:  "Same story",
	store.Background: "Background",
}

// relatedText prints groups under headings on a terminal, and in a pipe rows
// that begin with the article asked about and the tier, and end with the
// reasons.
func (p *program) relatedText(ctx context.Context, s *store.Store, out *output, id store.ID, related []store.Related) error {
	articles := make([]store.Article, len(related))
	for i, r := range related {
		articles[i] = r.Article
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
	fmt.Fprintln(out, out.bold(cut(oneLine(subject.Title), out.width, out.more())))
	if len(related) == 0 {
		_, err := fmt.Fprintln(out, "Nothing related is known.")
		return err
	}
	c := columnsOf(rows)
	for i, r := range related {
		if i == 0 || related[i-1].Tier != r.Tier {
			fmt.Fprintf(out, "\n%s\n", tierHeadings[min(r.Tier, store.Background)])
		}
		if _, err := fmt.Fprintln(out, out.line(rows[i], c, "  ")); err != nil {
			return err
		}
		if why := reasons(r); why != "" {
			fmt.Fprintln(out, out.faint(cut("    "+why, out.width, out.more())))
		}
	}
	return nil
}

func relatedTabbed(out *output, id store.ID, related []store.Related, rows []row) error {
	for i, r := range rows {
		fmt.Fprintf(out, "%s\t%s\t", id, related[i].Tier)
		r.title += "\t" + reasons(related[i])
		if err := out.tabbed([]row{r}); err != nil {
			return err
		}
	}
	return nil
}

func reasons(r store.Related) string { return oneLine(strings.Join(r.Reasons, " · ")) }
