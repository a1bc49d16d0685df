package clean

import (
	"strings"
	"unicode"
)

// Characters that the rules name.
const (
	zwsp               = 0x200b // zero-width space
	zwnj               = 0x200c // zero-width non-joiner
	zwj                = 0x200d // zero-width joiner
	lrm                = 0x200e // left-to-right mark
	rlm                = 0x200f // right-to-left mark
	alm                = 0x061c // Arabic letter mark
	mongolianSeparator = 0x180e
	hangulFiller       = 0x3164
	halfwidthFiller    = 0xffa0
	emojiStyle         = 0xfe0f // variation selector 16
	blackFlag          = 0x1f3f4
)

// joining holds the scripts that shape words with joiners.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Mandaic,
	unicode.Adlam, unicode.Hanifi_Rohingya, unicode.Phags_Pa,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya,
	unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
	unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Javanese, unicode.Balinese,
}

// spaceless holds the scripts that part words with zero-width spaces, where
// lines can only be broken there.
var spaceless = []*unicode.RangeTable{
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
	unicode.Tai_Le, unicode.New_Tai_Lue, unicode.Tai_Tham, unicode.Javanese, unicode.Balinese,
}

// pictograph reports whether r may stand in an emoji that is joined of
// several. It is wider than Unicode's list, which the library lacks: any
// symbol counts, and mathematical ones because some arrows are emoji.
func pictograph(r rune) bool { return unicode.In(r, unicode.So, unicode.Sm) }

func skinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// flagTags returns the length of the tag characters at the start of s that
// make a black flag the flag of a region, such as Scotland: three to six
// letters or digits and the end tag. It is 0 for any others.
func flagTags(s string) int {
	const width = 4 // bytes of a tag character in UTF-8
	n := 0
	for _, r := range s {
		switch {
		case r >= 0xe0030 && r <= 0xe0039 || r >= 0xe0061 && r <= 0xe007a:
			n++
		case r == 0xe007f && n >= 3 && n <= 6:
			return (n + 1) * width
		default:
			return 0
		}
		if n > 6 {
			break
		}
	}
	return 0
}

// Escape sequences.
const (
	esc = 0x1b
	csi = 0x9b
	bel = 0x07

	maxParams  = 128  // of a control sequence, in bytes
	maxPayload = 4096 // of an escape string, in bytes
)

// introducesString reports whether r is DCS, SOS, OSC, PM or APC as one C1
// control.
func introducesString(r rune) bool {
	return r == 0x90 || r == 0x98 || r >= 0x9d && r <= 0x9f
}

// escape returns the length of the escape sequence at the cursor, whose
// introducer r is n bytes long. Of a broken one it is just the introducer.
func (c *cursor) escape(r rune, n int) int {
	rest := c.s[c.i+n:]
	switch {
	case r == csi:
		return n + controlSequence(rest)
	case r != esc:
		return n + c.ends.after(c.s, c.i+n)
	case rest == "":
		return n
	}
	switch first := rest[0]; {
	case first == '[':
		return n + 1 + controlSequence(rest[1:])
	case strings.IndexByte("PX]^_", first) >= 0:
		return n + 1 + c.ends.after(c.s, c.i+n+1)
	default:
		return n + shortSequence(rest)
	}
}

// controlSequence returns the length of parameters, intermediates and final
// byte behind a CSI, 0 if they do not make a control sequence.
func controlSequence(s string) int {
	i := 0
	for i < len(s) && i < maxParams && s[i] >= 0x20 && s[i] <= 0x3f {
		i++
	}
	if i < len(s) && s[i] >= 0x40 && s[i] <= 0x7e {
		return i + 1
	}
	return 0
}

// shortSequence returns the length of what follows the ESC of a sequence such
// as ESC c or ESC ( B, 0 if it is none.
func shortSequence(s string) int {
	i := 0
	for i < len(s) && i < 4 && s[i] >= 0x20 && s[i] <= 0x2f {
		i++
	}
	if i < len(s) && s[i] >= 0x30 && s[i] <= 0x7e {
		return i + 1
	}
	return 0
}

// ends finds where escape strings end. It remembers what it found, because a
// text of nothing but introducers would be searched to its end for each.
type ends struct{ from, at, next int }

// after returns how many bytes of s from i on belong to an escape string: its
// payload and its terminator (BEL, ST, or ESC \). It is 0 if the string does
// not end on its line or is too long.
func (e *ends) after(s string, i int) int {
	if e.next == 0 || i < e.from || i > e.at {
		e.find(s, i)
	}
	if e.next <= e.at || e.at-i > maxPayload {
		return 0
	}
	return e.next - i
}

// find notes the place, at or after i, where an escape string has to end: at
// is its terminator or what forbids one, next what follows the terminator (at
// itself if there is none).
func (e *ends) find(s string, i int) {
	e.from = i
	for e.at = i; e.at < len(s); e.at++ {
		switch rest := s[e.at:]; {
		case rest[0] == bel:
			e.next = e.at + 1
			return
		case rest[0] == esc && len(rest) > 1 && rest[1] == '\\', strings.HasPrefix(rest, "\u009c"):
			e.next = e.at + 2
			return
		case rest[0] == '\n' || rest[0] == '\r' || rest[0] == esc:
			e.next = e.at
			return
		}
	}
	e.next = e.at
}
