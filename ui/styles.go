package ui

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"newsreader/ui/render"
)

// styles is everything about looks. One is built for a theme and a locale,
// and replaced as a whole when the terminal tells its background
// or how it counts cells.
type styles struct {
	plain   lipgloss.Style // text as the terminal shows it
	strong  lipgloss.Style // unread, titles
	dim     lipgloss.Style // read
	chrome  lipgloss.Style // about the program: header, footer, times
	accent  lipgloss.Style // selection, and what can be acted on
	picked  lipgloss.Style // accent and strong
	second  lipgloss.Style // star and errors
	match   lipgloss.Style // what find in text found
	current lipgloss.Style // the match that n and N stand on
	wrong   lipgloss.Style // what a query can't be understood from

	glyphs
	palette render.Palette
	method  ansi.Method // how the terminal counts the cells of a text
}

// glyphs are the few signs used, each one cell wide but dots.
type glyphs struct {
	bar, unread, star    string
	followed             string
	rule, divider, crumb string
	dots, sep            string
	open, close          string // quotation marks
}

var (
	unicodeGlyphs = glyphs{
		bar: "▌", unread: "●", star: "★", followed: "◆", rule: "─", divider: "│", crumb: "›",
		dots: "…", sep: "·", open: "“", close: "”",
	}
	asciiGlyphs = glyphs{
		bar: ">", unread: "o", star: "*", followed: "^", rule: "-", divider: "|", crumb: ">",
		dots: "...", sep: "-", open: `"`, close: `"`,
	}
)

// newStyles builds the looks. Colours are the terminal's own sixteen, so that
// the application fits a person's theme; weights alone tell everything apart.
func newStyles(light, noColor, ascii bool) *styles {
	s := &styles{glyphs: unicodeGlyphs}
	if ascii {
		s.glyphs = asciiGlyphs
	}
	base := lipgloss.NewStyle()
	s.plain = base
	s.strong = base.Bold(true)
	s.dim = base.Faint(true)
	s.chrome = base.Faint(true)
	s.accent, s.picked, s.second = base, s.strong, s.strong
	s.match = base.Underline(true)
	s.current = base.Reverse(true)
	s.wrong = base.Underline(true).UnderlineSpaces(true)
	s.palette.Plain = noColor
	if noColor {
		return s
	}
	// Blue is hard to read on black, cyan and yellow on white.
	accent, second := lipgloss.Cyan, lipgloss.Yellow
	if light {
		accent, second = lipgloss.Blue, lipgloss.Red
		// Faint is darker, not fainter, on white in terminals that halve the
		// colour (xterm); the palette's grey is between the two on either.
		s.dim = base.Foreground(lipgloss.BrightBlack)
		s.chrome = s.dim
		s.palette.Dim = lipgloss.BrightBlack
	}
	s.accent = base.Foreground(accent)
	s.picked = s.strong.Foreground(accent)
	s.second = base.Foreground(second)
	s.match = base.Foreground(accent).Underline(true)
	s.wrong = s.wrong.Foreground(second)
	s.palette.Accent = accent
	s.palette.Code = accent
	return s
}
