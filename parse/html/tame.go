package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds on what is open at once. The parser of the tree gives up at 512
// elements; and an element of formatting that is never closed is opened again
// in each paragraph after it, so that a few hundred of them multiply the page.
const (
	maxOpen       = 256
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

// survey looks over a page: wild tells that it must be tamed, tags counts its
// tags. It takes a hundredth of the time of a tree.
func survey(s string) (wild bool, tags int) {
	var open [256]int // by first letter, which is close enough
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+3 > len(s) {
			return wild, tags
		}
		s = s[i+1:]
		c := s[0] | 0x20
		end := s[0] == '/'
		if end {
			c = s[1] | 0x20
		}
		if c < 'a' || c > 'z' {
			continue
		}
		tags++
		name := s[:min(len(s), 7)]
		if end {
			name = name[1:]
		}
		if !shortName(name) {
			continue
		}
		if end {
			open[c]--
		} else if open[c]++; open[c] > maxFormatting && c != 'a' { // a link ends the one before it
			wild = true
		}
	}
}

// shortName reports whether a tag's name is one of formatting.
func shortName(s string) bool {
	end := strings.IndexAny(s, " \t\n\r\f/>")
	if end <= 0 {
		return false
	}
	return formatting(atom.Lookup([]byte(strings.ToLower(s[:end]))))
}

// tame rewrites a page so that no more elements are open at once than a tree
// bears: the tags of those that are too deep go, their text stays.
func tame(s string) string {
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
			if depth >= maxOpen || formatting(a) && inline >= maxFormatting {
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
