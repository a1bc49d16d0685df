package jsonl

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// Item is a decoded line. Article.Related is still empty: the line names the
// related articles by IDs of its file, which other lines give their meaning.
type Item struct {
	Article *news.Article
	Name    string   // the line's "id"
	Related []string // names
}

// input is what a line may hold. Fields that other commands add are ignored.
type input struct {
	Article
	foreignPlace
	foreignText
	Read    *bool `json:"read"`
	Starred *bool `json:"starred"`
}

// lenient accepts what is harmless: invalid UTF-8, which cleaning replaces,
// and a name that comes twice, of which the last counts.
var lenient = json.JoinOptions(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))

// Decode reads one line. The error is a short sentence about the line.
func Decode(line []byte) (Item, error) {
	var in input
	if err := json.Unmarshal(line, &in, lenient); err != nil {
		return Item{}, sentence(err)
	}
	in.adopt()
	if in.ID == "" && in.URL == "" && in.Content == "" && in.Summary == "" && !in.headline() {
		return Item{}, errors.New("it is no article: it has no id, no url and no text")
	}
	a := &news.Article{
		Title: clean.Line(in.Title), Author: clean.Line(in.Author), Source: clean.Line(in.Source),
		Language: clean.Line(in.Feed.Language), Feed: feedOf(in.Feed), URL: address(in.URL),
		Published: in.time(in.Published, in.PublishedBasis),
		Summary:   clean.Text(in.Summary), Content: clean.Text(in.Content),
		Tags: tags(in.Tags),
	}
	a.Updated, _ = parseTime(in.Updated)
	if in.Read != nil || in.Starred != nil {
		a.State = &news.State{Read: in.Read != nil && *in.Read, Starred: in.Starred != nil && *in.Starred}
	}
	identify(a, in.ID)
	return Item{Article: a, Name: in.ID, Related: in.Related}, nil
}

// headline tells whether the line is a headline alone, as agencies and
// aggregators give them out. A title with neither publisher nor time is the
// title of anything.
func (in *input) headline() bool {
	return in.Title != "" && (in.Source != "" || in.Published != "" || !in.time("", "").At.IsZero())
}

// identify takes over an ID that a store or a parser of ours printed, since
// the line may lack what it was made of, such as a GUID. Any other name is a
// GUID.
func identify(a *news.Article, name string) {
	if id, ok := ownID(name); ok {
		a.ID = id
		return
	}
	a.GUID = clean.Line(name)
	news.Identify(a)
}

// ownID reads an ID as we print them.
func ownID(name string) (news.ID, bool) {
	id, err := news.ParseID(name)
	return id, err == nil && id != 0 && name == strings.ToLower(name)
}

func feedOf(f Feed) *news.Feed {
	out := news.Feed{
		Title: clean.Line(f.Title), Link: clean.URL(f.Link, "http", "https"),
		Description: clean.Text(f.Description), Language: clean.Line(f.Language),
	}
	if out.Title == "" && out.Link == "" && out.Description == "" {
		return nil
	}
	return &out
}

func address(raw string) string {
	u, _ := news.CanonicalURL(raw)
	return u
}

func tags(in []string) []string {
	var out []string
	for _, t := range in {
		if t = clean.Line(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// published reads a time and derives the precision, which lines do not tell:
// midnight stands for the day unless the time is that of an import, and a
// full hour for the hour if it was reckoned from an age.
func published(value, basis string) news.Time {
	t, ok := parseTime(value)
	if !ok {
		return news.Time{}
	}
	b, known := news.ParseBasis(basis)
	if !known {
		b = news.Stated
	}
	return news.Time{At: t, Precision: precision(t, b), Basis: b}
}

// precision tells how exact a time is that a line gives in full: news of
// midnight is news of that day.
func precision(t time.Time, basis news.Basis) news.Precision {
	switch {
	case basis != news.Imported && t.Equal(t.Truncate(24*time.Hour)):
		return news.Day
	case basis == news.Relative && t.Equal(t.Truncate(time.Hour)):
		return news.Hour
	}
	return news.Second
}

// parseTime reads RFC 3339, or a date; ok is false for anything else. Times
// that no news is from are mistakes.
func parseTime(s string) (t time.Time, ok bool) {
	if s == "" {
		return t, false
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t, err = time.Parse(time.DateOnly, s)
	}
	if t = t.UTC(); err != nil || !likely(t) {
		return time.Time{}, false
	}
	return t.Truncate(time.Second), true
}

func likely(t time.Time) bool { return t.Year() >= 1500 && t.Year() <= 2500 }

// sentence says for people what is wrong with a line.
func sentence(err error) error {
	var wrong *json.SemanticError
	if errors.As(err, &wrong) {
		field := strings.TrimPrefix(string(wrong.JSONPointer), "/")
		if field == "" {
			return fmt.Errorf("it is %s, not an object", kinds[wrong.JSONKind])
		}
		return fmt.Errorf("%q cannot be %s", clean.Line(field), kinds[wrong.JSONKind])
	}
	return fmt.Errorf("it is not JSON: %s", clean.Line(strings.TrimPrefix(err.Error(), "jsontext: ")))
}

// kinds are the words for the kinds of JSON values.
var kinds = map[jsontext.Kind]string{'n': "null", 'f': "false", 't': "true", '"': "a string", '0': "a number", '{': "an object", '[': "a list"}
