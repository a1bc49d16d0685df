package related

import (
	"cmp"
	"math"
	"slices"
)

// Feedback (Rocchio 1971): the best articles of a first look say what else
// the story is about, and a second look asks for that too. What is fed back
// counts the more the less the article says itself: twice its own words for a
// headline, next to nothing for a long text.
const (
	feedbackArticles = 10
	feedbackTerms    = 30
	feedbackPower    = 3    // of an article's score, as a part of the best one's
	feedbackWords    = 14.0 // as many words as what is fed back is worth
	feedbackMost     = 2.0
	feedbackLongest  = 100 // words, from which on it isn't worth the second look
)

// feedback adds to the terms of a look those that the best articles have in
// common, or returns nil where that isn't worth it.
func (s Subject) feedback(terms []Term, best []Like, lib Library) []Term {
	if len(s.Vector) == 0 || len(s.Vector) > feedbackLongest || best[0].Score <= 0 {
		return nil
	}
	fed, norm := gather(best[:min(feedbackArticles, len(best))], lib)
	if norm == 0 {
		return nil
	}
	weight := min(feedbackMost, feedbackWords/float64(len(s.Vector)))
	sums := make(map[string]float32, len(terms)+len(fed))
	for _, t := range terms {
		sums[t.Text] = t.Weight / float32(1+weight)
	}
	for _, t := range fed {
		sums[t.Text] += t.Weight * float32(weight/norm/(1+weight))
	}
	list := make([]Term, 0, len(sums))
	for text, weight := range sums {
		list = append(list, Term{text, weight})
	}
	slices.SortFunc(list, heavier)
	return list[:min(nearTerms, len(list))]
}

func heavier(a, b Term) int {
	return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Text, b.Text))
}

// gather adds up the vectors of articles, each times a power of its score,
// and returns the heaviest terms, weighted as in a look, and their norm.
func gather(best []Like, lib Library) (terms []Term, norm float64) {
	sums, roots := make(map[string]float64), make(map[string]float64)
	for _, l := range best {
		text := lib.Text(l.Num)
		if text == nil {
			continue
		}
		weight := math.Pow(l.Score/best[0].Score, feedbackPower)
		for _, w := range NewVector(text, lib, l.Undated) {
			sums[w.Word.Term] += weight * w.Weight
			roots[w.Word.Term] = math.Sqrt(w.IDF)
		}
	}
	for text, sum := range sums {
		terms = append(terms, Term{text, float32(sum)})
	}
	slices.SortFunc(terms, heavier)
	terms = terms[:min(feedbackTerms, len(terms))]
	for i := range terms {
		norm += float64(terms[i].Weight) * float64(terms[i].Weight)
		terms[i].Weight *= float32(roots[terms[i].Text])
	}
	return terms, math.Sqrt(norm)
}
