package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// storyPlace shows a story: its articles as they came, who had it first, who
// followed and how much later. Near-copies are folded into one line.
type storyPlace struct {
	entries
	id       store.StoryID
	head     store.Story
	all      []store.StoryArticle
	items    []telling
	unfolded map[store.ID]bool // whose near-copies are shown

	loaded bool
	err    error
	job    uint64
	slow   bool // the job has been out for a while
	stale  bool
	wanted store.ID // the article to put the cursor on once it is there
}

// telling is an entry of a story, with its near-copies folded in; or one of
// those.
type telling struct {
	store.StoryArticle
	copies []string // their sources
	inner  bool     // a copy below its original
}

// several tells whether a row stands for a story of more than one article.
func several(art *store.Article) bool { return art.StoryRow != nil && art.StoryRow.Articles > 1 }

func newStory(art store.Article) *storyPlace {
	p := &storyPlace{id: art.Story, head: store.Story{ID: art.Story, Lead: art}}
	if art.StoryRow != nil {
		p.id, p.head = art.StoryRow.ID, *art.StoryRow
		p.head.Lead = art
	}
	return p
}

func (p *storyPlace) name() string { return titleOf(&p.head.Lead) }

type storyLoaded struct {
	job  uint64
	head store.Story
	all  []store.StoryArticle
	err  error
}

func (a *app) storyLoaded(m storyLoaded) tea.Cmd {
	var cmd tea.Cmd
	a.storyPlaces(func(p *storyPlace) {
		if p.job != m.job || m.job == 0 {
			return
		}
		p.job, p.slow, p.set = 0, false, nil
		switch {
		case m.err == nil:
			p.accept(m.head, m.all)
		case p.loaded:
			cmd = a.fail(m.err)
		default:
			p.err = m.err
		}
	})
	return cmd
}

// storyPlaces calls f for every story on the way, back and ahead.
func (a *app) storyPlaces(f func(*storyPlace)) {
	for _, at := range a.trail.all() {
		if p, ok := at.(*storyPlace); ok {
			f(p)
		}
	}
}

// inStory tells whether the way led through a story.
func (a *app) inStory(id store.StoryID) bool {
	return slices.ContainsFunc(a.trail.past, func(at place) bool {
		p, ok := at.(*storyPlace)
		return ok && p.id == id
	})
}

// accept takes a story as the store has it. The cursor stays on its article;
// at first it is on the first one that is unread.
func (p *storyPlace) accept(head store.Story, all []store.StoryArticle) {
	first := !p.loaded
	p.id, p.head, p.all, p.loaded, p.err = head.ID, head, all, true, nil
	p.refold()
	for i := range p.items {
		if first && p.wanted == 0 && !p.items[i].Read || p.wanted != 0 && p.items[i].ID == p.wanted {
			p.cursor, p.put = i, true
			break
		}
	}
	p.wanted = 0
}

func (p *storyPlace) refold() {
	var under store.ID
	if s := p.selected(); s != nil {
		under = s.ID
	}
	p.items = p.foldAll()
	refill(p, under)
}

func (p *storyPlace) foldAll() []telling {
	at := make(map[store.ID]bool)
	for i := range p.all {
		at[p.all[i].ID] = true
	}
	var items []telling
	for _, one := range p.all {
		if one.CopyOf != 0 && at[one.CopyOf] {
			continue
		}
		it := telling{StoryArticle: one}
		var inner []telling
		for _, c := range p.all {
			if c.CopyOf == one.ID && c.ID != one.ID {
				inner = append(inner, telling{StoryArticle: c, inner: true})
				it.copies = append(it.copies, sourceOf(&c.Article))
			}
		}
		if p.unfolded[one.ID] {
			it.copies = nil
			items = append(append(items, it), inner...)
		} else {
			items = append(items, it)
		}
	}
	return items
}

