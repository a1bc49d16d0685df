package main

import (
	"slices"
	"strings"

	"newsreader/store"
)

// foldCopies returns the places of the related articles to show, and for each
// article of which there are near-copies beside it a line that tells of them.
// The best placed of several copies stands for all, unless they copy the
// subject, which stands above.
func foldCopies(subject store.ID, related []store.Related) (shown []int, lines map[store.ID]string) {
	leader := map[store.ID]store.ID{subject: subject} // by original: who stands for it
	copies := map[store.ID][]store.Related{}
	for i, r := range related {
		original := r.ID
		if r.CopyOf != 0 {
			original = r.CopyOf
		}
		first, known := leader[original]
		if !known {
			first = r.ID
			leader[original] = first
			shown = append(shown, i)
		} else {
			copies[first] = append(copies[first], r)
		}
		leader[r.ID] = first
	}
	lines = map[store.ID]string{}
	for first, list := range copies {
		lines[first] = copiesLine(list)
	}
	return shown, lines
}

// copiesLine tells who printed the same text.
func copiesLine(list []store.Related) string {
	var sources []string
	for _, r := range list {
		if name := oneLine(r.Source); name != "" && !slices.Contains(sources, name) {
			sources = append(sources, name)
		}
	}
	if len(sources) == 0 {
		return plural(len(list), "copy")
	}
	return plural(len(list), "copy") + ": " + strings.Join(sources, ", ")
}
