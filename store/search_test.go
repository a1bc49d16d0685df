package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsreader/store/query"
)

// searchable is a store with articles that differ in all that a query may ask.
func searchable(t *testing.T) *Store {
	s := newStore(t)
	day := func(d int) Time {
		return Time{At: time.Date(2026, 11, d, 12, 0, 0, 0, time.UTC), Basis: Stated}
	}
	mustPut(t, s,
		Incoming{Keys: []ID{1}, Title: "Troops leave Kursk", Source: "Reuters", Published: day(1), Tags: []string{"War", "Climate Change"},
			Text: Text{Language: "en", Author: "Anna Weber", Content: "The **soldiers** were [withdrawn](https://hidden.example/secretword) on Monday."}},
		Incoming{Keys: []ID{2}, Title: "Die Häuser der Stadt", Source: "taz", Published: day(2),
			Text: Text{Language: "de", Content: "Die Stadt baut viele Häuser und Troops."}},
		Incoming{Keys: []ID{3}, Title: "北京今天下雪", Source: "新华社", Published: day(3), Text: Text{Language: "zh", Content: "北京今天下雪了。"}},
		Incoming{Keys: []ID{4}, Title: "Weather", Source: "Monday Post", Published: day(4),
			Text: Text{Language: "en", Content: "On Monday the prime minister met a minister of prime importance."}},
		Incoming{Keys: []ID{5}, Title: "Minister resigns", Source: "Reuters", Published: day(5), Text: Text{Language: "en", Summary: "The minister, once prime, is gone."}},
	)
	if _, err := s.Mark(t.Context(), MarkRead, 1, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mark(t.Context(), Star, 5); err != nil {
		t.Fatal(err)
	}
	return s
}

func found(t *testing.T, s *Store, v View, q string) string {
	t.Helper()
	r, err := s.Search(t.Context(), v, Query{Text: q})
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	w, err := s.Window(t.Context(), View{Within: r}, At{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range w.Rows {
		ids = append(ids, fmt.Sprint(uint64(a.ID)))
	}
	return strings.Join(ids, " ")
}

func TestSearch(t *testing.T) {
	s := searchable(t)
	for q, want := range map[string]string{
		"":                       "5 4 3 2 1",
		"soldier":                "1", // stemmed
		"SOLDIERS monday":        "1",
		"monday":                 "4 1", // newest first; a source counts
		"troops":                 "2 1",
		"haus":                   "2", // German
		"hauser":                 "2", // without accents
		"secretword":             "",  // an address is no text
		"下雪":                     "3",
		`"prime minister"`:       "4",
		`"minister prime"`:       "",
		"minister -prime":        "",
		"minister -resigns":      "4",
		"kursk OR beijing":       "1",
		"kursk OR 北京":            "3 1",
		"resig*":                 "5",
		"title:minister":         "5",
		"source:reuters":         "5 1",
		`source:"monday post"`:   "4",
		"author:weber":           "1",
		"tag:war":                "1",
		`tag:"climate change"`:   "1",
		"tag:change":             "1",
		"is:unread":              "5 4 3",
		"is:read":                "2 1",
		"is:starred":             "5",
		"before:2026-11-03":      "2 1",
		"after:2026-11-04":       "5 4",
		"lang:de":                "2",
		"-lang:en":               "3 2",
		"(kursk OR die) is:read": "2 1",
		"nothing like it":        "",
	} {
		if got := found(t, s, View{}, q); got != want {
			t.Errorf("%s: found %q, want %q", q, got, want)
		}
	}
}

// An article of which only the day is known is one of that day wherever the
// reader is.
func TestDaysBeginWhereTheReaderIs(t *testing.T) {
	s := newStore(t)
	day := func(d int) Time {
		return Time{At: time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC), Precision: Day, Basis: Stated}
	}
	at := func(d, hour int, zone *time.Location) Time {
		return Time{At: time.Date(2026, 11, d, hour, 0, 0, 0, zone), Basis: Stated}
	}
	west, east := time.FixedZone("", -5*60*60), time.FixedZone("", 9*60*60)
	mustPut(t, s,
		Incoming{Keys: []ID{1}, Title: "A", Published: day(9)},
		Incoming{Keys: []ID{2}, Title: "B", Published: day(10)},
		Incoming{Keys: []ID{3}, Title: "C", Published: day(11)},
		Incoming{Keys: []ID{4}, Title: "D", Published: at(9, 23, west)},
		Incoming{Keys: []ID{5}, Title: "E", Published: at(10, 0, west)},
		Incoming{Keys: []ID{6}, Title: "F", Published: at(10, 0, time.UTC)},
		Incoming{Keys: []ID{7}, Title: "G", Published: at(10, 0, east)},
		Incoming{Keys: []ID{8}, Title: "H", Published: at(9, 23, east)},
	)
	for _, c := range []struct {
		zone *time.Location
		q    string
		want []ID
	}{
		{time.UTC, "after:2026-11-10", []ID{2, 3, 4, 5, 6}},
		{time.UTC, "before:2026-11-10", []ID{1, 7, 8}},
		{west, "after:2026-11-10", []ID{2, 3, 5}},
		{west, "before:2026-11-10", []ID{1, 4, 6, 7, 8}},
		{west, "-after:2026-11-10", []ID{1, 4, 6, 7, 8}},
		{west, "after:2026-11-10 before:2026-11-11", []ID{2, 5}},
		{east, "after:2026-11-10", []ID{2, 3, 4, 5, 6, 7}},
		{east, "before:2026-11-10", []ID{1, 8}},
		{east, "after:2026-11-10 before:2026-11-11", []ID{2, 4, 5, 6, 7}},
		{east, "after:2026-11-10T05:00:00+09:00", []ID{3, 4, 5, 6}},
		{east, "before:2026-11-10T05:00:00+09:00", []ID{1, 2, 7, 8}},
		{west, "after:0001 before:9999", []ID{1, 2, 3, 4, 5, 6, 7, 8}},
	} {
		r, err := s.Search(t.Context(), View{}, Query{Text: c.q, Location: c.zone})
		if err != nil {
			t.Fatal(err)
		}
		var got []ID
		for a, err := range s.All(t.Context(), View{Within: r}) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, a.ID)
		}
		if slices.Sort(got); !slices.Equal(got, c.want) {
			t.Errorf("%s in %v: %d, want %d", c.q, c.zone, got, c.want)
		}
	}
}

