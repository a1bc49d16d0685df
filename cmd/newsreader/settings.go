package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"newsreader/ui"
)

// config is what the configuration file holds; config.toml explains it.
type config struct {
	Store    string            `toml:"store"`
	Start    string            `toml:"start"`
	MarkRead string            `toml:"mark_read"`
	Theme    string            `toml:"theme"`
	Stories  *bool             `toml:"stories"` // nil: as they were left
	Mouse    bool              `toml:"mouse"`
	Browser  []string          `toml:"browser"`
	Sync     string            `toml:"sync"`
	Keys     map[string]string `toml:"keys"`
	Logins   map[string]struct {
		User     string `toml:"user"`
		Password string `toml:"password"`
	} `toml:"logins"`
}

// check returns the first setting whose value means nothing.
func (c *config) check() (toml.Key, error) {
	for _, choice := range []struct {
		key, value string
		allowed    []string
	}{
		{"start", c.Start, []string{string(ui.StartAuto), string(ui.StartUnread), string(ui.StartAll), string(ui.StartStarred)}},
		{"mark_read", c.MarkRead, []string{string(ui.MarkOnOpen), string(ui.MarkAtEnd), string(ui.MarkNever)}},
		{"theme", c.Theme, []string{string(ui.ThemeAuto), string(ui.ThemeDark), string(ui.ThemeLight)}},
	} {
		if !slices.Contains(choice.allowed, choice.value) {
			return toml.Key{choice.key}, fmt.Errorf("%s is not one of %s", quote(choice.value), strings.Join(choice.allowed, ", "))
		}
	}
	if len(c.Browser) > 0 && c.Browser[0] == "" {
		return toml.Key{"browser"}, errors.New("the command has no name")
	}
	if err := ui.CheckKeys(c.Keys); err != nil {
		return toml.Key{"keys"}, err
	}
	return nil, nil
}
