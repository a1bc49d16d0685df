package ui_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui"
	"newsreader/ui/uitest"
)

// following runs a test with feeds of every kind and a network.
func following(t *testing.T, w, h int, test func(r *rig, f *fetcher)) {
	t.Helper()
	f := &fetcher{total: 9, t: t}
	run(t, w, h, nil, func(o *ui.Options) {
		f.store = o.Store.(*uitest.Store)
		f.store.Follow(t)
		o.Refresh, o.AddFeed = f.refresh, f.add
	}, func(r *rig) { test(r, f) })
}

// add is an example of the network: a site without feeds, one with one, one
// with several, a feed that is there, one that takes its time.
func (f *fetcher) add(ctx context.Context, typed string) (store.Subscription, []ui.FeedChoice, error) {
	switch typed {
	case "none.example":
		return store.Subscription{}, nil, errors.New("no feed was found at none.example\x1b[31m")
	case "many.example":
		return store.Subscription{}, []ui.FeedChoice{
			{Title: "All\x1b[2J articles", URL: "https://many.example/all"}, {Title: "", URL: "https://many.example/comments"},
		}, nil
	case "slow.example":
		select {
		case <-time.After(10 * time.Second):
		case <-ctx.Done():
			return store.Subscription{}, nil, ctx.Err()
		}
	case "late.example":
		return store.Subscription{}, nil, fmt.Errorf("get: %w", context.DeadlineExceeded)
	}
	sub, _, err := f.store.AddFeed(context.WithoutCancel(ctx), store.Subscription{URL: typed})
	return sub, nil, err
}

func (r *rig) feed(url string) (found store.Subscription) {
	r.t.Helper()
	list, err := r.store.Store.Feeds(context.Background())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, f := range list {
		if f.URL == url {
			found = f
		}
	}
	return found
}

func TestFeedsScreen(t *testing.T) {
	following(t, 120, 40, func(r *rig, _ *fetcher) {
		r.Press("f")
		r.Expect("Unread › Feeds", "1 of 14", "● Africa Today", "4/4", "3 h", "not fetched yet", "paused", "! ", "The server answered 503", "gone for good",
			"# World", "2 feeds", "30/30", "●   asia one", "https://africa.example/atom.xml")
		r.Press("G", "k", "k")
		r.Expect("12 of 14", "full text")
		r.Press("f")
		r.Expect("These are the feeds. esc goes back.")
		r.Press("<esc>")
		r.Expect("All 50", "1 of 50")
	})
}

// The keys in the last line are those that do something there.
func TestHintsAmongTheFeeds(t *testing.T) {
	following(t, 120, 40, func(r *rig, _ *fetcher) {
		if err := r.store.SaveSearch(context.Background(), store.SavedSearch{Name: "Lunar", Query: "lunar"}); err != nil {
			t.Fatal(err)
		}
		r.again(120, 40)
		r.Press("f", "g")
		r.Expect("enter open   M mute   e rename   d remove   a add   R refresh   esc back   ? help")
		r.Press("j")
		r.Expect("R refresh   t tags   e rename   p pause   d remove   esc back   ? help")
		r.Press("/", "world", "<enter>", "g")
		r.Expect("▌# World", "enter open   a add   R refresh   A mark all   esc back   ? help")
	})
}

// Of a troubled feed the reason comes first, then what happens next and where
// it is; what has no room is left out, not cut in its middle.
func TestTroublesFitTheWindow(t *testing.T) {
	const why, next = "The server answered 503: it is overloaded", " · next try in 3 h"
	for w, want := range map[int]string{
		60:  why,
		70:  why + next,
		80:  why + next + " · space.example…",
		84:  why + next + " · space.example/feed",
		120: why + next + " · https://space.example/feed · 3 times in a row",
		200: why + next + " · https://space.example/feed · 3 times in a row · worked last: yesterday",
	} {
		following(t, w, 24, func(r *rig, _ *fetcher) {
			r.Press("f", "/", "503", "<enter>", "j")
			if got := strings.TrimSpace(r.Line(-2)); got != want {
				t.Errorf("at %d columns: %q, want %q", w, got, want)
			}
		})
	}
}

