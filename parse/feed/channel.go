package feed

import (
	"strings"

	"newsreader/parse/news"
)

// feedRanks tells how good what we know of the feed is: the number of the
// element that it came from in its order of preference, from 1; 0 if we know
// nothing.
type feedRanks struct{ title, link, description, language int }

// The orders of preference for what a feed says of itself. Of two elements
// of a name the first counts.
var (
	feedTitles       = []string{"title", "dc:title", "itunes:title", "media:title"}
	feedDescriptions = []string{
		"description", "subtitle", "tagline", "dc:description", "abstract",
		"itunes:summary", "itunes:subtitle", "media:description", "info", "feedburner:browserfriendly",
	}
	feedLanguages = []string{"language", "dc:language"}
)

// field takes in a field of the feed.
func (x *xmlParser) field(e elem) {
	name := e.name()
	f := *x.feed
	switch {
	case x.meta.field(e):
		return
	case name == "link":
		x.feedLink(&f, e)
	case name == "author":
		x.by = person(e)
	case name == "itunes:new-feed-url", name == "newlocation":
		x.meta.Moved = absolute(e.node().base, e.value())
	case better(&x.ranks.title, feedTitles, name, e):
		f.Title = e.line()
	case better(&x.ranks.description, feedDescriptions, name, e):
		f.Description = e.passage().plain()
	case better(&x.ranks.language, feedLanguages, name, e):
		f.Language = language(e.value())
	}
	x.describe(f)
}

// better reports whether an element is preferred to the one that rank tells,
// and updates it.
func better(rank *int, order []string, name string, e elem) bool {
	for i, n := range order {
		if n == name && (*rank == 0 || i+1 < *rank) && !e.blank() {
			*rank = i + 1
			return true
		}
	}
	return false
}

// feedLink takes a link of the feed: its site, in order of preference an
// alternate of type HTML, a link with text, any alternate, any without a
// relation that we know; and what is there to fetch.
func (x *xmlParser) feedLink(f *news.Feed, e elem) {
	rel, typ := strings.ToLower(e.attr("rel")), strings.ToLower(e.attr("type"))
	href := e.attr("href", "url", "uri")
	if href == "" {
		href = e.value()
	}
	u := absolute(e.node().base, href)
	if u == "" {
		return
	}
	rank := 0
	switch rel {
	case "self":
		x.meta.Self = u
	case "hub":
		x.meta.Hub = u
	case "next", "next-archive", "prev-archive":
		x.meta.Next = u
	case "", "alternate":
		if rank = 3; typ == "" || strings.Contains(typ, "html") {
			rank = 1
		}
	case "start", "service.post", "service.feed", "license", "replies", "related", "via", "enclosure", "search", "first", "last", "previous", "prev":
	default:
		rank = 4
	}
	if rank > 0 && (x.ranks.link == 0 || rank < x.ranks.link) {
		x.ranks.link = rank
		f.Link = u
	}
}

// describe replaces what is known of the feed. Articles that were given away
// keep what was known before, since others may be reading it.
func (p *parser) describe(f news.Feed) {
	if f == *p.feed {
		return
	}
	if p.given {
		p.feed, p.given = &news.Feed{}, false
	}
	*p.feed = f
}
