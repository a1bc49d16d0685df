package markup

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"newsreader/parse/clean"
)

// style is a set of emphases.
type style uint8

const (
	strong style = 1 << iota
	emphasised
	struck
)

// marks are the delimiters of the emphases, outermost first.
var marks = [...]struct {
	style style
	mark  string
}{{strong, "**"}, {emphasised, "*"}, {struck, "~~"}}

// spanKind tells what a span of a paragraph is.
type spanKind uint8

const (
	words spanKind = iota
	codeSpan
	picture
)

// span is a piece of a paragraph that looks alike. A picture's text is its
// description.
type span struct {
	kind     spanKind
	style    style
	from, to int    // its text in paragraph.text
	url      string // where it leads, or the picture's address
}

// paragraph collects text with white space collapsed as browsers do; line
// breaks are newlines.
type paragraph struct {
	text  []byte
	spans []span
	space bool // white space is due before the next text
	gap   span // what it belongs to
	eol   bool // it was a line end, which Chinese and Japanese don't count
	ink   bool // something visible was collected
}

func (p *paragraph) reset() {
	p.text, p.spans = p.text[:0], p.spans[:0]
	p.space, p.eol, p.ink = false, false, false
}

// empty reports whether nothing visible was collected.
func (p *paragraph) empty() bool { return !p.ink }

// add appends text in a style, leading to url unless that is "".
func (p *paragraph) add(s string, kind spanKind, st style, url string) {
	s = clean.Text(s)
	for s != "" {
		if n := unspaced(s); n > 0 {
			p.words(s[:n], kind, st, url)
			s = s[n:]
			continue
		}
		n, lineEnds := 0, true
		for n < len(s) && collapses[s[n]] {
			lineEnds = lineEnds && s[n] == '\n'
			n++
		}
		if !p.space {
			p.gap = span{kind: kind, style: st, url: url}
		}
		p.eol = (p.eol || !p.space) && lineEnds
		p.space, s = true, s[n:]
	}
}

// collapses holds the white space of which a run shows as one space. A look
// at this table for each byte takes half of strings.IndexAny's time, which
// builds one for each word.
var collapses = [256]bool{' ': true, '\t': true, '\n': true, '\f': true, '\r': true}

// unspaced returns the length of the text at the beginning of s that stays as
// it is: words with single spaces between them.
func unspaced(s string) int {
	for i := range len(s) {
		if collapses[s[i]] && (s[i] != ' ' || i == 0 || i+1 == len(s) || collapses[s[i+1]]) {
			return i
		}
	}
	return len(s)
}

// words appends text in which no white space collapses.
func (p *paragraph) words(s string, kind spanKind, st style, url string) {
	if p.space && len(p.text) > 0 && p.text[len(p.text)-1] != '\n' {
		last, _ := utf8.DecodeLastRune(p.text)
		first, _ := utf8.DecodeRuneInString(s)
		if !p.eol || !spaceless(last) || !spaceless(first) {
			p.putGap(kind)
		}
	}
	p.space, p.eol = false, false
	p.put(s, kind, st, url)
	p.ink = p.ink || !blank(s)
}

// putGap appends the white space that is due. It belongs to code only within
// one span of it.
func (p *paragraph) putGap(next spanKind) {
	g := p.gap
	if g.kind == codeSpan && (next != codeSpan || p.spans[len(p.spans)-1].kind != codeSpan) {
		g.kind = words
	}
	p.put(" ", g.kind, g.style, g.url)
}

// spaceless reports whether r belongs to a script that sets no spaces, where
// a line end in the source is no space either.
func spaceless(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r < 0x3030 || r >= 0xff00 && r < 0xff66
}

// put appends text as it is.
func (p *paragraph) put(s string, kind spanKind, st style, url string) {
	from := len(p.text)
	p.text = append(p.text, s...)
	if n := len(p.spans); n > 0 {
		if l := &p.spans[n-1]; l.kind == kind && l.style == st && l.url == url && kind != picture {
			l.to = len(p.text)
			return
		}
	}
	p.spans = append(p.spans, span{kind, st, from, len(p.text), url})
}

// picture appends an image.
func (p *paragraph) picture(description, url string) {
	if p.space {
		p.space = false
		if len(p.text) > 0 && p.text[len(p.text)-1] != '\n' {
			p.put(" ", words, 0, "")
		}
	}
	p.put(clean.Line(description), picture, 0, url)
	p.ink = true
}

// lineBreak appends a line break and reports whether it is the second one in
// a row, which ends the paragraph.
func (p *paragraph) lineBreak() (second bool) {
	p.space = false
	if len(p.text) == 0 && len(p.spans) == 0 {
		return false
	}
	if len(p.text) > 0 && p.text[len(p.text)-1] == '\n' {
		return true
	}
	p.put("\n", words, 0, "")
	return false
}

// oneLine replaces the line breaks and takes styles away that the block has
// already.
func (p *paragraph) oneLine(without kind) {
	for i, c := range p.text {
		if c == '\n' {
			p.text[i] = ' '
		}
	}
	if without == bold {
		for i := range p.spans {
			p.spans[i].style &^= strong
		}
	}
}

// plainText returns the words of the paragraph.
func (p *paragraph) plainText() []byte {
	var b []byte
	for _, s := range p.spans {
		if s.kind != picture {
			b = append(b, p.text[s.from:s.to]...)
		}
	}
	return bytes.TrimFunc(b, unicode.IsSpace)
}
