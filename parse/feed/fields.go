package feed

import (
	"net/url"
	"strconv"
	"strings"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

const (
	maxTags       = 64  // of an article
	maxEnclosures = 64  // of an article
	maxRelated    = 64  // of an article
	maxLine       = 512 // bytes of a tag
)

// entryLink returns the address of an entry, the first of these that is one:
// a link with rel "alternate", or none, to HTML; the text of link; any other
// alternate; feedburner:origLink comes before them all, since the link then
// leads through a counter; guid, unless it says that it is no address; a link
// to the entry itself (rel "self" in feeds of one document, "related", "via"
// on link blogs); rdf:about, or href as in Microsoft's CDF; the page of
// comments.
func (x *xmlParser) entryLink(e elem) string {
	if o := e.child("feedburner:origlink"); o.ok() {
		if u := canonical(o.node().base, o.value()); u != "" {
			return u
		}
	}
	best, rank := "", 100
	try := func(u string, r int) {
		if u != "" && r < rank {
			best, rank = u, r
		}
	}
	e.children(func(c elem) bool {
		if c.name() == "link" {
			href := c.attr("href", "url", "uri")
			if href == "" {
				href = c.value()
			}
			if r := linkRank(c); r < rank {
				try(canonical(c.node().base, href), r)
			}
		}
		return rank > 0
	})
	if rank < 5 {
		return best
	}
	if id := e.child("guid"); id.ok() && !strings.EqualFold(id.attr("ispermalink"), "false") {
		if raw := id.value(); strings.HasPrefix(raw, "http") || strings.HasPrefix(raw, "/") || strings.EqualFold(id.attr("ispermalink"), "true") {
			try(canonical(id.node().base, raw), 5)
		}
	}
	if id := e.child("id"); rank > 5 && strings.HasPrefix(id.value(), "http") {
		try(canonical(nil, id.value()), 8)
	}
	try(canonical(nil, e.attr("rdf:about")), 9)
	try(canonical(e.node().base, e.attr("href")), 9)
	if c := e.child("comments"); rank > 10 && c.ok() {
		try(canonical(c.node().base, c.value()), 10)
	}
	return best
}

// linkRank orders the links of an entry, best first.
func linkRank(e elem) int {
	rel, typ := strings.ToLower(e.attr("rel")), strings.ToLower(e.attr("type"))
	html := typ == "" || strings.Contains(typ, "html")
	switch {
	case rel == "alternate" && html:
		return 0
	case rel == "" && html:
		return 1
	case rel == "alternate", rel == "":
		return 3
	case rel == "related", rel == "via":
		return 6
	case rel == "self":
		return 7
	}
	return 200
}

// tagList collects tags, each once.
type tagList []string

func (l *tagList) add(tag string) {
	if tag = clean.Line(tag); tag == "" || len(tag) > maxLine || len(*l) >= maxTags {
		return
	}
	for _, t := range *l {
		if strings.EqualFold(t, tag) {
			return
		}
	}
	*l = append(*l, tag)
}

// tags returns what an entry is filed under: category (its label, term or
// text), dc:subject, media:category, the lists of itunes:keywords,
// media:keywords, keywords and tags, itunes:category.
func tags(e elem) []string {
	var all tagList
	all.of(e)
	return all
}

func (l *tagList) of(e elem) {
	e.children(func(c elem) bool {
		switch c.name() {
		case "category", "dc:subject", "media:category":
			tag := c.attr("label")
			if tag == "" {
				tag = c.attr("term")
			}
			if tag == "" {
				tag = unescapeLine(c.value())
			}
			l.add(tag)
		case "itunes:category":
			l.add(c.attr("text"))
			c.each(func(sub elem) { l.add(sub.attr("text")) }, "itunes:category")
		case "itunes:keywords", "media:keywords", "keywords", "tags":
			for tag := range strings.SplitSeq(c.value(), ",") {
				l.add(tag)
			}
		case "media:group":
			l.of(c)
		}
		return true
	})
}

// enclosureList collects files, each once.
type enclosureList []news.Enclosure

func (l *enclosureList) add(base *url.URL, href, typ, size string) {
	u := absolute(base, href)
	if u == "" || len(*l) >= maxEnclosures {
		return
	}
	for _, e := range *l {
		if e.URL == u {
			return
		}
	}
	n, err := strconv.ParseInt(size, 10, 64)
	if err != nil || n < 0 {
		n = 0
	}
	*l = append(*l, news.Enclosure{URL: u, Type: mediaType(typ, u), Size: n})
}

// picture reports whether there is a picture among the files.
func (l enclosureList) picture() bool {
	for _, e := range l {
		if strings.HasPrefix(e.Type, "image/") {
			return true
		}
	}
	return false
}

// enclosures returns the files that an entry offers: enclosure, link with rel
// "enclosure", media:content, and media:thumbnail or itunes:image for want of
// another picture.
func enclosures(e elem) []news.Enclosure {
	var all enclosureList
	e.each(func(c elem) {
		if c.name() == "link" && !strings.EqualFold(c.attr("rel"), "enclosure") {
			return
		}
		all.add(c.node().base, c.attr("url", "href", "uri"), c.attr("type"), c.attr("length", "filesize"))
	}, "enclosure", "link", "media:content")
	e.each(func(c elem) {
		if !all.picture() {
			all.add(c.node().base, c.attr("url", "href"), "", "")
		}
	}, "media:thumbnail", "itunes:image")
	return all
}

// imageTypes tell pictures by the ends of their names.
var imageTypes = map[string]string{
	"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif",
}

// mediaType returns a stated media type, or that of a picture's name.
func mediaType(typ, address string) string {
	if typ = strings.ToLower(clean.Line(typ)); typ != "" && len(typ) <= 100 {
		return typ
	}
	address, _, _ = strings.Cut(address, "?")
	return imageTypes[strings.ToLower(address[strings.LastIndexByte(address, '.')+1:])]
}

// related returns the articles that an entry points to: links with rel
// "related", and the article that it replies to (thr:in-reply-to).
func related(e elem) []news.ID {
	var all []news.ID
	e.each(func(c elem) {
		if c.name() == "link" && !strings.EqualFold(c.attr("rel"), "related") || len(all) >= maxRelated {
			return
		}
		if u := canonical(c.node().base, c.attr("href")); u != "" {
			other := news.Article{URL: u}
			news.Identify(&other)
			all = append(all, other.ID)
		}
	}, "link", "thr:in-reply-to")
	return all
}
