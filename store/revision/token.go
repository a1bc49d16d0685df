package revision

import (
	"slices"
	"strings"
	"unicode"
)

// token is what is compared: a paragraph, a word with the marks that touch it,
// or where a paragraph ends.
type token struct {
	text   string
	spaced bool // a blank stands before it
}

// paragraphEnd is no word: those hold no line break.
const paragraphEnd = "\n"

func (t token) endsParagraph() bool { return t.text == paragraphEnd }

func endsParagraph(tokens []token) bool { return slices.ContainsFunc(tokens, token.endsParagraph) }

// paragraphs returns a text's paragraphs, each as one token.
func paragraphs(text string) (list []token) {
	for block := range blocks(text) {
		list = append(list, token{text: strings.Join(strings.Fields(block), " ")})
	}
	return list
}

// words returns the words of a paragraph.
func words(paragraph string) (list []token) {
	for field := range strings.FieldsSeq(paragraph) {
		list = appendWord(list, field)
	}
	return list
}

// blocks yields paragraphs: what is divided by blank lines, and each item of a
// list and row of a table.
func blocks(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		var block strings.Builder
		hand := func() bool {
			defer block.Reset()
			return block.Len() == 0 || yield(block.String())
		}
		for line := range strings.SplitSeq(text, "\n") {
			line = strings.TrimSpace(line)
			if (line == "" || startsBlock(line)) && !hand() {
				return
			}
			if line != "" {
				block.WriteString(line + " ")
			}
		}
		hand()
	}
}

// startsBlock tells whether a line begins a block of its own, or would, were it
// Markdown.
func startsBlock(line string) bool {
	if strings.IndexByte("#>-+=|:*", line[0]) >= 0 {
		return true
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	return digits > 0 && digits < len(line) && (line[digits] == '.' || line[digits] == ')')
}

// appendWord appends a field, in scripts that are written without blanks
// character by character.
func appendWord(list []token, field string) []token {
	spaced, from, character := true, 0, false
	end := func(at int) {
		if at > from {
			list = append(list, token{field[from:at], spaced})
			spaced, from = false, at
		}
	}
	for i, r := range field {
		switch {
		case character && unicode.Is(unicode.M, r): // belongs to it
		case unblanked(r):
			end(i)
			character = true
		case character:
			end(i)
			character = false
		}
	}
	end(len(field))
	return list
}

func unblanked(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) &&
		unicode.IsLetter(r)
}

// join writes tokens as they stood, as Markdown that shows them literally.
func join(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && t.spaced {
			b.WriteByte(' ')
		}
		escape(&b, t.text)
	}
	return b.String()
}

// escape writes a word. An address stays whole, so that it can be followed.
func escape(b *strings.Builder, word string) {
	address := strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://")
	for i := range len(word) {
		if c := word[i]; strings.IndexByte("\\`*~<>&[]|", c) >= 0 && !(address && c == '&') || c == '_' && !address {
			b.WriteByte('\\')
		}
		b.WriteByte(word[i])
	}
}

// unblock keeps the beginning of a paragraph from being a list item, a heading
// or a table.
func unblock(text string) string {
	if !startsBlock(text) || text[0] == '\\' {
		return text
	}
	if digits := len(text) - len(strings.TrimLeft(text, "0123456789")); digits > 0 {
		return text[:digits] + `\` + text[digits:]
	}
	return `\` + text
}
