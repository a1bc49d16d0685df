package html

import (
	"regexp"
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
	if len(s) > 130 {
		return false
	}
	if _, ok := when.ParseAge(s); ok {
		return true
	}
	_, ok := when.ParseDate(s)
	return ok || tellsTimes(s)
}

var (
	numericDate = regexp.MustCompile(`\b(?:\d{4}[./-][01]?\d[./-][0-3]?\d|[0-3]?\d[./-][0-3]?\d[./-](?:19|20)?\d\d)\b`)
	clockTime   = regexp.MustCompile(`\b\d\d?[:.h]\d\d`)
)

// tellsTimes reports whether a line is nothing but dates with the hour or with
// words for what happened then: "Published 9:41 pm EST Nov 19, 2019 | Updated
// Nov 20". Short words are zones, weekdays, "at" and the like.
func tellsTimes(s string) bool {
	rest, from := "", 0
	for m := range when.Find(s) {
		rest += s[from:m.At] + " "
		from = m.End
	}
	rest += s[from:]
	if from == 0 && !numericDate.MatchString(s) {
		return false
	}
	told := clockTime.MatchString(s)
	for w := range strings.FieldsSeq(news.Fold(rest)) {
		switch {
		case timeWords()[w]:
			told = true
		case len(w) > 4 && (w[0] < '0' || w[0] > '9'):
			return false
		}
	}
	return told
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

// trimBetween takes out what interrupts running text: paragraphs that are
// nothing but links to other articles of the site.
func (t *trimmer) trimBetween(begin, end int) {
	if end-begin < 3 {
		return
	}
	for i := begin + 1; i < end; i++ {
		b := &t.blocks[i]
		if b.gone || b.media || b.heading() || b.in == "td" || b.in == "li" || b.all < 20 || b.linked*20 < b.all*19 || b.address() || !t.inSite(b) {
			continue
		}
		t.take(b)
	}
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
		if b.in != "figcaption" && (b.links() && !b.address() && b.all < 200 && t.inSite(b) || isTime(b.text) || t.isByline(b.text) || filed(b.text)) {
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
		case leadsElsewhere(b.text) && b.linked*3 >= b.all && t.leadsTo(b, t.p.home()), b.all <= 160 && !b.heading() && siteLine(b.text),
			b.in != "td" && counter(b.text), b.address() && withoutScheme(b.text) == withoutScheme(t.p.home()):
			t.take(b)
		}
	}
}

// address reports whether a block is nothing but a web address.
func (b *block) address() bool {
	return strings.HasPrefix(b.text, "http") && strings.Contains(b.text, "://") && !strings.Contains(b.text, " ")
}

func withoutScheme(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(rest, "/")
}

var countedPicture = regexp.MustCompile(`^(?:\pL+ )?\d{1,3} ?(?:/|(?:of|von|van|de|sur|di|z|из)(?: /)?) ?\d{1,3}$`)

// counter reports whether a line counts the pictures of a slide show: "Image 1
// of 5", "3/12".
func counter(s string) bool { return len(s) < 40 && countedPicture.MatchString(s) }

// trimGalleries takes out the words in galleries and slide shows. What is
// named so and has no picture or much of the text is an article after all.
func (t *trimmer) trimGalleries() {
	galleries := map[*html.Node]bool{}
	each(t.root, func(n *html.Node) bool {
		if n == t.root || !named(n, galleryNames) || first(n, "img") == nil {
			return true
		}
		all, _ := weight(n)
		galleries[n] = all*4 < t.total
		return !galleries[n]
	})
	if len(galleries) == 0 {
		return
	}
	for i := range t.blocks {
		b := &t.blocks[i]
		for n := b.nodes[0].Parent; n != nil && b.all > 0 && !b.gone; n = n.Parent {
			if galleries[n] {
				t.take(b)
			}
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

// trimLastHeading takes out the heading that ends a text: what it headed is
// not here. Several in a row are an outline.
func (t *trimmer) trimLastHeading(begin int) {
	var last *block
	for i := len(t.blocks) - 1; i > begin; i-- {
		b := &t.blocks[i]
		if b.gone {
			continue
		}
		if !b.heading() || b.media || b.all > 60 {
			break
		}
		if last != nil {
			return
		}
		last = b
	}
	if last != nil {
		last.gone = true
	}
}
