package store

import "strings"

// phraseGap is how many bytes may stand between two words of a phrase: blanks,
// quotes, a possessive.
const phraseGap = 16

// mayHold tells quickly, and without cutting the text into words, whether it
// can hold a phrase of two words or more: false is sure, true is not. Only
// texts in ASCII and typographic punctuation can be judged so; all others may.
func mayHold(text string, words []string) bool {
	if len(words) < 2 || !plainASCII(words[0]) || !plainASCII(words[1]) || !simple(text) {
		return true
	}
	first, second, text := words[0], words[1], strings.ToLower(text)
	for at := 0; ; {
		i := strings.Index(text[at:], first)
		if i < 0 {
			return false
		}
		at += i + len(first)
		if strings.Contains(text[at:min(len(text), at+phraseGap+len(second))], second) {
			return true
		}
	}
}

func plainASCII(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}

// simple tells whether a text holds nothing but ASCII and general punctuation
// (U+2000 to U+207F): folding changes nothing but the case of such a text.
func simple(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < 0x80 {
			continue
		}
		if i+2 >= len(text) || text[i] != 0xe2 || text[i+1]|1 != 0x81 {
			return false
		}
		i += 2
	}
	return true
}
