package ui_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui"
	"newsreader/ui/uitest"
)

// telling runs a test on news that several sources tell, in lists of stories.
func telling(t *testing.T, w, h int, test func(r *rig)) {
	t.Helper()
	run(t, w, h, uitest.Told(), func(o *ui.Options) {
		o.Store.(*uitest.Store).Tell(t)
		o.Stories = true
	}, test)
}

func TestStoriesAreRows(t *testing.T) {
	telling(t, 100, 24, func(r *rig) {
		r.Expect("1 of 4 stories", "2 sources", "5 sources", "Unread 9")
		r.Press("j")
		r.Pass(time.Second)
		r.Expect("5 articles, 5 unread · CNA, AP, Yahoo News, The Guardian, BBC News")
		r.Press("v")
		r.Expect("One row for each article", "of 9")
		r.ExpectNot("5 sources")
		r.Press("v")
		r.Expect("2 of 4 stories", "5 sources")
	})
}

// What has no room below a list is left out: a row of names isn't cut to none.
func TestLineAboutAStoryFits(t *testing.T) {
	for w, want := range map[int]string{
		34:  "5 articles, 5 unread · CNA…",
		30:  "5 articles, 5 unread",
		100: "5 articles, 5 unread · CNA, AP, Yahoo News, The Guardian, BBC News",
	} {
		telling(t, w, 12, func(r *rig) {
			r.Press("j")
			r.Pass(time.Second)
			if got := strings.TrimSpace(r.Line(-2)); got != want {
				t.Errorf("at %d columns: %q, want %q", w, got, want)
			}
		})
	}
	telling(t, 40, 12, func(r *rig) {
		r.Pass(time.Second)
		if got := strings.TrimSpace(r.Line(-2)); got != "2 articles, 2 unread" {
			t.Errorf("told: %q", got)
		}
	})
}

// Turning a list to stories and back ends on the article where it began.
func TestFromArticlesToStoriesAndBack(t *testing.T) {
	telling(t, 100, 24, func(r *rig) {
		r.Press("v", "j", "j", "j")
		r.Pass(5 * time.Second)
		before := r.Screen()
		if !strings.Contains(marked(r), "Kyiv wakes to fires") {
			t.Fatalf("the cursor is on %q", marked(r))
		}
		back := func(keys string) {
			t.Helper()
			r.Press(keys)
			r.Pass(5 * time.Second)
			if after := r.Screen(); after != before {
				t.Errorf("%s came back to\n%s\nfrom\n%s", keys, after, before)
			}
		}
		r.Press("v")
		r.Expect("2 of 4 stories")
		back("v")
		back("vv")
		r.store.Slow("Window", 300*time.Millisecond)
		back("vv")
		back("vvvv")
		r.Press("vvv")
		r.Pass(time.Second)
		r.Expect("2 of 4 stories")
		back("v")
		r.Press("v")
		r.Pass(time.Second)
		r.Press("jv") // whoever went on stays there
		r.Pass(time.Second)
		if !strings.Contains(marked(r), "Amateur astronomer") {
			t.Errorf("the cursor is on %q", marked(r))
		}
	})
}

