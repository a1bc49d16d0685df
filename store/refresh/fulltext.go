package refresh

import (
	"context"
	"io"
	"mime"

	"newsreader/parse/fetch"
	"newsreader/parse/html"
	"newsreader/parse/news"
)

const (
	// stubWords is up to how many words an entry counts as a stub, whose text
	// stands on its page only.
	stubWords = 120
	// maxCompleted is how many pages one visit to a feed fetches at most.
	maxCompleted = 500
	// maxPage bounds a page, in bytes.
	maxPage = 8 << 20
)

// sort takes an article in, or sets it aside to be completed: a host is asked
// one thing at a time, so its pages must wait until its feed is closed.
func (v *visit) sort(ctx context.Context, a *news.Article) error {
	if v.feed.FullText && len(v.stubs) < maxCompleted && a.URL != "" && words(a.Content) <= stubWords {
		v.stubs = append(v.stubs, *a)
		return ctx.Err()
	}
	return v.take(ctx, a)
}

func (v *visit) completeAll(ctx context.Context) error {
	for i := range v.stubs {
		v.complete(ctx, &v.stubs[i])
		if err := v.take(ctx, &v.stubs[i]); err != nil {
			return err
		}
	}
	return nil
}

// complete replaces the stub that a feed carries by the text of its page. A
// page that can't be had leaves the stub: the news is still worth showing.
// Articles that are stored already are fetched again only where that may help.
func (v *visit) complete(ctx context.Context, a *news.Article) {
	key := ids(news.Keys(a)[:1])
	known, err := v.store.Known(ctx, key)
	if err != nil || !v.pages.wanted(key[0], known[0]) {
		return
	}
	page, err := v.page(ctx, a.URL)
	v.pages.tried(key[0], err)
	if err != nil || page == nil || words(page.Content) <= words(a.Content) {
		return
	}
	a.Content = page.Content
	if a.Author == "" {
		a.Author = page.Author
	}
	if len(a.Enclosures) == 0 {
		a.Enclosures = page.Enclosures
	}
}

// page fetches the article of a page; nil if there is none on it. The error is
// that of fetching it.
func (v *visit) page(ctx context.Context, url string) (*news.Article, error) {
	response, err := v.getter.Get(ctx, fetch.Request{URL: url, Accept: "text/html, application/xhtml+xml;q=0.9"})
	if err != nil || response.Body == nil {
		return nil, err
	}
	defer drained(response.Body)
	if response.ContentType != "" && !isHTML(response.ContentType) {
		return nil, nil
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxPage))
	if err != nil {
		return nil, err
	}
	_, found, err := html.Parse(data, html.Options{URL: response.URL, Charset: charsetOf(response.ContentType), Now: v.options.Now()})
	if err != nil || len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}

// charsetOf returns the encoding that a server declared, "" if none.
func charsetOf(contentType string) string {
	_, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return parameters["charset"]
}
