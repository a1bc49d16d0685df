// Package markdown writes plain text as Markdown and reads it back.
//
// Articles keep their content as Markdown (CommonMark with the extensions of
// GitHub). Parsers of plain formats call [Escape] so that a news text with
// stars, brackets or a dash at the beginning of a line shows as it was
// written; whoever needs words instead of markup (summaries, the search
// index, full text on a pipe) calls [Plain].
//
// It is no renderer and no validator: Plain handles the Markdown that our
// parsers produce, without loss, and any other input sensibly, in linear
// time. A full parser would be slower by an order of magnitude and can be
// made to hang by a few thousand nested quotes.
package markdown

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape returns plain text as Markdown that shows it literally, as
// paragraphs. Only what a renderer would take for markup is escaped, so that
// ordinary sentences come back as they are. Spaces at the ends of lines,
// which no renderer shows, go; addresses stay whole, so that they can still
// be followed. Plain(Escape(s)) is s, but for those spaces and for blank
// lines beyond the first.
func Escape(plain string) string {
	if !strings.ContainsAny(plain, "\\`*_~<&]\n") && !mayStartBlock(plain) {
		return trimLine(plain)
	}
	var b strings.Builder
	b.Grow(len(plain) + len(plain)/16)
	for line := range strings.SplitAfterSeq(plain, "\n") {
		body, hadNewline := strings.CutSuffix(line, "\n")
		escapeLine(&b, trimLine(body))
		if hadNewline {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func trimLine(s string) string { return strings.Trim(s, " \t\r\v\f") }

// mayStartBlock reports whether the first visible byte of a line can open a
// block or belong to a line that rules or underlines.
func mayStartBlock(line string) bool {
	line = trimLine(line)
	return line != "" && (line[0] >= '0' && line[0] <= '9' || strings.IndexByte("#>-+*:=|[~_", line[0]) >= 0)
}

// escapeLine writes one trimmed line.
func escapeLine(b *strings.Builder, line string) {
	if i := blockMark(line); i >= 0 {
		b.WriteString(line[:i])
		b.WriteByte('\\')
		b.WriteByte(line[i])
		escapeInline(b, line, i+1)
		return
	}
	escapeInline(b, line, 0)
}

// blockMark returns the offset of the character which, escaped, keeps a line
// from opening a block or underlining a heading; -1 if there is none.
func blockMark(line string) int {
	if !mayStartBlock(line) {
		return -1
	}
	switch {
	case line[0] == '>', only(line, "="), only(line, "-"), ruler(line), strings.HasPrefix(line, "~~~"):
		return 0
	case only(line, "|-: \t") && strings.Contains(line, "-"): // below a table's head
		return 0
	case line[0] == '#':
		if rest := strings.TrimLeft(line, "#"); len(line)-len(rest) <= 6 && startsBlank(rest) {
			return 0
		}
	case strings.IndexByte("-+*:", line[0]) >= 0 && startsBlank(line[1:]):
		return 0
	case line[0] == '[' && len(line) >= 3 && line[2] == ']' && strings.IndexByte(" xX", line[1]) >= 0:
		return 0 // a box to tick
	}
	digits := strings.TrimLeft(line, "0123456789")
	if n := len(line) - len(digits); n > 0 && n <= 9 && digits != "" && strings.IndexByte(".)", digits[0]) >= 0 && startsBlank(digits[1:]) {
		return n
	}
	return -1
}

func only(s, chars string) bool { return s != "" && strings.Trim(s, chars) == "" }

func startsBlank(s string) bool { return s == "" || s[0] == ' ' || s[0] == '\t' }

// ruler reports whether a line would be a thematic break.
func ruler(line string) bool {
	if line == "" || strings.IndexByte("-*_", line[0]) < 0 {
		return false
	}
	return only(line, line[:1]+" \t") && strings.Count(line, line[:1]) >= 3
}

// escapeInline writes line from offset i on. A mark is escaped if it could be
// markup where it stands.
func escapeInline(b *strings.Builder, line string, i int) {
	done := i // line[done:i] needs nothing
	for {
		skip := strings.IndexAny(line[i:], "\\`*_~<&]h")
		if skip < 0 {
			break
		}
		i += skip
		if n := address(line, i); n > 0 {
			b.WriteString(line[done:i])
			writeAddress(b, line[i:i+n])
			i += n
			done = i
			continue
		}
		n := run(line, i)
		if !markup(line, i, n) {
			i += n
			continue
		}
		b.WriteString(line[done:i])
		for ; n > 0; n-- {
			b.WriteByte('\\')
			b.WriteByte(line[i])
			i++
		}
		done = i
	}
	b.WriteString(line[done:])
}

// run returns how many bytes at i are decided together: a run of one
// delimiter, else one byte.
func run(line string, i int) int {
	n := 1
	if strings.IndexByte("*_~", line[i]) >= 0 {
		for i+n < len(line) && line[i+n] == line[i] {
			n++
		}
	}
	return n
}

// markup reports whether the n bytes at i could be markup.
func markup(line string, i, n int) bool {
	rest := line[i+n:]
	switch line[i] {
	case '\\':
		return rest == "" || asciiPunct(rest[0])
	case '`':
		return true
	case '<':
		return rest != "" && (asciiLetter(rest[0]) || strings.IndexByte("/!?", rest[0]) >= 0 || mailbox(rest))
	case '&':
		n := entity(line[i:])
		return n > 0 && html.UnescapeString(line[i:i+n]) != line[i:i+n]
	case ']':
		return rest != "" && strings.IndexByte("([:", rest[0]) >= 0
	case '*', '_', '~':
		before, _ := utf8.DecodeLastRuneInString(line[:i])
		after, _ := utf8.DecodeRuneInString(rest)
		if i == 0 {
			before = ' '
		}
		if rest == "" {
			after = ' '
		}
		switch {
		case unicode.IsSpace(before) && unicode.IsSpace(after):
			return false
		case line[i] == '_':
			return !wordRune(before) || !wordRune(after)
		case line[i] == '~': // ~10: about ten
			return n > 1 || !unicode.IsSpace(before) || !unicode.IsDigit(after)
		}
		return true
	}
	return false
}

// mailbox reports whether the text behind an opening angle bracket makes it a
// link to a mail address, as in <7@example.org>.
func mailbox(rest string) bool {
	n := strings.IndexAny(rest, "<> \n")
	return n > 0 && rest[n] == '>' && strings.Contains(rest[:n], "@")
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func asciiPunct(c byte) bool {
	return c > ' ' && c < 0x7f && !asciiLetter(c) && (c < '0' || c > '9')
}

// entity returns the length of the character reference at the start of s, 0
// if there is none.
func entity(s string) int {
	i := 1
	if i < len(s) && s[i] == '#' {
		i++
	}
	begin := i
	for i < len(s) && i < 34 && (asciiLetter(s[i]) || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	if i == begin || i == len(s) || s[i] != ';' {
		return 0
	}
	return i + 1
}
