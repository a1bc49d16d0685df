package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"newsreader/parse/clean"
	"newsreader/store"
	"newsreader/ui/render"
)

// measure is how wide text is set: longer lines are hard to follow.
const measure = 80

// betweenArticles divides articles; in Markdown it is a rule.
const betweenArticles = "\n---\n\n"

func showCommand(p *program) *cobra.Command {
	changes := false
	c := &cobra.Command{
		Use:   "show ID…",
		Short: "Print articles as text",
		Long: "Prints articles, typeset on a terminal and as Markdown in a pipe. An ID is what\n" +
			"list prints, or as much of it as is unique; - reads IDs from the standard input. Showing an article doesn't\n" +
			"mark it read.",
		Example: "newsreader show 3f2a91\nnewsreader show --changes 3f2a91\nnewsreader show 3f2a91 07bb12 > articles.md",
		Args:    needs("the ID of an article, as list prints it", true),
	}
	c.Flags().BoolVar(&changes, "changes", false, "print what the publisher changed last, instead of the text")
	p.does(c, p.withIDs(func(ctx context.Context, s *store.Store, args []string) error {
		out := p.out()
		between := betweenArticles
		if p.flags.json {
			between = ""
		}
		err := p.eachArg(ctx, s, out, args, between, func(out *output, arg string) error {
			id, err := s.Resolve(ctx, arg)
			if err != nil {
				return err
			}
			a, text, err := s.Article(ctx, id)
			if err != nil {
				return err
			}
			if changes {
				return p.showChanges(ctx, s, out, a, text)
			}
			return p.showArticle(ctx, out, a, text)
		})
		return finish(out, err)
	}))
	return c
}

func (p *program) showArticle(ctx context.Context, out *output, a store.Article, text store.Text) error {
	switch {
	case p.flags.json:
		return printJSON(out, record(a, text))
	case out.width == 0:
		return p.showMarkdown(out, a, text)
	}
	return p.showTypeset(ctx, out, a, text)
}

// revisedJSON is an article as `show --changes --json` prints it.
type revisedJSON struct {
	articleJSON
	Changes string `json:"changes"` // Markdown, "" if the words are as they were
}

// showChanges prints what a publisher changed in an article.
func (p *program) showChanges(ctx context.Context, s *store.Store, out *output, a store.Article, text store.Text) error {
	changes, changed, err := s.Revised(ctx, a.ID)
	if err != nil {
		return err
	}
	if p.flags.json {
		return printJSON(out, revisedJSON{record(a, text), changes})
	}
	switch {
	case !changed:
		text.Content = "*It is as it was taken in.*"
	case changes == "":
		text.Content = "*Its words are the same: links, pictures or how they are set changed.*"
	default:
		text.Content = changes
	}
	return p.showArticle(ctx, out, a, text)
}

// showMarkdown prints an article for other programs.
func (p *program) showMarkdown(out *output, a store.Article, text store.Text) error {
	fmt.Fprintf(out, "# %s\n\n", oneLine(a.Title))
	for _, line := range p.about(a, text) {
		fmt.Fprintf(out, "%s  \n", line) // two blanks: a line break in Markdown
	}
	_, err := fmt.Fprintf(out, "\n%s\n", strings.TrimSpace(clean.Text(text.Content)))
	return err
}

// showTypeset prints an article for people, as the reader would.
func (p *program) showTypeset(ctx context.Context, out *output, a store.Article, text store.Text) error {
	width := min(measure, out.width)
	options := render.Options{Width: width, ASCII: out.ascii, Palette: render.Palette{Plain: true}}
	page, err := render.Full(ctx, clean.Text(text.Content), options)
	if err != nil {
		return err
	}
	for line := range strings.SplitSeq(ansi.Wrap(oneLine(a.Title), width, ""), "\n") {
		fmt.Fprintln(out, out.bold(line))
	}
	for _, line := range p.about(a, text) {
		fmt.Fprintln(out, out.faint(cut(line, out.width, out.more())))
	}
	fmt.Fprintln(out)
	for _, line := range page.Lines {
		if out.plain {
			line = ansi.Strip(line)
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return nil
}

// about returns the lines between title and text.
func (p *program) about(a store.Article, text store.Text) []string {
	var byline []string
	for _, s := range []string{oneLine(a.Source), oneLine(text.Author), dated(a.Published, p.now().Location())} {
		if s != "" {
			byline = append(byline, s)
		}
	}
	var lines []string
	if len(byline) > 0 {
		lines = append(lines, strings.Join(byline, " - "))
	}
	if text.URL != "" {
		lines = append(lines, oneLine(text.URL))
	}
	if len(a.Tags) > 0 {
		lines = append(lines, "Tags: "+oneLine(strings.Join(a.Tags, ", ")))
	}
	if a.StorySize > 1 {
		lines = append(lines, "Story: "+a.Story.String()+", "+plural(a.StorySize, "article"))
	}
	return lines
}
