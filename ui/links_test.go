package ui_test

import (
	"strings"
	"testing"
	"time"

	"newsreader/store"
	"newsreader/ui"
	"newsreader/ui/uitest"
)

// podcast is an article with files and links, some of them not to be opened.
func podcast() []store.Incoming {
	news := uitest.Four()
	news[1].Text.Content = "KYIV: \x1b[31m" + `See [the ministry's report](https://ministry.example/report) and [this](javascript:alert(1)).

![A map](https://example.org/map.png) by <mailto:maps@example.org>, more at <https://example.org/kyiv>, and [again](https://ministry.example/report).`
	news[1].Text.Enclosures = []store.Enclosure{
		{URL: "https://media.example/episode-12.mp3?x=1", Type: "audio/mpeg", Size: 23_400_000},
		{URL: "https://media.example/é.pdf", Type: "application/pdf\x1b]0;x\x07\u202e", Size: 912},
		{URL: "file:///etc/passwd", Type: "audio/mpeg"},
		{URL: "https://media.example/film", Type: "video/mp4", Size: 1_400_000_000},
	}
	return news
}

func TestEnclosuresStandBelowTheArticle(t *testing.T) {
	run(t, 80, 30, podcast(), nil, func(r *rig) {
		r.Press("<enter>")
		r.Expect("Audio · audio/mpeg · 23 MB", "File · application/pdf · 912 bytes", "Video · video/mp4 · 1.4 GB", "O opens a file or link")
		raw := r.Raw()
		if !strings.Contains(raw, "\x1b]8;;https://media.example/episode-12.mp3?x=1") {
			t.Error("the file is no hyperlink")
		}
		if strings.Contains(raw, "é") || strings.Contains(raw, "passwd") || strings.Contains(raw, "\x1b]0;x") {
			t.Errorf("hostile text of a file reached the terminal: %q", raw)
		}
	})
}

func TestLinksCanBeOpenedByKeyboard(t *testing.T) {
	run(t, 80, 24, podcast(), nil, func(r *rig) {
		r.Press("O") // from the list too
		r.Expect("Links", "1  The article itself", "2  Audio · audio/mpeg · 23 MB", "3  File", "4  Video", "5  the ministry's report",
			"6  Image: A map", "https://example.org/kyiv")
		r.ExpectNot("7", "mailto", "javascript", "passwd")
		r.Press("<down>", "<enter>", "O", "5")
		r.Expect("https://ministry.example/report")
		r.Press("<enter>")
		r.Expect("Opening https://ministry.example/report")
		r.Press("<enter>", "O", "pdf", "<enter>", "O", "zzz")
		r.Expect("Nothing here fits these words.")
		r.Press("<enter>")
		want := "https://media.example/episode-12.mp3?x=1 https://ministry.example/report https://media.example/é.pdf"
		if got := strings.Join(r.opened, " "); got != want {
			t.Errorf("the browser was given %s, want %s", got, want)
		}
	})
	news := podcast()
	news[2].Text.URL, news[2].Text.Content = "javascript:alert(1)", "No links."
	run(t, 80, 24, news, func(o *ui.Options) { o.Open = nil }, func(r *rig) {
		r.Press("O", "<enter>")
		r.Expect("No browser is known here. Copied https://example.org/kyiv")
		r.Press("j", "O")
		r.Expect("This article has no links.")
		r.Press("o")
		r.Expect("No browser")
	})
}

func TestLateLinksAreDropped(t *testing.T) {
	run(t, 80, 24, podcast(), nil, func(r *rig) {
		r.store.Slow("Article", time.Second)
		r.Press("O", "j")
		r.Pass(3 * time.Second)
		r.ExpectNot("Links")
		r.store.Fail("Article", store.ErrDamaged)
		r.Press("O")
		r.Pass(3 * time.Second)
		r.Expect("The store is damaged.")
	})
}
