package store

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	stub  = "Only the first words."
	whole = "Only the first words. And then all that follows them, which is a good deal more than that."
	edit  = "Only the first words. And then all that follows them, which is a good deal less than this."
)

func TestMerge(t *testing.T) {
	for _, c := range []struct {
		name, first, second, want string
		result                    PutResult
		changed                   bool
	}{
		{"the same again", whole, whole, whole, PutResult{Unchanged: 1}, false},
		{"a stub after the whole", whole, stub, whole, PutResult{Unchanged: 1}, false},
		{"the whole after a stub", stub, whole, whole, PutResult{Updated: 1}, false},
		{"a changed text", whole, edit, edit, PutResult{Updated: 1}, true},
		{"a text after none", "", stub, stub, PutResult{Updated: 1}, false},
		{"none after a text", stub, "", stub, PutResult{Unchanged: 1}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStore(t)
			in := incoming(1)
			in.Text.Content = c.first
			mustPut(t, s, in)
			if _, err := s.Mark(t.Context(), MarkRead, in.Keys[0]); err != nil {
				t.Fatal(err)
			}
			again := incoming(1)
			again.Text.Content = c.second
			if got := mustPut(t, s, again); got != c.result {
				t.Errorf("%+v, want %+v", got, c.result)
			}
			a, text, err := s.Article(t.Context(), in.Keys[0])
			if err != nil || text.Content != c.want || a.Changed != c.changed || !a.Read {
				t.Errorf("%+v %q %v", a, text.Content, err)
			}
			revised, ok, err := s.Revised(t.Context(), in.Keys[0])
			if err != nil || ok != c.changed || ok && !strings.HasSuffix(revised, "a good deal ~~more than that.~~ **less than this.**") {
				t.Errorf("revised: %q %v %v", revised, ok, err)
			}
		})
	}
}

// What changed is told of the title, too, and of the last change only; links
// and emphasis are no words.
func TestRevised(t *testing.T) {
	s := newStore(t)
	in := incoming(1)
	put := func(title, content string) {
		again := incoming(1)
		again.Title, again.Text.Content = title, content
		mustPut(t, s, again)
	}
	for _, c := range []struct{ title, content, want string }{
		{"Five die in flood", "The *river* [rose](https://e.example/).\n\nIt fell.", ""},
		{"Seven die in flood", "The *river* [rose](https://e.example/).\n\nIt fell.", "~~Five~~ **Seven** die in flood\n\n*… 2 paragraphs as before …*"},
		{"Seven die in flood", "The **river** [rose](https://e.example/2).\n\nIt fell.", ""},
		{"Seven die in flood", "The **river** [rose](https://e.example/2).\n\nIt fell fast.", "*… a paragraph as before …*\n\nIt ~~fell.~~ **fell fast.**"},
	} {
		put(c.title, c.content)
		got, ok, err := s.Revised(t.Context(), in.Keys[0])
		if err != nil || got != c.want || ok != (c.title != "Five die in flood") {
			t.Errorf("%s: %q %v %v, want %q", c.content, got, ok, err, c.want)
		}
	}
	if _, _, err := s.Revised(t.Context(), testID(5)); !errors.Is(err, ErrNotFound) {
		t.Errorf("no article: %v", err)
	}
}

func TestMergeJoins(t *testing.T) {
	s := newStore(t)
	first := incoming(1)
	first.Tags, first.Published = []string{"War", "Kyiv"}, Time{At: start, Precision: Day, Basis: Inferred}
	first.Text.URL = ""
	mustPut(t, s, first)

	second := incoming(1)
	second.Keys = []ID{testID(99), first.Keys[1]} // known by its further key only
	second.Tags = []string{"kyiv", "Odesa"}
	second.Text.Author, second.Text.Enclosures = "A. Writer", []Enclosure{{URL: "https://example.org/p.jpg", Type: "image/jpeg", Size: 7}}
	if got := mustPut(t, s, second); got != (PutResult{Updated: 1}) {
		t.Fatalf("%+v", got)
	}
	a, text, err := s.Article(t.Context(), first.Keys[0])
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(a.Tags, []string{"War", "Kyiv", "Odesa"}) || a.Published != second.Published {
		t.Errorf("%+v", a)
	}
	if text.URL != second.Text.URL || text.Author != "A. Writer" || !reflect.DeepEqual(text.Enclosures, second.Text.Enclosures) {
		t.Errorf("%+v", text)
	}
	// From now on its URL finds it, too.
	second.Keys = second.Keys[:1]
	if got := mustPut(t, s, second); got != (PutResult{Unchanged: 1}) {
		t.Errorf("%+v", got)
	}
}

// Two articles of one title are one only if a URL does not tell them apart.
func TestSameTitleOtherURL(t *testing.T) {
	s := newStore(t)
	monday, tuesday := incoming(1), incoming(2)
	tuesday.Title, tuesday.Source, tuesday.Keys[1] = monday.Title, monday.Source, monday.Keys[1]
	if got := mustPut(t, s, monday, tuesday); got != (PutResult{Added: 2}) {
		t.Errorf("%+v", got)
	}
}

func TestStateOfNewArticlesOnly(t *testing.T) {
	s := newStore(t)
	in := incoming(1)
	in.Read, in.Starred = true, true
	mustPut(t, s, in)
	in = incoming(1)
	mustPut(t, s, in)
	if a, _, err := s.Article(t.Context(), in.Keys[0]); err != nil || !a.Read || !a.Starred {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestRelated(t *testing.T) {
	s := newStore(t)
	page := incoming(0)
	page.Text.Listed = []ID{testID(3), testID(1), testID(2)}
	mustPut(t, s, page, incoming(1), incoming(2)) // 3 is listed before it is here
	if _, text, err := s.Article(t.Context(), testID(0)); err != nil || !slices.Equal(text.Listed, page.Text.Listed) {
		t.Errorf("listed: %v, %v", text.Listed, err)
	}
	mustPut(t, s, incoming(3))
	for _, c := range []struct {
		of   int
		want []string
	}{
		{0, []string{"Title 3: listed by this page", "Title 1: listed by this page", "Title 2: listed by this page"}},
		{1, []string{"Title 0: its page lists this one", "Title 3: listed together by “Title 0”", "Title 2: listed together by “Title 0”"}},
	} {
		list, err := s.Related(t.Context(), testID(c.of))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range list {
			got = append(got, fmt.Sprintf("%s: %s", r.Title, strings.Join(r.Reasons, ", ")))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("related to %d: %q, want %q", c.of, got, c.want)
		}
		if a, _, err := s.Article(t.Context(), testID(c.of)); err != nil || a.Related != 3 {
			t.Errorf("count of %d: %d, %v", c.of, a.Related, err)
		}
	}
	// The page met again, with one more and itself in its list.
	page.Text.Listed = []ID{testID(0), testID(1), testID(4)}
	mustPut(t, s, page, incoming(4))
	if list, err := s.Related(t.Context(), testID(4)); err != nil || len(list) != 4 {
		t.Errorf("%d, %v", len(list), err)
	}
}

func TestTimesBeyondTheCalendar(t *testing.T) {
	s := newStore(t)
	far, before := incoming(1), incoming(2)
	far.Published.At = time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)
	before.Published.At = time.Date(-500, 1, 1, 0, 0, 0, 0, time.UTC)
	mustPut(t, s, far, before)
	w, err := s.Window(t.Context(), View{}, At{}, 2)
	if err != nil || w.Rows[0].Published.At.Year() != 9999 || w.Rows[1].Published.At.Year() != 1 {
		t.Errorf("%+v, %v", w.Rows, err)
	}
}
