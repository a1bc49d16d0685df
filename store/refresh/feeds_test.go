package refresh

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"newsreader/parse/feed"
	"newsreader/parse/fetch"
	"newsreader/parse/news"
	"newsreader/store"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// web is a Getter over pages in memory.
type web struct {
	mu       sync.Mutex
	pages    map[string]func(fetch.Request) (*fetch.Response, error)
	requests []fetch.Request
}

func newWeb() *web { return &web{pages: map[string]func(fetch.Request) (*fetch.Response, error){}} }

func (w *web) Get(ctx context.Context, r fetch.Request) (*fetch.Response, error) {
	w.mu.Lock()
	w.requests = append(w.requests, r)
	page := w.pages[r.URL]
	w.mu.Unlock()
	if page == nil {
		return nil, &fetch.Error{URL: r.URL, Status: 404, Err: errors.New("example.org answered 404 Not Found")}
	}
	return page(r)
}

// serve puts a document at an address, with an ETag.
func (w *web) serve(url, contentType, body string) {
	w.pages[url] = func(r fetch.Request) (*fetch.Response, error) {
		etag := fmt.Sprintf(`"%d"`, len(body))
		if r.ETag == etag {
			return &fetch.Response{Status: 304, NotModified: true, URL: url}, nil
		}
		return &fetch.Response{Status: 200, URL: url, ContentType: contentType, ETag: etag,
			Body: io.NopCloser(strings.NewReader(body))}, nil
	}
}

func rss(title string, items int, extra string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>%s</title><link>https://example.org/</link>%s`, title, extra)
	for i := range items {
		fmt.Fprintf(&b, `<item><title>%s %d</title><link>https://example.org/%s/%d</link><description>The text of item %d.</description></item>`,
			title, i, title, i, i)
	}
	return b.String() + `</channel></rss>`
}

