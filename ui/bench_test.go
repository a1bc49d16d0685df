package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
	"newsreader/ui/uitest"
)

// driver runs the app without a terminal: it carries out commands and hands
// their messages back until the app is where a benchmark wants it. Timers
// are left to themselves.
type driver struct {
	b    *testing.B
	a    *app
	msgs chan tea.Msg
}

func newDriver(b *testing.B, articles int) *driver {
	b.Helper()
	s, err := store.Open(store.Options{Path: filepath.Join(b.TempDir(), "news.db"), Now: func() time.Time { return uitest.Now }})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.Put(context.Background(), uitest.News(articles)); err != nil {
		b.Fatal(err)
	}
	a, err := newApp(context.Background(), Options{Store: s, Now: func() time.Time { return uitest.Now }, Theme: ThemeDark})
	if err != nil {
		b.Fatal(err)
	}
	d := &driver{b: b, a: a, msgs: make(chan tea.Msg, 1024)}
	d.run(a.init())
	d.take(tea.WindowSizeMsg{Width: 120, Height: 40})
	d.until(func() bool { return d.list().loaded })
	b.ReportAllocs()
	b.ResetTimer()
	return d
}

func (d *driver) list() *listPlace { return d.a.nearestList() }

func (d *driver) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() { d.msgs <- cmd() }()
	}
}

func (d *driver) take(m tea.Msg) {
	if batch, ok := m.(tea.BatchMsg); ok {
		for _, cmd := range batch {
			d.run(cmd)
		}
		return
	}
	d.run(d.a.update(m))
	d.a.view()
}

func (d *driver) press(key string) {
	m := tea.KeyPressMsg{Text: key, Code: []rune(key)[0]}
	switch key {
	case "enter":
		m = tea.KeyPressMsg{Code: tea.KeyEnter}
	case "pgdown":
		m = tea.KeyPressMsg{Code: tea.KeyPgDown}
	case "esc":
		m = tea.KeyPressMsg{Code: tea.KeyEscape}
	}
	d.take(m)
}

// until hands messages over until the app is there.
func (d *driver) until(there func() bool) {
	d.b.Helper()
	for !there() {
		select {
		case m := <-d.msgs:
			d.take(m)
		case <-time.After(10 * time.Second):
			d.b.Fatal("the app never got there")
		}
	}
}

// settled is when the list has its rows and nothing waits to be written.
func (d *driver) settled() bool {
	return d.list().job == 0 && d.list().selected() != nil && !d.a.writes.busy
}

func (d *driver) reading() bool {
	p, ok := d.a.trail.top().(*articlePlace)
	return ok && p.loaded && p.page.Complete && !d.a.writes.busy
}

// benchmarkMoving presses a key through the list, and turns back at its end.
func benchmarkMoving(b *testing.B, key string) {
	d := newDriver(b, 10_000)
	for b.Loop() {
		d.press(key)
		d.until(d.settled)
		if d.list().cursor >= d.list().total-1 {
			d.press("g")
			d.until(d.settled)
		}
	}
}

func BenchmarkDown(b *testing.B) { benchmarkMoving(b, "j") }

func BenchmarkPage(b *testing.B) { benchmarkMoving(b, "pgdown") }

func BenchmarkOpenAndBack(b *testing.B) {
	d := newDriver(b, 10_000)
	for b.Loop() {
		d.press("enter")
		d.until(d.reading)
		d.press("h")
		d.until(d.settled)
		d.press("j")
		d.until(d.settled)
	}
}

func BenchmarkNextArticle(b *testing.B) {
	d := newDriver(b, 10_000)
	d.press("enter")
	d.until(d.reading)
	for n := 0; b.Loop(); n++ {
		key := "J"
		if n/5000%2 == 1 {
			key = "K"
		}
		d.press(key)
		d.until(d.reading)
	}
}

func BenchmarkSearchLetter(b *testing.B) {
	d := newDriver(b, 10_000)
	d.press("/")
	for b.Loop() {
		for _, letter := range "krakow" {
			d.press(string(letter))
			d.until(d.found)
		}
		d.press("esc")
		d.press("/")
	}
}

func (d *driver) found() bool {
	p, ok := d.a.trail.top().(*listPlace)
	return ok && p.job == 0
}

// A story that hundreds of sources tell.
func BenchmarkStoryDown(b *testing.B) {
	news := make([]store.StoryArticle, 400)
	for i, one := range uitest.News(len(news)) {
		news[i] = store.StoryArticle{Article: store.Article{ID: one.Keys[0], Title: one.Title, Source: one.Source, Published: one.Published}}
	}
	a, err := newApp(b.Context(), Options{Now: func() time.Time { return uitest.Now }})
	if err != nil {
		b.Fatal(err)
	}
	a.w, a.h = 120, 40
	p := newStory(news[0].Article)
	p.accept(store.Story{ID: 1, Lead: news[0].Article}, news)
	a.trail.push(p)
	a.arrange()
	b.ReportAllocs()
	for b.Loop() {
		p.move(a, lineDown, 1)
		if p.cursor == len(p.items)-1 {
			p.move(a, toTop, 1)
		}
		a.view()
	}
}

// manyFeeds is a feeds screen with more feeds than anybody reads.
func manyFeeds(b *testing.B) (*app, *feedsPlace) {
	b.Helper()
	list := make([]store.Subscription, 5000)
	for i := range list {
		list[i] = store.Subscription{
			ID: store.FeedID(i + 1), URL: fmt.Sprint("https://example.org/", i), Name: fmt.Sprint("Feed number ", i*7919%5000),
			Tags: []string{fmt.Sprint("tag ", i%40)}, Articles: 100, Unread: i % 100,
		}
	}
	a, err := newApp(b.Context(), Options{Now: func() time.Time { return uitest.Now }})
	if err != nil {
		b.Fatal(err)
	}
	p := new(feedsPlace)
	a.w, a.h = 120, 40
	a.trail.push(p)
	p.accept(sortedFeeds(list))
	a.arrange()
	b.ReportAllocs()
	return a, p
}

func BenchmarkFeedsDown(b *testing.B) {
	a, p := manyFeeds(b)
	for b.Loop() {
		p.move(a, lineDown, 1)
		if p.cursor == len(p.rows)-1 {
			p.move(a, toTop, 1)
		}
		a.view()
	}
}

func BenchmarkFeedsFilterLetter(b *testing.B) {
	a, p := manyFeeds(b)
	for b.Loop() {
		for _, words := range []string{"n", "nu", "num", "num 1", "num 12", ""} {
			p.filter(words)
			a.view()
		}
	}
}

func BenchmarkFeedsChange(b *testing.B) {
	a, p := manyFeeds(b)
	for b.Loop() {
		p.change(2500, func(f *store.Subscription) { f.Paused = !f.Paused })
		a.view()
	}
}
