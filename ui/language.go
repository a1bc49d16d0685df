package ui

import (
	tea "charm.land/bubbletea/v2"
)

// The language of searches, as far as the screens explain it.

// example is a query and what it finds.
type example struct{ query, finds string }

var examples = []example{
	{"kyiv drones", "both words, in any form: drone, drones"},
	{`"drone strike"`, "these words, one after the other"},
	{"kyiv OR odesa", "either; binds closest; ( ) group"},
	{"drones -racing", "not that word; - before anything leaves it out"},
	{"elect*", "words that begin so"},
	{"title:kyiv", "in the title; also source: author: tag:"},
	{"feed:gazette", "from feeds whose name holds the word"},
	{"newer:2d", "of the last two days; also 30m 12h 3w 1y"},
	{"after:2025-06 before:2025-07", "of a time; also a day, or a year"},
	{"is:unread", "also is:read and is:starred"},
	{"lang:fr", "in a language"},
}

const groupLanguage = "What a search understands"

// explained are the examples as rows of a help screen.
func explained() []choice {
	rows := make([]choice, len(examples))
	for i, e := range examples {
		rows[i] = choice{binding: binding{keys: []string{e.query}, group: groupLanguage, help: e.finds}, text: e.query + " " + e.finds}
	}
	return rows
}

// explainSearch shows what a search understands, over the line being typed.
func (a *app) explainSearch() tea.Cmd {
	a.overlay = &chooser{title: "Searching", help: true, input: newInput(" / "), all: explained()}
	a.overlay.filter()
	return nil
}
