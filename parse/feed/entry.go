package feed

import (
	"fmt"
	"hash/maphash"
	"net/url"
	"strings"
	"time"

	"newsreader/parse/clean"
	"newsreader/parse/markdown"
	"newsreader/parse/news"
)

// article makes an article of an entry of RSS or Atom. The orders in which
// its fields are looked for:
//
//   - title: title, dc:title, media:title, itunes:title; else the beginning of the text
//   - URL: see entryLink
//   - GUID: guid, id, rdf:about, dc:identifier
//   - author: see authors
//   - source: the title of source, dc:publisher, the feed's title, the host of the URL
//   - language: xml:lang of the content, the title, the entry; dc:language, language, the feed's
//   - published: published, issued, pubDate, dcterms:issued, dc:date, created,
//     dcterms:created; else when it was updated
//   - updated: updated, modified, dcterms:modified; dc:date beside another date
//   - content and summary: see texts
func (x *xmlParser) article(e elem) *news.Article {
	a := &news.Article{
		URL:        x.entryLink(e),
		GUID:       x.guid(e),
		Title:      e.child("title", "dc:title", "media:title", "itunes:title").line(),
		Author:     authors(e),
		Tags:       tags(e),
		Enclosures: enclosures(e),
	}
	x.dates(a, e)
	x.texts(a, e)
	a.Related = related(e)
	source := e.child("source")
	if a.Source = source.child("title").line(); a.Source == "" && source.ok() && source.node().first == 0 {
		a.Source = source.line()
	}
	if a.Source == "" {
		a.Source = e.child("dc:publisher").line()
	}
	if a.Author == "" {
		if a.Author = authors(source); a.Author == "" {
			a.Author = x.by
		}
	}
	if a.Language == "" {
		a.Language = language(e.childText("dc:language", "language"))
	}
	return a
}

// guid returns the entry's own identifier. An address that is relative is
// none beyond its feed, so it is resolved.
func (x *xmlParser) guid(e elem) string {
	id := e.child("guid", "id")
	raw := id.value()
	if raw == "" {
		if raw = e.attr("rdf:about"); raw == "" {
			raw = e.childText("dc:identifier")
		}
	} else if id.attr("ispermalink") != "false" && strings.HasPrefix(raw, "/") {
		if u := absolute(id.node().base, raw); u != "" {
			raw = u
		}
	}
	return clean.Line(raw)
}

// dates sets when an article was published and updated.
func (x *xmlParser) dates(a *news.Article, e elem) {
	dc := e.childText("dc:date")
	for _, raw := range [...]string{e.childText("published", "issued", "pubdate", "dcterms:issued"), dc, e.childText("created", "dcterms:created")} {
		if a.Published.At.IsZero() {
			a.Published = x.date(raw)
		}
	}
	updated := x.date(e.childText("updated", "modified", "dcterms:modified"))
	if updated.At.IsZero() {
		updated = x.date(e.attr("lastmod")) // CDF
	}
	switch {
	case a.Published.At.IsZero():
		a.Published = updated
	case updated.At.IsZero():
		if t := x.date(dc); t.At.After(a.Published.At) {
			updated = t
		}
	}
	a.Updated = updated.At
}

// date reads a date of the feed; the zero time is what no article can have:
// what databases print for none, and the future.
func (p *parser) date(raw string) news.Time {
	t, ok := ParseDate(raw)
	if !ok || t.At.Year() < 1000 || t.At.Unix() == 0 {
		return news.Time{}
	}
	if !p.o.Now.IsZero() && t.At.After(p.o.Now.Add(48*time.Hour)) {
		return news.Time{}
	}
	return t
}

// give completes an article with what it has from its feed, and yields it,
// unless the feed has it a second time.
func (p *parser) give(a *news.Article) error {
	a.Feed, p.given = p.feed, true
	if a.Source == "" {
		if a.Source = p.feed.Title; a.Source == "" {
			a.Source = host(a.URL)
		}
	}
	switch a.Language {
	case "":
		a.Language = p.feed.Language
	case unstated:
		a.Language = ""
	}
	news.Identify(a)
	if p.repeated(a) {
		return nil
	}
	if a.Title == "" {
		a.Title = beginning(a)
	}
	if err := p.yield(a); err != nil {
		return err
	}
	p.doc.Articles++
	return nil
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return clean.Line(strings.TrimPrefix(u.Hostname(), "www.")) // it may hold escapes
}

const (
	maxSeen  = 100_000 // articles of a feed among which repetitions are found
	maxTitle = 100     // bytes of a title that is taken from the text
)

var seed = maphash.MakeSeed()

// repeated reports whether the feed had the same article already, word for
// word.
func (p *parser) repeated(a *news.Article) bool {
	before, met := p.seen[a.ID]
	if !met && len(p.seen) >= maxSeen {
		return false
	}
	var h maphash.Hash
	h.SetSeed(seed)
	for _, s := range [...]string{a.Title, a.GUID, a.Content, a.Summary} {
		_, _ = h.WriteString(s)
		_ = h.WriteByte(0)
	}
	sum := h.Sum64()
	if !met {
		p.seen[a.ID] = sum
	}
	return met && before == sum
}

// beginning returns the beginning of an article's text as its title, as
// short messages have none.
func beginning(a *news.Article) string {
	text := a.Summary
	if text == "" {
		text = markdown.Plain(a.Content[:min(len(a.Content), 4096)])
	}
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	return cut(clean.Line(text), maxTitle)
}

// cut shortens text to at most n bytes, at a word if it has any.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	end := strings.LastIndexByte(text[:n], ' ')
	if end < n/2 {
		for end = n; text[end]&0xc0 == 0x80; end-- {
		}
	}
	return strings.TrimRight(text[:end], " ,;:–-") + "…"
}

func (p *parser) where() string { return fmt.Sprintf("entry %d", p.entry) }
