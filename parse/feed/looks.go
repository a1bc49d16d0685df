package feed

import (
	"html"
	"strings"
)

// looksHTML reports whether text that ought to be plain is HTML: it has a
// closing tag, a tag that needs none, or an entity, and all its tags are
// HTML's and all its entities are known. "a < b", "Vec<T>" and "AT&T" are
// none.
func looksHTML(s string) bool {
	telling := false
	for i := strings.IndexAny(s, "<&"); i >= 0; {
		rest := s[i:]
		if rest[0] == '&' {
			n, ok := entity(rest)
			if n > 0 && !ok {
				return false
			}
			telling = telling || ok
		} else if name, closing := tagName(rest); name != "" {
			if !htmlTags[name] {
				return false
			}
			telling = telling || closing || void[name] || name == "p"
		}
		next := strings.IndexAny(s[i+1:], "<&")
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return telling
}

// entity looks at a reference at the start of s. n is its length, 0 if it is
// none; ok tells that HTML knows it.
func entity(s string) (n int, ok bool) {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 || strings.ContainsAny(s[1:end], " &<\t\n") {
		return 0, false
	}
	return end + 1, !strings.HasSuffix(html.UnescapeString(s[:end+1]), ";") || s[:end+1] == "&semi;"
}

// tagName returns the name of the tag at the start of s in lower case, ""
// if it is none.
func tagName(s string) (name string, closing bool) {
	s = s[1:]
	if strings.HasPrefix(s, "/") {
		s, closing = s[1:], true
	}
	n := 0
	for n < len(s) && n < 20 && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return strings.ToLower(s[:n]), closing
}

var htmlTags = wordSet(`
	a abbr acronym address area article aside audio b base basefont bdi bdo big blink blockquote body br button
	canvas caption center cite code col colgroup command data datagrid datalist dd del details dfn dialog dir div
	dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup
	hr html i iframe img input ins kbd label legend li link main map mark menu meta meter nav noscript object ol
	optgroup option output p param picture pre progress q rp rt ruby s samp script section select small source
	span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr
	track tt u ul var video wbr`)