// A story stands where its newest article does, and so that is where its
// articles are shown: not at the one that the story's row shows.
func TestFromAStoryToItsNewestArticle(t *testing.T) {
	on := func(r *rig, title string) {
		r.t.Helper()
		r.Pass(time.Second)
		if !strings.Contains(marked(r), title) {
			r.t.Errorf("the cursor is on %q, not on %q", marked(r), title)
		}
	}
	telling(t, 100, 24, func(r *rig) {
		r.Press("j", "v")
		on(r, "Odesa maternity ward")
		r.Press("v")
		on(r, "Russia's new drone strikes")
		r.Press("v")
		on(r, "Odesa maternity ward")
	})
	telling(t, 100, 24, func(r *rig) { // who goes on meanwhile stays there, and turning back and forth changes nothing
		r.store.Slow("Window", 300*time.Millisecond)
		r.Press("jvj")
		on(r, "Amateur astronomer")
	})
	telling(t, 100, 24, func(r *rig) {
		r.store.Slow("Window", 300*time.Millisecond)
		r.Press("jvvv")
		on(r, "Odesa maternity ward")
	})
	telling(t, 100, 24, func(r *rig) { // of what is unread the newest
		r.Press("j", "<enter>", "G", "<enter>", "h", "h")
		r.Press("v")
		on(r, "Kyiv wakes to fires")
	})
	telling(t, 100, 24, func(r *rig) { // the newest one may not be in the list
		r.Press("/", "source:cna OR source:ap", "<enter>", "W", "Two", "<enter>", "4")
		r.Pass(5 * time.Second)
		r.Expect("1 of 1 story")
		r.Press("v")
		on(r, "New drone strikes hit Kyiv")
		r.Expect("1 of 2")
	})
	narrowed := []string{"/", "source:ap OR source:guardian OR source:reuters OR comet", "<enter>", "W", "Four", "<enter>", "4"}
	telling(t, 100, 24, func(r *rig) { // nor the one that the row shows
		r.Press(narrowed...)
		r.Pass(5 * time.Second)
		r.Press("j")
		r.Pass(5 * time.Second)
		before := r.Screen()
		r.Expect("2 of 3 stories")
		r.Press("v")
		on(r, "Kyiv wakes to fires")
		r.Expect("2 of 4")
		r.Press("v")
		r.Pass(5 * time.Second)
		if after := r.Screen(); after != before {
			t.Errorf("came back to\n%s\nfrom\n%s", after, before)
		}
	})
	telling(t, 100, 24, func(r *rig) { // what is unread comes first where the list holds what is read, too
		r.Press("v", "j", "j", "j", "m")
		r.Press(narrowed...)
		r.Press("4", "v", "j")
		r.Expect("2 of 3 stories")
		r.Press("v")
		on(r, "New drone strikes hit Kyiv")
	})
	telling(t, 100, 24, func(r *rig) {
		r.Press("j", "<enter>", "G", "<enter>", "h", "h")
		r.Press("1", "v")
		on(r, "Kyiv wakes to fires")
	})
	telling(t, 100, 24, func(r *rig) { // other lists begin there too
		r.Press("v", "C")
		on(r, "Russia's new drone strikes")
		r.Press("2")
		on(r, "Odesa maternity ward")
	})
}

func TestStoryScreen(t *testing.T) {
	telling(t, 100, 30, func(r *rig) {
		r.Press("j", "<enter>")
		r.Expect("5 sources · 5 articles · 5 unread", "CNA · first · 10 June 2025 06:10", "The Guardian · 40 min later", "BBC News · 3 h later",
			"also: AP, Yahoo News", "1 of 3")
		r.Press("c")
		r.Expect("AP · 15 min later", "Yahoo News · 30 min later", "1 of 5")
		r.ExpectNot("also:")
		r.Press("j", "j", "c")
		r.Expect("also: AP, Yahoo News", "1 of 3")
		r.Press("j", "<enter>")
		r.Expect("› Kyiv wakes to fires", "Residents of Kyiv spent")
		r.Press("J")
		r.Expect("› Odesa maternity ward damaged")
		r.Press("J")
		r.Expect("This is the last article of the story.")
		r.Press("h")
		r.Expect("3 of 3", "3 unread")
		r.Press("h")
		r.Expect("2 of 4 stories", "+3 new")
		r.Press("<enter>", "<enter>", "h")
		r.ExpectNot("unread") // who reads an article has read those that are folded into it
		r.Press("u")
		r.Expect("Undid: marked 3 articles read", "3 unread")
	})
}

// A story opens on its first unread article, in small windows too.
func TestStoryOpensOnWhatIsUnread(t *testing.T) {
	telling(t, 40, 12, func(r *rig) {
		r.Press("j", "<enter>", "<enter>", "J", "h", "h", "<enter>")
		r.Expect("3 of 3")
		if !strings.Contains(marked(r), "Odesa maternity ward") {
			t.Errorf("the cursor is on %q:\n%s", marked(r), r.Screen())
		}
	})
}

func TestFromAnArticleToItsStory(t *testing.T) {
	telling(t, 100, 30, func(r *rig) {
		r.Press("v", "j", "j", "j", "<enter>")
		r.Expect("› Kyiv wakes to fires")
		r.Press("<enter>")
		r.Expect("CNA · first", "2 of 3", "Unread › Kyiv wakes to fires after overnight drone strikes on Ukraine › Story  ")
		r.Press("<enter>", "<enter>")
		r.Expect("This is the article. esc goes back to its story.")
		r.Press("h", "h", "h")
		r.Expect("4 of 9")
		r.Press("G", "<enter>", "<enter>")
		r.Expect("Nobody else tells this story.")
	})
}

