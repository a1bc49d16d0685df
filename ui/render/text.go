package render

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Truncate cuts a text of one line to cells cells, at a word when one is near
// and never inside a grapheme, and ends it with "…". It may be styled.
func Truncate(s string, cells int) string {
	return TruncateWith(ansi.GraphemeWidth, s, cells, "…")
}

// TruncateWith is Truncate with another ending, "..." where the locale is not
// UTF-8, and with the way in which the terminal counts cells.
func TruncateWith(m ansi.Method, s string, cells int, tail string) string {
	if cells <= 0 {
		return ""
	}
	if len(s) <= cells || m.StringWidth(s) <= cells {
		return s
	}
	tail = m.Truncate(tail, cells, "")
	tailCells := m.StringWidth(tail)
	if strings.IndexByte(s, ansi.ESC) < 0 {
		_, bytes := wordEnd(m, s, cells-tailCells)
		return s[:bytes] + tail
	}
	room, _ := wordEnd(m, ansi.Strip(s), cells-tailCells)
	return m.Truncate(s, room+tailCells, tail)
}

// wordEnd returns where to cut a plain text that is to have at most room
// cells: at the end of a word in the last third, less the marks that follow
// it; else where the room ends. It returns the cells and the bytes before.
func wordEnd(m ansi.Method, s string, room int) (int, int) {
	type end struct{ cells, bytes int }
	var (
		at    end // where the next cluster begins
		solid end // where the last cluster has ended that is no mark
		word  end // where the last word has ended
	)
	for at.bytes < len(s) {
		cluster, w := s[at.bytes:at.bytes+1], 1
		if next := at.bytes + 1; cluster[0] >= 0x80 || next < len(s) && s[next] >= 0x80 {
			cluster, w = ansi.FirstGraphemeCluster(s[at.bytes:], m)
		}
		if cluster == " " {
			word = solid
		}
		if at.cells+w > room || cluster == "" {
			break
		}
		at.cells += w
		at.bytes += len(cluster)
		if !strings.Contains(" ,;:-–—(\"'“‘", cluster) {
			solid = at
		}
		if w == 2 { // between ideographs any place is good
			word = solid
		}
	}
	if word.cells > room*2/3 {
		return word.cells, word.bytes
	}
	return solid.cells, solid.bytes
}

// Pad fills s up with blanks to cells cells. A wider s is left as it is.
func Pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(cells-ansi.StringWidth(s), 0))
}

// Wrap breaks a plain text of one paragraph, a title say, into lines of at
// most cells cells and about the same length. It makes the text safe first.
func Wrap(s string, cells int) []string {
	p, list := plain(s, max(cells, 1))
	var lines []string
	for _, r := range balanced(list, max(cells, 1)) {
		lines = append(lines, p.string(list[r.from:r.to]))
	}
	return lines
}

// OneLine makes a plain text safe for the terminal, and one line of it: no
// controls, no bidi controls, no towers of accents, single blanks.
func OneLine(s string) string {
	if simple(s) {
		return s
	}
	p, list := plain(s, widest)
	return p.string(list)
}

// simple reports whether a text is plain ASCII with single blanks within.
func simple(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f || s[i] == ' ' && last == ' ' {
			return false
		}
		last = s[i]
	}
	return s == "" || last != ' '
}

func plain(s string, width int) (*passage, []glyph) {
	p := &passage{looks: newLooks()}
	p.clear()
	p.read(clean(s))
	return p, p.prose(p.list, width)
}

// string returns the text of glyphs, without looks.
func (p *passage) string(list []glyph) string {
	var b strings.Builder
	for _, g := range list {
		b.Write(p.text[g.at : g.at+uint32(g.size)])
	}
	return b.String()
}
