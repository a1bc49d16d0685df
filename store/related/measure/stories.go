package measure

import "fmt"

// Stories is how good stories are.
type Stories struct {
	Articles int // labelled ones
	Gold     int // stories of the gold
	Found    int // stories found that hold labelled articles

	// B³ precision is, in the mean over the articles, the share of its story
	// that belongs there; recall the share that was found of what belongs
	// there.
	P, R, F1 float64
}

// String is one line with the measures.
func (s Stories) String() string {
	return fmt.Sprintf("B³ P %.4f  R %.4f  F1 %.4f  (%d articles, %d stories for %d)", s.P, s.R, s.F1, s.Articles, s.Found, s.Gold)
}

// Cluster scores the stories that articles were assigned to. An article that
// was assigned to none is one of its own.
func Cluster(gold Gold, assigned map[string]string) Stories {
	type pair struct{ gold, found string }
	inGold, inFound, inBoth := map[string]int{}, map[string]int{}, map[pair]int{}
	n := 0
	for id, story := range gold {
		if story == "" {
			continue
		}
		found, ok := assigned[id]
		if !ok {
			found = "alone\x00" + id
		}
		n++
		inGold[story]++
		inFound[found]++
		inBoth[pair{story, found}]++
	}
	out := Stories{Articles: n, Gold: len(inGold), Found: len(inFound)}
	if n == 0 {
		return out
	}
	for p, both := range inBoth {
		square := float64(both) * float64(both) / float64(n)
		out.P += square / float64(inFound[p.found])
		out.R += square / float64(inGold[p.gold])
	}
	out.F1 = 2 * out.P * out.R / (out.P + out.R)
	return out
}
