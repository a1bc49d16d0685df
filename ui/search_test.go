package ui_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui/uitest"
)

func TestSearchTellsWhy(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("/", "drone")
		r.Expect("Unread › “drone”", "1 found", "▌  KYIV: Russia launched another large drone attack")
		raw := r.Raw()
		if !strings.Contains(raw, "\x1b[4") {
			t.Errorf("no match is marked: %q", raw)
		}
		r.Press("<enter>", "j")
		r.Expect("KYIV: Russia launched")
		r.Resize(40, 12)
		r.Pass(time.Second)
		r.Expect("large drone") // in the line above the footer, around the match
	})
}

// Headlines that came without a text take one line among what was found: a
// second one would be blank.
func TestHeadlinesAloneTakeOneLine(t *testing.T) {
	news := uitest.News(60)
	for i := range news {
		if i%3 != 1 {
			news[i].Words, news[i].Text.Content = 0, ""
		}
		news[i].Title = fmt.Sprintf("Lighthouse number %d", i)
	}
	run(t, 100, 24, news, nil, func(r *rig) {
		r.Press("/", "lighthouse", "<enter>", "S")
		r.Pass(time.Second)
		blank := func() {
			r.t.Helper()
			for y := 2; y < 22; y++ {
				if l := r.Line(y); strings.Trim(l, " ▌") == "" {
					r.t.Errorf("line %d is blank:\n%s", y, r.Screen())
					return
				}
			}
		}
		r.Expect("1 of 60", "number 0 ")
		for _, keys := range []string{"j", "<ctrl+d>", "j", "<pgdn>", "G", "k", "<ctrl+u>", "k", "<pgup>", "j", "g"} {
			r.Press(keys)
			r.Pass(time.Second)
			blank()
		}
		top := r.Screen()
		for range 30 {
			r.Press("j")
		}
		for range 30 {
			r.Press("k")
		}
		r.Pass(time.Second)
		if back := r.Screen(); back != top {
			t.Errorf("down and up again leads to\n%s\nfrom\n%s", back, top)
		}
		r.Mouse(65, 10, 10)
		r.Mouse(0, 10, 10)
		r.Pass(time.Second)
		if l := r.Line(10); !strings.HasPrefix(l, "▌") {
			t.Errorf("what was clicked is not under the cursor:\n%s", r.Screen())
		}
		blank()
	})
}

// Rows that come on the screen while j is held say why they were found once
// the cursor rests; a single j waits for nothing.
func TestSnippetsWaitForTheCursor(t *testing.T) {
	run(t, 80, 24, uitest.News(300), nil, func(r *rig) {
		lines := func() []string { return strings.Split(strings.TrimRight(r.Screen(), "\n"), "\n") }
		explained := func() (n int) {
			for _, l := range lines()[2:22] {
				if strings.TrimSpace(strings.TrimPrefix(l, "▌")) != "" {
					n++
				}
			}
			return n
		}
		r.Press("/", "officials")
		if r.Expect("300 found"); explained() != 20 {
			t.Errorf("%d lines at first", explained())
		}
		r.Press("<enter>")
		for range 10 {
			r.Pass(time.Second)
			if r.Press("j"); explained() != 20 {
				t.Errorf("%d lines after a j", explained())
			}
		}
		r.Press("j", "j", "j")
		if explained() != 17 {
			t.Errorf("%d lines while j is held", explained())
		}
		if r.Pass(time.Second); explained() != 20 {
			t.Errorf("%d lines at rest", explained())
		}
		r.Press("j", "j", "<enter>")
		r.Pass(time.Second)
		if r.Press("<esc>"); explained() != 20 {
			t.Errorf("%d lines after coming back", explained())
		}
	})
}

