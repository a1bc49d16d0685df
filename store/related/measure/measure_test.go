package measure

import (
	"math"
	"testing"
)

// gold is two stories and an article that nobody labelled.
var gold = Gold{"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "x": "", "c1": "c"}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestRank(t *testing.T) {
	log3 := 1 / math.Log2(3)
	for name, c := range map[string]struct {
		queries []string
		run     map[string][]string
		want    Ranking
	}{
		"perfect": {[]string{"a1"}, map[string][]string{"a1": {"a2", "a3", "b1"}},
			Ranking{Queries: 1, P1: 1, P5: .4, MAP: 1, NDCG10: 1}},
		"second place": {[]string{"b1"}, map[string][]string{"b1": {"x", "b2"}},
			Ranking{Queries: 1, P5: .2, MAP: .5, NDCG10: log3}},
		"itself, twice and unknown ones don't count": {[]string{"b1"}, map[string][]string{"b1": {"b1", "nobody", "b2", "b2"}},
			Ranking{Queries: 1, P1: 1, P5: .2, MAP: 1, NDCG10: 1}},
		"a mean, with one missing": {[]string{"b1", "b2"}, map[string][]string{"b1": {"b2"}},
			Ranking{Queries: 2, Missing: 1, P1: .5, P5: .1, MAP: .5, NDCG10: .5}},
		"half found": {[]string{"a1"}, map[string][]string{"a1": {"a2"}},
			Ranking{Queries: 1, P1: 1, P5: .2, MAP: .5, NDCG10: 1 / (1 + log3)}},
		"nothing to find": {[]string{"x", "c1", "nobody"}, nil, Ranking{}},
	} {
		got := Rank(gold, c.queries, c.run)
		if got.Queries != c.want.Queries || got.Missing != c.want.Missing || !near(got.P1, c.want.P1) || !near(got.P5, c.want.P5) ||
			!near(got.MAP, c.want.MAP) || !near(got.NDCG10, c.want.NDCG10) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestCluster(t *testing.T) {
	for name, c := range map[string]struct {
		assigned map[string]string
		want     Stories
	}{
		"perfect":          {map[string]string{"a1": "1", "a2": "1", "a3": "1", "b1": "2", "b2": "2"}, Stories{Found: 3, P: 1, R: 1, F1: 1}},
		"each alone":       {nil, Stories{Found: 6, P: 1, R: .5, F1: 2.0 / 3}},
		"all in one":       {map[string]string{"a1": "1", "a2": "1", "a3": "1", "b1": "1", "b2": "1", "c1": "1", "x": "1"}, Stories{Found: 1, P: 14.0 / 36, R: 1, F1: 28.0 / 50}},
		"one in the other": {map[string]string{"a1": "1", "a2": "1", "a3": "2", "b1": "2", "b2": "2"}, Stories{Found: 3, P: (2 + 5.0/3 + 1) / 6, R: (5.0/3 + 2 + 1) / 6, F1: 7.0 / 9}},
	} {
		got := Cluster(gold, c.assigned)
		if got.Articles != 6 || got.Gold != 3 || got.Found != c.want.Found || !near(got.P, c.want.P) || !near(got.R, c.want.R) || !near(got.F1, c.want.F1) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