// An article tells that others are of its story, and how to get there; on the
// way from the story that is known.
func TestArticlesTellOfTheirStory(t *testing.T) {
	telling(t, 100, 40, func(r *rig) {
		r.Press("v", "j", "j", "j")
		r.Pass(5 * time.Second)
		r.Expect("story of 5 · 1 min")
		r.Press("<enter>", "G")
		r.Expect("The Guardian · 10 June 2025 06:50 (8 h ago) · 1 min · story of 5", "enter shows the 5 articles of this story")
		r.Press("<enter>", "<enter>")
		r.Press("J")
		r.Expect("› Story › ")
		r.ExpectNot("story of 5", "articles of this story")
		r.Press("<esc>", "<esc>", "<esc>", "G")
		r.Pass(time.Second)
		r.ExpectNot("story of")
		r.Press("<enter>")
		r.ExpectNot("story of", "of this story")
	})
}

// What is said of a screen goes with it; what was done stays to be read.
func TestHintsStayOnTheirScreen(t *testing.T) {
	hint := "Nobody else tells this story."
	for _, next := range []struct{ keys, shows string }{
		{"h", "of 9"}, {"r", "› Related"}, {"K", "› Amateur astronomer"}, {"1", "of 10"}, {"f", "› Feeds"}, {"?", "Moving"}, {":", "Commands"}, {"/", "\n /\n"},
	} {
		telling(t, 100, 30, func(r *rig) {
			r.Press("v", "G", "<enter>", "<enter>")
			r.Expect(hint)
			r.Press("j") // moving is no other screen
			r.Expect(hint)
			r.Press(next.keys)
			r.Expect(next.shows)
			r.ExpectNot(hint)
		})
	}
	telling(t, 100, 30, func(r *rig) {
		r.Press("v", "G", "s")
		r.Expect("Starred · u undoes")
		r.Press("<enter>")
		r.Expect("› Museum in Lisbon", "Starred · u undoes")
	})
}

func TestMarkingAStory(t *testing.T) {
	telling(t, 100, 24, func(r *rig) {
		r.Press("j", "m")
		r.Expect("Marked 5 articles of the story read · u undoes", "Unread 4")
		r.Press("m")
		r.Expect("Unread 5", "+1 new") // the one that the row shows
		r.Press("u", "u")
		r.Expect("Unread 9", "2 of 4 stories")
		r.Press("<enter>", "A")
		r.Expect("Marked 5 articles of the story read")
		r.ExpectNot("unread")
		r.Press("A")
		r.Expect("All of them are read already.")
		r.Press("h", "A")
		r.Expect("Marked 4 read")
	})
}

func TestFollowAndMute(t *testing.T) {
	telling(t, 100, 30, func(r *rig) {
		r.Press("G", "w")
		r.Expect("Following “Museum in Lisbon", "now first · u undoes", "Followed", "◆")
		r.Press("u")
		r.Expect("Undid: followed “Museum in Lisbon")
		r.ExpectNot("◆")
		r.Press("<ctrl+r>", "gg", "w")
		r.Expect("No longer following “Museum")
		r.Press("gg", "j", "M")
		r.Expect("Muted “Russia's new drone strikes", "comes in read", "muted")
		r.Press("M")
		r.Expect("No longer muting")
		r.Press("u")
		r.Expect("Undid: no longer muted")
		r.Press("<enter>")
		r.Expect("muted", "5 articles")
		r.Press("w")
		r.Expect("followed", "Following")
	})
}

