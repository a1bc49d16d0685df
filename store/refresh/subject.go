package refresh

import (
	"slices"

	"newsreader/store"
)

// subject is a feed to fetch, for all subscriptions that have its URL. A feed
// may move to where another one is followed; then its server is asked once,
// and both get what it answers. None is taken away, since a redirect proves
// nothing: each keeps its name, its tags and its articles, and the person may
// remove either.
type subject struct {
	store.Subscription
	ids []store.FeedID
}

// join makes a subject that of a further subscription. What a person typed
// for one of them, and the text that one of them is to have in full, holds
// for it.
func (s *subject) join(f *store.Subscription) {
	s.ids = append(s.ids, f.ID)
	s.Named = s.Named && f.Named
	s.FullText = s.FullText || f.FullText
}

// due chooses the feeds to fetch.
func (r *refresher) due(all []store.Subscription, only []store.FeedID) (due []subject) {
	at := map[string]int{} // by URL
	chosen := make([]bool, len(all))
	for i, f := range all {
		if only != nil && !slices.Contains(only, f.ID) {
			continue
		}
		if !r.options.Force && (f.Paused || f.Fetch.Gone || f.Fetch.Next.After(r.options.Now())) {
			r.report.Waiting++
			if only != nil {
				r.report.Held = append(r.report.Held, f)
			}
			continue
		}
		chosen[i] = true
		if _, twin := at[f.URL]; !twin {
			at[f.URL] = len(due)
			due = append(due, subject{Subscription: f})
		}
	}
	for i := range all {
		if n, ok := at[all[i].URL]; ok && (chosen[i] || !all[i].Paused) {
			due[n].join(&all[i])
		}
	}
	return due
}
