package html

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// each calls f for all elements of a tree in their order; f returns false to
// leave out what is within one.
func each(root *html.Node, f func(*html.Node) bool) {
	for n := root; n != nil; {
		into := n.Type != html.ElementNode || f(n)
		if into && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
			if n == nil {
				return
			}
		}
		if n == root {
			return
		}
		n = n.NextSibling
	}
}

// first returns the first element with a name, nil if there is none.
func first(root *html.Node, name string) (found *html.Node) {
	each(root, func(n *html.Node) bool {
		if found == nil && n.Data == name {
			found = n
		}
		return found == nil
	})
	return found
}

func attr(n *html.Node, name string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			return n.Attr[i].Val
		}
	}
	return ""
}

// hasWord reports whether word is in a list of words parted by spaces.
func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// textOf returns the text within an element on one line.
func textOf(root *html.Node) string {
	var b strings.Builder
	walkText(root, func(s string, _ bool) { b.WriteString(s) })
	return strings.Join(strings.Fields(b.String()), " ")
}

// walkText calls f with each piece of text in a tree that is read; inLink
// tells that it is part of a link. Ends of blocks come as a space.
func walkText(root *html.Node, f func(s string, inLink bool)) {
	links := 0
	for n := root; n != nil; {
		switch {
		case n.Type == html.TextNode:
			f(n.Data, links > 0)
		case n.Type == html.ElementNode && isBlock(n.Data):
			f(" ", false)
		}
		if n.FirstChild != nil && !silent(n) {
			if n.Data == "a" && n.Type == html.ElementNode {
				links++
			}
			n = n.FirstChild
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
			if n == nil {
				return
			}
			if n.Type == html.ElementNode {
				if n.Data == "a" {
					links--
				}
				if isBlock(n.Data) {
					f(" ", false)
				}
			}
		}
		if n == root {
			return
		}
		n = n.NextSibling
	}
}

// silent reports whether what is within an element is not read.
func silent(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "template", "svg", "noscript", "iframe", "textarea", "select", "button", "head", "title":
		return n.Type == html.ElementNode
	}
	return false
}

// isBlock reports whether an element parts the text before it from that in
// it.
func isBlock(name string) bool {
	switch name {
	case "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
		"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
		"nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul":
		return true
	}
	return false
}

// length weighs a text by what it tells: a character of Chinese or Japanese
// counts as much as three letters.
func length(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x80 {
			if c > ' ' {
				n++
			}
			continue
		}
		for _, r := range s[i:] {
			switch {
			case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
				n += 3
			case !unicode.IsSpace(r):
				n++
			}
		}
		break
	}
	return n
}

// weight measures the text in an element, and that of it in links.
func weight(n *html.Node) (all, linked int) {
	walkText(n, func(s string, inLink bool) {
		w := length(s)
		all += w
		if inLink {
			linked += w
		}
	})
	return all, linked
}

// remove takes an element out of its tree.
func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}
