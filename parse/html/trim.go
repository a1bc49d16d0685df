package html

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"newsreader/parse/news"
	"newsreader/parse/when"
)

// trimmer takes out of an extracted text what is not the article's: it knows
// the page's class names and wordings, and where such things stand. Long
// paragraphs of running text are never taken.
//
//   - Elements whose class or id names a part of the site (share, newsletter,
//     related …), if they hold a small part of the text.
//   - Above the text: what stands before the title, the title itself, dates,
//     bylines, labels and lists of links.
//   - Below the text, and anywhere under a heading such as "Related": lists
//     of links.
//   - Anywhere: links that are introduced as "Read more:", and lines that are
//     wordings of sites ("Sign up for our newsletter").
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
	begin, end := t.text()
	if begin < 0 {
		return
	}
	t.trimHead(begin)
	t.trimSections()
	t.trimTail(end)
	t.trimBetween(begin, end)
	t.trimLines()
	t.trimHeadings()
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
		if t.blocks[i].long() {
			if begin < 0 {
				begin = i
			}
			end = i
		}
	}
	return begin, end
}

// trimHead takes out what stands above the first running text.
func (t *trimmer) trimHead(begin int) {
	titles := [...]string{news.Fold(t.p.facts.title), news.Fold(t.p.facts.heading)}
	title := -1
	for i := range t.blocks[:begin] {
		if titled(t.blocks[i].text, titles[:]) {
			title = i
		}
	}
	for i := range t.blocks[:begin] {
		b := &t.blocks[i]
		if i == title {
			// The extractor takes titles out by their Latin words.
			b.gone = b.heading() && strings.IndexFunc(b.text, func(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }) < 0
		}
		if b.in == "td" || b.in == "th" || i == title {
			continue
		}
		if i < title && b.all < 60 && !b.media && !b.heading() && !titled(b.text, titles[:]) || !b.media && b.in != "figcaption" && (b.links() && !b.heading() && b.all < 100 && t.inSite(b) || t.isByline(b.text) || isTime(b.text) || opensByline(b.text)) {
			t.head = append(t.head, b.text)
			b.gone = true
		}
	}
}

func titled(s string, titles []string) bool {
	f := news.Fold(s)
	return f != "" && slices.Contains(titles, f)
}

// isByline reports whether a line tells who wrote the article.
func (t *trimmer) isByline(s string) bool {
	if len(s) > 200 {
		return false
	}
	before, after, ok := strings.Cut(news.Fold(s), news.Fold(t.p.facts.author))
	return ok && t.p.facts.author != "" && len(before)+len(after) < 15
}

// isTime reports whether a line tells a date or an age and little else.
func isTime(s string) bool {
	if len(s) > 100 {
		return false
	}
	if _, ok := when.ParseAge(s); ok {
		return true
	}
	_, ok := when.ParseDate(s)
	return ok
}

// opensByline reports whether a short line begins as bylines do.
func opensByline(s string) bool {
	first, rest, ok := strings.Cut(strings.ToLower(s), " ")
	if !ok || strings.Count(rest, " ") > 7 || strings.HasSuffix(s, ".") {
		return false
	}
	switch first {
	case "by", "von", "par", "por", "di", "door", "av", "af", "oleh", "written", "posted", "text:", "autor:", "author:":
		return true
	}
	return false
}

// isBiography reports whether a paragraph below the text is about its author.
func (t *trimmer) isBiography(s string) bool {
	author := news.Fold(t.p.facts.author)
	return len(author) > 5 && strings.HasPrefix(news.Fold(s), author+" ")
}

// filed reports whether a line tells where the article is kept.
func filed(s string) bool {
	if len(s) > 200 {
		return false
	}
	first, _, ok := strings.Cut(news.Fold(head(s)), " ")
	if !ok {
		return false
	}
	switch first {
	case "tags", "tag", "category", "categories", "filed", "topics", "keywords", "schlagwörter", "kategorie", "kategorien", "etiquetas", "categorías", "mots", "catégorie", "tagged", "категория", "теги", "タグ", "标签", "kategori", "kategoria", "tagi":
		return true
	}
	return strings.HasPrefix(first, "posted")
}

