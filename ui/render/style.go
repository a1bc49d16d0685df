package render

import (
	"fmt"
	"image/color"
	"strconv"

	"charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
	xansi "github.com/charmbracelet/x/ansi"
)

// sheet is everything a page's looks depend on: what glamour is told, and what
// this package draws itself.
type sheet struct {
	config  ansi.StyleConfig
	body    ansi.StyleBlock // paragraphs, list items, table cells
	head    ansi.StyleBlock // table heads and terms of definitions
	heading [7]ansi.StyleBlock
	code    ansi.StyleBlock
	note    ansi.StylePrimitive // captions that are not links
	struck  string              // mark at both ends of struck text

	dim     string // SGR that starts the marks: bullets, bars, rules
	bullets []string
	bar     string
	rule    string
	ticked  string
	open    string
}

func newSheet(o Options) *sheet {
	p := o.Palette
	for _, c := range []*color.Color{&p.Accent, &p.Dim, &p.Code} {
		if _, none := (*c).(lipgloss.NoColor); none || p.Plain {
			*c = nil
		}
	}
	yes := true
	bold := ansi.StylePrimitive{Bold: &yes}
	emph := ansi.StylePrimitive{Italic: &yes}
	struck := ansi.StylePrimitive{CrossedOut: &yes}
	mark := ""
	if p.Plain {
		// Underlining stood for italics on every typewriter. There is no such
		// tradition for struck text: it keeps a mark of its Markdown.
		emph = ansi.StylePrimitive{Underline: &yes}
		struck, mark = ansi.StylePrimitive{}, "~"
	}
	code := ansi.StylePrimitive{Color: colorName(p.Code)}
	span := code
	if span.Color == nil {
		span.Prefix, span.Suffix = "`", "`"
	}
	s := &sheet{
		config: ansi.StyleConfig{
			Emph:          emph,
			Strong:        bold,
			Strikethrough: struck,
			Code:          ansi.StyleBlock{StylePrimitive: span},
			LinkText:      ansi.StylePrimitive{Underline: &yes, Color: colorName(p.Accent)},
			ImageText:     ansi.StylePrimitive{Underline: &yes, Color: colorName(p.Dim)},
		},
		head:    ansi.StyleBlock{StylePrimitive: bold},
		code:    ansi.StyleBlock{StylePrimitive: code},
		struck:  mark,
		note:    ansi.StylePrimitive{Color: colorName(p.Dim)},
		dim:     xansi.Style{}.Faint().String(),
		bullets: []string{"•", "–", "·"},
		bar:     "│",
		rule:    "─",
		ticked:  "[x]",
		open:    "[ ]",
	}
	for level := range s.heading {
		look := bold
		if level > 2 && !p.Plain {
			look.Italic = &yes
		}
		s.heading[level] = ansi.StyleBlock{StylePrimitive: look}
	}
	if p.Dim != nil {
		s.dim = xansi.Style{}.ForegroundColor(p.Dim).String()
	}
	if o.ASCII {
		s.bullets, s.bar, s.rule = []string{"*", "-", "+"}, "|", "-"
	}
	return s
}

// colorName says a colour in glamour's words: a number of the terminal's own
// palette stays one, so that the page fits the reader's theme.
func colorName(c color.Color) *string {
	var name string
	switch c := c.(type) {
	case nil:
		return nil
	case xansi.BasicColor:
		name = strconv.Itoa(int(c))
	case xansi.IndexedColor:
		name = strconv.Itoa(int(c))
	default:
		r, g, b, _ := c.RGBA()
		name = fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	}
	return &name
}
