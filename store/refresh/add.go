package refresh

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"newsreader/parse/feed"
	"newsreader/parse/fetch"
	"newsreader/parse/news"
	"newsreader/store"
)

// ChoiceError says that a site offers several feeds, of which a person must
// choose.
type ChoiceError struct {
	Site  string
	Feeds []feed.Link
}

func (e *ChoiceError) Error() string {
	list := make([]string, len(e.Feeds))
	for i, f := range e.Feeds {
		list[i] = f.URL
		if f.Title != "" {
			list[i] += " (" + f.Title + ")"
		}
	}
	return fmt.Sprintf("%s offers several feeds; add one of them: %s", e.Site, strings.Join(list, ", "))
}

// ErrNoFeedFound: a page neither is a feed nor names one.
var ErrNoFeedFound = errors.New("no feed was found there")

// guesses are where sites keep a feed that their page doesn't name.
var guesses = []string{"feed", "feed.xml", "rss.xml", "atom.xml", "index.xml", "rss", "feeds/posts/default"}

// Add subscribes to what a person typed: the address of a feed, or of a site
// that names one. The feed is fetched, so its title is known and its articles
// are there; store.ErrAlreadyAdded comes with the subscription that exists.
func Add(ctx context.Context, s FeedStore, g Getter, typed string, o FeedOptions) (store.Subscription, error) {
	address, err := webAddress(typed)
	if err != nil {
		return store.Subscription{}, err
	}
	a := adder{store: s, getter: g, options: o}
	if _, folder := localFolder(address); !folder {
		found, err := a.find(ctx, address)
		if err != nil && !strings.Contains(typed, "://") && ctx.Err() == nil {
			// A site may still have no https; what https said is the answer
			// if http has none either. Several feeds are one, too.
			plain, plainErr := a.find(ctx, "http"+strings.TrimPrefix(address, "https"))
			if plainErr == nil || errors.As(plainErr, new(*ChoiceError)) {
				found, err = plain, plainErr
			}
		}
		if err != nil {
			return store.Subscription{}, err
		}
		a.named = !sameHost(found, address)
		address = found
	}
	added, _, err := s.AddFeed(ctx, store.Subscription{URL: address, Named: a.named, Fetch: store.Fetch{Feed: a.found}})
	if err != nil {
		return added, err
	}
	if _, err := Feeds(ctx, s, &answered{Getter: g, url: address, answer: a.answer}, []store.FeedID{added.ID}, o); err != nil {
		return added, err
	}
	list, err := s.Feeds(ctx)
	for _, f := range list {
		if f.ID == added.ID {
			added = f
		}
	}
	return added, err
}

// webAddress completes what people type: "example.org" means its https page.
func webAddress(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	typed = strings.TrimPrefix(typed, "feed:")
	typed = strings.TrimPrefix(typed, "//")
	said := store.Bare(typed)
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
		said = strings.TrimPrefix(store.Bare(typed), "https://")
	}
	u, err := url.Parse(typed)
	switch {
	case err != nil:
		return "", fmt.Errorf("%q is not an address: %w", said, errors.Unwrap(err))
	case u.Scheme == "file" && u.Path != "":
		return u.String(), nil
	case u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("%q: only http, https and file addresses can be followed", said)
	case u.Host == "" || !strings.ContainsAny(u.Hostname(), ".:") && u.Hostname() != "localhost":
		return "", fmt.Errorf("%q names no site", said)
	}
	return u.String(), nil
}

// adder looks for a feed.
type adder struct {
	store   FeedStore
	getter  Getter
	options FeedOptions
	found   store.Feed
	answer  *fetch.Response // with which the feed came, all of it; nil if it is too long to be kept
	named   bool            // the feed's address is on another host than the one typed
}

// answered is a Getter that has the answer to its first question already: who
// adds a feed of a slow server shouldn't wait for it twice.
type answered struct {
	Getter
	url    string
	answer *fetch.Response
}

func (g *answered) Get(ctx context.Context, r fetch.Request) (*fetch.Response, error) {
	if answer := g.answer; answer != nil && r.URL == g.url {
		g.answer = nil
		return answer, nil
	}
	return g.Getter.Get(ctx, r)
}

// find returns the address of the feed at, or named by, an address.
func (a *adder) find(ctx context.Context, address string) (string, error) {
	page, at, err := a.look(ctx, address, true)
	if err != nil || page == nil {
		return at, err
	}
	switch links := feed.Discover(page, at); len(links) {
	case 0:
		return a.guess(ctx, withLogin(at, address), sameHost(at, address))
	case 1:
		page, at, err := a.look(ctx, withLogin(links[0].URL, address), sameHost(links[0].URL, address))
		if err == nil && page != nil {
			err = fmt.Errorf("%s: %w", links[0].URL, ErrNoFeedFound)
		}
		return at, err
	default:
		return "", &ChoiceError{Site: store.Bare(address), Feeds: links}
	}
}

// look fetches an address. If a feed is there, page is nil and at says where
// to fetch it from now on; else page is what was found.
func (a *adder) look(ctx context.Context, address string, typed bool) (page []byte, at string, err error) {
	response, err := a.getter.Get(ctx, fetch.Request{URL: address, Typed: typed, Accept: acceptFeeds})
	if err != nil {
		return nil, "", err
	}
	defer drained(response.Body)
	data, err := io.ReadAll(io.LimitReader(response.Body, maxPage))
	if err != nil {
		return nil, "", err
	}
	at = address
	if response.Moved != "" {
		at = withLogin(response.Moved, address)
	}
	document, err := feed.Parse(bytes.NewReader(data), feed.Options{URL: response.URL, ContentType: response.ContentType},
		func(*news.Article) error { return nil })
	if err == nil {
		a.found, a.answer = store.Feed(document.Feed), nil
		if len(data) < maxPage {
			response.Body, response.Moved = io.NopCloser(bytes.NewReader(data)), ""
			a.answer = response
		}
		return nil, at, nil
	}
	return data, response.URL, nil
}

// guess tries the usual places of a site.
func (a *adder) guess(ctx context.Context, site string, typed bool) (string, error) {
	base, err := url.Parse(site)
	if err != nil {
		return "", err
	}
	for _, g := range guesses {
		page, at, err := a.look(ctx, base.JoinPath(g).String(), typed)
		if err == nil && page == nil {
			return at, nil
		}
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
	}
	return "", fmt.Errorf("%s: %w", store.Bare(site), ErrNoFeedFound)
}

// withLogin returns an address that a server named, with the name and password
// of the one that it was asked by if they are for the same server, or for its
// https side: without them it can't be fetched.
func withLogin(address, asked string) string {
	to, err := url.Parse(address)
	from, err2 := url.Parse(asked)
	if err != nil || err2 != nil || from.User == nil || hostOf(to) != hostOf(from) ||
		to.Scheme != from.Scheme && (to.Scheme != "https" || to.Port() != "") {
		return address
	}
	to.User = from.User
	return to.String()
}

// sameHost reports whether two addresses have the same host and port, where
// http and https have theirs.
func sameHost(a, b string) bool {
	x, errX := url.Parse(a)
	y, errY := url.Parse(b)
	return errX == nil && errY == nil && hostOf(x) == hostOf(y)
}

func hostOf(u *url.URL) string {
	port := u.Port()
	if u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		port = ""
	}
	return strings.ToLower(u.Hostname()) + ":" + port
}