// Where a row has no room for the reason, lines in place of the last rows tell
// all of it. They are there for that feed only.
func TestTroublesAreToldInFull(t *testing.T) {
	following(t, 40, 12, func(r *rig, _ *fetcher) {
		r.Press("f", "/", "503", "<enter>", "j")
		if first, second := strings.TrimSpace(r.Line(-3)), strings.TrimSpace(r.Line(-2)); first != "The server answered 503: it is" || second != "overloaded · next try in 3 h" {
			t.Errorf("told: %q, %q", first, second)
		}
		r.Press("<esc>", "G", "k", "k", "k", "k")
		r.Expect("10 of 14", "▌!   Space Weekly", "overloaded · next")
		r.Mouse(0, 10, 9)
		r.Expect("10 of 14")
		r.Press("k", "g", "G", "k")
		r.ExpectNot("The server answered 503")
		if l := r.Line(-3); strings.TrimSpace(l) == "" {
			t.Errorf("a row is missing:\n%s", r.Screen())
		}
	})
	following(t, 40, 12, func(r *rig, _ *fetcher) { // a host stays as it is written
		r.store.Subscribe(t, store.Subscription{
			URL:   "https://never.example/feed",
			Fetch: store.Fetch{Tried: uitest.Now, Failures: 1, Error: "no-such-host.example could not be found"},
		}, nil)
		r.Press("f", "/", "could not", "<enter>")
		r.Expect("   no-such-host.example could not be", "   found · https://never.example/feed")
	})
}

// A feed that was read in part works; what is missing is told like a trouble.
func TestFeedReadInPart(t *testing.T) {
	following(t, 120, 20, func(r *rig, _ *fetcher) {
		r.store.Subscribe(t, store.Subscription{
			URL: "https://part.example/feed", Name: "Partly",
			Fetch: store.Fetch{Tried: uitest.Now, Succeeded: uitest.Now, Next: uitest.Now.Add(time.Hour), Lost: "entry 4: it is broken JSON"},
		}, nil)
		r.Press("f", "/", "partly", "<enter>")
		r.Expect("! Partly ", "  Read in part: entry 4: it is broken JSON · https://part.example/feed")
		r.ExpectNot("next try", "worked last")
	})
}

// Numbers in names count as numbers.
func TestFeedsStandByName(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		for _, name := range []string{"Radio 10", "radio 9 b", "Radio 9", "Radio 09a", "Radio", "Radio 100"} {
			r.store.Subscribe(t, store.Subscription{URL: "https://radio.example/" + name, Name: name}, nil)
		}
		r.Press("f", "/", "radio", "<enter>")
		r.Expect("1 of 6")
		for i, name := range []string{"Radio", "Radio 9", "radio 9 b", "Radio 09a", "Radio 10", "Radio 100"} {
			if l := r.Line(2 + i); !strings.HasPrefix(strings.TrimLeft(l, " ▌"), name+"  ") {
				t.Errorf("row %d is %q, want %q", i, l, name)
			}
		}
	})
}

func TestOpenAFeed(t *testing.T) {
	for _, w := range []int{80, 120} {
		following(t, w, 30, func(r *rig, _ *fetcher) {
			r.Press("f", "j", "j", "j")
			r.Expect("4 of 14", "The Korea Gazette")
			r.Press("<enter>")
			r.Expect("Unread › Feeds › The Korea Gazette · unread", "1 of 6")
			r.Press("j", "<enter>", "h", "2")
			r.Expect("The Korea Gazette · unread", " of 5")
			r.Press("3")
			r.Expect("The Korea Gazette · starred", "No starred articles in this feed.", "1 shows all")
			r.Press("1")
			r.Expect("Feeds › The Korea Gazette  ", " of 6")
			r.Press("S")
			r.Expect("The Korea Gazette · oldest first")
			r.Press("/", "seoul", "<esc>", "A")
			r.Expect("Marked 5 read")
			r.Press("<enter>", "2")
			r.Expect("No unread articles in this feed.")
			r.Press("<esc>")
			r.Expect("Unread › Feeds", "4 of 14", "0/6")
			r.Press("u")
			r.Expect("5/6", "4 of 14")
			r.Press("2")
			r.Expect("Unread 49")
			r.ExpectNot("Feeds ›")
		})
	}
}

