package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newsreader/store"
)

// storiesFlags choose stories.
type storiesFlags struct {
	unread, followed, catchUp bool
	limit                     limitFlag
}

func storiesCommand(p *program) *cobra.Command {
	flags := new(storiesFlags)
	c := &cobra.Command{
		Use:   "stories",
		Short: "Print stories, those with the newest articles first",
		Long: "Prints stories: what several articles tell of one event is one line. `newsreader story ID`\n" +
			"prints the articles of one. With --catch-up it prints what happened since you last left the\n" +
			"reader, the stories that most sources tell first.",
		Example: "newsreader stories --unread --limit 20\nnewsreader stories --catch-up",
		Args: func(c *cobra.Command, args []string) error {
			if flags.catchUp && (flags.unread || flags.followed) {
				return misused(c, "--catch-up goes with neither --unread nor --followed")
			}
			if err := flags.limit.check(c); err != nil {
				return err
			}
			return alone(c, args)
		},
	}
	c.Flags().BoolVar(&flags.unread, "unread", false, "only stories with unread articles")
	c.Flags().BoolVar(&flags.followed, "followed", false, "only stories that you follow")
	c.Flags().BoolVar(&flags.catchUp, "catch-up", false, "what happened since you last left the reader")
	flags.limit.add(c, "stories")
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, _ []string) error {
		return p.stories(ctx, s, flags)
	}))
	return c
}

func (p *program) stories(ctx context.Context, s *store.Store, flags *storiesFlags) error {
	v, err := flags.view(ctx, s)
	if err != nil {
		return err
	}
	all := s.All(ctx, v)
	print := p.printStoryRows
	if p.flags.json {
		print = p.printStoryRecords
	}
	out := p.out()
	printed, err := inBatches(first(all, flags.limit.rows(p, out)), func(leads []store.Article) error {
		return print(ctx, s, out, leads)
	})
	if err := finish(out, err); err != nil {
		return err
	}
	flags.limit.told(p, out, printed, "stories")
	return nil
}

// view returns the view that the flags ask for.
func (f *storiesFlags) view(ctx context.Context, s *store.Store) (store.View, error) {
	v := store.View{Stories: true}
	switch {
	case f.catchUp:
		since, err := s.LastVisit(ctx)
		if err != nil {
			return v, err
		}
		v.Within, err = s.CatchUp(ctx, since)
		return v, err
	case f.followed:
		var err error
		v.Within, err = s.Followed(ctx, f.unread)
		return v, err
	case f.unread:
		v.Filter = store.Unread
	}
	return v, nil
}

// printStoryRows prints stories as list prints articles: with the time of
// the newest one, and who told it.
func (p *program) printStoryRows(_ context.Context, _ *store.Store, out *output, leads []store.Article) error {
	rows := make([]row, len(leads))
	for i, lead := range leads {
		st := lead.StoryRow
		rows[i] = row{
			id: st.ID.String(), time: published(st.Last, p.now().Location()),
			source: oneLine(strings.Join(st.Sources, ", ")), title: oneLine(lead.Title),
			unread: st.Unread > 0, starred: st.Starred > 0,
			after: []string{number(st.Articles), number(st.Unread), storyFlags(st)},
		}
		if out.width > 0 && len(st.Sources) > 1 {
			rows[i].source = moreThan(st.Sources)
		}
	}
	if out.width == 0 {
		return out.tabbed(rows)
	}
	return out.aligned(rows)
}

// moreThan names the first of several sources and how many more there are.
func moreThan(sources []string) string {
	more := " +" + number(len(sources)-1)
	return cut(oneLine(sources[0]), sourceCells-len(more), "") + more
}

// storyFlags says what was done with a story.
func storyFlags(st *store.Story) string {
	var flags []string
	if st.Followed {
		flags = append(flags, "followed")
	}
	if st.Muted {
		flags = append(flags, "muted")
	}
	return strings.Join(flags, ",")
}

// storyJSON is a story as `stories --json` prints it.
type storyJSON struct {
	Story    string   `json:"story"`
	Title    string   `json:"title"`
	Sources  []string `json:"sources"`
	Articles []string `json:"articles"`
	First    string   `json:"first"`
	Last     string   `json:"last"`
}

// printStoryRecords prints stories as JSON lines, with the IDs of their
// articles.
func (p *program) printStoryRecords(ctx context.Context, s *store.Store, out *output, leads []store.Article) error {
	ids := make([]store.StoryID, len(leads))
	for i, lead := range leads {
		ids[i] = lead.StoryRow.ID
	}
	articles, err := s.StoryArticles(ctx, ids...)
	if err != nil {
		return err
	}
	for i, lead := range leads {
		st := lead.StoryRow
		line := storyJSON{
			Story: st.ID.String(), Title: lead.Title, Sources: append([]string{}, st.Sources...),
			Articles: make([]string, len(articles[i])), First: stamp(st.First.At), Last: stamp(st.Last.At),
		}
		for j, id := range articles[i] {
			line.Articles[j] = id.String()
		}
		if err := printJSON(out, line); err != nil {
			return err
		}
	}
	return nil
}

// stamp writes a time as JSON has it, "" if it is not known.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
