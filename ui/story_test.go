package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
	"newsreader/ui"
	"newsreader/ui/uitest"
)

func TestArticlesReadStayUntilTheListIsLeft(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("<enter>", "h", "j", "<enter>", "h")
		r.Expect("Unread 1", "Russia's new drone strikes", "Musk's father", "2 of 3")
		r.Press("2")
		r.Expect("Russia says plan", "1 of 1")
		r.ExpectNot("Musk's father", "Russia's new drone strikes")
	})
}

func TestStateSurvivesTheProgram(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("<enter>", "h", "s")
		r.Expect("Starred 2", "★")
		r.again(80, 24)
		r.Expect("Unread 2", "Starred 2")
		r.Press("u")
		r.Expect("Undid: starred “Russia's new drone strikes", "ctrl+r redoes", "Starred 1")
		r.Press("u")
		r.Expect("marked “Russia's new drone strikes", "Unread 3")
		r.Press("<ctrl+r>")
		r.Expect("Did again", "Unread 2")
		r.Press("u", "u")
		r.Expect("Nothing to undo.")
	})
}

func TestKeysInARowReachTheStoreInOrder(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Slow("Mark", 300*time.Millisecond)
		r.Press("mmm")
		r.Expect("  Russia's new drone strikes") // read on the screen at once
		r.Pass(3 * time.Second)
		r.Expect("Unread 2")
		if n := r.store.Calls("Mark"); n != 3 {
			t.Errorf("%d marks reached the store, want 3", n)
		}
	})
}

// place is the screen without what reading changes: dots and counts.
func place(screen string) string {
	lines := strings.Split(screen, "\n")[1:]
	return strings.ReplaceAll(strings.Join(lines, "\n"), "●", " ")
}

func TestBackRestoresCursorAndScroll(t *testing.T) {
	run(t, 80, 24, uitest.News(500), nil, func(r *rig) {
		r.Press("050j", "k", "k", "k")
		r.Pass(time.Second)
		before := r.Screen()
		r.Press("<enter>", "<space>", "h")
		r.Pass(time.Second)
		if after := r.Screen(); place(after) != place(before) {
			t.Errorf("came back to\n%s\nfrom\n%s", after, before)
		}
		r.Expect("48 of 500")
		r.Press("L")
		r.Expect("Unread ›")
		r.Press("<esc>")
		r.Expect("48 of 500")
	})
}

func TestMoving(t *testing.T) {
	t.Parallel()
	run(t, 80, 24, uitest.News(5000), nil, func(r *rig) {
		for _, c := range []struct{ keys, at string }{
			{"j", "2 of 5,000"}, {"05j", "7 of"}, {"012j", "19 of"}, {"k", "18 of"}, {"04k", "14 of"},
			{"G", "5,000 of 5,000"}, {"k", "4,999 of"}, {"gg", "1 of 5,000"}, {"<end>", "5,000 of"}, {"<home>", "1 of"},
			{"k", "1 of"}, {"<ctrl+d>", "11 of"}, {"<ctrl+u>", "1 of"}, {"04j", "5 of"},
		} {
			r.Press(c.keys)
			if !strings.Contains(r.Line(0), " "+c.at) {
				t.Errorf("after %s the header is %q, want %s", c.keys, r.Line(0), c.at)
			}
		}
		for range 300 {
			r.Press("<pgdn>")
		}
		r.Expect("5,000 of 5,000")
		for range 300 {
			r.Press("<pgup>")
		}
		r.Expect("1 of 5,000", "City council")
	})
}

func TestPageKeepsEveryRowInSight(t *testing.T) {
	t.Parallel()
	run(t, 80, 24, uitest.News(300), nil, func(r *rig) {
		seen := ""
		for range 20 {
			seen += r.Screen()
			r.Press("<space>")
		}
		for i := range uitest.News(300) {
			title := uitest.News(300)[i].Title
			if !strings.Contains(seen, title[:30]) {
				t.Fatalf("paging never showed article %d, %q", i, title)
			}
		}
		r.Press("<space>")
		r.Expect("This is the end of the list.")
	})
}

