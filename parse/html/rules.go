package html

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"newsreader/parse/news"
	"newsreader/parse/when"
)

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
		if i < title && b.all < 60 && !b.media && !b.heading() && !titled(b.text, titles[:]) || !b.media && b.in != "figcaption" && (b.links() && !b.heading() && b.all < 100 && t.inSite(b) || t.isByline(b.text) || isTime(b.text) || filed(b.text)) {
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
		if b.in != "figcaption" && (b.links() && b.all < 200 && t.inSite(b) || isTime(b.text) || t.isByline(b.text) || filed(b.text)) {
			t.take(b)
		}
	}
}

// inSite reports whether all links of a block lead to other pages of the site
// that the page came from. Links that lead away are sources. Where a page came
// from is not known of a saved one; what it states may be a mirror's.
func (t *trimmer) inSite(b *block) bool { return t.leadsTo(b, t.p.o.URL) }

// leadsTo reports whether all links of a block lead to pages of a site.
func (t *trimmer) leadsTo(b *block, site string) bool {
	all := true
	for _, n := range b.nodes {
		each(n, func(e *html.Node) bool {
			if e.Data == "a" {
				u := t.p.resolve(attr(e, "href"))
				all = all && u != nil && u.Fragment == "" && sameSite(u.String(), site)
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
		if b.gone || b.all > 250 {
			continue
		}
		switch {
		case leadsElsewhere(b.text) && b.linked*3 >= b.all && t.leadsTo(b, t.p.home()), b.all <= 160 && !b.heading() && siteLine(b.text):
			t.take(b)
		}
	}
}

// trimLeave takes out the last words of a site, from the end on, however long
// they are.
func (t *trimmer) trimLeave() {
	for i := len(t.blocks) - 1; i > 0; i-- {
		b := &t.blocks[i]
		if b.gone || b.all == 0 {
			continue
		}
		if b.all > 400 || b.in == "li" || b.in == "td" || !takesLeave(b.text) {
			return
		}
		t.take(b)
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
