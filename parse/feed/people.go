package feed

import (
	"strings"

	"newsreader/parse/clean"
)

// maxAuthors bounds the authors of an entry.
const maxAuthors = 16

// authors returns the names of those who wrote an entry, with commas between
// them, by the first of these elements that is there: author, dc:creator,
// dc:author, itunes:author, media:credit with the role of an author.
func authors(e elem) string {
	for _, name := range [...]string{"author", "dc:creator", "dc:author", "itunes:author", "media:credit"} {
		var names []string
		e.each(func(c elem) {
			if c.name() == "media:credit" && !strings.EqualFold(c.attr("role"), "author") {
				return
			}
			n := person(c)
			for _, before := range names {
				if n == before {
					n = ""
				}
			}
			if n != "" && len(names) < maxAuthors {
				names = append(names, n)
			}
		}, name)
		if len(names) > 0 {
			return strings.Join(names, ", ")
		}
	}
	return ""
}

// person returns the name of a person: the element name, else the text less
// its e-mail address, else the address.
func person(e elem) string {
	if !e.ok() {
		return ""
	}
	if n := unescapeLine(e.childText("name", "itunes:name")); n != "" {
		return n
	}
	if n := nameOf(unescapeLine(e.value())); n != "" {
		return n
	}
	return clean.Line(e.childText("email", "itunes:email"))
}

// nameOf takes the e-mail address out of "me@example.com (My Name)", "My
// Name <me@example.com>" and the like. What is only an address stays.
func nameOf(s string) string {
	at := strings.IndexByte(s, '@')
	if at < 0 {
		return s
	}
	from := strings.LastIndexAny(s[:at], " \t(<[,;:\"") + 1
	to := strings.IndexAny(s[at:], " \t)>],;?\"")
	if to < 0 {
		to = len(s) - at
	}
	if !strings.Contains(s[at:at+to], ".") {
		return s // no address: "Jo @ work"
	}
	name := s[:from] + s[at+to:]
	name = strings.NewReplacer("mailto:", "", "()", "", "<>", "", "[]", "", `""`, "").Replace(name)
	name = strings.TrimSpace(name)
	if strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") || strings.HasPrefix(name, `"`) && strings.HasSuffix(name, `"`) && len(name) > 1 {
		name = strings.TrimSpace(name[1 : len(name)-1])
	}
	if strings.Trim(name, "?=&,;:()<>") == "" {
		return s[from : at+to]
	}
	return name
}
