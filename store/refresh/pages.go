package refresh

import (
	"context"
	"errors"
	"maps"
	"time"

	"newsreader/parse/fetch"
	"newsreader/store"
)

const (
	// pageTries is how often a page is fetched at most that can't be had.
	pageTries = 5
	// firstPageWait is the wait after the first time; each further one is four
	// times as long, so that the last one comes after a day.
	firstPageWait = 15 * time.Minute
)

// pages are the pages of a feed's stubs that couldn't be had, but may be
// later. They are fetched again when the feed is and holds their stubs.
type pages struct {
	left map[store.ID]store.Page // nil: the feed's articles are taken as they are
	seen map[store.ID]bool       // of the left ones, those whose stubs are in the feed
	now  time.Time
}

// openPages reads which pages are to be fetched again.
func (v *visit) openPages(ctx context.Context) (err error) {
	if !v.feed.FullText {
		return nil
	}
	v.pages = pages{seen: map[store.ID]bool{}, now: v.state.Tried}
	v.pages.left, err = v.store.Pages(ctx, v.feed.ID)
	if v.options.Force {
		for id, page := range v.pages.left {
			page.Next = v.pages.now
			v.pages.left[id] = page
		}
	}
	return err
}

// due tells whether there is a page to fetch again.
func (p *pages) due() bool {
	for _, page := range p.left {
		if !page.Next.After(p.now) {
			return true
		}
	}
	return false
}

// wanted tells whether to fetch the page of an article.
func (p *pages) wanted(id store.ID, known bool) bool {
	page, failed := p.left[id]
	if failed {
		p.seen[id] = true
		return !page.Next.After(p.now)
	}
	return !known
}

// tried notes what came of fetching a page.
func (p *pages) tried(id store.ID, err error) {
	page := p.left[id]
	page.Tries++
	var failed *fetch.Error
	if !errors.As(err, &failed) || !failed.Temporary || page.Tries >= pageTries {
		delete(p.left, id)
		return
	}
	wait := firstPageWait
	for range page.Tries - 1 {
		wait *= 4
	}
	page.Next = p.now.Add(max(wait, failed.RetryAfter))
	p.left[id], p.seen[id] = page, true
}

// forget lets go of the pages whose stubs are no longer in the feed, which has
// been read to its end.
func (p *pages) forget() {
	maps.DeleteFunc(p.left, func(id store.ID, _ store.Page) bool { return !p.seen[id] })
}

// put returns the pages to be stored.
func (p *pages) put() map[store.ID]store.Page { return maps.Clone(p.left) }
