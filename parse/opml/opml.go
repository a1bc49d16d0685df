// Package opml reads and writes lists of subscriptions in OPML 1.0 and 2.0,
// the form in which feed readers hand them to each other.
//
// Folders become tags: a feed in Tech > Go is tagged "Tech" and "Go". What is
// written has one level of folders, with a feed in the folder of each of its
// tags, because that is what other readers understand best.
//
// A list may come from anyone. Names are made safe, addresses are http or
// https, depth and number are bounded, and lists that a list includes are not
// fetched. Ill-formed XML is read as far as it makes sense.
//
// It is not for outlines of other things. Callers are the commands that import
// and export subscriptions.
package opml

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"newsreader/parse/clean"
	"newsreader/parse/news"
	"newsreader/parse/xmltext"
)

// Subscription is a feed that someone reads.
type Subscription struct {
	URL         string // of the feed: http or https
	Title       string // one line, "" if it has none
	Site        string // address of the site, "" if not stated
	Description string // one line
	Language    string // BCP 47, "" if not stated
	Tags        []string
}

// List is a list of subscriptions. No two have the same URL.
type List struct {
	Title         string
	Subscriptions []Subscription

	Problems []news.Problem // the first few; Lost counts them all
	Lost     int
}

// Limits bound what is read of a list. Zero values mean the defaults.
type Limits struct {
	Feeds int // subscriptions, 100,000 by default
	Depth int // folders in folders, 32 by default; deeper ones give no tags
}

const (
	maxProblems = 20
	maxTags     = 64 // of a feed
)

// Parse reads a list. contentType is what its server stated of it, "" if it
// came from none. The error is news.ErrEmpty or news.ErrFormat for what is no
// OPML, or one of reading.
//
// A feed that is listed twice is one, with the tags of both places and what
// the first said of it.
func Parse(r io.Reader, contentType string, lim Limits) (List, error) {
	text, err := xmltext.Decode(r, contentType)
	if err != nil {
		return List{}, err
	}
	if lim.Feeds <= 0 {
		lim.Feeds = 100_000
	}
	if lim.Depth <= 0 {
		lim.Depth = 32
	}
	p := parser{s: xmltext.NewScanner(text), lim: lim, at: map[string]int{}}
	p.walk()
	switch {
	case p.s.Reading != nil:
		return p.list, fmt.Errorf("reading broke off after %d feeds: %w", len(p.list.Subscriptions), p.s.Reading)
	case !p.known && p.empty:
		return p.list, news.ErrEmpty
	case !p.known:
		return p.list, news.ErrFormat
	case p.s.Truncated || len(p.open) > 0:
		p.problem("the document ends early; there may have been more")
	}
	return p.list, nil
}

// Is reports whether a document that begins with head, as UTF-8, is OPML, by
// its first element.
func Is(head []byte) bool {
	s := xmltext.NewScanner(strings.NewReader(string(head)))
	for range 64 {
		switch s.Next() {
		case xmltext.End:
			return false
		case xmltext.Open:
			return s.Name == "opml"
		}
	}
	return false
}

// parser walks through the outlines. It keeps the path of open elements,
// those that are no folders as "".
type parser struct {
	s    *xmltext.Scanner
	lim  Limits
	list List
	at   map[string]int // index of a feed by its URL

	known, empty bool
	open         []element
	deeper       int // elements below the limit
}

type element struct{ name, tag string }

func (p *parser) walk() {
	p.empty = true
	for {
		switch p.s.Next() {
		case xmltext.End:
			return
		case xmltext.Text:
			p.text()
		case xmltext.Open:
			p.empty = false
			p.openTag()
		case xmltext.Close:
			p.closeTag()
		}
	}
}

// text takes the title of the list.
func (p *parser) text() {
	if len(p.list.Title) < 1000 && len(p.open) > 1 && p.open[len(p.open)-1].name == "title" && p.open[len(p.open)-2].name == "head" {
		p.list.Title = clean.Line(p.list.Title + string(p.s.Text))
		return
	}
	p.empty = p.empty && strings.TrimSpace(string(p.s.Text)) == ""
}

