package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsreader/parse/when"
)

// line is a line of the page that holds something.
type line struct {
	text   string
	blank  bool // a blank line, or the page's beginning, is before it
	isTime bool // it is an age or a date
}

// maxHeadline bounds a headline, in characters. A longer first line is text.
const maxHeadline = 300

func (l line) headline() bool { return utf8.RuneCountInString(l.text) <= maxHeadline }

// lines cuts clean text into its lines, without blank ones, white space at
// the ends, and artefacts.
func (p *parser) lines(text string) []line {
	var out []line
	blank := true
	for s := range strings.SplitSeq(text, "\n") {
		s = strings.TrimFunc(p.withoutArtefacts(s), ignorable)
		if s == "" {
			blank = true
			continue
		}
		out = append(out, line{s, blank, isTime(s)})
		blank = false
	}
	return out
}

// isTime reports whether a line is an age or a date.
func isTime(s string) bool {
	if _, ok := when.ParseAge(s); ok {
		return true
	}
	_, ok := when.ParseDate(s)
	return ok
}

// ignorable reports whether a character shows nothing at the end of a line.
func ignorable(r rune) bool { return unicode.IsSpace(r) || r >= 0x200b && r <= 0x200f || r == 0x61c }

// withoutArtefacts removes the marks of publishing systems from a line.
func (p *parser) withoutArtefacts(s string) string {
	for _, a := range p.table.artefacts {
		if !strings.Contains(s, a.begin) {
			continue
		}
		var b strings.Builder
		for {
			i := strings.Index(s, a.begin)
			if i < 0 {
				break
			}
			n := a.length(s[i:])
			if n == 0 {
				b.WriteString(s[:i+len(a.begin)])
				s = s[i+len(a.begin):]
				continue
			}
			p.dropped = append(p.dropped, s[i:i+n])
			b.WriteString(strings.TrimRight(s[:i], " "))
			s = s[i+n:]
		}
		b.WriteString(s)
		s = b.String()
	}
	return s
}

// length returns the length of the artefact that s begins with, 0 if what
// begins there is none.
func (a artefact) length(s string) int {
	const longest = 60
	inner := s[len(a.begin):]
	n := strings.Index(inner[:min(len(inner), longest+len(a.end))], a.end)
	if n < 0 || strings.ContainsAny(inner[:n], " \t") {
		return 0
	}
	return len(a.begin) + n + len(a.end)
}

// bullets begin the items of lists. A dash that is not a hyphen is none: it
// begins speech in many languages.
const bullets = "-*•·▪●◦‣■□►▶○"

// item returns the text of a line that is an item of a list.
func item(s string) (text string, ok bool) {
	r, n := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(bullets, r) {
		return "", false
	}
	rest := strings.TrimLeftFunc(s[n:], unicode.IsSpace)
	if rest == "" || rest == s[n:] && strings.ContainsRune("-*·", r) {
		return "", false
	}
	return rest, true
}

// label reports whether a line could be a name or a label: short, and not a
// sentence.
func label(s string) bool {
	const longest, words = 60, 5
	if utf8.RuneCountInString(s) > longest {
		return false
	}
	return !endsWith(s, ".!?…。！？:,;") || strings.Count(s, " ") < words
}

// endsWith reports whether the last character of s is one of chars.
func endsWith(s, chars string) bool {
	last, n := utf8.DecodeLastRuneInString(s)
	return n > 0 && strings.ContainsRune(chars, last)
}
