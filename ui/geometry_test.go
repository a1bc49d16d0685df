package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
	"newsreader/ui/uitest"
)

// screens are all there are, and the keys that lead to them. A new screen
// belongs here.
var screens = []struct {
	name string
	keys []string
}{
	{"list", nil},
	{"article", []string{"<enter>"}},
	{"related", []string{"r"}},
	{"deeper", []string{"r", "<enter>"}},
	{"list-pane", []string{"<enter>", "<tab>", "j"}},
	{"zen", []string{"<enter>", "z", "<space>"}},
	{"search", []string{"/", "russia"}},
	{"found", []string{"/", "russia", "<enter>", "j"}},
	{"found-article", []string{"/", "russia", "<enter>", "<enter>", "n"}},
	{"wrong-query", append([]string{"/"}, letters("russia newer:soon ")...)},
	{"search-help", []string{"/", "?"}},
	{"saving", []string{"/", "russia", "<ctrl+s>"}},
	{"saved", []string{"/", "russia", "<ctrl+s>", "R", "<enter>", "4"}},
	{"nothing-found", []string{"/", "zzz"}},
	{"find", []string{"<enter>", "/", "the"}},
	{"help", []string{"?"}},
	{"help-search", []string{"?", "mark"}},
	{"palette", []string{":", "un"}},
	{"links", []string{"O"}},
	{"status", []string{"m"}},
	{"starred", []string{"3"}},
}

// strange is news that terminals find hard to show.
func strange() []store.Incoming {
	news := uitest.Four()
	titles := []string{
		"北朝鮮、ロシアへの派兵を初めて認める プーチン大統領は「英雄」と称賛し感謝の意を表明した",
		"👩‍👩‍👧‍👦 Families 🇰🇷🇷🇺 meet again: 한국어 제목과 이모지 ❤️‍🔥 in one very long headline that must be cut somewhere sensible",
		"Zalgo t̶̡̛̥e̵͎͒x̸̝̃t̷̰̾ and عنوان عربي and ไทยภาษา and a_word_without_any_spaces_that_is_longer_than_the_whole_window_is_wide_at_its_widest",
		"",
	}
	for i := range news {
		news[i].Title = titles[i]
		news[i].Source = strings.Repeat("通信社", 4)
		news[i].Read = false
		news[i].Text.Content = titles[i%3] + "\n\n" + strings.Repeat(titles[0], 20) + "\n\n" + news[i].Text.Content
		news[i].Tags = []string{"タグ", "🎉🎉🎉"}
	}
	return news
}

func checkGeometry(t *testing.T, r *rig, w, h int) {
	t.Helper()
	lines := strings.Split(r.Frame(), "\n")
	if len(lines) != h {
		t.Errorf("%d lines for a window of %dx%d", len(lines), w, h)
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n > w {
			t.Errorf("line %d is %d cells wide in a window of %d: %q", i, n, w, l)
		}
	}
	if w >= 20 && h >= 6 && strings.TrimSpace(r.Screen()) == "" {
		t.Errorf("nothing on a screen of %dx%d", w, h)
	}
}

func TestEveryScreenAtEverySize(t *testing.T) {
	t.Parallel()
	widths, heights := []int{1, 2, 12, 20, 30, 60, 80, 119, 120, 200}, []int{1, 3, 6, 7, 10, 24, 60}
	if testing.Short() {
		widths, heights = []int{1, 20, 80, 120}, []int{1, 6, 24}
	}
	for _, s := range screens {
		for name, news := range map[string][]store.Incoming{"news": uitest.Four(), "strange": strange()} {
			t.Run(s.name+"/"+name, func(t *testing.T) {
				run(t, 130, 40, news, nil, func(r *rig) {
					r.Press(s.keys...)
					for _, w := range widths {
						for _, h := range heights {
							r.Resize(w, h)
							checkGeometry(t, r, w, h)
						}
						r.Pass(200 * time.Millisecond) // text is set to the new width
						checkGeometry(t, r, w, heights[len(heights)-1])
					}
					r.Resize(80, 24)
					r.Press("<esc>", "<esc>", "<esc>", "<esc>", "j")
					checkGeometry(t, r, 80, 24)
				})
			})
		}
	}
}

