package refresh

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"strings"
	"sync"

	"newsreader/parse/feed"
	"newsreader/parse/fetch"
	"newsreader/parse/news"
	"newsreader/store"
)

// acceptFeeds asks servers that offer several forms for a feed.
const acceptFeeds = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, " +
	"application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.2, */*;q=0.1"

// visit fetches one feed and hands over what it brought. The last result
// carries its new state; when ctx ends there is none, and the feed stays as it
// was.
func (r *refresher) visit(ctx context.Context, f subject) {
	v := visit{refresher: r, feed: f, state: f.Fetch}
	v.state.Tried = r.options.Now()
	err := v.fetch(ctx)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		v.failed(err)
	} else {
		v.state.Succeeded, v.state.Failures, v.state.Error, v.state.Gone = v.state.Tried, 0, "", false
		if !v.unchanged {
			v.state.Lost = v.lost.String()
		}
	}
	send(ctx, r.results, result{
		fetched: store.Fetched{Feeds: f.ids, Fetch: v.state, Moved: v.moved, Elsewhere: v.moved != "" && !sameHost(v.moved, f.URL),
			Articles: v.articles, Pages: v.pages.put()}, bytes: v.bytes,
		last: true, title: f.Title(), lost: v.newlyLost(), unchanged: v.unchanged, err: err,
	})
}

// visit is one feed being fetched.
type visit struct {
	*refresher
	feed      subject
	state     store.Fetch
	moved     string
	unchanged bool
	articles  []store.Incoming
	bytes     int
	lost      losses
	stubs     []news.Article // whose pages are fetched when the feed is closed
	pages     pages
}

func (v *visit) fetch(ctx context.Context) error {
	if path, ok := localFolder(v.feed.URL); ok {
		return v.folder(ctx, path)
	}
	if err := v.openPages(ctx); err != nil {
		return err
	}
	request := fetch.Request{URL: v.feed.URL, ETag: v.state.ETag, LastModified: v.state.LastModified, Typed: !v.feed.Named, Accept: acceptFeeds}
	if v.pages.due() { // their stubs are in the feed, though it may be unchanged
		request.ETag, request.LastModified = "", ""
	}
	response, err := v.getter.Get(ctx, request)
	if err != nil {
		return err
	}
	if response.Moved != "" {
		v.moved = withLogin(response.Moved, v.feed.URL)
	}
	if response.NotModified {
		v.unchanged = true
		v.state.Next = next(v.state.Tried, response.MaxAge, &feed.Meta{})
		return nil
	}
	var meta feed.Meta
	options := feed.Options{URL: response.URL, ContentType: response.ContentType, Now: v.options.Now(), Meta: &meta}
	document, err := parseAhead(response.Body, func(body io.Reader) (news.Document, error) {
		return feed.Parse(body, options, func(a *news.Article) error { return v.sort(ctx, a) })
	})
	drained(response.Body)
	v.state.Feed = mergeFeed(v.state.Feed, document.Feed)
	v.lost.of("", &document)
	// What came of a feed that broke off is completed and kept as well.
	if completed := v.completeAll(ctx); err == nil {
		err = completed
	}
	if err != nil {
		return explain(err, response.ContentType)
	}
	v.pages.forget()
	// Only a feed that was read to its end may answer "not modified" next time.
	v.state.ETag, v.state.LastModified = response.ETag, response.LastModified
	v.state.Next = next(v.state.Tried, response.MaxAge, &meta)
	return nil
}

// readAhead is how much of a document is read before it is parsed. Most feeds
// come in whole: while they are parsed and written no server waits, and theirs
// may answer the next request.
const readAhead = 1 << 20

var aheads = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func parseAhead(body io.Reader, parse func(io.Reader) (news.Document, error)) (news.Document, error) {
	buffer := aheads.Get().(*bytes.Buffer)
	defer func() {
		buffer.Reset()
		aheads.Put(buffer)
	}()
	// Reading on meets the same error again, behind what came before it.
	_, _ = buffer.ReadFrom(io.LimitReader(body, readAhead))
	return parse(io.MultiReader(buffer, body))
}

// take converts an article and hands over a part when enough have come.
func (v *visit) take(ctx context.Context, a *news.Article) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v.articles = append(v.articles, convert(a))
	v.bytes += weight(a)
	if len(v.articles) < partArticles && v.bytes < partBytes {
		return nil
	}
	// The feed's state stays the old one until all of it is there.
	part := result{fetched: store.Fetched{Feeds: v.feed.ids, Fetch: v.feed.Fetch, Articles: v.articles, Pages: v.pages.put()}, bytes: v.bytes}
	v.articles, v.bytes = nil, 0
	if !send(ctx, v.results, part) {
		return ctx.Err()
	}
	return nil
}

// failed notes a failure in the feed's state.
func (v *visit) failed(err error) {
	v.state.Failures++
	v.state.Error = err.Error()
	var answer *fetch.Error
	errors.As(err, &answer)
	v.state.Gone = answer != nil && answer.Gone
	v.state.Next = v.state.Tried.Add(backOff(v.state.Failures))
	if answer != nil && answer.RetryAfter > 0 {
		v.state.Next = v.state.Tried.Add(min(answer.RetryAfter, maxWait))
	}
}

// newlyLost is what the feed lost, if it lost nothing the time before: a fault
// that stays would be told at every fetch.
func (v *visit) newlyLost() string {
	if v.feed.Fetch.Lost != "" {
		return ""
	}
	return v.state.Lost
}

// mergeFeed keeps what an earlier fetch said and this one doesn't.
func mergeFeed(old store.Feed, now news.Feed) store.Feed {
	merged := store.Feed(now)
	for _, field := range []struct{ to, from *string }{{&merged.Title, &old.Title}, {&merged.Link, &old.Link},
		{&merged.Description, &old.Description}, {&merged.Language, &old.Language}} {
		if *field.to == "" {
			*field.to = *field.from
		}
	}
	return merged
}

func isHTML(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && (kind == "text/html" || strings.HasSuffix(kind, "xhtml+xml"))
}
