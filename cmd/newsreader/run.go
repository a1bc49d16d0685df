package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"syscall"

	"charm.land/fang/v2"
	"charm.land/lipgloss/v2"
)

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1 // something failed; what could be done was done
	exitUsage  = 2 // the command line makes no sense; nothing was done
)

// run is the whole program: it reads the command line, does what it says and
// returns the exit status.
func run(ctx context.Context, env environment) int {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	// Only the first signal is ours. Whoever presses ctrl+c again, because
	// what was cancelled doesn't end, gets the system's way.
	context.AfterFunc(ctx, stop)

	p := &program{environment: env}
	defer p.close()
	root := newRoot(p)
	err := fang.Execute(ctx, root,
		fang.WithVersion(version()),
		fang.WithoutManpage(), // it would write to os.Stdout
		fang.WithColorSchemeFunc(p.helpColours),
		fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {}),
	)
	if err != nil { // what cobra alone finds
		p.misused(err)
	}
	return p.status()
}

// status prints why the command failed, if it did, and returns its exit
// status.
func (p *program) status() int {
	var usage usageError
	var wrong queryError
	switch {
	case p.failure == nil:
		return exitDone
	case errors.Is(p.failure, errReported):
		return exitFailed
	case errors.Is(p.failure, syscall.EPIPE):
		return exitFailed // whoever read our output, such as head, has enough
	case errors.As(p.failure, &wrong):
		wrong.show(p.stderr)
		return exitUsage
	case errors.As(p.failure, &usage):
		fmt.Fprintf(p.stderr, "newsreader: %s\nTry: newsreader %s--help\n", oneLine(usage.Error()), usage.command)
		return exitUsage
	}
	fmt.Fprintf(p.stderr, "newsreader: %s\n", p.explain(p.failure))
	return exitFailed
}

// helpColours keeps help to the terminal's own palette, or to none.
func (p *program) helpColours(c lipgloss.LightDarkFunc) fang.ColorScheme {
	if p.plain(p.stdout) {
		return fang.ColorScheme{}
	}
	scheme := fang.AnsiColorScheme(c)
	scheme.Base, scheme.Description, scheme.Argument = nil, nil, nil // the terminal's own
	return scheme
}