func TestSearchSaysWhatIsWrong(t *testing.T) {
	run(t, 80, 24, uitest.News(300), nil, func(r *rig) {
		r.Press("/", "osaka")
		r.Expect("Osaka", "“osaka”")
		before := strings.Join(strings.Split(r.Screen(), "\n")[2:22], "\n")
		r.Press(letters(" newer:soon ")...)
		r.Expect("/ osaka newer:soon", "   newer:soon is no length of time")
		if after := strings.Join(strings.Split(r.Screen(), "\n")[2:22], "\n"); after != before {
			t.Errorf("a query that can't be understood left\n%s\nof the last good result\n%s", after, before)
		}
		r.ExpectNot("found")
		if line := last(r.Frame()); !strings.Contains(line, "osaka \x1b[4") {
			t.Errorf("the line doesn't show what is wrong: %q", line)
		}
		r.Press("<enter>") // can't be accepted
		r.Expect("/ osaka newer:soon")
		for range " newer:soon" {
			r.Press("<bs>")
		}
		r.Expect("“osaka”", "found")
		r.Press("<enter>", "<esc>")
		r.Expect("1 of 300")
	})
}

func TestSearchWaitsPatiently(t *testing.T) {
	run(t, 80, 24, uitest.News(300), nil, func(r *rig) {
		r.store.Slow("Search", time.Second)
		r.Press("/", "osaka")
		r.ExpectNot("searching")
		r.Pass(200 * time.Millisecond)
		r.Expect("searching…", "1 of 300")
		r.Pass(time.Second)
		r.Expect("found", "“osaka”")
		r.store.Slow("Search", 0)
		r.store.Fail("Search", store.ErrDamaged)
		r.Press("x")
		r.Expect("The store is damaged.", "“osaka”")
		r.store.Fail("Search", nil)
		r.store.Fail("Snippets", store.ErrDamaged)
		r.Press("<bs>")
		r.Expect("Osaka", "found")
	})
}

func TestHintsWhereNothingIsFound(t *testing.T) {
	run(t, 80, 24, uitest.News(30), nil, func(r *rig) {
		r.Press("/", "xyzzy", "<enter>")
		r.Expect("esc back   / search   1 all   W save   ? help")
		r.ExpectNot("enter read")
		r.Press("1")
		r.Expect("esc back   / search   W save   ? help")
		r.Press("<esc>", "T", "<enter>", "3")
		r.Expect("No starred articles with this tag.", "esc back   1 all")
	})
}

func TestSearchTurnsAround(t *testing.T) {
	run(t, 80, 24, uitest.News(300), nil, func(r *rig) {
		r.Press("/", "osaka", "<enter>", "j", "j")
		under := strings.TrimLeft(strings.Split(marked(r), "…")[0], "▌● ")
		r.Press("S")
		r.Expect("“osaka” · newest first", "Newest first", under)
		if !strings.Contains(marked(r), under) {
			t.Errorf("the cursor went from %q to %q", under, marked(r))
		}
		r.Press("S")
		r.ExpectNot("newest first")
	})
}

func last(frame string) string { return frame[strings.LastIndexByte(frame, 10)+1:] }

// letters are keys pressed one after the other, each when the last is answered.
func letters(text string) []string { return strings.Split(text, "") }

// marked is the line that the cursor is on.
func marked(r *rig) string {
	for _, l := range strings.Split(r.Screen(), "\n") {
		if strings.HasPrefix(l, "▌") {
			return l
		}
	}
	return ""
}

func TestSearchElsewhere(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("/", "putin", "<enter>")
		r.Expect("Nothing found for “putin”.", "Only unread articles were searched. 1 searches all")
		r.Press("1")
		r.Expect("Searches all articles", "North Korea confirms", "1 of 1")
		r.Press("<enter>", "h", "<esc>")
		r.Expect("1 of 3")
	})
}

// From a story and from related articles it is the list that is searched.
func TestSearchFromWithinAStory(t *testing.T) {
	for _, w := range []int{80, 130} {
		telling(t, w, 24, func(r *rig) {
			r.Press("j", "<enter>", "j", "/")
			r.Expect("› Search", "a phrase")
			r.Press("comet")
			r.Expect("Amateur astronomer", "1 found")
			r.Press("<enter>", "<enter>", "r", "/", "lisbon", "<enter>")
			r.Expect("Museum in Lisbon", "› “lisbon”", "1 of 1")
			r.Press("/", "<ctrl+u>")
			r.Expect("of 4 stories")
			r.Press("<esc>", "<esc>", "<esc>", "<esc>")
			r.Pass(time.Second)
			r.Press("<esc>")
			r.Expect("5 sources", "2 of 3")
			r.Press("/", "xyzzy", "<enter>", "1", "<esc>")
			r.Expect("5 sources", "2 of 3")
		})
	}
	run(t, 80, 24, uitest.Four()[:1], nil, func(r *rig) {
		r.Press("2", "/")
		r.Expect("There is nothing to search in here. 1 shows all.")
		r.Press("1", "/", "putin")
		r.Expect("1 found")
	})
}

