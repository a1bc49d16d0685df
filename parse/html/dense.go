package html

import (
	"strings"

	"golang.org/x/net/html"
)

// densest returns the element that holds most of the page's running text and
// little else, nil if there is none. Each piece of text that is not a link
// counts for the block that holds it; a block's score goes, halved at each
// step, to those around it, less what they hold in links. It is the fallback
// for pages whose markup the extractor cannot weigh: text in lines parted by
// <br>, in cells, in lists, in elements it does not know.
func densest(root *html.Node) *html.Node {
	scores := map[*html.Node]float64{}
	each(root, func(n *html.Node) bool {
		if silent(n) || hidden(n) || chrome(n) {
			return false
		}
		own, linked := ownWeight(n)
		if own < 40 || linked*2 > own {
			return true
		}
		score := float64(own - 2*linked)
		for up, steps := n, 0; up != nil && up.Type == html.ElementNode && steps < 6; up, steps = up.Parent, steps+1 {
			if isBlock(up.Data) {
				scores[up] += score
				score *= 0.85
			}
		}
		return true
	})
	var best *html.Node
	top := 0.0
	each(root, func(n *html.Node) bool {
		if s := scores[n]; s > top {
			best, top = n, s
		}
		return true
	})
	return best
}

// ownWeight measures the text that stands in a block itself, in the inline
// elements in it, but in no block within it.
func ownWeight(n *html.Node) (all, linked int) {
	if !isBlock(n.Data) {
		return 0, 0
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			all += length(c.Data)
		case c.Type == html.ElementNode && !isBlock(c.Data) && !silent(c):
			a, l := weight(c)
			if c.Data == "a" {
				l = a
			}
			all, linked = all+a, linked+l
		}
	}
	return all, linked
}

// hidden reports whether an element is not shown.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
		if a.Key == "style" && strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none") {
			return true
		}
	}
	return false
}

// chrome reports whether an element is part of the site and not of the page.
func chrome(n *html.Node) bool {
	switch n.Data {
	case "nav", "footer", "aside", "form", "menu":
		return n.Data != "form" // whole pages stand in forms
	}
	switch attr(n, "role") {
	case "navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog":
		return true
	}
	return ofSite(n)
}