// Who follows a story far down a list wants to read on there.
func TestFollowingKeepsThePlace(t *testing.T) {
	events := func(w, h int, test func(r *rig)) {
		t.Helper()
		run(t, w, h, uitest.Events(200), func(o *ui.Options) { o.Stories = true }, test)
	}
	body := func(r *rig) []string { return strings.Split(r.Screen(), "\n")[2:] }
	at := func(r *rig) int {
		return slices.IndexFunc(body(r), func(l string) bool { return strings.HasPrefix(l, "▌") })
	}
	title := func(r *rig) string {
		return strings.Trim(strings.SplitN(strings.TrimLeft(marked(r), "▌● "), "  ", 2)[0], "◆… ")
	}
	events(80, 24, func(r *rig) {
		r.Press("0150j", "k", "k", "k", "k")
		r.Pass(time.Second)
		line, rows := at(r), body(r)
		r.Press("w")
		r.Pass(time.Second)
		r.Expect("148 of 200 stories", ", now first · u undoes")
		if at(r) != line || strings.TrimLeft(rows[line+1], "▌ ●") != strings.TrimLeft(body(r)[line], "▌ ●") {
			t.Fatalf("the place is lost:\n%s\nafter\n%s", r.Screen(), strings.Join(rows, "\n"))
		}
		if !slices.Equal(body(r)[:line], rows[:line]) {
			t.Errorf("what stands above moved:\n%s\nafter\n%s", r.Screen(), strings.Join(rows, "\n"))
		}
		r.Press("u")
		r.Pass(time.Second)
		r.Expect("Undid: followed", "148 of 200 stories")
		r.Press("k")
		if under := marked(r); strings.TrimLeft(under, "▌ ●") != strings.TrimLeft(rows[line], "▌ ●") {
			t.Errorf("above it is %q, not %q", under, rows[line])
		}
		r.Press("w", "gg")
		r.Expect("Followed")
		under := title(r)
		r.Press("w")
		r.Pass(time.Second)
		r.Expect("No longer following", "1 of 200 stories")
		r.Press("0146j") // it stands where it stood
		if title(r) != under {
			t.Errorf("the cursor is on %q, not on %q", title(r), under)
		}
	})
	events(40, 12, func(r *rig) {
		r.Press("j", "w")
		r.Expect("”, now first")
	})
	events(80, 24, func(r *rig) { // first already, last of all, without anything unread
		under := title(r)
		r.Press("w")
		r.Expect("1 of 200 stories", "◆")
		if title(r) != under {
			t.Errorf("the cursor is on %q, not on %q", title(r), under)
		}
		r.Press("G", "k")
		above := title(r)
		r.Press("j", "w")
		r.Pass(time.Second)
		r.Expect("200 of 200 stories")
		if title(r) != above {
			t.Errorf("the cursor is on %q, not on %q", title(r), above)
		}
		r.Press("gg", "010j", "m", "1", "w")
		r.Pass(time.Second)
		r.Expect("Following")
		r.ExpectNot("now first")
		if !strings.Contains(marked(r), "◆") {
			t.Errorf("the cursor left what it is on for %q", marked(r))
		}
	})
	for _, w := range []int{80, 130} {
		events(w, 24, func(r *rig) { // from within the story
			r.Press("0151j")
			r.Pass(time.Second)
			line, rows := at(r), body(r)
			r.Press("<enter>", "w")
			r.Pass(time.Second)
			r.Expect("now first")
			r.Press("<esc>")
			r.Pass(time.Second)
			r.Expect("153 of 200 stories")
			if at(r) != line || !slices.Equal(body(r)[:line], rows[:line]) {
				t.Errorf("the place is lost:\n%s\nafter\n%s", r.Screen(), strings.Join(rows, "\n"))
			}
		})
		events(w, 24, func(r *rig) { // and from within an article what comes next is next
			r.Press("0150j", "j")
			r.Pass(time.Second)
			next := title(r)
			r.Press("k")
			r.Pass(time.Second)
			r.Press("<enter>", "w")
			r.Pass(time.Second)
			r.Press("J")
			r.Pass(time.Second)
			r.Expect("› " + next)
			r.Press("<esc>")
			r.Pass(time.Second)
			r.Expect("152 of 200 stories")
		})
	}
}

// What was done and how to undo it has room beside any title.
func TestWhatWasDoneFits(t *testing.T) {
	telling(t, 80, 24, func(r *rig) {
		r.Press("j", "M")
		r.Expect("”: what is new of it comes in read · u undoes")
		r.Press("M")
		r.Expect("No longer muting “Russia's new drone strikes hit Kyiv…” · u undoes")
		r.Press("<enter>", "j", "-")
		r.Expect("Took “Kyiv wakes to fires after overnight…” out of its story · u undoes")
		r.Press("u", "h", "g", "+", "Another", "<enter>", "j", "+")
		r.Expect("Joined “Central bank cuts…” to “Russia's new drone…” · u undoes")
	})
}

func TestSplitAndJoin(t *testing.T) {
	telling(t, 100, 30, func(r *rig) {
		r.Press("j", "-")
		r.Expect("Open the story first")
		r.Press("<enter>", "j", "-")
		r.Expect("Took “Kyiv wakes to fires", "4 sources · 4 articles", "Odesa maternity ward")
		r.ExpectNot("The Guardian ·")
		r.Press("u")
		r.Expect("Undid: took 1 article out of “Russia's new", "5 sources · 5 articles")
		r.Press("h", "k", "+")
		r.Expect("Join with", "Another one: go to it and press +")
		r.Press("Another", "<enter>")
		r.Expect("Go to the other story and press +")
		r.Press("<esc>")
		r.Expect("The story is not joined to another one.")
		r.Press("+", "Another", "<enter>", "j", "+")
		r.Expect("Joined “", "of 3 stories", "7 sources")
		r.Press("u")
		r.Expect("Undid: joined stories", "of 4 stories")
		r.Press("gg", "G", "-")
		r.Expect("This article is alone in its story already.")
	})
}

