package ui

import (
	"slices"
	"strconv"
	"strings"

	"newsreader/store"
)

// relatedPlace lists the articles related to one, in groups by how close they
// are, each with the reason why it is here.
type relatedPlace struct {
	entries
	of       store.Article
	found    []store.Related
	items    []related
	unfolded map[store.ID]bool // whose near-copies are shown
	loaded   bool
	err      error
	job      uint64
	slow     bool // the job has been out for a while
}

// related is an entry, with its near-copies folded in; or one of those.
type related struct {
	store.Related
	copies []string // their sources
	same   bool     // it is a near-copy of the article at hand
	inner  store.ID // the entry below which it is shown, if it was folded into that
}

func newRelated(of store.Article) *relatedPlace { return &relatedPlace{of: of} }

func (p *relatedPlace) name() string { return "Related" }

// accept takes the store's answer; the cursor stays on its article.
func (p *relatedPlace) accept(found []store.Related) {
	p.found, p.loaded, p.err = found, true, nil
	p.regroup()
}

func (p *relatedPlace) regroup() {
	var under store.ID
	if s := p.selected(); s != nil {
		under = s.ID
	}
	p.items = p.unfold(group(p.fold()))
	refill(p, under)
}

// fold joins near-copies to the article that they copy. Those of the article
// itself are joined to the first of them.
func (p *relatedPlace) fold() []related {
	at := make(map[store.ID]int, len(p.found))
	var items []related
	for _, r := range p.found {
		if r.CopyOf == 0 {
			at[r.ID] = len(items)
			items = append(items, related{Related: r})
		}
	}
	var same []related
	for _, r := range p.found {
		i, ok := at[r.CopyOf]
		switch {
		case r.CopyOf == 0:
		case ok:
			items[i].copies = append(items[i].copies, sourceOf(&r.Article))
		case r.CopyOf == p.of.ID && len(same) > 0:
			same[0].copies = append(same[0].copies, sourceOf(&r.Article))
		case r.CopyOf == p.of.ID:
			same = append(same, related{Related: r, same: true})
		default:
			items = append(items, related{Related: r})
		}
	}
	before := slices.IndexFunc(items, func(r related) bool { return r.Tier == store.Background })
	if before < 0 {
		before = len(items)
	}
	return slices.Insert(items, before, same...)
}

// unfold puts the copies that are to be shown below their originals.
func (p *relatedPlace) unfold(items []related) []related {
	var all []related
	for _, it := range items {
		if !p.unfolded[it.ID] {
			all = append(all, it)
			continue
		}
		it.copies = nil
		all = append(all, it)
		for _, r := range p.found {
			if r.CopyOf == it.ID || it.same && r.CopyOf == p.of.ID && r.ID != it.ID {
				r.Tier = it.Tier
				all = append(all, related{Related: r, same: it.same, inner: it.ID})
			}
		}
	}
	return all
}

// toggleCopies shows the near-copies of the entry under the cursor, or folds
// them again.
func (p *relatedPlace) toggleCopies() bool {
	if p.cursor >= len(p.items) {
		return false
	}
	it := &p.items[p.cursor]
	of := it.ID
	if it.inner != 0 {
		of = it.inner
	} else if len(it.copies) == 0 && !p.unfolded[of] {
		return false
	}
	if p.unfolded == nil {
		p.unfolded = make(map[store.ID]bool)
	}
	p.unfolded[of] = !p.unfolded[of]
	if it.inner != 0 {
		p.cursor = slices.IndexFunc(p.items, func(r related) bool { return r.ID == of })
	}
	p.regroup()
	return true
}

// group brings entries with the same heading together. The groups keep the
// order of their first entries, and the entries theirs.
func group(items []related) []related {
	rank := make(map[string]int)
	for i := range items {
		if _, ok := rank[items[i].heading()]; !ok {
			rank[items[i].heading()] = len(rank)
		}
	}
	slices.SortStableFunc(items, func(x, y related) int { return rank[x.heading()] - rank[y.heading()] })
	return items
}

func (p *relatedPlace) size() int                    { return len(p.items) }
func (p *relatedPlace) article(i int) *store.Article { return &p.items[i].Article }
func (p *relatedPlace) selected() *store.Article     { return selectedIn(p) }

