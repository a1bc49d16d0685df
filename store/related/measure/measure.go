// Package measure tells how good related articles and stories are, against
// gold: articles of which people said what story they tell.
//
// It is for tests and benchmarks; the program doesn't use it. The measures
// are the usual ones, computed as in information retrieval: those of a
// ranking are means over the articles asked about, those of stories (B³,
// Bagga and Baldwin 1998) are means over the labelled articles.
package measure

import (
	"fmt"
	"math"
)

// Gold holds the story of each article; "" is an article that nobody
// labelled. It is never asked about, and counts as wrong where it is found.
type Gold map[string]string

// depth is where a ranking is cut.
const depth = 100

// Ranking is how good lists of related articles are.
type Ranking struct {
	Queries int // articles asked about, of whose story there are others
	Missing int // of them, those that have no list; they count as 0

	P1, P5, MAP, NDCG10 float64
}

// String is one line with the measures.
func (r Ranking) String() string {
	return fmt.Sprintf("P@1 %.4f  P@5 %.4f  MAP %.4f  nDCG@10 %.4f  (%d asked, %d without an answer)", r.P1, r.P5, r.MAP, r.NDCG10, r.Queries, r.Missing)
}

// Rank scores the lists that a run gives to the queries, best first.
func Rank(gold Gold, queries []string, run map[string][]string) Ranking {
	size := map[string]int{}
	for _, story := range gold {
		size[story]++
	}
	var sum Ranking
	for _, q := range queries {
		story := gold[q]
		relevant := size[story] - 1
		if story == "" || relevant == 0 {
			continue
		}
		sum.Queries++
		list, asked := run[q]
		if !asked {
			sum.Missing++
			continue
		}
		sum.add(hits(gold, q, list), relevant)
	}
	n := float64(max(sum.Queries, 1))
	sum.P1, sum.P5, sum.MAP, sum.NDCG10 = sum.P1/n, sum.P5/n, sum.MAP/n, sum.NDCG10/n
	return sum
}

// hits says which of the articles listed tell the story of q, each counted
// once.
func hits(gold Gold, q string, list []string) (hits []bool) {
	used := map[string]bool{q: true}
	for _, id := range list {
		story, known := gold[id]
		if !known || used[id] {
			continue
		}
		used[id] = true
		if hits = append(hits, story == gold[q]); len(hits) == depth {
			break
		}
	}
	return hits
}

// add adds the measures of one list to the sums.
func (r *Ranking) add(hits []bool, relevant int) {
	found, precisions, gain := 0, 0.0, 0.0
	for i, hit := range hits {
		if !hit {
			continue
		}
		found++
		precisions += float64(found) / float64(i+1)
		if i < 1 {
			r.P1++
		}
		if i < 5 {
			r.P5 += 1.0 / 5
		}
		if i < 10 {
			gain += 1 / math.Log2(float64(i+2))
		}
	}
	ideal := 0.0
	for i := range min(relevant, 10) {
		ideal += 1 / math.Log2(float64(i+2))
	}
	r.MAP += precisions / float64(min(relevant, depth))
	r.NDCG10 += gain / ideal
}
