package feed

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"

	"newsreader/parse/clean"
	"newsreader/parse/markdown"
	"newsreader/parse/markup"
	"newsreader/parse/news"
)

// jsonFeed is the head of a JSON Feed.
type jsonFeed struct {
	Version, Title, Description, Language jsonText
	HomePage                              jsonText    `json:"home_page_url"`
	FeedURL                               jsonText    `json:"feed_url"`
	NextURL                               jsonText    `json:"next_url"`
	Author                                jsonPerson  `json:"author"`  // 1.0
	Authors                               jsonPersons `json:"authors"` // 1.1
	Hubs                                  jsonHubs
}

// jsonItem is an entry of a JSON Feed.
type jsonItem struct {
	ID            jsonText
	URL           jsonText
	ExternalURL   jsonText `json:"external_url"`
	Title         jsonText
	ContentHTML   jsonText `json:"content_html"`
	ContentText   jsonText `json:"content_text"`
	Summary       jsonText
	Image         jsonText
	BannerImage   jsonText    `json:"banner_image"`
	DatePublished jsonText    `json:"date_published"`
	DateModified  jsonText    `json:"date_modified"`
	Author        jsonPerson  `json:"author"`  // 1.0
	Authors       jsonPersons `json:"authors"` // 1.1
	Tags          jsonTexts
	Language      jsonText
	Attachments   jsonAttachments
}

type jsonAttachment struct {
	URL      jsonText
	MimeType jsonText `json:"mime_type"`
	Size     jsonText `json:"size_in_bytes"`
}

// json parses a JSON Feed: its items one by one as they are cut out of the
// document, and its head from what is left without them.
func (p *parser) json(r io.Reader) error {
	c := newJSONCutter(r, p.o.MaxEntry)
	head, known := jsonFeed{}, -1
	p.doc.Format = "json feed"
	for {
		item, state := c.next()
		if known != len(c.before) { // fields before the items, or behind them
			known = len(c.before)
			if json.Unmarshal(c.head(), &head) == nil {
				p.jsonHead(&head)
			}
		}
		if state == cutEnd {
			break
		}
		var in jsonItem
		if !p.jsonItem(c, item, state, &in) {
			continue
		}
		if err := p.give(p.jsonArticle(&in)); err != nil {
			return err
		}
	}
	switch {
	case c.reading != nil:
		return fmt.Errorf("reading broke off after %d articles: %w", p.doc.Articles, c.reading)
	case !strings.Contains(string(head.Version), "jsonfeed") && !c.items:
		p.doc.Format = ""
		return news.ErrFormat
	case !c.done:
		p.problem(fmt.Sprintf("entry %d", p.entry+1), "the document ends early; what was to come is lost")
	}
	return nil
}

// jsonItem decodes an item that was cut out. It is false if that cannot be.
func (p *parser) jsonItem(c *jsonCutter, item []byte, state cutState, in *jsonItem) bool {
	var err error
	if state == cutItem {
		err = json.Unmarshal(item, in)
	}
	if c.lost && state == cutItem {
		if err != nil || !in.isItem() {
			return false // a part of the item before, which was told
		}
		c.found()
	}
	p.entry++
	switch {
	case state == cutTooLong:
		p.problem(p.where(), fmt.Sprintf("it is longer than %d bytes", p.o.MaxEntry))
	case state == cutBroken:
		p.problem(p.where(), "it is broken JSON: a quote or bracket is missing")
	case err != nil:
		p.problem(p.where(), "it is broken JSON: "+clean.Line(err.Error()))
	}
	return state == cutItem && err == nil
}

// isItem reports whether it has what authors and attachments have not.
func (in *jsonItem) isItem() bool {
	return in.ID != "" || in.ContentHTML != "" || in.ContentText != "" || in.DatePublished != ""
}

// jsonHead takes what the feed says of itself.
func (p *parser) jsonHead(h *jsonFeed) {
	f := news.Feed{
		Title:       supposedlyPlain(string(h.Title)).line(),
		Link:        absolute(p.base, string(h.HomePage)),
		Description: supposedlyPlain(string(h.Description)).plain(),
		Language:    language(string(h.Language)),
	}
	if p.by = h.Authors.names(); p.by == "" {
		p.by = h.Author.name()
	}
	p.meta.Self = absolute(p.base, string(h.FeedURL))
	p.meta.Next = absolute(p.base, string(h.NextURL))
	for _, hub := range h.Hubs {
		if p.meta.Hub == "" {
			p.meta.Hub = absolute(p.base, string(hub.URL))
		}
	}
	p.describe(f)
}

// jsonBase returns what relative addresses of items are relative to: where
// the feed was found, else where it says that it is, else its site.
func (p *parser) jsonBase() *url.URL {
	for _, u := range [...]string{p.meta.Self, p.feed.Link} {
		if p.base == nil {
			p.base = absoluteURL(nil, u)
		}
	}
	return p.base
}

// jsonArticle makes an article of an item. The orders: URL: url, id if it is
// an address, external_url. Content: content_html, content_text, summary.
// Author: authors, author, the feed's. Published: date_published,
// date_modified. Enclosures: attachments; for want of a picture image,
// banner_image.
func (p *parser) jsonArticle(in *jsonItem) *news.Article {
	base := p.jsonBase()
	a := &news.Article{
		GUID:      clean.Line(string(in.ID)),
		Title:     supposedlyPlain(string(in.Title)).line(),
		Author:    in.Authors.names(),
		Language:  language(string(in.Language)),
		Published: p.date(string(in.DatePublished)),
		Updated:   p.date(string(in.DateModified)).At,
		Summary:   supposedlyPlain(string(in.Summary)).plain(),
	}
	for _, u := range [...]string{string(in.URL), ifAddress(string(in.ID)), string(in.ExternalURL)} {
		if a.URL == "" {
			a.URL = canonical(base, u)
		}
	}
	if a.Author == "" {
		if a.Author = in.Author.name(); a.Author == "" {
			a.Author = p.by
		}
	}
	if a.Published.At.IsZero() {
		a.Published = p.date(string(in.DateModified))
	}
	switch {
	case in.ContentHTML != "":
		a.Content = strings.TrimSpace(markup.Markdown(string(in.ContentHTML), base))
	case in.ContentText != "":
		a.Content = lined(string(in.ContentText))
	default:
		a.Content = markdown.Escape(a.Summary)
	}
	var list tagList
	for _, t := range in.Tags {
		list.add(string(t))
	}
	a.Tags = list
	a.Enclosures = p.jsonEnclosures(in)
	return a
}

func (p *parser) jsonEnclosures(in *jsonItem) []news.Enclosure {
	var list enclosureList
	for _, at := range in.Attachments {
		list.add(p.base, string(at.URL), string(at.MimeType), string(at.Size))
	}
	for _, picture := range [...]string{string(in.Image), string(in.BannerImage)} {
		if !list.picture() {
			list.add(p.base, picture, "", "")
		}
	}
	return list
}

func ifAddress(id string) string {
	if strings.HasPrefix(id, "http://") || strings.HasPrefix(id, "https://") {
		return id
	}
	return ""
}
