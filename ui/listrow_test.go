package ui

import "testing"

func TestTellers(t *testing.T) {
	for _, c := range []struct{ sources, all, want int }{{5, 7, 5}, {1, 2, 2}, {0, 3, 3}} {
		if got := tellers(rowState{sources: c.sources, all: c.all}); got != c.want {
			t.Errorf("%d articles of %d sources: %d, want %d", c.all, c.sources, got, c.want)
		}
	}
}
