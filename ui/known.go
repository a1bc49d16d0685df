package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
	"newsreader/ui/render"
)

// Passages that say what read articles of the same story said are shown dim,
// so that the eye finds what is new.

// knownLoaded brings passages that took longer than an article may.
type knownLoaded struct {
	id    store.ID
	spans []render.Span
}

func (a *app) knownLoaded(m knownLoaded) tea.Cmd {
	for _, at := range a.trail.past {
		if p, ok := at.(*articlePlace); ok && p.head.ID == m.id {
			p.known = m.spans // tidy has it set anew
		}
	}
	return nil
}

// dimmed are the passages of an article to show dim.
func (a *app) dimmed(p *articlePlace) []render.Span {
	if a.undimmed || p.revised != "" {
		return nil
	}
	return p.known
}

// toggleKnown shows known passages as all others, or dim again.
func (a *app) toggleKnown() tea.Cmd {
	p, ok := a.focused().(*articlePlace)
	switch {
	case !ok:
		return a.say(a.keys.key(actKnown) + " is for an article: what you read before of its story is dim there.")
	case len(p.known) == 0 && !a.undimmed:
		return a.say("Nothing of this article is known to you from others of its story.")
	}
	a.undimmed = !a.undimmed
	if a.undimmed {
		return a.say("Passages that you read elsewhere are shown as the others.")
	}
	return a.say("Passages that you read elsewhere are dim.")
}

// readBefore tells in the byline how much of an article is known, as long as
// that is dim.
func (p *articlePlace) readBefore() string {
	switch n := p.page.KnownProse; {
	case len(p.shown) == 0 || !p.page.Complete:
		return ""
	case n == 0:
		return "partly read before"
	default:
		return number(n) + " of " + number(p.page.Prose) + " paragraphs read before"
	}
}

// spans are a store's stretches of a text as the page takes them.
func spans(list []store.Span) []render.Span {
	all := make([]render.Span, 0, len(list))
	for _, s := range list {
		all = append(all, render.Span(s))
	}
	slices.SortFunc(all, func(x, y render.Span) int { return x.From - y.From })
	return all
}
