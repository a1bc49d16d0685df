package refresh

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
	"time"

	"newsreader/parse/fetch"
	"newsreader/parse/news"
	"newsreader/store"
)

// Getter fetches documents; *fetch.Fetcher is one.
type Getter interface {
	Get(ctx context.Context, r fetch.Request) (*fetch.Response, error)
}

// FeedStore is what refreshing needs of a store.
type FeedStore interface {
	Feeds(context.Context) ([]store.Subscription, error)
	AddFeed(context.Context, store.Subscription) (store.Subscription, store.Change, error)
	PutFetched(context.Context, []store.Fetched) (store.PutResult, error)
	Known(context.Context, []store.ID) ([]bool, error)
	Pages(context.Context, store.FeedID) (map[store.ID]store.Page, error)
}

// FeedOptions are what refreshing needs from outside.
type FeedOptions struct {
	Now func() time.Time
	// Workers is how many feeds are fetched at once; 0 is 16.
	Workers int
	// Force fetches feeds before the time that they, or their failures, ask
	// to wait for, and those that are paused or gone.
	Force bool
	// Folder returns the documents of a folder that is followed like a feed.
	// Nil refuses them.
	Folder func(path string) (iter.Seq[Source], error)
	// Progress is called after each feed and each write, from one goroutine.
	Progress func(FeedReport)
}

// FeedReport says what became of the feeds so far.
type FeedReport struct {
	Total     int                  // feeds to fetch
	Done      int                  // of them, fetched or failed
	Unchanged int                  // of them, the same as at the last visit
	Failed    int                  // of them
	Waiting   int                  // feeds left alone: not due, paused or gone
	Held      []store.Subscription // of them, those that were asked for by name
	Added     int                  // articles
	Updated   int                  // articles
	Failures  []Failure
	Losses    []Failure // of feeds that were read in part, and wholly before
	Stopped   bool      // before the end, because the context was done
}

const (
	defaultFetchers = 16
	// resultsAhead is how many results wait while a batch is written.
	resultsAhead = 12
	// flushAfter is how long articles wait for more before they are written,
	// so that they appear while slow feeds are still under way.
	flushAfter = 300 * time.Millisecond
	// feedBatch is how many articles are written at once. They are of all times,
	// so that comparing them with others costs about as much for few as for many.
	feedBatch      = 4000
	feedBatchBytes = 2 * batchBytes
)

// Feeds fetches subscriptions, all that are due or only the given ones, and
// stores what they bring. What fails is noted in the feed and told in the
// report; the error is the store's. When ctx is done, what has come in is
// stored before Feeds returns.
func Feeds(ctx context.Context, s FeedStore, g Getter, only []store.FeedID, o FeedOptions) (FeedReport, error) {
	all, err := s.Feeds(ctx)
	if err != nil {
		return FeedReport{}, err
	}
	r := refresher{store: s, getter: g, options: o, results: make(chan result, resultsAhead)}
	due := r.due(all, only)
	r.report.Total = len(due)
	r.progress()
	fetching, stop := context.WithCancel(ctx)
	defer stop()
	go r.fetchAll(fetching, due)
	err = r.writeAll(ctx)
	stop()
	for range r.results { // the fetchers let go of what they hold
	}
	r.report.Stopped = ctx.Err() != nil
	return r.report, err
}

// refresher is one run of Feeds.
type refresher struct {
	store   FeedStore
	getter  Getter
	options FeedOptions
	results chan result

	batch    []store.Fetched
	articles int
	bytes    int
	report   FeedReport
}

// result is what a fetcher hands to the writer: some of a feed's articles,
// and with the last of them how it ended.
type result struct {
	fetched   store.Fetched
	bytes     int
	last      bool
	title     string
	lost      string // of a feed that was read whole the time before
	unchanged bool
	err       error
}

func (r *refresher) fetchAll(ctx context.Context, due []subject) {
	workers := r.options.Workers
	if workers <= 0 {
		workers = defaultFetchers
	}
	queue := make(chan subject)
	var wait sync.WaitGroup
	for range min(workers, len(due)) {
		wait.Go(func() {
			for f := range queue {
				r.visit(ctx, f)
			}
		})
	}
	for _, f := range due {
		if !send(ctx, queue, f) {
			break
		}
	}
	close(queue)
	wait.Wait()
	close(r.results)
}

// writeAll writes what the fetchers hand over, in batches.
func (r *refresher) writeAll(ctx context.Context) error {
	flush := time.NewTimer(flushAfter)
	defer flush.Stop()
	for {
		select {
		case got, more := <-r.results:
			if !more {
				return r.flush(ctx)
			}
			if len(r.batch) == 0 {
				flush.Reset(flushAfter)
			}
			if r.add(got); !r.full() {
				continue
			}
		case <-flush.C:
			r.addWaiting()
		}
		if err := r.flush(ctx); err != nil {
			return err
		}
	}
}

func (r *refresher) full() bool { return r.articles >= feedBatch || r.bytes >= feedBatchBytes }

// addWaiting adds what has come in meanwhile: a write of more costs less than
// one more.
func (r *refresher) addWaiting() {
	for !r.full() {
		select {
		case got, more := <-r.results:
			if !more {
				return
			}
			r.add(got)
		default:
			return
		}
	}
}

func (r *refresher) add(got result) {
	r.batch = append(r.batch, got.fetched)
	r.articles += len(got.fetched.Articles)
	r.bytes += got.bytes
	if !got.last {
		return
	}
	r.report.Done++
	if got.unchanged {
		r.report.Unchanged++
	}
	if got.err != nil {
		r.report.Failed++
		if len(r.report.Failures) < keptFailures {
			r.report.Failures = append(r.report.Failures, Failure{got.title, got.err.Error()})
		}
	}
	if got.lost != "" && len(r.report.Losses) < keptFailures {
		r.report.Losses = append(r.report.Losses, Failure{got.title, got.lost})
	}
	r.progress()
}

func (r *refresher) flush(ctx context.Context) error {
	if len(r.batch) == 0 {
		return nil
	}
	result, err := r.store.PutFetched(context.WithoutCancel(ctx), r.batch)
	if err != nil {
		return err
	}
	r.report.Added += result.Added
	r.report.Updated += result.Updated
	clear(r.batch)
	r.batch, r.articles, r.bytes = r.batch[:0], 0, 0
	r.progress()
	return nil
}

func (r *refresher) progress() {
	if r.options.Progress != nil {
		r.options.Progress(r.report)
	}
}

// errNotDocument is a feed's fault that is clearer than what a parser says.
var errWebPage = errors.New("it is a web page, not a feed; add its address to find its feeds")

// explain makes the sentence that the feed keeps as its error.
func explain(err error, contentType string) error {
	if errors.Is(err, news.ErrFormat) && isHTML(contentType) {
		return errWebPage
	}
	var failed *fetch.Error
	if errors.As(err, &failed) || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("the feed can't be read: %w", err)
}

// drained reads a body to its end, so that its connection can be used again.
func drained(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, 64<<10)
	body.Close()
}