func TestSearchInView(t *testing.T) {
	s := searchable(t)
	if got := found(t, s, View{Filter: Unread}, "monday"); got != "4" {
		t.Errorf("unread: %q", got)
	}
	if got := found(t, s, View{Order: OldestFirst}, "monday"); got != "1 4" {
		t.Errorf("oldest first: %q", got)
	}
	if got := found(t, s, View{Order: BestFirst}, "minister"); got != "5 4" {
		t.Errorf("the title's word should rank first: %q", got)
	}
	r, err := s.Search(t.Context(), View{}, Query{Text: "monday"})
	if err != nil {
		t.Fatal(err)
	}
	if got := found(t, s, View{Within: r}, "kursk"); got != "1" {
		t.Errorf("within a result: %q", got)
	}
}

func TestSearchTyping(t *testing.T) {
	s := searchable(t)
	for _, typed := range []string{"sol", "soldier", "soldiers", "soldiers mon", "importa", "importanc", "importanc*"} {
		r, err := s.Search(t.Context(), View{}, Query{Text: typed, Typing: true})
		if err != nil || r.Len() != 1 {
			t.Errorf("%s: %d, %v", typed, r.Len(), err)
		}
	}
	_, err := s.Search(t.Context(), View{}, Query{Text: "monday after:yesterdy"})
	var wrong *query.Error
	if !errors.As(err, &wrong) || wrong.From != 7 {
		t.Errorf("the error is %v", err)
	}
}

func TestSearchFollowsChanges(t *testing.T) {
	s := searchable(t)
	mustPut(t, s, Incoming{Keys: []ID{1}, Title: "Troops return", Source: "Reuters", Published: Time{At: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), Basis: Stated},
		Text: Text{Language: "en", Content: "The pilots, not others, were withdrawn on Monday, as was said in the evening."}})
	for q, want := range map[string]string{"kursk": "", "pilot": "1", "return": "1", "author:weber": "1"} {
		if got := found(t, s, View{}, q); got != want {
			t.Errorf("%s: found %q, want %q", q, got, want)
		}
	}
	checkStore(t, s)
	if err := s.RebuildIndex(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got := found(t, s, View{}, "pilot OR resigns"); got != "5 1" {
		t.Errorf("after rebuilding: %q", got)
	}
	checkStore(t, s)
}

func TestSnippets(t *testing.T) {
	s := searchable(t)
	r, err := s.Search(t.Context(), View{Order: BestFirst}, Query{Text: "minister"})
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Snippets(t.Context(), r, []ID{5, 4, 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := marked(list[0].Text, list[0].Marks); got != "The [minister], once prime, is gone." {
		t.Error(got)
	}
	if got := marked("Minister resigns", list[0].TitleMarks); got != "[Minister] resigns" {
		t.Error(got)
	}
	if got := marked(list[1].Text, list[1].Marks); got != "On Monday the prime [minister] met a [minister] of prime importance." {
		t.Error(got)
	}
	if list[0].Score <= list[1].Score || list[0].Score > 1 || list[2].Text != "" {
		t.Errorf("%+v", list)
	}
}

func marked(text string, marks []Span) string {
	for i := len(marks) - 1; i >= 0; i-- {
		m := marks[i]
		text = text[:m.From] + "[" + text[m.From:m.To] + "]" + text[m.To:]
	}
	return text
}