func TestRelatedDeeperAndBack(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		run(t, size[0], size[1], uitest.Four(), nil, func(r *rig) {
			r.Press("1", "G", "<enter>")
			r.Expect("North Korea confirms", "3 related")
			r.Press("r")
			r.Expect("Listed by the page", "Russia's new drone strikes", "Related", "1 of 3")
			r.Press("j", "<enter>")
			r.Expect("AsiaOne · ~9 June 2025")
			r.Press("r", "<enter>")
			deep := r.Screen()
			r.Press("h", "h", "h")
			r.Expect("Related", "2 of 3")
			r.Press("h", "h")
			r.Expect("All 4", "4 of 4")
			r.Press("L", "L", "L", "L", "L")
			if r.Line(0) != strings.Split(deep, "\n")[0] {
				t.Errorf("forward led to %q, want %q", r.Line(0), strings.Split(deep, "\n")[0])
			}
			r.Press("L")
			r.Expect("There is nothing ahead")
		})
	}
}

// Five articles deep in what is related, and back: every screen as it was left.
func TestRelatedFiveDeepAndBack(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {130, 40}} {
		telling(t, size[0], size[1], func(r *rig) {
			var ways []string
			keep := func() {
				r.Pass(time.Second)
				ways = append(ways, place(r.Screen()))
			}
			r.Press("v", "1", "j", "j", "j")
			keep()
			r.Press("<enter>", "j", "j")
			keep()
			for range 5 {
				r.Press("r", "j")
				keep()
				r.Press("<enter>", "j")
				keep()
			}
			for i := len(ways) - 2; i >= 0; i-- {
				r.Press("h")
				r.Pass(time.Second)
				if size[0] >= 120 && i%2 == 1 {
					continue // beside an article stands what is related to it, as that was left
				}
				if got := unreadless(place(r.Screen())); got != unreadless(ways[i]) {
					t.Fatalf("%dx%d, step %d back led to\n%s\nnot to\n%s", size[0], size[1], len(ways)-1-i, got, unreadless(ways[i]))
				}
			}
		})
	}
}

// unreadless is a screen without what tells that something was read since.
func unreadless(screen string) string {
	return strings.NewReplacer(" · new", "", "2 of 4 paragraphs read before", "", "1 of 4 paragraphs read before", "").Replace(screen)
}

func TestSearch(t *testing.T) {
	run(t, 80, 24, uitest.News(300), nil, func(r *rig) {
		r.Press("040j", "k", "k")
		r.Pass(time.Second)
		before := r.Screen()
		r.Press("/", "kra", "k")
		r.Expect("Unread › “krak”", "Kraków", "found", "1 of")
		r.ExpectNot("Osaka", "Lisbon")
		r.Press("<esc>")
		r.Pass(time.Second)
		if after := r.Screen(); after != before {
			t.Errorf("esc came back to\n%s\nfrom\n%s", after, before)
		}
		r.Press("/", "krakow", "<enter>", "j", "<enter>")
		r.Expect("Kraków", "Unread › “krakow” ›")
		r.Press("h")
		r.Expect("2 of")
		r.Press("h")
		r.Expect("39 of 300")
		r.Press("/", "zzz")
		r.Expect("Nothing found for “zzz”.")
		r.Press("<enter>", "<esc>")
		r.Expect("39 of 300")
	})
}

func TestLateSearchNeverWins(t *testing.T) {
	run(t, 80, 24, uitest.News(300), nil, func(r *rig) {
		r.store.Slow("Search o", 5*time.Second) // and it ignores that it is cancelled
		r.Press("/", "o")
		r.Press("saka")
		r.Expect("Osaka", "“osaka”")
		r.Pass(10 * time.Second)
		r.Expect("“osaka”")
		r.ExpectNot("Toronto")
	})
}

