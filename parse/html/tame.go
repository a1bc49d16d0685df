package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds on what is open at once. The parser of the tree gives up at 512
// elements, some of which no tag stands for or are not counted here, such as
// the rows and cells of tables: if it gives up nevertheless, maxOpenTight will
// do. And an element of formatting that is never closed is opened again
// in each paragraph after it, so that a few hundred of them multiply the page.
const (
	maxOpen       = 256
	maxOpenTight  = 64
	maxFormatting = 24
)

// formatting elements are those that are opened again.
func formatting(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// survey is what a look over a page tells of the work that a tree of it would
// be. It takes a hundredth of the time of the tree.
type survey struct {
	tags   int
	wild   bool // so much formatting is open that the page must be tamed
	copied int  // bytes that the parser would copy to join texts

	formats [256]int // open elements of formatting by their first letter, which is close enough
	open    [1024]int8
	tables  int
	apart   bool // the next text begins a node of its own
	joined  int  // length of the text that the next one would be joined to
}

// look surveys a page. The parser joins a text to the one before it, copying
// both, if no element came between: so a page of a million misplaced tags,
// which make no elements, would take hours.
func look(s string) *survey {
	v := &survey{apart: true}
	text := 0 // length of the text since the last tag
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+3 > len(s) {
			return v
		}
		text += i
		s = s[i+1:]
		if c := s[0] | 0x20; (c < 'a' || c > 'z') && s[0] != '/' && s[0] != '!' && s[0] != '?' {
			continue
		}
		if v.apart {
			v.joined = 0
		}
		if text > 0 {
			v.joined += text
			v.copied += v.joined
			v.apart = false
		}
		text = 0
		if a := v.tag(s); a == atom.Script || a == atom.Style {
			s = behind(s, a.String())
		}
	}
}

// behind returns what follows the text of a script or style sheet.
func behind(s, name string) string {
	for {
		i := strings.Index(s, "</")
		if i < 0 {
			return ""
		}
		s = s[i:]
		if len(s) >= 2+len(name) && strings.EqualFold(s[2:2+len(name)], name) {
			return s
		}
		s = s[2:]
	}
}

// tag takes a tag into account, given behind its bracket. It returns the
// element that begins.
func (v *survey) tag(s string) atom.Atom {
	end := s[0] == '/'
	if end {
		s = s[1:]
	}
	if s[0] == '!' || s[0] == '?' {
		v.apart = true // a comment is a node
	}
	if c := s[0] | 0x20; c < 'a' || c > 'z' {
		return 0
	}
	v.tags++
	n, hash := 0, uint(0)
	for n < len(s) && n < 40 && strings.IndexByte(" \t\n\r\f/>", s[n]) < 0 {
		hash = hash*31 + uint(s[n]|0x20)
		n++
	}
	slot := &v.open[hash%uint(len(v.open))]
	a := atom.Atom(0)
	if n <= 10 {
		var name [10]byte
		for i := range n {
			name[i] = s[i] | 0x20
		}
		if s[0]|0x20 == 'h' && n == 2 { // h1 to h6: digits have the bit, too
			name[1] = s[1]
		}
		a = atom.Lookup(name[:n])
	}
	if formatting(a) {
		v.format(s[0]|0x20, end)
	}
	switch {
	case a == atom.Table && !end:
		v.tables++
		v.apart = true
	case a == atom.Table:
		v.tables = max(v.tables-1, 0)
		v.apart = true
	case end:
		v.apart = *slot > 0
		*slot = max(*slot-1, 0)
	case a == atom.Td || a == atom.Th || a == atom.Caption:
		v.apart = v.tables > 0
	case misplaced(a):
	default:
		v.apart = true
		*slot = min(*slot+1, 100)
	}
	if end {
		return 0
	}
	return a
}

func (v *survey) format(letter byte, end bool) {
	if end {
		v.formats[letter]--
	} else if v.formats[letter]++; v.formats[letter] > maxFormatting && letter != 'a' { // a link ends the one before it
		v.wild = true
	}
}

// misplaced elements are none in most places.
func misplaced(a atom.Atom) bool {
	switch a {
	case atom.Html, atom.Head, atom.Body, atom.Frame, atom.Frameset, atom.Caption, atom.Col, atom.Colgroup, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Option, atom.Optgroup:
		return true
	}
	return false
}

// tame rewrites a page so that no more elements are open at once than a tree
// bears: the tags of those that are too deep go, their text stays.
func tame(s string, open int) string {
	var b strings.Builder
	b.Grow(len(s))
	z := html.NewTokenizer(strings.NewReader(s))
	depth, inline := 0, 0
	dropped := map[atom.Atom]int{}
	for {
		t := z.Next()
		if t == html.ErrorToken {
			return b.String()
		}
		raw := z.Raw()
		if t != html.StartTagToken && t != html.EndTagToken {
			b.Write(raw)
			continue
		}
		kept := string(raw) // TagName overwrites it in lower case
		name, _ := z.TagName()
		a := atom.Lookup(name)
		switch {
		case void(a) || selfEnding(a):
		case t == html.StartTagToken:
			if depth >= open || formatting(a) && inline >= maxFormatting {
				dropped[a]++
				continue
			}
			depth++
			if formatting(a) {
				inline++
			}
		case dropped[a] > 0:
			dropped[a]--
			continue
		default:
			depth = max(depth-1, 0)
			if formatting(a) {
				inline = max(inline-1, 0)
			}
		}
		b.WriteString(kept)
	}
}

// selfEnding elements end where the next one begins, so they don't nest.
func selfEnding(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Li, atom.Dt, atom.Dd, atom.Td, atom.Th, atom.Tr, atom.Option:
		return true
	}
	return false
}

func void(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}
