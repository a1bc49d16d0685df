package html

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plainAMP turns the elements that AMP has instead of HTML's into these, and
// takes out its advertisements.
func plainAMP(root *html.Node) {
	var ads []*html.Node
	each(root, func(n *html.Node) bool {
		switch n.Data {
		case "amp-img", "amp-anim":
			n.Data, n.DataAtom = "img", atom.Img
			n.FirstChild, n.LastChild = nil, nil // the same once more, for browsers without scripts
		case "amp-youtube":
			n.Data, n.DataAtom = "iframe", atom.Iframe
			n.Attr = append(n.Attr, html.Attribute{Key: "src", Val: "https://www.youtube.com/embed/" + attr(n, "data-videoid")})
			n.FirstChild, n.LastChild = nil, nil
		case "amp-ad", "amp-sticky-ad", "amp-embed":
			ads = append(ads, n)
			return false
		}
		return true
	})
	for _, n := range ads {
		n.Parent.RemoveChild(n)
	}
}