func TestFeedsFromAnArticleAndBack(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		r.Press("<enter>")
		title := r.Line(0)
		r.Press("f", "<enter>", "<enter>", "f")
		r.Expect("Feeds", "1 of 14") // back to the same row, not deeper
		r.Press("L", "L")
		r.Expect("› Africa Today")
		r.Press("f", "<esc>")
		if r.Line(0) != title {
			t.Errorf("came back to %q from %q", r.Line(0), title)
		}
	})
}

func TestTagAsAList(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		r.Press("f", "/", "world", "<enter>", "<enter>")
		r.Expect("Feeds › World · unread", "1 of 30")
		r.Press("m", "j", "j", "m")
		r.Pass(time.Second)
		r.Expect("3 of 30") // they stay until the list is left
		r.Pass(5 * time.Second)
		fresh := uitest.News(70)[69:]
		fresh[0].Published.At = uitest.Now
		if _, err := r.store.Store.PutFetched(context.Background(), []store.Fetched{{Feeds: []store.FeedID{3}, Articles: fresh}}); err != nil {
			t.Fatal(err)
		}
		r.Pass(time.Second)
		r.Expect("1 new article above", "4 of 31")
		r.Press("2")
		r.Expect("of 29")
		r.Press("S")
		r.Expect("World · unread · oldest first", "of 29")
		r.Press("/", "lunar")
		r.Expect("oldest first › “lunar”", "found")
		r.Press("<esc>", "1", "A")
		r.Expect("Marked 29 read")
		r.Press("n", "N", "J", "<enter>", "h", "h")
		r.Expect("Feeds", "/ world", "0/31")
		r.Press("<esc>")
		r.Expect("14")
	})
}

func TestTagsToChoose(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		r.Press("T")
		r.Expect("Tags", "this article", "World", "2 feeds", "Daily", "1 feed")
		r.Press("zzz", "<enter>")
		r.Expect("Nothing here fits these words.", "zzz")
		r.Press("<bs>", "<bs>", "<bs>", "sci", "<enter>")
		r.Expect("Unread › Science", "1 of 5")
		r.Press("<esc>")
		r.Expect("1 of 50")
	})
	run(t, 80, 24, nil, nil, func(r *rig) {
		r.Press("T")
		r.Expect("There are no tags")
	})
}

func TestFeedsAreChanged(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		const url = "https://korea.example/rss"
		r.Press("f", "j", "j", "j", "e")
		r.Expect("Name: The Korea Gazette", "Nothing gives it its own title back")
		r.Press("<ctrl+u>", "Aaa", "<enter>")
		r.Expect("Renamed to “Aaa” · u undoes", "1 of 14") // the cursor goes with it
		r.Press("t", "world, Extra ,world,", "<enter>")
		r.Expect("Tagged “Aaa” world, Extra · u undoes", "3 feeds", "# Extra", "Extra  ")
		if f := r.feed(url); f.Name != "Aaa" || !slices.Equal(f.Tags, []string{"world", "Extra"}) {
			t.Errorf("the store has %+v", f)
		}
		r.Press("p")
		r.Expect("Paused “Aaa” · u undoes", "paused")
		r.Press("p")
		r.Expect("Goes on fetching “Aaa” · u undoes")
		r.Press("F")
		r.Expect("Fetches the full text of new articles of “Aaa” · u undoes")
		r.Press("F")
		r.Expect("as the feed has them")
		for _, deed := range []string{
			"turned the full text of “Aaa” off", "turned the full text of “Aaa” on",
			"resumed “Aaa”", "paused “Aaa”", "tagged “Aaa” “world, Extra”", "renamed a feed to “Aaa”",
		} {
			r.Press("u")
			r.Expect("Undid: " + deed + " · ctrl+r redoes")
		}
		r.Expect("4 of 14", "The Korea Gazette")
		r.Press("e", "<esc>", "e", "<enter>")
		r.Expect("Nothing to change.")
		r.Press("e", "<ctrl+u>", "<enter>")
		r.Expect("The Korea Gazette")
		if f := r.feed(url); f.Name != "" || f.Tags != nil || f.Paused || f.FullText {
			t.Errorf("the store has %+v", f)
		}
	})
}