func TestFindInText(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("1", "G", "<enter>", "/", "putin")
		r.Expect("found")
		r.Press("<enter>")
		r.Raw()
		r.Press("n")
		if r.Raw() == "" {
			t.Error("n did not go to another match")
		}
		r.Press("N", "<esc>")
		r.Expect("All › North Korea") // esc ends finding, not reading
		r.Press("/", "nowhere", "<enter>")
		r.Expect("“nowhere” is not in this article.")
		r.Press("<esc>")
		r.Expect("4 of 4")
	})
}

func TestNextAndPrevious(t *testing.T) {
	t.Parallel()
	for _, w := range []int{80, 120} {
		run(t, w, 30, uitest.News(3000), nil, func(r *rig) {
			title := func(i int) string { return uitest.News(i + 1)[i].Title[:25] }
			r.Press("<enter>", "J")
			r.Expect("Unread › " + title(1))
			r.Press("05J")
			r.Expect("Unread › " + title(6))
			r.Press("K")
			r.Expect("Unread › " + title(5))
			r.Press("N")
			r.Expect("Unread › " + title(4))
			r.Press("h", "n")
			r.Expect("8 of 3,000")
			r.Press("<enter>", "0900J")
			r.Expect("Unread › " + title(907))
			r.Press("h")
			r.Expect("908 of 3,000")
			r.Press("G", "<enter>", "J")
			r.Expect("This is the last article.")
			r.Press("n")
			r.Expect("No unread article after this one.")
		})
	}
}

func TestSpaceReadsOn(t *testing.T) {
	run(t, 80, 24, uitest.News(30), nil, func(r *rig) {
		r.Press("<enter>")
		for range 12 {
			r.Press("<space>")
		}
		r.Press("h")
		if !strings.Contains(r.Line(0), "Unread 2") || r.Shows(" 1 of 30") {
			t.Errorf("space did not go on to the next article: %q", r.Line(0))
		}
	})
}

func TestMarkAll(t *testing.T) {
	run(t, 80, 24, uitest.News(128), nil, func(r *rig) {
		r.Press("A")
		r.Expect("Marked 128 read · u undoes", "Unread 0", "City council")
		r.Press("u")
		r.Expect("Undid: marked 128 articles read", "Unread 128", "●")
		r.Press("<ctrl+r>", "2")
		r.Expect("No unread articles.", "1 shows all")
	})
}

func TestNewArticlesMoveNothing(t *testing.T) {
	run(t, 80, 24, uitest.News(300), nil, func(r *rig) {
		r.Press("040j")
		r.Pass(time.Second)
		body := func() string { return strings.Join(strings.Split(r.Screen(), "\n")[2:21], "\n") }
		before := body()
		fresh := uitest.News(400)[300:]
		for i := range fresh[:12] {
			fresh[i].Published.At = uitest.Now.Add(time.Duration(i) * time.Second)
		}
		r.store.Add(t, fresh[:12])
		r.Pass(time.Second)
		r.Expect("12 new articles above", "53 of 312")
		if body() != before {
			t.Errorf("new articles moved what was read:\n%s\nwas\n%s", body(), before)
		}
	})
}

func TestOthersMarksShow(t *testing.T) {
	run(t, 80, 24, uitest.News(20), nil, func(r *rig) {
		id := uitest.News(1)[0].Keys[0]
		if _, err := r.store.Store.Mark(context.Background(), store.MarkRead, id); err != nil {
			t.Fatal(err)
		}
		r.Pass(time.Second)
		r.Expect("Unread 19", "1 of 20") // it stays in the list, read
	})
}

func TestViewsAndSort(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("j", "1")
		r.Expect("2 of 4")
		r.Press("S")
		r.Expect("oldest first", "3 of 4")
		r.Press("3")
		r.Expect("North Korea", "1 of 1")
		r.Press("s", "3")
		r.Expect("No starred articles.", "s stars the one you are on")
	})
	run(t, 80, 24, nil, nil, func(r *rig) {
		r.Expect("No articles yet.")
		r.Press("<enter>", "J", "m", "A", "/", "o", "y", "r", "n", "G", "k", "<space>")
		r.Press("R")
		r.Expect("There is no network here")
	})
}

