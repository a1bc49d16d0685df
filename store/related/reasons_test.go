package related

import (
	"slices"
	"testing"
	"time"
)

func TestReasons(t *testing.T) {
	v := Vector{
		{Word: &Word{Term: "rescue"}, Weight: .6, IDF: 4},
		{Word: &Word{Term: "coast"}, Weight: .5, IDF: 4},
		{Word: &Word{Term: "lima"}, Weight: .45, IDF: 4},
		{Word: &Word{Term: "boat"}, Weight: .4, IDF: 4},
		{Word: &Word{Term: "x"}, Weight: .9, IDF: 4},
		{Word: &Word{Term: "night"}, Weight: .35, IDF: 4},
		{Word: &Word{Term: "day"}, Weight: .1, IDF: 4},
	}
	named := func(t *Text, term, written string) *Text {
		for i := range t.Words {
			if t.Words[i].Term == term {
				t.Words[i].Written, t.Words[i].Name = written, true
			}
		}
		return t
	}
	at := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		there About
		want  []string
	}{
		{"names first, then the heaviest, four of them",
			About{Text: named(textOf("night", "boat", "coast", "rescue", "lima"), "lima", "Lima")}, []string{"Lima, rescue, coast, boat"}},
		{"no single letters, and nothing that isn't shared", About{Text: textOf("x", "harbour", "coast")}, []string{"coast"}},
		{"two, however little the second says", About{Text: textOf("rescue", "day")}, []string{"rescue, day"}},
		{"no third one that says little", About{Text: textOf("rescue", "coast", "day")}, []string{"rescue, coast"}},
		{"words, time and source",
			About{Text: textOf("coast"), Time: at.Add(-3 * time.Hour), Source: "Gazette"}, []string{"coast", "3 h earlier", "Gazette"}},
		{"without a text", About{Time: at, Source: "Gazette"}, []string{"same time", "Gazette"}},
		{"nothing", About{}, nil},
	} {
		if got := NewExplainer(v, About{Time: at}).Reasons(c.there); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What an Explainer reads gives the same reasons as the whole text.
func TestExplainerReads(t *testing.T) {
	r := NewReader()
	const title, body = "Ferry aground off Lima", "A ferry with Ana Torres on board ran aground off the coast. Torres, a rower, was rescued; the ferry will be towed."
	here := r.Read("The ferry and the rower", "Torres rows. The coast guard rescued Torres, and a tug tows the ferry.", "en")
	v := make(Vector, len(here.Words))
	for i := range here.Words {
		v[i] = Weighted{Word: &here.Words[i], Weight: 1 / float64(i+2), IDF: 4}
	}
	e := NewExplainer(v, About{})
	whole, part := r.Read(title, body, "en"), e.Read(r, title, body, "en")
	if got, want := e.Reasons(About{Text: part}), e.Reasons(About{Text: whole}); !slices.Equal(got, want) || len(want) == 0 {
		t.Errorf("%q, want %q", got, want)
	}
	if len(part.Words) >= len(whole.Words) {
		t.Errorf("it keeps %d words of %d", len(part.Words), len(whole.Words))
	}
	for _, w := range part.Words {
		if !slices.Contains(whole.Words, w) {
			t.Errorf("%+v is none of %+v", w, whole.Words)
		}
	}
}

func TestDistance(t *testing.T) {
	const day = 24 * time.Hour
	at := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		by      time.Duration
		dayOnly bool
		want    string
	}{
		{0, false, "same time"},
		{-59 * time.Second, false, "same time"},
		{time.Minute, false, "1 min later"},
		{-89 * time.Minute, false, "89 min earlier"},
		{90 * time.Minute, false, "2 h later"},
		{-35 * time.Hour, false, "35 h earlier"},
		{36 * time.Hour, false, "2 days later"},
		{-13 * day, false, "13 days earlier"},
		{14 * day, false, "2 weeks later"},
		{-59 * day, false, "8 weeks earlier"},
		{60 * day, false, "2 months later"},
		{-699 * day, false, "23 months earlier"},
		{700 * day, false, "2 years later"},
		{-5 * time.Hour, true, "same day"},
		{24 * time.Hour, true, "24 h later"},
	} {
		here, there := About{Time: at}, About{Time: at.Add(c.by), DayOnly: c.dayOnly}
		if got := distance(here, there); got != c.want {
			t.Errorf("%v, day only %v: %q, want %q", c.by, c.dayOnly, got, c.want)
		}
	}
	if got := distance(About{}, About{Time: at}) + distance(About{Time: at}, About{}); got != "" {
		t.Errorf("of an unknown time it says %q", got)
	}
}
