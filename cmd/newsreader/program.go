package main

import (
	"context"
	"errors"
	"io"

	"newsreader/store"
)

// program is one run of the program: its surroundings, what the command line
// said, and what the commands share. The store and the configuration are read
// when a command first needs them, so that `newsreader man` works without.
type program struct {
	environment
	flags struct {
		store, config string
		json, noColor bool
	}
	failure error // of the command that ran

	settings *config
	opened   *store.Store
}

// errReported marks a failure that was told already, file by file or ID by
// ID, while the rest was done.
var errReported = errors.New("some of it failed")

// config returns the configuration, reading it when first asked.
func (p *program) config() (*config, error) {
	if p.settings != nil {
		return p.settings, nil
	}
	c, err := p.loadConfig()
	if err != nil {
		return nil, err
	}
	p.settings = c
	return c, nil
}

// storeFile returns the path of the store in use.
func (p *program) storeFile() (string, error) {
	c, err := p.config()
	if err != nil {
		return "", err
	}
	return p.storePath(p.flags.store, c.Store)
}

// store opens the store when first asked.
func (p *program) store() (*store.Store, error) {
	if p.opened != nil {
		return p.opened, nil
	}
	path, err := p.storeFile()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(store.Options{Path: path, Now: p.now})
	if err != nil {
		return nil, err
	}
	p.opened = s
	return s, nil
}

// close ends what the run opened. The store keeps nothing to be written.
func (p *program) close() {
	if p.opened != nil {
		_ = p.opened.Close()
	}
}

// plain tells whether to print without colours to a stream.
func (p *program) plain(stream io.Writer) bool {
	_, ok := p.terminal(stream)
	return !ok || p.flags.noColor || p.getenv("NO_COLOR") != "" || p.dumb()
}

// withStore runs do with the store.
func (p *program) withStore(do func(ctx context.Context, s *store.Store, args []string) error) func(context.Context, []string) error {
	return func(ctx context.Context, args []string) error {
		s, err := p.store()
		if err != nil {
			return err
		}
		return do(ctx, s, args)
	}
}
