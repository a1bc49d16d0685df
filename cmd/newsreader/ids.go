package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"newsreader/store"
)

// argBatch is how many arguments are worked on before their results are
// printed. It bounds memory, and lets those who wait to write in between.
const argBatch = 64

// eachArg prints something for each argument, in their order, with between
// from the second on. Several are worked on at once: the file is open as long
// as any of them reads, and opening it takes longer than most of them. An
// argument that names nothing, or several articles, is told and the others go
// on.
func (p *program) eachArg(ctx context.Context, s *store.Store, out *output, args []string, between string,
	do func(out *output, arg string) error) error {
	failed, printed := false, 0
	for batch := range slices.Chunk(args, argBatch) {
		for i, r := range atOnce(out, batch, do) {
			switch {
			case r.err != nil && !p.tellID(ctx, s, batch[i], r.err):
				return r.err
			case r.err != nil:
				failed = true
				continue
			}
			if printed++; printed > 1 {
				fmt.Fprint(out, between)
			}
			if _, err := r.text.WriteTo(out); err != nil {
				return err
			}
		}
	}
	if failed {
		return errReported
	}
	return nil
}

// result is what became of one argument.
type result struct {
	text bytes.Buffer
	err  error
}

// atOnce works on arguments side by side and returns the results in order.
func atOnce(out *output, args []string, do func(out *output, arg string) error) []result {
	results := make([]result, len(args))
	sideBySide(len(args), func(i int) {
		own := *out
		own.Writer = bufio.NewWriter(&results[i].text)
		results[i].err = finish(&own, do(&own, args[i]))
	})
	return results
}

// resolve returns the articles that arguments name. What is wrong with the
// others is told, and then the error is errReported.
func (p *program) resolve(ctx context.Context, s *store.Store, args []string, named func(arg string) ([]store.ID, error)) (ids []store.ID, err error) {
	for _, arg := range args {
		found, wrong := named(arg)
		switch {
		case wrong == nil:
			ids = append(ids, found...)
		case p.tellID(ctx, s, arg, wrong):
			err = errReported
		default:
			return nil, wrong
		}
	}
	return ids, err
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
	case errors.Is(err, store.ErrNoStory):
		fmt.Fprintf(p.stderr, "newsreader: there is no story %s\n", quote(arg))
	case errors.Is(err, store.ErrNotFound):
		fmt.Fprintf(p.stderr, "newsreader: no article has an ID that begins with %s\n", quote(arg))
	default:
		return false
	}
	return true
}
