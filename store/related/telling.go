package related

import (
	"cmp"
	"iter"
	"slices"
)

// Hashes are the different words of a text, by their hashes, in order.
type Hashes []uint32

// HashesOf makes Hashes of terms: of the first most different ones.
func HashesOf(terms iter.Seq[[]byte], most int) Hashes {
	list := make(Hashes, 0, most)
	for term := range terms {
		if len(list) == most {
			break
		}
		list = append(list, hashOf(term))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Telling is a title: its words in the order of their hashes, and how much
// each tells.
type Telling []tellingWord

type tellingWord struct {
	hash uint32
	idf  float64
}

// NewTelling weighs the words of a title.
func NewTelling(title *Text, f Frequencies) Telling {
	t := make(Telling, 0, len(title.Words))
	for _, w := range NewVector(title, f, false) {
		t = append(t, tellingWord{w.Word.Hash, w.IDF})
	}
	t.sort()
	return t
}

// TellingOf makes a Telling of the terms of a title, each with its IDF.
func TellingOf(terms iter.Seq2[string, float64]) Telling {
	var t Telling
	for term, idf := range terms {
		t = append(t, tellingWord{hashOf(term), idf})
	}
	t.sort()
	return t
}

func (t Telling) sort() {
	slices.SortFunc(t, func(a, b tellingWord) int { return cmp.Compare(a.hash, b.hash) })
}

// Tells reports whether a text of these words says enough of what a title
// says: a quarter, by how much each word tells. Common words don't suffice,
// nor does the name that a source puts into all its titles.
func (t Telling) Tells(words Hashes) bool {
	return t.tells(func(hash uint32) bool {
		_, said := slices.BinarySearch(words, hash)
		return said
	})
}

// TellsTitle is Tells for another title.
func (t Telling) TellsTitle(title Telling) bool {
	return t.tells(func(hash uint32) bool {
		_, said := slices.BinarySearchFunc(title, hash, func(w tellingWord, hash uint32) int { return cmp.Compare(w.hash, hash) })
		return said
	})
}

// TellsOf is Tells for the article of a centroid. It is at hand where the words
// of the text would have to be read.
func (t Telling) TellsOf(c Centroid) bool { return t.tells(c.has) }

func (t Telling) tells(said func(hash uint32) bool) bool {
	shared, all := 0.0, 0.0
	for _, w := range t {
		all += w.idf
		if said(w.hash) {
			shared += w.idf
		}
	}
	return shared > 0 && 4*shared >= all
}
