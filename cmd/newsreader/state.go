package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
)

// lastState is what the reader remembers by itself from one run to the next.
// It has a file of its own, because the configuration is the person's: no
// program writes there.
type lastState struct {
	Stories bool `json:"stories"` // lists show stories
}

// statePath returns where the state is kept.
func (e environment) statePath() (string, error) {
	return e.xdg("XDG_STATE_HOME", ".local/state", "state.json")
}

// loadState reads the state of the last run. Where there is none, or one that
// can't be read, the reader begins as it comes: this is no reason not to read
// the news.
func (p *program) loadState() (state lastState) {
	path, err := p.statePath()
	if err != nil {
		return lastState{}
	}
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &state) != nil {
		return lastState{}
	}
	return state
}

// saveState writes the state beside the old one and puts it in its place.
func (p *program) saveState(state lastState) error {
	path, err := p.statePath()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	text, err := json.Marshal(state)
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "state-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(append(text, '\n'))
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}
