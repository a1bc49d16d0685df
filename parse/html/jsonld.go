package html

import (
	"encoding/json"
	"html"
	"strings"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// linked is what JSON-LD says of one article.
type linked struct {
	headline, description, body string
	author, publisher, language string
	url, image                  string
	published, modified         string
	keywords                    []string
}

// Bounds on JSON-LD. Its depth is bounded by package json, at 10,000; ours is
// lower, since each level is a call.
const (
	maxScripts    = 20
	maxScript     = 1 << 20
	maxLinked     = 50
	maxLinkedDeep = 12
)

// readLinked returns the articles that the JSON-LD of a page describes. What
// is broken is skipped.
func readLinked(scripts []string) []linked {
	var found []linked
	for _, s := range scripts[:min(len(scripts), maxScripts)] {
		if len(s) > maxScript || !strings.Contains(s, "schema.org") {
			continue
		}
		s = strings.TrimSpace(s)
		s = strings.TrimSuffix(strings.TrimPrefix(s, "<![CDATA["), "]]>")
		var v any
		if json.Unmarshal([]byte(s), &v) != nil && json.Unmarshal([]byte(mended(s)), &v) != nil {
			continue
		}
		findArticles(v, 0, &found)
	}
	return found
}

// mended repairs what pages break most: line ends and tabs within strings,
// and a semicolon at the end.
func mended(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	return strings.TrimRight(s, "; ")
}

// findArticles looks for articles in a value: itself, the parts of a list or
// of a graph, what a page is about.
func findArticles(v any, depth int, found *[]linked) {
	if depth > maxLinkedDeep || len(*found) >= maxLinked {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			findArticles(e, depth+1, found)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			*found = append(*found, readArticle(v))
			return
		}
		// Lists of items name other articles.
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage"} {
			findArticles(v[key], depth+1, found)
		}
	}
}

func isArticle(t any) bool {
	for _, name := range words(t) {
		switch name {
		case "Report", "Review", "SocialMediaPosting", "BlogPosting", "LiveBlogPosting", "Recipe":
			return true
		}
		if strings.HasSuffix(name, "Article") {
			return true
		}
	}
	return false
}

func readArticle(v map[string]any) linked {
	l := linked{
		headline:    line(v["headline"]),
		description: line(v["description"]),
		author:      strings.Join(names(v["author"], 0), ", "),
		publisher:   strings.Join(names(v["publisher"], 0), ", "),
		language:    strings.Join(words(v["inLanguage"]), ","),
		url:         pick(address(v["url"]), address(v["mainEntityOfPage"])),
		image:       address(v["image"]),
		published:   pick(line(v["datePublished"]), line(v["dateCreated"])),
		modified:    line(v["dateModified"]),
		keywords:    words(v["keywords"]),
	}
	if l.headline == "" {
		l.headline = line(v["name"])
	}
	if s, ok := v["articleBody"].(string); ok {
		l.body = clean.Text(html.UnescapeString(s))
	}
	return l
}

// line returns a value's text on one line.
func line(v any) string {
	s, _ := v.(string)
	return clean.Line(html.UnescapeString(s))
}

// words returns a value that is a string or a list of them.
func words(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{line(v)}
	case []any:
		var all []string
		for _, e := range v[:min(len(v), 100)] {
			if s := line(e); s != "" {
				all = append(all, s)
			}
		}
		return all
	case map[string]any:
		return words(v["name"])
	}
	return nil
}

// names returns the names of people and organisations.
func names(v any, depth int) []string {
	if depth > 3 {
		return nil
	}
	switch v := v.(type) {
	case string:
		if s := line(v); s != "" && !strings.Contains(s, "://") {
			return []string{s}
		}
	case []any:
		var all []string
		for _, e := range v[:min(len(v), 10)] {
			all = append(all, names(e, depth+1)...)
		}
		return all
	case map[string]any:
		return names(v["name"], depth+1)
	}
	return nil
}

// address returns the first address in a value.
func address(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case []any:
		if len(v) > 0 {
			return address(v[0])
		}
	case map[string]any:
		for _, key := range [...]string{"url", "@id", "contentUrl"} {
			if s, ok := v[key].(string); ok && s != "" {
				return strings.TrimSpace(s)
			}
		}
	}
	return ""
}

// agreeing returns the article that is the page's own: its headline is that
// of the page, or its address the page's. One alone need not prove itself
// unless its headline contradicts.
func (f *facts) agreeing(p *page, all []linked) *linked {
	titles := [...]string{news.Fold(f.heading), news.Fold(f.documentTitle), news.Fold(f.metas["og:title"])}
	canonical, _ := news.CanonicalURL(pick(f.canonical, f.metas["og:url"], p.o.URL))
	for i := range all {
		l := &all[i]
		if u, ok := news.CanonicalURL(l.url); ok && u == canonical {
			return l
		}
		head := news.Fold(l.headline)
		for _, t := range titles {
			if head != "" && t != "" && (strings.Contains(t, head) || strings.Contains(head, t)) {
				return l
			}
		}
	}
	if len(all) == 1 && (all[0].headline == "" || titles == [3]string{}) {
		return &all[0]
	}
	return nil
}
