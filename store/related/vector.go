package related

import (
	"cmp"
	"math"
	"slices"
)

// Term is one of the terms that articles are compared by. Weight is all that
// it adds to another article's likeness but for that article's own frequency
// and norm: what index.Weighted holds.
type Term struct {
	Text   string
	Weight float32
}

// MaxTerms is how many terms an article is looked up with at most. More cost
// time in the index and find little more.
const MaxTerms = 40

// titleBonus is how much more a word of the title counts.
const titleBonus = 0.0

// Frequencies tells in how many articles of the store each term occurs.
type Frequencies interface {
	// Articles is how many articles there are.
	Articles() uint32
	Frequencies(terms []string) []uint32
}

// Vector is an article's terms with their weights, the heaviest first. The
// sum of the squares of all of an article's weights is 1.
type Vector []Weighted

// Weighted is a term of a Vector.
type Weighted struct {
	Word   *Word
	Weight float64
	IDF    float64
}

// NewVector weighs the words of a text.
func NewVector(t *Text, f Frequencies) Vector {
	terms := make([]string, len(t.Words))
	for i := range t.Words {
		terms[i] = t.Words[i].Term
	}
	n := f.Articles()
	v := make(Vector, len(terms))
	squares := 0.0
	for i, df := range f.Frequencies(terms) {
		w := &t.Words[i]
		v[i] = Weighted{Word: w, IDF: idf(df, n)}
		v[i].Weight = damped(w.Times) * v[i].IDF
		if w.InTitle {
			v[i].Weight *= 1 + titleBonus
		}
		squares += v[i].Weight * v[i].Weight
	}
	if squares > 0 {
		norm := math.Sqrt(squares)
		for i := range v {
			v[i].Weight /= norm
		}
	}
	slices.SortFunc(v, func(a, b Weighted) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Word.Term, b.Word.Term))
	})
	return v
}

// Terms returns the heaviest terms, n at most, as the index takes them.
func (v Vector) Terms(n int) []Term {
	out := make([]Term, 0, min(n, len(v)))
	for _, w := range v[:min(n, len(v))] {
		if w.Weight > 0 {
			out = append(out, Term{w.Word.Term, float32(w.Weight * math.Sqrt(w.IDF))})
		}
	}
	return out
}

// Heavy is one of an article's heaviest terms, weighed by the index. Weight is
// a part of the whole vector's length.
type Heavy struct {
	Term   string
	Weight float32
	IDF    float32
}

// HeavyVector is the Vector of an article's heaviest terms, the heaviest first.
func HeavyVector(terms []Heavy) Vector {
	v := make(Vector, len(terms))
	for i, t := range terms {
		v[i] = Weighted{Word: &Word{Term: t.Term, Hash: hashOf([]byte(t.Term))}, Weight: float64(t.Weight), IDF: float64(t.IDF)}
	}
	return v
}
