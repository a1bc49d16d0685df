package related

import (
	"slices"

	"newsreader/store/token"
)

// Print is an article's fingerprint, for telling near-copies.
type Print struct {
	title    []uint32 // hashes of the title's folded words
	shingles []uint32 // hashes of every four words of the body in a row, sorted, each once
	words    int      // of the body
}

const (
	shingleWords = 4
	maxShingled  = 5000 // words of a body that are looked at
	minShingled  = 30   // a body of fewer words says too little
	minTitle     = 5    // words from which on equal titles alone make a copy

	// copied is the share of the shorter body's shingles that must be in the
	// longer one: agencies' texts are shortened, and get a paragraph of the
	// site's own.
	copied = 0.7
	// lengthRatio bounds how much longer the other may be: a round-up that
	// quotes a short item in full is no copy of it.
	lengthRatio = 3
)

// unstemmed is the language of texts whose words aren't stemmed. How words are
// folded is the same in all languages.
const unstemmed = "zxx"

// NewPrint takes an article's fingerprint. The body is plain text; it may be of
// any language.
func (r *Reader) NewPrint(title, body string) *Print {
	const language = unstemmed
	p := new(Print)
	r.tokens.Each(title, language, func(t token.Token) { p.title = append(p.title, hashOf(t.Folded)) })
	var window [shingleWords]uint32
	r.tokens.Each(body, language, func(t token.Token) {
		if p.words == maxShingled {
			return
		}
		copy(window[:], window[1:])
		window[shingleWords-1] = hashOf(t.Folded)
		if p.words++; p.words < shingleWords {
			return
		}
		h := uint32(0)
		for _, w := range window {
			h = (h ^ w) * 0x9e3779b1
			h ^= h >> 15
		}
		p.shingles = append(p.shingles, h)
	})
	slices.Sort(p.shingles)
	p.shingles = slices.Compact(p.shingles)
	return p
}

// Copy reports whether two articles are near-copies: the same text with small
// changes, such as an agency's on two sites. It compares what their bodies
// have in common by shingles (Broder 1997), as a share of the shorter one. If
// one of them has hardly a body, equal titles decide, unless they are so short
// that they may mean anything.
func Copy(a, b *Print) bool {
	same := slices.Equal(a.title, b.title)
	if a.words < minShingled || b.words < minShingled {
		return same && len(a.title) >= minTitle && (a.words < minShingled && b.words < minShingled)
	}
	if max(a.words, b.words) > lengthRatio*min(a.words, b.words) {
		return false
	}
	return containment(a.shingles, b.shingles) >= copied
}

// containment is the share of the shorter list that the longer one holds.
func containment(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			shared, i, j = shared+1, i+1, j+1
		}
	}
	return float64(shared) / float64(min(len(a), len(b)))
}
