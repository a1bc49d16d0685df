package feed

import (
	"strings"
)

// urlAttrs are the attributes of HTML that hold addresses.
var urlAttrs = wordSet("href src cite longdesc action poster data background")

// openInner writes the tag at which the scanner stands into the text of the
// innermost node. Prefixes go: to HTML, <xhtml:p> is a <p>.
func (b *builder) openInner(name string) {
	n := b.current()
	if e := (elem{&b.t, b.open[len(b.open)-1]}); !n.markup && escapedDiv(e, name) {
		b.spaces.Close()
		return
	}
	if !n.markup { // what stands before it was characters
		n.markup = true
		text := append([]byte(nil), b.t.text[n.from:n.to]...)
		b.t.text = appendEscaped(b.t.text[:n.from], text)
		n.to = len(b.t.text)
	}
	base := n.base
	if len(b.inner) > 0 {
		base = b.inner[len(b.inner)-1].base
	}
	lang := ""
	inherit(&base, &lang, b.s)
	local := name[strings.LastIndexByte(name, ':')+1:]
	b.writeTag(local, resolver(n, base))
	if b.s.Empty && !void[local] {
		b.write("</", local, ">")
	}
	if b.s.Empty || void[local] {
		b.spaces.Close()
		return
	}
	b.inner = append(b.inner, inner{name: local, raw: b.s.Name, base: base})
}

// writeTag writes the opening tag. A nil resolver leaves addresses as they are.
func (b *builder) writeTag(local string, absolute func(string) string) {
	b.write("<", local)
	for _, a := range b.s.Attrs {
		if strings.HasPrefix(a.Name, "xml") || strings.IndexByte(a.Name, ':') >= 0 {
			continue
		}
		value := a.Value
		if absolute != nil && urlAttrs[a.Name] {
			value = []byte(absolute(string(value)))
		}
		if len(b.t.text)+2*len(value) > b.limit {
			b.over = true
			continue
		}
		b.write(" ", a.Name, `="`)
		b.t.text = appendEscaped(b.t.text, value)
		b.write(`"`)
	}
	b.write(">")
}

// closeInner closes the elements of markup down to the one at index from.
func (b *builder) closeInner(from int) {
	for i := len(b.inner) - 1; i >= from; i-- {
		if name := b.inner[i].name; !void[name] {
			b.write("</", name, ">")
		}
		b.spaces.Close()
		b.inner = b.inner[:i]
	}
}

// write adds markup to the innermost node. It may pass the limit by the
// length of the tags that are open.
func (b *builder) write(parts ...string) {
	for _, p := range parts {
		b.t.text = append(b.t.text, p...)
	}
	b.current().to = len(b.t.text)
}

// void are the elements of HTML that have no closing tag.
var void = wordSet("area base br col embed hr img input link meta param source track wbr")

// appendEscaped appends characters as HTML.
func appendEscaped(dst, text []byte) []byte {
	for _, c := range text {
		switch c {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '"':
			dst = append(dst, "&#34;"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// escapedDiv reports whether an element is the <div> that some programs wrap
// around HTML that is escaped, as if it were XHTML. Its closing tag closes
// nothing.
func escapedDiv(e elem, name string) bool {
	typ := strings.ToLower(e.attr("type"))
	return strings.HasSuffix(name, "div") && (typ == "html" || typ == "text/html")
}
