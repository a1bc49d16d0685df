package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"newsreader/store"
)

// printRecords prints articles as JSON lines, with their texts.
func (p *program) printRecords(ctx context.Context, s *store.Store, out *output, articles []store.Article) error {
	return eachWhole(ctx, s, articles, func(_ int, a store.Article, t store.Text) error {
		return printJSON(out, record(a, t))
	})
}

// eachWhole reads articles with their texts and does something with each, in
// their order. Those that are gone since the list was read are left out.
func eachWhole(ctx context.Context, s *store.Store, articles []store.Article, do func(i int, a store.Article, t store.Text) error) error {
	for i, f := range readWhole(ctx, s, articles) {
		switch {
		case errors.Is(f.err, store.ErrNotFound):
			continue
		case f.err != nil:
			return f.err
		}
		if err := do(i, f.article, f.text); err != nil {
			return err
		}
	}
	return nil
}

// fetched is an article with its text, both of one moment.
type fetched struct {
	article store.Article
	text    store.Text
	err     error
}

// readWhole reads articles with their texts, in their order.
func readWhole(ctx context.Context, s *store.Store, articles []store.Article) []fetched {
	out := make([]fetched, len(articles))
	sideBySide(len(articles), func(i int) {
		out[i].article, out[i].text, out[i].err = s.Article(ctx, articles[i].ID)
	})
	return out
}

// readers is how many questions the store is asked at once. Readers that
// overlap share the open file, and opening it is most of the work of reading
// one article: 100,000 articles one by one take 15 s.
const readers = 8

// sideBySide does something for each number below n, several at once. A panic
// goes on in the caller, with its own trace: there it finds the log.
func sideBySide(n int, do func(i int)) {
	var workers sync.WaitGroup
	var crash atomic.Pointer[string]
	for from := range min(readers, n) {
		workers.Go(func() {
			defer func() {
				if reason := recover(); reason != nil {
					trace := fmt.Sprintf("%v\n\n%s", reason, debug.Stack())
					crash.Store(&trace)
				}
			}()
			for i := from; i < n; i += readers {
				do(i)
			}
		})
	}
	workers.Wait()
	if trace := crash.Load(); trace != nil {
		panic(*trace)
	}
}
