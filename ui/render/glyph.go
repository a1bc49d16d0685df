package render

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// glyph is one grapheme cluster: what stands in a cell, or in two. It holds
// no pointers: an article makes a hundred thousand of them.
type glyph struct {
	at   uint32 // its bytes are passage.text[at : at+size]
	link int32  // index into the page's links, -1 for none
	size uint8
	// w is the cluster's width in cells. Terminals disagree on clusters of
	// several runes: with Unicode core (mode 2027) an emoji family takes two
	// cells, without it each member takes two. The wider one counts here, so
	// that a line overflows on neither.
	w    uint8
	kind kind
	pen  uint8 // index into looks.pens
	c    uint8 // its code, if it is a single rune of Latin-1
}

// kind says where a line may break around a glyph.
type kind uint8

const (
	letter   kind = iota
	blank         // a line may break here; the blank goes
	held          // a blank that holds its neighbours together, while there is room
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
	index map[string]uint8
}

func newLooks() *looks {
	return &looks{pens: []string{""}, index: map[string]uint8{"": 0}}
}

func (l *looks) pen(sgr string) uint8 {
	if n, ok := l.index[sgr]; ok {
		return n
	}
	if len(l.pens) == 256 { // the style sheet makes about twenty
		return 0
	}
	n := uint8(len(l.pens))
	l.pens = append(l.pens, sgr)
	l.index[sgr] = n
	return n
}

// passage is text being set: glyphs and their bytes.
type passage struct {
	text  []byte
	list  []glyph
	looks *looks
	ascii bool
	links int    // how many links there are: targets beyond are not ours
	dim   string // SGR of what the reader knows
	pen   uint8
	shade bool  // what is read now is known to the reader
	now   uint8 // the pen, dimmed where that is so
	link  int32
}

// clear makes room for new text; glyphs read before are lost.
func (p *passage) clear() { p.text = append(p.text[:0], '?') }

// tooWide is where text holds what stands for a glyph too wide for any line.
const tooWide = 0

// add appends a glyph.
func (p *passage) add(text string, w int, k kind) {
	g := glyph{at: uint32(len(p.text)), size: uint8(len(text)), w: uint8(w), kind: k, pen: p.now, link: p.link}
	if len(text) == 1 {
		g.c = text[0]
	}
	p.text = append(p.text, text...)
	p.list = append(p.list, g)
}

// read appends what glamour wrote. Of escape sequences it knows SGR and the
// hyperlinks of inliner; it drops all others, and every other control.
func (p *passage) read(s string) {
	p.link = -1
	p.take(0, false)
	p.text, p.list = slices.Grow(p.text, len(s)), slices.Grow(p.list, min(len(s), 4096))
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == 0x1b:
			i += p.escape(s[i:])
		case c == '\n':
			p.add("", 0, newline)
			i++
		case c == '\v':
			p.add(" ", 1, soft)
			i++
		case c == shadeOn[0], c == shadeOff[0]:
			p.take(p.pen, c == shadeOn[0])
			i++
		case c < ' ' || c == 0x7f:
			i++
		case c < 0x80 && (i+1 == len(s) || s[i+1] < 0x80):
			p.add(s[i:i+1], 1, asciiKind(c))
			i++
		default:
			i += p.cluster(s[i:])
		}
	}
}

// take takes up a pen.
func (p *passage) take(pen uint8, shade bool) {
	p.pen, p.shade, p.now = pen, shade, pen
	if shade {
		p.now = p.looks.pen(p.looks.pens[pen] + p.dim)
	}
}

// escape takes one escape sequence and returns its length.
func (p *passage) escape(s string) int {
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
			p.take(p.looks.pen(sgr), p.shade)
			return end + 1
		}
	}
	if strings.HasPrefix(s, link) {
		if end := strings.IndexByte(s, '\a'); end > 0 {
			_, target, _ := strings.Cut(s[len(link):end], ";")
			p.link = -1
			if n, err := strconv.Atoi(strings.TrimPrefix(target, linkScheme)); err == nil && n >= 0 && n < p.links {
				p.link = int32(n)
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
func (p *passage) cluster(s string) int {
	text, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	r, n := utf8.DecodeRuneInString(text)
	if blank := strings.IndexByte(text[n:], ' '); blank >= 0 { // after a sign for numbers, of Arabic
		text = text[:n+blank]
	}
	size := len(text)
	if size == 0 { // cannot be; but then go on
		return 1
	}
	if n == size && r >= '\u4e00' && r <= '\u9fff' { // most of Chinese, for speed
		p.add(text, w, ideogram)
		return size
	}
	k := runeKind(r)
	if k == seam {
		p.add("", 0, seam)
		return size
	}
	if n < size || r == utf8.RuneError || unsafeRune(r) || asciiFor(r) != "" {
		if text = p.tame(text, r); text == "" {
			return size
		}
		w = ansi.StringWidth(text)
	}
	if k == letter && w > 1 && !unicode.Is(unicode.Hangul, r) {
		// Ideographs, kana, emoji. Korean is set in words, as its readers
		// are used to from their newspapers on the web.
		k = ideogram
	}
	w = max(w, ansi.StringWidthWc(text))
	if w == 0 && len(p.list) == 0 {
		return size // nothing to stand on
	}
	p.add(text, w, k)
	if r < 0x100 && n == size {
		p.list[len(p.list)-1].c = uint8(r)
	}
	return size
}

// tame returns what of a cluster may be drawn.
func (p *passage) tame(text string, first rune) string {
	const blackFlag = 0x1f3f4
	var b strings.Builder
	runes := 0
	for _, r := range text {
		tag := r >= 0xe0020 && r <= 0xe007f
		if unsafeRune(r) || tag && first != blackFlag || runes == maxCluster {
			continue
		}
		runes++
		if plain := asciiFor(r); plain != "" && (p.ascii || r == '\u00a0' || r == '\u202f' || r == '\u2007') {
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
	case '‐', '‑', '‒', '–', '−', '·':
		return "-"
	case '—', '―':
		return "--"
	case '…':
		return "..."
	case '•', '‣', '◦':
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
		return held
	case r == '\u3000', r == '\u1680', r == '\u205f', r >= '\u2000' && r <= '\u200a':
		return blank
	case r == '–', r == '—', r == '―':
		return dash
	case r == '‐':
		return hyphen
	case r >= 'เ' && r <= 'ไ', r >= 'ເ' && r <= 'ໄ': // Thai and Lao vowels written before their consonant
		return opening
	case r == '«':
		return opening
	case r == '»':
		return closing
	case r < 0x2000: // most letters, for speed
		return letter
	case strings.ContainsRune("“‘‹（［｛〔【〖〘「『《〈｢＄￥", r):
		return opening
	case strings.ContainsRune("”’›、。，．：；！？）］｝〕】〗〙」』》〉｣｡､・…‥％‰℃〜～ーゝゞ々ヽヾ"+
		"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", r):
		return closing
	}
	return letter
}
