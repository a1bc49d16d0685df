package main

import (
	"context"
	"errors"
	"fmt"

	"newsreader/store"
)

// eachID does something with each article that an argument names. An
// argument that names none, or several, is told and the others go on.
func (p *program) eachID(ctx context.Context, s *store.Store, args []string, do func(store.ID) error) error {
	failed := false
	for _, arg := range args {
		id, err := s.Resolve(ctx, arg)
		if err == nil {
			err = do(id)
		}
		if err == nil {
			continue
		}
		if !p.tellID(ctx, s, arg, err) {
			return err
		}
		failed = true
	}
	if failed {
		return errReported
	}
	return nil
}

// tellID says what is wrong with an ID; false if err is about something else.
func (p *program) tellID(ctx context.Context, s *store.Store, arg string, err error) bool {
	var several *store.AmbiguousError
	switch {
	case errors.As(err, &several):
		fmt.Fprintf(p.stderr, "newsreader: %s begins the IDs of several articles; type more of it:\n", quote(arg))
		rows, err := p.rows(ctx, s, several.Candidates)
		if err != nil {
			return false
		}
		for _, r := range rows {
			fmt.Fprintf(p.stderr, "  %s  %s\n", r.id, r.title)
		}
	case errors.Is(err, store.ErrNotFound):
		fmt.Fprintf(p.stderr, "newsreader: no article has an ID that begins with %s\n", quote(arg))
	default:
		return false
	}
	return true
}
