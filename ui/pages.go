package ui

import (
	"slices"

	"newsreader/store"
	"newsreader/ui/render"
)

// pages keeps the pages set last, so that stepping to and fro costs no
// setting of text. Each is kept with the text it was set from: an article
// that was updated meanwhile is set again.
type pages struct{ kept []keptPage }

type keptPage struct {
	id    store.ID
	width int
	st    *styles
	from  string
	known []render.Span // what of it is dim
	page  render.Page
}

// fits tells whether it is the page of a text with those passages dim.
func (k *keptPage) fits(content string, known []render.Span) bool {
	return k.page.Complete && k.from == content && slices.Equal(k.known, known)
}

const mostPages = 16

func (p *pages) keep(k keptPage) {
	p.kept = slices.DeleteFunc(p.kept, func(o keptPage) bool { return o.id == k.id && o.width == k.width })
	if len(p.kept) >= mostPages {
		p.kept = slices.Delete(p.kept, 0, len(p.kept)-mostPages+1)
	}
	p.kept = append(p.kept, k)
}

func (p *pages) find(id store.ID, width int, st *styles) keptPage {
	for _, k := range p.kept {
		if k.id == id && k.width == width && k.st == st {
			return k
		}
	}
	return keptPage{}
}
