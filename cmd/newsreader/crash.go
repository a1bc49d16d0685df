package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
)

// errCrashed is what a fault in the program ends with.
var errCrashed = errors.New("newsreader crashed, which is a fault in it")

// guarded runs do. When it panics, the trace goes to the log and the error
// says where: on a terminal it would scroll away.
func (p *program) guarded(do func() error) (err error) {
	defer func() {
		if crash := recover(); crash != nil {
			err = p.logCrash(fmt.Sprintf("%v\n\n%s", crash, debug.Stack()))
		}
	}()
	return do()
}

// logCrash keeps the trace of a crash. The store needs no rescue: each change
// was written when it was made.
func (p *program) logCrash(trace string) error {
	log, err := p.openLog()
	if err != nil { // then the screen is all there is
		fmt.Fprintln(p.stderr, trace)
		return errCrashed
	}
	defer log.Close()
	if _, err := fmt.Fprintf(log, "%s\n%s\n", p.stamp(), trace); err != nil {
		return fmt.Errorf("%w; writing the log: %w", errCrashed, err)
	}
	return crashedWith(log.Name())
}

func crashedWith(log string) error {
	return fmt.Errorf("%w; what you marked is saved. What happened is in %s", errCrashed, fileName(log))
}

// maxLog is how long the log may get before it is begun anew.
const maxLog = 1 << 20

// openLog opens the crash log for adding to it.
func (p *program) openLog() (*os.File, error) {
	path, err := p.crashPath()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	mode := os.O_CREATE | os.O_WRONLY | os.O_APPEND
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		mode |= os.O_TRUNC
	}
	return os.OpenFile(path, mode, 0o600)
}

// traceTime is how long Bubble Tea gets to write the trace of a goroutine
// that panicked: it returns before it has.
const traceTime = 200 * time.Millisecond

// onScreen runs the app. As long as it owns the terminal, what Bubble Tea
// and the runtime print of a crash goes to the log: Bubble Tea catches a
// panic, gives the terminal back and then writes the trace to os.Stderr,
// which is why that is exchanged here. After a crash it stays exchanged,
// because the goroutine that crashed may still look at it.
func (p *program) onScreen(do func() error) error {
	log, err := p.openLog()
	if err != nil {
		return do()
	}
	stderr := os.Stderr
	os.Stderr = log
	_ = debug.SetCrashOutput(log, debug.CrashOptions{}) // for what can't be caught
	err = do()
	_ = debug.SetCrashOutput(nil, debug.CrashOptions{})
	if errors.Is(err, tea.ErrProgramPanic) {
		time.Sleep(traceTime)
		fmt.Fprintln(log, p.stamp())
		return crashedWith(log.Name())
	}
	os.Stderr = stderr
	if length(log) == 0 {
		_ = os.Remove(log.Name())
	}
	_ = log.Close()
	return err
}

// stamp says what crashed when.
func (p *program) stamp() string {
	return fmt.Sprintf("newsreader %s, %s", version(), p.now().UTC().Format(time.RFC3339))
}

func length(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}
