//go:build unix

package refresh

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"newsreader/parse/fetch"
	"newsreader/store"
)

// killStoreVar tells this test binary to refresh a store and nothing else.
const killStoreVar = "NEWSREADER_TEST_REFRESH"

func TestMain(m *testing.M) {
	path := os.Getenv(killStoreVar)
	if path == "" {
		os.Exit(m.Run())
	}
	if err := refreshOnce(path); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// refreshOnce refreshes all feeds and says when it begins, has stored something
// and ends.
func refreshOnce(path string) error {
	s, err := store.Open(store.Options{Path: path})
	if err != nil {
		return err
	}
	stored := 0
	progress := func(r FeedReport) {
		if r.Added > stored {
			fmt.Println("stored")
		}
		stored = r.Added
	}
	fmt.Println("begins")
	report, err := Feeds(context.Background(), s, fetch.New(fetch.Options{Now: time.Now}), nil, FeedOptions{Now: time.Now, Force: true, Progress: progress})
	if err == nil && report.Failed > 0 {
		err = fmt.Errorf("%+v", report)
	}
	fmt.Println("ended")
	return err
}

const (
	killFeeds = 24
	longFeed  = 0 // the feed whose articles come in several parts
)

// edition is a server of feeds that grow with each edition.
type edition struct{ number atomic.Int64 }

// articles returns how many articles a feed has in an edition; the first one
// is 1.
func (*edition) articles(feed int, number int64) int {
	switch {
	case number == 0:
		return 0
	case feed == longFeed:
		return 2*partArticles + 100 + (partArticles+50)*int(number/5) // more than a part at times
	}
	return 10 + feed + 2*int(number)
}

// ServeHTTP writes a feed in two halves, so that kills find it half sent. The
// second half of the long one comes after the articles of the others, and its
// own first part, were written.
func (e *edition) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	feed, number := 0, e.number.Load()
	fmt.Sscanf(r.URL.Path, "/%d", &feed)
	tag := fmt.Sprintf(`"%d"`, number)
	if w.Header().Set("ETag", tag); r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	head, pause := fmt.Sprintf(`<rss version="2.0"><channel><title>F%d</title>`, feed), 2*time.Millisecond
	if feed == longFeed { // the first MiB is looked at before anything is read
		head, pause = head+"<!--"+strings.Repeat(" ", 1<<20)+"-->", 2*flushAfter
	}
	var items []string
	for i := e.articles(feed, number) - 1; i >= 0; i-- {
		items = append(items, fmt.Sprintf(`<item><title>F%d %d</title><link>https://example.org/%d/%d</link><description>The text of item %d.</description></item>`, feed, i, feed, i, i))
	}
	half := len(items) / 2
	fmt.Fprint(w, head+strings.Join(items[:half], "\n"))
	w.(http.Flusher).Flush()
	time.Sleep(pause)
	fmt.Fprint(w, strings.Join(items[half:], "\n")+"</channel></rss>")
}

// killedStore is a store whose refreshes are killed, and what it should hold.
type killedStore struct {
	*testing.T
	*store.Store
	edition *edition
	read    map[store.ID]bool
	starred map[store.ID]bool
}