func TestStartsInAllWhenNothingIsUnread(t *testing.T) {
	news := uitest.Four()[:1]
	run(t, 80, 24, news, nil, func(r *rig) { r.Expect("North Korea", "1 of 1") })
	run(t, 80, 24, news, func(o *ui.Options) { o.StartView = ui.StartUnread }, func(r *rig) { r.Expect("No unread articles.") })
	run(t, 80, 24, news, func(o *ui.Options) { o.StartView = ui.StartStarred }, func(r *rig) { r.Expect("North Korea") })
}

func TestMarkingOptions(t *testing.T) {
	run(t, 80, 24, uitest.Four(), func(o *ui.Options) { o.MarkOn = ui.MarkNever }, func(r *rig) {
		r.Press("<enter>", "G", "h")
		r.Expect("Unread 3")
	})
	run(t, 80, 24, uitest.News(3), func(o *ui.Options) { o.MarkOn = ui.MarkAtEnd }, func(r *rig) {
		r.Press("<enter>", "h")
		r.Expect("Unread 3")
		r.Press("<enter>", "G", "h")
		r.Expect("Unread 2")
	})
}

func TestReadingPositionComesBack(t *testing.T) {
	run(t, 60, 14, uitest.Four(), nil, func(r *rig) {
		r.Press("1", "G", "<enter>", "<space>", "<space>")
		mid := r.Line(3)
		r.Press("Q")
		r.Pass(time.Second)
		if !r.Ended() {
			t.Fatal("Q did not quit")
		}
		r.again(60, 14)
		r.Press("1", "G", "<enter>")
		_, text, err := r.store.Article(context.Background(), uitest.ID("korea"))
		if err != nil || text.Position == 0 {
			t.Fatalf("position %d, %v", text.Position, err)
		}
		if r.Shows("North Korea confirms troop deployment to Russia as Putin\n") {
			t.Errorf("opened at the beginning, not near %q:\n%s", mid, r.Screen())
		}
	})
}

func TestBrowserAndClipboard(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("o")
		if len(r.opened) != 1 || r.opened[0] != "https://example.org/kyiv" {
			t.Errorf("the browser was given %v", r.opened)
		}
		r.Raw()
		r.Press("y")
		r.Expect("Copied https://example.org/kyiv")
		if raw := r.Raw(); !strings.Contains(raw, "\x1b]52;c;aHR0cHM6Ly9leGFtcGxlLm9yZy9reWl2") {
			t.Errorf("nothing was copied: %q", raw)
		}
		r.Press("<enter>", "Y")
		r.Expect("Copied title and URL")
	})
	run(t, 80, 24, uitest.Four(), func(o *ui.Options) { o.Open = nil }, func(r *rig) {
		r.Press("o")
		r.Expect("No browser is known here. y copies the URL.")
	})
}

func TestHelpAndPalette(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("?")
		r.Expect("Help", "Moving", "move or scroll down")
		r.Press("star")
		r.Expect("star, or take the star away")
		r.ExpectNot("move or scroll down")
		r.Press("<esc>", ":", "mark all", "<enter>")
		r.Expect("Marked 3 read")
		r.Press("?", "q")
		r.Expect("Marked 3 read")
		r.Press("?", "?")
		r.Expect("Russia's new drone")
	})
}

func TestMouse(t *testing.T) {
	run(t, 120, 40, uitest.News(300), nil, func(r *rig) {
		r.Mouse(0, 10, 6)
		r.Expect("4 of 300")
		r.Mouse(65, 10, 10)
		r.Expect("4 of 300")
		if !strings.HasPrefix(r.Line(3), "▌") {
			t.Errorf("the wheel did not scroll by three:\n%s", r.Screen())
		}
		r.Mouse(0, 10, 3)
		r.Expect("Unread › ")
		r.Mouse(65, 80, 10)
		r.Mouse(0, 10, 6)
		r.Pass(time.Second)
		r.Expect("Unread › " + uitest.News(7)[6].Title[:30])
	})
}

