package main

import (
	"context"
	"fmt"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"
)

func configCommand(p *program) *cobra.Command {
	defaults := false
	c := &cobra.Command{
		Use:   "config",
		Short: "Print the settings in use, or the defaults with comments",
		Long: "Prints the settings in use and where they were read. With --default it prints a\n" +
			"configuration file that holds every setting as it comes, with comments.",
		Example: "newsreader config\nnewsreader config --default > ~/.config/newsreader/config.toml",
		Args:    alone,
	}
	c.Flags().BoolVar(&defaults, "default", false, "print the commented defaults")
	p.does(c, func(context.Context, []string) error {
		if defaults {
			_, err := fmt.Fprint(p.stdout, defaultConfig)
			return err
		}
		return p.printConfig()
	})
	return c
}

// configJSON is what `config --json` prints.
type configJSON struct {
	File     string            `json:"file"`
	Store    string            `json:"store"`
	Start    string            `json:"start"`
	MarkRead string            `json:"mark_read"`
	Theme    string            `json:"theme"`
	Stories  *bool             `json:"stories,omitempty"`
	Mouse    bool              `json:"mouse"`
	Browser  []string          `json:"browser"`
	Keys     map[string]string `json:"keys"`
	Sync     string            `json:"sync"`
}

// printConfig prints the settings as they are in force: with what the flags
// and the environment say of the store.
func (p *program) printConfig() error {
	settings, err := p.config()
	if err != nil {
		return err
	}
	path, _, err := p.configPath(p.flags.config)
	if err != nil {
		return err
	}
	c := *settings
	if c.Store, err = p.storeFile(); err != nil {
		return err
	}
	if p.flags.json {
		return printJSON(p.stdout, configJSON{
			File: path, Store: c.Store, Start: c.Start, MarkRead: c.MarkRead,
			Theme: c.Theme, Stories: c.Stories, Mouse: c.Mouse, Browser: c.Browser, Keys: c.Keys, Sync: c.Sync,
		})
	}
	fmt.Fprintf(p.stdout, "# The settings in use. File: %s\n", oneLine(path))
	return toml.NewEncoder(p.stdout).Encode(c)
}
