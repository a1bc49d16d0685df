package query

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Snippet returns the part of a text, of about width characters, that shows
// the most of what a query asks for, in one line and cut at words, with "…"
// where something is left out. It begins with a sentence if one begins near
// enough. The marks are those of the text; the ones returned are in the
// snippet. Without marks it is the beginning of the text.
func Snippet(text string, marks []Mark, width int) (string, []Mark) {
	width = max(width, 1)
	first, last := best(text, marks, width)
	from, to := 0, 0
	if first < last {
		from, to = marks[first].From, marks[last-1].To
	}
	used := utf8.RuneCountInString(text[from:min(to, from+width*utf8.UTFMax)])
	from = backTo(text, from, (width-used)/2, false)
	to = max(to, from)
	from, to = widen(text, from, to, width)
	return line(text, from, to, marks)
}

// best returns the range of marks that fit into width and have the most words;
// of several the one with the most marks, of those the first.
func best(text string, marks []Mark, width int) (first, last int) {
	top, begin := -1, 0
	room := 0 // characters from the first mark's beginning to the last's end
	var count [64]int
	words, weight := 0, 0
	for end := range marks {
		if end > begin {
			room += utf8.RuneCountInString(text[marks[end-1].To:marks[end].From])
		}
		room += utf8.RuneCountInString(text[marks[end].From:marks[end].To])
		words += tally(&count, marks[end].Words, 1)
		for begin < end && room > width {
			room -= utf8.RuneCountInString(text[marks[begin].From:marks[begin+1].From])
			words += tally(&count, marks[begin].Words, -1)
			begin++
		}
		const more = 8 // marks count, but fewer than words
		if weight = words*more + min(end-begin, more-1); weight > top {
			top, first, last = weight, begin, end+1
		}
	}
	return first, last
}

// tally adds to the count of each word in a set of bits, and returns how many
// more words there are.
func tally(count *[64]int, set uint64, by int) (more int) {
	for ; set != 0; set &= set - 1 {
		i := bits.TrailingZeros64(set)
		before := count[i] > 0
		count[i] += by
		switch after := count[i] > 0; {
		case after && !before:
			more++
		case before && !after:
			more--
		}
	}
	return more
}

// backTo returns where a snippet begins that has at most n characters before
// from: as early as it may, with a sentence if one begins there, else with a
// word. If it isn't to fill the space, and a sentence begins at from, it begins
// there or with an earlier one.
func backTo(text string, from, n int, fill bool) int {
	i, word, sentence := from, from, -1
	for ; n > 0 && i > 0; n-- {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		switch {
		case i == from && fill:
		case strings.ContainsRune("。！？", r):
			sentence = i
		case isSpace(r) && endsSentence(text[:i]):
			sentence = i
		case isSpace(r), dense(r):
			word = i
		}
		i -= size
	}
	switch {
	case i == 0:
		return 0
	case sentence >= 0:
		return sentence
	case word == from && i < from-maxUncut: // one endless word
		for i < from && extends(text, i) {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
		}
		return i
	}
	return word
}

// maxUncut is how long a word in bytes may be to be left out as a whole where
// a snippet is cut.
const maxUncut = 40

// endsSentence reports whether a sentence or paragraph ends with s.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’)» \t\r")
	return s == "" || strings.HasSuffix(s, "\n") || strings.ContainsRune(".!?…", rune(s[len(s)-1])) || strings.HasSuffix(s, "…")
}

// dense reports whether a text may be cut before r, which parts no words by
// spaces.
func dense(r rune) bool {
	return r >= 0x0e00 && r < 0x1000 && !unicode.IsMark(r) || r >= 0x3000 && r < 0xd7a4 || r >= 0x20000 && r < 0x33480
}

// widen returns from, and where a snippet ends that has width characters and
// to in it; if the text ends before, it begins earlier.
func widen(text string, from, to, width int) (int, int) {
	n, i := 0, from
	cut := to // the last place to cut at
	for ; i < len(text) && n < width; n++ {
		r, size := utf8.DecodeRuneInString(text[i:])
		if i > to && (isSpace(r) || dense(r)) {
			cut = i
		}
		i += size
	}
	if i == len(text) {
		if n < width {
			from = backTo(text, from, width-n, true)
		}
		return from, i
	}
	if r, _ := utf8.DecodeRuneInString(text[i:]); isSpace(r) || i-cut > maxUncut {
		cut = i
		for n := 0; cut > to && extends(text, cut) && n < maxUncut; n++ {
			_, size := utf8.DecodeLastRuneInString(text[:cut])
			cut -= size
		}
	}
	return from, min(cut, i)
}

// extends reports whether the character at i belongs to the one before it.
func extends(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsMark(r) || r == '\u200d'
}

// line returns a part of the text in one line, with the marks in it.
func line(text string, from, to int, marks []Mark) (string, []Mark) {
	var b strings.Builder
	var kept []Mark
	if from > 0 {
		b.WriteString("…")
	}
	blank := true // nothing or a space was written last
	next := 0
	begun := -1 // where the mark we are in begins in the line
	for i := from; i < to; {
		for next < len(marks) && marks[next].To <= i {
			next++
		}
		if begun < 0 && next < len(marks) && marks[next].From <= i {
			begun = b.Len()
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case !isSpace(r):
			b.WriteString(text[i : i+size])
			blank = false
		case !blank:
			b.WriteByte(' ')
			blank = true
		}
		i += size
		if begun >= 0 && (marks[next].To <= i || i >= to) {
			kept = append(kept, Mark{begun, b.Len(), marks[next].Words})
			begun = -1
		}
	}
	s := strings.TrimRight(b.String(), " ")
	if to < len(text) && strings.TrimSpace(text[to:]) != "" {
		s += "…"
	}
	return s, kept
}
