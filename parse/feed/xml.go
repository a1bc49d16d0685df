package feed

import (
	"fmt"
	"io"
	"net/url"

	"newsreader/parse/news"
	"newsreader/parse/xmltext"
)

// frame is an open element that holds fields and entries.
type frame struct {
	raw string // as in the source
	place
}

// maxWrappers bounds the elements around a feed.
const maxWrappers = 64

// xmlParser walks through a feed in XML: entries and fields become trees, one
// at a time.
type xmlParser struct {
	*parser
	s      *xmltext.Scanner
	spaces *xmltext.Spaces
	b      builder
	frames []frame

	site     *url.URL // siteLink, the feed's link, for use as a base
	siteLink string
}

// xml parses RSS and Atom.
func (p *parser) xml(r io.Reader) error {
	s := xmltext.NewScanner(r)
	spaces := xmltext.NewSpaces(namespaces)
	x := &xmlParser{parser: p, s: s, spaces: spaces, b: builder{s: s, spaces: spaces, limit: p.o.MaxEntry}}
	if err := x.walk(); err != nil {
		return err
	}
	switch {
	case s.Reading != nil:
		return fmt.Errorf("reading broke off after %d articles: %w", p.doc.Articles, s.Reading)
	case p.doc.Format == "":
		return news.ErrFormat
	case len(x.frames) > 0 && p.doc.Lost == 0:
		x.problem(fmt.Sprintf("line %d", s.Line()), "the document ends before the feed does; there may have been more")
	}
	return nil
}

func (x *xmlParser) walk() error {
	again := false // the scanner's token has not been dealt with
	for {
		if !again {
			x.s.Next()
		}
		again = false
		var err error
		switch x.s.Kind() {
		case xmltext.End:
			return nil
		case xmltext.Open:
			again, err = x.open()
		case xmltext.Close:
			x.close()
		}
		if err != nil {
			return err
		}
	}
}

// open deals with an opening tag. again reports that the element ended at
// another tag, which is still to be dealt with.
func (x *xmlParser) open() (again bool, err error) {
	x.spaces.Open(x.s)
	name := x.spaces.Name(x.s.Name)
	entry := name == "item" || name == "entry"
	switch {
	case x.doc.Format == "" && name == "html":
		return false, fmt.Errorf("%w: it is a web page", news.ErrFormat)
	case containers[name], !entry && x.doc.Format == "":
		x.container(name)
		if len(x.frames) > maxWrappers {
			return false, news.ErrFormat
		}
		return false, nil
	}
	x.spaces.Close()
	if x.doc.Format == "" {
		x.doc.Format = formats[name]
	}
	if entry {
		x.parser.entry++
	}
	end := x.b.build(x.place(), x.encloses)
	if entry {
		err = x.finishEntry(end)
	} else {
		x.field(x.b.t.root())
	}
	return end == cutByNext, err
}

// formats tells a feed's format by the first element that belongs to one.
var formats = map[string]string{
	"rss": "rss", "rss:rss": "rss", "rdf:rdf": "rss", "rdf": "rss", "channel": "rss", "item": "rss", "feed": "atom", "entry": "atom",
}

func (x *xmlParser) container(name string) {
	if x.doc.Format == "" {
		x.doc.Format = formats[name]
	}
	at := x.place()
	inherit(&at.base, &at.lang, x.s)
	if f := *x.feed; formats[name] != "" {
		if f.Language == "" && at.lang != unstated {
			f.Language = at.lang
		}
		if f.Link == "" {
			f.Link = absolute(at.base, x.s.Attr("href")) // CDF
		}
		x.describe(f)
	}
	if x.s.Empty {
		x.spaces.Close()
		return
	}
	x.frames = append(x.frames, frame{x.s.Name, at})
}

// place returns what the elements inherit here. A feed that says nothing
// about its base, and came from nowhere, is based on its own link.
func (x *xmlParser) place() place {
	at := place{base: x.base}
	if len(x.frames) > 0 {
		at = x.frames[len(x.frames)-1].place
	}
	if at.base == nil && x.feed.Link != "" {
		if x.site == nil || x.siteLink != x.feed.Link {
			x.site, x.siteLink = absoluteURL(nil, x.feed.Link), x.feed.Link
		}
		at.base = x.site
	}
	return at
}

// encloses reports whether a closing tag belongs to an open container.
func (x *xmlParser) encloses(raw string) bool {
	for _, f := range x.frames {
		if f.raw == raw {
			return true
		}
	}
	return false
}

func (x *xmlParser) close() {
	if !x.encloses(x.s.Name) {
		return
	}
	for {
		top := len(x.frames) - 1
		raw := x.frames[top].raw
		x.frames = x.frames[:top]
		x.spaces.Close()
		if raw == x.s.Name {
			return
		}
	}
}

// finishEntry yields the entry that was built.
func (x *xmlParser) finishEntry(end ending) error {
	if end == cutByEnd && x.s.Reading == nil {
		x.problem(x.where(), fmt.Sprintf("the document ends within it, at line %d", x.s.Line()))
	}
	if x.b.over {
		x.problem(x.where(), fmt.Sprintf("it is longer than %d bytes, the rest was left out", x.o.MaxEntry))
	}
	root := x.b.t.root()
	if n := root.node(); n.first == 0 && n.attrTo == n.attrFrom {
		return nil // nothing
	}
	return x.give(x.article(root))
}
