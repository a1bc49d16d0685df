package related

import (
	"cmp"
	"math"
	"slices"
)

// Library is what Rank asks of the store. Where something fails the methods
// return nothing, and the store tells what failed when Rank is done.
type Library interface {
	Frequencies
	// Similar returns the articles most like one, the best first, by
	// Σ Weight·damped/norm and Decay. The article itself is not among them.
	Similar(terms []Term, best int) []Like
	// Text returns what an article says, or nil.
	Text(num uint32) *Text
}

// Like is an article that is like another.
type Like struct {
	Num      uint32
	Time     int64 // Unix seconds
	Undated  bool
	Likeness float64 // 0 to 1: what the words say
	Score    float64 // with Decay
}

// Scale is after how many days a likeness counts half. On headlines 3 to 7 do
// equally well, and a hard limit does worse than any.
const Scale = 3

// Decay is what becomes of a likeness over a number of days.
func Decay(days float64) float64 { return 1 / (1 + math.Abs(days)/Scale) }

// Feedback (Rocchio 1971): the best articles of a first look say what else
// the story is about, and a second look asks for that too.
const (
	feedbackArticles = 10
	feedbackTerms    = 30
	feedbackWeight   = 2 // of what was fed back, as against the article's own terms
)

// firstLook is how many articles the first look fetches: enough for feedback
// and for judging by its likeness what the second look finds.
const firstLook = 100

// Rank returns the articles that belong to one, the best first, n at most.
func Rank(v Vector, lib Library, n int) []Like {
	first := lib.Similar(v.Terms(MaxTerms), firstLook)
	if len(first) == 0 {
		return nil
	}
	terms := v.Terms(MaxTerms)
	fed := feedback(terms, first[:min(feedbackArticles, len(first))], lib)
	return lib.Similar(fed, n)
}

// feedback adds to the terms those that the best articles have in common.
func feedback(terms []Term, best []Like, lib Library) []Term {
	weights, norm := gather(best, lib)
	if norm == 0 {
		return terms
	}
	out := make(map[string]float32, len(terms)+len(weights))
	for _, t := range terms {
		out[t.Text] += t.Weight
	}
	for _, t := range weights {
		out[t.Text] += t.Weight * float32(feedbackWeight/norm)
	}
	list := make([]Term, 0, len(out))
	for text, weight := range out {
		list = append(list, Term{text, weight})
	}
	slices.SortFunc(list, heavier)
	return list[:min(MaxTerms, len(list))]
}

func heavier(a, b Term) int {
	return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Text, b.Text))
}

// gather adds up the vectors of articles, each times its score, and returns
// the heaviest terms and their norm.
func gather(best []Like, lib Library) (terms []Term, norm float64) {
	sums := make(map[string]float64)
	idfs := make(map[string]float64)
	for _, l := range best {
		text := lib.Text(l.Num)
		if text == nil {
			continue
		}
		for _, w := range NewVector(text, lib) {
			sums[w.Word.Term] += l.Score * w.Weight
			idfs[w.Word.Term] = w.IDF
		}
	}
	for text, sum := range sums {
		terms = append(terms, Term{text, float32(sum)})
	}
	slices.SortFunc(terms, heavier)
	terms = terms[:min(feedbackTerms, len(terms))]
	for i := range terms {
		norm += float64(terms[i].Weight) * float64(terms[i].Weight)
		terms[i].Weight *= float32(math.Sqrt(idfs[terms[i].Text]))
	}
	return terms, math.Sqrt(norm)
}
