package token

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxRaw is how many bytes of a word are looked at to fold it: accents and
// such may take several bytes for each that stays.
const maxRaw = 4 * MaxTerm

// A scan cuts one text.
type scan struct {
	a        *Analyzer
	text     string
	language language
	names    names
	fn       func(Token)
	pos      int
	fresh    bool // the next word begins a sentence
	after    bool // the word before it had a capital
	short    bool // the word before it may be an abbreviation: "Mr", "St"
}

// A shape is what the characters of a word were.
type shape struct {
	capitals, letters, digits int
	first                     kind
	plain                     bool // all of it was ASCII
	joined                    bool // it has apostrophes, points or marks inside
}

// count adds the next character of a word.
func (h *shape) count(k kind) {
	if h.first == other {
		h.first = k
	}
	switch k {
	case upper:
		h.capitals++
		h.letters++
	case lower:
		h.letters++
	case digit:
		h.digits++
	}
}

// run cuts the whole text.
func (s *scan) run() {
	for i := 0; i < len(s.text); {
		k, size := s.at(i)
		switch k {
		case lower, upper, digit:
			i = s.word(i)
			continue
		case dense:
			i = s.dense(i)
			continue
		case stop:
			s.fresh = true
		case point:
			// "3.5" is met inside words only; ", " ends no sentence, nor does "Mr.".
			s.fresh = s.fresh || s.text[i] == '.' && !s.short
		}
		i += size
	}
}

// at returns the kind and size of the character at i.
func (s *scan) at(i int) (kind, int) {
	c := s.text[i]
	if c < utf8.RuneSelf {
		return asciiKinds[c], 1
	}
	r, size := utf8.DecodeRuneInString(s.text[i:])
	if r == utf8.RuneError && size == 1 {
		return other, 1
	}
	if e := entry(s.a.fold, r); e != nil {
		return e.kind, size
	}
	if r >= 0x4e00 && r < 0xa000 || r >= 0xac00 && r < 0xd7a4 {
		return dense, size
	}
	if combines(r) {
		return mark, size
	}
	return kindOf(r), size
}

// word passes on the word that begins at i, and returns where to go on.
func (s *scan) word(i int) int {
	if end, ok := s.acronym(i); ok {
		return end
	}
	h := shape{plain: true}
	end := s.plainWord(i, &h)
	if end < 0 {
		h = shape{}
		end = s.span(i, &h)
		if e := cutElision(s.text, i, end); e < end {
			end = e
			h.letters = 0 // no name, though a capital may be near
		}
	}
	if strings.HasPrefix(s.text[end:], "://") {
		if next := s.url(i, end); next > end {
			return next
		}
	}
	s.emit(i, end, &h)
	return end
}

// plainWord is span for the common word: ASCII letters and digits, and
// nothing after them that may go on. It folds as it goes. It returns -1 for
// others.
func (s *scan) plainWord(i int, h *shape) int {
	b := s.a.word[:1]
	limit := min(len(s.text), i+MaxTerm)
	for ; i < limit; i++ {
		c := s.text[i]
		k := asciiKinds[c]
		switch k {
		case lower, digit:
			b = append(b, c)
		case upper:
			b = append(b, c+'a'-'A')
		case quote, point:
			if i+1 < len(s.text) && joins(s.text[i+1]) && (k == quote || asciiKinds[s.text[i-1]] == digit) {
				return -1
			}
			s.a.word = b
			return i
		default:
			if c >= utf8.RuneSelf && s.goesOn(i) {
				return -1
			}
			s.a.word = b
			return i
		}
		h.count(k)
	}
	if i < len(s.text) {
		return -1
	}
	s.a.word = b
	return i
}

// goesOn reports whether the character at i may go on with a word.
func (s *scan) goesOn(i int) bool {
	switch k, _ := s.at(i); k {
	case lower, upper, digit, mark, quote, gershayim:
		return true
	}
	return false
}

// joins reports whether a byte after an apostrophe or point may go on with the
// word.
func joins(c byte) bool {
	k := asciiKinds[c]
	return k == lower || k == upper || k == digit || c >= utf8.RuneSelf
}

