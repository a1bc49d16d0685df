package feed

import (
	"bytes"
	"net/url"
	"strings"

	"newsreader/parse/xmltext"
)

const (
	maxDepth = 256    // of elements in an entry; deeper ones are dropped
	maxNodes = 20_000 // of an entry
)

// builder builds trees from tokens.
//
// Some elements hold text that may be marked up, as escaped HTML or with
// elements of XHTML in them. The elements are written into the text again,
// as HTML, so that both come out alike.
//
// Nesting mistakes are repaired as they come: a closing tag closes the
// innermost open element of its name and all in it, and is ignored if there
// is none; what begins the next entry or ends the feed ends an entry; and a
// field of an entry ends a text that is still open, so that a lost closing
// tag costs no field.
type builder struct {
	s      *xmltext.Scanner
	spaces *xmltext.Spaces
	limit  int // bytes of text

	t      tree
	open   []int32 // path of nodes from the root to where we are
	last   []int32 // their last children, 0 if none
	inner  []inner // elements of markup in the innermost open node
	deeper int     // elements below the depth limit
	over   bool    // the text was longer than the limit
}

// inner is an element within markup.
type inner struct {
	name string // as it was written in the text
	raw  string // as in the source
	base *url.URL
}

// place is what an element inherits.
type place struct {
	base *url.URL
	lang string
}

// ending tells how the building of a tree ended.
type ending uint8

const (
	complete  ending = iota
	cutByNext        // by the tag at which the scanner stands
	cutByEnd         // by the end of the document
)

// build builds the tree of the element whose tag the scanner stands at.
// outer reports whether a closing tag belongs to an element around it.
func (b *builder) build(at place, outer func(name string) bool) ending {
	b.t.reset()
	b.open, b.last, b.inner, b.deeper, b.over = b.open[:0], b.last[:0], b.inner[:0], 0, false
	b.spaces.Open(b.s)
	b.push(b.spaces.Name(b.s.Name), at)
	if b.s.Empty {
		b.pop()
		return complete
	}
	for len(b.open) > 0 {
		switch b.s.Next() {
		case xmltext.End:
			b.closeAll()
			return cutByEnd
		case xmltext.Text:
			b.addText(b.s.Text)
		case xmltext.Open:
			if b.startsEntry() || b.startsField() {
				b.closeAll()
				return cutByNext
			}
			b.openTag()
		case xmltext.Close:
			if !b.closeTag() && outer(b.s.Name) {
				b.closeAll()
				return cutByNext
			}
		}
	}
	return complete
}

// startsEntry reports whether the tag begins an entry though one is open.
// Atom may hold another document's entries as content of a type of XML.
func (b *builder) startsEntry() bool {
	if b.s.Name != "item" && b.s.Name != "entry" && !strings.HasSuffix(b.s.Name, ":item") && !strings.HasSuffix(b.s.Name, ":entry") {
		return false
	}
	root, name := b.t.nodes[0].name, b.spaces.Name(b.s.Name)
	if name != "item" && name != "entry" || root != name && (root == "item" || root == "entry") {
		return false
	}
	e := elem{&b.t, b.open[len(b.open)-1]}
	return !strings.Contains(e.attr("type"), "xml")
}

// startsField reports whether the tag begins another field of the feed,
// because the one that is open lost its closing tag.
func (b *builder) startsField() bool {
	return len(b.open) == 1 && constructs[b.t.nodes[0].name] && b.endsText(b.spaces.Name(b.s.Name))
}

func (b *builder) push(name string, at place) {
	i := int32(len(b.t.nodes))
	if len(b.open) > 0 {
		parent := len(b.open) - 1
		if b.last[parent] == 0 {
			b.t.nodes[b.open[parent]].first = i
		} else {
			b.t.nodes[b.last[parent]].next = i
		}
		b.last[parent] = i
	}
	n := node{name: name, base: at.base, lang: at.lang, attrFrom: int32(len(b.t.attrs))}
	for _, a := range b.s.Attrs {
		if strings.HasPrefix(a.Name, "xmlns") || len(b.t.text)+len(a.Value) > b.limit {
			continue
		}
		b.t.attrs = append(b.t.attrs, attribute{b.spaces.Name(a.Name), len(b.t.text), len(b.t.text) + len(a.Value)})
		b.t.text = append(b.t.text, a.Value...)
	}
	n.attrTo = int32(len(b.t.attrs))
	n.from, n.to = len(b.t.text), len(b.t.text)
	inherit(&n.base, &n.lang, b.s)
	b.t.nodes = append(b.t.nodes, n)
	b.open = append(b.open, i)
	b.last = append(b.last, 0)
}

