package store

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// unpacked returns the path of a copy of a packed store that an older version
// of this package wrote.
func unpacked(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	in, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if data, err = io.ReadAll(in); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "news.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestVersion1 opens a store of 700 articles, 100 of them of a feed, 234 read
// and two starred, that version 1 wrote: each article is its own story.
func TestVersion1(t *testing.T) {
	s := openStore(t, unpacked(t, "version1.db.gz"))
	for _, c := range []struct {
		v    View
		want int
	}{
		{View{}, 700}, {View{Filter: Unread}, 466}, {View{Filter: Starred}, 2}, {View{Feed: 1}, 100},
		{View{Stories: true}, 700}, {View{Stories: true, Filter: Unread}, 466}, {View{Stories: true, Filter: Starred}, 2},
		{View{Stories: true, Feed: 1}, 100},
	} {
		w, err := s.Window(t.Context(), c.v, At{}, 5)
		if err != nil || w.Total != c.want || len(w.Rows) != min(5, c.want) || w.Rows[0].Story == 0 {
			t.Errorf("%+v: %d rows, %v", c.v, w.Total, err)
		}
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Error(err)
	}
	s.decide = joinByGUID
	in := incoming(1000)
	in.Text.GUID = "join 7"
	mustPut(t, s, in)
	if a, _, err := s.Article(t.Context(), in.Keys[0]); err != nil || a.Story != 7 {
		t.Errorf("%+v, %v", a, err)
	}
}
