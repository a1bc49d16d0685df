package html

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// What a page may hold to be made a tree of, and to be given to the
// extractor, whose work can grow with the square of the page. Most news pages
// have 1,000 to 8,000 elements.
const (
	maxTags      = 300_000
	maxExtracted = 60_000
	maxTreeBytes = 16 << 20
	maxCopied    = 1 << 30
	headBytes    = 128 << 10 // read of a page that is too large
)

// page is a page being read.
type page struct {
	text string
	o    Options
	url  *url.URL // where relative links start from; nil if unknown
	root *html.Node
	tags int // number of tags

	facts      facts
	links      []listed // that the page lists as related
	enclosures []news.Enclosure
	problems   []news.Problem
}

func newPage(text string, o Options) *page {
	p := &page{text: text, o: o}
	if u, err := url.Parse(clean.URL(o.URL, "http", "https")); err == nil && u.Host != "" {
		p.url = u
	}
	p.grow()
	if b := first(p.root, "base"); b != nil {
		if u := p.resolve(attr(b, "href")); u != nil {
			p.url = u
		}
	}
	if p.url == nil { // a saved page may say where it is from
		if u, err := url.Parse(clean.URL(statedAddress(p.root), "http", "https")); err == nil && u.Host != "" {
			p.url = u
		}
	}
	return p
}

// grow makes the tree, of the head alone if the page is too large.
func (p *page) grow() {
	seen := look(p.text)
	p.tags = seen.tags
	source, wild := p.text, seen.wild
	if seen.tags > maxTags || len(source) > maxTreeBytes || seen.copied > maxCopied {
		if p.tags <= maxTags {
			p.tags = maxTags + 1
		}
		source = source[:min(len(source), headBytes)]
		wild = true
	}
	if wild {
		source = tame(source, maxOpen)
	}
	root, err := html.Parse(strings.NewReader(source))
	for _, open := range [...]int{maxOpen, maxOpenTight} {
		if err != nil { // nested too deeply
			root, err = html.Parse(strings.NewReader(tame(source, open)))
		}
	}
	if err != nil {
		root = &html.Node{Type: html.DocumentNode}
	}
	plainAMP(root)
	p.root = root
}

func (p *page) problem(reason string) {
	p.problems = append(p.problems, news.Problem{Reason: reason})
}

// resolve returns an absolute web address, nil if raw is none.
func (p *page) resolve(raw string) *url.URL {
	raw = strings.TrimSpace(raw)
	if raw == "" || len(raw) > 8192 {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil
	}
	if p.url != nil {
		u = p.url.ResolveReference(u)
	}
	if u, err = url.Parse(clean.URL(u.String(), "http", "https")); err != nil || u.Host == "" {
		return nil
	}
	return u
}

// home returns the address of the page as far as anyone says.
func (p *page) home() string {
	if p.o.URL != "" {
		return p.o.URL
	}
	return p.facts.canonical
}

// statedAddress returns the address that a page states for itself.
func statedAddress(root *html.Node) string {
	found := ""
	each(root, func(n *html.Node) bool {
		switch n.Data {
		case "body":
			return false
		case "link":
			if hasWord(attr(n, "rel"), "canonical") {
				found = attr(n, "href")
			}
		case "meta":
			if strings.EqualFold(attr(n, "property"), "og:url") && found == "" {
				found = attr(n, "content")
			}
		}
		return true
	})
	return found
}