func TestArticlesFoundShowTheWords(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("1", "/", "troop -odesa", "<enter>", "<enter>")
		r.Expect("All › “troop -odesa” › North Korea")
		r.Raw()
		r.Press("n")
		if raw := r.Raw(); !strings.Contains(raw, "\x1b[7m") {
			t.Errorf("n marks no match as the current one: %q", raw)
		}
		r.Press("/")
		r.Expect(" / troop")
		r.Press("<esc>", "h") // going back takes one key: nothing was looked for here
		r.Expect("1 of 1", "“troop -odesa”")
	})
}

func TestSearchExplainsItself(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("/")
		r.Expect(`"a phrase"`, "? explains")
		r.Press("?")
		r.Expect("What a search understands", `"drone strike"`, "is:unread")
		r.Press("<esc>", "kyiv?")
		r.Expect("/ kyiv?", "1 found")
		r.Press("<esc>", "?", "newer")
		r.Expect("newer:2d")
	})
}

func TestSavedSearches(t *testing.T) {
	run(t, 100, 24, uitest.News(300), nil, func(r *rig) {
		r.Press("4")
		r.Expect("No search is saved here yet. / searches, W saves the search.")
		r.Press("/", "krakow", "<ctrl+s>")
		r.Expect("Saves the search “krakow”", "Name:")
		r.Press("Poland", "<enter>")
		r.Expect("Saved “Poland” · 4 shows it")
		r.Press("<esc>")
		r.Expect("Starred 0   Poland")
		r.Press("/", "osaka", "<enter>", "W", "Japan", "<enter>")
		r.Press("5")
		r.Expect("Poland   Japan · unread", "Osaka")
		r.Press("<enter>", "h", "4")
		r.Expect("Poland · unread   Japan", "Kraków")
		r.ExpectNot("Osaka")
		r.Press("A", "2", "4")
		r.Expect("Poland   Japan", "Kraków") // nothing unread: all
		r.ExpectNot("Poland · unread")
		r.Press("4")
		r.Expect("Nothing unread found for “krakow”.")
		r.Press("4")
		r.Expect("Kraków")
		r.again(100, 24)
		r.Press("5")
		r.Expect("Japan · unread")
		r.Press("1")
		r.Expect("of 300")
		r.Press(":", "saved", "<enter>")
		r.Expect("Saved searches", "Poland", "krakow")
		r.Press("<down>", "<enter>")
		r.Expect("Japan · unread")
	})
}

// What is saved is whole, however it was typed.
func TestSavedSearchesAreWhole(t *testing.T) {
	run(t, 100, 24, uitest.News(300), nil, func(r *rig) {
		r.Press("s", "3", "/", "krakow OR", "<ctrl+s>", "A", "<enter>", "<esc>", "<esc>")
		r.Press("1", "/", `"lunar pro`, "<ctrl+s>", "B", "<enter>")
		list, err := r.store.Searches(context.Background())
		want := []store.SavedSearch{{Name: "A", Query: "(krakow OR) is:starred"}, {Name: "B", Query: `"lunar pro"`}}
		if err != nil || !slices.Equal(list, want) {
			t.Errorf("%+v, %v, want %+v", list, err, want)
		}
	})
}

