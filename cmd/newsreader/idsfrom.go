package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"newsreader/store"
)

// withIDs runs do with the store and with arguments that are IDs; for - stand
// those that the standard input holds.
func (p *program) withIDs(do func(ctx context.Context, s *store.Store, ids []string) error) func(context.Context, []string) error {
	return p.withStore(func(ctx context.Context, s *store.Store, args []string) error {
		ids, err := p.ids(args)
		if err != nil {
			return err
		}
		return do(ctx, s, ids)
	})
}

func (p *program) ids(args []string) (ids []string, err error) {
	for _, arg := range args {
		if arg != "-" {
			ids = append(ids, arg)
			continue
		}
		read, err := idsFrom(p.stdin)
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		ids = append(ids, read...)
	}
	return ids, nil
}

// idsFrom reads what commands print: the first word of each line is an ID, and
// so is what JSON lines call so.
func idsFrom(r io.Reader) (ids []string, err error) {
	lines := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := lines.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		id, wrong := idOf(strings.TrimSpace(line))
		switch {
		case wrong != nil:
			return nil, fmt.Errorf("line %d: %w", n, wrong)
		case id != "":
			ids = append(ids, id)
		}
		if err != nil {
			return ids, nil
		}
	}
}

// idOf returns the ID in a line, "" if the line is empty.
func idOf(line string) (string, error) {
	if !strings.HasPrefix(line, "{") {
		id, _, _ := strings.Cut(line, "\t")
		id, _, _ = strings.Cut(id, " ")
		return id, nil
	}
	var object struct{ ID, Story string } // a story has only the second
	if err := json.Unmarshal([]byte(line), &object); err != nil {
		return "", errors.New("it is not JSON")
	}
	if object.ID == "" {
		object.ID = object.Story
	}
	if object.ID == "" {
		return "", errors.New("it has no id")
	}
	return object.ID, nil
}
