package store

import (
	"slices"
	"strings"
	"sync"
)

// plain returns the words of Markdown without its marks, for the index and
// for snippets: link targets, HTML tags, bare addresses and the signs of
// emphasis, code, headings and quotes go; everything else stays in its order,
// line by line. It is linear in the text, whatever the text holds.
func plain(markdown string) string { return plainStart(markdown, len(markdown)) }

// schemeBytes is how much of its output stripper takes back at most.
const schemeBytes = len("https")

// plainStart returns as much of plain that its first bytes, as many as asked
// for, are there.
func plainStart(markdown string, bytes int) string {
	if !strings.ContainsAny(markdown, "[]<>*_`~|#\\:") {
		return markdown
	}
	buffer := plainBuffers.Get().(*[]byte)
	p := stripper{in: markdown, out: slices.Grow((*buffer)[:0], len(markdown))}
	for p.at < len(p.in) && len(p.out) < bytes+schemeBytes {
		p.step()
	}
	out := string(p.out)
	if cap(p.out) <= keptBuffer {
		*buffer = p.out
		plainBuffers.Put(buffer)
	}
	return out
}

var plainBuffers = sync.Pool{New: func() any { return new([]byte) }}

// stripper is plain at work.
type stripper struct {
	in  string
	at  int
	out []byte
}

// The bytes that step looks at; all others are copied in one go.
var plainMarks = func() (set [256]bool) {
	for _, c := range []byte("\\[]!<>*_`~|#:") {
		set[c] = true
	}
	return set
}()

func (p *stripper) step() {
	from := p.at
	for p.at < len(p.in) && !plainMarks[p.in[p.at]] {
		p.at++
	}
	p.out = append(p.out, p.in[from:p.at]...)
	if p.at == len(p.in) {
		return
	}
	c := p.in[p.at]
	p.at++
	switch c {
	case '\\':
		if p.at < len(p.in) && punctuation(p.in[p.at]) {
			c = p.in[p.at]
			p.at++
		}
		p.out = append(p.out, c)
	case '[', '*', '`', '~':
	case ']':
		p.target()
	case '!':
		if p.next() != '[' {
			p.out = append(p.out, c)
		}
	case '<':
		p.tag()
	case '|':
		p.out = append(p.out, ' ')
		p.rule()
	case '#', '>':
		if !p.lineStart() {
			p.out = append(p.out, c)
		}
	case '_':
		if p.inWord() {
			p.out = append(p.out, c)
		}
	case ':':
		p.colon()
	}
}

// rule skips the line between a table's head and its rows, which holds no
// words.
func (p *stripper) rule() {
	if p.at > 1 && p.in[p.at-2] != '\n' {
		return
	}
	line, _, _ := strings.Cut(p.in[p.at:], "\n")
	if strings.Contains(line, "---") && strings.Trim(line, "|:- ") == "" {
		p.at += len(line)
	}
}

func (p *stripper) next() byte {
	if p.at < len(p.in) {
		return p.in[p.at]
	}
	return 0
}

// furthest bounds how far a link's target or a tag may reach: what is longer
// is text.
const furthest = 2048

// target skips the address that may follow a link's text.
func (p *stripper) target() {
	if p.next() != '(' {
		return
	}
	depth := 0
	for i := p.at; i < min(len(p.in), p.at+furthest); i++ {
		switch p.in[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				p.at = i + 1
				return
			}
		case '\n':
			if i+1 < len(p.in) && p.in[i+1] == '\n' {
				return
			}
		}
	}
}

// tag skips an HTML tag or an address in angle brackets.
func (p *stripper) tag() {
	if c := p.next(); !letter(c) && c != '/' && c != '!' {
		p.out = append(p.out, '<')
		return
	}
	rest := p.in[p.at:min(len(p.in), p.at+furthest)]
	end := strings.IndexAny(rest, "<>")
	if end < 0 || rest[end] == '<' {
		p.out = append(p.out, '<')
		return
	}
	p.at += end + 1
	p.out = append(p.out, ' ')
}

// colon drops a bare address, whose scheme is written already.
func (p *stripper) colon() {
	for _, scheme := range []string{"https", "http"} {
		if strings.HasPrefix(p.in[p.at:], "//") && strings.HasSuffix(string(p.out[max(0, len(p.out)-len(scheme)):]), scheme) {
			p.out = p.out[:len(p.out)-len(scheme)]
			for p.at < len(p.in) && p.in[p.at] > ' ' && p.in[p.at] != ')' && p.in[p.at] != ']' && p.in[p.at] != '>' {
				p.at++
			}
			return
		}
	}
	p.out = append(p.out, ':')
}

// indent is how many blanks may stand before a mark at a line's beginning.
const indent = 64

// lineStart tells whether nothing but marks was written on this line.
func (p *stripper) lineStart() bool {
	before := p.out[max(0, len(p.out)-indent):]
	for i := len(before) - 1; i >= 0 && before[i] != '\n'; i-- {
		if before[i] != ' ' {
			return false
		}
	}
	return true
}

// inWord tells whether an underscore stands between two letters.
func (p *stripper) inWord() bool {
	return p.at >= 2 && wordByte(p.in[p.at-2]) && wordByte(p.next())
}

func wordByte(c byte) bool { return letter(c) || '0' <= c && c <= '9' || c >= 0x80 }

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func punctuation(c byte) bool { return c > ' ' && c < 0x7f && !wordByte(c) }