// span returns the end of the word that begins at i.
func (s *scan) span(i int, h *shape) int {
	last := other // the kind of the last letter or digit
	for i < len(s.text) {
		k, size := s.at(i)
		switch k {
		case lower, upper, digit:
			h.count(k)
			last = k
		case mark:
			h.joined = true
		case quote, gershayim, point, opener:
			if !s.between(i, size, k, last) {
				return i
			}
			h.joined = true
		default:
			return i
		}
		i += size
	}
	return i
}

// between reports whether the character at i, an apostrophe or point, stands
// between letters or digits that it joins.
func (s *scan) between(i, size int, k, last kind) bool {
	if i+size >= len(s.text) {
		return false
	}
	next, _ := s.at(i + size)
	letters := (last == lower || last == upper) && (next == lower || next == upper)
	switch k {
	case point:
		return last == digit && next == digit
	case quote:
		return letters
	}
	// Between Hebrew letters a quotation mark makes an abbreviation.
	if k == opener && s.text[i] != '"' {
		return false
	}
	return letters && isHebrewBefore(s.text[:i]) && isHebrewAt(s.text[i+size:])
}

func isHebrewBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r >= 0x590 && r < 0x600
}

func isHebrewAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x590 && r < 0x600
}

// elided holds the words that stand before an apostrophe in French, Italian
// and Catalan, with the word after it their own.
const elided = " l d j m t s n c qu lorsqu puisqu jusqu quelqu dell all nell sull dall un quest "

// cutElision returns where a word ends that may begin with an elided one.
func cutElision(text string, from, end int) int {
	word := text[from:min(end, from+maxElided+len("’"))]
	i := strings.IndexAny(word, "'’")
	if i <= 0 || i > maxElided || from+i >= end {
		return end
	}
	if rest := text[from+i+quoteSize(word[i:]) : end]; rest == "s" || rest == "S" {
		return end
	}
	var buf [maxElided]byte
	for j := range i {
		buf[j] = word[j] | 0x20
	}
	at := strings.Index(elided, string(buf[:i]))
	if at <= 0 || elided[at-1] != ' ' || elided[at+i] != ' ' {
		return end
	}
	return from + i
}

const maxElided = len("lorsqu")

func quoteSize(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// trimPossessive returns the end of the word without 's.
func trimPossessive(word string) int {
	n := len(word)
	if n < 3 || word[n-1]|0x20 != 's' {
		return n
	}
	if word[n-2] == '\'' {
		return n - 2
	}
	if w, ok := strings.CutSuffix(word[:n-1], "’"); ok && w != "" {
		return len(w)
	}
	return n
}

// acronym passes on a word such as "U.S." or "e.g.": letters with a full stop
// after each, but perhaps the last.
func (s *scan) acronym(i int) (int, bool) {
	t := s.text
	if i+2 >= len(t) || t[i+1] != '.' || !isASCIILetter(t[i]) || !isASCIILetter(t[i+2]) {
		return 0, false
	}
	h := shape{plain: true}
	b := s.a.word[:1]
	from := i
	for i < len(t) && isASCIILetter(t[i]) {
		point := i+1 < len(t) && t[i+1] == '.'
		if !point && i+1 < len(t) && joins(t[i+1]) {
			return 0, false // "a.com"
		}
		h.count(asciiKinds[t[i]])
		if len(b) <= MaxTerm {
			b = append(b, t[i]|0x20)
		}
		i++
		if !point {
			break
		}
		i++
	}
	s.a.word = b
	s.emit(from, i, &h)
	return i, true
}

func isASCIILetter(c byte) bool { return asciiKinds[c] == lower || asciiKinds[c] == upper }

// emit passes on the word from a place to another. A plain one is folded
// already.
func (s *scan) emit(from, to int, h *shape) {
	a := s.a
	if !h.plain {
		to = from + trimPossessive(s.text[from:to])
		s.foldWord(s.text[from:to], h)
		if len(a.word) == 1 {
			return // marks alone
		}
	}
	t := Token{Folded: a.word[1:], From: from, To: to, Pos: s.pos}
	t.Term, t.Stop = t.Folded, false
	if h.digits == 0 {
		t.Term, t.Stop = a.stem(s.language)
	}
	s.judge(&t, h)
	s.pos++
	s.fresh = false
	s.fn(t)
}

// foldWord puts a word, folded and cut, into the analyzer's buffer.
func (s *scan) foldWord(word string, h *shape) {
	a := s.a
	var known bool
	a.word, a.norm, known = appendFold(a.word[:1], a.fold, cut(word, maxRaw), a.norm)
	if h.joined || !known {
		a.word = a.word[:1+len(join(a.word[1:]))]
	}
	if len(a.word) > 1+MaxTerm {
		a.word = a.word[:1+cutAt(a.word[1:], MaxTerm)]
		a.word = bytes.TrimRight(a.word, ".") // of a number
	}
}

// join takes out of a folded word, in its place, what only joins its parts:
// apostrophes, the commas of thousands, and the spaces of a ligature that
// stands for several words. Other commas between digits become points.
func join(word []byte) []byte {
	b := word[:0]
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case c == ',':
			if !thousands(word[i+1:]) {
				b = append(b, '.')
			}
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(word[i:])
			if k := kindOf(r); k != quote && k != gershayim {
				b = append(b, word[i:i+size]...)
			}
			i += size - 1
		case c == '.', asciiKinds[c] == lower, asciiKinds[c] == digit:
			b = append(b, c)
		}
	}
	return b
}

