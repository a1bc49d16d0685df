package main

import (
	"newsreader/parse/jsonl"
	"newsreader/parse/news"
	"newsreader/store"
)

// articleJSON is an article as list, search, show and related print it: what
// parse --json prints, less the document it came from, and with its state.
type articleJSON struct {
	jsonl.Article
	Read      bool   `json:"read"`
	Starred   bool   `json:"starred"`
	Story     string `json:"story"`
	StorySize int    `json:"story_size"`
}

// record makes an article ready for printing as JSON.
func record(a store.Article, t store.Text) articleJSON {
	feed := news.Feed(t.Feed)
	parsed := news.Article{
		ID: news.ID(a.ID), Feed: &feed, URL: t.URL, Title: a.Title, Author: t.Author, Source: a.Source,
		Language: t.Language, Updated: t.Updated, Summary: t.Summary, Content: t.Content, Tags: a.Tags,
		Published: news.Time{At: a.Published.At, Precision: news.Precision(a.Published.Precision), Basis: news.Basis(a.Published.Basis)},
		Related:   make([]news.ID, len(t.Listed)),
	}
	for i, id := range t.Listed {
		parsed.Related[i] = news.ID(id)
	}
	return articleJSON{
		Article: jsonl.FromArticle(&parsed), Read: a.Read, Starred: a.Starred,
		Story: storyName(a.Story), StorySize: max(a.StorySize, 1),
	}
}

// storyName is a story's ID as people type it, "" if there is none yet.
func storyName(id store.StoryID) string {
	if id == 0 {
		return ""
	}
	return id.String()
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

func toRelatedJSON(id store.ID, r store.Related, a articleJSON) relatedJSON {
	out := relatedJSON{
		articleJSON: a, For: id.String(), Tier: r.Tier.String(),
		Score: r.Score, Reasons: append([]string{}, r.Reasons...),
	}
	if r.CopyOf != 0 {
		out.CopyOf = r.CopyOf.String()
	}
	return out
}
