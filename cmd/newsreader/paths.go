package main

import (
	"fmt"
	"path/filepath"
)

// storePath returns where the articles are kept: the flag, else the
// environment, else the configuration, else the XDG data folder (also on
// macOS, where people who use terminals ask for it).
func (e environment) storePath(flag, configured string) (string, error) {
	for _, path := range []string{flag, e.getenv("NEWSREADER_STORE"), configured} {
		if path != "" {
			return e.expandHome(path)
		}
	}
	return e.xdg("XDG_DATA_HOME", ".local/share", "news.db")
}

// configPath returns where the configuration is read from, and whether the
// person named it, in which case it has to exist.
func (e environment) configPath(flag string) (path string, named bool, err error) {
	for _, path := range []string{flag, e.getenv("NEWSREADER_CONFIG")} {
		if path != "" {
			path, err = e.expandHome(path)
			return path, true, err
		}
	}
	path, err = e.xdg("XDG_CONFIG_HOME", ".config", "config.toml")
	return path, false, err
}

// crashPath returns where the log of a crash is written.
func (e environment) crashPath() (string, error) {
	return e.xdg("XDG_STATE_HOME", ".local/state", "crash.log")
}

// xdg returns a file of ours in one of the XDG base folders. A relative value
// of the variable is ignored, as the specification demands.
func (e environment) xdg(variable, fallback, file string) (string, error) {
	if base := e.getenv(variable); filepath.IsAbs(base) {
		return filepath.Join(base, "newsreader", file), nil
	}
	home, err := e.home()
	if err != nil {
		return "", fmt.Errorf("finding your home folder (is $HOME set?): %w", err)
	}
	return filepath.Join(home, fallback, "newsreader", file), nil
}

// expandHome replaces a leading "~/", which a shell leaves alone in
// `--store=~/news.db` and in configuration files.
func (e environment) expandHome(path string) (string, error) {
	if len(path) < 2 || path[:2] != "~/" {
		return path, nil
	}
	home, err := e.home()
	if err != nil {
		return "", fmt.Errorf("finding your home folder (is $HOME set?): %w", err)
	}
	return filepath.Join(home, path[2:]), nil
}
