//go:build unix

package main

import (
	"io"
	"os"
	"testing"
)

func TestEscapeIsSpelledOut(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"the key alone", "\x1b", "\x1b[27u"},
		{"after another key", "j\x1b", "j\x1b[27u"},
		{"an arrow", "\x1b[A", "\x1b[A"},
		{"alt and a key", "\x1bj", "\x1bj"},
		{"alt+escape", "\x1b\x1b", "\x1b\x1b"},
		{"no key", "j", "j"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, w := pipe(t)
			if _, err := io.WriteString(w, c.typed); err != nil {
				t.Fatal(err)
			}
			b := make([]byte, 100)
			n, err := newKeyboard(in).Read(b)
			if err != nil || string(b[:n]) != c.want {
				t.Errorf("%q, %v; want %q", b[:n], err, c.want)
			}
		})
	}
}

// A sequence that is read in two pieces stays whole.
func TestEscapeSequenceInPieces(t *testing.T) {
	in, w := pipe(t)
	if _, err := io.WriteString(w, "\x1b[A"); err != nil {
		t.Fatal(err)
	}
	piece := make([]byte, 1)
	if n, err := newKeyboard(in).Read(piece); n != 1 || err != nil || piece[0] != '\x1b' {
		t.Errorf("%q, %v", piece[:n], err)
	}
}

func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(); w.Close() })
	return r, w
}
