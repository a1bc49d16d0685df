package token

import "unicode"

// A kind is what a character is to the cutting of words.
type kind uint8

const (
	other     kind = iota
	lower          // a letter, or a letter without case
	upper          // a capital
	digit          // a decimal digit of any script
	mark           // a mark or an invisible character that belongs to the character before it
	quote          // an apostrophe: part of a word between letters
	gershayim      // the quotation mark that Hebrew puts into abbreviations
	point          // a full stop or comma: part of a number between digits
	stop           // an end of a sentence
	opener         // a quotation mark or bracket: it may stand before the first word of a sentence
	space
	dense // a character of a script that is cut into pairs of characters
)

// asciiKinds holds the kinds of ASCII characters. Other bytes are 0.
var asciiKinds = [256]kind{
	'\t': space, '\n': stop, '\v': space, '\f': stop, '\r': space, ' ': space,
	'!': stop, '?': stop, ':': stop, '.': point, ',': point,
	'"': opener, '(': opener, '[': opener, '*': opener, '_': opener, '-': other, '\'': quote,
	'0': digit, '1': digit, '2': digit, '3': digit, '4': digit, '5': digit, '6': digit, '7': digit, '8': digit, '9': digit,
	'A': upper, 'B': upper, 'C': upper, 'D': upper, 'E': upper, 'F': upper, 'G': upper, 'H': upper, 'I': upper,
	'J': upper, 'K': upper, 'L': upper, 'M': upper, 'N': upper, 'O': upper, 'P': upper, 'Q': upper, 'R': upper,
	'S': upper, 'T': upper, 'U': upper, 'V': upper, 'W': upper, 'X': upper, 'Y': upper, 'Z': upper,
	'a': lower, 'b': lower, 'c': lower, 'd': lower, 'e': lower, 'f': lower, 'g': lower, 'h': lower, 'i': lower,
	'j': lower, 'k': lower, 'l': lower, 'm': lower, 'n': lower, 'o': lower, 'p': lower, 'q': lower, 'r': lower,
	's': lower, 't': lower, 'u': lower, 'v': lower, 'w': lower, 'x': lower, 'y': lower, 'z': lower,
}

// kindOf returns the kind of any character. It is slow; foldTable holds what
// it says of the common ones.
func kindOf(r rune) kind {
	switch {
	case r < 0x80:
		return asciiKinds[r]
	case r >= 0x1160 && r < 0x1200, r >= 0xd7b0 && r < 0xd800:
		return mark // the second and third part of a Korean syllable
	case r >= 0xffa0 && r < 0xffdd:
		return other // parts of Korean syllables for terminals of long ago
	case isDense(r):
		return dense
	}
	switch r {
	case '’', '‘', 'ʼ', '＇', '·', '׳':
		return quote
	case '״':
		return gershayim
	case '。', '！', '？', '．', '…', '։', '؟', '۔', '।', '॥', '\u2028', '\u2029', '\u0085':
		return stop
	case '“', '”', '„', '«', '»', '‹', '›', '「', '『', '（', '¿', '¡', '•':
		return opener
	case '\u037a':
		return other // an accent that stands alone
	case '\u0640':
		return mark // makes an Arabic letter longer
	case '\u00ad', '\u200c', '\u200d', '\u2060', '\ufeff':
		return mark // invisible inside words
	}
	switch {
	case unicode.IsUpper(r), unicode.IsTitle(r):
		return upper
	case unicode.IsLetter(r), unicode.Is(unicode.Nl, r):
		return lower
	case unicode.Is(unicode.Nd, r):
		return digit
	case unicode.IsMark(r):
		return mark
	case unicode.IsSpace(r):
		return space
	}
	return other
}

// isDense reports whether r is a letter of a script that is cut into pairs of
// characters.
func isDense(r rune) bool {
	switch {
	case r < 0xe00:
		return false
	case r < 0x1100: // Thai, Lao, Myanmar
		return (r < 0xf00 || r >= 0x1000 && r < 0x10a0) && unicode.Is(unicode.L, r)
	case r < 0x1160: // Hangul Jamo that begin a syllable
		return true
	case r < 0x1200:
		return false
	case r < 0x3005:
		return r >= 0x1780 && r < 0x1800 && unicode.Is(unicode.L, r) // Khmer
	case r < 0xa4d0: // kana, bopomofo, Hangul, Han, Yi
		return unicode.In(r, unicode.L, unicode.Nl)
	case r >= 0xac00 && r < 0xd7a4: // Hangul
		return true
	case r >= 0xa960 && r < 0xa980: // Hangul Jamo
		return unicode.Is(unicode.L, r)
	case r >= 0xf900 && r < 0xfb00: // Han
		return true
	case r >= 0xff66 && r < 0xff9e: // narrow kana
		return true
	}
	return r >= 0x1aff0 && r < 0x1b170 || r >= 0x20000 && r < 0x33480
}

// combines reports whether a character that is no mark by its category still
// belongs to the character before it.
func combines(r rune) bool { return r == 'ﾞ' || r == 'ﾟ' }