func TestPassagesReadBefore(t *testing.T) {
	telling(t, 100, 40, func(r *rig) {
		r.Press("j", "<enter>", "<enter>")
		r.Expect("CNA")
		r.ExpectNot("read before")
		r.Raw()
		r.Press("J", "J")
		r.Expect("› Odesa maternity ward", "of 4 paragraphs read before")
		if !strings.Contains(r.Frame(), "\x1b[2mBoth sides deny") {
			t.Errorf("what was read is not dim: %q", r.Frame())
		}
		r.Press("i")
		r.ExpectNot("read before")
		if strings.Contains(r.Frame(), "\x1b[2mBoth sides deny") {
			t.Error("what was read stays dim")
		}
		r.Press("i")
		r.Expect("of 4 paragraphs read before")
		r.store.Slow("ReadBefore", time.Second)
		r.Press("K")
		r.Expect("› Kyiv wakes to fires", "Residents of Kyiv") // it doesn't wait
		r.Pass(2 * time.Second)
		r.Expect("read before")
	})
}

func TestUnreadOnesLeadOutOfAStory(t *testing.T) {
	telling(t, 100, 30, func(r *rig) {
		r.Press("<enter>", "<enter>")
		r.Expect("› Central bank cuts")
		for range 4 {
			r.Press("n")
		}
		// From the last article of the first story to the second story.
		r.Expect("› Russia's new drone strikes", "CNA · first")
		r.Press("h")
		r.Expect("2 of 4 stories")
	})
}

func TestStoriesInPanes(t *testing.T) {
	telling(t, 130, 40, func(r *rig) {
		r.Press("j", "<enter>")
		r.Expect("│", "CNA · first", "5 sources")
		r.Press("<tab>", "k")
		r.Pass(time.Second)
		r.Expect("Deutsche Welle · first") // the story follows the list
		r.Press("j")
		r.Pass(time.Second)
		r.Press("<enter>", "j", "<enter>")
		r.Expect("│", "› Kyiv wakes to fires", "Residents of Kyiv", "also: AP")
		r.Press("<tab>", "j")
		r.Pass(time.Second)
		r.Expect("› Odesa maternity ward", "A maternity ward in the southern port")
		if n, err := r.store.Counts(context.Background()); err != nil || n.Unread != 8 {
			t.Errorf("%d unread: what only follows the cursor is not read", n.Unread)
		}
		r.Press("h", "h")
		r.Expect("2 of 4 stories")
	})
}

func TestNewCoverageMovesNothing(t *testing.T) {
	run(t, 100, 30, uitest.Events(60), func(o *ui.Options) { o.Stories = true }, func(r *rig) {
		r.Press("030j")
		r.Pass(time.Second)
		body := func() string { return strings.Join(strings.Split(r.Screen(), "\n")[2:27], "\n") }
		before, under := body(), marked(r)
		more := uitest.Events(1)
		fresh := more[0]
		fresh.Keys, fresh.Source = []store.ID{uitest.ID("late")}, "Late News"
		fresh.Published.At = uitest.Now.Add(time.Second)
		r.store.Add(t, []store.Incoming{fresh})
		r.Pass(time.Second)
		if marked(r) != under || body() != before {
			t.Errorf("new coverage moved what was read:\n%s\nwas\n%s", body(), before)
		}
	})
}

func TestLateStoryIsDropped(t *testing.T) {
	telling(t, 100, 30, func(r *rig) {
		r.store.Slow("Story", time.Second)
		r.Press("j", "<enter>")
		r.ExpectNot("Reading the story")
		r.Pass(200 * time.Millisecond)
		r.Expect("Reading the story…")
		r.Press("h")
		r.Expect("2 of 4 stories")
		r.Pass(2 * time.Second)
		r.Expect("2 of 4 stories")
		r.store.Slow("Story", 0)
		r.store.Fail("Story", store.ErrDamaged)
		r.Press("<enter>")
		r.Expect("The store is damaged.")
		r.store.Fail("Story", nil)
		r.Press("<ctrl+l>")
		r.Expect("CNA · first")
	})
}

