package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.etcd.io/bbolt"
)

// leadsTried is among how many of its latest articles a story's lead is
// looked for: those of a long story tell what it has become.
const leadsTried = 32

// leadOf returns the article whose title says best what a story is about: the
// one that shares most words with the others' titles. That is rarely the
// longest, whose further words are its own, and never a cut one, if there is
// another. Of equal ones the earliest stays, so that the lead seldom changes.
func leadOf(tx *bbolt.Tx, s *storyRecord) (uint32, error) {
	members := s.members[max(len(s.members)-leadsTried, 0):]
	if len(members) == 1 {
		return members[0], nil
	}
	titles := make([]leadTitle, len(members))
	for i, num := range members {
		r, err := getRow(tx, num)
		if err != nil {
			return 0, err
		}
		titles[i] = leadTitle{num: num, key: r.sortKey(num), words: titleWords(r.title), cut: cutOff(r.title)}
	}
	slices.SortFunc(titles, func(a, b leadTitle) int { return compareKeys(a.key, b.key) })
	return bestTitle(titles), nil
}

type leadTitle struct {
	num   uint32
	key   sortKey
	words []string // each once
	cut   bool
}

func bestTitle(titles []leadTitle) (num uint32) {
	in := map[string]int{} // how many titles have a word
	for _, t := range titles {
		for _, w := range t.words {
			in[w]++
		}
	}
	best, whole := -1, slices.ContainsFunc(titles, func(t leadTitle) bool { return !t.cut })
	for _, t := range titles {
		shared := 0
		for _, w := range t.words {
			shared += in[w] - 1
		}
		if shared > best && !(t.cut && whole) {
			best, num = shared, t.num
		}
	}
	return num
}

// cutOff tells whether a title is only the beginning of one.
func cutOff(title string) bool {
	title = strings.TrimSpace(title)
	return title == "" || strings.HasSuffix(title, "…") || strings.HasSuffix(title, "...")
}

// maxTitleWords bounds the words looked at of one title.
const maxTitleWords = 48

// titleWords returns the words of a title in lower case, each once. Scripts
// that don't divide words give their characters.
func titleWords(title string) (words []string) {
	add := func(w string) {
		if w != "" && len(words) < maxTitleWords && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	title = strings.ToLower(title)
	from := 0
	for i := 0; i < len(title); {
		r, size := utf8.DecodeRuneInString(title[i:])
		alone := undivided(r)
		if alone || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			add(title[from:i])
			from = i + size
		}
		if alone {
			add(title[i : i+size])
		}
		i += size
	}
	add(title[from:])
	return words
}

// undivided tells whether a script writes words without spaces.
func undivided(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
		unicode.Han, unicode.Hiragana, unicode.Katakana)
}
