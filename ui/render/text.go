package render

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Truncate cuts a text of one line to cells cells, at a word when one is near
// and never inside a grapheme, and ends it with "…". It may be styled.
func Truncate(s string, cells int) string { return TruncateWith(s, cells, "…") }

// TruncateWith is Truncate with another ending: "..." where the locale is not
// UTF-8.
func TruncateWith(s string, cells int, tail string) string {
	if cells <= 0 {
		return ""
	}
	if len(s) <= cells || ansi.StringWidth(s) <= cells {
		return s
	}
	tail = ansi.Truncate(tail, cells, "")
	room := cells - ansi.StringWidth(tail)
	return ansi.Truncate(s, wordEnd(ansi.Strip(s), room)+ansi.StringWidth(tail), tail)
}

// wordEnd returns after how many cells, at most room, to cut a plain text: at
// the end of a word in the last third, less the marks that follow it; else
// where the room ends.
func wordEnd(s string, room int) int {
	cut := 0   // the furthest place that fits
	word := 0  // and the last end of a word
	cell := 0  // where the next cluster begins
	solid := 0 // where the last cluster that can end a line has ended
	for s != "" {
		cluster, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if cluster == "" {
			break
		}
		blank := cluster == " "
		if blank {
			word = solid
		}
		if cell+w > room {
			break
		}
		cell += w
		s = s[len(cluster):]
		if !strings.Contains(" ,;:-–—(\"'“‘", cluster) {
			solid = cell
		}
		cut = solid
		if w == 2 { // between ideographs any place is good
			word = solid
		}
	}
	if word > room*2/3 {
		return word
	}
	return cut
}

// Pad fills s up with blanks to cells cells. A wider s is left as it is.
func Pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(cells-ansi.StringWidth(s), 0))
}

// Wrap breaks a plain text of one paragraph, a title say, into lines of at
// most cells cells and about the same length. It makes the text safe first.
func Wrap(s string, cells int) []string {
	p := passage{looks: newLooks()}
	p.clear()
	p.read(clean(s))
	list := p.prose(p.list, max(cells, 1))
	var lines []string
	for _, r := range balanced(list, max(cells, 1)) {
		var b strings.Builder
		for _, g := range list[r.from:r.to] {
			b.Write(p.text[g.at : g.at+uint32(g.size)])
		}
		lines = append(lines, b.String())
	}
	return lines
}

// OneLine makes a plain text safe for the terminal, and one line of it: no
// controls, no bidi controls, single blanks.
func OneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
