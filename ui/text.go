package ui

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"newsreader/ui/render"
)

// safe makes text fit to be shown as one line: no escape sequences, control
// characters, line ends, bidi overrides or isolates. What is stored was
// cleaned already; this is the sink's own check.
func safe(s string) string {
	if strings.IndexFunc(s, unsafe) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unsafe(r):
			return -1
		}
		return r
	}, ansi.Strip(s))
}

func unsafe(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\u061c' || r == unicode.ReplacementChar ||
		r >= '\u200e' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// safeURL returns the URL if it is one that may be opened, copied or linked
// to, and "" if not.
func safeURL(s string) string {
	u, err := url.Parse(s)
	if err != nil || strings.IndexFunc(s, func(r rune) bool { return unsafe(r) || unicode.IsSpace(r) }) >= 0 {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
		return s
	case "mailto":
		return s
	}
	return ""
}

// cut shortens a text to the width, at a word when one is near. What divides
// its parts doesn't end it.
func (s *styles) cut(text string, width int) string {
	short := render.TruncateWith(s.method, text, width, s.dots)
	if part, ok := strings.CutSuffix(short, " "+s.sep+s.dots); ok {
		return part + s.dots
	}
	return short
}

// cells is how wide the terminal draws a text.
func (s *styles) cells(text string) int { return s.method.StringWidth(text) }

// fill makes a line exactly width cells wide.
func (s *styles) fill(line string, width int) string {
	w := s.cells(line)
	if w > width {
		return s.method.Truncate(line, width, "")
	}
	return line + strings.Repeat(" ", width-w)
}

// between puts left and right at the ends of a line. When there is no room
// for both, left gives way.
func (s *styles) between(left, right string, width int) string {
	rw := s.cells(right)
	if rw == 0 {
		return s.method.Truncate(left, width, s.dots)
	}
	if rw > width {
		return s.method.Truncate(right, width, s.dots)
	}
	room := max(width-rw-2, 0)
	left = s.method.Truncate(left, room, s.dots)
	return left + strings.Repeat(" ", width-rw-s.cells(left)) + right
}

// wrap breaks text at words into at most limit lines (0: any number); the
// last one is cut.
func (s *styles) wrap(text string, width, limit int) []string {
	lines := strings.Split(s.method.Wrap(text, max(width, 1), " "), "\n")
	if limit > 0 && len(lines) > limit {
		rest := strings.Join(lines[limit-1:], " ")
		lines = append(lines[:limit-1], s.cut(rest, width))
	}
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return lines
}

// join sets parts in lines, divided by a dot, each part in one piece if the
// width allows it.
func (s *styles) join(parts []string, width int) []string {
	sep := " " + s.sep + " "
	var lines []string
	line := ""
	for _, p := range parts {
		switch {
		case line == "":
			line = p
		case s.cells(line+sep+p) <= width:
			line += sep + p
		default:
			lines = append(lines, s.wrap(line, width, 0)...)
			line = p
		}
	}
	if line != "" {
		lines = append(lines, s.wrap(line, width, 0)...)
	}
	return lines
}
