package store

import (
	"testing"

	"newsreader/store/index"
	"newsreader/store/token"
)

// sizedSegments makes segments of so many articles each, numbered on, all of
// the same words.
func sizedSegments(t *testing.T, articles ...int) (list []*segment) {
	t.Helper()
	num := uint32(1)
	for i, n := range articles {
		var entries []index.Entry
		for range n {
			doc := index.Analyze(token.New(), index.Text{Title: "A title", Body: "and a text of seven words"})
			entries = append(entries, index.Entry{Num: num, Time: int64(num), Doc: doc})
			num++
		}
		s, err := index.Open(index.Build(entries, nil, 0))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, &segment{id: uint32(i), Segment: s})
	}
	return list
}

// TestDue chooses what to merge by articles and by bytes.
func TestDue(t *testing.T) {
	const all = 1 << 30
	ones := sizedSegments(t, 1, 1, 1, 1, 1, 1, 1, 1, 1)
	one := ones[0].Size()
	for _, c := range []struct {
		name string
		list []*segment
		most extent
		want int
	}{
		{"seven are few", ones[:7], extent{all, all}, 0},
		{"eight", ones, extent{all, all}, 8},
		{"as many articles as fit", ones, extent{5, all}, 5},
		{"as many bytes as fit", ones, extent{all, 3 * one}, 3},
		{"two always fit", ones, extent{all, 2 * one}, 2},
		{"too large for two", ones, extent{all, 2*one - 1}, 0},
		{"one that is full in bytes stands apart", append(sizedSegments(t, 7), ones...), extent{all, 2 * one}, 2},
		{"of two sizes", sizedSegments(t, 8, 1, 1, 1, 8, 1, 1), extent{all, all}, 0},
	} {
		got := due(c.list, c.most)
		if len(got) != c.want {
			t.Errorf("%s: %d are merged, want %d", c.name, len(got), c.want)
		}
		bytes := 0
		for _, s := range got {
			bytes += s.Size()
		}
		if bytes > c.most.bytes {
			t.Errorf("%s: %d bytes are merged, %d at most", c.name, bytes, c.most.bytes)
		}
	}
	ones[4].dead = index.NewBitmap(1, 0)
	if got := due(ones, extent{all, all}); len(got) != 1 || got[0] != ones[4] {
		t.Errorf("%d are merged, not the dead one", len(got))
	}
}
