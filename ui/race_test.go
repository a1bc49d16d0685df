package ui_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui"
	"newsreader/ui/uitest"
)

// Whoever goes far while rows are being read stays there.
func TestFarAwayWhileRowsAreRead(t *testing.T) {
	run(t, 80, 24, uitest.News(3000), nil, func(r *rig) {
		r.store.Slow("Window", 300*time.Millisecond)
		r.Press("010j", "S", "G")
		r.Pass(2 * time.Second)
		r.Expect("3,000 of 3,000")
	})
}

// What is pressed before the first rows are there counts too.
func TestStoriesBeforeTheFirstRows(t *testing.T) {
	run(t, 80, 24, uitest.Told(), nil, func(r *rig) {
		r.store.Tell(t)
		r.store.Slow("Window", 300*time.Millisecond)
		r.Close()
		r.start(80, 24)
		r.Press("v")
		r.Pass(2 * time.Second)
		r.Expect("of 4 stories")
	})
}

func TestLoadingShowsOnlyWhenSlow(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Slow("Article", time.Second)
		r.Press("<enter>")
		r.Expect("Russia's new drone strikes", "CNA") // title and byline at once
		r.ExpectNot("Loading")
		r.Pass(200 * time.Millisecond)
		r.Expect("Loading… esc cancels")
		r.Pass(time.Second)
		r.Expect("KYIV: Russia launched")
		r.ExpectNot("Loading")
	})
}

func TestEscWhileLoading(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Slow("Article", time.Second)
		r.Pass(time.Second)
		before := r.Screen()
		r.Press("<enter>", "<esc>")
		r.Pass(5 * time.Second)
		if after := r.Screen(); after != before {
			t.Errorf("esc while loading left\n%s\nwant\n%s", after, before)
		}
		r.Press("L")
		r.Expect("There is nothing ahead") // what never came is not worth returning to
		if n, _ := r.store.Counts(context.Background()); n.Unread != 3 {
			t.Errorf("%d unread: an article that never came was marked", n.Unread)
		}
	})
}

func TestLateArticleIsDropped(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Slow("Article", time.Second)
		r.Press("<enter>")
		r.store.Slow("Article", 0)
		r.Press("J")
		r.Expect("Unread › Musk's father", "Groups groups")
		r.Pass(5 * time.Second)
		r.Expect("Unread › Musk's father", "Groups groups")
		r.ExpectNot("KYIV: Russia")
	})
}

// What n found, or that it found nothing, is of no interest on a screen that
// was opened meanwhile.
func TestLateNextUnreadIsDropped(t *testing.T) {
	news := uitest.News(1000)
	for i := range news {
		news[i].Read = i != 900
	}
	with := func(o *ui.Options) { o.StartView = ui.StartAll }
	run(t, 100, 30, news, with, func(r *rig) {
		r.store.Slow("Next", 300*time.Millisecond)
		r.Press("n", "<enter>")
		r.Expect(news[0].Title)
		r.Pass(time.Second)
		r.Expect("All › " + news[0].Title[:40])
		r.Press("h")
		r.Expect("1 of 1,000")
		r.Press("n")
		r.Pass(time.Second)
		r.Expect("901 of 1,000")
		for _, other := range []string{"f", "?", ":", "/", "<enter>"} {
			r.Press("n", other)
			r.Pass(time.Second)
			r.ExpectNot("No unread article")
			r.Press("<esc>")
			r.Pass(15 * time.Second)
		}
		r.Press("n")
		r.Pass(time.Second)
		r.Expect("No unread article after this one.")
	})
}

func TestFailingArticleKeepsTheScreen(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Fail("Article", store.ErrDamaged)
		r.Press("<enter>")
		r.Expect("1 of 3", "The store is damaged.")
		r.store.Fail("Article", nil)
		r.Press("<enter>")
		r.Expect("KYIV: Russia launched")
		r.store.Fail("Article", errors.New("the disk\x1b[31m went away"))
		r.Press("J")
		r.Expect("Unread › Russia's new drone", "The disk went away.", "KYIV: Russia launched")
		r.Press("h")
		r.Expect("1 of 3")
	})
}

func TestFailingStoreAtStart(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Fail("Window", store.ErrBusy)
		r.again(80, 24)
		r.Expect("The store is in use by another program.", "Press ctrl+l to try again.")
		r.Press("j", "G", "<enter>", "n", "m", "A", "/", "S")
		r.store.Fail("Window", nil)
		r.Press("<ctrl+l>")
		r.Expect("Russia's new drone strikes")
	})
}

