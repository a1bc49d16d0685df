package token

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold takes case, accents and width away: "É" and "Ｅ" become "e", "ß"
// becomes "ss". Marks stay in scripts where they are more than accents, such
// as those of India. Invalid bytes become U+FFFD.
func Fold(s string) string {
	b, _, _ := appendFold(make([]byte, 0, len(s)), newFoldTable(), s, nil)
	return string(b)
}

// A folded tells what one character is and becomes.
type folded struct {
	kind kind
	len  uint8
	text [6]byte
}

// foldTable tells about the characters of the scripts that have accents, so
// that folding them costs an index: those below tableLow (Latin, Greek,
// Cyrillic, Armenian, Hebrew, Arabic), and from extraLow to extraHigh (Latin
// and Greek with more accents).
type foldTable *[tableLow + extraHigh - extraLow]folded

const (
	tableLow  = 0x700
	extraLow  = 0x1e00
	extraHigh = 0x2000
)

// newFoldTable returns the table. It is made when first needed, in about 0.2
// ms: the program's start needs none.
var newFoldTable = sync.OnceValue(func() foldTable {
	t := new([tableLow + extraHigh - extraLow]folded)
	for r := range rune(tableLow) {
		t[r] = foldRune(r)
	}
	for r := rune(extraLow); r < extraHigh; r++ {
		t[tableLow+r-extraLow] = foldRune(r)
	}
	return t
})

// entry returns what the table says of r, nil if it is not in it.
func entry(t foldTable, r rune) *folded {
	switch {
	case r < tableLow:
		return &t[r]
	case r >= extraLow && r < extraHigh:
		return &t[tableLow+r-extraLow]
	}
	return nil
}

// foldRune makes a character's entry in the table.
func foldRune(r rune) folded {
	f := folded{kind: kindOf(r)}
	var b []byte
	switch {
	case unicode.In(r, unicode.Cyrillic): // й is a letter, not an accented и
		b = appendBase(nil, unicode.ToLower(r))
	default:
		for _, d := range norm.NFKD.String(string(r)) {
			// Some letters become a letter and a sign or space, which would part words.
			if !unicode.IsLetter(r) || unicode.In(d, unicode.L, unicode.M) && kindOf(d) != quote {
				b = appendBase(b, unicode.ToLower(d))
			}
		}
	}
	if len(b) > len(f.text) {
		b = appendBase(nil, unicode.ToLower(r)) // ornaments; no letter is as long
	}
	f.len = uint8(copy(f.text[:], b))
	return f
}

// appendBase appends what stands for a character in lower case that the
// normal form leaves as it is. Marks of scripts where they are accents become
// nothing.
func appendBase(b []byte, r rune) []byte {
	if base, ok := bases(r); ok {
		return append(b, base...)
	}
	return utf8.AppendRune(b, r)
}

func bases(r rune) (string, bool) {
	switch r {
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	case 'ø':
		return "o", true
	case 'đ', 'ð':
		return "d", true
	case 'ł':
		return "l", true
	case 'ħ':
		return "h", true
	case 'ŧ':
		return "t", true
	case 'þ':
		return "th", true
	case 'ı':
		return "i", true
	case 'ĸ':
		return "k", true
	case 'ŋ':
		return "n", true
	case 'ſ':
		return "s", true
	case 'ς':
		return "σ", true
	case 'ё', 'ѐ':
		return "е", true
	case 'ѝ':
		return "и", true
	case 'أ', 'إ', 'آ', 'ٱ':
		return "ا", true
	case 'ى', 'ی':
		return "ي", true
	case 'ک':
		return "ك", true
	}
	switch {
	case r >= '٠' && r <= '٩':
		return string('0' + r - '٠'), true
	case r >= '۰' && r <= '۹':
		return string('0' + r - '۰'), true
	}
	return "", isAccent(r)
}

// isAccent reports whether r is a mark or an invisible character that folding
// takes away.
func isAccent(r rune) bool {
	switch {
	case r < 0x300:
		return r == 0xad
	case r < 0x700:
		return r < 0x370 || // combining marks
			r >= 0x483 && r <= 0x489 || // Cyrillic
			r >= 0x591 && r <= 0x5c7 && unicode.Is(unicode.Mn, r) || // Hebrew
			r >= 0x610 && r <= 0x61a || r == 0x640 || r >= 0x64b && r <= 0x65f || r == 0x670 || // Arabic
			r >= 0x6d6 && r <= 0x6ed && unicode.Is(unicode.Mn, r) ||
			r == 0x61c
	}
	return r >= 0x200b && r <= 0x200f || r >= 0x2060 && r <= 0x2064 || r == 0xfeff ||
		r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef || // variation selectors
		r >= 0x1ab0 && r <= 0x1aff || r >= 0x1dc0 && r <= 0x1dff || r >= 0x20d0 && r <= 0x20ff
}

// appendFold appends s folded. It uses buf for the normal form, and returns
// it to be used again. It also tells whether all of s was in the table.
func appendFold(b []byte, t foldTable, s string, buf []byte) (folded, spare []byte, known bool) {
	if b, ok := appendByTable(b, t, s); ok {
		return b, buf, true
	}
	begin := len(b)
	for s != "" {
		form, n := stretch(s)
		buf = form.AppendString(buf[:0], s[:n])
		b = appendNormal(b, t, buf)
		s = s[n:]
	}
	if norm.NFC.QuickSpan(b[begin:]) < len(b)-begin {
		buf = norm.NFC.Append(buf[:0], b[begin:]...)
		b = append(b[:begin], buf...)
	}
	return b, buf, false
}

// stretch returns how much of s is to be brought into one normal form, and
// which. Scripts that are cut into pairs of characters stay as they are, apart
// from narrow ones: a character of theirs that became two would make other
// pairs.
func stretch(s string) (form norm.Form, n int) {
	form = norm.NFKC
	for i, r := range s {
		wide := isDense(r) && r < 0xf900
		switch {
		case i == 0 && wide:
			form = norm.NFC
		case i > 0 && wide != (form == norm.NFC) && !unicode.IsMark(r):
			return form, i
		}
	}
	return form, len(s)
}

// appendNormal appends a text in normal form folded.
func appendNormal(b []byte, t foldTable, s []byte) []byte {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		i += size
		if e := entry(t, r); e != nil {
			b = append(b, e.text[:e.len]...)
			continue
		}
		r = unicode.ToLower(r)
		switch {
		case isAccent(r):
		case unicode.Is(unicode.Nd, r):
			b = append(b, byte('0'+digitValue(r)))
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// appendByTable is appendFold for what the table knows and no mark changes.
func appendByTable(b []byte, t foldTable, s string) ([]byte, bool) {
	for _, r := range s {
		e := entry(t, r)
		if e == nil || r >= 0x300 && r < 0x370 {
			return nil, false
		}
		b = append(b, e.text[:e.len]...)
	}
	return b, true
}

// digitValue returns what a decimal digit of any script is worth: in all of
// them ten stand in order.
func digitValue(r rune) rune {
	for zero := r; ; zero-- {
		if !unicode.Is(unicode.Nd, zero-1) || r-zero == 9 {
			return r - zero
		}
	}
}