func TestRemoveAFeed(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		r.Press("f", "j", "d")
		r.Expect("Removed “new.example/index.xml”, its articles stay · u undoes", "2 of 13")
		r.ExpectNot("not fetched")
		r.Press("u")
		r.Expect("Undid: removed “https://new.example/index.xml”", "2 of 14", "not fetched yet")
		r.store.Fail("RemoveFeeds", store.ErrFull)
		r.Press("d")
		r.Expect("The disk is full.", "2 of 14", "not fetched yet")
		r.store.Fail("RemoveFeeds", nil)
		if _, err := r.store.Store.RemoveFeeds(context.Background(), r.feed("https://new.example/index.xml").ID); err != nil {
			t.Fatal(err)
		}
		r.Press("p")
		r.Expect("This feed was removed meanwhile.", "2 of 13")
	})
}

func TestUndoAListOfFeeds(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		list := []store.Subscription{{URL: "https://one.example/feed"}, {URL: "https://two.example/feed"}}
		if _, _, err := r.store.Store.AddFeeds(context.Background(), list); err != nil {
			t.Fatal(err)
		}
		r.Press("f")
		r.Expect("1 of 16")
		r.Press("u")
		r.Expect("Undid: added 2 feeds", "1 of 14")
		r.Press("<ctrl+r>")
		r.Expect("Did again: added 2 feeds", "1 of 16")
	})
}

func TestFeedsOfOneAddress(t *testing.T) {
	following(t, 120, 24, func(r *rig, _ *fetcher) {
		moved := r.feed("https://africa.example/atom.xml")
		to := store.Fetched{Feeds: []store.FeedID{moved.ID}, Fetch: moved.Fetch, Moved: "https://korea.example/rss"}
		if _, err := r.store.Store.PutFetched(context.Background(), []store.Fetched{to}); err != nil {
			t.Fatal(err)
		}
		r.Press("f")
		r.Expect("Africa Today", "followed twice", "korea.example/rss · another feed has this address too; it is fetched once for both")
	})
}

func TestAddAFeed(t *testing.T) {
	following(t, 80, 24, func(r *rig, f *fetcher) {
		r.Press("a")
		r.Expect("Add:", "The address of a feed, or of a site that has one")
		r.Press("none.example", "<enter>")
		r.Expect("No feed was found at none.example.")
		r.Press("a")
		r.Expect("Add: none.example", "No feed was found")
		r.Pass(15 * time.Second)
		r.Expect("Correct it, or clear it with ctrl+u")
		r.Press("<ctrl+u>", "late.example", "<enter>")
		r.Expect("The site did not answer in time.")
		r.Press("a", "<ctrl+u>", "<enter>")
		r.Expect("Nothing was typed")
		r.Press("f", "a", "<ctrl+u>", "many.example", "<enter>")
		r.Expect("Feeds of many.example", "1  All articles", "2  https://many.example/comments", "https://many.example/all")
		r.Press("2", "<enter>")
		r.Expect("Added “many.example/comments” · u undoes", "2 of 15", "fetching…")
		r.Pass(5 * time.Second)
		r.Expect("Nothing new in “many.example/comments”")
		if last := f.asked[len(f.asked)-1]; len(last) != 1 || last[0] != r.feed("https://many.example/comments").ID {
			t.Errorf("fetched %v after adding", last)
		}
		r.Press("g", "a", "https://many.example/comments", "<enter>")
		r.Expect("“many.example/comments” is there already.", "2 of 15")
		r.Press("u")
		r.Expect("Undid: added “https://many.example/comments”", "of 14")
	})
}

func TestAddingCanBeCancelled(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		r.Press("a", "slow.example", "<enter>")
		r.ExpectNot("Looking")
		r.Pass(200 * time.Millisecond)
		r.Expect("Looking for feeds at slow.example… esc cancels")
		r.Press("j", "a")
		r.Expect("2 of 50", "Looking for feeds")
		r.Press("<esc>")
		r.Expect("Cancelled.")
		r.Pass(30 * time.Second)
		if f := r.feed("slow.example"); f.ID != 0 {
			t.Error("a feed was added after cancelling")
		}
		r.Press("a", "<ctrl+u>", "slow.example", "<enter>", "<enter>")
		r.Resize(40, 12)
		r.Pass(20 * time.Second)
		r.Press("f")
		r.Expect("slow.example")
	})
}