func TestSlowStoreAtStart(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Slow("Window", time.Second)
		r.again(80, 24)
		r.ExpectNot("Reading")
		r.Expect("? help")
		r.Pass(200 * time.Millisecond)
		r.Expect("Reading the store…")
		r.Pass(time.Second)
		r.Expect("Russia's new drone strikes")
	})
}

func TestFailingMarkIsTakenBack(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Fail("Mark", store.ErrFull)
		r.Press("m")
		r.Expect("The disk is full.", "Unread 3", "● Russia's new drone")
		r.store.Fail("Mark", store.ErrReadOnly)
		r.Press("s")
		r.Expect("The store is read-only.", "Starred 1")
	})
}

func TestQuitWhileLoadingAndSaving(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Slow("Article", time.Hour)
		r.Press("<enter>")
		r.Send("Q")
		r.Pass(time.Second)
		if !r.Ended() {
			t.Error("Q waits for an article that does not come")
		}
	})
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Slow("Mark", time.Second)
		r.Press("m")
		r.Send("Q")
		r.Pass(300 * time.Millisecond)
		r.Expect("Saving…")
		r.Pass(time.Second)
		if !r.Ended() {
			t.Error("Q never quit")
		}
		if n, _ := r.store.Counts(context.Background()); n.Unread != 2 {
			t.Errorf("%d unread: the last mark was lost", n.Unread)
		}
	})
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.store.Slow("Mark", time.Minute)
		r.Press("m")
		r.Send("Q")
		r.Pass(300 * time.Millisecond)
		r.Send("Q")
		r.Pass(300 * time.Millisecond)
		if !r.Ended() {
			t.Error("a second Q does not quit at once")
		}
	})
}

func TestEndFromOutsideSavesFirst(t *testing.T) {
	run(t, 60, 14, uitest.Four(), nil, func(r *rig) {
		r.Press("1", "G", "<enter>", "<space>", "<space>")
		r.store.Slow("Mark", time.Second)
		r.Send("m")
		r.Send("s")
		r.Pass(100 * time.Millisecond)
		r.Close() // as a terminal that goes away does
		art, text, err := r.store.Store.Article(context.Background(), uitest.ID("korea"))
		if err != nil || art.Read || art.Starred || text.Position == 0 {
			t.Errorf("%+v, position %d, %v: marks or position were lost", art, text.Position, err)
		}
	})
}

func TestLongWorkSaysSoAndCanBeCancelled(t *testing.T) {
	run(t, 80, 24, uitest.News(50), nil, func(r *rig) {
		r.store.Slow("MarkView", 5*time.Second)
		r.Press("A")
		r.ExpectNot("Marking")
		r.Pass(200 * time.Millisecond)
		r.Expect("Marking 50 articles… esc cancels")
		r.Press("j")
		r.Expect("2 of 50") // the list can be walked meanwhile
		r.Press("<esc>")
		r.Expect("Cancelled.")
		if n, _ := r.store.Counts(context.Background()); n.Unread != 50 {
			t.Errorf("%d unread after cancelling", n.Unread)
		}
	})
}

func TestResizeKeepsTheParagraph(t *testing.T) {
	run(t, 100, 20, uitest.Four(), nil, func(r *rig) {
		r.Press("1", "G", "<enter>", "<space>")
		r.Press("05j")
		if !r.Shows("\"We will always honour") && !r.Shows("“We will always honour") {
			t.Fatalf("not where the test begins:\n%s", r.Screen())
		}
		for _, w := range []int{60, 40, 140, 100} {
			r.Resize(w, 20)
			r.Pass(300 * time.Millisecond)
		}
		if !r.Shows("We will always honour") {
			t.Errorf("resizing lost the paragraph:\n%s", r.Screen())
		}
	})
}

func TestResizeWhileLoading(t *testing.T) {
	run(t, 120, 40, uitest.Four(), nil, func(r *rig) {
		r.store.Slow("Article", time.Second)
		r.Press("<enter>")
		r.Resize(40, 12)
		r.Resize(1, 1)
		r.Resize(60, 20)
		r.Pass(3 * time.Second)
		r.Expect("KYIV: Russia launched")
		checkGeometry(t, r, 60, 20)
	})
}
