package render

import (
	"bytes"
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// Match is a range of cells in a line: From up to, not including, To.
type Match struct {
	Line, From, To int
	// More says that the phrase was broken over lines and goes on in the next
	// Match, so that the two count as one.
	More bool
}

// Find returns where a phrase stands in a page. Case, accents and the shapes
// of quotation marks and dashes don't matter, nor do line breaks.
func Find(p Page, phrase string) []Match {
	want := needle(phrase)
	if len(want) == 0 {
		return nil
	}
	all := textOf(p, true)
	var found []Match
	for at := 0; ; {
		i := bytes.Index(all.text[at:], want)
		if i < 0 {
			return found
		}
		found = append(found, all.matches(at+i, at+i+len(want))...)
		at += i + len(want)
	}
}

// Text returns a page as it reads, and where on it a stretch of that text
// stands: from up to, not including, to, in bytes.
func Text(p Page) (text string, where func(from, to int) []Match) {
	all := textOf(p, false)
	return string(all.text), all.matches
}

// needle is what to look for in the text of a page.
func needle(phrase string) []byte {
	want := haystack{folded: true}
	want.add(0, strings.Join(strings.Fields(clean(phrase)), " "), 0)
	return want.text
}

// textOf is the text of a page; folded, as it is searched.
func textOf(p Page, folded bool) haystack {
	size := 0
	for _, line := range p.Lines {
		size += len(line) + 1
	}
	all := haystack{make([]byte, 0, size), make([]place, 0, size), folded}
	for n, line := range p.Lines {
		m := mark{join: spaced}
		if n < len(p.marks) {
			m = p.marks[n]
		}
		all.add(n, line, m.indent)
		switch m.join {
		case ends:
			all.separate('\n')
		case spaced:
			all.separate(' ')
		}
	}
	return all
}

// haystack is text that knows where each of its bytes stands.
type haystack struct {
	text   []byte
	places []place
	folded bool
}

type place struct {
	line     int32 // -1: between lines
	from, to uint16
}

// add appends the text of a styled line, less the first skip cells.
func (h *haystack) add(line int, s string, skip int) {
	cell := 0
	for i := 0; i < len(s); {
		if s[i] == ansi.ESC {
			n, _ := sequence(s[i:])
			i += n
			continue
		}
		if c := s[i]; c < 0x80 && (i+1 == len(s) || s[i+1] < 0x80) {
			if cell >= skip {
				if h.folded && c >= 'A' && c <= 'Z' {
					c |= 0x20
				}
				h.put(line, cell, cell+1, c)
			}
			cell++
			i++
			continue
		}
		cluster, w := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
		if cell >= skip {
			text := cluster
			if h.folded {
				text = fold(cluster)
			}
			for k := range len(text) {
				h.put(line, cell, cell+w, text[k])
			}
		}
		cell += w
		i += max(len(cluster), 1)
	}
}

func (h *haystack) put(line, from, to int, c byte) {
	if c == ' ' && h.blank() {
		return
	}
	h.text = append(h.text, c)
	h.places = append(h.places, place{int32(line), uint16(min(from, 1<<16-1)), uint16(min(to, 1<<16-1))})
}

func (h *haystack) blank() bool {
	n := len(h.text)
	return n == 0 || h.text[n-1] == ' ' || h.text[n-1] == '\n'
}

// separate ends a line.
func (h *haystack) separate(c byte) {
	if c == ' ' && h.blank() {
		return
	}
	h.text = append(h.text, c)
	h.places = append(h.places, place{line: -1})
}

// matches returns the cells of text[from:to], line by line.
func (h *haystack) matches(from, to int) []Match {
	var all []Match
	for _, p := range h.places[from:to] {
		if p.line < 0 {
			continue
		}
		if n := len(all); n > 0 && all[n-1].Line == int(p.line) {
			all[n-1].To = max(all[n-1].To, int(p.to))
			continue
		}
		if n := len(all); n > 0 {
			all[n-1].More = true
		}
		all = append(all, Match{Line: int(p.line), From: int(p.from), To: int(p.to)})
	}
	return all
}

// fold returns a grapheme cluster as phrases are compared: small letters, no
// accents, no ligatures, plain quotation marks and dashes.
func fold(cluster string) string {
	var b strings.Builder
	for _, r := range cluster {
		if plain := asciiFor(r); plain != "" {
			b.WriteString(plain)
			continue
		}
		if !accented(r) {
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		for _, d := range norm.NFKD.String(string(r)) {
			if unicode.Is(unicode.Mn, d) {
				continue
			}
			d = unicode.ToLower(d)
			if plain, ok := letters[d]; ok {
				b.WriteString(plain)
			} else {
				b.WriteRune(d)
			}
		}
	}
	return b.String()
}

// accented reports whether a rune may be taken apart: those of Latin, Greek
// and Cyrillic, their accents, and their wide forms. The marks of other
// scripts make other letters.
func accented(r rune) bool {
	return r >= 0x80 && r < 0x530 || r >= 0x1ab0 && r < 0x1b00 || r >= 0x1c80 && r < 0x2000 ||
		r >= 0x20d0 && r < 0x2100 || r >= 0xfb00 && r < 0xfb07 || r >= 0xff00 && r < 0xff60
}

// letters that Unicode doesn't take apart but readers do.
var letters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ħ': "h", 'ŋ': "n",
	'ς': "σ",
}

// Highlight shows the cells from up to, not including, to of a styled line in
// a style of its own. The rest of the line keeps its looks; links stay links.
func Highlight(line string, from, to int, style lipgloss.Style) string {
	var (
		b, in strings.Builder
		pen   string // SGR since the last reset
		cell  int
		lit   bool
	)
	style = style.Inline(true)
	flush := func() {
		if in.Len() > 0 {
			b.WriteString(style.Render(in.String()))
			in.Reset()
		}
	}
	for i := 0; i < len(line); {
		if line[i] == ansi.ESC {
			n, sgr := sequence(line[i:])
			seq := line[i : i+n]
			i += n
			if sgr {
				if pen += seq; seq == ansi.ResetStyle || seq == "\x1b[0m" {
					pen = ""
				}
			}
			if !lit || !sgr {
				flush()
				b.WriteString(seq)
			}
			continue
		}
		cluster, w := ansi.FirstGraphemeCluster(line[i:], ansi.GraphemeWidth)
		if now := cell >= from && cell < to; now != lit {
			lit = now
			flush()
			if lit && pen != "" {
				b.WriteString(ansi.ResetStyle)
			}
			if !lit {
				b.WriteString(pen)
			}
		}
		if lit {
			in.WriteString(cluster)
		} else {
			b.WriteString(cluster)
		}
		cell += w
		i += max(len(cluster), 1)
	}
	flush()
	return b.String()
}

// sequence returns the length of the escape sequence that s begins with, and
// whether it is SGR.
func sequence(s string) (int, bool) {
	if strings.HasPrefix(s, "\x1b]") {
		for i := 2; i < len(s); i++ {
			if s[i] == '\a' {
				return i + 1, false
			}
			if strings.HasPrefix(s[i:], "\x1b\\") {
				return i + 2, false
			}
		}
		return len(s), false
	}
	if strings.HasPrefix(s, "\x1b[") {
		for i := 2; i < len(s); i++ {
			if s[i] >= 0x40 && s[i] <= 0x7e {
				return i + 1, s[i] == 'm'
			}
		}
	}
	return 1, false
}
