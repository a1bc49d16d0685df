package ui_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui"
	"newsreader/ui/uitest"
)

// fetcher stands for the network: a second a feed, every tenth fails, and some
// feeds bring an article.
type fetcher struct {
	total, waiting int
	bring          []store.Incoming // stored with the third feed
	store          *uitest.Store
	t              *testing.T

	refused bool // each feed fails, and its row says so

	asked [][]store.FeedID // what each refresh was asked for
}

func (f *fetcher) refresh(ctx context.Context, only []store.FeedID, report func(ui.RefreshProgress)) (ui.RefreshProgress, error) {
	f.asked = append(f.asked, only)
	p := ui.RefreshProgress{Total: f.total, Waiting: f.waiting}
	if only != nil {
		p.Total = len(only)
	}
	report(p)
	for p.Done < p.Total {
		select {
		case <-ctx.Done():
			return p, ctx.Err()
		case <-time.After(time.Second):
		}
		if f.refused {
			failure := store.Fetched{Feeds: only[p.Done : p.Done+1], Fetch: store.Fetch{Tried: uitest.Now, Failures: 1, Error: "the server refused"}}
			if _, err := f.store.PutFetched(context.WithoutCancel(ctx), []store.Fetched{failure}); err != nil {
				return p, err
			}
		}
		p.Done++
		if p.Done%10 == 0 || f.refused {
			p.Failed++
		}
		if p.Done == 3 && len(f.bring) > 0 {
			f.store.Add(f.t, f.bring)
			p.Added += len(f.bring)
		}
		report(p)
	}
	return p, nil
}

// online runs a test with a network.
func online(t *testing.T, w, h int, news []store.Incoming, f *fetcher, test func(r *rig)) {
	t.Helper()
	run(t, w, h, news, func(o *ui.Options) { o.Refresh = f.refresh }, func(r *rig) {
		f.store, f.t = r.store, t
		test(r)
	})
}

func TestRefresh(t *testing.T) {
	fresh := uitest.News(320)[300:]
	for i := range fresh {
		fresh[i].Published.At = uitest.Now.Add(time.Duration(i) * time.Second)
	}
	f := &fetcher{total: 40, bring: fresh}
	online(t, 80, 24, uitest.News(300), f, func(r *rig) {
		r.Press("040j")
		r.Pass(5 * time.Second)
		body := func() string { return strings.Join(strings.Split(r.Screen(), "\n")[2:21], "\n") }
		before := body()
		r.Press("R")
		r.ExpectNot("/40 feeds")
		r.Pass(200 * time.Millisecond)
		r.Expect("0/40 feeds · esc cancels")
		r.Press("R")
		r.Expect("The feeds are being refreshed already.")
		r.Pass(12 * time.Second)
		r.Expect("12/40 feeds, 1 failed · esc cancels", " of 320")
		if body() != before {
			t.Errorf("the refresh moved what was read:\n%s\nwas\n%s", body(), before)
		}
		r.Pass(30 * time.Second)
		r.Expect("20 new articles in 40 feeds, 4 failed · f shows why")
		r.Pass(15 * time.Second)
		r.ExpectNot("40 feeds")
	})
}

func TestRefreshWhileReading(t *testing.T) {
	f := &fetcher{total: 40}
	online(t, 80, 24, uitest.Four(), f, func(r *rig) {
		r.Press("R")
		r.Pass(2500 * time.Millisecond)
		r.Press("<enter>")
		r.Pass(200 * time.Millisecond)
		r.Expect("KYIV: Russia launched", "2/40 feeds")
		r.ExpectNot("esc cancels") // here it goes back
		r.Press("J", "m")
		r.Expect("Marked unread · u undoes")
		r.Pass(5 * time.Second)
		r.Expect("7/40 feeds")
		r.Resize(40, 12)
		r.Resize(1, 1)
		r.Resize(120, 40)
		r.Pass(200 * time.Millisecond)
		r.Press("<esc>")
		r.Expect("2 of 3", "8/40 feeds · esc cancels")
		r.Press("<esc>")
		r.Expect("Cancelled after 8 of 40 feeds", "2 of 3")
		r.Pass(30 * time.Second)
		r.Press("R")
		r.Pass(time.Minute)
		r.Press("j")
		if len(f.asked) != 2 {
			t.Errorf("%d refreshes began, want 2", len(f.asked))
		}
	})
}

func TestRefreshThatIgnoresItsCancelling(t *testing.T) {
	hook := func(o *ui.Options) {
		o.Refresh = func(context.Context, []store.FeedID, func(ui.RefreshProgress)) (ui.RefreshProgress, error) {
			time.Sleep(2 * time.Second)
			return ui.RefreshProgress{}, errors.New("dial tcp: no such\x1b[31m host")
		}
	}
	run(t, 80, 24, uitest.Four(), hook, func(r *rig) {
		r.Press("R")
		r.Pass(200 * time.Millisecond)
		r.Expect("Refreshing the feeds… · esc cancels")
		r.Press("<esc>")
		r.Expect("Cancelling…")
		r.Press("R")
		r.Expect("Try again in a moment.")
		r.Pass(3 * time.Second)
		r.Expect("Dial tcp: no such host.")
	})
}

func TestRefreshWithNothingToFetch(t *testing.T) {
	for _, c := range []struct {
		waiting int
		want    string
	}{{0, "There are no feeds yet. a adds one."}, {1, "The one feed is not due yet · f R fetches one all the same"}, {40, "None of the 40 feeds is due yet · f R fetches"}} {
		online(t, 80, 24, uitest.Four(), &fetcher{waiting: c.waiting}, func(r *rig) {
			r.Press("R")
			r.Expect(c.want)
		})
	}
}

// Nothing may use the store after the program: it is closed then.
func TestEndWaitsForTheRefresh(t *testing.T) {
	over := false
	hook := func(o *ui.Options) {
		o.Refresh = func(ctx context.Context, _ []store.FeedID, _ func(ui.RefreshProgress)) (ui.RefreshProgress, error) {
			<-ctx.Done()
			time.Sleep(time.Second) // it writes what it has
			over = true
			return ui.RefreshProgress{}, ctx.Err()
		}
	}
	run(t, 80, 24, uitest.Four(), hook, func(r *rig) {
		r.Press("R")
		r.Send("Q")
		r.Pass(500 * time.Millisecond)
		if r.Ended() {
			t.Error("the program ended while a refresh was writing")
		}
		r.Pass(time.Second)
		if !r.Ended() || !over {
			t.Error("the program did not end with the refresh")
		}
	})
}
