package ui_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui"
	"newsreader/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden screens anew; read them before committing")

// golden compares the screen with testdata/NAME.txt.
func golden(t *testing.T, r *rig, name string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	got := r.Screen()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: the screen is\n%s\nwant\n%s", name, got, want)
	}
}

var goldenSizes = [][2]int{{40, 12}, {60, 20}, {80, 24}, {120, 40}, {200, 60}}

func TestGoldenScreens(t *testing.T) {
	t.Parallel()
	mixed := append(uitest.Four(), uitest.News(150)...)
	cases := []struct {
		name string
		news []store.Incoming
		keys []string
	}{
		{"list", mixed, []string{"j", "j", "m"}},
		{"seed", uitest.Four(), []string{"1"}},
		{"empty", nil, nil},
		{"strange", strange(), nil},
		{"article", uitest.Four(), []string{"1", "G", "<enter>", "<ctrl+d>"}},
		{"strange-article", strange(), []string{"j", "<enter>"}},
		{"related", uitest.Four(), []string{"1", "G", "<enter>", "r", "j"}},
		{"deeper", uitest.Four(), []string{"1", "G", "<enter>", "r", "<enter>", "r", "j", "<enter>"}},
		{"search", mixed, []string{"/", "kyiv"}},
		{"nothing-found", mixed, []string{"/", "qqq", "<enter>"}},
		{"wrong-query", mixed, append([]string{"/"}, letters("kyiv newer:soon ")...)},
		{"search-help", mixed, []string{"/", "?"}},
		{"saving", mixed, []string{"/", "kyiv", "<ctrl+s>", "Ukraine"}},
		{"saved", mixed, []string{"/", "osaka", "<enter>", "W", "Japan", "<enter>", "4", "j"}},
		{"find", uitest.Four(), []string{"1", "G", "<enter>", "/", "korea"}},
		{"help", uitest.Four(), []string{"?"}},
		{"palette", uitest.Four(), []string{":", "mark"}},
		{"files", podcast(), []string{"<enter>", "G"}},
		{"links", podcast(), []string{"<enter>", "O", "<down>"}},
		{"undo", mixed, []string{"A", "u"}},
	}
	for _, c := range cases {
		for _, size := range goldenSizes {
			name := fmt.Sprintf("%s-%dx%d", c.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				run(t, size[0], size[1], c.news, nil, func(r *rig) {
					r.Press(c.keys...)
					r.Pass(200 * time.Millisecond)
					golden(t, r, name)
				})
			})
		}
	}
}

func TestGoldenStories(t *testing.T) {
	t.Parallel()
	for _, s := range storyScreens {
		for _, size := range goldenSizes {
			name := fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1])
			telling(t, size[0], size[1], func(r *rig) {
				r.Press(s.keys...)
				r.Pass(200 * time.Millisecond)
				golden(t, r, name)
			})
		}
	}
}

func TestGoldenFeeds(t *testing.T) {
	t.Parallel()
	for _, s := range feedScreens {
		for _, size := range goldenSizes {
			name := fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1])
			following(t, size[0], size[1], func(r *rig, _ *fetcher) {
				r.Press(s.keys...)
				r.Pass(200 * time.Millisecond)
				golden(t, r, name)
			})
		}
	}
	for _, size := range goldenSizes {
		run(t, size[0], size[1], nil, func(o *ui.Options) { f := &fetcher{}; o.Refresh, o.AddFeed = f.refresh, f.add }, func(r *rig) {
			golden(t, r, fmt.Sprintf("begin-%dx%d", size[0], size[1]))
			r.Press("f")
			golden(t, r, fmt.Sprintf("no-feeds-%dx%d", size[0], size[1]))
		})
	}
}

func TestGoldenTroubles(t *testing.T) {
	for _, size := range goldenSizes {
		name := fmt.Sprintf("failed-%dx%d", size[0], size[1])
		run(t, size[0], size[1], uitest.Four(), nil, func(r *rig) {
			r.store.Fail("Window", store.ErrDamaged)
			r.again(size[0], size[1])
			golden(t, r, name)
		})
		name = fmt.Sprintf("loading-%dx%d", size[0], size[1])
		run(t, size[0], size[1], uitest.Four(), nil, func(r *rig) {
			r.store.Slow("Article", time.Second)
			r.Press("<enter>")
			r.Pass(200 * time.Millisecond)
			golden(t, r, name)
		})
	}
}

func TestGoldenASCII(t *testing.T) {
	run(t, 120, 40, uitest.Four(), func(o *ui.Options) { o.ASCII, o.NoColor = true, true }, func(r *rig) {
		r.Press("1", "G", "<enter>", "r")
		golden(t, r, "ascii-120x40")
	})
	run(t, 40, 12, uitest.Four(), func(o *ui.Options) { o.ASCII, o.NoColor = true, true }, func(r *rig) {
		golden(t, r, "ascii-40x12")
	})
	for _, size := range [][2]int{{40, 12}, {120, 40}} {
		plain := func(o *ui.Options) {
			o.Store.(*uitest.Store).Tell(t)
			o.ASCII, o.NoColor, o.Stories = true, true, true
		}
		run(t, size[0], size[1], uitest.Told(), plain, func(r *rig) {
			r.Press("j", "w", "g", "<enter>", "<enter>", "J")
			golden(t, r, fmt.Sprintf("ascii-story-%dx%d", size[0], size[1]))
			r.Press("h", "h", "/", "drone")
			golden(t, r, fmt.Sprintf("ascii-search-%dx%d", size[0], size[1]))
		})
	}
}