func TestCatchUp(t *testing.T) {
	telling(t, 100, 30, func(r *rig) {
		r.Press("C")
		r.Expect("Catch up · since yesterday 15:04", "1 of 4 stories", "Russia's new drone strikes")
		if !strings.Contains(r.Line(2), "5 sources") {
			t.Errorf("most sources come first, not %q", r.Line(2))
		}
		r.Press("<enter>", "h", "S")
		r.Expect("of 4 stories")
		r.ExpectNot("Catch up")
		r.Press("S", "S")
		r.Expect("Catch up")
		r.Press("2")
		r.ExpectNot("Catch up")
		for _, key := range []string{"<esc>", "q"} { // back to the list that it was begun from
			r.Press("1", "C")
			r.Expect("Catch up")
			r.Press(key)
			r.ExpectNot("Catch up", "This is the first list")
			r.Expect("of 5 stories")
		}
		r.Press("<esc>")
		r.Expect("This is the first list. q quits.")
	})
}

// Back from catching up is where it was begun.
func TestBackFromCatchingUp(t *testing.T) {
	run(t, 80, 24, uitest.Events(200), func(o *ui.Options) { o.Stories = true }, func(r *rig) {
		body := func() string { return strings.Join(strings.Split(r.Screen(), "\n")[2:22], "\n") }
		r.Press("0150j", "k", "k")
		r.Pass(time.Second)
		before := body()
		r.Press("C", "j", "j", "<enter>", "h", "C", "<esc>")
		r.Pass(time.Second)
		r.Expect("149 of 200 stories")
		if body() != before {
			t.Errorf("came back to\n%s\nfrom\n%s", body(), before)
		}
		r.Press("C", "f", "h", "m", "j", "h")
		r.Pass(time.Second)
		r.Expect("149 of 200 stories")
		r.Press("/", "bavecor OR vetado*", "<enter>", "C")
		r.Expect("Catch up")
		r.Press("<esc>")
		r.Expect("› “bavecor")
		r.Press("<esc>")
		r.Pass(time.Second)
		r.Expect("149 of 200 stories")
		r.Press("v", "C", "<esc>")
		r.Pass(time.Second)
		r.Expect("of 729")
	})
}

// Catching up is about stories, whatever a row of the lists is.
func TestCatchUpShowsStoriesAlways(t *testing.T) {
	var kept []bool
	run(t, 100, 30, uitest.Told(), func(o *ui.Options) { o.SaveStories = func(on bool) { kept = append(kept, on) } }, func(r *rig) {
		for range 2 {
			r.Press("C")
			r.Expect("Catch up", "1 of 4 stories", "5 sources", "2 unread", "S sort")
			r.ExpectNot("v stories", "v articles")
			r.Press("v")
			r.Expect("Catching up is about stories. S sorts by time again.", "1 of 4 stories")
			r.Press("S", "v")
		}
		if len(kept) != 2 || !kept[0] || kept[1] {
			t.Errorf("kept %v", kept)
		}
	})
}

func TestLongAbsence(t *testing.T) {
	telling(t, 100, 30, func(r *rig) {
		r.Close()
		begin := time.Now()
		r.opt.Now = func() time.Time { return uitest.Now.Add(5*24*time.Hour + time.Since(begin)) }
		r.start(100, 30)
		r.Expect("You were last here 5 days ago · C catches up")
		r.Press("C")
		r.Expect("Catch up · since Tuesday")
	})
}

func TestChoiceOfRowsIsKept(t *testing.T) {
	kept := make(chan bool, 2)
	run(t, 100, 24, uitest.Told(), func(o *ui.Options) { o.SaveStories = func(on bool) { kept <- on } }, func(r *rig) {
		r.Press("v", "v")
		if on, off := <-kept, <-kept; !on || off {
			t.Errorf("kept %v, then %v", on, off)
		}
	})
}

// The order in which undated articles came in says nothing of who was first.
func TestNobodyIsFirstWithoutADate(t *testing.T) {
	news := uitest.Told()
	for i := range news {
		news[i].Published.Basis = store.Imported
	}
	run(t, 100, 30, news, func(o *ui.Options) {
		o.Store.(*uitest.Store).Tell(t)
		o.Stories = true
	}, func(r *rig) {
		r.Press("j", "<enter>")
		r.Expect("5 sources · 5 articles", "no date, taken in on")
		r.ExpectNot("· first ·")
		if n := strings.Count(r.Screen(), "taken in on"); n != 1 {
			t.Errorf("told %d times when they were taken in:\n%s", n, r.Screen())
		}
	})
}