// feedScreens are those that need feeds and a network.
var feedScreens = []struct {
	name string
	keys []string
}{
	{"feeds", []string{"f", "j", "j"}},
	{"feeds-found", []string{"f", "/", "evil"}},
	{"feeds-troubled", []string{"f", "/", "503", "<enter>", "j"}},
	{"feed", []string{"f", "<enter>", "j"}},
	{"tag", []string{"f", "/", "world", "<enter>", "<enter>"}},
	{"tags", []string{"T"}},
	{"adding", []string{"a", "https://example.org/a/very/long/address/of/a/feed/that/is/wider/than/any/window/with/query?=0123456789012345678901234567890123456789"}},
	{"choosing", []string{"a", "many.example", "<enter>"}},
	{"refreshing", []string{"f", "R", "j"}},
}

func TestFeedScreensAtEverySize(t *testing.T) {
	t.Parallel()
	for _, s := range feedScreens {
		t.Run(s.name, func(t *testing.T) {
			following(t, 130, 40, func(r *rig, _ *fetcher) {
				r.Press(s.keys...)
				for _, w := range []int{1, 2, 12, 20, 30, 40, 56, 72, 119, 120, 200} {
					for _, h := range []int{1, 3, 6, 7, 10, 24, 60} {
						r.Resize(w, h)
						checkGeometry(t, r, w, h)
					}
				}
			})
			for _, size := range [][2]int{{1, 1}, {20, 6}, {40, 12}} {
				following(t, size[0], size[1], func(r *rig, _ *fetcher) {
					r.Press(s.keys...)
					checkGeometry(t, r, size[0], size[1])
				})
			}
		})
	}
}

// storyScreens are those of stories, on news that several sources tell.
var storyScreens = []struct {
	name string
	keys []string
}{
	{"stories", []string{"w", "j", "s"}},
	{"stories-seen", []string{"j", "<enter>", "<enter>", "h", "h"}},
	{"story", []string{"j", "<enter>", "j"}},
	{"story-unfolded", []string{"j", "<enter>", "M", "c", "j"}},
	{"story-article", []string{"j", "<enter>", "<enter>", "J", "J"}},
	{"story-pane", []string{"j", "<enter>", "<enter>", "<tab>", "j"}},
	{"story-related", []string{"j", "<enter>", "r", "j"}},
	{"join", []string{"j", "+"}},
	{"catch-up", []string{"C"}},
}

func TestStoryScreensAtEverySize(t *testing.T) {
	t.Parallel()
	for _, s := range storyScreens {
		t.Run(s.name, func(t *testing.T) {
			telling(t, 130, 40, func(r *rig) {
				r.Press(s.keys...)
				for _, w := range []int{1, 2, 12, 20, 30, 40, 60, 72, 80, 119, 120, 200} {
					for _, h := range []int{1, 3, 6, 7, 8, 10, 24, 60} {
						r.Resize(w, h)
						checkGeometry(t, r, w, h)
					}
				}
			})
			for _, size := range [][2]int{{1, 1}, {20, 6}, {40, 12}, {80, 24}} {
				telling(t, size[0], size[1], func(r *rig) {
					r.Press(s.keys...)
					checkGeometry(t, r, size[0], size[1])
					r.Press("v", "c", "i", "w", "-", "u", "<esc>", "<esc>", "<esc>", "J", "n", "m", "A", "C", "S")
					checkGeometry(t, r, size[0], size[1])
				})
			}
		})
	}
}

func TestScreensOpenAtEverySize(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{1, 1}, {5, 2}, {20, 6}, {40, 12}, {80, 24}, {120, 40}, {200, 60}} {
		for _, s := range screens {
			t.Run(fmt.Sprintf("%dx%d/%s", size[0], size[1], s.name), func(t *testing.T) {
				run(t, size[0], size[1], strange(), nil, func(r *rig) {
					r.Press(s.keys...)
					checkGeometry(t, r, size[0], size[1])
				})
			})
		}
	}
}

func TestTwentyBySix(t *testing.T) {
	run(t, 20, 6, uitest.Four(), nil, func(r *rig) {
		if !strings.HasPrefix(r.Line(0), "▌● Russia's") {
			t.Errorf("20x6 is a list of titles:\n%s", r.Screen())
		}
		r.Press("j", "<enter>")
		r.Expect("Musk's father")
		r.Press("h", "m", "x")
	})
	run(t, 11, 2, uitest.Four(), nil, func(r *rig) { r.Expect("window too") })
}
