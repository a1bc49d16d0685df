package html

import (
	"strings"

	readability "codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"

	"newsreader/parse/clean"
	"newsreader/parse/markdown"
	"newsreader/parse/markup"
	"newsreader/parse/news"
)

// body is the text of an article.
type body struct {
	markdown string
	weight   int
	head     []string // lines above the text that were trimmed, where dates stand
}

// What is too little for an article: less is looked for elsewhere on the page.
// A short one may be the part of it that the extractor took for the whole.
const (
	tiny  = 250
	short = 1000
)

// body finds the text of the article. It takes the tree apart.
func (p *page) body() body {
	if p.tags > maxTags {
		return p.whole()
	}
	p.findRelated()
	var b body
	if p.tags <= maxExtracted {
		b = p.extract()
	}
	switch {
	case b.weight < tiny || p.facts.ld != nil && length(p.facts.ld.body) > 2*b.weight:
		b = p.replace(b, func(other body) bool { return 2*other.weight > 3*b.weight })
	case b.weight < short:
		b = p.replace(b, func(other body) bool { return 2*other.weight > 5*b.weight && holds(other.markdown, b.markdown) })
	}
	if b.weight == 0 {
		b.markdown = markdown.Escape(clean.Text(p.facts.summary))
	}
	return b
}

// replace returns what is found elsewhere on the page if it is better.
func (p *page) replace(b body, better func(body) bool) body {
	links, enclosures := p.links, p.enclosures
	other := p.elsewhere(b.weight)
	if !better(other) {
		p.links, p.enclosures = links, enclosures
		return b
	}
	other.head = append(other.head, b.head...)
	return other
}

// holds reports whether a text has the paragraphs of another one in it, as far
// as its first ones tell.
func holds(text, part string) bool {
	found, missed := 0, 0
	for line := range strings.SplitSeq(part, "\n") {
		switch {
		case found+missed == 20:
			return found > 4*missed
		case len(line) < 60: // headings and the like are everywhere
		case strings.Contains(text, line):
			found++
		default:
			missed++
		}
	}
	return found > 4*missed
}

// whole keeps all the text of a page that is too large for a tree.
func (p *page) whole() body {
	p.problem("it is too large to tell the news from what surrounds it, so all of its text was kept")
	md := markup.Markdown(p.text, p.url)
	return body{markdown: md, weight: len(md)}
}

// extract lets the extractor find the text, and what it knows of the page.
func (p *page) extract() (b body) {
	defer func() {
		// The extractor works on trees of any shape; should one confuse it,
		// the page can still be read without it.
		if recover() != nil {
			b = body{}
		}
	}()
	parser := readability.NewParser()
	parser.KeepClasses = true // they tell what is to be trimmed
	a, err := parser.ParseAndMutate(p.root, p.url)
	if err != nil {
		return body{}
	}
	p.facts.take(p, &a)
	if a.Node == nil {
		return body{}
	}
	return p.finish(a.Node)
}

// take prefers what the extractor found.
func (f *facts) take(p *page, a *readability.Article) {
	f.author = pick(a.Byline, f.author)
	f.site = pick(a.SiteName, f.site)
	f.title = f.withoutSite(a.Title)
	f.summary = pick(a.Excerpt, f.summary)
	f.language = pick(languageTag(a.Language), f.language)
	if f.image == "" {
		f.image = p.picture(a.Image)
	}
	if a.PublishedTime != nil && f.published.At.IsZero() {
		f.published = p.believed(*a.PublishedTime, 0)
	}
}

// withoutSite takes the name of the site from a title that is the heading and
// that name, where the extractor doesn't see it: behind signs that it doesn't
// know, and, whatever the name, where no spaces set it off, as Chinese pages
// write it. Behind signs that it knows it leaves the name to few words, which
// may mean it.
func (f *facts) withoutSite(title string) string {
	rest, ok := strings.CutPrefix(title, f.heading)
	if !ok || f.heading == "" || rest == "" {
		return title
	}
	name := strings.TrimLeft(rest, " ｜·•:›")
	if length(f.heading) >= 10 && strings.ContainsAny(rest[:1], "_-|") ||
		len(name) < len(strings.TrimLeft(rest, " ")) && news.Fold(name) == news.Fold(f.site) {
		return f.heading
	}
	return title
}

// finish trims what was found and writes it as Markdown.
func (p *page) finish(n *html.Node) body {
	t := trimmer{p: p, root: n}
	t.trim()
	p.takeMedia(n)
	var b strings.Builder
	if html.Render(&b, n) != nil {
		return body{}
	}
	md := markup.Markdown(b.String(), p.url)
	all, _ := weight(n)
	if md == "" { // all of it was hidden
		all = 0
	}
	return body{markdown: md, weight: all, head: t.head}
}

// elsewhere finds the text of a page in which the extractor found too little:
// in the densest part of the page, or in the text that its JSON-LD repeats.
func (p *page) elsewhere(had int) body {
	p.grow()
	var b body
	if n := densest(p.root); n != nil {
		b = p.finish(n)
	}
	if ld := p.facts.ld; ld != nil {
		if w := length(ld.body); w > 2*b.weight && w > 2*had {
			text := ld.body
			if strings.Contains(text, "<p>") {
				return body{markdown: markup.Markdown(text, p.url), weight: w}
			}
			if !strings.Contains(text, "\n\n") { // its line ends are those of paragraphs
				text = strings.ReplaceAll(text, "\n", "\n\n")
			}
			return body{markdown: markdown.Escape(text), weight: w}
		}
	}
	return b
}
