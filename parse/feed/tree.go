package feed

import (
	"net/url"
	"strings"
)

// tree holds one element of a feed with all it contains: an entry, or a
// field of the feed itself. It is built again and again in the same memory,
// so nothing of it may be kept but what value and attr return.
type tree struct {
	nodes []node
	attrs []attribute
	text  []byte
}

// node is an element. Its text is what stands before its first child and
// between its children; of an element with markup (see builder) it is HTML.
type node struct {
	name        string // canonical, in lower case: "title", "dc:date"
	first, next int32  // child and sibling, 0 if none
	attrFrom    int32
	attrTo      int32
	from, to    int
	markup      bool
	base        *url.URL
	lang        string
}

type attribute struct {
	name     string
	from, to int
}

func (t *tree) reset() {
	t.nodes = t.nodes[:0]
	t.attrs = t.attrs[:0]
	t.text = t.text[:0]
}

// elem points to a node; the zero elem is none and has no text, attributes
// or children.
type elem struct {
	t *tree
	i int32
}

func (t *tree) root() elem { return elem{t, 0} }

func (e elem) ok() bool     { return e.t != nil }
func (e elem) node() *node  { return &e.t.nodes[e.i] }
func (e elem) name() string { return e.node().name }

// value returns the text of e without white space around it.
func (e elem) value() string {
	if !e.ok() {
		return ""
	}
	n := e.node()
	return mendText(strings.TrimSpace(string(e.t.text[n.from:n.to])))
}

// blank reports whether e has no text but white space.
func (e elem) blank() bool {
	if !e.ok() {
		return true
	}
	n := e.node()
	for _, c := range e.t.text[n.from:n.to] {
		if c > ' ' {
			return false
		}
	}
	return true
}

// attr returns the first of the named attributes that e has.
func (e elem) attr(names ...string) string {
	if !e.ok() {
		return ""
	}
	n := e.node()
	for _, name := range names {
		for _, a := range e.t.attrs[n.attrFrom:n.attrTo] {
			if a.name == name {
				return strings.TrimSpace(string(e.t.text[a.from:a.to]))
			}
		}
	}
	return ""
}

// children calls f for each child of e, until it returns false.
func (e elem) children(f func(elem) bool) {
	if !e.ok() {
		return
	}
	for i := e.node().first; i != 0; i = e.t.nodes[i].next {
		if !f(elem{e.t, i}) {
			return
		}
	}
}

// child returns the first child of e with text or attributes that has one of
// the names, in the order of the names.
func (e elem) child(names ...string) elem {
	if !e.ok() {
		return elem{}
	}
	for _, name := range names {
		for i := e.node().first; i != 0; i = e.t.nodes[i].next {
			c := elem{e.t, i}
			if n := c.node(); n.name == name && (!c.blank() || n.attrTo > n.attrFrom || n.first != 0) {
				return c
			}
		}
	}
	return elem{}
}

// childText returns the value of the first child that has one, in the order of
// the names.
func (e elem) childText(names ...string) string {
	if !e.ok() {
		return ""
	}
	for _, name := range names {
		for i := e.node().first; i != 0; i = e.t.nodes[i].next {
			if c := (elem{e.t, i}); c.name() == name && !c.blank() {
				return c.value()
			}
		}
	}
	return ""
}

// each calls f for all children of e with one of the names, and for those in
// a media:group.
func (e elem) each(f func(elem), names ...string) {
	e.children(func(c elem) bool {
		if c.name() == "media:group" {
			c.each(f, names...)
		}
		for _, n := range names {
			if c.name() == n {
				f(c)
				break
			}
		}
		return true
	})
}
