package page

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

func parse(t testing.TB, text string, o Options) (news.Document, []news.Article) {
	t.Helper()
	doc, articles, err := Parse([]byte(text), o)
	if err != nil {
		t.Fatalf("%v from %.200q", err, text)
	}
	return doc, articles
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// block writes a related article.
func block(age, body string) string {
	return "CNA\n" + age + "\n- CNA\nHeadline of " + age + "\n" + body + "\n"
}

// TestTimes holds the rules of the package comment. Each page has a main
// article and one related one.
func TestTimes(t *testing.T) {
	const dated = "The bridge opened on Monday (Jun 9), officials said."
	file := time.Date(2025, 6, 11, 9, 30, 15, 0, time.UTC)
	for name, c := range map[string]struct {
		main, age, body   string
		wantMain, related string // day or time, basis
	}{
		"own dates":                          {dated, "an hour ago", "It rained on Tuesday (Jun 10) in Kyiv.", "2025-06-09 inferred", "2025-06-10 inferred"},
		"age before the newest own date":     {dated, "an hour ago", "No date.", "2025-06-09 inferred", "2025-06-09 relative"},
		"days before it":                     {dated, "3 days ago", "No date.", "2025-06-09 inferred", "2025-06-06 relative"},
		"text agrees with the age":           {dated, "2 days ago", "It rained on Saturday (Jun 7).", "2025-06-09 inferred", "2025-06-07 inferred"},
		"text mentions an old day":           {dated, "an hour ago", "It rained on Monday (May 12).", "2025-06-09 inferred", "2025-06-09 relative"},
		"nothing but the file":               {"No date.", "an hour ago", "No date.", "2025-06-11T09:30:15Z imported", "2025-06-11T08:00:00Z relative"},
		"days before the file":               {"No date.", "yesterday", "No date.", "2025-06-11T09:30:15Z imported", "2025-06-10 relative"},
		"stated":                             {"No date.", "Jun 8, 2025", "No date.", "2025-06-11T09:30:15Z imported", "2025-06-08 stated"},
		"stated without year":                {"No date.", "8 June", "No date.", "2025-06-11T09:30:15Z imported", "2025-06-08 inferred"},
		"stated with time":                   {"No date.", "2025-06-08T10:00:00+08:00", "No date.", "2025-06-11T09:30:15Z imported", "2025-06-08T02:00:00Z stated"},
		"stated against the text":            {dated, "Jun 1, 2025", "It rained on Tuesday (Jun 10).", "2025-06-09 inferred", "2025-06-01 stated"},
		"announced days do not count":        {"The summit is on Friday (Jun 20). It was announced on Monday (Jun 9).", "an hour ago", "No date.", "2025-06-09 inferred", "2025-06-09 relative"},
		"month and day alone do not count":   {"It was found on Apr 24 by divers.", "an hour ago", "No date.", "2025-06-11T09:30:15Z imported", "2025-06-11T08:00:00Z relative"},
		"dateline":                           {"SEOUL, June 9 (Reuters) - It rained.", "an hour ago", "No date.", "2025-06-09 inferred", "2025-06-09 relative"},
		"a year in the opening":              {"The law passed on June 5, 2025, in Bern.", "an hour ago", "No date.", "2025-06-05 inferred", "2025-06-05 relative"},
		"a year long past":                   {"The union was founded on 3 October 1990.", "an hour ago", "No date.", "2025-06-11T09:30:15Z imported", "2025-06-11T08:00:00Z relative"},
		"the newest of the opening":          {"The raid on Sunday (Jun 8) was denied on Monday (Jun 9).", "an hour ago", "No date.", "2025-06-09 inferred", "2025-06-09 relative"},
		"the first of the rest":              {strings.Repeat("Nothing. ", 80) + "It began on Sunday (Jun 8) and on Monday (Jun 9).", "an hour ago", "No date.", "2025-06-08 inferred", "2025-06-08 relative"},
		"an age that nobody can read":        {"No date.", "quite lately", "No date.", "2025-06-11T09:30:15Z imported", "2025-06-11T09:30:15Z imported"},
		"an age beyond the text's date":      {dated, "5 weeks ago", "It rained on Monday (Jun 9).", "2025-06-09 inferred", "2025-06-09 inferred"},
		"other languages":                    {"Am Montag (9. Juni) regnete es.", "vor 2 Tagen", "Kein Datum.", "2025-06-09 inferred", "2025-06-07 relative"},
		"the weekday fixes an earlier year":  {"It happened on Wednesday (Jun 12).", "an hour ago", "No date.", "2024-06-12 inferred", "2024-06-12 relative"},
		"may is no month":                    {"At least 10 may be dead - police say so.", "an hour ago", "No date.", "2025-06-11T09:30:15Z imported", "2025-06-11T08:00:00Z relative"},
		"a stated year is every block's":     {"No date.", "8 June", "The law passed in Bern on Tuesday (June 11).", "2025-06-11T09:30:15Z imported", "2024-06-08 inferred"},
		"a dateline near the text's date":    {"BERN, June 12 (ATS) - It rained on Tuesday (June 11).", "an hour ago", "No date.", "2024-06-12 inferred", "2024-06-12 relative"},
		"a line below the headline tells it": {"Updated 3 hours ago\n" + "No date.", "an hour ago", "No date.", "2025-06-11T06:00:00Z relative", "2025-06-11T08:00:00Z relative"},
	} {
		text := "Headline\n" + c.main + "\nMore.\nRelated Articles\n" + block(c.age, c.body)
		_, articles := parse(t, text, Options{ModTime: file, Now: file.Add(time.Hour)})
		if len(articles) != 2 {
			t.Errorf("%s: %d articles", name, len(articles))
			continue
		}
		for i, want := range []string{c.wantMain, c.related} {
			p := articles[i].Published
			got := p.At.Format(time.RFC3339)
			if p.Precision == news.Day {
				got = p.At.Format(time.DateOnly)
			}
			if got += " " + p.Basis.String(); got != want {
				t.Errorf("%s: article %d is from %s, want %s", name, i, got, want)
			}
		}
	}
}

// TestReference tries file times that mean nothing.
func TestReference(t *testing.T) {
	const text = "Headline\nIt rained on Monday (Jun 9)."
	for name, c := range map[string]struct {
		o    Options
		want string
	}{
		"file":                      {Options{ModTime: day("2025-06-11"), Now: day("2031-01-01")}, "2025-06-09"},
		"now":                       {Options{Now: day("2026-11-22")}, "2025-06-09"},
		"beginning of the calendar": {Options{ModTime: time.Unix(1, 0), Now: day("2025-06-11")}, "2025-06-09"},
		"from the future":           {Options{ModTime: day("2099-01-01"), Now: day("2025-06-11")}, "2025-06-09"},
		"none":                      {Options{}, "0001-01-01"},
	} {
		_, articles := parse(t, text, c.o)
		if got := articles[0].Published.At.Format(time.DateOnly); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for text, want := range map[string]error{
		"": news.ErrEmpty, " \n\t\r\n\u00a0\u3000": news.ErrEmpty, "\ufeff": news.ErrEmpty, "\x1b[2J\u200b\n": news.ErrEmpty,
		"[[nid:5]]": news.ErrEmpty, "%PDF-1.4 text": news.ErrBinary, strings.Repeat("\x00\x01", 50): news.ErrBinary,
	} {
		if _, articles, err := Parse([]byte(text), Options{}); !errors.Is(err, want) || articles != nil {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
}

// TestHostile puts escapes and overrides into every part of a page.
func TestHostile(t *testing.T) {
	const evil = "\x1b]52;c;aGk=\x07\x1b[31m\u202e\u009b2J\r"
	text := "Head" + evil + "line\nPara" + evil + "graph with \x00NUL.\n#ta" + evil + "g\nRelated Articles\n" +
		"C" + evil + "NA\nan hour" + evil + " ago\n- CNA\nTi" + evil + "tle\nBody" + evil + ".\n"
	text = strings.ReplaceAll(text, "\r", "")
	_, articles := parse(t, text, Options{Now: now})
	if len(articles) != 2 || articles[0].Title != "Headline" || articles[1].Source != "CNA" || articles[1].Title != "Title" || articles[0].Tags[0] != "tag" {
		t.Errorf("%+v", articles)
	}
	for _, a := range articles {
		checkArticle(t, a)
	}
}

// TestShapes tries pages without one part or another.
func TestShapes(t *testing.T) {
	long := strings.Repeat("A sentence without an end in sight, ", 20)
	for name, c := range map[string]struct {
		text     string
		titles   []string
		contents []string
	}{
		"headline alone":        {"Headline", []string{"Headline"}, []string{""}},
		"widget alone":          {"Comments", []string{"Comments"}, []string{""}},
		"related alone":         {"Related Articles\n" + block("an hour ago", "Body."), []string{"Headline of an hour ago"}, []string{"Body."}},
		"heading at the end":    {"H\nText.\nRelated Articles\n", []string{"H"}, []string{"Text."}},
		"no headline":           {long + "\nMore.", []string{"A sentence without an end in sight, A sentence without an end in sight, A sentence without an end…"}, []string{strings.TrimSpace(long) + "\n\nMore."}},
		"headline after blanks": {"\n\n\nHeadline\n\n\nText.", []string{"Headline"}, []string{"Text."}},
		"block without body":    {"H\nT.\nRelated Articles\n" + block("an hour ago", ""), []string{"H", "Headline of an hour ago"}, []string{"T.", ""}},
		"block of paragraphs":   {"H\nT.\nRelated Articles\n" + block("an hour ago", "One.\n\nTwo.\nyesterday\nThree."), []string{"H", "Headline of an hour ago"}, []string{"T.", "One.\n\nTwo.\n\nyesterday\n\nThree."}},
		"footer":                {"H\nT.\nRelated Articles\n" + block("an hour ago", "One.") + "Advertisement\n\nBack to top\n", []string{"H", "Headline of an hour ago"}, []string{"T.", "One."}},
		"summary in bullets":    {"Storm hits coast\n3 hours ago\n- Twelve rescued\n- Roads closed\nIt came at night.", []string{"Storm hits coast"}, []string{"- Twelve rescued\n- Roads closed\n\nIt came at night."}},
		"capitals at the end":   {"H\nT.\nREUTERS", []string{"H"}, []string{"T.\n\nREUTERS"}},
		"heading with a hash":   {"H\nT.\nALL ABOUT C #\nT.", []string{"H"}, []string{"T.\n\n## ALL ABOUT C \\#\n\nT."}},
		"a block like the page": {"CNA\nan hour ago\n- CNA\nH\nText.", []string{"H"}, []string{"Text."}},
	} {
		doc, articles := parse(t, c.text, Options{Now: now})
		if len(articles) != len(c.titles) || doc.Articles != len(articles) {
			t.Errorf("%s: %d articles: %+v", name, len(articles), articles)
			continue
		}
		for i, a := range articles {
			if a.Title != c.titles[i] || a.Content != c.contents[i] {
				t.Errorf("%s: %q: %q", name, a.Title, a.Content)
			}
		}
	}
}

// TestTwins: a block that repeats another, or the main article, is listed
// once.
func TestTwins(t *testing.T) {
	_, articles := parse(t, "H\nT.\nRelated Articles\n"+block("an hour ago", "One.")+block("an hour ago", "One, longer."), Options{Now: now})
	if len(articles) != 3 || len(articles[0].Related) != 1 || articles[0].Related[0] != articles[1].ID || articles[1].ID != articles[2].ID {
		t.Errorf("%+v", articles)
	}
}

// TestWordings adds an aggregator to the table.
func TestWordings(t *testing.T) {
	w := DefaultWordings()
	w.Related = append(w.Related, "Plus d'infos ailleurs")
	w.Widgets = append(w.Widgets, "# Klicks", "Mein Depot")
	w.Artefacts = append(w.Artefacts, "{{ad-*}}")
	text := "H\nText {{ad-17}} goes on.\nMein Depot\n17 Klicks\nPlus d’infos ailleurs\n" + block("an hour ago", "B.")
	doc, articles := parse(t, text, Options{Now: now, Wordings: &w})
	if len(articles) != 2 || articles[0].Content != "Text goes on." || !strings.Contains(strings.Join(doc.Dropped, "|"), "17 Klicks") {
		t.Errorf("%q, %+v", doc.Dropped, articles)
	}
}

// TestTable: every wording of the default table is recognised where it
// belongs.
func TestTable(t *testing.T) {
	w := DefaultWordings()
	for _, widget := range append(append([]string{}, w.Widgets...), w.Hashtags...) {
		widget = strings.ReplaceAll(widget, "#", "7")
		doc, articles := parse(t, "H\nText of the news.\n"+widget, Options{})
		if articles[0].Content != "Text of the news." || len(doc.Dropped) != 1 {
			t.Errorf("%q is not dropped: %q", widget, articles[0].Content)
		}
	}
	for _, heading := range w.Related {
		if _, articles := parse(t, "H\nText.\n"+heading+"\n"+block("an hour ago", "B."), Options{}); len(articles) != 2 {
			t.Errorf("%q does not begin related articles", heading)
		}
	}
}

// TestLarge gives pages that a careless parser would take hours for.
func TestLarge(t *testing.T) {
	const size = 512 << 10
	for name, text := range map[string]string{
		"one line":       "H\n" + strings.Repeat("A sentence of news. ", 10<<20/20),
		"one word":       "H\n" + strings.Repeat("x", 10<<20),
		"no headline":    strings.Repeat("x", size),
		"headings":       "H\n" + strings.Repeat("Related Articles\n", size/17),
		"widgets":        "H\n" + strings.Repeat("Comments\n", size/9),
		"tags":           "H\nHashtags\n" + strings.Repeat("#a", size/2),
		"ages":           "H\nRelated Articles\n" + strings.Repeat("an hour ago\n", size/12),
		"blocks":         "H\nRelated Articles\n" + strings.Repeat(block("an hour ago", "B."), size/60),
		"artefacts":      "H\n" + strings.Repeat("[[nid:1]] ", size/10),
		"open artefacts": "H\n" + strings.Repeat("[[nid:", size/6),
		"short lines":    "H\n" + strings.Repeat("a b\n", size/4),
		"dashes":         "H\nRelated Articles\nCNA\n" + strings.Repeat("- CNA\n", size/6),
		"months":         "H\n" + strings.Repeat("1 May ", size/6),
		"quotes":         "H\n" + strings.Repeat("\"", size),
	} {
		begin := time.Now()
		_, articles := parse(t, text, Options{Now: now})
		if took := time.Since(begin); took > 2*time.Minute { // a hang, whatever else the machine does
			t.Errorf("%s: %d MB took %v", name, len(text)>>20, took)
		}
		if len(articles) == 0 {
			t.Errorf("%s: no article", name)
		}
	}
}

// FuzzParse: nothing of any page is lost or doubled, nothing unsafe comes
// out, and parsing is the same twice.
func FuzzParse(f *testing.F) {
	f.Add("Headline\nText on Monday (Apr 28).\nHashtags\n#a #b\nComments\nRelated Articles\n\nCNA\nan hour ago\n- CNA\nTitle, World News\nBody. [[nid:7]]", 1)
	f.Add("H\nBy A. Writer\nSource: X\n- item\n* item\nSUB HEAD\n1. text\n---\nRelated Articles\nOne title\nAnother", 0)
	f.Add("头条\n【6月10日】正文。\n标签\n#甲\n相关新闻\n报\n3小时前\n- 报\n题\n文", 2)
	f.Fuzz(func(t *testing.T, text string, ends int) {
		if len(text) > 2000 || !utf8.ValidString(text) {
			return
		}
		text = strings.ReplaceAll(text, "\n", [...]string{"\n", "\r\n", "\n\n"}[ends&0xff%3])
		doc, articles, err := Parse([]byte(text), Options{Now: now})
		if err != nil {
			return
		}
		for _, a := range articles {
			checkArticle(t, a)
		}
		if first, _, _ := strings.Cut(strings.TrimSpace(clean.Text(text)), "\n"); utf8.RuneCountInString(first) <= maxHeadline {
			checkWhole(t, []byte(text), doc, articles)
		}
		_, again, _ := Parse([]byte(text), Options{Now: now})
		if fmt.Sprint(again) != fmt.Sprint(articles) {
			t.Errorf("parsed twice: %+v, %+v", articles, again)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	para := "North Korea's unprecedented deployment of thousands of troops, as well as \"massive\" amounts of artillery ammunition and missiles, gave Russia a crucial advantage, it said on Monday (Jun 9). "
	text := "Headline of the page\n" + strings.Repeat(para+para+"\n", 7) + "Hashtags\n#a #b\nComments\nRelated Articles\n\n" +
		strings.Repeat(block("an hour ago", strings.Repeat(para, 9)), 3)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Parse([]byte(text), Options{Now: now}); err != nil {
			b.Fatal(err)
		}
	}
}