func newKilledStore(t *testing.T) *killedStore {
	k := &killedStore{T: t, edition: &edition{}, read: map[store.ID]bool{}, starred: map[store.ID]bool{}}
	var servers []*httptest.Server // hosts are asked one thing at a time
	for range 8 {
		server := httptest.NewServer(k.edition)
		t.Cleanup(server.Close)
		servers = append(servers, server)
	}
	var err error
	if k.Store, err = store.Open(store.Options{Path: filepath.Join(t.TempDir(), "news.db"), Wait: 10 * time.Second}); err != nil {
		t.Fatal(err)
	}
	for i := range killFeeds {
		url := fmt.Sprintf("%s/%d", servers[i%len(servers)].URL, i)
		if _, _, err := k.AddFeed(t.Context(), store.Subscription{URL: url}); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

// refresh runs a refresh in a process of its own and kills it so long after
// the process said a word. It reports whether the refresh ended by itself.
func (k *killedStore) refresh(word string, after time.Duration) (ended bool) {
	self, err := os.Executable()
	if err != nil {
		k.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), killStoreVar+"="+k.Path())
	out, err := cmd.StdoutPipe()
	if err != nil {
		k.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		k.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		switch said := lines.Text(); said {
		case word:
			defer time.AfterFunc(after, func() { cmd.Process.Kill() }).Stop()
		case "ended":
			ended = true
		case "begins", "stored":
		default:
			k.Errorf("the refresh says: %s", said)
		}
	}
	cmd.Wait()
	return ended
}

// check looks for what a kill may not leave behind: a feed whose state is
// ahead of its articles. A feed that fits in one part is stored whole, with
// its state, or not at all. It returns how many feeds are up to date.
func (k *killedStore) check() (current int) {
	k.Helper()
	for i, f := range subscriptions(k.T, k.Store) {
		at, _ := strconv.ParseInt(strings.Trim(f.Fetch.ETag, `"`), 10, 64)
		want, most := k.edition.articles(i, at), k.edition.articles(i, k.edition.number.Load())
		if f.Articles != want && (i != longFeed || f.Articles < want || f.Articles > most) {
			k.Errorf("feed %d has %d articles, its state is that of edition %d with %d", i, f.Articles, at, want)
		}
		if f.Fetch.Failures > 0 {
			k.Errorf("feed %d failed: %s", i, f.Fetch.Error)
		}
		if at == k.edition.number.Load() {
			current++
		}
	}
	return current
}

// mark reads and stars an article somewhere in the store.
func (k *killedStore) mark(row int) {
	k.Helper()
	w, err := k.Window(k.Context(), store.View{}, store.At{Row: row}, 2)
	if err != nil {
		k.Fatal(err)
	}
	for i, a := range w.Rows {
		action, marked := store.MarkRead, k.read
		if i > 0 {
			action, marked = store.Star, k.starred
		}
		if _, err := k.Mark(k.Context(), action, a.ID); err != nil {
			k.Fatal(err)
		}
		marked[a.ID] = true
	}
}

// sound checks the file, and that every article is there once with its state.
func (k *killedStore) sound() {
	k.Helper()
	if r, err := k.Check(k.Context(), false, nil); err != nil || r.Found > 0 {
		k.Errorf("%+v, %v", r, err)
	}
	seen := map[string]int{}
	for a, err := range k.All(k.Context(), store.View{}) {
		if err != nil {
			k.Fatal(err)
		}
		seen[a.Title]++
		if a.Read != k.read[a.ID] || a.Starred != k.starred[a.ID] {
			k.Errorf("%s: read %v, starred %v", a.Title, a.Read, a.Starred)
		}
	}
	for title, n := range seen {
		if n > 1 {
			k.Errorf("%s is there %d times", title, n)
		}
	}
}

// TestKilledRefresh kills refreshes at any moment.
func TestKilledRefresh(t *testing.T) {
	t.Parallel() // it waits most of the time
	k := newKilledStore(t)
	kills, begun := 30, time.Now()
	if testing.Short() {
		kills = 5
	}
	k.edition.number.Store(1)
	if !k.refresh("", 0) || k.check() != killFeeds {
		t.Fatal("the first refresh doesn't end")
	}
	r, before, between := rand.New(rand.NewPCG(2, 2)), 0, 0
	for n := range kills {
		if n >= 12 && time.Since(begun) > 15*time.Second {
			kills = n // a busy machine
			break
		}
		k.edition.number.Add(1)
		switch n % 4 {
		case 0, 1: // at any moment before the first write or in it
			k.refresh("begins", time.Duration(r.Int64N(int64(flushAfter+flushAfter/4))))
		case 2: // about the first write
			k.refresh("begins", flushAfter+time.Duration(r.Int64N(int64(flushAfter/4))))
		case 3: // between the writes
			k.refresh("stored", time.Duration(r.Int64N(int64(flushAfter/4))))
		}
		switch k.check() {
		case 0:
			before++
		case killFeeds:
		default:
			between++
		}
		k.mark(r.IntN(k.edition.articles(longFeed, 1)))
		if n%10 == 9 {
			k.sound()
		}
	}
	t.Logf("%d kills, %d before anything was stored, %d before all was, in %v", kills, before, between, time.Since(begun).Round(time.Millisecond))
	if before == 0 || between == 0 {
		t.Error("the kills prove nothing")
	}
	if !k.refresh("", 0) || k.check() != killFeeds {
		t.Error("the last refresh doesn't end")
	}
	k.sound()
	total := 0
	for i := range killFeeds {
		total += k.edition.articles(i, k.edition.number.Load())
	}
	if c, err := k.Counts(t.Context()); err != nil || c.Articles != total {
		t.Errorf("%d articles, want %d, %v", c.Articles, total, err)
	}
}