func TestSavedSearchesTakeInWhatIsNew(t *testing.T) {
	run(t, 100, 24, uitest.News(300), nil, func(r *rig) {
		if err := r.store.SaveSearch(context.Background(), store.SavedSearch{Name: "Japan", Query: "osaka"}); err != nil {
			t.Fatal(err)
		}
		r.again(100, 24)
		r.Press("4", "<enter>", "h")
		r.Expect("1 of")
		fresh := uitest.News(301)[300:]
		fresh[0].Title, fresh[0].Published.At = "Osaka wakes up", uitest.Now
		r.store.Add(t, fresh)
		r.Pass(time.Second)
		r.Expect("1 new article above", "2 of") // and the one that was read is still there
	})
}

// Who saves a search under a name that another one has may not know it.
func TestSavingInPlaceOfAnotherSearch(t *testing.T) {
	run(t, 100, 24, uitest.News(30), nil, func(r *rig) {
		query := func() string {
			list, err := r.store.Searches(context.Background())
			if err != nil || len(list) != 1 {
				t.Fatalf("%v, %v", list, err)
			}
			return list[0].Query
		}
		r.Press("/", "osaka OR athens", "<enter>", "W", "Mine", "<enter>")
		r.Expect("Saved “Mine” · 4 shows it")
		r.Press("W", "Mine", "<enter>")
		r.Expect("Saved “Mine” · 4 shows it") // it is the same
		r.Press("<esc>", "/", "lisbon", "<enter>", "W", "Mine", "<enter>")
		r.Expect("Saved “Mine” in place of “osaka OR athens” · u undoes")
		if got := query(); got != "lisbon" {
			t.Errorf("saved %q", got)
		}
		r.Press("u")
		r.Expect("Undid: saved “Mine”")
		if got := query(); got != "osaka OR athens" {
			t.Errorf("undo left %q", got)
		}
		r.Press("<esc>", "4")
		r.Expect("Mine · unread")
	})
}

func TestSavedSearchesAmongTheFeeds(t *testing.T) {
	following(t, 100, 24, func(r *rig, _ *fetcher) {
		for _, s := range []store.SavedSearch{{Name: "Poland", Query: "krakow"}, {Name: "Lunar", Query: "lunar"}, {Name: "Wrong", Query: "newer:x y"}} {
			if err := r.store.SaveSearch(context.Background(), s); err != nil {
				t.Fatal(err)
			}
		}
		r.again(100, 24)
		r.Press("f", "g")
		if !strings.HasPrefix(r.Line(2), "▌/ Poland") || !strings.Contains(r.Line(2), "/") {
			t.Errorf("the feeds begin with %q", r.Line(2))
		}
		r.Expect("4 shows it from everywhere")
		r.Press("j", "<enter>")
		r.Expect("Feeds › Lunar · unread", "lunar")
		r.Press("h", "e")
		r.Expect("Name: Lunar")
		r.Press("<ctrl+u>", "Nippon", "<enter>")
		r.Expect("Renamed to “Nippon”", "/ Nippon")
		r.Press("k", "d")
		r.Expect("Dropped the search “Poland” · u undoes")
		r.ExpectNot("/ Poland")
		r.Press("u")
		r.Expect("Undid: dropped the search “Poland”", "/ Poland")
		list, err := r.store.Searches(context.Background())
		if err != nil || len(list) != 3 || list[0].Name != "Poland" || list[1].Name != "Nippon" {
			t.Errorf("the searches are %v, %v", list, err)
		}
		r.Press("p")
		r.Expect("This is a saved search, not a feed.")
		r.Press("M")
		r.Expect("Muted “Nippon”: what is new of it comes in read", "muted: lunar", "M mute")
		fresh := uitest.News(2)
		for i := range fresh {
			fresh[i].Keys = []store.ID{store.ID(i + 77)}
			fresh[i].Title, fresh[i].Text.URL, fresh[i].Published.At = []string{"Lunar probe", "Solar probe"}[i], "", uitest.Now
		}
		r.store.Add(t, fresh)
		r.Pass(5 * time.Second)
		r.Expect("what is new comes in read: 1 article so far")
		r.Press("j", "k", "e", "<ctrl+u>", "Nihon", "<enter>") // a new name is no reason to hear of it again
		r.Expect("muted: lunar")
		r.Press("M")
		r.Expect("No longer muting “Nihon”")
		r.ExpectNot("muted: lunar")
	})
}
