package main

import (
	"context"
	"errors"

	"newsreader/store"
	"newsreader/store/refresh"
	"newsreader/ui"
)

// refreshInApp fetches feeds for the screens. What fails is shown on the feed
// itself, so it is no error here.
func (p *program) refreshInApp(s *store.Store) func(context.Context, []store.FeedID, func(ui.RefreshProgress)) (ui.RefreshProgress, error) {
	return func(ctx context.Context, only []store.FeedID, report func(ui.RefreshProgress)) (ui.RefreshProgress, error) {
		g, err := p.fetcher()
		if err != nil {
			return ui.RefreshProgress{}, err
		}
		o := p.feedOptions()
		o.Force = only != nil // the person points at it
		o.Progress = func(r refresh.FeedReport) { report(toProgress(r)) }
		r, err := refresh.Feeds(ctx, s, g, only, o)
		if err == nil {
			p.exchangeAlong(ctx, s, true)
		}
		return toProgress(r), err
	}
}

func toProgress(r refresh.FeedReport) ui.RefreshProgress {
	return ui.RefreshProgress{Total: r.Total, Done: r.Done, Failed: r.Failed, Waiting: r.Waiting, Added: r.Added}
}

// addInApp follows what a person typed on the screen.
func (p *program) addInApp(s *store.Store) func(context.Context, string) (store.Subscription, []ui.FeedChoice, error) {
	return func(ctx context.Context, typed string) (store.Subscription, []ui.FeedChoice, error) {
		g, err := p.fetcher()
		if err != nil {
			return store.Subscription{}, nil, err
		}
		added, err := refresh.Add(ctx, s, g, p.address(typed), p.feedOptions())
		var choice *refresh.ChoiceError
		if !errors.As(err, &choice) {
			return added, nil, err
		}
		var choices []ui.FeedChoice
		for _, f := range choice.Feeds {
			choices = append(choices, ui.FeedChoice{Title: f.Title, URL: f.URL})
		}
		return added, choices, nil
	}
}
