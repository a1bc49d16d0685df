package uitest

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"newsreader/store"
)

// Store is a real store whose calls can be slowed down or made to fail.
type Store struct {
	*store.Store

	mu    sync.Mutex
	wait  map[string]time.Duration
	fails map[string]error
	calls map[string]int
	told  bool // see Tell
}

// NewStore opens a store in a folder of the test's and puts articles in it.
func NewStore(t testing.TB, articles []store.Incoming) *Store {
	t.Helper()
	s, err := store.Open(store.Options{Path: filepath.Join(t.TempDir(), "news.db"), Now: func() time.Time { return Now }})
	if err != nil {
		t.Fatal(err)
	}
	w := &Store{Store: s, wait: map[string]time.Duration{}, fails: map[string]error{}, calls: map[string]int{}}
	w.Add(t, articles)
	return w
}

// Add puts articles in the store, as another program would.
func (s *Store) Add(t testing.TB, articles []store.Incoming) {
	t.Helper()
	for len(articles) > 0 {
		n := min(len(articles), 5000)
		if _, err := s.Store.Put(context.Background(), articles[:n]); err != nil {
			t.Fatal(err)
		}
		articles = articles[n:]
	}
}

// Slow makes calls of a method take so long, unless they are cancelled.
func (s *Store) Slow(method string, d time.Duration) { s.set(func() { s.wait[method] = d }) }

// Fail makes calls of a method fail; nil makes them work again.
func (s *Store) Fail(method string, err error) { s.set(func() { s.fails[method] = err }) }

// Calls is how often a method was called.
func (s *Store) Calls(method string) (n int) {
	s.set(func() { n = s.calls[method] })
	return n
}

func (s *Store) isTold() (told bool) {
	s.set(func() { told = s.told })
	return told
}

func (s *Store) set(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

// call is the way into a method: count, wait, fail.
func (s *Store) call(ctx context.Context, method string) error {
	s.mu.Lock()
	s.calls[method]++
	wait, err := s.wait[method], s.fails[method]
	s.mu.Unlock()
	if wait > 0 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return err
}

// Window is store.Store's, slowed down or failing.
func (s *Store) Window(ctx context.Context, v store.View, at store.At, n int) (store.Window, error) {
	if err := s.call(ctx, "Window"); err != nil {
		return store.Window{}, err
	}
	return s.Store.Window(ctx, v, at, n)
}

// Next is store.Store's, slowed down or failing.
func (s *Store) Next(ctx context.Context, v store.View, from store.ID, step int, unread bool) (store.Article, int, bool, error) {
	if err := s.call(ctx, "Next"); err != nil {
		return store.Article{}, 0, false, err
	}
	return s.Store.Next(ctx, v, from, step, unread)
}

// Article is store.Store's, slowed down or failing.
func (s *Store) Article(ctx context.Context, id store.ID) (store.Article, store.Text, error) {
	if err := s.call(ctx, "Article"); err != nil {
		return store.Article{}, store.Text{}, err
	}
	return s.Store.Article(ctx, id)
}

// Related is store.Store's, slowed down or failing.
func (s *Store) Related(ctx context.Context, id store.ID) ([]store.Related, error) {
	if err := s.call(ctx, "Related"); err != nil {
		return nil, err
	}
	if s.isTold() {
		return s.tellRelated(ctx, id)
	}
	return s.Store.Related(ctx, id)
}

// Search is store.Store's, slowed down or failing. A wait under the query's
// own name slows down that search only.
func (s *Store) Search(ctx context.Context, v store.View, q store.Query) (*store.Result, error) {
	if err := s.call(ctx, "Search "+q.Text); err != nil {
		return nil, err
	}
	if err := s.call(ctx, "Search"); err != nil {
		return nil, err
	}
	return s.Store.Search(ctx, v, q)
}

// More is store.Store's, slowed down or failing.
func (s *Store) More(ctx context.Context, r *store.Result, enough int) (*store.Result, error) {
	if err := s.call(ctx, "More"); err != nil {
		return nil, err
	}
	return s.Store.More(ctx, r, enough)
}

// Snippets is store.Store's, slowed down or failing.
func (s *Store) Snippets(ctx context.Context, r *store.Result, ids []store.ID) ([]store.Snippet, error) {
	if err := s.call(ctx, "Snippets"); err != nil {
		return nil, err
	}
	return s.Store.Snippets(ctx, r, ids)
}

// Story is store.Store's, slowed down or failing.
func (s *Store) Story(ctx context.Context, id store.StoryID) (store.Story, []store.StoryArticle, error) {
	if err := s.call(ctx, "Story"); err != nil {
		return store.Story{}, nil, err
	}
	return s.Store.Story(ctx, id)
}

// ReadBefore is store.Store's, slowed down or failing.
func (s *Store) ReadBefore(ctx context.Context, id store.ID) ([]store.Span, error) {
	if err := s.call(ctx, "ReadBefore"); err != nil {
		return nil, err
	}
	if s.isTold() {
		return s.tellReadBefore(ctx, id)
	}
	return s.Store.ReadBefore(ctx, id)
}

// Mark is store.Store's, slowed down or failing.
func (s *Store) Revised(ctx context.Context, id store.ID) (string, bool, error) {
	if err := s.call(ctx, "Revised"); err != nil {
		return "", false, err
	}
	return s.Store.Revised(ctx, id)
}

func (s *Store) Mark(ctx context.Context, a store.Action, ids ...store.ID) (store.Change, error) {
	if err := s.call(ctx, "Mark"); err != nil {
		return store.Change{}, err
	}
	return s.Store.Mark(ctx, a, ids...)
}

// MarkView is store.Store's, slowed down or failing.
func (s *Store) MarkView(ctx context.Context, a store.Action, v store.View) (store.Change, error) {
	if err := s.call(ctx, "MarkView"); err != nil {
		return store.Change{}, err
	}
	return s.Store.MarkView(ctx, a, v)
}

// Feeds is store.Store's, slowed down or failing.
func (s *Store) Feeds(ctx context.Context) ([]store.Subscription, error) {
	if err := s.call(ctx, "Feeds"); err != nil {
		return nil, err
	}
	return s.Store.Feeds(ctx)
}

// ChangeFeed is store.Store's, slowed down or failing.
func (s *Store) ChangeFeed(ctx context.Context, id store.FeedID, fn func(*store.Subscription)) (store.Change, error) {
	if err := s.call(ctx, "ChangeFeed"); err != nil {
		return store.Change{}, err
	}
	return s.Store.ChangeFeed(ctx, id, fn)
}

// RemoveFeeds is store.Store's, slowed down or failing.
func (s *Store) RemoveFeeds(ctx context.Context, ids ...store.FeedID) (store.Change, error) {
	if err := s.call(ctx, "RemoveFeeds"); err != nil {
		return store.Change{}, err
	}
	return s.Store.RemoveFeeds(ctx, ids...)
}

// Tagged is store.Store's, slowed down or failing.
func (s *Store) Tagged(ctx context.Context, v store.View, tag string) (*store.Result, error) {
	if err := s.call(ctx, "Tagged"); err != nil {
		return nil, err
	}
	return s.Store.Tagged(ctx, v, tag)
}
