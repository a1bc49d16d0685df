package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsreader/parse/clean"
	"newsreader/parse/news"
	"newsreader/parse/prose"
)

// piece is an article on its way from the lines of the page.
type piece struct {
	main      bool // of the page
	unfetched bool // just its headline is known
	title     string
	source    string
	author    string
	time      string // the line that tells its age or date, "" if none
	tags      []string
	body      []line
}

// mainPiece reads the main article: headline, lines about it, text, tail.
func (p *parser) mainPiece(ls []line) piece {
	ls, tags := p.tail(ls)
	var a piece
	// Bullets below headline and age could be a summary, so the page's own
	// article has a header only if that names its source twice.
	if h, ok := headerAt(ls, true); ok && h.repeatsSource() && h.lines < len(ls) {
		a = p.headed(ls, h)
	} else {
		a.headline(ls)
		p.about(&a)
	}
	a.main = true
	a.tags = append(a.tags, tags...)
	p.trimTitle(&a)
	a.tags = p.uniqueTags(a.tags)
	return a
}

// relatedPiece reads a block of the related section.
func (p *parser) relatedPiece(ls []line) piece {
	ls, tags := p.tail(ls)
	h, ok := headerAt(ls, false)
	var a piece
	if ok && h.lines < len(ls) {
		a = p.headed(ls, h)
	} else {
		a.headline(ls)
	}
	a.tags = append(a.tags, tags...)
	a.unfetched = len(a.body) == 0
	p.trimTitle(&a)
	a.tags = p.uniqueTags(a.tags)
	return a
}

// headed reads an article behind its header h. The last line with a dash
// names the source, others are sections, which become tags.
func (p *parser) headed(ls []line, h header) piece {
	a := piece{source: h.source, time: h.time}
	first := h.lines - len(h.items)
	for i, it := range h.items {
		switch {
		case a.source == "" && i == len(h.items)-1:
			a.source = it
		case news.Fold(it) == news.Fold(a.source):
			p.drop(ls[first+i])
		default:
			a.tags = append(a.tags, it)
		}
	}
	if h.time != "" {
		p.dropped = append(p.dropped, h.time)
	}
	a.headline(ls[h.lines:])
	return a
}

// headline takes the headline from the beginning of ls, the rest as body. A
// first line that is too long for a headline is text.
func (a *piece) headline(ls []line) {
	if ls[0].headline() {
		a.title, a.body = ls[0].text, ls[1:]
		return
	}
	a.title, a.body = prose.Shorten(ls[0].text, 100), ls
}

// about takes lines about the article that stand between headline and text:
// its time, its author, its source.
func (p *parser) about(a *piece) {
	for range 3 {
		if len(a.body) < 2 {
			return
		}
		s := a.body[0].text
		switch {
		case a.time == "" && a.body[0].isTime:
			a.time = s
			p.drop(a.body[0])
		case a.author == "" && p.byline(s) != "":
			a.author = p.byline(s)
			p.dropped = append(p.dropped, strings.TrimSuffix(s, a.author))
		case a.source == "" && p.sourceLine(s) != "":
			a.source = p.sourceLine(s)
			p.dropped = append(p.dropped, strings.TrimSuffix(s, a.source))
		default:
			return
		}
		a.body = a.body[1:]
	}
}

// byline returns the author that a line names, "" if it does not look like
// one: a word of the table and a few more, all in capitals but for particles.
func (p *parser) byline(s string) string {
	for _, word := range p.table.bylines {
		name, ok := strings.CutPrefix(s, word)
		if !ok || !label(s) || strings.Count(name, " ") > 6 {
			continue
		}
		if !endsWith(word, ":：") && !strings.HasPrefix(name, " ") {
			continue
		}
		names := 0
		for w := range strings.FieldsSeq(name) {
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) || unicode.Is(unicode.Lo, r) {
				names++
			} else if !particles[w] {
				return ""
			}
		}
		if names > 0 {
			return strings.TrimSpace(name)
		}
	}
	return ""
}

// particles are the words in names and between them that are not capitals.
var particles = folded(strings.Fields("and und et y e i en og och dan de del della der den van von zu la le du da di dos al el bin ibn in"))

// sourceLine returns the publisher that a line such as "Source: CNA" names.
func (p *parser) sourceLine(s string) string {
	for _, word := range p.table.sources {
		if name, ok := strings.CutPrefix(s, word); ok && label(s) {
			name = strings.TrimLeft(name, " ")
			for _, colon := range []string{":", "："} {
				if name, ok := strings.CutPrefix(name, colon); ok && strings.Count(name, " ") <= 4 {
					return strings.TrimSpace(name)
				}
			}
		}
	}
	return ""
}

// trimTitle takes the section and the source from the end of a headline:
// "…, World News" and "… | CNA".
func (p *parser) trimTitle(a *piece) {
	if i := strings.LastIndex(a.title, ", "); i > 0 && p.table.sections[fold(a.title[i+2:])] {
		a.tags = append(a.tags, a.title[i+2:])
		a.title = a.title[:i]
	}
	for _, sep := range []string{" | ", " - ", " – ", " — "} {
		i := strings.LastIndex(a.title, sep)
		if i > 0 && a.source != "" && news.Fold(a.title[i+len(sep):]) == news.Fold(a.source) {
			p.dropped = append(p.dropped, a.title[i:])
			a.title = a.title[:i]
		}
	}
}

// fill writes the piece to an article.
func (a *piece) fill(to *news.Article) {
	to.Title = clean.Line(a.title)
	to.Source = clean.Line(a.source)
	to.Author = clean.Line(a.author)
	to.Tags = a.tags
	to.Content = clean.Text(content(a.body))
	to.Summary = clean.Line(prose.Summary(firstParagraph(a.body)))
	to.Language = prose.Language(joined(a.body))
	to.Unfetched = a.unfetched
}

// uniqueTags drops tags that the article has already.
func (p *parser) uniqueTags(tags []string) []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, t := range tags {
		t = clean.Line(t)
		key := news.Fold(t)
		if seen[key] {
			p.dropped = append(p.dropped, t)
			continue
		}
		seen[key] = true
		out = append(out, t)
	}
	return out
}
