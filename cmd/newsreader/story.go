package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"newsreader/store"
)

// storyWanted is what the arguments of the commands on stories are.
const storyWanted = "the ID of a story, such as s12, or of an article in it"

func storyCommand(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "story ID…",
		Short: "Print stories: who told them, in order of time; and change them",
		Long: "Prints the articles of stories, oldest first, and which of them copy another. An ID is that of\n" +
			"a story, such as s12, or of an article in it. The program finds stories by itself; the commands\n" +
			"below change them, for good. `newsreader undo` takes such a change back.",
		Example: "newsreader story s12\nnewsreader story follow s12\nnewsreader story join s12 3f2a91",
		Args:    needs(storyWanted, true),
	}
	p.does(c, p.withIDs(func(ctx context.Context, s *store.Store, args []string) error {
		out := p.out()
		between := ""
		if out.width > 0 && !p.flags.json {
			between = "\n"
		}
		err := p.eachArg(ctx, s, out, args, between, func(out *output, arg string) error {
			id, err := storyNamed(ctx, s, arg)
			if err != nil {
				return err
			}
			story, articles, err := s.Story(ctx, id)
			if err != nil {
				return err
			}
			return p.printStory(ctx, s, out, story, articles)
		})
		return finish(out, err)
	}))
	p.addStoryChanges(c)
	return c
}

// storyNamed returns the story that an argument names: by its own ID, or by
// that of an article in it.
func storyNamed(ctx context.Context, s *store.Store, arg string) (store.StoryID, error) {
	if id, err := store.ParseStoryID(arg); err == nil {
		return id, nil
	}
	id, err := s.Resolve(ctx, arg)
	if err != nil {
		return 0, err
	}
	a, _, err := s.Article(ctx, id)
	return a.Story, err
}

// printStory prints the articles of a story: as list prints them, and to
// people with what a story tells of them.
func (p *program) printStory(ctx context.Context, s *store.Store, out *output, story store.Story, members []store.StoryArticle) error {
	articles := make([]store.Article, len(members))
	for i, m := range members {
		articles[i] = m.Article
	}
	if p.flags.json {
		return p.printRecords(ctx, s, out, articles)
	}
	rows, err := p.rows(ctx, s, articles)
	if err != nil {
		return err
	}
	notes := storyNotes(story, members, rows)
	if out.width == 0 {
		for i := range rows {
			rows[i].before, rows[i].after = []string{story.ID.String()}, []string{notes[i]}
		}
		return out.tabbed(rows)
	}
	fmt.Fprintln(out, out.bold(cut(oneLine(story.Lead.Title), out.width, out.more())))
	fmt.Fprintln(out, out.faint(cut(story.ID.String()+" · "+aboutStory(story), out.width, out.more())))
	fmt.Fprintln(out)
	c := columnsOf(rows)
	for i, r := range rows {
		if _, err := fmt.Fprintln(out, out.line(r, c, "  ")); err != nil {
			return err
		}
		out.under(notes[i])
	}
	return nil
}

// storyNotes says of each article what place it has in its story.
func storyNotes(story store.Story, members []store.StoryArticle, rows []row) []string {
	short := map[store.ID]string{}
	for i, m := range members {
		short[m.ID] = rows[i].id
	}
	notes := make([]string, len(members))
	for i, m := range members {
		var said []string
		if i == 0 && len(members) > 1 && story.First.Basis != store.Imported {
			said = append(said, "told it first")
		}
		if m.CopyOf != 0 {
			said = append(said, "copy of "+short[m.CopyOf])
		}
		if m.New {
			said = append(said, "new since you read of it")
		}
		notes[i] = strings.Join(said, " · ")
	}
	return notes
}

// aboutStory says how much a story holds and what was done with it.
func aboutStory(s store.Story) string {
	said := []string{plural(s.Articles, "article")}
	if len(s.Sources) > 1 {
		said = append(said, plural(len(s.Sources), "source"))
	}
	if s.Unread > 0 && s.Unread < s.Articles {
		said = append(said, number(s.Unread)+" unread")
	}
	if s.Followed {
		said = append(said, "followed")
	}
	if s.Muted {
		said = append(said, "muted")
	}
	if s.MutedNew > 0 {
		said = append(said, number(s.MutedNew)+" came in since")
	}
	return strings.Join(said, " · ")
}
