package related

import (
	"math"
	"slices"
	"testing"
)

// vectorOf is a vector of words that weigh the same.
func vectorOf(words ...string) Vector {
	v := make(Vector, len(words))
	for i, w := range words {
		v[i] = Weighted{Word: &Word{Term: w, Hash: hashOf(w)}, Weight: 1 / math.Sqrt(float64(len(words))), IDF: 6}
	}
	return v
}

func centroidOf(day int64, words ...string) Centroid {
	return NewCentroid(vectorOf(words...), day*86400, false)
}

func TestJoin(t *testing.T) {
	a, b := centroidOf(0, "one", "two"), centroidOf(4, "two", "three")
	// Two words each weigh 1/√2. Of three articles with a and one with b, "one"
	// has 3/4 of it, "two" all, "three" 1/4; so the cosine with a, whose
	// length is 1, is (3/4 + 1)/√2 / √((9/16 + 1 + 1/16)/2).
	joined := Join(a, 3, b, 1)
	if got, want := Cosine(joined, a), 1.75/2/math.Sqrt(26.0/32); math.Abs(got-want) > 0.01 {
		t.Errorf("cosine %.3f, want %.3f", got, want)
	}
	if got := joined.time(); got != 86400 {
		t.Errorf("the mean time is %v", got)
	}
	if got := Join(nil, 0, a, 5); Cosine(got, a) < 0.999 || got.time() != 0 {
		t.Errorf("with nothing it is another one, of time %v", got.time())
	}
	undated := NewCentroid(vectorOf("one"), 77, true)
	if got := Join(undated, 9, b, 1).time(); got != 4*86400 {
		t.Errorf("the mean time with an article without time is %v", got)
	}
	var many Centroid
	for i := range 100 {
		many = Join(many, i, centroidOf(0, string(rune('a'+i)), string(rune('A'+i))), 1)
	}
	if many.len() > centroidTerms {
		t.Errorf("%d terms are kept", many.len())
	}
	if c := Cosine(a, centroidOf(0, "four")); c != 0 {
		t.Errorf("cosine of what shares nothing: %v", c)
	}
}

// shelfOf is a Shelf of stories, by their IDs.
type shelfOf struct {
	stories  map[uint32]Story
	doubtful []uint32
}

func (s shelfOf) Story(id uint32) (Story, bool) { story, ok := s.stories[id]; return story, ok }
func (s shelfOf) Centroid(id uint32) Centroid   { return s.stories[id].Centroid }
func (s shelfOf) Doubtful(num uint32) bool      { return slices.Contains(s.doubtful, num) }

