package main

import (
	"fmt"
	"time"
)

// progress is one line on the terminal of the messages, drawn over and over.
// Where there is no terminal it shows nothing.
type progress struct {
	p     *program
	width int // 0: there is no terminal
	last  time.Time
	drawn bool
}

// progressEvery bounds how often the line is drawn: more costs time, and
// nobody can read it.
const progressEvery = 100 * time.Millisecond

func (p *program) newProgress() *progress {
	width, _ := p.terminal(p.stderr)
	if p.dumb() {
		width = 0 // it can't draw over a line
	}
	// The first line comes after one interval: what is done before needs none.
	return &progress{p: p, width: width, last: p.now()}
}

// show draws the line, if it is time to.
func (g *progress) show(text string) {
	now := g.p.now()
	if g.width == 0 || now.Sub(g.last) < progressEvery {
		return
	}
	g.last, g.drawn = now, true
	fmt.Fprintf(g.p.stderr, "\r\x1b[K%s", cut(text, g.width-1, ""))
}

// clear takes the line away, before anything else is printed.
func (g *progress) clear() {
	if g.drawn {
		fmt.Fprint(g.p.stderr, "\r\x1b[K")
		g.drawn = false
	}
}
