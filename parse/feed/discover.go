package feed

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"newsreader/parse/clean"
)

// Link is a feed that a page names.
type Link struct {
	Title string // plain text, "" if the page gives it none
	URL   string // absolute, http or https
}

// maxLinks bounds how many feeds of a page are offered.
const maxLinks = 50

// Discover returns the feeds that an HTML page, found at a URL, names by
// <link rel="alternate">, in its order. Comment feeds come last: a person who
// types a site's address means its news.
func Discover(page []byte, at string) []Link {
	base, err := url.Parse(at)
	if err != nil {
		return nil
	}
	var news, comments []Link
	seen := map[string]bool{}
	for z := html.NewTokenizer(bytes.NewReader(page)); len(seen) < maxLinks; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		token := z.Token()
		switch token.Data {
		case "base":
			if u := absoluteURL(base, linkAttribute(token, "href")); u != nil {
				base = u
			}
		case "link":
			link, ok := feedLink(token, base)
			if !ok || seen[link.URL] {
				continue
			}
			seen[link.URL] = true
			if strings.Contains(strings.ToLower(link.Title+link.URL), "comment") {
				comments = append(comments, link)
			} else {
				news = append(news, link)
			}
		}
	}
	return append(news, comments...)
}

func feedLink(token html.Token, base *url.URL) (Link, bool) {
	alternate := false
	for rel := range strings.FieldsSeq(strings.ToLower(linkAttribute(token, "rel"))) {
		alternate = alternate || rel == "alternate" || rel == "feed"
	}
	kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(linkAttribute(token, "type"))), ";")
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml":
	case "application/xml", "text/xml", "application/json":
		// Too general to mean a feed, unless the name says so.
		if !strings.Contains(strings.ToLower(linkAttribute(token, "href")), "feed") {
			return Link{}, false
		}
	default:
		return Link{}, false
	}
	u := absoluteURL(base, linkAttribute(token, "href"))
	if !alternate || u == nil {
		return Link{}, false
	}
	u.Fragment = ""
	return Link{Title: clean.Line(linkAttribute(token, "title")), URL: u.String()}, true
}

func linkAttribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
