package related

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"
)

// library is a Library of articles whose likeness to the one at hand, of day
// 0, is given. It notes what it is asked.
type library struct {
	likes []Like
	texts map[uint32]*Text
	looks []Look
}

func (l *library) Articles() uint32      { return 1000 }
func (l *library) Text(num uint32) *Text { return l.texts[num] }
func (l *library) Frequencies(terms []string) []uint32 {
	return slices.Repeat([]uint32{10}, len(terms))
}
func (l *library) Spread(terms []string, _ int) []Spread {
	return slices.Repeat([]Spread{{1, 1}}, len(terms))
}

func (l *library) Similar(looks ...Look) (lists [][]Like) {
	for _, look := range looks {
		lists = append(lists, l.similar(look))
	}
	return lists
}

func (l *library) similar(look Look) (found []Like) {
	l.looks = append(l.looks, look)
	for _, a := range l.likes {
		days := math.Abs(float64(a.Time)) / 86400
		if look.Days > 0 && days > look.Days {
			continue
		}
		a.Score = a.Likeness
		if look.Scale > 0 {
			a.Score /= 1 + days/look.Scale
		}
		if a.Score > look.Floor {
			found = append(found, a)
		}
	}
	slices.SortStableFunc(found, func(a, b Like) int { return cmp.Compare(b.Score, a.Score) })
	return found[:min(look.Best, len(found))]
}

// like is an article of a number, a story, a day and a likeness.
func like(num, story uint32, day int64, likeness float64) Like {
	return Like{Num: num, Story: story, Time: day * 86400, Likeness: likeness}
}

func textOf(words ...string) *Text {
	t := new(Text)
	for _, w := range words {
		t.Words = append(t.Words, Word{Term: w, Hash: hashOf(w), Written: w, Times: 1})
	}
	return t
}

func numbers(list []Like) (nums []uint32) {
	for _, l := range list {
		nums = append(nums, l.Num)
	}
	return nums
}

// most is the score of what is wholly alike, of the same time, and in a story
// of its own that has all that was found.
const most = (1 + storyShare) * (1 + storyBonus)

func checkScores(t *testing.T, list []Like, want map[uint32]float64) {
	t.Helper()
	for _, l := range list {
		if math.Abs(l.Score-want[l.Num]/most) > 1e-9 {
			t.Errorf("article %d scores %.4f, want %.4f", l.Num, l.Score, want[l.Num]/most)
		}
	}
}

func TestRankDecays(t *testing.T) {
	undated := like(5, 0, -90, .4)
	undated.Undated = true
	lib := &library{likes: []Like{like(1, 0, -9, .4), like(2, 0, 3, .4), like(3, 0, 0, .3), like(4, 0, -357, .9), undated}}
	subject := Subject{Vector: vectorOf("quake", "coast")}
	list := Rank(subject, lib, 10)
	// 3 is of the same time, 2 counts half and 1 a quarter. 4 and 5 are found by
	// the far look alone.
	if got := numbers(list); !slices.Equal(got, []uint32{3, 5, 2, 1, 4}) {
		t.Errorf("in the order %v", got)
	}
	checkScores(t, list, map[uint32]float64{1: .1, 2: .2, 3: .3, 4: .9 / 120, 5: .4 * Dateless})

	lib.looks, subject.Undated = nil, true
	if got := numbers(Rank(subject, lib, 10)); !slices.Equal(got, []uint32{4, 1, 2, 5, 3}) {
		t.Errorf("for an article without time in the order %v", got)
	}
	if len(lib.looks) != 1 || lib.looks[0].Scale != 0 || lib.looks[0].Days != 0 {
		t.Errorf("for an article without time it looks for %+v", lib.looks)
	}
}

