package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
)

// pause is the time from a key of a query to the next one. A person types no
// faster, and an answer that is on its way shows what it cost.
const pause = 250 * time.Millisecond

// typed are queries of a kind that benchSearches types.
type typed struct {
	name  string
	query func(*rand.Rand) string
	each  bool // every letter is measured, otherwise the last one
}

func typedQueries() []typed {
	word := func(r *rand.Rand, from, to uint64) string { return string(benchWord(from + r.Uint64N(to-from))) }
	return []typed{
		{"rare", func(r *rand.Rand) string { return word(r, benchWords/10, benchWords) }, false},
		{"letters", func(r *rand.Rand) string { return word(r, benchWords/10, benchWords)[:4] }, true},
		{"common", func(r *rand.Rand) string { return word(r, 0, 4) }, false},
		{"two-common", func(r *rand.Rand) string { return word(r, 0, 4) + " " + word(r, 4, 8) }, false},
		{"prefix", func(r *rand.Rand) string { return word(r, 0, 100)[:1] + "*" }, false},
		{"phrase", func(r *rand.Rand) string { return `"` + word(r, 0, 40) + " " + word(r, 0, 40) + `"` }, false},
	}
}

// benchSearches types queries a key at a time and measures each key to the
// bytes that show its answer, and to the last that change the rows.
func benchSearches(b *testing.B, binary, path string) {
	for _, kind := range typedQueries() {
		b.Run(kind.name, func(b *testing.B) {
			t := startOnTerminal(b, binary, path)
			defer t.stop()
			t.settle()
			s := newScreen(t)
			random := rand.New(rand.NewPCG(3, 4))
			var answers, rows []float64
			for b.Loop() {
				s.press("/", "", pause)
				query := kind.query(random)
				for i := range query {
					answer, row, ok := s.press(query[i:i+1], query[:i+1], pause)
					if !kind.each && i < len(query)-1 {
						continue
					}
					if !ok {
						b.Fatalf("no answer to %q within %v:\n%s", query[:i+1], pause, s.text())
					}
					answers, rows = append(answers, answer), append(rows, row)
				}
				s.press("\x1b", "", pause)
			}
			report(b, "answer", answers)
			report(b, "rows", rows)
			b.ReportMetric(0, "ns/op") // mostly pauses
		})
	}
}

// screen is what a terminal shows of what a program wrote. It answers no query.
type screen struct {
	t   *onTerminal
	emu *vt.Emulator
}

func newScreen(t *onTerminal) *screen {
	s := &screen{t, vt.NewEmulator(benchWidth, benchHeight)}
	go func() { _, _ = io.Copy(io.Discard, s.emu) }()
	s.show(func(time.Time) {})
	return s
}

// show draws what was written since it was last called, and calls after each
// piece with its time.
func (s *screen) show(after func(time.Time)) {
	s.t.mu.Lock()
	written := s.t.written
	s.t.written = nil
	s.t.mu.Unlock()
	for _, c := range written {
		_, _ = s.emu.Write(c.bytes)
		after(c.at)
	}
}

func (s *screen) text() string { return s.emu.String() }

// press presses a key, waits and returns how many milliseconds passed until
// the title named the query, and until the rows were as they are then.
func (s *screen) press(key, query string, wait time.Duration) (answer, rows float64, ok bool) {
	pressed := time.Now()
	if _, err := io.WriteString(s.t.keys, key); err != nil {
		s.t.b.Fatal(err)
	}
	time.Sleep(wait)
	_, before := titleAndRows(s.text())
	s.show(func(at time.Time) {
		title, now := titleAndRows(s.text())
		ms := at.Sub(pressed).Seconds() * 1000
		if !ok && strings.Contains(title, fmt.Sprintf("“%s”", strings.Trim(query, " "))) {
			answer, ok = ms, true
		}
		if now != before {
			rows, before = ms, now
		}
	})
	return answer, max(answer, rows), ok
}

// titleAndRows are the first line of a screen and those of the list.
func titleAndRows(screen string) (title, rows string) {
	lines := strings.Split(screen, "\n")
	return lines[0], strings.Join(lines[2:max(len(lines)-3, 2)], "\n")
}
