package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// crashing is an app that panics, in a command or in View.
type crashing struct{ inView bool }

func (c crashing) Init() tea.Cmd {
	if c.inView {
		return nil
	}
	return func() tea.Msg { panic("on purpose") }
}

func (c crashing) Update(tea.Msg) (tea.Model, tea.Cmd) { return c, nil }

func (c crashing) View() tea.View {
	if c.inView {
		panic("on purpose")
	}
	return tea.NewView("")
}

func TestACrashIsLogged(t *testing.T) {
	var messages bytes.Buffer
	home := t.TempDir()
	p := &program{environment: environment{
		stderr: &messages,
		now:    func() time.Time { return noon },
		home:   func() (string, error) { return home, nil },
	}}
	log := filepath.Join(home, ".local/state/newsreader/crash.log")
	runs := map[string]func() error{
		"in a command": func() error {
			return p.onScreen(func() error {
				_, err := tea.NewProgram(crashing{}, tea.WithInput(nil), tea.WithOutput(io.Discard)).Run()
				return err
			})
		},
		"in View": func() error {
			return p.onScreen(func() error {
				_, err := tea.NewProgram(crashing{inView: true}, tea.WithInput(nil), tea.WithOutput(io.Discard)).Run()
				return err
			})
		},
		"outside the app": func() error { return p.guarded(func() error { panic("on purpose") }) },
		"beside it": func() error {
			return p.guarded(func() error {
				sideBySide(20, func(int) { panic("on purpose") })
				return nil
			})
		},
	}
	for name, run := range runs {
		t.Run(name, func(t *testing.T) {
			stderr := os.Stderr
			defer func() { os.Stderr = stderr }()
			err := run()
			if !errors.Is(err, errCrashed) || !strings.Contains(err.Error(), log) {
				t.Errorf("got %v", err)
			}
			text, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range []string{"on purpose", "crash_test.go", "2026-03-01"} {
				if !strings.Contains(string(text), part) {
					t.Errorf("no %q in the log:\n%s", part, text)
				}
			}
			if err := os.Remove(log); err != nil {
				t.Fatal(err)
			}
		})
	}
	if messages.Len() > 0 {
		t.Errorf("printed %q", messages.String())
	}
}

func TestNothingStaysOfARunWithoutACrash(t *testing.T) {
	home := t.TempDir()
	p := &program{environment: environment{now: time.Now, home: func() (string, error) { return home, nil }}}
	stderr := os.Stderr
	if err := p.onScreen(func() error { return io.EOF }); !errors.Is(err, io.EOF) {
		t.Errorf("got %v", err)
	}
	if os.Stderr != stderr {
		t.Error("the standard error is not given back")
	}
	if _, err := os.Stat(filepath.Join(home, ".local/state/newsreader/crash.log")); err == nil {
		t.Error("an empty log stays")
	}
}

func TestWithoutAPlaceForTheLog(t *testing.T) {
	var messages bytes.Buffer
	p := &program{environment: environment{
		stderr: &messages,
		now:    time.Now,
		home:   func() (string, error) { return "", errors.New("no home") },
	}}
	if err := p.guarded(func() error { panic("on purpose") }); !errors.Is(err, errCrashed) || !strings.Contains(messages.String(), "on purpose") {
		t.Errorf("got %v and %q", err, messages.String())
	}
}
