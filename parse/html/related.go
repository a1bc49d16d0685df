package html

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// listed is a link that the page lists as related.
type listed struct{ title, url string }

// maxListed bounds the related articles of one page.
const maxListed = 30

// relatedNames are parts of the class names and ids of lists of related
// articles.
var relatedNames = []string{"related", "recirc", "read-more", "readmore", "read_more", "read-also", "also-like", "more-stories", "more-on-this", "recommended-stories"}

// findRelated collects the links in parts of the page that are named or
// headed as related articles.
func (p *page) findRelated() {
	each(p.root, func(n *html.Node) bool {
		switch n.Data {
		case "nav", "header", "footer":
			return false
		case "h2", "h3", "h4", "h5", "strong", "b", "span", "p", "div":
			if n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.Type == html.TextNode && len(n.FirstChild.Data) < 200 && relatedHeading(n.FirstChild.Data) {
				p.listAfter(n)
			}
		}
		if named(n, relatedNames) {
			if all, linked := weight(n); all < 4000 && linked*2 > all {
				p.listLinks(n)
				return false
			}
		}
		return !silent(n)
	})
}

// relatedHeading reports whether a line heads related articles: one that
// introduces them, not just any part of a site.
func relatedHeading(s string) bool {
	f := news.Fold(s)
	if !headings()[f] {
		return false
	}
	return begins(f, leads()) || strings.HasPrefix(f, "related") || strings.HasPrefix(f, "more ")
}

// listAfter lists the links that follow a heading: in the elements behind it,
// or behind the one that it is alone in.
func (p *page) listAfter(heading *html.Node) {
	had := len(p.links)
	for n, steps := heading, 0; n != nil && steps < 3 && len(p.links) == had; n, steps = n.Parent, steps+1 {
		for s := n.NextSibling; s != nil; s = s.NextSibling {
			if s.Type != html.ElementNode {
				continue
			}
			if all, linked := weight(s); all > 4000 || all > 0 && linked*2 < all {
				break
			}
			p.listLinks(s)
		}
	}
}

// listLinks lists the links within an element whose text reads like a title.
func (p *page) listLinks(root *html.Node) {
	each(root, func(n *html.Node) bool {
		if n.Data == "a" {
			p.list(clean.Line(textOf(n)), attr(n, "href"))
			return false
		}
		return true
	})
}

func (p *page) list(title, href string) {
	const shortest = 20 // a title, not a name or a label
	if lead, rest, ok := strings.Cut(title, ": "); ok && leadsElsewhere(lead) && len(lead) < 40 {
		title = rest
	}
	if len(p.links) >= maxListed || length(title) < shortest || len(title) > 400 || strings.HasPrefix(href, "#") {
		return
	}
	u := p.resolve(href)
	if u == nil || p.url != nil && !sameSite(u.String(), p.url.String()) || sectionPath(u) {
		return
	}
	address, ok := news.CanonicalURL(u.String())
	if !ok {
		return
	}
	for _, l := range p.links {
		if l.url == address {
			return
		}
	}
	p.links = append(p.links, listed{title, address})
}

// sectionPath reports whether an address is that of a front page or section.
func sectionPath(u *url.URL) bool { return len(strings.Trim(u.Path, "/")) < 12 && u.RawQuery == "" }

// relatedTo returns the listed articles and notes them in a.
func (p *page) relatedTo(a *news.Article) []news.Article {
	var all []news.Article
	for _, l := range p.links {
		r := news.Article{URL: l.url, Title: l.title, Source: a.Source, Language: a.Language, Published: p.taken(), Unfetched: true}
		news.Identify(&r)
		if r.ID == a.ID {
			continue
		}
		a.Related = append(a.Related, r.ID)
		all = append(all, r)
	}
	return all
}