func TestRefreshAFeed(t *testing.T) {
	following(t, 80, 24, func(r *rig, f *fetcher) {
		r.Press("f", "R")
		r.Pass(200 * time.Millisecond)
		r.Expect("Fetching “Africa Today”… · esc cancels", "fetching…")
		r.Press("d") // while it is on its way
		r.Expect("Removed “Africa Today”")
		r.Pass(5 * time.Second)
		r.Expect("Nothing new in “Africa Today”")
		r.Press("G", "k", "k", "k", "R")
		r.Pass(200 * time.Millisecond)
		r.Expect("0/2 feeds · esc cancels")
		r.Press("<esc>")
		r.Expect("Cancelled after 0 of 2 feeds", "Feeds")
		r.Press("\x1br")
		r.Pass(time.Minute)
		if len(f.asked) != 3 || len(f.asked[0]) != 1 || len(f.asked[1]) != 2 || f.asked[2] != nil {
			t.Errorf("refreshed %v", f.asked)
		}
	})
}

func TestRefreshOfAFeedFails(t *testing.T) {
	following(t, 80, 24, func(r *rig, f *fetcher) {
		f.refused = true
		r.Press("f", "j", "R")
		r.Pass(2 * time.Second)
		r.Expect("! ", "The server refused · https://new.example/index.xml") // not hidden by a word that it failed
		r.Press("R", "j")
		r.Pass(2 * time.Second)
		r.Expect("“new.example/index.xml” could not be fetched · its row says why")
	})
}

func TestFeedsScreenInTrouble(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		r.store.Fail("Feeds", store.ErrBusy)
		r.Press("f")
		r.Expect("The store is in use by another program.", "Press ctrl+l to try again.")
		r.Press("j", "G", "<enter>", "e", "t", "p", "d", "F", "R", "A", "n", "o", "y", "/", "x", "<esc>", "r", "O", "T", "m", "s", "S", "<space>")
		r.store.Fail("Feeds", nil)
		r.Press("<ctrl+l>")
		r.Expect("Africa Today")
		r.store.Slow("Feeds", time.Second)
		r.store.Fail("ChangeFeed", store.ErrReadOnly)
		r.Press("j", "p")
		r.Expect("The store is read-only.", "paused")
		r.Pass(3 * time.Second)
		r.Expect("not fetched yet", "2 of 14")
		r.Press("<esc>", "f")
		r.Pass(200 * time.Millisecond)
		r.Expect("Reading the store…")
		r.Press("<esc>")
		r.Pass(3 * time.Second)
		r.Expect("1 of 50")
	})
}

func TestFeedsFilterAndWays(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		r.Press("f", "/", "50")
		r.Expect("1 found", "Space Weekly", "# Science")
		r.ExpectNot("Africa")
		r.Press("<down>", "<enter>")
		r.Expect("/ 50", "2 of 2", "The server answered 503: it is overloaded · next try in 3 h · space.example")
		r.Press("<esc>")
		r.Expect("of 14", "Space Weekly")
		r.Press("/", "zzz")
		r.Expect("No feed fits “zzz”.")
		r.Press("<esc>", "g", "n")
		r.Expect("3 of 14")
		r.Press("N", "N")
		r.Expect("No feed before this one has unread articles.")
		r.Press("A")
		r.Expect("Marked 4 read", "0/4")
		r.Press("y")
		r.Expect("Copied https://africa.example/atom.xml")
		r.Press("G", "k", "o")
		if len(r.opened) != 1 {
			t.Errorf("the browser was given %v", r.opened)
		}
	})
}

func TestFeedKeysElsewhereSayWhy(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		for _, key := range []string{"e", "t", "p", "F", "d"} {
			r.Press(key)
			r.Expect(key + " is for feeds; f shows them.")
		}
	})
}

