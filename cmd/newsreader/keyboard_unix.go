//go:build unix

package main

import (
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// A terminal sends the escape key as the byte that begins its other sequences,
// too, so a program must wait to see which it is. Bubble Tea waits 50 ms,
// which makes esc, the key to go back, the slowest of all. Terminals write a
// sequence in one piece, and ssh and tmux pass it on so: what hasn't followed
// within escapeWait is not coming.
const escapeWait = 5 * time.Millisecond

// escapeKey is the escape key as terminals with the Kitty keyboard protocol
// send it, which leaves no doubt.
const escapeKey = "[27u" // after the escape byte

// keyboard is a terminal's input in which a lone escape byte is spelled out.
type keyboard struct{ *os.File }

// newKeyboard returns the reader for Bubble Tea's input.
func newKeyboard(stdin io.Reader) io.Reader {
	if f, ok := stdin.(*os.File); ok {
		return keyboard{f}
	}
	return stdin
}

func (k keyboard) Read(p []byte) (int, error) {
	n, err := k.File.Read(p)
	if err == nil && loneEscape(p[:n]) && n+len(escapeKey) <= len(p) && !k.waiting(escapeWait) {
		n += copy(p[n:], escapeKey)
	}
	return n, err
}

// loneEscape tells whether input ends in an escape byte that nothing follows.
// Two of them are alt+escape already.
func loneEscape(p []byte) bool {
	n := len(p)
	return n > 0 && p[n-1] == '\x1b' && (n == 1 || p[n-2] != '\x1b')
}

// waiting tells whether more input comes within a time.
func (k keyboard) waiting(atMost time.Duration) bool {
	fds := []unix.PollFd{{Fd: int32(k.Fd()), Events: unix.POLLIN}}
	n, err := unix.Poll(fds, int(atMost.Milliseconds()))
	return n > 0 || err != nil
}
