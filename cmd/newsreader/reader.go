package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	tea "charm.land/bubbletea/v2"

	"newsreader/seeds"
	"newsreader/store"
	"newsreader/store/refresh"
	"newsreader/ui"
)

// reader is newsreader without a command: the app, or the list when nobody
// sits in front of the output.
func (p *program) reader(ctx context.Context) error {
	s, err := p.store()
	if err != nil {
		return err
	}
	if err := p.sow(ctx, s); err != nil {
		return err
	}
	_, onTerminal := p.terminal(p.stdout)
	_, keyboard := p.terminal(p.stdin)
	if !onTerminal || !keyboard || p.dumb() || p.flags.json {
		return p.list(ctx, s, new(listFlags), nil)
	}
	return p.app(ctx, s)
}

// sow takes the embedded documents into an empty store, so that whoever
// starts newsreader for the first time has something to read.
func (p *program) sow(ctx context.Context, s *store.Store) error {
	counts, err := s.Counts(ctx)
	if err != nil || counts.Articles > 0 || s.ReadOnly() {
		return err
	}
	if feeds, err := s.Feeds(ctx); err != nil || len(feeds) > 0 {
		return err // their news is on its way
	}
	report, err := refresh.Import(ctx, s, seedDocuments(), refresh.Options{Now: p.now()})
	if err != nil {
		return err
	}
	for _, f := range report.Failures { // a test parses each seed: this can't be
		fmt.Fprintf(p.stderr, "%s: %s\n", fileName(f.File), oneLine(f.Reason))
	}
	return ctx.Err()
}

func seedDocuments() iter.Seq[refresh.Source] {
	return func(yield func(refresh.Source) bool) {
		for _, d := range seeds.Documents() {
			source := refresh.Source{Name: d.Name, Modified: d.Saved, Open: func() (io.ReadCloser, error) {
				return io.NopCloser(bytes.NewReader(d.Data)), nil
			}}
			if !yield(source) {
				return
			}
		}
	}
}

// app runs the screens until the person leaves.
func (p *program) app(ctx context.Context, s *store.Store) error {
	settings, err := p.config()
	if err != nil {
		return err
	}
	last := p.loadState()
	options := ui.Options{
		Store:     s,
		Now:       p.now,
		Location:  p.now().Location(),
		Theme:     ui.Theme(settings.Theme),
		NoColor:   p.plain(p.stdout),
		ASCII:     !p.utf8(),
		NoMouse:   !settings.Mouse,
		MarkOn:    ui.MarkOn(settings.MarkRead),
		StartView: ui.StartView(settings.Start),
		Stories:   last.Stories,
		Keys:      settings.Keys,
		Open:      func(_ context.Context, url string) error { return p.openInBrowser(url) },
		Refresh:   p.refreshInApp(s),
		AddFeed:   p.addInApp(s),
		Version:   version(),
	}
	if settings.Stories != nil {
		options.Stories = *settings.Stories
	}
	// Where the state can't be kept, the choice holds until the reader is left.
	options.SaveStories = func(on bool) { _ = p.saveState(lastState{Stories: on}) }
	err = p.onScreen(func() error {
		defer inBackground(ctx, func(ctx context.Context) { _ = s.IndexBacklog(ctx, nil) })()
		defer inBackground(ctx, func(ctx context.Context) { p.exchangeAlong(ctx, s, true) })()
		return p.show(ctx, options)
	})
	p.exchangeAlong(context.WithoutCancel(ctx), s, false)
	if !s.ReadOnly() {
		err = errors.Join(err, s.Visited(context.WithoutCancel(ctx)))
	}
	return err
}

// inBackground starts work, and returns what ends it and waits for its end.
func inBackground(ctx context.Context, work func(context.Context)) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		work(ctx)
	}()
	return func() {
		cancel()
		<-done
	}
}

// show runs the app until it ends. A signal, which ends ctx, asks it to quit
// as the key does, so that it writes what is on its way and the terminal's
// input is given back in order: Bubble Tea kills the app when its context
// ends, and its own handler of signals can hang then.
func (p *program) show(ctx context.Context, options ui.Options) error {
	app, err := ui.New(context.WithoutCancel(ctx), options, tea.WithInput(newKeyboard(p.stdin)),
		tea.WithOutput(p.stdout), tea.WithEnvironment(p.environ), tea.WithoutSignalHandler())
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { app.Send(tea.QuitMsg{}) })
	defer stop()
	return app.Run()
}