// toggleCopies shows the near-copies of the entry under the cursor, or folds
// them again.
func (p *storyPlace) toggleCopies() bool {
	if p.cursor >= len(p.items) {
		return false
	}
	it := &p.items[p.cursor]
	of := it.ID
	if it.inner {
		of = it.CopyOf
		p.cursor = slices.IndexFunc(p.items, func(t telling) bool { return t.ID == of })
	} else if len(it.copies) == 0 && !p.unfolded[of] {
		return false
	}
	if p.unfolded == nil {
		p.unfolded = make(map[store.ID]bool)
	}
	p.unfolded[of] = !p.unfolded[of]
	p.refold()
	return true
}

// folded are the near-copies that an entry stands for as well.
func (p *storyPlace) folded(i int) []store.ID {
	if i >= len(p.items) || len(p.items[i].copies) == 0 {
		return nil
	}
	var ids []store.ID
	for _, c := range p.all {
		if c.CopyOf == p.items[i].ID && !c.Read {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func (p *storyPlace) size() int                    { return len(p.items) }
func (p *storyPlace) article(i int) *store.Article { return &p.items[i].Article }
func (p *storyPlace) selected() *store.Article     { return selectedIn(p) }

func (p *storyPlace) patch(which func(*store.Article) bool, change func(*store.Article)) {
	for i := range p.all {
		if which(&p.all[i].Article) {
			change(&p.all[i].Article)
			p.set = nil
		}
	}
	for i := range p.items {
		if which(&p.items[i].Article) {
			change(&p.items[i].Article)
		}
	}
}

func (p *storyPlace) resize(a *app, w, h int)             { resizeEntries(a, p, w, h) }
func (p *storyPlace) move(a *app, m motion, n int)        { moveEntries(a, p, m, n) }
func (p *storyPlace) position(*app) string                { return positionIn(p) }
func (p *storyPlace) lines(a *app, focused bool) []string { return drawEntries(a, p, focused) }

func (p *storyPlace) layout(a *app, focused bool, add func(int, string)) {
	switch {
	case p.err != nil:
		p.note(a, sentence(p.err), true, add)
		return
	case !p.loaded:
		if p.slow {
			p.note(a, "Reading the story"+a.st.dots, false, add)
		}
		return
	}
	if p.h >= 8 {
		for _, l := range a.st.join(p.summary(a), p.w-2) {
			add(-1, p.fit(a, " "+a.st.chrome.Render(l)))
		}
		add(-1, "")
	}
	for i := range p.items {
		it := &p.items[i]
		if i > 0 && p.h >= roomy && !it.inner {
			add(-1, "")
		}
		p.entry(a, i, &it.Article, func() entryLook {
			return entryLook{focused: focused, inner: it.inner, lines: 2, about: p.about(a, it), more: copies(a, it.copies, p.w-4)}
		}, add)
	}
}

// summary tells of the story as a whole.
func (p *storyPlace) summary(a *app) []string {
	h := &p.head
	var parts []string
	if len(h.Sources) > 0 {
		parts = append(parts, sources(len(h.Sources)))
	}
	parts = append(parts, articles(len(p.all)))
	unread := 0
	for i := range p.all {
		unread += count(!p.all[i].Read)
	}
	if unread > 0 {
		parts = append(parts, number(unread)+" unread")
	}
	return append(parts, standing(h)...)
}

// about tells of an entry who told it and when: the first in full, the others
// as the time after that.
func (p *storyPlace) about(a *app, it *telling) []string {
	var parts []string
	if s := sourceOf(&it.Article); s != "" {
		parts = append(parts, s)
	}
	first := &p.all[0]
	switch after := later(a.clock(), first.Published, it.Published); {
	case it.ID == first.ID && len(p.all) > 1 && it.Published.Basis != store.Imported:
		parts = append(parts, "first", a.clock().full(it.Published))
	case it.ID != first.ID && it.Published.Basis == store.Imported:
		parts = append(parts, "no date") // when they were taken in is told once
	case it.ID == first.ID || after == "":
		parts = append(parts, a.clock().full(it.Published))
	default:
		parts = append(parts, after)
	}
	if it.New {
		parts = append(parts, "new")
	}
	return parts
}

func (p *storyPlace) anyUnread() bool {
	return slices.ContainsFunc(p.all, func(one store.StoryArticle) bool { return !one.Read })
}