// trimBetween takes out what interrupts running text: paragraphs and lists
// that are nothing but links to other articles of the site.
func (t *trimmer) trimBetween(begin, end int) {
	if end-begin < 3 {
		return
	}
	for i := begin + 1; i < end; i++ {
		b := &t.blocks[i]
		if b.gone || b.media || b.heading() || b.in == "td" || b.all < 20 || b.linked*20 < b.all*19 || !t.inSite(b) {
			continue
		}
		if b.in == "li" && !t.teaser(i) {
			continue
		}
		t.take(b)
	}
}

// teaser reports whether an item stands in a short list of such items.
func (t *trimmer) teaser(i int) bool {
	n := 0
	for j := i; j >= 0 && t.blocks[j].in == "li"; j-- {
		n++
	}
	for j := i + 1; j < len(t.blocks) && t.blocks[j].in == "li"; j++ {
		n++
	}
	return n <= 6
}

// trimSections takes out lists of links under a heading of the site, and
// everything from where the article is over, if that is a small part.
func (t *trimmer) trimSections() {
	for i := range t.blocks {
		b := &t.blocks[i]
		if b.gone || b.all > 60 {
			continue
		}
		end := i
		switch f := news.Fold(b.text); {
		case ends()[f] && t.rest(i)*5 < t.total:
			end = len(t.blocks)
		case siteHeading(b.text) && t.inSite(b):
			end = t.listEnd(i + 1)
		}
		for j := i; j < end; j++ {
			t.take(&t.blocks[j])
		}
	}
}

// rest measures the running text from a block on.
func (t *trimmer) rest(from int) int {
	n := 0
	for _, b := range t.blocks[from:] {
		n += b.all - b.linked
	}
	return n
}

// listEnd returns the end of the list of links that begins at a block, i if
// there is none.
func (t *trimmer) listEnd(i int) int {
	end := i
	for ; end < len(t.blocks); end++ {
		b := &t.blocks[end]
		if b.all > 0 && !isTime(b.text) && (b.linked*2 < b.all || !t.inSite(b)) {
			break
		}
	}
	if end == i {
		return i - 1
	}
	return end
}

// take takes a block out; links in it are listed as related.
func (t *trimmer) take(b *block) {
	b.gone = true
	for _, n := range b.nodes {
		t.p.listLinks(n)
	}
}

// trimTail takes out lists of links, labels and times below the text.
func (t *trimmer) trimTail(end int) {
	for i := len(t.blocks) - 1; i > end; i-- {
		b := &t.blocks[i]
		if b.gone || b.media && b.all == 0 {
			continue
		}
		if b.in != "figcaption" && (b.links() && b.all < 200 && t.inSite(b) || isTime(b.text) || t.isByline(b.text) || t.isBiography(b.text) || filed(b.text)) {
			t.take(b)
		}
	}
}

// inSite reports whether all links of a block lead to other pages of the site
// that the page came from. Links that lead away are sources.
func (t *trimmer) inSite(b *block) bool {
	all := true
	for _, n := range b.nodes {
		each(n, func(e *html.Node) bool {
			if e.Data == "a" {
				u := t.p.resolve(attr(e, "href"))
				all = all && u != nil && u.Fragment == "" && sameSite(u.String(), t.p.o.URL)
			}
			return true
		})
	}
	return all
}

// trimLines takes out lines that are wordings of sites, wherever they stand.
func (t *trimmer) trimLines() {
	for i := range t.blocks {
		b := &t.blocks[i]
		if b.gone || b.heading() || b.all > 250 {
			continue
		}
		switch {
		case leadsElsewhere(b.text) && b.linked*3 >= b.all && t.inSite(b), b.all <= 160 && siteLine(b.text):
			t.take(b)
		}
	}
}

// trimHeadings takes out headings of which nothing is left.
func (t *trimmer) trimHeadings() {
	took := false
	for i := len(t.blocks) - 1; i >= 0; i-- {
		b := &t.blocks[i]
		switch {
		case b.gone:
			took = true
		case b.heading() && took && b.all < 80:
			b.gone = true
		default:
			took = false
		}
	}
}