func TestHostileFeedsStayOnTheirLines(t *testing.T) {
	following(t, 200, 60, func(r *rig, _ *fetcher) {
		r.Press("f")
		r.Raw()
		r.Press("/", "evil", "<enter>", "j", "e", "<esc>", "t", "<esc>", "p", "<enter>", "<enter>")
		r.Expect("Evil")
		for _, bad := range []string{"\x1b]0;owned", "\u202e", "\u009b", "[2J answer"} {
			if strings.Contains(r.Raw(), bad) {
				t.Errorf("%q reached the terminal", bad)
			}
		}
	})
}

// A password in a feed's address is nobody's to see who looks on.
func TestLoginsStayHidden(t *testing.T) {
	run(t, 200, 24, nil, func(o *ui.Options) {
		s := o.Store.(*uitest.Store)
		s.Subscribe(t, store.Subscription{URL: "https://me:secret@one.example/feed"}, nil)
		s.Subscribe(t, store.Subscription{URL: "https://me:secret@two.example/feed", Fetch: store.Fetch{Error: "It answered 401", Failures: 3}}, nil)
	}, func(r *rig) {
		r.Raw()
		r.Press("f")
		r.Expect("one.example/feed", "two.example/feed")
		r.Press("j", "y", "/", "secret", "<enter>", "p")
		if strings.Contains(r.Raw(), "secret@") {
			t.Error("a password was shown")
		}
	})
}

func TestThousandsOfFeeds(t *testing.T) {
	run(t, 120, 40, nil, func(o *ui.Options) {
		s := o.Store.(*uitest.Store)
		for i := range 300 {
			s.Subscribe(t, store.Subscription{URL: fmt.Sprintf("https://example.org/%04d", i), Name: fmt.Sprintf("Feed %04d", i), Tags: []string{fmt.Sprint("tag ", i%7)}}, nil)
		}
	}, func(r *rig) {
		r.Press("f")
		r.Expect("1 of 307")
		for range 30 {
			r.Press("<pgdn>")
		}
		r.Expect("307 of 307")
		before := r.Written()
		for range 100 {
			r.Press("k")
		}
		t.Logf("%d bytes per k", (r.Written()-before)/100)
	})
}

func TestMouseOnFeeds(t *testing.T) {
	following(t, 80, 24, func(r *rig, _ *fetcher) {
		r.Press("f")
		r.Mouse(0, 10, 5)
		r.Expect("4 of 14")
		r.Mouse(0, 10, 20) // below the last one
		r.Expect("4 of 14")
		r.Mouse(0, 10, 5)
		r.Expect("Feeds › The Korea Gazette")
		r.Press("<esc>")
		r.Resize(80, 10)
		r.Mouse(65, 10, 5)
		r.Expect("4 of 14")
		r.Mouse(65, 10, 5)
		r.Expect("7 of 14") // pushed along by the edge
	})
}

func TestHowToBegin(t *testing.T) {
	hook := func(o *ui.Options) { f := &fetcher{}; o.Refresh, o.AddFeed = f.refresh, f.add }
	run(t, 80, 24, uitest.Four()[1:], hook, func(r *rig) {
		r.Expect("You follow no feeds yet. a adds one.", "a add")
		r.Press("f")
		r.Expect("No feeds yet.", "a adds a feed: the address of a site is enough.", "newsreader import takes files in, opml import lists of feeds.")
		r.Press("<enter>")
		r.Expect("There is no feed to open. a adds one.")
	})
	run(t, 80, 24, nil, hook, func(r *rig) {
		r.Expect("No articles yet.", "a adds a feed: the address of a site is enough.", "newsreader import takes files in, opml import lists of feeds.")
	})
	run(t, 80, 24, nil, nil, func(r *rig) {
		r.Expect("No articles yet.", "newsreader import takes files in, opml import lists of feeds.")
		r.ExpectNot("a adds")
		r.Press("a")
		r.Expect("There is no network here")
	})
	run(t, 80, 24, nil, func(o *ui.Options) {
		hook(o)
		o.Store.(*uitest.Store).Subscribe(t, store.Subscription{URL: "https://example.org"}, nil)
	}, func(r *rig) { r.Expect("R fetches your 1 feed.") })
}
