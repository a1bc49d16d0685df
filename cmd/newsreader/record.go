package main

import (
	"context"
	"time"

	"newsreader/store"
)

// articleJSON is an article as list, search, show and related print it: what
// parse --json prints, less the document it came from, and with its state.
type articleJSON struct {
	Feed           feedJSON `json:"feed"`
	ID             string   `json:"id"`
	URL            string   `json:"url"`
	Title          string   `json:"title"`
	Author         string   `json:"author"`
	Source         string   `json:"source"`
	Published      string   `json:"published"`
	PublishedBasis string   `json:"published_basis"`
	Updated        string   `json:"updated"`
	Summary        string   `json:"summary"`
	Content        string   `json:"content"`
	Tags           []string `json:"tags"`
	Related        []string `json:"related"`
	Read           bool     `json:"read"`
	Starred        bool     `json:"starred"`
	Story          string   `json:"story"`
	StorySize      int      `json:"story_size"`
}

type feedJSON struct {
	Title       string `json:"title"`
	Link        string `json:"link"`
	Description string `json:"description"`
	Language    string `json:"language"`
}

// record makes an article ready for printing as JSON.
func record(a store.Article, t store.Text) articleJSON {
	out := articleJSON{
		Feed: feedJSON(t.Feed), ID: a.ID.String(), URL: t.URL, Title: a.Title, Author: t.Author, Source: a.Source,
		Published: instant(a.Published.At), PublishedBasis: basisName(a.Published.Basis), Updated: instant(t.Updated),
		Summary: t.Summary, Content: t.Content, Tags: append([]string{}, a.Tags...), Related: []string{},
		Read: a.Read, Starred: a.Starred, StorySize: 1,
	}
	for _, id := range t.Listed {
		out.Related = append(out.Related, id.String())
	}
	return out
}

// instant writes a time as JSON output does: "" if it is not known.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func basisName(b store.Basis) string {
	return [...]string{"imported", "inferred", "relative", "stated"}[min(b, store.Stated)]
}

// relatedJSON is an article beside another one.
type relatedJSON struct {
	articleJSON
	For     string   `json:"for"` // the article asked about
	Tier    string   `json:"tier"`
	Score   float64  `json:"score"`
	Reasons []string `json:"reasons"`
	CopyOf  string   `json:"copy_of,omitempty"`
}

func (p *program) relatedJSON(ctx context.Context, s *store.Store, out *output, id store.ID, related []store.Related) error {
	for _, r := range related {
		a, text, err := s.Article(ctx, r.ID)
		if err != nil {
			return err
		}
		line := relatedJSON{
			articleJSON: record(a, text), For: id.String(), Tier: r.Tier.String(),
			Score: r.Score, Reasons: append([]string{}, r.Reasons...),
		}
		if r.CopyOf != 0 {
			line.CopyOf = r.CopyOf.String()
		}
		if err := printJSON(out, line); err != nil {
			return err
		}
	}
	return nil
}