// unstated is the language of what states that it has none, by an empty
// xml:lang.
const unstated = "und"

// inherit applies the attributes xml:base and xml:lang of the tag at s.
func inherit(base **url.URL, lang *string, s *xmltext.Scanner) {
	for i := range s.Attrs {
		switch s.Attrs[i].Name {
		case "xml:base":
			if u := absoluteURL(*base, string(s.Attrs[i].Value)); u != nil {
				*base = u
			}
		case "xml:lang":
			if *lang = language(string(s.Attrs[i].Value)); *lang == "" {
				*lang = unstated
			}
		}
	}
}

func (b *builder) pop() {
	b.open, b.last = b.open[:len(b.open)-1], b.last[:len(b.last)-1]
	b.spaces.Close()
}

func (b *builder) closeAll() {
	b.closeInner(0)
	for len(b.open) > 0 {
		b.pop()
	}
}

func (b *builder) current() *node { return &b.t.nodes[b.open[len(b.open)-1]] }

// openTag adds the element whose tag the scanner stands at.
func (b *builder) openTag() {
	if len(b.t.text) >= b.limit {
		b.over = true
	}
	if b.deeper > 0 || b.over || len(b.open)+len(b.inner) >= maxDepth || len(b.t.nodes) >= maxNodes {
		if !b.s.Empty {
			b.deeper++
		}
		return
	}
	b.spaces.Open(b.s)
	name := b.spaces.Name(b.s.Name)
	if constructs[b.current().name] {
		if len(b.open) == 1 || !b.endsText(name) {
			b.openInner(name)
			return
		}
		b.spaces.Close()
		b.closeInner(0)
		b.pop()
		b.spaces.Open(b.s)
	}
	n := b.current()
	b.push(name, place{n.base, n.lang})
	if b.s.Empty {
		b.pop()
	}
}

// endsText reports whether an element cannot stand in the text that is open,
// because it is a field of entries and no element of HTML. A link in a title,
// or one without an address, is a field too.
func (b *builder) endsText(name string) bool {
	e := elem{&b.t, b.open[len(b.open)-1]}
	if strings.Contains(e.attr("type"), "xml") {
		return false
	}
	if name == "link" {
		return e.name() == "title" || len(b.inner) == 0 && b.s.Attr("href") == "" && !b.s.Empty
	}
	return fields[name]
}

// closeTag closes the element that the closing tag names. It reports whether
// there was one.
func (b *builder) closeTag() bool {
	for i := len(b.inner) - 1; i >= 0; i-- {
		if b.inner[i].raw == b.s.Name {
			b.deeper = 0
			b.closeInner(i)
			return true
		}
	}
	name := b.spaces.Name(b.s.Name)
	for i := len(b.open) - 1; i >= 0; i-- {
		if b.t.nodes[b.open[i]].name != name {
			continue
		}
		if b.deeper > 0 && i == len(b.open)-1 && !constructs[name] {
			break
		}
		b.deeper = 0
		b.closeInner(0)
		for len(b.open) > i {
			b.pop()
		}
		return true
	}
	if b.deeper > 0 {
		b.deeper--
		return true
	}
	return false
}

// addText adds characters to the innermost node.
func (b *builder) addText(text []byte) {
	n := b.current()
	if room := b.limit - len(b.t.text); len(text) > room {
		b.over = true
		text = text[:max(room, 0)]
	}
	if b.deeper > 0 && !n.markup {
		return
	}
	if n.to != len(b.t.text) { // it goes on behind a child
		if len(bytes.TrimSpace(text)) == 0 || len(b.t.text)+n.to-n.from > b.limit {
			return
		}
		from := len(b.t.text)
		b.t.text = append(b.t.text, b.t.text[n.from:n.to]...)
		n.from = from
	}
	if n.markup {
		b.t.text = appendEscaped(b.t.text, text)
	} else {
		b.t.text = append(b.t.text, text...)
	}
	n.to = len(b.t.text)
}
