package render

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// Span is a stretch of an article's Markdown in bytes: From up to, not
// including, To.
type Span struct{ From, To int }

// known tells which stretches of the Markdown are known to the reader and so
// are shown dim. What is parsed is a chunk at a time: base is where it begins.
//
// What is known goes by the place of a text in the Markdown, and glamour
// passes no places on. So its beginning and end are marked in the text itself,
// by controls that no cleaned text holds.
type known struct {
	spans []Span
	base  int
	here  bool // the last text was known: what has no place of its own follows it
}

// The marks around what is known.
const (
	shadeOn  = "\x0e"
	shadeOff = "\x0f"
)

// at reports whether a place in the chunk is known, and where that ends.
func (k *known) at(i int) (bool, int) {
	at := i + k.base
	n := sort.Search(len(k.spans), func(n int) bool { return k.spans[n].To > at })
	switch {
	case n == len(k.spans):
		return false, i + 1<<30
	case k.spans[n].From > at:
		return false, k.spans[n].From - k.base
	}
	return true, k.spans[n].To - k.base
}

// pieces calls fn for the parts of a stretch of the chunk that are known as a
// whole, or not at all.
func (k *known) pieces(from, to int, fn func(from, to int)) {
	for from < to {
		var end int
		k.here, end = k.at(from)
		end = min(end, to)
		fn(from, end)
		from = end
	}
}

// shade marks a text that is known.
func (k *known) shade(s string) string {
	if !k.here || s == "" {
		return s
	}
	return shadeOn + s + shadeOff
}

// most reports whether nearly all of a stretch of the chunk is known.
func (k *known) most(from, to int) bool {
	if len(k.spans) == 0 || from >= to {
		return false
	}
	covered := 0
	for i := from; i < to; {
		is, end := k.at(i)
		end = min(end, to)
		if is {
			covered += end - i
		}
		i = end
	}
	return covered*10 >= (to-from)*9
}

// extent is where the text of a block stands in its chunk.
func extent(n ast.Node) (from, to int) {
	from = 1 << 30
	if n.Type() == ast.TypeBlock {
		for i := range n.Lines().Len() {
			seg := n.Lines().At(i)
			from, to = min(from, seg.Start), max(to, seg.Stop)
		}
	}
	if to > 0 {
		return from, to
	}
	for c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock; c = c.NextSibling() {
		f, t := extent(c)
		from, to = min(from, f), max(to, t)
	}
	return from, to
}

// knownRun returns the text of a run with what is known in it marked.
func (in *inliner) knownRun(n *ast.Text) string {
	var b strings.Builder
	at := n.Segment.Start
	in.known.pieces(n.Segment.Start, n.Segment.Stop, func(_, to int) {
		to = max(uncut(in.source[:n.Segment.Stop], to), at)
		s := string(in.source[at:to])
		at = to
		if !n.IsRaw() {
			s = unescape(s)
		}
		b.WriteString(in.known.shade(token(s)))
	})
	return b.String()
}

// uncut returns the first place from at on where no character, reference to
// one (&amp;) or escape is cut in two, wherever a passage may end.
func uncut(s []byte, at int) int {
	const longest = 40 // of a reference
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	if at > 0 && at < len(s) && s[at-1] == '\\' {
		_, size := utf8.DecodeRune(s[at:])
		return at + size
	}
	amp := bytes.LastIndexByte(s[max(at-longest, 0):at], '&')
	if amp < 0 {
		return at
	}
	amp += max(at-longest, 0)
	end := amp + 1
	for end < len(s) && (s[end] == '#' || isNameRune(rune(s[end])) && s[end] != '-') {
		end++
	}
	if end >= at && end < len(s) && s[end] == ';' {
		return end + 1
	}
	return at
}
