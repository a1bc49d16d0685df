// Package jsonl reads and writes articles as JSON lines, one object a line:
// what "newsreader parse --json" prints, and what other programs may offer
// for import in the same form, or with the usual other names for its fields.
// docs/parsing.md describes them.
//
// The commands use [FromArticle] and [Encoder]; parse calls [Read]. [Decode]
// reads a single line and may run on any number of goroutines. All text that
// comes out has passed parse/clean. A line that cannot be read is a problem
// of that line, and the rest goes on.
package jsonl

import (
	"io"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// Feed is the JSON form of a feed.
type Feed struct {
	Title       string `json:"title"`
	Link        string `json:"link"`
	Description string `json:"description"`
	Language    string `json:"language"`
}

// Article is the JSON form of an article that all commands share. Others
// embed it and add their fields.
type Article struct {
	Feed           Feed     `json:"feed"`
	ID             string   `json:"id"`
	URL            string   `json:"url"`
	Title          string   `json:"title"`
	Author         string   `json:"author"`
	Source         string   `json:"source"`
	Published      string   `json:"published"` // RFC 3339 in UTC, or ""
	PublishedBasis string   `json:"published_basis"`
	Updated        string   `json:"updated"`
	Summary        string   `json:"summary"` // plain text
	Content        string   `json:"content"` // Markdown
	Tags           []string `json:"tags"`
	Related        []string `json:"related"`
}

// Record is what "parse --json" prints for an article.
type Record struct {
	File   string `json:"file"`
	Format string `json:"format"`
	Article
}

// FromArticle returns the JSON form of a. An article without a feed keeps its
// language in an otherwise empty one.
func FromArticle(a *news.Article) Article {
	out := Article{
		ID: a.ID.String(), URL: a.URL, Title: a.Title, Author: a.Author, Source: a.Source,
		Published: formatTime(a.Published.At), PublishedBasis: a.Published.Basis.String(), Updated: formatTime(a.Updated),
		Summary: a.Summary, Content: a.Content,
		Tags: append([]string{}, a.Tags...), Related: make([]string, len(a.Related)), // never null
	}
	if a.Feed != nil {
		out.Feed = Feed(*a.Feed)
	}
	if a.Language != "" {
		out.Feed.Language = a.Language
	}
	for i, id := range a.Related {
		out.Related[i] = id.String()
	}
	return out
}

// FromParsed returns the record of an article of a document.
func FromParsed(doc *news.Document, a *news.Article) Record {
	return Record{File: clean.Line(doc.File), Format: doc.Format, Article: FromArticle(a)}
}

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Encoder writes values as JSON lines.
type Encoder struct {
	w   io.Writer
	buf []byte
}

// NewEncoder returns an encoder that writes each line to w with one call.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w} }

// Encode writes v, a Record or a struct that embeds Article.
func (e *Encoder) Encode(v any) error {
	b, err := json.Marshal(v, jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return err
	}
	e.buf = append(append(e.buf[:0], b...), '\n')
	_, err = e.w.Write(e.buf)
	return err
}
