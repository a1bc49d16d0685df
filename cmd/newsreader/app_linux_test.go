package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"golang.org/x/sys/unix"
)

// console is the real program on a real terminal of 100x30, with an emulator
// that keeps its screen. The few tests on it cover what the in-memory rig of
// the ui can't: the process, its signals and other processes beside it.
type console struct {
	t       *testing.T
	home    string
	command *exec.Cmd
	keys    *os.File
	ended   chan struct{} // closed when all that the program wrote was read

	mu     sync.Mutex // the emulator's own lock leaves out some of its methods
	screen *vt.Emulator
	raw    []byte
}

// openConsole starts newsreader on a terminal, with home as its home folder.
func openConsole(t *testing.T, home string) *console {
	t.Helper()
	ours, theirs := openTerminal(t)
	c := &console{t: t, home: home, keys: ours, ended: make(chan struct{}), screen: vt.NewEmulator(100, 30)}
	c.command = newsreader(t, home)
	c.command.Env = append(c.command.Env, "TERM=xterm-256color")
	c.command.Stdin, c.command.Stdout, c.command.Stderr = theirs, theirs, theirs
	c.command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.command.Start(); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	go func() { _, _ = io.Copy(ours, c.screen) }() // answers to what the program asks
	go c.read()
	t.Cleanup(func() { _ = c.command.Process.Kill() })
	return c
}

func (c *console) read() {
	defer close(c.ended)
	buffer := make([]byte, 4096)
	for {
		n, err := c.keys.Read(buffer)
		c.mu.Lock()
		c.raw = append(c.raw, buffer[:n]...)
		_, _ = c.screen.Write(buffer[:n])
		c.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func openTerminal(t *testing.T) (ours, theirs *os.File) {
	t.Helper()
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	t.Cleanup(func() { ours.Close() })
	fd := int(ours.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: 100, Row: 30})
	}
	if err == nil {
		theirs, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	return ours, theirs
}

// shown is the screen as text.
func (c *console) shown() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.screen.String()
}

// await waits until the screen shows a text.
func (c *console) await(text string) {
	c.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !strings.Contains(c.shown(), text); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			c.t.Fatalf("no %q on the screen:\n%s", text, c.shown())
		}
	}
}

func (c *console) press(keys string) {
	c.t.Helper()
	if _, err := c.keys.WriteString(keys); err != nil {
		c.t.Fatal(err)
	}
}

// left checks that the program ends, and gives the terminal back.
func (c *console) left() {
	c.t.Helper()
	done := make(chan error, 1)
	go func() { done <- c.command.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			c.t.Errorf("it ended with %v:\n%s", err, c.shown())
		}
	case <-time.After(20 * time.Second):
		c.t.Fatalf("it doesn't end:\n%s", c.shown())
	}
	select {
	case <-c.ended:
	case <-time.After(20 * time.Second):
		c.t.Fatalf("something still holds the terminal:\n%s", c.shown())
	}
	for _, restored := range []string{"\x1b[?1049l", "\x1b[?25h"} {
		if !c.wrote(restored) {
			c.t.Errorf("the terminal didn't get %q back", restored)
		}
	}
}

// wrote tells whether the program has written something to the terminal.
func (c *console) wrote(sequence string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Contains(string(c.raw), sequence)
}

// command runs a command beside the app.
func (c *console) beside(args ...string) string {
	c.t.Helper()
	out, err := newsreader(c.t, c.home, args...).CombinedOutput()
	if err != nil {
		c.t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

func TestAppOnATerminal(t *testing.T) {
	t.Parallel()
	c := openConsole(t, t.TempDir())
	c.await("North Korea confirms")
	c.press("q")
	c.left()
	if _, err := os.Stat(filepath.Join(c.home, ".local/state/newsreader/crash.log")); err == nil {
		t.Error("a crash log stays although nothing crashed")
	}
}

func TestCommandsWhileTheAppIsOpen(t *testing.T) {
	t.Parallel()
	c := openConsole(t, t.TempDir())
	c.await("Unread 4")
	c.beside("mark", "read", "--query", "north korea")
	c.await("Unread 3")
	c.beside("undo")
	c.await("Unread 4")
	page := filepath.Join(t.TempDir(), "page.txt")
	if err := os.WriteFile(page, []byte("A headline from beside\nThe text of it, which is long enough to be one.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.beside("import", page)
	c.await("A headline from beside")
	c.press("m")
	c.await("Unread 4")
	if out := c.beside("journal", "--limit", "1"); !strings.Contains(out, "marked read") {
		t.Errorf("the journal has %q", out)
	}
	c.press("q")
	c.left()
}

func TestSignalsGiveTheTerminalBack(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		c := openConsole(t, t.TempDir())
		c.await("North Korea confirms")
		if err := c.command.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		c.left()
	}
}

// What the reader was like when it was left, and when that was, is known
// afterwards.
func TestLeavingIsRemembered(t *testing.T) {
	t.Parallel()
	c := openConsole(t, t.TempDir())
	c.await("North Korea confirms")
	if out := c.beside("stories", "--catch-up"); strings.Count(out, "\n") != 4 {
		t.Errorf("before the first visit ended, there is to catch up:\n%s", out)
	}
	c.press("v")
	c.await("One row for each story")
	c.press("q")
	c.left()
	if out := c.beside("stories", "--catch-up"); out != "" {
		t.Errorf("after a visit there is to catch up:\n%s", out)
	}
	c = openConsole(t, c.home)
	c.await("North Korea confirms")
	c.press("v")
	c.await("One row for each article")
	c.press("q")
	c.left()
}

// TestMisuseAsksTheTerminalNothing: a terminal that answers no questions would
// hold up the message for seconds.
func TestMisuseAsksTheTerminalNothing(t *testing.T) {
	for _, args := range [][]string{{"bogus"}, {"--bogus"}, {"list", "--bogus"}, {"search", "--bogus"}, {"undo", "4"}, {"show"}, {"opml"}, {"list", "--limit", "x"}} {
		ours, theirs := openTerminal(t)
		c := newsreader(t, t.TempDir(), args...)
		c.Env = append(c.Env, "TERM=xterm-256color")
		c.Stdin, c.Stdout, c.Stderr = theirs, theirs, theirs
		c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
		err := c.Run()
		theirs.Close()
		written, _ := io.ReadAll(ours) // ends with an error once nobody has the other side
		if c.ProcessState.ExitCode() != exitUsage || !strings.HasPrefix(string(written), "newsreader: ") || strings.Contains(string(written), "\x1b") {
			t.Errorf("%q: %v, and writes %q", args, err, written)
		}
	}
}
