package render

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// glyph is one grapheme cluster: what stands in a cell, or in two.
type glyph struct {
	text string
	// w is the cluster's width in cells. Terminals disagree on clusters of
	// several runes: with Unicode core (mode 2027) an emoji family takes two
	// cells, without it each member takes two. The wider one counts here, so
	// that a line overflows on neither.
	w    int16
	kind kind
	pen  uint16 // index into looks.pens
	link int32  // index into the page's links, -1 for none
}

// kind says where a line may break around a glyph.
type kind uint8

const (
	letter   kind = iota
	blank         // a line may break here; the blank goes
	newline       // a line must break here
	soft          // a line end of the Markdown: a blank, or nothing between ideographs
	seam          // a line may break here; nothing is drawn (zero width space)
	hyphen        // a line may break after it, between letters
	dash          // the same; and no line should begin with it
	ideogram      // a line may break on both sides
	opening       // no line may end with it
	closing       // no line may begin with it
	digit
	symbol // other characters of ASCII; urls prefer to break after some
)

// looks collects the SGR sequences that glamour starts text with.
type looks struct {
	pens  []string // pens[0] is none
	index map[string]uint16
}

func newLooks() *looks {
	return &looks{pens: []string{""}, index: map[string]uint16{"": 0}}
}

func (l *looks) pen(sgr string) uint16 {
	if n, ok := l.index[sgr]; ok {
		return n
	}
	if len(l.pens) > 1000 { // the style sheet makes a dozen
		return 0
	}
	n := uint16(len(l.pens))
	l.pens = append(l.pens, sgr)
	l.index[sgr] = n
	return n
}

// glyphs reads styled text into a list.
type glyphs struct {
	looks *looks
	ascii bool
	links int // how many links there are: targets beyond are not ours
	list  []glyph
	pen   uint16
	link  int32
}

// read appends what glamour wrote. Of escape sequences it knows SGR and the
// hyperlinks of inliner; it drops all others, and every other control.
func (g *glyphs) read(s string) {
	g.pen, g.link = 0, -1
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == 0x1b:
			i += g.escape(s[i:])
		case c == '\n':
			g.list = append(g.list, glyph{kind: newline})
			i++
		case c == '\v':
			g.list = append(g.list, glyph{text: " ", w: 1, kind: soft, pen: g.pen, link: g.link})
			i++
		case c < ' ' || c == 0x7f:
			i++
		case c < 0x80 && (i+1 == len(s) || s[i+1] < 0x80):
			g.list = append(g.list, glyph{text: s[i : i+1], w: 1, kind: asciiKind(c), pen: g.pen, link: g.link})
			i++
		default:
			i += g.cluster(s[i:])
		}
	}
}

// escape takes one escape sequence and returns its length.
func (g *glyphs) escape(s string) int {
	const link = "\x1b]8;"
	if strings.HasPrefix(s, "\x1b[") {
		end := 2
		for end < len(s) && (s[end] >= '0' && s[end] <= ';') {
			end++
		}
		if end < len(s) && s[end] == 'm' {
			sgr := s[:end+1]
			if sgr == "\x1b[m" || sgr == "\x1b[0m" {
				sgr = ""
			}
			g.pen = g.looks.pen(sgr)
			return end + 1
		}
	}
	if strings.HasPrefix(s, link) {
		if end := strings.IndexByte(s, '\a'); end > 0 {
			_, target, _ := strings.Cut(s[len(link):end], ";")
			g.link = -1
			if n, err := strconv.Atoi(strings.TrimPrefix(target, linkScheme)); err == nil && n >= 0 && n < g.links {
				g.link = int32(n)
			}
			return end + 1
		}
	}
	return 1 // the rest, if any, is text: harmless without its ESC
}

// maxCluster bounds the runes of a cluster. The longest that is written, a
// family of four with colours of skin, has 11; a stack of hundreds of accents
// draws over the lines around it.
const maxCluster = 20

// cluster takes one grapheme cluster and returns its length.
func (g *glyphs) cluster(s string) int {
	text, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	size := len(text)
	if size == 0 { // cannot be; but then go on
		return 1
	}
	r, n := utf8.DecodeRuneInString(text)
	k := runeKind(r)
	if n < len(text) || r == utf8.RuneError || unsafeRune(r) || g.ascii {
		if text = g.tame(text, r); text == "" {
			return size
		}
		w = ansi.StringWidth(text)
	}
	switch {
	case k == seam:
		g.list = append(g.list, glyph{kind: seam})
		return size
	case k == letter && w > 1 && !unicode.Is(unicode.Hangul, r):
		// Ideographs, kana, emoji. Korean is set in words, as its readers
		// are used to from their newspapers on the web.
		k = ideogram
	}
	if n < len(text) || r < '\u3041' || r > '\u9fff' { // those in between are wide everywhere
		w = max(w, ansi.StringWidthWc(text))
	}
	if w == 0 && len(g.list) == 0 {
		return size // nothing to stand on
	}
	g.list = append(g.list, glyph{text: text, w: int16(w), kind: k, pen: g.pen, link: g.link})
	return size
}

// tame returns what of a cluster may be drawn.
func (g *glyphs) tame(text string, first rune) string {
	const blackFlag = 0x1f3f4
	var b strings.Builder
	runes := 0
	for _, r := range text {
		tag := r >= 0xe0020 && r <= 0xe007f
		if unsafeRune(r) || tag && first != blackFlag || runes == maxCluster {
			continue
		}
		runes++
		if plain := asciiFor(r); plain != "" && (g.ascii || r == '\u00a0' || r == '\u202f' || r == '\u2007') {
			b.WriteString(plain)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// asciiFor returns the stand-in for a sign that typesetters know and ASCII
// doesn't, "" for all others.
func asciiFor(r rune) string {
	switch r {
	case '\u00a0', '\u202f', '\u2007', '\u2009', '\u200a', '\u2002', '\u2003':
		return " "
	case '‘', '’', '‚', '‛', '‹', '›', '′':
		return "'"
	case '“', '”', '„', '‟', '«', '»', '″':
		return `"`
	case '‐', '‑', '‒', '–', '−':
		return "-"
	case '—', '―':
		return "--"
	case '…':
		return "..."
	case '•', '·', '‣', '◦':
		return "*"
	}
	return ""
}

func asciiKind(c byte) kind {
	switch {
	case c == ' ':
		return blank
	case c == '-':
		return hyphen
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		return letter
	case c >= '0' && c <= '9':
		return digit
	}
	switch c {
	case '(', '[', '{':
		return opening
	case ')', ']', '}', '.', ',', ';', ':', '!', '?', '%':
		return closing
	}
	return symbol
}

// runeKind goes by the rules that printers in China and Japan share (kinsoku
// shori, JIS X 4051), for the signs that newspapers use.
func runeKind(r rune) kind {
	switch {
	case r < 0x80:
		return asciiKind(byte(r))
	case r == '\u200b':
		return seam
	case r == '\u00a0', r == '\u202f', r == '\u2007':
		return letter // no break
	case r == '\u3000', r == '\u1680', r == '\u205f', r >= '\u2000' && r <= '\u200a':
		return blank
	case r == '–', r == '—', r == '―':
		return dash
	case r == '‐':
		return hyphen
	case strings.ContainsRune("“‘«‹（［｛〔【〖〘「『《〈｢＄￥", r):
		return opening
	case strings.ContainsRune("”’»›、。，．：；！？）］｝〕】〗〙」』》〉｣｡､・…‥％‰℃〜～ーゝゞ々ヽヾ"+
		"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", r):
		return closing
	}
	return letter
}