func TestDecide(t *testing.T) {
	quake := []string{"quake", "coast", "rescue", "island", "tremor", "harbour"}
	rates := []string{"bank", "rates", "inflation", "growth", "euro", "cut"}
	half := append(slices.Clone(quake[:2]), rates[:4]...)
	story := func(id uint32, n int, words ...string) Story {
		return Story{ID: id, Articles: n, Centroid: centroidOf(0, words...)}
	}
	near := func(num, story uint32, score float64) Near {
		return Near{Num: num, Story: story, Likeness: score, Score: score}
	}
	settled := story(2, 3, quake...)
	settled.Settled = true
	for _, c := range []struct {
		name     string
		words    []string
		stories  []Story
		near     []Near
		doubtful []uint32
		want     Decision
	}{
		{"nothing near", quake, nil, nil, nil, Decision{}},
		{"joins what is alike", quake, []Story{story(1, 2, quake...)}, []Near{near(10, 1, .8)}, nil, Decision{Join: 1}},
		{"founds one beside what is little alike", quake, []Story{story(1, 2, rates...)}, []Near{near(10, 1, .1)}, nil, Decision{}},
		{"the middle has wandered off", quake, []Story{story(1, 50, rates...)}, []Near{near(10, 1, .3)}, nil, Decision{}},
		{"the better of two", quake, []Story{story(1, 2, rates...), story(2, 2, quake...)}, []Near{near(10, 1, .5), near(11, 2, .5)}, nil, Decision{Join: 2}},
		{"merges what it shows to be one", quake, []Story{story(1, 3, quake...), story(2, 3, quake...)}, []Near{near(10, 1, .8), near(11, 2, .7)}, nil, Decision{Join: 1, Merge: []uint32{2}}},
		{"merges nothing that people arranged", quake, []Story{story(1, 3, quake...), settled}, []Near{near(10, 1, .8), near(11, 2, .7)}, nil, Decision{Join: 1}},
		// Two words of six are a cosine of 1/3: above the .27 that one article of
		// six words needs, below the .38 of fifty.
		{"merges a single article that is a little alike", quake, []Story{story(1, 50, quake...), story(2, 1, half...)}, []Near{near(10, 1, .8), near(11, 2, .3)}, nil, Decision{Join: 1, Merge: []uint32{2}}},
		{"merges no large stories that are a little alike", quake, []Story{story(1, 50, quake...), story(2, 50, half...)}, []Near{near(10, 1, .8), near(11, 2, .3)}, nil, Decision{Join: 1}},
		{"merges no others", quake, []Story{story(1, 3, quake...), story(2, 3, rates...)}, []Near{near(10, 1, .8), near(11, 2, .7)}, nil, Decision{Join: 1}},
		{"words below every article join nothing", quake, []Story{story(1, 2, quake...)}, []Near{near(10, 1, .8)}, []uint32{10}, Decision{}},
		{"nor do two of three", quake, []Story{story(1, 3, quake...)}, []Near{near(10, 1, .8), near(11, 1, .8), near(12, 1, .8)}, []uint32{10, 12}, Decision{}},
		{"one of two is enough", quake, []Story{story(1, 3, quake...)}, []Near{near(10, 1, .8), near(11, 1, .8)}, []uint32{10}, Decision{Join: 1}},
		{"a story that is gone", quake, nil, []Near{near(10, 1, .8)}, nil, Decision{}},
		{"one word joins nothing", []string{"live"}, []Story{story(1, 2, "live", "quake")}, []Near{near(10, 1, .9)}, nil, Decision{}},
		{"and nothing joins it", []string{"live", "quake", "coast"}, []Story{story(1, 1, "live")}, []Near{near(10, 1, .9)}, nil, Decision{}},
		{"two words join if they are alike", []string{"live", "quake"}, []Story{story(1, 1, "live", "quake")}, []Near{near(10, 1, .9)}, nil, Decision{Join: 1}},
	} {
		shelf := shelfOf{map[uint32]Story{}, c.doubtful}
		for _, s := range c.stories {
			shelf.stories[s.ID] = s
		}
		n := NewNewcomer(vectorOf(c.words...), 0, false, 40)
		got := Decide(n, c.near, shelf)
		if got.Join != c.want.Join || !slices.Equal(got.Merge, c.want.Merge) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestReconsider(t *testing.T) {
	quake := []string{"quake", "coast", "rescue", "island", "tremor", "harbour"}
	story := func(id uint32) Story {
		return Story{ID: id, Articles: 2, Centroid: centroidOf(0, quake...)}
	}
	near := func(num, story uint32, score float64) Near {
		return Near{Num: num, Story: story, Likeness: score, Score: score}
	}
	// Both stories have the same middle. A lead of .8 over .78 makes the score
	// 1.03 times as high, one over .5 makes it 1.54 times as high.
	for _, c := range []struct {
		name     string
		stories  []Story
		near     []Near
		doubtful []uint32
		want     uint32
	}{
		{"nothing near", []Story{story(1)}, nil, nil, 1},
		{"its own is the best", []Story{story(1), story(2)}, []Near{near(10, 1, .8), near(11, 2, .5)}, nil, 1},
		{"another is a little better", []Story{story(1), story(2)}, []Near{near(11, 2, .8), near(10, 1, .78)}, nil, 1},
		{"another is clearly better", []Story{story(1), story(2)}, []Near{near(11, 2, .8), near(10, 1, .5)}, nil, 2},
		{"the better one is not to be trusted", []Story{story(1), story(2)}, []Near{near(11, 2, .8), near(10, 1, .5)}, []uint32{11}, 1},
		{"nothing of its own is near", []Story{story(1), story(2)}, []Near{near(11, 2, .8)}, nil, 2},
		{"nothing is left of its own", []Story{story(2)}, []Near{near(11, 2, .8), near(10, 1, .8)}, nil, 2},
		{"another is too little alike to be joined", []Story{{ID: 2, Articles: 2, Centroid: centroidOf(0, "bank")}}, []Near{near(11, 2, .1)}, nil, 1},
	} {
		shelf := shelfOf{map[uint32]Story{}, c.doubtful}
		for _, s := range c.stories {
			shelf.stories[s.ID] = s
		}
		if got := Reconsider(NewNewcomer(vectorOf(quake...), 0, false, 40), c.near, 1, shelf); got != c.want {
			t.Errorf("%s: story %d, want %d", c.name, got, c.want)
		}
	}
}
