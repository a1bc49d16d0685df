package main

import (
	"os"
	"path/filepath"
	"testing"
)

// What the reader remembers comes back, and a damaged file is no obstacle.
func TestState(t *testing.T) {
	home := t.TempDir()
	p := &program{environment: environment{home: func() (string, error) { return home, nil }}}
	if got := p.loadState(); got != (lastState{}) {
		t.Errorf("without a file: %+v", got)
	}
	for _, want := range []lastState{{Stories: true}, {}} {
		if err := p.saveState(want); err != nil {
			t.Fatal(err)
		}
		if got := p.loadState(); got != want {
			t.Errorf("%+v came back as %+v", want, got)
		}
	}
	path, err := p.statePath()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(`{"stories":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := p.loadState(); got != (lastState{}) {
		t.Errorf("of a damaged file: %+v", got)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
