package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
)

// What a publisher changed in an article is shown in place of its text, until
// the same key brings that back.

// revisedLoaded brings what was changed of an article.
type revisedLoaded struct {
	id       store.ID
	markdown string
	changed  bool
	err      error
}

// toggleRevised shows what changed of an article, or its text again.
func (a *app) toggleRevised() tea.Cmd {
	key := a.keys.key(actRevised)
	p, ok := a.focused().(*articlePlace)
	switch {
	case !ok:
		return a.say(key + " is for an article: it shows what its publisher changed.")
	case !p.loaded:
		return nil
	case p.revised != "":
		p.revised, p.resume = "", &p.left // tidy has it set anew
		return nil
	case !p.head.Changed:
		return a.say("This article is as it was taken in.")
	}
	return a.loadRevised(p.head.ID)
}

func (a *app) loadRevised(id store.ID) tea.Cmd {
	s, parent := a.opt.Store, a.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, readFor)
		defer cancel()
		markdown, changed, err := s.Revised(ctx, id)
		return revisedLoaded{id, markdown, changed, err}
	}
}

func (a *app) revisedLoaded(m revisedLoaded) tea.Cmd {
	p, ok := a.focused().(*articlePlace)
	switch {
	case !ok || !p.loaded || p.head.ID != m.id || p.revised != "":
		return nil
	case m.err != nil:
		return a.fail(m.err)
	case !m.changed:
		return a.say("This article is as it was taken in.")
	case m.markdown == "":
		return a.say("Its words are the same: links, pictures or how they are set changed.")
	}
	p.left = p.anchor()
	p.revised, p.resume = m.markdown, &anchor{top: true}
	p.scrollTo(0)
	return a.say("What went is struck out, what came is bold. " + a.keys.key(actRevised) + " shows the text again.")
}

// content is the Markdown that is shown: the text, or what changed of it.
func (p *articlePlace) content() string {
	if p.revised != "" {
		return p.revised
	}
	return p.text.Content
}

// revisions tells in the byline that the article was changed.
func (a *app) revisions(p *articlePlace) string {
	key := a.keys.key(actRevised)
	switch {
	case !p.head.Changed:
		return ""
	case p.revised != "":
		return "what changed"
	case key == "":
		return "changed since"
	}
	return "changed since, " + key + " shows what"
}