func (p *relatedPlace) patch(which func(*store.Article) bool, change func(*store.Article)) {
	for i := range p.found {
		if which(&p.found[i].Article) {
			change(&p.found[i].Article)
		}
	}
	for i := range p.items {
		if which(&p.items[i].Article) {
			change(&p.items[i].Article)
			p.set = nil
		}
	}
}

func (p *relatedPlace) resize(a *app, w, h int)             { resizeEntries(a, p, w, h) }
func (p *relatedPlace) move(a *app, m motion, n int)        { moveEntries(a, p, m, n) }
func (p *relatedPlace) position(*app) string                { return positionIn(p) }
func (p *relatedPlace) lines(a *app, focused bool) []string { return drawEntries(a, p, focused) }

func (p *relatedPlace) layout(a *app, focused bool, add func(int, string)) {
	switch {
	case p.err != nil:
		p.note(a, sentence(p.err), true, add)
	case !p.loaded:
		if p.slow {
			p.note(a, "Looking for related articles"+a.st.dots, false, add)
		}
	case len(p.items) == 0:
		p.note(a, "Nothing related is known. "+a.keys.key(actBack)+" goes back.", false, add)
	}
	for i := range p.items {
		it := &p.items[i]
		if i == 0 || it.heading() != p.items[i-1].heading() {
			if i > 0 {
				add(-1, "")
			}
			add(-1, p.fit(a, " "+a.st.chrome.Render(a.st.cut(p.headingAt(i), p.w-2))))
		} else if p.h >= roomy && it.inner == 0 {
			add(-1, "")
		}
		p.entry(a, i, &it.Article, func() entryLook {
			return entryLook{focused: focused, inner: it.inner != 0, lines: 3, about: it.why(a, p.w-4), more: copies(a, it.copies, p.w-4)}
		}, add)
	}
}

// why tells source, time and reasons.
func (r *related) why(a *app, width int) []string {
	var parts []string
	source := sourceOf(&r.Article)
	if source != "" {
		parts = append(parts, source)
	}
	reasons := r.Reasons
	if r.listing() != "" {
		reasons = reasons[1:] // the heading says it
	}
	if age := a.clock().age(r.Published, dateWidth); age != "-" && !slices.ContainsFunc(reasons, tellsTime) {
		parts = append(parts, age)
	}
	for _, reason := range reasons {
		if reason != r.Source && !(r.same && !tellsTime(reason)) {
			parts = append(parts, a.st.cut(safe(reason), width)) // a line is enough to tell why
		}
	}
	return parts
}

// tellsTime knows the reasons that say how far apart two articles are: "3 h
// later". They say more beside an article than its age does.
func tellsTime(reason string) bool {
	return strings.HasSuffix(reason, " later") || strings.HasSuffix(reason, " earlier") || strings.HasPrefix(reason, "same ")
}

// listings are the headings of groups whose first reason would, as it is, read
// as if it spoke of an entry.
var listings = map[string]string{
	"listed by this page":     "Listed by the page",
	"its page lists this one": "Pages that list this one",
}

// listing is which page named the entry, as a heading; "" if none did. It
// stands for the entry's first reason, which would only repeat it.
func (r *related) listing() string {
	if r.same || r.Tier != store.Listed || len(r.Reasons) == 0 {
		return ""
	}
	reason := safe(r.Reasons[0])
	if known := listings[reason]; known != "" {
		return known
	}
	return capital(reason)
}

// heading is the name of the group that the entry belongs to.
func (r *related) heading() string {
	if l := r.listing(); l != "" {
		return l
	}
	if r.same {
		return "The same text"
	}
	switch r.Tier {
	case store.Listed:
		return listings["listed by this page"]
	case store.SameStory:
		return "Same story"
	}
	return "Background"
}

// headingAt is the heading of the group that begins at an entry; that of a
// story tells from how many sources it is.
func (p *relatedPlace) headingAt(i int) string {
	name := p.items[i].heading()
	if p.items[i].Tier != store.SameStory || p.items[i].same {
		return name
	}
	sources := make(map[string]bool)
	for _, it := range p.items[i:] {
		if it.Tier == store.SameStory && !it.same {
			sources[it.Source] = true
		}
	}
	if len(sources) > 1 {
		name += "  " + strconv.Itoa(len(sources)) + " sources"
	}
	return name
}
