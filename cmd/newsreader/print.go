package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"

	"charm.land/lipgloss/v2"

	"newsreader/parse/clean"
)

// output is where a command prints its data.
type output struct {
	*bufio.Writer
	width int  // cells of the terminal; 0 when there is none: then nothing is cut
	plain bool // no colours and no weights
	ascii bool
}

// out returns the standard output. What was printed is written by Flush.
func (p *program) out() *output {
	width, _ := p.terminal(p.stdout)
	return &output{
		Writer: bufio.NewWriterSize(p.stdout, 64<<10),
		width:  width,
		plain:  p.plain(p.stdout),
		ascii:  !p.utf8(),
	}
}

// more is what stands for text that was cut off.
func (o *output) more() string {
	if o.ascii {
		return "..."
	}
	return "…"
}

// style gives text a weight where the terminal shows them.
func (o *output) style(s lipgloss.Style, text string) string {
	if o.plain || text == "" {
		return text
	}
	return s.Render(text)
}

// The weights: unread and headings, the program's own, and what stands out.
func (o *output) bold(text string) string  { return o.style(lipgloss.NewStyle().Bold(true), text) }
func (o *output) faint(text string) string { return o.style(lipgloss.NewStyle().Faint(true), text) }
func (o *output) accent(text string) string {
	return o.style(lipgloss.NewStyle().Foreground(lipgloss.Yellow), text)
}

// printJSON prints one object on a line of its own, with text as it is:
// nobody reads it as HTML. What a terminal might obey is escaped, as JSON
// allows and doesn't demand beyond U+001F.
func printJSON(w io.Writer, value any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return err
	}
	if text := b.String(); !clean.Safe(text) {
		b.Reset()
		for _, r := range text {
			if r == '\n' || unicode.IsPrint(r) {
				b.WriteRune(r)
			} else if high, low := utf16.EncodeRune(r); high != unicode.ReplacementChar {
				fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
			} else {
				fmt.Fprintf(&b, `\u%04x`, r)
			}
		}
	}
	_, err := b.WriteTo(w)
	return err
}