func (p *parser) openTag() {
	tag := ""
	switch p.s.Name {
	case "opml":
		p.known = true
	case "outline":
		if p.known {
			tag = p.outline()
		}
	}
	switch {
	case p.s.Empty:
	case len(p.open) >= p.lim.Depth+3: // opml, body, and the feed itself
		p.deeper++
	default:
		p.open = append(p.open, element{p.s.Name, tag})
	}
}

// closeTag closes the innermost element of the name and all in it; a closing
// tag that has none is ignored.
func (p *parser) closeTag() {
	if p.deeper > 0 && p.s.Name == "outline" {
		p.deeper--
		return
	}
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i].name == p.s.Name {
			p.open, p.deeper = p.open[:i], 0
			return
		}
	}
}

// outline takes in an outline: a feed, or a folder whose tag it returns.
func (p *parser) outline() (tag string) {
	name := p.attr("text", "title")
	if title := p.attr("title"); title != "" && p.attr("xmlurl") != "" {
		name = title
	}
	raw := strings.TrimSpace(p.s.Attr("xmlurl"))
	if typ := strings.ToLower(p.s.Attr("type")); raw == "" {
		switch typ {
		case "rss", "atom", "feed":
			raw = strings.TrimSpace(p.s.Attr("url"))
		case "include":
			p.problem(fmt.Sprintf("%q includes another list, which is not fetched", name))
			return ""
		}
		if raw == "" {
			return name
		}
	}
	address := feedURL(raw)
	if address == "" {
		p.problem(fmt.Sprintf("the address of %q is not http or https", name))
		return ""
	}
	p.add(Subscription{
		URL: address, Title: name, Site: clean.URL(p.s.Attr("htmlurl"), "http", "https"),
		Description: p.attr("description"), Language: p.attr("language"),
	})
	return ""
}

// feedURL returns the address of a feed, "" if it is not http or https. A name
// and a password stay in it: other readers keep them there, and without them
// the feed can't be fetched.
func feedURL(raw string) string {
	if rest, ok := strings.CutPrefix(raw, "feed:"); ok {
		if raw = rest; strings.HasPrefix(rest, "//") {
			raw = "http:" + rest
		}
	}
	address := clean.URL(raw, "http", "https")
	typed, err := url.Parse(raw)
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok || err != nil || typed.User.String() == "" {
		return address
	}
	return scheme + "://" + typed.User.String() + "@" + rest
}

// add takes in a feed with the tags of where it stands.
func (p *parser) add(s Subscription) {
	if s.Title == s.URL {
		s.Title = ""
	}
	i, ok := p.at[s.URL]
	if !ok {
		if len(p.list.Subscriptions) >= p.lim.Feeds {
			p.problem(fmt.Sprintf("there are more than %d feeds", p.lim.Feeds))
			return
		}
		i = len(p.list.Subscriptions)
		p.at[s.URL] = i
		p.list.Subscriptions = append(p.list.Subscriptions, s)
	}
	feed := &p.list.Subscriptions[i]
	for _, e := range p.open {
		feed.tag(e.tag)
	}
	for _, path := range strings.Split(p.attr("category"), ",") {
		for _, tag := range strings.Split(path, "/") {
			feed.tag(strings.TrimSpace(tag))
		}
	}
}

func (s *Subscription) tag(tag string) {
	if tag != "" && len(s.Tags) < maxTags && !slices.Contains(s.Tags, tag) {
		s.Tags = append(s.Tags, tag)
	}
}

// attr returns the first of the attributes that is not empty, on one line.
func (p *parser) attr(names ...string) string {
	for _, n := range names {
		if v := clean.Line(p.s.Attr(n)); v != "" {
			return v
		}
	}
	return ""
}

func (p *parser) problem(reason string) {
	p.list.Lost++
	if len(p.list.Problems) < maxProblems {
		p.list.Problems = append(p.list.Problems, news.Problem{Where: fmt.Sprintf("line %d", p.s.Line()), Reason: reason})
	}
}
