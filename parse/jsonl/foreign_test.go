package jsonl

import (
	"math"
	"strings"
	"testing"
	"time"

	"newsreader/parse/news"
)

// What other programs call what our lines hold is understood, as far as ours
// say nothing.
func TestForeignFields(t *testing.T) {
	at := time.Date(2014, 3, 10, 0, 54, 35, 0, time.UTC)
	day := at.Truncate(24 * time.Hour)
	for line, want := range map[string]news.Article{
		`{"time":1394412875}`:                                        {Published: news.Time{At: at}},
		`{"time":1394412875.5}`:                                      {Published: news.Time{At: at}},
		`{"time":"1394412875"}`:                                      {Published: news.Time{At: at}},
		`{"timestamp":1394412875000}`:                                {Published: news.Time{At: at}},
		`{"date":"2014-03-10 00:54:35"}`:                             {Published: news.Time{At: at}},
		`{"date":"2014-03-10"}`:                                      {Published: news.Time{At: day, Precision: news.Day}},
		`{"date":"2014-03-10T00:00:00Z"}`:                            {Published: news.Time{At: day, Precision: news.Day}},
		`{"time":1394409600}`:                                        {Published: news.Time{At: day, Precision: news.Day}},
		`{"date":"20140310"}`:                                        {Published: news.Time{At: day, Precision: news.Day}},
		`{"published_at":"2014-03-10T01:54:35+01:00"}`:               {Published: news.Time{At: at}},
		`{"publishedAt":"2014-03-10T00:54:35Z"}`:                     {Published: news.Time{At: at}},
		`{"date_published":"2014-03-10T00:54:35Z"}`:                  {Published: news.Time{At: at}},
		`{"pubDate":"Mon, 10 Mar 2014 00:54:35 GMT"}`:                {Published: news.Time{At: at}},
		`{"time":null,"date":[],"timestamp":1394412875}`:             {Published: news.Time{At: at}},
		`{"published":"2014-03-10T00:54:35Z","time":5e8}`:            {Published: news.Time{At: at}},
		`{"body":"1. *One*\n\nTwo.\u001b[2J"}`:                       {Content: "1\\. \\*One\\*\n\nTwo."},
		`{"text":"One."}`:                                            {Content: "One."},
		`{"text":["One."],"body":"Two."}`:                            {Content: "Two."},
		`{"text":"One.","content":"*Two.*"}`:                         {Content: "*Two.*"},
		`{"description":"Short."}`:                                   {Summary: "Short."},
		`{"description":"Short.","summary":"Shorter."}`:              {Summary: "Shorter."},
		`{"link":"https://e.example/a"}`:                             {URL: "https://e.example/a"},
		`{"link":"javascript:alert(1)"}`:                             {},
		`{"link":"https://e.example/a","url":"https://e.example/b"}`: {URL: "https://e.example/b"},
		`{"language":"de"}`:                                          {Language: "de"},
		`{"lang":"de","feed":{"language":"fr"}}`:                     {Language: "fr"},
		`{"lang":5}`:                                                 {},
	} {
		_, got, err := read(t, `{"id":"1","title":"t",`+line[1:], Options{})
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %d articles, %v", line, len(got), err)
			continue
		}
		if !want.Published.At.IsZero() {
			want.Published.Basis = news.Stated
		}
		a := got[0]
		if a.Published != want.Published || a.Content != want.Content || a.Summary != want.Summary || a.URL != want.URL || a.Language != want.Language {
			t.Errorf("%s: %+v\nwant %+v", line, a, want)
		}
	}
}

// A long text with a sentence in each line, or all in one, isn't one paragraph.
func TestForeignParagraphs(t *testing.T) {
	sentence := "The seventh train of the morning left the station a little late."
	for _, between := range []string{"\\n", " "} {
		line := `{"id":"1","title":"t","body":"` + strings.Repeat(sentence+between, 20) + `"}`
		_, got, err := read(t, line, Options{})
		if err != nil || len(got) != 1 {
			t.Fatal(err)
		}
		paragraphs := strings.Split(got[0].Content, "\n\n")
		if len(paragraphs) < 3 || strings.Join(strings.Fields(got[0].Content), " ") != strings.TrimSpace(strings.Repeat(sentence+" ", 20)) {
			t.Errorf("%d paragraphs: %q", len(paragraphs), got[0].Content)
		}
	}
}

func TestForeignTimesThatAreNone(t *testing.T) {
	for _, value := range []string{`0`, `""`, `"soon"`, `"NaN"`, `"Inf"`, `1e300`, `-1e300`, `1e14`, `true`, `{}`, `null`, `"2014"x`} {
		_, got, err := read(t, `{"id":"1","title":"t","time":`+value+`}`, Options{})
		if strings.HasSuffix(value, "x") {
			if err == nil {
				t.Errorf("%s was read", value)
			}
			continue
		}
		if err != nil || len(got) != 1 || !got[0].Published.At.IsZero() {
			t.Errorf("%s: %v, %+v", value, err, got)
		}
	}
}

// A headline with a time of another name is news, and a file is read in the
// order of such times, known by addresses of another name.
func TestForeignByTime(t *testing.T) {
	var got []string
	file := strings.NewReader(`{"title":"three","time":1394412877}
{"title":"two","time":"1394412876","link":"https://e.example/2"}
{"title":"one","date":"2014-03-10T00:54:35Z"}
{"title":"two again","time":1394412879,"link":"https://e.example/2"}
{"title":"no time"}
`)
	doc, err := ReadByTime(file, math.MaxInt32, Options{}, func(a *news.Article) error {
		got = append(got, a.Title)
		return nil
	})
	if want := "one, two, two again, three"; err != nil || strings.Join(got, ", ") != want || doc.Lost != 1 {
		t.Errorf("%v, %+v: %q", err, doc, got)
	}
}