// thousands reports whether three digits follow, and then no more.
func thousands(b []byte) bool {
	n := 0
	for n < len(b) && asciiKinds[b[n]] == digit {
		n++
	}
	return n == 3
}

// cut returns the beginning of s, of at most n bytes, that ends at a rune.
func cut(s string, n int) string { return s[:cutAt(s, n)] }

// cutAt returns how much of s is at most n bytes and ends at a rune.
func cutAt[T string | []byte](s T, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// dense passes on the pairs of characters that begin at i, and returns where
// they end.
func (s *scan) dense(i int) int {
	a := s.a
	a.pair = a.pair[:0]
	first, size := s.cluster(i)
	at := i + size
	n := len(a.pair)
	if n == 0 {
		return at
	}
	for alone := true; ; alone = false {
		k := other
		if at < len(s.text) {
			k, _ = s.at(at)
		}
		if k != dense {
			if alone {
				s.emitPair(first, at, 1)
			}
			return at
		}
		second, size := s.cluster(at)
		s.emitPair(first, second+size, 2)
		a.pair = a.pair[:copy(a.pair, a.pair[n:])]
		n = len(a.pair)
		first, at = second, second+size
	}
}

// emitPair passes on what the buffer of pairs holds.
func (s *scan) emitPair(from, to, chars int) {
	t := Token{Term: s.a.pair, Folded: s.a.pair, From: from, To: to, Pos: s.pos, Chars: chars}
	s.pos++
	s.fresh, s.after, s.short = false, false, false
	s.fn(t)
}

// cluster appends the character at i, with the marks after it, to the buffer
// of pairs. It returns where it begins and how long it is.
func (s *scan) cluster(i int) (from, size int) {
	_, size = s.at(i)
	base := size
	for i+size < len(s.text) {
		k, n := s.at(i + size)
		if k != mark {
			break
		}
		size += n
	}
	raw := s.text[i : i+size]
	r, _ := utf8.DecodeRuneInString(raw)
	if base == size && (r < 0xf900 || r >= 0x20000) && norm.NFC.QuickSpanString(raw) == size {
		s.a.pair = append(s.a.pair, raw...)
		return i, size
	}
	was := len(s.a.pair)
	s.a.pair, s.a.norm, _ = appendFold(s.a.pair, s.a.fold, cut(raw, MaxTerm), s.a.norm)
	s.a.pair = s.a.pair[:was+cutAt(s.a.pair[was:], MaxTerm/2)]
	return i, size
}
