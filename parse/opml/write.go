package opml

import (
	"bufio"
	"io"
	"strings"

	"newsreader/parse/clean"
)

// Write writes a list as OPML 2.0. Feeds without tags come first, then a
// folder for each tag in the order in which the feeds name them. [Parse]
// reads the same feeds back, with the same tags.
func Write(w io.Writer, l List) error {
	b := bufio.NewWriter(w)
	out := writer{b}
	out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>")
	out.text(l.Title)
	out.raw("</title>\n  </head>\n  <body>\n")
	tags, byTag := folders(l.Subscriptions)
	for _, s := range l.Subscriptions {
		if len(s.Tags) == 0 {
			out.feed("    ", s)
		}
	}
	for _, tag := range tags {
		out.raw("    <outline")
		out.attr("text", tag)
		out.attr("title", tag)
		out.raw(">\n")
		for _, i := range byTag[tag] {
			out.feed("      ", l.Subscriptions[i])
		}
		out.raw("    </outline>\n")
	}
	out.raw("  </body>\n</opml>\n")
	return b.Flush()
}

// folders returns the tags in the order of their first use, and the feeds
// that have each.
func folders(subs []Subscription) (tags []string, byTag map[string][]int) {
	byTag = map[string][]int{}
	for i, s := range subs {
		for _, tag := range s.Tags {
			if byTag[tag] == nil {
				tags = append(tags, tag)
			}
			byTag[tag] = append(byTag[tag], i)
		}
	}
	return tags, byTag
}

// writer writes XML. Errors stay in the bufio.Writer until it is flushed.
type writer struct{ b *bufio.Writer }

func (w writer) raw(s string) { _, _ = w.b.WriteString(s) }

func (w writer) feed(indent string, s Subscription) {
	name := s.Title
	if name == "" {
		name = s.URL // OPML wants a text
	}
	w.raw(indent + "<outline type=\"rss\"")
	w.attr("text", name)
	w.attr("title", name)
	w.attr("xmlUrl", s.URL)
	w.attr("htmlUrl", s.Site)
	w.attr("description", s.Description)
	w.attr("language", s.Language)
	w.raw("/>\n")
}

// attr writes an attribute, unless it is empty.
func (w writer) attr(name, value string) {
	if value == "" {
		return
	}
	w.raw(" " + name + `="`)
	w.text(value)
	w.raw(`"`)
}

// text writes a value on one line.
func (w writer) text(s string) { _, _ = escaper.WriteString(w.b, clean.Line(s)) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")
