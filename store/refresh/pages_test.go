package refresh

import (
	"errors"
	"strings"
	"testing"
	"time"

	"newsreader/parse/fetch"
	"newsreader/store"
)

// stubs is a feed of stubs whose pages answer as a test wants.
type stubs struct {
	*web
	t *testing.T
	s *store.Store
}

const (
	stubFeed = "https://example.org/f"
	stubPage = "https://example.org/F/0"
)

func newStubs(t *testing.T) *stubs {
	w := &stubs{newWeb(), t, feedStore(t, stubFeed)}
	w.serve(stubFeed, "application/rss+xml", rss("F", 1, ""))
	if _, err := w.s.ChangeFeed(t.Context(), 1, func(f *store.Subscription) { f.FullText = true }); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *stubs) page() {
	long := strings.Repeat("<p>"+strings.Repeat("This sentence belongs to the story, which is longer than its stub, and has commas. ", 6)+"</p>", 5)
	w.serve(stubPage, "text/html", "<html><head><title>F 0</title></head><body><article><h1>F 0</h1>"+long+"</article></body></html>")
}

func (w *stubs) fails(e fetch.Error) {
	w.pages[stubPage] = func(r fetch.Request) (*fetch.Response, error) { e.URL, e.Err = r.URL, errors.New("no"); return nil, &e }
}

// fetch fetches the feed some time after noon, and wants the page asked for so
// often and to be as long.
func (w *stubs) fetch(after time.Duration, asked, words int) {
	w.t.Helper()
	w.requests = nil
	if _, err := Feeds(w.t.Context(), w.s, w, nil, at(noon.Add(after))); err != nil {
		w.t.Fatal(err)
	}
	n := 0
	for _, r := range w.requests {
		if r.URL == stubPage {
			n++
		}
	}
	win, err := w.s.Window(w.t.Context(), store.View{}, store.At{}, 1)
	if err != nil || win.Total != 1 || win.Rows[0].Words/100 != words/100 || n != asked {
		w.t.Errorf("after %v: asked %d times, want %d; %+v, %v", after, n, asked, win.Rows, err)
	}
}

func TestPageIsTriedAgain(t *testing.T) {
	w := newStubs(t)
	w.fails(fetch.Error{Status: 503, Temporary: true})
	w.fetch(0, 1, 5)
	w.page()
	w.fetch(firstPageWait-time.Second, 0, 5)
	w.fetch(firstPageWait, 1, 450) // though the feed is unchanged
	w.fetch(time.Hour, 0, 450)
	if last := w.requests[len(w.requests)-1]; last.ETag == "" {
		t.Error("the feed is fetched whole though no page is missing")
	}
}

func TestPageIsGivenUp(t *testing.T) {
	w := newStubs(t)
	w.fails(fetch.Error{Temporary: true})
	after := time.Duration(0)
	for i := range pageTries {
		w.fetch(after, 1, 5)
		after += firstPageWait << (2 * i)
	}
	w.fetch(after+24*time.Hour, 0, 5)
}

func TestPageThatAsksToWait(t *testing.T) {
	w := newStubs(t)
	w.fails(fetch.Error{Status: 429, Temporary: true, RetryAfter: 2 * time.Hour})
	w.fetch(0, 1, 5)
	w.fetch(time.Hour, 0, 5)
	w.fetch(2*time.Hour, 1, 5)
}

// A page that isn't there, or is none, won't be later. Nor is one asked for
// that the feed has forgotten.
func TestPageThatWillNotBe(t *testing.T) {
	for name, serve := range map[string]func(*stubs){
		"missing": func(w *stubs) { w.fails(fetch.Error{Status: 404}) },
		"gone":    func(w *stubs) { w.fails(fetch.Error{Status: 410, Gone: true}) },
		"a file": func(w *stubs) {
			w.serve(stubPage, "application/pdf", strings.Repeat("Not a page at all, just words. ", 99))
		},
		"empty": func(w *stubs) { w.serve(stubPage, "text/html", "<p>Nothing.") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newStubs(t)
			serve(w)
			w.fetch(0, 1, 5)
			w.fetch(24*time.Hour, 0, 5)
		})
	}
	w := newStubs(t)
	w.fails(fetch.Error{Temporary: true})
	w.fetch(0, 1, 5)
	w.serve(stubFeed, "", rss("F", 0, ""))
	w.fetch(time.Hour, 0, 5)
	if pages, err := w.s.Pages(t.Context(), 1); err != nil || len(pages) != 0 {
		t.Errorf("%v, %v", pages, err)
	}
}
