package ui_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
	"newsreader/ui"
	"newsreader/ui/uitest"
)

// rig is the application on a terminal, with its store.
type rig struct {
	*uitest.Terminal
	t     *testing.T
	store *uitest.Store
	opt   ui.Options

	opened []string // URLs that the browser was given
}

// run runs a test of the whole program in a bubble of fake time.
func run(t *testing.T, w, h int, news []store.Incoming, with func(*ui.Options), test func(r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, store: uitest.NewStore(t, news)}
		begin := time.Now()
		r.opt = ui.Options{
			Store: r.store, Now: func() time.Time { return uitest.Now.Add(time.Since(begin)) },
			Location: time.UTC, Theme: ui.ThemeDark, Version: "1.0",
			Open: func(_ context.Context, url string) error {
				r.opened = append(r.opened, url)
				return nil
			},
		}
		if with != nil {
			with(&r.opt)
		}
		r.start(w, h)
		defer func() { r.Close() }()
		test(r)
	})
}

func (r *rig) start(w, h int) {
	r.t.Helper()
	r.Terminal = uitest.Start(r.t, w, h, func(with ...tea.ProgramOption) uitest.Program {
		p, err := ui.New(context.Background(), r.opt, with...)
		if err != nil {
			r.t.Fatal(err)
		}
		return p
	})
}

// again quits and starts anew on the same store.
func (r *rig) again(w, h int) {
	r.t.Helper()
	r.Close()
	r.start(w, h)
}

func TestReadAndGoBack(t *testing.T) {
	run(t, 80, 24, uitest.Four(), nil, func(r *rig) {
		r.Expect("Unread 3", "Russia's new drone strikes", "Today, Tuesday 10 June 2025")
		r.Press("j")
		r.Pass(time.Second)
		r.Press("<enter>")
		r.Expect("AsiaOne", "~9 June 2025", "1 min")
		r.Press("h")
		r.Expect("Unread 2", "Musk's father")
	})
}

// Articles without a date stand where they were taken in, and under no day.
func TestUndatedArticlesStandUnderNoDay(t *testing.T) {
	news := uitest.News(3)
	news[1].Published = store.Time{}
	run(t, 80, 24, news, nil, func(r *rig) {
		for y, want := range map[int]string{2: " No date, taken in today", 4: " Today, Tuesday 10 June 2025"} {
			if got := r.Line(y); got != want {
				t.Errorf("line %d is %q, want %q", y, got, want)
			}
		}
		r.Press("j", "j")
		r.Expect("3 of 3")
	})
}

func TestMain(m *testing.M) { uitest.Main(m) }

// What stands above or below in a list is marked in one step; the list stays
// as it is.
func TestMarkAboveAndBelow(t *testing.T) {
	run(t, 80, 24, uitest.News(60), nil, func(r *rig) {
		r.Press("[")
		r.Expect("Nothing stands above.")
		r.Press("05j", "[")
		r.Expect("Marked 5 read · u undoes", "6 of 60", "Unread 55")
		r.Press("u")
		r.Expect("Unread 60", "6 of 60")
		r.Press("]")
		r.Expect("Marked 54 read", "Unread 6")
		r.Press("G", "]")
		r.Expect("Nothing stands below.")
		r.Press("<enter>", "[")
		r.Expect("Above and below are in a list; go back to it first.")
	})
}
