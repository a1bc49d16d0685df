package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks bounds the combining marks on one base. Written languages need
// fewer than ten; thousands on one letter are an attack on the renderer.
const maxMarks = 16

// cursor walks text and decides for each place what comes out of it. Clean
// text must pass it unchanged, so it looks at nothing but what was kept
// before and what follows.
type cursor struct {
	s    string
	i    int
	line bool

	prev  rune // the last character that came out, 0 at the beginning
	base  rune // the last one that is not a combining mark
	marks int  // combining marks since then
	piled bool // more than maxMarks were met on one base
	odd   bool // a character came out that plain does not know
	ends  ends // where escape strings end
}

func (c *cursor) done() bool { return c.i >= len(c.s) }

// next moves over one character, a run of plain ASCII, or a sequence that
// belongs together, and returns what comes out of it: "" if nothing does.
// Only in lines, white tells that it is white space, which the caller
// collapses.
func (c *cursor) next() (piece string, white bool) {
	if n := c.asciiRun(); n > 0 {
		piece = c.out(rune(c.s[c.i+n-1]), c.s[c.i:c.i+n])
		c.i += n
		return piece, false
	}
	r, n := utf8.DecodeRuneInString(c.s[c.i:])
	if r == utf8.RuneError && n == 1 {
		c.i++
		return c.out(r, "\uFFFD"), false
	}
	if r == ' ' || r == '\t' || r == '\n' {
		piece = c.out(r, c.s[c.i:c.i+n])
		c.i += n
		return piece, c.line
	}
	if newlineLike(r) {
		if strings.HasPrefix(c.s[c.i:], "\r\n") {
			n = 2
		}
		c.i += n
		return c.out('\n', "\n"), c.line
	}
	if r == esc || introducesString(r) || r == csi {
		c.i += c.escape(r, n)
		return "", false
	}
	if r == blackFlag {
		n += flagTags(c.s[c.i+n:])
	} else if !plain(r) && !c.keep(r, n) {
		c.i += n
		return "", false
	}
	piece = c.out(r, c.s[c.i:c.i+n])
	c.i += n
	return piece, c.line && unicode.IsSpace(r)
}

// asciiRun returns the length of the run of visible ASCII at the cursor, in
// text with the white space in it.
func (c *cursor) asciiRun() int {
	for j, b := range []byte(c.s[c.i:]) {
		if b > ' ' && b < 0x7f || !c.line && (b == ' ' || b == '\n' || b == '\t') {
			continue
		}
		return j
	}
	return len(c.s) - c.i
}

// out notes that r came out and returns how it is written.
func (c *cursor) out(r rune, piece string) string {
	c.prev = r
	if r >= utf8.RuneSelf && !plain(r) {
		c.odd = true
		if unicode.Is(unicode.M, r) {
			c.marks++
			c.piled = c.piled || c.marks > maxMarks
			return piece
		}
	}
	c.base, c.marks = r, 0
	return piece
}

// newlineLike reports whether r ends a line, by itself or before a newline.
func newlineLike(r rune) bool {
	switch r {
	case '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// plain recognises at a glance the characters that most news is made of, that
// every context keeps and that composing leaves alone: letters of Latin, Greek
// and Cyrillic, quotes and dashes, Chinese and Japanese, Hangul, full-width
// forms. Text of nothing else need not be asked whether it is composed, which
// costs more than all the rest.
func plain(r rune) bool {
	switch {
	case r < 0x300:
		return r > 0xa0 && r != 0xad
	case r < 0x2010:
		return r >= 0x388 && r < 0x483 || r >= 0x48a && r < 0x530
	case r < 0x3400:
		return r < 0x2028 || r > 0x3000 && r < 0x302a || r > 0x3040 && r < 0x3097 || r > 0x30a0 && r < 0x3100
	case r < 0xac00:
		return r < 0xa000
	}
	return r < 0xd7a4 || r > 0xff00 && r < 0xffa0
}

// keep decides on a character that depends on its context or its category.
// What it looks at must stay the same when the text is composed afterwards:
// marks may change their order and melt into their base, so it asks for the
// base and never for a mark.
func (c *cursor) keep(r rune, n int) bool {
	switch {
	case r == zwj || r == zwnj || r == mongolianSeparator:
		return c.keepJoiner(r, n)
	case r == zwsp:
		return !c.line && unicode.In(c.base, spaceless...)
	case r == lrm || r == rlm || r == alm:
		return !c.line
	case unicode.Is(unicode.Variation_Selector, r):
		return c.afterBase()
	case r == hangulFiller || r == halfwidthFiller:
		return false // letters in name, blank in print: titles hide behind them
	case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Noncharacter_Code_Point, r):
		return false
	case unicode.Is(unicode.Cf, r):
		return unicode.Is(unicode.Prepended_Concatenation_Mark, r)
	}
	return true
}

// afterBase reports whether something visible stands before, to which a
// variation selector can belong.
func (c *cursor) afterBase() bool {
	return c.prev != 0 && !unicode.IsSpace(c.prev) &&
		!unicode.Is(unicode.Variation_Selector, c.prev) && !unicode.Is(unicode.Cf, c.prev)
}

// keepJoiner keeps joiners after letters of the scripts that shape words with
// them, and the one that glues two emoji together.
func (c *cursor) keepJoiner(r rune, n int) bool {
	if unicode.In(c.base, joining...) && !unicode.Is(unicode.Cf, c.base) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(c.s[c.i+n:])
	return r == zwj && (pictograph(c.prev) || skinTone(c.prev) || c.prev == emojiStyle) && pictograph(next)
}

// unpile removes the combining marks beyond maxMarks on one base.
func unpile(s string) string {
	c := cursor{}
	return strings.Map(func(r rune) rune {
		if c.out(r, ""); c.marks > maxMarks {
			return -1
		}
		return r
	}, s)
}
