package page

import (
	"fmt"
	"slices"
	"time"

	"newsreader/parse/charset"
	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// Options say what the bytes of a page cannot.
type Options struct {
	File    string    // the document's name, for news.Document
	ModTime time.Time // when the file was written, zero if unknown
	Now     time.Time // when it is read, zero if unknown

	// Wordings replaces DefaultWordings if it is not nil.
	Wordings *Wordings
}

// earliest bounds file times that mean something. Some tools set all of them
// to the beginning of the calendar.
var earliest = time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC)

// taken returns when the document was taken in, as far as anyone knows.
func (o Options) taken() time.Time {
	fromFuture := !o.Now.IsZero() && o.ModTime.After(o.Now.Add(24*time.Hour))
	if o.ModTime.After(earliest) && !fromFuture {
		return o.ModTime.UTC()
	}
	return o.Now.UTC()
}

// Parse reads a page dump. The main article comes first and lists the related
// ones, which follow in their order. Everything that is not news is in the
// document's Dropped. The error is news.ErrEmpty or news.ErrBinary.
func Parse(data []byte, o Options) (news.Document, []news.Article, error) {
	doc := news.Document{File: o.File, Format: "page"}
	text, err := charset.Decode(data, "")
	if err != nil {
		return doc, nil, err
	}
	p := parser{table: defaultTable()}
	if o.Wordings != nil {
		p.table = newTable(*o.Wordings)
	}
	ls := p.lines(clean.Text(text))
	if len(ls) == 0 {
		return doc, nil, fmt.Errorf("%w", news.ErrEmpty)
	}
	pieces := p.pieces(ls)
	articles := make([]news.Article, len(pieces))
	setTimes(pieces, articles, o.taken())
	for i := range pieces {
		pieces[i].fill(&articles[i])
		news.Identify(&articles[i])
	}
	if pieces[0].main {
		articles[0].Related = relatedIDs(articles)
	}
	doc.Articles, doc.Dropped = len(articles), p.dropped
	return doc, articles, nil
}

// relatedIDs lists the IDs of all articles but the first, each once.
func relatedIDs(articles []news.Article) []news.ID {
	var ids []news.ID
	seen := map[news.ID]bool{articles[0].ID: true}
	for _, a := range articles[1:] {
		if !seen[a.ID] {
			seen[a.ID] = true
			ids = append(ids, a.ID)
		}
	}
	return slices.Clip(ids)
}

// parser holds what is common to the parts of one page.
type parser struct {
	table   *table
	dropped []string
}

func (p *parser) drop(lines ...line) {
	for _, l := range lines {
		if l.text != "" {
			p.dropped = append(p.dropped, l.text)
		}
	}
}

// pieces cuts the page into its articles. There is at least one.
func (p *parser) pieces(ls []line) []piece {
	main, blocks := p.splitRelated(ls)
	var out []piece
	if len(main) > 0 {
		out = append(out, p.mainPiece(main))
	}
	for _, b := range blocks {
		out = append(out, p.relatedPiece(b))
	}
	return out
}
