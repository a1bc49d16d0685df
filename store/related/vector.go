package related

import (
	"cmp"
	"math"
	"slices"
)

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
	df     uint32
}

// nameBonus is how much more a name counts. Between 1.25 and 1.5 it makes no
// difference; from 2 on it does harm.
const nameBonus = 1.4

// NewVector weighs the words of a text; undated says that its article has no
// time.
func NewVector(t *Text, f Frequencies, undated bool) Vector {
	terms := make([]string, len(t.Words))
	for i := range t.Words {
		terms[i] = t.Words[i].Term
	}
	n := f.Articles()
	v := make(Vector, len(terms))
	for i, df := range f.Frequencies(terms) {
		w := &t.Words[i]
		v[i] = Weighted{Word: w, IDF: idf(df, n), df: df}
		v[i].Weight = damped(w.Times) * v[i].IDF
		if w.Name {
			v[i].Weight *= nameBonus
		}
	}
	v.emphasize(undated)
	return v
}

// Heavy is one of an article's heaviest terms, weighed by the index, with
// Emphasis. Weight is a part of the whole vector's length.
type Heavy struct {
	Term   string
	Weight float32
	IDF    float32
}

// Heavies makes Vectors of articles' heaviest terms, each in the memory of the
// one before.
type Heavies struct {
	vector Vector
	words  []Word
}

// Reset begins an article.
func (h *Heavies) Reset(terms int) {
	h.vector, h.words = h.vector[:0], slices.Grow(h.words[:0], terms)
}

// Add adds the next term. The heaviest comes first, and no more may be added
// than Reset was told.
func (h *Heavies) Add(t Heavy) {
	h.words = append(h.words, Word{Term: t.Term, Hash: hashOf(t.Term)})
	h.vector = append(h.vector, Weighted{Word: &h.words[len(h.words)-1], Weight: float64(t.Weight), IDF: float64(t.IDF)})
}

// Vector returns the Vector of the terms, good until the next Reset. It knows
// nothing of names.
func (h *Heavies) Vector() Vector { return h.vector }

// emphasize applies Emphasis.
func (v Vector) emphasize(undated bool) {
	for i := range v {
		v[i].Weight *= Emphasis(v[i].Word.Term, undated)
	}
	v.normalize()
}

// normalize makes the vector's length 1 and sorts it.
func (v Vector) normalize() {
	squares := 0.0
	for i := range v {
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
}

// Term is one of the terms that articles are compared by. Weight is all that
// it adds to another article's likeness but for that article's own frequency
// and norm: what index.Weighted holds.
type Term struct {
	Text   string
	Weight float32
}

// Terms returns the heaviest terms as the index takes them: at most most, and
// as many as occur postings times together in all articles, for that is what
// looking them up costs. There are always some.
func (v Vector) Terms(most int, postings uint64) []Term {
	out := make([]Term, 0, min(most, len(v)))
	spent := uint64(0)
	for _, w := range v[:min(most, len(v))] {
		if w.Weight <= 0 {
			break
		}
		if spent += uint64(w.df); spent > postings && len(out) >= fewTerms {
			break
		}
		out = append(out, Term{w.Word.Term, float32(w.Weight * math.Sqrt(w.IDF))})
	}
	return out
}

// fewTerms are looked up whatever they cost.
const fewTerms = 8

// information is how much the terms of an article tell, all together.
func (v Vector) information() (sum float64) {
	for _, w := range v {
		sum += w.IDF
	}
	return sum
}
