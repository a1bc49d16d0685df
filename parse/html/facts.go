package html

import (
	"strings"
	"time"

	"golang.org/x/net/html"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// facts are what a page says about itself.
type facts struct {
	title, author, site, summary string
	language, canonical, image   string
	tags                         []string
	published                    news.Time
	updated                      time.Time

	heading       string            // of the first rank, the longest
	documentTitle string            // of the window
	metas         map[string]string // meta elements by their names in lower case
	ld            *linked           // what JSON-LD says of the article, nil if nothing

	shownTime, shownAuthor string // in marked-up elements of the page
}

const maxTagsKept = 30

// gather collects what is said outside of the text. It runs before the
// extractor, which takes the tree apart.
func (f *facts) gather(p *page) {
	f.metas = map[string]string{}
	var scripts []string
	each(p.root, func(n *html.Node) bool {
		switch n.Data {
		case "html":
			f.language = languageTag(attr(n, "lang"))
		case "title":
			if f.documentTitle == "" && n.FirstChild != nil {
				f.documentTitle = clean.Line(n.FirstChild.Data)
			}
		case "meta":
			f.meta(n)
		case "link":
			if hasWord(attr(n, "rel"), "canonical") && f.canonical == "" {
				f.canonical = attr(n, "href")
			}
		case "script":
			if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
				scripts = append(scripts, n.FirstChild.Data)
			}
			return false
		case "h1":
			if t := textOf(n); length(t) > length(f.heading) {
				f.heading = t
			}
		case "time", "a", "span", "div", "p", "abbr":
			f.shown(n)
		}
		return n.Data == "head" || !silent(n)
	})
	f.ld = f.agreeing(p, readLinked(scripts))
	f.settle(p)
}

// meta notes a meta element under the name that it has in lower case.
func (f *facts) meta(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	if content == "" || len(content) > 16<<10 {
		return
	}
	for _, key := range [...]string{"property", "name", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, key))) {
			if name == "article:tag" || name == "og:article:tag" {
				f.addTags(content)
			} else if f.metas[name] == "" {
				f.metas[name] = content
			}
		}
	}
}

// shown notes times and authors that are marked up in the page.
func (f *facts) shown(n *html.Node) {
	prop := strings.ToLower(attr(n, "itemprop"))
	if f.shownTime == "" && (n.Data == "time" || prop != "") {
		if t := attr(n, "datetime"); t != "" && (n.Data == "time" || hasWord(prop, "datepublished")) {
			f.shownTime = t
		} else if hasWord(prop, "datepublished") {
			if f.shownTime = attr(n, "content"); f.shownTime == "" {
				f.shownTime = textOf(n)
			}
		}
	}
	if f.shownAuthor == "" && (n.Data == "a" && hasWord(attr(n, "rel"), "author") || hasWord(prop, "author")) {
		if t := textOf(n); len(t) < 100 {
			f.shownAuthor = t
		}
	}
}

// settle fills the fields from meta elements and JSON-LD; what the extractor
// finds overrides some of them.
func (f *facts) settle(p *page) {
	ld := f.ld
	if ld == nil {
		ld = &linked{}
	}
	f.title = pick(f.metas["og:title"], f.documentTitle, f.heading)
	f.site = f.any("og:site_name", "application-name")
	if f.site == "" {
		f.site = ld.publisher
	}
	f.summary = f.any("og:description", "description", "twitter:description", "dc.description", "dcterms.description")
	if f.summary == "" {
		f.summary = ld.description
	}
	f.author = notAddress(pick(ld.author, f.any("author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"), f.shownAuthor))
	if f.language == "" {
		f.language = languageTag(pick(f.metas["content-language"], ld.language, f.metas["og:locale"], f.metas["dc.language"]))
	}
	if f.canonical == "" {
		f.canonical = pick(f.metas["og:url"], ld.url)
	}
	if u := p.resolve(f.canonical); u != nil {
		f.canonical = u.String()
	}
	f.image = p.picture(f.any("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"), ld.image)
	for _, t := range ld.keywords {
		f.addTags(t)
	}
	f.addTags(f.any("news_keywords", "keywords", "parsely-tags", "sailthru.tags"))

	f.published = p.firstTime(ld.published, f.any("article:published_time", "og:article:published_time", "datepublished",
		"og:published_time", "article:published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created", "dcterms.date", "date", "pubdate",
		"publishdate", "publish-date", "published", "published-date", "publication_date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "displaydate", "weibo:article:create_at"), f.shownTime)
	f.updated = p.firstTime(ld.modified, f.any("article:modified_time", "og:updated_time", "article:modified", "datemodified", "lastmod", "dcterms.modified", "dc.date.modified", "last-modified")).At
	if !f.published.At.IsZero() && f.updated.Before(f.published.At) {
		f.updated = time.Time{}
	}
}

// any returns the content of the first of these meta elements that exists.
func (f *facts) any(names ...string) string {
	for _, n := range names {
		if v := f.metas[n]; v != "" {
			return v
		}
	}
	return ""
}

func pick(values ...string) string {
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// notAddress refuses authors that are addresses of their pages.
func notAddress(author string) string {
	if strings.Contains(author, "://") || len(author) > 200 {
		return ""
	}
	return author
}

// addTags adds a list of tags parted by commas.
func (f *facts) addTags(list string) {
	if len(list) > 4096 {
		return
	}
	for t := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == ';' || r == '،' || r == '、' || r == '，' }) {
		t = clean.Line(strings.TrimPrefix(strings.TrimSpace(t), "#"))
		if t == "" || len(t) > 60 || len(f.tags) >= maxTagsKept || f.hasTag(t) {
			continue
		}
		f.tags = append(f.tags, t)
	}
}

func (f *facts) hasTag(tag string) bool {
	for _, t := range f.tags {
		if strings.EqualFold(t, tag) {
			return true
		}
	}
	return false
}

// picture returns the first of these addresses that is one.
func (p *page) picture(addresses ...string) string {
	for _, a := range addresses {
		if u := p.resolve(a); u != nil {
			return u.String()
		}
	}
	return ""
}

// languageTag writes a language as BCP 47 does, "" for what is none.
func languageTag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	s, _, _ = strings.Cut(s, ",")
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	parts := strings.Split(s, "-")
	if n := len(parts[0]); n < 2 || n > 3 {
		return ""
	}
	for i, part := range parts {
		if part == "" || strings.Trim(strings.ToLower(part), "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return ""
		}
		switch {
		case i == 0:
			parts[i] = strings.ToLower(part)
		case len(part) == 2:
			parts[i] = strings.ToUpper(part)
		}
	}
	return strings.Join(parts, "-")
}
