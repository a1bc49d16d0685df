package html

import (
	"strings"

	"golang.org/x/net/html"
)

// trimmer takes out of an extracted text what is not the article's. It goes by
// the names of classes, by wordings, by where links lead, and by where on the
// page something stands:
//
//   - elements named after a part of the site (share, newsletter, related …)
//     or as the credit of a picture, if they hold a small part of the text;
//   - the words in galleries and slide shows: captions, credits, counters;
//   - above the text: labels before the title, dates, the author, links to
//     other pages of the site;
//   - below it: such links, dates, categories, and the words with which a site
//     takes leave of its readers;
//   - anywhere: lists of links under a heading such as "Related", links that
//     are introduced by "Read more:", lines such as "Advertisement", "3 min
//     read", "Image 1 of 5" or the page's own address, and paragraphs within
//     the text that are nothing but a link to another page of the site.
//
// It never takes most of a text. Captions of single pictures, which other
// extractors leave out, stay: a picture that cannot be seen needs its caption.
type trimmer struct {
	p      *page
	root   *html.Node
	total  int
	blocks []block
	head   []string // what was taken above the text
}

// block is a piece of text that a reader sees as one: a paragraph, a heading,
// an item, a cell.
type block struct {
	nodes       []*html.Node // siblings
	in          string       // name of the element around it
	text        string
	all, linked int // weights
	media       bool
	gone        bool
}

// long reports whether a block is running text. A list of links is none.
func (b *block) long() bool { return b.all >= 100 && b.linked*2 < b.all }

func (b *block) heading() bool { return len(b.in) == 2 && b.in[0] == 'h' && b.in[1] != 'r' }

// links reports whether a block is little else than links.
func (b *block) links() bool { return b.all > 0 && b.linked*10 >= b.all*8 }

func (t *trimmer) trim() {
	t.total, _ = weight(t.root)
	t.trimNamed(t.root)
	t.collect(t.root)
	begin, _ := t.text()
	if begin < 0 {
		return
	}
	t.trimHead(begin)
	t.trimSections()
	t.trimLeave()
	begin, end := t.text() // of what is left
	t.trimTail(end)
	t.trimBetween(begin, end)
	t.trimGalleries()
	t.trimLines()
	t.trimLeave()
	t.trimHeadings()
	t.trimLastHeading(begin)
	t.removeGone()
}

// removeGone takes the blocks out of the tree, unless that is most of the
// text: then the page is not of the kind that the rules know.
func (t *trimmer) removeGone() {
	kept, gone := 0, 0
	for _, b := range t.blocks {
		if b.gone {
			gone += b.all
		} else {
			kept += b.all
		}
	}
	if gone > kept {
		return
	}
	for _, b := range t.blocks {
		if b.gone {
			for _, n := range b.nodes {
				remove(n)
			}
		}
	}
}

// trimNamed takes out elements that are named after a part of the site.
func (t *trimmer) trimNamed(root *html.Node) {
	var gone []*html.Node
	removed := 0
	each(root, func(n *html.Node) bool {
		if n == root || !ofSite(n) {
			return true
		}
		all, linked := weight(n)
		if n.Data == "p" && all >= 100 && linked*5 < all {
			return false
		}
		if all-linked <= t.total/8 && all <= t.total/3 && removed+all <= t.total/2 {
			removed += all
			gone = append(gone, n)
			return false
		}
		return true
	})
	for _, n := range gone {
		t.p.listLinks(n)
		remove(n)
	}
}

// collect makes the list of blocks.
func (t *trimmer) collect(n *html.Node) {
	var run []*html.Node
	flush := func() {
		if len(run) > 0 {
			t.add(n, run)
			run = nil
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data != "br" && holdsBlocks(c) {
			flush()
			t.collect(c)
		} else {
			run = append(run, c)
		}
	}
	flush()
}

// holdsBlocks reports whether an element is a block or has one in it.
func holdsBlocks(n *html.Node) bool {
	found := false
	each(n, func(e *html.Node) bool {
		found = found || isBlock(e.Data) && e.Data != "br"
		return !found
	})
	return found
}

func (t *trimmer) add(parent *html.Node, run []*html.Node) {
	b := block{nodes: run, in: parent.Data}
	var text strings.Builder
	for _, n := range run {
		walkText(n, func(s string, inLink bool) {
			w := length(s)
			b.all += w
			if inLink {
				b.linked += w
			}
			text.WriteString(s)
		})
		if n.Type == html.ElementNode && (n.Data == "img" || first(n, "img") != nil || first(n, "video") != nil || first(n, "iframe") != nil) {
			b.media = true
		}
	}
	b.text = strings.Join(strings.Fields(text.String()), " ")
	if b.text != "" || b.media {
		t.blocks = append(t.blocks, b)
	}
}

// text returns the first and the last block of running text.
func (t *trimmer) text() (begin, end int) {
	begin = -1
	for i := range t.blocks {
		if t.blocks[i].long() && !t.blocks[i].gone {
			if begin < 0 {
				begin = i
			}
			end = i
		}
	}
	return begin, end
}
