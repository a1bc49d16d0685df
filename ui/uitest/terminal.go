package uitest

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
)

// Program is what runs on a terminal.
type Program interface {
	Run() error
	Send(tea.Msg)
}

// Terminal is a terminal in memory with a program on it.
type Terminal struct {
	t    testing.TB
	prog Program
	keys *io.PipeWriter
	done chan struct{}

	mu      sync.Mutex // guards what follows; the emulator has no lock of its own
	emu     *vt.Emulator
	written int
	raw     bytes.Buffer

	suspended int
	closed    bool
}

// Start runs a program on a terminal of that size. It must be called in a
// bubble of testing/synctest. The options give build everything that ties the
// program to the terminal.
func Start(t testing.TB, w, h int, build func(with ...tea.ProgramOption) Program) *Terminal {
	t.Helper()
	in, keys := io.Pipe()
	term := &Terminal{t: t, keys: keys, done: make(chan struct{}), emu: vt.NewEmulator(w, h)}
	term.prog = build(
		tea.WithInput(in), tea.WithOutput(output{term}), tea.WithWindowSize(w, h),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.ANSI),
		// Signals belong to the process, not to the bubble.
		tea.WithoutSignalHandler(), tea.WithFilter(term.filter))
	go term.answer()
	go func() {
		defer close(term.done)
		if err := term.prog.Run(); err != nil {
			t.Errorf("the program ended with: %v", err)
		}
		in.Close()
	}()
	t.Cleanup(term.mustBeClosed)
	term.Idle()
	return term
}

// frameQuery asks for the frame, in the loop that owns the model.
type frameQuery struct{ answer chan string }

// filter keeps a suspension from stopping the tests themselves, and answers
// frameQuery.
func (term *Terminal) filter(model tea.Model, m tea.Msg) tea.Msg {
	switch m := m.(type) {
	case tea.SuspendMsg:
		term.mu.Lock()
		term.suspended++
		term.mu.Unlock()
		return tea.ResumeMsg{}
	case frameQuery:
		m.answer <- model.View().Content
		return nil
	}
	return m
}

// Frame is what the program draws now, before a terminal cuts anything off.
func (term *Terminal) Frame() string {
	q := frameQuery{make(chan string, 1)}
	term.prog.Send(q)
	return <-q.answer
}

// output is the program's side of the screen.
type output struct{ term *Terminal }

func (o output) Write(b []byte) (int, error) {
	o.term.mu.Lock()
	defer o.term.mu.Unlock()
	o.term.written += len(b)
	o.term.raw.Write(b)
	// A terminal driver turns line ends into CR LF; here is none.
	_, err := o.term.emu.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")))
	return len(b), err
}

// answer passes on what the terminal says by itself: answers to queries.
func (term *Terminal) answer() {
	buf := make([]byte, 1024)
	for {
		n, err := term.emu.Read(buf)
		if err != nil {
			return
		}
		if _, err := term.keys.Write(buf[:n]); err != nil {
			return
		}
	}
}

// named are keys that send more than their own character.
var named = map[string]string{
	"<enter>": "\r", "<esc>": "\x1b", "<tab>": "\t", "<space>": " ", "<bs>": "\x7f",
	"<up>": "\x1b[A", "<down>": "\x1b[B", "<right>": "\x1b[C", "<left>": "\x1b[D",
	"<home>": "\x1b[H", "<end>": "\x1b[F", "<pgup>": "\x1b[5~", "<pgdn>": "\x1b[6~",
	"<shift+tab>": "\x1b[Z", "<alt+right>": "\x1b[1;3C",
	"<ctrl+c>": "\x03", "<ctrl+d>": "\x04", "<ctrl+l>": "\x0c", "<ctrl+r>": "\x12", "<ctrl+s>": "\x13", "<ctrl+u>": "\x15", "<ctrl+z>": "\x1a",
}

// Press types keys, each either a name like <enter> or text, and waits after
// each until nothing happens any more.
func (term *Terminal) Press(keys ...string) {
	term.t.Helper()
	for _, k := range keys {
		term.Send(k)
		term.Idle()
	}
}

