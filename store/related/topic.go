package related

import (
	"math"
	"slices"
)

// Spread is how a term's articles are spread over stories. An article that
// belongs to none is a story of its own.
type Spread struct{ Articles, Stories int }

// Terms whose articles are in few stories name what a story is about; those
// of equal frequency that are in many ("deadline", "reveals") are news
// writers' words. A headline has few terms, of which one should count for
// what it is; a long text tells by repeating it, and there it does no good.
// (The idea is that of inverse story frequency: counting stories instead of
// articles.)
const (
	topicSample  = 256
	topicPower   = 0.3 // of the articles to a story; 0.3 to 0.5 do equally well
	topicWords   = 14  // an article of more words has as much less of it
	topicLongest = 64  // words, from which on it isn't worth asking
)

// topical returns the vector with more weight on the terms of few stories.
func (v Vector) topical(lib Library) Vector {
	if len(v) == 0 || len(v) > topicLongest {
		return v
	}
	terms := make([]string, len(v))
	for i := range v {
		terms[i] = v[i].Word.Term
	}
	power := topicPower * min(1, topicWords/float64(len(v)))
	v = slices.Clone(v)
	for i, s := range lib.Spread(terms, topicSample) {
		v[i].Weight *= math.Pow(float64(s.Articles+1)/float64(s.Stories+1), power)
	}
	v.normalize()
	return v
}
