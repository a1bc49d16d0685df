package main

import (
	"reflect"
	"testing"

	"newsreader/store"
)

func TestFoldCopies(t *testing.T) {
	of := func(id, original store.ID, source string) store.Related {
		return store.Related{Article: store.Article{ID: id, Source: source}, CopyOf: original}
	}
	for name, c := range map[string]struct {
		related []store.Related
		shown   []int
		lines   map[store.ID]string
	}{
		"none":                    {[]store.Related{of(2, 0, "A"), of(3, 0, "B")}, []int{0, 1}, map[store.ID]string{}},
		"of the article itself":   {[]store.Related{of(2, 1, "A"), of(3, 0, "B"), of(4, 1, "C")}, []int{1}, map[store.ID]string{1: "2 copies: A, C"}},
		"under the original":      {[]store.Related{of(2, 0, "A"), of(3, 0, "B"), of(4, 2, "C")}, []int{0, 1}, map[store.ID]string{2: "1 copy: C"}},
		"better than it":          {[]store.Related{of(4, 2, "C"), of(2, 0, "A")}, []int{0}, map[store.ID]string{4: "1 copy: A"}},
		"of one that isn't there": {[]store.Related{of(2, 9, "A"), of(3, 9, "A"), of(4, 9, "")}, []int{0}, map[store.ID]string{2: "2 copies: A"}},
		"of a copy":               {[]store.Related{of(2, 0, "A"), of(3, 2, "B"), of(4, 3, "C")}, []int{0}, map[store.ID]string{2: "2 copies: B, C"}},
		"of each other":           {[]store.Related{of(2, 3, "A"), of(3, 2, "B")}, []int{0}, map[store.ID]string{2: "1 copy: B"}},
		"without sources":         {[]store.Related{of(2, 1, "")}, nil, map[store.ID]string{1: "1 copy"}},
	} {
		shown, lines := foldCopies(1, c.related)
		if !reflect.DeepEqual(shown, c.shown) || !reflect.DeepEqual(lines, c.lines) {
			t.Errorf("%s: %v %v, want %v %v", name, shown, lines, c.shown, c.lines)
		}
	}
}
