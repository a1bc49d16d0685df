package render

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Match is a range of cells in a line: From up to, not including, To.
type Match struct {
	Line, From, To int
	// More says that the phrase goes on in the next Match (it was broken over
	// lines), so that the two count as one.
	More bool
}

// Find returns where a phrase stands in a page, case- and accent-folded.
func Find(p Page, phrase string) []Match {
	var found []Match
	want := strings.ToLower(phrase)
	if want == "" {
		return nil
	}
	for n, l := range p.Lines {
		l = strings.ToLower(ansi.Strip(l))
		for at := 0; ; {
			i := strings.Index(l[at:], want)
			if i < 0 {
				break
			}
			from := ansi.StringWidth(l[:at+i])
			found = append(found, Match{Line: n, From: from, To: from + ansi.StringWidth(want)})
			at += i + len(want)
		}
	}
	return found
}

// Highlight shows the cells from up to, not including, to of a styled line in
// a style of its own. The rest of the line keeps its looks.
func Highlight(line string, from, to int, style lipgloss.Style) string {
	w := ansi.StringWidth(line)
	return ansi.Cut(line, 0, from) + style.Inline(true).Render(ansi.Strip(ansi.Cut(line, from, to))) + ansi.Cut(line, to, w)
}
