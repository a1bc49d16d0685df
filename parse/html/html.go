// Package html reads a web page with one piece of news on it: its text, as
// Markdown, and what the page says about it.
//
// It is for pages, saved or fetched. Fragments of HTML inside of feeds are
// parse/markup's work, and finding feeds on a page is parse/feed's. Fetching
// is nobody's here: the caller hands over bytes and, if it knows it, the
// address they came from.
//
// # Text
//
// The well-kept extractor go-readability finds the text. Before it, bytes
// become UTF-8 and markup that would blow up a tree is tamed; behind it,
// boilerplate that survives is trimmed (see trim.go). If it finds little or
// nothing where the page has more, paragraphs are weighed by ourselves (see
// dense.go). A page that is too large for a tree keeps all of its text.
//
// # What the page says
//
// Each field comes from the first of these that tells it: the extractor
// (JSON-LD, then meta elements, then the text), JSON-LD of an article that
// agrees with the text, meta elements, marked-up elements (time, rel=author,
// itemprop), the text. An article's JSON-LD agrees if its headline is the
// page's title or heading or its address the page's own: pages also carry
// that of other articles.
//
// # Related
//
// The links that the page lists as related follow as articles of which only
// title and address are known (news.Article.Unfetched).
//
// Errors are news.ErrEmpty, news.ErrBinary and news.ErrTooLarge. Time and
// memory are bounded by limits on size and number of elements. Parse may be
// called from any number of goroutines.
package html

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"newsreader/parse/clean"
	"newsreader/parse/markup"
	"newsreader/parse/news"
	"newsreader/parse/prose"
)

// Options say what the bytes of a page cannot.
type Options struct {
	File    string    // the document's name, for news.Document
	URL     string    // where the page came from, "" if unknown
	Charset string    // the encoding that the server declared, "" if none
	Now     time.Time // when it is read; later dates are not believed. Zero if unknown
	ModTime time.Time // when the file was written, zero if unknown
	MaxSize int       // bytes; 0 means 64 MiB
}

const maxSize = 64 << 20

// Parse reads a page. The article comes first, then those that it lists as
// related.
func Parse(data []byte, o Options) (news.Document, []news.Article, error) {
	doc := news.Document{File: o.File, Format: "html"}
	if o.MaxSize == 0 {
		o.MaxSize = maxSize
	}
	if len(data) > o.MaxSize {
		return doc, nil, fmt.Errorf("%w: %d MB", news.ErrTooLarge, len(data)>>20)
	}
	text, err := decode(data, o.Charset)
	if err != nil {
		return doc, nil, err
	}
	p := newPage(text, o)
	p.facts.gather(p)
	body := p.body()
	a := p.article(body)
	if a.Content == "" && a.Title == "" {
		return doc, nil, fmt.Errorf("%w", news.ErrEmpty)
	}
	news.Identify(&a)
	related := p.relatedTo(&a)
	articles := append([]news.Article{a}, related...)
	doc.Feed = p.feed(&a)
	doc.Articles, doc.Problems, doc.Lost = len(articles), p.problems, len(p.problems)
	return doc, articles, nil
}

// article puts together what was found.
func (p *page) article(body body) news.Article {
	f := &p.facts
	a := news.Article{
		URL:      p.address(),
		Title:    clean.Line(f.title),
		Author:   clean.Line(f.author),
		Source:   clean.Line(f.site),
		Language: f.language,
		Summary:  clean.Line(f.summary),
		Content:  body.markdown,
		Tags:     f.tags,
		Updated:  f.updated,
	}
	a.Published = p.published(body)
	if a.Source == "" {
		a.Source = host(p.url)
	}
	if a.Language == "" {
		a.Language = prose.Language(markup.Plain(a.Content))
	}
	if u := p.resolve(f.image); u != nil { // the lead picture comes first
		others := p.enclosures
		p.enclosures = nil
		p.enclose(u.String(), mediaType(u, ""))
		for _, e := range others {
			p.enclose(e.URL, e.Type)
		}
	}
	a.Enclosures = p.enclosures
	return a
}

// address returns the canonical address of the page: the one that it states,
// if that is on the same site or nothing else is known.
func (p *page) address() string {
	if u, ok := news.CanonicalURL(p.facts.canonical); ok && (p.url == nil || sameSite(u, p.url.String())) {
		return u
	}
	if p.url != nil {
		if u, ok := news.CanonicalURL(p.url.String()); ok {
			return u
		}
	}
	return ""
}

// feed describes the site.
func (p *page) feed(a *news.Article) news.Feed {
	f := news.Feed{Title: a.Source, Language: a.Language}
	if u, err := url.Parse(a.URL); err == nil && u.Host != "" {
		f.Link = (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"}).String()
	}
	return f
}

// host returns the name of a site as people write it.
func host(u *url.URL) string {
	if u == nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// sameSite reports whether two addresses have the same host, but for "www."
// and the like.
func sameSite(a, b string) bool {
	ua, err1 := url.Parse(a)
	ub, err2 := url.Parse(b)
	if err1 != nil || err2 != nil {
		return false
	}
	ha, hb := host(ua), host(ub)
	return ha == hb || strings.HasSuffix(ha, "."+hb) || strings.HasSuffix(hb, "."+ha) || registered(ha) == registered(hb)
}

// registered returns the last two labels of a host. That is too few for some
// countries (co.uk), which does no harm here.
func registered(host string) string {
	labels := strings.Split(host, ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}