func feedStore(t testing.TB, urls ...string) *store.Store {
	t.Helper()
	s, err := store.Open(store.Options{Path: filepath.Join(t.TempDir(), "news.db"), Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range urls {
		if _, _, err := s.AddFeed(t.Context(), store.Subscription{URL: u}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func at(now time.Time) FeedOptions { return FeedOptions{Now: func() time.Time { return now }} }

func subscriptions(t *testing.T, s *store.Store) []store.Subscription {
	t.Helper()
	list, err := s.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestFeedsAreFetched(t *testing.T) {
	w := newWeb()
	w.serve("https://example.org/a", "application/rss+xml", rss("A", 700, ""))
	w.serve("https://example.org/b", "application/rss+xml", rss("B", 2, "<ttl>90</ttl>"))
	s := feedStore(t, "https://example.org/a", "https://example.org/b", "https://example.org/missing")
	report, err := Feeds(t.Context(), s, w, nil, at(noon))
	if err != nil || report.Total != 3 || report.Done != 3 || report.Failed != 1 || report.Added != 702 {
		t.Fatalf("%+v, %v", report, err)
	}
	list := subscriptions(t, s)
	if f := list[0]; f.Title() != "A" || f.Unread != 700 || f.Fetch.Error != "" || !f.Fetch.Next.IsZero() {
		t.Errorf("%+v", f)
	}
	if f := list[1]; !f.Fetch.Next.Equal(noon.Add(90 * time.Minute)) {
		t.Errorf("ttl: next at %v", f.Fetch.Next)
	}
	if f := list[2]; f.Fetch.Failures != 1 || f.Fetch.Error == "" || !f.Fetch.Next.Equal(noon.Add(firstBackOff)) {
		t.Errorf("%+v", f.Fetch)
	}
	// An hour later one is the same, one asked for more time, one fails on.
	report, err = Feeds(t.Context(), s, w, nil, at(noon.Add(time.Hour)))
	if err != nil || report.Total != 2 || report.Unchanged != 1 || report.Failed != 1 || report.Waiting != 1 || report.Added != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	if f := subscriptions(t, s)[2]; f.Fetch.Failures != 2 || !f.Fetch.Next.Equal(noon.Add(time.Hour+2*firstBackOff)) {
		t.Errorf("%+v", f.Fetch)
	}
}

// A feed that breaks off keeps what came, and is fetched whole the next time.
func TestFeedThatBreaksOff(t *testing.T) {
	w, u := newWeb(), "https://example.org/a"
	whole := rss("A", 10, "")
	w.pages[u] = func(fetch.Request) (*fetch.Response, error) {
		body := io.MultiReader(strings.NewReader(whole[:len(whole)/2]), failing{&fetch.Error{URL: u, Err: errors.New("example.org closed the connection")}})
		return &fetch.Response{Status: 200, URL: u, ETag: `"1"`, Body: io.NopCloser(body)}, nil
	}
	s := feedStore(t, u)
	if report, err := Feeds(t.Context(), s, w, nil, at(noon)); err != nil || report.Failed != 1 || report.Added == 0 || report.Added > 6 {
		t.Fatalf("%+v, %v", report, err)
	}
	if f := subscriptions(t, s)[0]; f.Fetch.ETag != "" || f.Fetch.Error == "" {
		t.Errorf("%+v", f.Fetch)
	}
	w.serve(u, "", whole)
	if report, err := Feeds(t.Context(), s, w, nil, FeedOptions{Now: at(noon).Now, Force: true}); err != nil || report.Failed != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	if f := subscriptions(t, s)[0]; f.Articles != 10 || f.Fetch.Failures != 0 || f.Fetch.Error != "" {
		t.Errorf("%+v", f)
	}
}

// What of a feed can't be read is told when that is new, and known until the
// feed comes whole; neither a feed that is unchanged nor one that can't be had
// says anything about it.
func TestFeedReadInPart(t *testing.T) {
	w, u := newWeb(), "https://example.org/a"
	whole := rss("A", 3, "")
	cut := strings.TrimSuffix(whole, "</channel></rss>")
	s := feedStore(t, u)
	fetched := func(losses int, lost bool) {
		t.Helper()
		report, err := Feeds(t.Context(), s, w, nil, FeedOptions{Now: at(noon).Now, Force: true})
		if err != nil || len(report.Losses) != losses {
			t.Errorf("%+v, %v; want %d losses", report, err, losses)
		}
		if f := subscriptions(t, s)[0]; f.Articles != 3 || (f.Fetch.Lost != "") != lost {
			t.Errorf("%d articles, lost: %q", f.Articles, f.Fetch.Lost)
		}
	}
	w.serve(u, "", cut)
	fetched(1, true)
	fetched(0, true) // unchanged
	w.serve(u, "", cut+"  ")
	fetched(0, true) // lost again
	delete(w.pages, u)
	fetched(0, true) // not to be had
	w.serve(u, "", whole)
	fetched(0, false)
	w.serve(u, "", cut)
	fetched(1, true)
}

func TestLosses(t *testing.T) {
	var l losses
	l.of("a", &news.Document{})
	if got := l.String(); got != "" {
		t.Errorf("nothing lost: %q", got)
	}
	l.of("b", &news.Document{Lost: 1, Problems: []news.Problem{{Where: "line 3", Reason: "it is broken"}}})
	if got := l.String(); got != "b: line 3: it is broken" {
		t.Errorf("one: %q", got)
	}
	l.of("c", &news.Document{Lost: 7, Problems: []news.Problem{{Reason: "it is odd"}}})
	if got := l.String(); got != "b: line 3: it is broken (and 7 more)" {
		t.Errorf("many: %q", got)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestServersAsk(t *testing.T) {
	w := newWeb()
	fails := func(e fetch.Error) func(fetch.Request) (*fetch.Response, error) {
		return func(r fetch.Request) (*fetch.Response, error) { e.URL, e.Err = r.URL, errors.New("no"); return nil, &e }
	}
	w.pages["https://example.org/slow"] = fails(fetch.Error{Status: 429, RetryAfter: 3 * time.Hour})
	w.pages["https://example.org/gone"] = fails(fetch.Error{Status: 410, Gone: true})
	w.pages["https://example.org/moved"] = func(fetch.Request) (*fetch.Response, error) {
		return &fetch.Response{Status: 200, URL: "https://example.org/new", Moved: "https://example.org/new",
			Body: io.NopCloser(strings.NewReader(rss("M", 1, "")))}, nil
	}
	w.serve("https://example.org/page", "text/html; charset=utf-8", "<!doctype html><title>No feed</title><p>Hello, this is a page.")
	s := feedStore(t, "https://example.org/slow", "https://example.org/gone", "https://example.org/moved", "https://example.org/page")
	if _, err := Feeds(t.Context(), s, w, nil, at(noon)); err != nil {
		t.Fatal(err)
	}
	list := subscriptions(t, s)
	if !list[0].Fetch.Next.Equal(noon.Add(3 * time.Hour)) {
		t.Errorf("retry after: %v", list[0].Fetch.Next)
	}
	if !list[1].Fetch.Gone {
		t.Error("a feed that is gone isn't noted as such")
	}
	if list[2].URL != "https://example.org/new" || list[2].Articles != 1 {
		t.Errorf("moved: %+v", list[2])
	}
	if list[3].Fetch.Error != errWebPage.Error() {
		t.Errorf("a page: %q", list[3].Fetch.Error)
	}
	if report, err := Feeds(t.Context(), s, w, []store.FeedID{list[1].ID}, at(noon.AddDate(1, 0, 0))); err != nil || report.Waiting != 1 {
		t.Errorf("a feed that is gone is fetched again: %+v, %v", report, err)
	}
}

func TestFullText(t *testing.T) {
	w := newWeb()
	w.serve("https://example.org/f", "application/rss+xml", rss("F", 1, ""))
	long := strings.Repeat("<p>"+strings.Repeat("This sentence belongs to the story, which is longer than its stub, and has commas. ", 6)+"</p>", 5)
	w.serve("https://example.org/F/0", "text/html", "<html><head><title>F 0</title></head><body><article><h1>F 0</h1>"+long+"</article></body></html>")
	s := feedStore(t, "https://example.org/f")
	if _, err := s.ChangeFeed(t.Context(), 1, func(f *store.Subscription) { f.FullText = true }); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := Feeds(t.Context(), s, w, nil, FeedOptions{Now: at(noon).Now, Force: true}); err != nil {
			t.Fatal(err)
		}
		w.serve("https://example.org/f", "application/rss+xml", rss("F", 1, " "))
	}
	win, err := s.Window(t.Context(), store.View{}, store.At{}, 1)
	if err != nil || len(win.Rows) != 1 || win.Rows[0].Words < 300 {
		t.Errorf("%+v, %v", win.Rows, err)
	}
	pages := 0
	for _, r := range w.requests {
		if r.URL == "https://example.org/F/0" {
			pages++
			if r.Typed {
				t.Error("a page that a feed names is fetched as if a person had typed it")
			}
		}
	}
	if pages != 1 {
		t.Errorf("the page was fetched %d times", pages)
	}
}

// A feed of stubs that breaks off keeps what came, too.
func TestFullTextThatBreaksOff(t *testing.T) {
	w, u := newWeb(), "https://example.org/f"
	whole := rss("F", 4, "")
	w.pages[u] = func(fetch.Request) (*fetch.Response, error) {
		body := io.MultiReader(strings.NewReader(whole[:len(whole)*3/4]), failing{&fetch.Error{URL: u, Err: errors.New("example.org closed the connection")}})
		return &fetch.Response{Status: 200, URL: u, Body: io.NopCloser(body)}, nil
	}
	s := feedStore(t, u)
	if _, err := s.ChangeFeed(t.Context(), 1, func(f *store.Subscription) { f.FullText = true }); err != nil {
		t.Fatal(err)
	}
	if report, err := Feeds(t.Context(), s, w, nil, at(noon)); err != nil || report.Failed != 1 || report.Added == 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestFolderAsFeed(t *testing.T) {
	s := feedStore(t, "file:///news/")
	o := at(noon)
	o.Folder = func(path string) (iter.Seq[Source], error) {
		if path != "/news/" {
			t.Errorf("folder %q", path)
		}
		return sources(source("a", lines("a", 3)), broken("b"), source("c", lines("c", 2))), nil
	}
	if report, err := Feeds(t.Context(), s, newWeb(), nil, o); err != nil || report.Added != 5 || report.Failed != 1 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestAdd(t *testing.T) {
	w := newWeb()
	w.serve("https://one.example/feed.xml", "application/rss+xml", rss("One", 2, ""))
	w.serve("https://one.example", "text/html", `<link rel="alternate" type="application/rss+xml" href="/feed.xml">`)
	w.serve("https://two.example", "text/html", `<link rel="alternate" type="application/rss+xml" title="News" href="/n">
		<link rel="alternate" type="application/rss+xml" title="Sport" href="/s">`)
	w.serve("http://plain.example", "text/html", `<link rel="alternate" type="application/rss+xml" href="/n">
		<link rel="alternate" type="application/rss+xml" href="/s">`)
	w.serve("https://usual.example", "text/html", "<p>nothing named")
	w.serve("https://usual.example/rss.xml", "text/xml", rss("Usual", 1, ""))
	w.serve("https://none.example", "text/html", "<p>nothing at all")
	w.serve("http://old.example", "text/xml", rss("Old", 1, ""))
	s := feedStore(t)
	for _, typed := range []string{"one.example", " feed:https://usual.example ", "old.example"} {
		f, err := Add(t.Context(), s, w, typed, at(noon))
		if err != nil || f.Articles == 0 || f.Title() == f.URL {
			t.Errorf("%s: %+v, %v", typed, f, err)
		}
	}
	asked := map[string]int{}
	for _, r := range w.requests {
		if asked[r.URL]++; asked[r.URL] > 1 {
			t.Errorf("%s was asked for again", r.URL)
		}
	}
	if f := subscriptions(t, s)[0]; f.Fetch.ETag == "" {
		t.Errorf("what the server said of the feed isn't kept: %+v", f.Fetch)
	}
	if f, err := Add(t.Context(), s, w, "https://one.example/feed.xml", at(noon)); !errors.Is(err, store.ErrAlreadyAdded) || f.Title() != "One" {
		t.Errorf("again: %+v, %v", f, err)
	}
	var choice *ChoiceError
	if _, err := Add(t.Context(), s, w, "two.example", at(noon)); !errors.As(err, &choice) || len(choice.Feeds) != 2 || choice.Feeds[1] != (feed.Link{Title: "Sport", URL: "https://two.example/s"}) {
		t.Errorf("a choice: %v", err)
	}
	if _, err := Add(t.Context(), s, w, "plain.example", at(noon)); !errors.As(err, &choice) || choice.Site != "http://plain.example" {
		t.Errorf("a choice without https: %v", err)
	}
	for _, typed := range []string{"none.example", "", "ftp://one.example", "word", "https://", "http://[::1"} {
		if f, err := Add(t.Context(), s, w, typed, at(noon)); err == nil {
			t.Errorf("%q was added: %+v", typed, f)
		}
	}
	if n := len(subscriptions(t, s)); n != 3 {
		t.Errorf("%d feeds", n)
	}
}

// A password stays with the server that it is for, and goes to no other; and
// a host that only a server named is none that a person typed.
func TestLoginsAndMoves(t *testing.T) {
	moves := []struct {
		from, to, want string
		named          bool
	}{
		{"https://me:pw@one.example/old", "https://one.example/new", "https://me:pw@one.example/new", false},
		{"http://me:pw@One.example:80/old", "https://one.example/new", "https://me:pw@one.example/new", false},
		{"https://me:pw@one.example/2", "http://one.example/new", "http://one.example/new", false},
		{"https://me:pw@one.example/3", "https://one.example:8080/new", "https://one.example:8080/new", true},
		{"https://me:pw@one.example/4", "https://other.example/new", "https://other.example/new", true},
		{"https://one.example/5", "https://other.example/new", "https://other.example/new", true},
	}
	for _, m := range moves {
		w := newWeb()
		w.pages[m.from] = func(fetch.Request) (*fetch.Response, error) {
			return &fetch.Response{Status: 200, URL: m.to, Moved: m.to, Body: io.NopCloser(strings.NewReader(rss("A", 1, "")))}, nil
		}
		w.serve(m.want, "text/xml", rss("A", 1, ""))
		s := feedStore(t, m.from)
		if _, err := Feeds(t.Context(), s, w, nil, at(noon)); err != nil {
			t.Fatal(err)
		}
		if f := subscriptions(t, s)[0]; f.URL != m.want || f.Named != m.named {
			t.Errorf("%s moved to %s, named %v", m.from, f.URL, f.Named)
		}
		if f, err := Add(t.Context(), feedStore(t), w, m.from, at(noon)); err != nil || f.URL != m.want || f.Named != m.named {
			t.Errorf("%s was added as %s, named %v, %v", m.from, f.URL, f.Named, err)
		}
	}
	w := newWeb()
	w.serve("https://me:pw@one.example/", "text/html", `<link rel="alternate" type="application/rss+xml" href="https://one.example/feed.xml">`)
	w.serve("https://me:pw@one.example/feed.xml", "application/rss+xml", rss("One", 2, ""))
	if f, err := Add(t.Context(), feedStore(t), w, "https://me:pw@one.example/", at(noon)); err != nil || f.URL != "https://me:pw@one.example/feed.xml" {
		t.Errorf("a page behind a password: %s, %v", f.URL, err)
	}
	w.serve("https://me:pw@usual.example/", "text/html", "<p>nothing named")
	w.serve("https://me:pw@usual.example/rss.xml", "text/xml", rss("Usual", 1, ""))
	if f, err := Add(t.Context(), feedStore(t), w, "https://me:pw@usual.example/", at(noon)); err != nil || f.URL != "https://me:pw@usual.example/rss.xml" {
		t.Errorf("a usual place behind a password: %s, %v", f.URL, err)
	}
	if _, err := Add(t.Context(), feedStore(t), newWeb(), "https://me:pw@none.example/", at(noon)); err == nil || strings.Contains(err.Error(), "pw") {
		t.Errorf("nothing there: %v", err)
	}
}

func TestStoppedFetchLeavesTheFeed(t *testing.T) {
	w, u := newWeb(), "https://example.org/a"
	ctx, cancel := context.WithCancel(t.Context())
	w.pages[u] = func(fetch.Request) (*fetch.Response, error) { cancel(); return nil, ctx.Err() }
	s := feedStore(t, u)
	report, err := Feeds(ctx, s, w, nil, at(noon))
	if err != nil || !report.Stopped || report.Done != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	if f := subscriptions(t, s)[0]; f.Fetch.Failures != 0 || !f.Fetch.Tried.IsZero() {
		t.Errorf("%+v", f.Fetch)
	}
}

func TestSchedule(t *testing.T) {
	for failures, want := range map[int]time.Duration{1: firstBackOff, 2: 2 * firstBackOff, 4: 8 * firstBackOff, 50: maxWait} {
		if got := backOff(failures); got != want {
			t.Errorf("after %d failures: %v", failures, got)
		}
	}
	for _, c := range []struct {
		age  time.Duration
		meta feed.Meta
		want time.Time
	}{
		{0, feed.Meta{}, time.Time{}},
		{time.Hour, feed.Meta{Every: 2 * time.Hour}, noon.Add(2 * time.Hour)},
		{400 * 24 * time.Hour, feed.Meta{}, noon.Add(maxWait)},
		{0, feed.Meta{SkipHours: []int{12, 13}}, noon.Add(2 * time.Hour)},
		{0, feed.Meta{SkipDays: []time.Weekday{time.Monday}}, noon.Add(12 * time.Hour)},
		{0, feed.Meta{SkipDays: []time.Weekday{0, 1, 2, 3, 4, 5, 6}}, noon},
	} {
		if got := next(noon, c.age, &c.meta); !got.Equal(c.want) {
			t.Errorf("%+v: %v, want %v", c, got, c.want)
		}
	}
}
