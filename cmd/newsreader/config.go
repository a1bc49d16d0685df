package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/BurntSushi/toml"
)

// defaultConfig is the configuration with its default values and a comment
// on each; `newsreader config` prints it.
//
//go:embed config.toml
var defaultConfig string

// loadConfig reads the configuration file over the defaults. A file that the
// person didn't name may be missing.
func (p *program) loadConfig() (*config, error) {
	c := new(config)
	if err := decodeConfig(defaultConfig, c); err != nil {
		return nil, fmt.Errorf("reading the built-in configuration: %w", err)
	}
	path, named, err := p.configPath(p.flags.config)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return c, nil
	case err != nil:
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	if err := decodeConfig(string(text), c); err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	return c, nil
}

// decodeConfig reads text over c. Its errors begin with a line number. A key
// that means nothing is an error: a setting that is silently ignored, such as
// one misspelt, costs more time than it saves.
func decodeConfig(text string, c *config) error {
	meta, err := toml.Decode(text, c)
	var syntax toml.ParseError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("%d: %s", syntax.Position.Line, syntax.Message)
	case err != nil:
		return fmt.Errorf("%d: %s", lineInMessage(err), strings.TrimPrefix(err.Error(), "toml: "))
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		key := unknown[0]
		return fmt.Errorf("%d: there is no setting %s", lineOf(text, key), quote(key.String()))
	}
	if key, err := c.check(); err != nil {
		return fmt.Errorf("%d: %s: %w", lineOf(text, key), key, err)
	}
	return nil
}

// lineInMessage finds the line in an error of toml that carries it only in
// its words, such as a value of the wrong type.
func lineInMessage(err error) int {
	var line int
	_, _ = fmt.Sscanf(err.Error(), "toml: line %d", &line) // 0 if it names none
	return line
}

// lineOf finds the line of a key, because toml tells only that it was
// there. It returns 0 if the key is written in a way it doesn't know.
func lineOf(text string, key toml.Key) int {
	table, name := "", ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if header, ok := strings.CutPrefix(line, "["); ok {
			table, _, _ = strings.Cut(header, "]")
			name = table
		} else {
			name, _, _ = strings.Cut(line, "=")
			name = strings.Trim(strings.TrimSpace(name), `"'`)
			if table != "" {
				name = table + "." + name
			}
		}
		if name == strings.Join(key, ".") {
			return i + 1
		}
	}
	return 0
}