func TestSuspendAndRedraw(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Press("<ctrl+z>", "<ctrl+l>")
		if r.Suspended() != 1 {
			t.Errorf("suspended %d times", r.Suspended())
		}
		r.Expect("Russia's new drone")
	})
}

func TestKeysThatCantActSayWhy(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		for _, c := range [][2]string{
			{"h", "This is the first list. q quits."}, {"L", "nothing ahead"}, {"<tab>", "window of 120 columns"},
			{"z", "two panes need a window of 120"}, {"<ctrl+r>", "Nothing to redo."}, {"x", "x does nothing here. ? shows the keys."},
			{"N", "No unread article before this one."}, {"K", "This is the first article."},
		} {
			r.Press(c[0])
			r.Expect(c[1])
		}
		r.Press("<enter>")
		for _, c := range [][2]string{
			{"l", "Nobody else tells this story. r shows what is related to it."}, {"A", "marks a whole list"}, {"S", "sorts a list"},
		} {
			r.Press(c[0])
			r.Expect(c[1])
		}
	})
}

func TestPanes(t *testing.T) {
	run(t, 120, 40, uitest.News(300), nil, func(r *rig) {
		title := func(i int) string { return uitest.News(i + 1)[i].Title[:30] }
		r.Press("<enter>")
		r.Expect("│", "Unread › "+title(0))
		r.Press("<tab>", "j", "j")
		r.Expect("Unread › " + title(0))
		r.Pass(300 * time.Millisecond)
		r.Expect("Unread › " + title(2)) // the article follows
		if n, err := r.store.Counts(context.Background()); err != nil || n.Unread != 299 {
			t.Errorf("%d unread: an article that only followed the cursor is not read", n.Unread)
		}
		r.Press("<tab>", "j")
		r.Pass(time.Second)
		if n, _ := r.store.Counts(context.Background()); n.Unread != 298 {
			t.Errorf("%d unread: scrolling an article is reading it", n.Unread)
		}
		r.Press("z")
		r.ExpectNot("│")
		r.Press("z", "<tab>", "<tab>", "h")
		r.Expect("3 of 300")
	})
}

func TestOwnKeys(t *testing.T) {
	own := map[string]string{"down": "x", "open": "enter", "help": "f1"}
	run(t, 80, 24, uitest.Four(), func(o *ui.Options) { o.Keys = own }, func(r *rig) {
		r.Expect("f1 help")
		r.Press("x", "x")
		r.Expect("3 of 3")
		r.Press("j")
		r.Expect("j does nothing here. f1 shows the keys.")
	})
}

func TestQuit(t *testing.T) {
	for _, keys := range []string{"q", "Q", "<ctrl+c>"} {
		run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
			r.Press("m")
			r.Send(keys)
			r.Pass(time.Second)
			if !r.Ended() {
				t.Errorf("%s did not quit", keys)
			}
		})
	}
}

func TestTabsCanBeClicked(t *testing.T) {
	for _, w := range []int{80, 120} {
		run(t, w, 24, uitest.Four(), nil, func(r *rig) {
			at := func(text string) int { return ansi.StringWidth(strings.Split(r.Line(0), text)[0]) }
			r.Mouse(0, at("All 4"), 0)
			r.Expect("1 of 4")
			r.Mouse(0, at("Starred"), 0)
			r.Expect("1 of 1", "North Korea confirms")
			r.Mouse(0, at("Unread")+3, 0)
			r.Expect("3 of 3")
			r.Mouse(0, w-2, 0) // not a tab
			r.Expect("3 of 3")
		})
	}
}

func TestArticleWithoutText(t *testing.T) {
	news := uitest.Four()
	for i := range news {
		news[i].Text.Content = ""
	}
	run(t, 80, 24, news, nil, func(r *rig) {
		r.Press("<enter>")
		r.Expect("No text came with this article.")
	})
}