// Send types one key or text and doesn't wait.
func (term *Terminal) Send(key string) {
	term.t.Helper()
	if raw, ok := named[key]; ok {
		key = raw
	}
	if _, err := term.keys.Write([]byte(key)); err != nil {
		term.t.Fatalf("the program is gone, and %q can't be typed: %v", key, err)
	}
	if key == "\x1b" {
		// An Esc alone is told from the beginning of a sequence by waiting
		// 50 ms; in fake time that ends to the nanosecond and counts as not
		// yet over, so it is waited for twice.
		time.Sleep(110 * time.Millisecond)
	}
}

// Mouse presses a button (0 left, 64 wheel up, 65 wheel down) over a cell.
func (term *Terminal) Mouse(button, x, y int) {
	term.t.Helper()
	term.Press("\x1b[<" + itoa(button) + ";" + itoa(x+1) + ";" + itoa(y+1) + "M")
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// Idle waits for a frame or two, and until everything in the bubble waits for
// time or for keys.
func (term *Terminal) Idle() { term.Pass(25 * time.Millisecond) }

// Pass lets time pass.
func (term *Terminal) Pass(d time.Duration) {
	synctest.Wait()
	time.Sleep(d)
	synctest.Wait()
}

// Resize changes the window's size.
func (term *Terminal) Resize(w, h int) {
	term.mu.Lock()
	term.emu.Resize(w, h)
	term.mu.Unlock()
	term.prog.Send(tea.WindowSizeMsg{Width: w, Height: h})
	term.Idle()
}

// Tell sends the program a message.
func (term *Terminal) Tell(m tea.Msg) {
	term.prog.Send(m)
	term.Idle()
}

// Screen is the text on the screen, without the blanks at line ends.
func (term *Terminal) Screen() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	var b strings.Builder
	for y := range term.emu.Height() {
		var line strings.Builder
		for x := 0; x < term.emu.Width(); {
			c := term.emu.CellAt(x, y)
			if c == nil || c.Width == 0 {
				line.WriteByte(' ')
				x++
				continue
			}
			line.WriteString(c.Content)
			x += max(c.Width, 1)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}

// Line is a line of the screen, counted from 0; negative from its end.
func (term *Terminal) Line(n int) string {
	lines := strings.Split(strings.TrimSuffix(term.Screen(), "\n"), "\n")
	if n < 0 {
		n += len(lines)
	}
	return lines[n]
}

// Shows tells whether the screen has this text in one of its lines.
func (term *Terminal) Shows(text string) bool { return strings.Contains(term.Screen(), text) }

// Expect fails the test if one of the texts is not on the screen.
func (term *Terminal) Expect(texts ...string) {
	term.t.Helper()
	for _, text := range texts {
		if !term.Shows(text) {
			term.t.Fatalf("%q is not on the screen:\n%s", text, term.Screen())
		}
	}
}

// ExpectNot fails the test if one of the texts is on the screen.
func (term *Terminal) ExpectNot(texts ...string) {
	term.t.Helper()
	for _, text := range texts {
		if term.Shows(text) {
			term.t.Fatalf("%q is on the screen:\n%s", text, term.Screen())
		}
	}
}

// Written is how many bytes the program has sent to the screen so far.
func (term *Terminal) Written() int {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.written
}

// Raw returns the bytes sent since it was last called.
func (term *Terminal) Raw() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	defer term.raw.Reset()
	return term.raw.String()
}

// Suspended is how often the program asked to be suspended.
func (term *Terminal) Suspended() int {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.suspended
}

// Ended tells whether the program has ended.
func (term *Terminal) Ended() bool {
	select {
	case <-term.done:
		return true
	default:
		return false
	}
}

// Close quits the program, if it still runs, and takes the terminal down. A
// test calls it at the end of its bubble.
func (term *Terminal) Close() {
	if term.closed {
		return
	}
	term.closed = true
	if !term.Ended() {
		term.prog.Send(tea.QuitMsg{})
	}
	<-term.done
	time.Sleep(time.Minute) // timers that are out still fire into the void
	term.keys.Close()
	term.mu.Lock()
	defer term.mu.Unlock()
	// The emulator's own Close races with Read; its input pipe ends both.
	if c, ok := term.emu.InputPipe().(io.Closer); ok {
		c.Close()
	}
	synctest.Wait()
}

func (term *Terminal) mustBeClosed() {
	if !term.closed {
		term.t.Error("the terminal was not closed at the end of the bubble")
	}
}
