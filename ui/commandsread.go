package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
	"newsreader/ui/render"
)

// What reading an article or a story asks of the store.

type articleLoaded struct {
	job   uint64
	head  store.Article
	text  store.Text
	page  render.Page
	width int
	known []render.Span
	shown []render.Span // of known, those that page shows dim: all or none
	slow  bool          // known takes longer and is asked for again
	found finding       // in the page
	err   error
}

// pageOrder says how to set an article's text.
type pageOrder struct {
	lines    int // a screenful
	options  render.Options
	kept     keptPage // of an earlier time, used if it is the same
	finding  finding  // what to look for in the page
	undimmed bool     // known passages look as all others
}

// knownFor is how long an article may wait for the passages that are known:
// then it is shown, and they are dimmed later.
const knownFor = 12 * time.Millisecond

// loadArticle reads an article and sets the first screenful of its text, or
// all of it when the reader goes on further down.
func (a *app) loadArticle(ctx context.Context, job uint64, id store.ID, o pageOrder) tea.Cmd {
	s := a.opt.Store
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, readFor)
		defer cancel()
		head, text, err := s.Article(ctx, id)
		if err != nil {
			return articleLoaded{job: job, err: err}
		}
		m := articleLoaded{job: job, head: head, text: text, width: o.options.Width}
		m.known, m.slow = knownPassages(ctx, s, id, knownFor)
		if !o.undimmed {
			m.shown = m.known
		}
		o.options.Known = m.shown
		m.page, m.err = o.page(ctx, text)
		m.found = o.finding.in(m.page, text.Language)
		return m
	}
}

// page sets as much of a text as the order asks for.
func (o *pageOrder) page(ctx context.Context, text store.Text) (render.Page, error) {
	if o.kept.fits(text.Content, o.options.Known) {
		return o.kept.page, nil
	}
	page := render.Start(text.Content, o.lines, o.options)
	if !page.Complete && text.Position >= len(page.Paragraphs) {
		return render.Full(ctx, text.Content, o.options)
	}
	return page, nil
}

type pageSet struct {
	job   uint64
	page  render.Page
	width int
	from  string // the Markdown that it is set from
	shown []render.Span
	found finding // in the page
	err   error
}

// knownPassages asks which passages are known; slow if that takes too long.
// An article is shown without them rather than not at all.
func knownPassages(ctx context.Context, s Store, id store.ID, limit time.Duration) (known []render.Span, slow bool) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	list, err := s.ReadBefore(ctx, id)
	if err != nil {
		return nil, ctx.Err() != nil
	}
	return spans(list), false
}

// loadKnown asks for known passages that were not there in time.
func (a *app) loadKnown(id store.ID) tea.Cmd {
	s, parent := a.opt.Store, a.ctx
	return func() tea.Msg {
		known, _ := knownPassages(parent, s, id, readFor)
		return knownLoaded{id, known}
	}
}

// setPage sets all of an article's text, or of what changed of it.
func setPage(ctx context.Context, job uint64, markdown, language string, o render.Options, look finding) tea.Cmd {
	return func() tea.Msg {
		page, err := render.Full(ctx, markdown, o)
		return pageSet{job: job, page: page, width: o.Width, from: markdown, shown: o.Known, found: look.in(page, language), err: err}
	}
}

type relatedLoaded struct {
	job   uint64
	items []store.Related
	err   error
}

func (a *app) loadRelated(p *relatedPlace) tea.Cmd {
	p.job = a.job()
	s, parent, job, id := a.opt.Store, a.ctx, p.job, p.of.ID
	return tea.Batch(after(slowAfter, slowLoad{job}), func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		items, err := s.Related(ctx, id)
		return relatedLoaded{job: job, items: items, err: err}
	})
}

func (a *app) loadStory(p *storyPlace) tea.Cmd {
	p.job, p.stale = a.job(), false
	s, parent, job, id := a.opt.Store, a.ctx, p.job, p.id
	return tea.Batch(after(slowAfter, slowLoad{job}), func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		head, all, err := s.Story(ctx, id)
		return storyLoaded{job, head, all, err}
	})
}

// loadStoryOf reads the story of an article that is being read.
func (a *app) loadStoryOf(job uint64, of store.Article) tea.Cmd {
	s, parent := a.opt.Store, a.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		head, all, err := s.Story(ctx, of.Story)
		return storyOfLoaded{storyLoaded{job, head, all, err}, of}
	}
}

// loadJoins looks for stories that might be joined to one.
func (a *app) loadJoins(job uint64, into joining, id store.ID) tea.Cmd {
	s, parent := a.opt.Store, a.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		list, err := s.Related(ctx, id)
		return joinsLoaded{job, into, list, err}
	}
}

type textFetched struct {
	head store.Article
	text store.Text
	then func(store.Article, store.Text) tea.Cmd
	err  error
}

// fetchText reads an article for what is in its text only, such as the URL.
func (a *app) fetchText(id store.ID, then func(store.Article, store.Text) tea.Cmd) tea.Cmd {
	s, parent := a.opt.Store, a.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		head, text, err := s.Article(ctx, id)
		return textFetched{head, text, then, err}
	}
}

// linksWidth is any measure: where a text's lines break changes no link.
const linksWidth = 76

// loadLinks reads an article and finds the links in its text.
func (a *app) loadLinks(job uint64, id store.ID) tea.Cmd {
	s, parent := a.opt.Store, a.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		_, text, err := s.Article(ctx, id)
		if err != nil {
			return linksLoaded{job: job, id: id, err: err}
		}
		page, err := render.Full(ctx, text.Content, render.Options{Width: linksWidth})
		return linksLoaded{job, id, text, page.Links, err}
	}
}
