package jsonl

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"newsreader/parse/clean"
	"newsreader/parse/feed"
	"newsreader/parse/markdown"
	"newsreader/parse/news"
	"newsreader/parse/prose"
)

// foreignPlace holds what the place of a line depends on under the names that
// other programs give it. Values of any kind are taken: what can't be
// understood is as good as missing.
type foreignPlace struct {
	Link          jsontext.Value `json:"link"`
	Time          jsontext.Value `json:"time"`
	Date          jsontext.Value `json:"date"`
	Timestamp     jsontext.Value `json:"timestamp"`
	PublishedAt   jsontext.Value `json:"published_at"`
	CamelAt       jsontext.Value `json:"publishedAt"`
	DatePublished jsontext.Value `json:"date_published"`
	PubDate       jsontext.Value `json:"pubDate"`
}

// foreignText is foreignPlace for the rest.
type foreignText struct {
	Body        jsontext.Value `json:"body"`
	Text        jsontext.Value `json:"text"`
	Description jsontext.Value `json:"description"`
	Language    jsontext.Value `json:"language"`
	Lang        jsontext.Value `json:"lang"`
}

// time returns the time of a line: that of our own fields, else the first one
// under another name that can be read.
func (f *foreignPlace) time(value, basis string) news.Time {
	if t := published(value, basis); !t.At.IsZero() {
		return t
	}
	for _, v := range []jsontext.Value{f.Time, f.Date, f.Timestamp, f.PublishedAt, f.CamelAt, f.DatePublished, f.PubDate} {
		if t, ok := foreignTime(v); ok {
			return t
		}
	}
	return news.Time{}
}

// adopt takes over what a line says under other names only. Texts are plain
// then, not Markdown.
func (in *input) adopt() {
	if in.URL == "" {
		in.URL = stringOf(in.Link)
	}
	if in.Feed.Language == "" {
		in.Feed.Language = firstString(in.Language, in.Lang)
	}
	if text := firstString(in.Body, in.Text); in.Content == "" && text != "" {
		in.Content = fromPlain(clean.Text(text))
	}
	if in.Summary == "" {
		in.Summary = firstString(in.Description)
	}
}

// fromPlain returns plain text as Markdown, in paragraphs also if it has none.
func fromPlain(text string) string {
	if !strings.Contains(text, "\n\n") {
		text = strings.Join(prose.Paragraphs(text), "\n\n")
	}
	return markdown.Escape(text)
}

func firstString(values ...jsontext.Value) string {
	for _, v := range values {
		if s := stringOf(v); s != "" {
			return s
		}
	}
	return ""
}

// stringOf returns a string, "" for any other value.
func stringOf(v jsontext.Value) string {
	if len(v) == 0 || v.Kind() != '"' {
		return ""
	}
	s, _ := jsontext.AppendUnquote(nil, v)
	return string(s)
}

// foreignTime reads a time as programs write it: as a date, or as the seconds or
// milliseconds since 1970. Zero is no time.
func foreignTime(v jsontext.Value) (news.Time, bool) {
	if len(v) == 0 {
		return news.Time{}, false
	}
	said := string(v)
	if v.Kind() == '"' {
		said = strings.TrimSpace(stringOf(v))
		if t, ok := feed.ParseDate(said); ok {
			if t.Precision == news.Second {
				t.Precision = precision(t.At, t.Basis)
			}
			return t, likely(t.At)
		}
	}
	n, err := strconv.ParseFloat(said, 64)
	if err != nil || !(math.Abs(n) >= 1 && math.Abs(n) < 1e15) {
		return news.Time{}, false
	}
	const millisecondsFrom = 1e11 // as seconds they are in the year 5138, as milliseconds in 1973
	if math.Abs(n) >= millisecondsFrom {
		n /= 1000
	}
	at := time.Unix(int64(n), 0).UTC()
	return news.Time{At: at, Precision: precision(at, news.Stated), Basis: news.Stated}, likely(at)
}
