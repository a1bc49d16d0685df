package main

import (
	"context"
	"errors"
	"iter"

	"newsreader/store"
)

// printRecords prints articles as JSON lines, with their texts.
func (p *program) printRecords(ctx context.Context, s *store.Store, out *output, all iter.Seq2[store.Article, error]) (int, error) {
	printed := 0
	for a, err := range all {
		if err != nil {
			return printed, err
		}
		// Read again with the text, for state and text of one moment.
		a, text, err := s.Article(ctx, a.ID)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return printed, err
		}
		if err := printJSON(out, record(a, text)); err != nil {
			return printed, err
		}
		printed++
	}
	return printed, nil
}