func TestRankHearsStories(t *testing.T) {
	lib := &library{likes: []Like{like(1, 6, 0, .31), like(2, 5, 0, .3), like(3, 5, 0, .3), like(4, 0, 0, .3)}}
	const all = .31*.31 + 3*.3*.3
	six, five := 1+storyShare*.31*.31/all, 1+storyShare*2*.3*.3/all
	list := Rank(Subject{Vector: vectorOf("quake"), Story: 9}, lib, 10)
	if got := numbers(list); !slices.Equal(got, []uint32{2, 3, 1, 4}) {
		t.Errorf("two of a story and one of another in the order %v", got)
	}
	checkScores(t, list, map[uint32]float64{1: .31 * six, 2: .3 * five, 3: .3 * five, 4: .3})
	list = Rank(Subject{Vector: vectorOf("quake"), Story: 6}, lib, 10)
	if got := numbers(list); !slices.Equal(got, []uint32{1, 2, 3, 4}) {
		t.Errorf("with one of its own story in the order %v", got)
	}
	checkScores(t, list, map[uint32]float64{1: .31 * six * (1 + storyBonus), 2: .3 * five, 3: .3 * five, 4: .3})
}

func TestRankTiers(t *testing.T) {
	likes := []Like{like(1, 7, 0, .05), like(2, 8, 0, .11), like(3, 8, 0, .109), like(4, 0, 0, .2), like(5, 0, 0, .1)}
	for _, c := range []struct {
		story uint32
		want  map[uint32]Tier
	}{
		{7, map[uint32]Tier{1: SameStory, 2: Background, 4: Background}},
		{0, map[uint32]Tier{2: Background, 4: Background}},
	} {
		list := Rank(Subject{Vector: vectorOf("quake"), Story: c.story}, &library{likes: likes}, 10)
		if len(list) != len(c.want) {
			t.Errorf("of story %d: %v", c.story, numbers(list))
		}
		for _, l := range list {
			if l.Tier != c.want[l.Num] {
				t.Errorf("of story %d: article %d is in tier %d", c.story, l.Num, l.Tier)
			}
		}
	}
}

func TestRankKeepsTheOrderOfTies(t *testing.T) {
	lib := new(library)
	var want []uint32
	for i := range uint32(100) {
		num := (i*37+5)%100 + 1
		lib.likes = append(lib.likes, like(num, num%2, 0, .3))
		if num%2 == 1 {
			want = append(want, num)
		}
	}
	subject := Subject{Vector: vectorOf("quake"), Story: 1}
	for _, n := range []int{0, 1, 40} {
		if got := numbers(Rank(subject, lib, n)); !slices.Equal(got, want[:n]) {
			t.Errorf("%d: %v, want %v", n, got, want[:n])
		}
	}
	if got := Rank(subject, lib, 1000); len(got) != 100 {
		t.Errorf("%d of 100", len(got))
	}
	if got := Rank(subject, new(library), 5); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

func TestRankFeedsBack(t *testing.T) {
	lib := &library{
		likes: []Like{like(1, 0, 0, .8), like(2, 0, 0, .8), like(3, 0, 0, .2)},
		texts: map[uint32]*Text{1: textOf("quake", "tremor", "harbour"), 2: textOf("quake", "tremor", "island"), 3: textOf("quake", "cricket")},
	}
	Rank(Subject{Vector: vectorOf("quake", "coast")}, lib, 10)
	if len(lib.looks) != 3 {
		t.Fatalf("%d looks, want two near and one far", len(lib.looks))
	}
	weights := map[string]float32{}
	for _, term := range lib.looks[2].Terms {
		weights[term.Text] = term.Weight
	}
	order := []string{"quake", "tremor", "harbour", "cricket"}
	for i, term := range order[1:] {
		if weights[term] <= 0 || weights[term] >= weights[order[i]] {
			t.Errorf("%q weighs %v, %q weighs %v", order[i], weights[order[i]], term, weights[term])
		}
	}
	if weights["coast"] <= 0 {
		t.Error("what the article says itself is forgotten")
	}
	if first := lib.looks[0]; len(first.Terms) != 2 || lib.looks[1].Scale != farScale || len(lib.looks[1].Terms) != 2 {
		t.Errorf("the first look and the far one ask for more than the article says: %+v", lib.looks)
	}

	var long []string
	for i := range feedbackLongest + 1 {
		long = append(long, fmt.Sprint("word", i))
	}
	lib.looks = nil
	if Rank(Subject{Vector: vectorOf(long...)}, lib, 10); len(lib.looks) != 2 {
		t.Errorf("%d looks for a long text, want one near and one far", len(lib.looks))
	}
}
