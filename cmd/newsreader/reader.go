package main

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"newsreader/store"
	"newsreader/ui"
)

// reader is newsreader without a command: the app, or the list when nobody
// sits in front of the output.
func (p *program) reader(ctx context.Context) error {
	s, err := p.store()
	if err != nil {
		return err
	}
	_, onTerminal := p.terminal(p.stdout)
	_, keyboard := p.terminal(p.stdin)
	if !onTerminal || !keyboard || p.dumb() || p.flags.json {
		return p.list(ctx, s, new(listFlags), nil)
	}
	return p.app(ctx, s)
}

// app runs the screens until the person leaves.
func (p *program) app(ctx context.Context, s *store.Store) error {
	settings, err := p.config()
	if err != nil {
		return err
	}
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
		Keys:      settings.Keys,
		Open:      func(_ context.Context, url string) error { return p.openInBrowser(url) },
		Version:   version(),
	}
	err = p.onScreen(func() error {
		return ui.Run(ctx, options, tea.WithInput(newKeyboard(p.stdin)), tea.WithOutput(p.stdout), tea.WithEnvironment(p.environ))
	})
	if ctx.Err() != nil && !errors.Is(err, errCrashed) {
		return nil // asked to end by a signal, and ended
	}
	return err
}
