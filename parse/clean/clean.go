// Package clean makes hostile text safe to keep and to show.
//
// Whatever a page, a feed or a file says passes here once, at the border,
// before it becomes part of an article; sinks at the terminal (window title,
// clipboard, links, error messages) check again with [Safe] or [SafeLine].
// It knows nothing of formats: decoding bytes is parse/charset's work and
// Markdown is parse/markdown's.
//
// The result is valid UTF-8 in NFC. These things never come out:
//
//   - C0 controls but newline and tab, DEL and C1 controls; form feeds,
//     vertical tabs, NEL and the Unicode line and paragraph separators become
//     newlines, and so do carriage returns (CR LF is one);
//   - escape sequences, whole: CSI, OSC, DCS, APC, PM and SOS with payload and
//     terminator, introduced by ESC or by a C1 control. A payload must end on
//     its own line and within 4 KB, otherwise only the introducer goes, so
//     that a broken sequence cannot swallow the news behind it;
//   - bidirectional embeddings, overrides and isolates, which reorder what a
//     reader sees. The marks LRM, RLM and ALM only hint at a direction: they
//     stay in text and go from lines;
//   - zero-width and format characters that nothing needs. Joiners stay where
//     emoji and scripts need them, variation selectors after a base, tag
//     characters in flag emoji, and zero-width spaces in the text (not the
//     lines) of scripts written without spaces;
//   - more than 16 combining marks on one base, and noncharacters.
//
// Every function runs in time and memory linear in its input, returns clean
// input as it is without allocating, and leaves its own output alone: doing
// it twice is doing it once. Safe for concurrent use.
package clean

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Line returns s as safe plain text on one line: what [Text] removes goes,
// runs of white space become one space, and none is left at either end. It is
// for fields such as titles and names.
func Line(s string) string { return rewrite(s, true) }

// Text returns s as safe text of any number of lines, plain or Markdown. Its
// white space stays, except that every kind of line end becomes a newline.
func Text(s string) string { return rewrite(s, false) }

// Safe reports whether [Text] would return s as it is, so that s may be
// written to a terminal that expects lines of text.
func Safe(s string) bool { return asIs(s, false) }

// SafeLine reports whether [Line] would return s as it is, so that s may be
// written where a terminal expects one line.
func SafeLine(s string) bool { return asIs(s, true) }

// rewrite makes s clean. It composes after the scan, because characters that
// a control character parted may compose when it is gone.
func rewrite(s string, line bool) string {
	if asIs(s, line) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := "" // white space of a line that awaits what it separates
	for c := (cursor{s: s, line: line}); !c.done(); {
		piece, white := c.next()
		switch {
		case piece == "":
		case !white:
			if b.Len() > 0 {
				b.WriteString(space)
			}
			b.WriteString(piece)
			space = ""
		case space != "" || controlSpace(piece):
			space = " "
		default:
			space = piece
		}
	}
	return unpile(norm.NFC.String(b.String()))
}

// asIs reports whether rewriting s would change nothing.
func asIs(s string, line bool) bool {
	ascii, ok := asciiAsIs(s, line)
	if ascii || !ok {
		return ok
	}
	gap := line // a space here would be the first or the second of its run
	c := cursor{s: s, line: line}
	for !c.done() {
		at := c.i
		piece, white := c.next()
		if piece != s[at:c.i] || (white && (gap || controlSpace(piece))) {
			return false
		}
		gap = line && white
	}
	return !gap && !c.piled && (!c.odd || composed(s))
}

// asciiAsIs decides for the text before the first byte that is not ASCII:
// ok tells whether it is clean, and ascii that there is no such byte.
func asciiAsIs(s string, line bool) (ascii, ok bool) {
	gap := line
	for i := range len(s) {
		switch b := s[i]; {
		case b > ' ' && b < 0x7f:
			gap = false
		case b >= 0x80:
			return false, true
		case b == ' ':
			if gap {
				return false, false
			}
			gap = line
		case line || (b != '\n' && b != '\t'):
			return false, false
		}
	}
	return true, !gap || s == ""
}

// controlSpace reports whether white space is written with a control
// character, which a line cannot hold.
func controlSpace(piece string) bool { return piece[0] < ' ' }

// composed reports whether s is in NFC. The quick look comes first because
// the library's thorough one allocates even where that settles it.
func composed(s string) bool {
	return norm.NFC.QuickSpanString(s) == len(s) || norm.NFC.IsNormalString(s)
}
