package related

import (
	"maps"
	"testing"
)

func TestTells(t *testing.T) {
	words := func(list ...string) Hashes {
		return HashesOf(func(yield func([]byte) bool) {
			for _, w := range list {
				if !yield([]byte(w)) {
					return
				}
			}
		}, 10)
	}
	titleOf := func(words map[string]float64) Telling { return TellingOf(maps.All(words)) }
	title := titleOf(map[string]float64{"say": 1, "quake": 3})
	for _, c := range []struct {
		name  string
		title Telling
		said  []string
		want  bool
	}{
		{"the same", title, []string{"say", "quake"}, true},
		{"a quarter", title, []string{"say", "bank"}, true},
		{"less than a quarter", titleOf(map[string]float64{"say": 1, "quake": 3, "coast": .1}), []string{"say"}, false},
		{"nothing shared", title, []string{"bank"}, false},
		{"no words", title, nil, false},
		{"no title", nil, []string{"quake"}, false},
		{"only words that tell nothing", titleOf(map[string]float64{"say": 0}), []string{"say"}, false},
	} {
		if got := c.title.Tells(words(c.said...)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
		other := map[string]float64{}
		for _, w := range c.said {
			other[w] = 1
		}
		if got := c.title.TellsTitle(titleOf(other)); got != c.want {
			t.Errorf("%s, of a title: %v", c.name, got)
		}
	}
	made := NewTelling(textOf("quake", "coast"), new(library))
	for _, w := range made {
		if want := idf(10, 1000); w.idf != want {
			t.Errorf("a word tells %v, want %v", w.idf, want)
		}
	}
	if len(made) != 2 || !made.Tells(words("coast")) || made.Tells(words("bank")) {
		t.Errorf("a title of two words became %v", made)
	}
}
