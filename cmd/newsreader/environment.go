package main

import (
	"io"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
)

// environment is all that the program gets from outside. Nothing in this
// package reaches past it.
type environment struct {
	args           []string // without the program's name
	stdin          io.Reader
	stdout, stderr io.Writer
	environ        []string // "NAME=value", the last one of a name counts
	now            func() time.Time
	home           func() (string, error)

	// terminal tells whether a stream is a terminal, and how many cells wide.
	terminal func(stream any) (width int, ok bool)
}

// system is the environment of a real process.
func system() environment {
	return environment{
		args:     os.Args[1:],
		stdin:    os.Stdin,
		stdout:   os.Stdout,
		stderr:   os.Stderr,
		environ:  os.Environ(),
		now:      time.Now,
		home:     os.UserHomeDir,
		terminal: terminal,
	}
}

func terminal(stream any) (int, bool) {
	f, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return 0, false
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil || width <= 0 {
		width = 80 // a terminal that doesn't tell, such as a serial line
	}
	return width, true
}

// getenv returns the value of an environment variable, "" if it is not set.
func (e environment) getenv(name string) string {
	for i := len(e.environ) - 1; i >= 0; i-- {
		if n, v, _ := strings.Cut(e.environ[i], "="); n == name {
			return v
		}
	}
	return ""
}

// utf8 tells whether the locale can show characters beyond ASCII. No locale
// at all counts as one that can: containers and services have none, and
// terminals of today read UTF-8.
func (e environment) utf8() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := e.getenv(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return true
}

// dumb tells whether the terminal can do no more than print lines.
func (e environment) dumb() bool { return e.getenv("TERM") == "dumb" }
