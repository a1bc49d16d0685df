package store

import (
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// The bytes of stories, as doc.go describes them.
func TestStoryFormat(t *testing.T) {
	at := func(second int64, num uint32) sortKey { return newSortKey(time.Unix(second, 0), num) }
	head := storyHead{flags: storyMuted | storyByHand, mutedNew: 300, old: []StoryID{9, 1 << 31}, centroid: []byte("c")}
	s := storyRecord{id: 5, newest: at(3, 300), oldest: at(1, 5), storyHead: head, members: []uint32{5, 300},
		sources: []storySource{{"A", at(1, 5)}}}
	headBytes := "06" + "ac02" + "0209" + "8080808008" + "0163"
	key := func(second, num string) string { return "80000000000000" + second + num }
	want := key("03", "fffffed3") + key("01", "fffffffa") + "00000002" + headBytes +
		"01" + "0141" + key("01", "fffffffa") + "05" + "a702"
	if got := hex.EncodeToString(s.encode()); got != want {
		t.Errorf("record: %s, want %s", got, want)
	}
	if back, err := decodeStory(5, s.encode()); err != nil || !reflect.DeepEqual(back, s) {
		t.Errorf("record comes back as %+v, %v", back, err)
	}
	rec := record{action: StoriesJoined, at: time.Unix(100, 0).UTC(), below: 3, title: "T",
		story: &storyChange{story: 5, after: head, parts: []storyPart{{8, storyHead{flags: storyFollowed}, roaring.BitmapOf(8)}}}}
	encoded, err := rec.encode()
	if err != nil {
		t.Fatal(err)
	}
	bitmap := "3a300000" + "01000000" + "00000000" + "10000000" + "0800"
	want = "0a" + "00" + "c801" + "00" + "03" + "0154" + "05" + "00000000" + headBytes + "01" + "08" + "01000000" + "12" + bitmap
	if got := hex.EncodeToString(encoded); got != want {
		t.Errorf("journal: %s, want %s", got, want)
	}
	if back, err := decodeRecord(0, encoded); err != nil || !reflect.DeepEqual(back.story.after, head) || !back.nums.Contains(8) {
		t.Errorf("journal record comes back as %+v, %v", back, err)
	}
}

// titled makes the i-th article with a title, joining the story of another if
// that isn't 0.
func titled(i int, title, source string, join int) Incoming {
	in := incoming(i)
	in.Title, in.Source = title, source
	if join > 0 {
		in.Text.GUID = fmt.Sprintf("join %d", join)
	}
	return in
}

func storyStore(t *testing.T) *Store {
	s := newStore(t)
	s.decide = joinByGUID
	return s
}

func TestStoryTellsOfItself(t *testing.T) {
	s := storyStore(t)
	mustPut(t, s,
		titled(0, "Quake hits the coast of…", "Wire", 0),
		titled(1, "Strong quake hits the coast", "Daily", 1),
		titled(2, "LIVE: quake, what we know, maps and photos", "Wire", 1),
		titled(3, "Quake hits coast: dozens hurt", "Post", 1),
		titled(4, "Something else", "Daily", 0))
	if _, err := s.Mark(t.Context(), MarkRead, testID(1)); err != nil {
		t.Fatal(err)
	}
	story, list, err := s.Story(t.Context(), 1)
	if err != nil || len(list) != 4 || list[0].ID != testID(0) || !list[0].New || list[1].New {
		t.Fatalf("%+v, %v", list, err)
	}
	if story.Lead.Title != "Strong quake hits the coast" || !slices.Equal(story.Sources, []string{"Wire", "Daily", "Post"}) ||
		story.Articles != 4 || story.Unread != 3 || !story.Seen || !story.First.At.Equal(start) || !story.Last.At.Equal(start.Add(3*time.Hour)) {
		t.Errorf("%+v", story)
	}
	alone, list, err := s.Story(t.Context(), 5)
	if err != nil || len(list) != 1 || alone.Articles != 1 || alone.Unread != 1 || alone.Seen || !slices.Equal(alone.Sources, []string{"Daily"}) {
		t.Errorf("%+v %+v, %v", alone, list, err)
	}
	for _, id := range []StoryID{0, 2, 6, 1 << 31, 1<<31 - 1} {
		if _, _, err := s.Story(t.Context(), id); !errors.Is(err, ErrNoStory) {
			t.Errorf("story %s: %v", id, err)
		}
	}
	found, err := s.Search(t.Context(), View{}, Query{Text: "story:s1"})
	if err != nil || found.Len() != 4 {
		t.Errorf("%d, %v", found.Len(), err)
	}
	w, err := s.Window(t.Context(), View{Stories: true, Within: found}, At{ID: testID(3)}, 5)
	if err != nil || w.Total != 1 || !w.Found || w.Rows[0].StoryRow.Articles != 4 {
		t.Errorf("%+v, %v", w, err)
	}
}

// A list may hold some articles of a story only.
func TestNewestOfAStoryThatAListHolds(t *testing.T) {
	s := storyStore(t)
	mustPut(t, s, titled(0, "Quake hits", "Wire", 0), titled(1, "Else", "Wire", 0), titled(2, "Quake hits coast", "Post", 1),
		titled(3, "Strong quake", "Wire", 1), titled(4, "Quake hits coast hard", "Daily", 1))
	if _, err := s.Mark(t.Context(), MarkRead, testID(3), testID(4)); err != nil {
		t.Fatal(err)
	}
	within := func(text string) View {
		found, err := s.Search(t.Context(), View{}, Query{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		return View{Within: found}
	}
	for _, c := range []struct {
		v     View
		of    int
		want  int
		found bool
	}{
		{View{}, 0, 2, true},
		{View{Order: OldestFirst}, 4, 2, true},
		{View{Filter: Unread}, 3, 2, true},
		{View{}, 1, 1, true},
		{within("source:wire"), 4, 0, true},
		{within("is:read"), 0, 4, true},
		{within("source:wire is:read"), 2, 3, true},
		{within("else"), 2, 2, false},
	} {
		w, err := s.Window(t.Context(), c.v, At{ID: testID(c.of), Newest: true, Before: 9}, 20)
		if err != nil || w.Found != c.found || c.found && w.Rows[w.Row-w.First].ID != testID(c.want) {
			t.Errorf("%+v of %d: row %d of %+v, %v", c.v, c.of, w.Row, w.Rows, err)
		}
	}
}

func TestMutedStoriesArriveRead(t *testing.T) {
	s := storyStore(t)
	mustPut(t, s, titled(0, "A", "", 0), titled(1, "B", "", 1))
	if _, err := s.SetMuted(t.Context(), 1, true); err != nil {
		t.Fatal(err)
	}
	mustPut(t, s, titled(2, "C", "", 1), titled(3, "D", "", 0))
	story, _, err := s.Story(t.Context(), 1)
	if err != nil || !story.Muted || story.MutedNew != 1 || story.Unread != 2 {
		t.Errorf("%+v, %v", story, err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Unread != 3 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestOldStoriesLeadToWhatTheyBecame(t *testing.T) {
	s := storyStore(t)
	mustPut(t, s, series(0, 6)...)
	for _, join := range [][]StoryID{{2, 1}, {3, 4, 5}, {3, 2}} {
		if _, err := s.JoinStories(t.Context(), join[0], join[1:]...); err != nil {
			t.Fatal(err)
		}
	}
	for id := StoryID(1); id <= 5; id++ {
		if story, _, err := s.Story(t.Context(), id); err != nil || story.ID != 3 || story.Articles != 5 {
			t.Errorf("story %s leads to %s, %v", id, story.ID, err)
		}
	}
	if c, err := s.JoinStories(t.Context(), 4, 1, 3); err != nil || c.Seq != 0 {
		t.Errorf("joined again: %+v, %v", c, err)
	}
	if _, err := s.JoinStories(t.Context(), 3, 99); !errors.Is(err, ErrNoStory) {
		t.Errorf("no such story: %v", err)
	}
	if c, err := s.Undo(t.Context()); err != nil || c.Was != StoriesJoined || c.Count != 2 || c.Story != 3 {
		t.Errorf("%+v, %v", c, err)
	}
	if story, _, err := s.Story(t.Context(), 1); err != nil || story.ID != 2 {
		t.Errorf("%+v, %v", story, err)
	}
}

func TestSplitStoriesStayApart(t *testing.T) {
	s := storyStore(t)
	mustPut(t, s, titled(0, "A", "", 0), titled(1, "B", "", 1), titled(2, "C", "", 1), titled(3, "D", "", 0))
	c, err := s.SplitStory(t.Context(), testID(1))
	if err != nil || c.Story != 1<<31 || c.Title == "" {
		t.Fatalf("%+v, %v", c, err)
	}
	again := titled(4, "E", "", 0)
	again.Text.GUID = "join 1 merging 2" // refused
	mustPut(t, s, again)
	for i, want := range []StoryID{1, 1 << 31, 1, 4, 1} {
		if a, _, err := s.Article(t.Context(), testID(i)); err != nil || a.Story != want {
			t.Errorf("article %d is in %s, %v", i, a.Story, err)
		}
	}
	if _, err := s.SplitStory(t.Context(), testID(0), testID(3)); !errors.Is(err, ErrSeveralStories) {
		t.Errorf("of several stories: %v", err)
	}
	if c, err := s.SplitStory(t.Context(), testID(3)); err != nil || c.Seq != 0 {
		t.Errorf("all there is: %+v, %v", c, err)
	}
	if _, err := s.SplitStory(t.Context(), 12345); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such article: %v", err)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c, err := s.SplitStory(t.Context(), testID(1)); err != nil || c.Story != 1<<31+1 {
		t.Errorf("an ID is given twice: %+v, %v", c, err)
	}
}

func TestMarkStoriesSpreadsWhatTakesAttentionAway(t *testing.T) {
	s := storyStore(t)
	mustPut(t, s, titled(0, "One two", "", 0), titled(1, "One two three", "", 1), titled(2, "Else", "", 1), titled(3, "D", "", 0))
	for _, c := range []struct {
		action        Action
		one, all      int // articles changed of one story, of all in view
		unread, stars int // of that story
	}{
		{Star, 1, 1, 3, 1}, {MarkRead, 3, 1, 0, 1}, {MarkUnread, 1, 1, 1, 1}, {Unstar, 1, 1, 1, 0},
	} {
		if got, err := s.MarkStories(t.Context(), c.action, 1); err != nil || got.Count != c.one {
			t.Errorf("%d: %+v, %v", c.action, got, err)
		}
		if got, err := s.MarkView(t.Context(), c.action, View{Stories: true}); err != nil || got.Count != c.all {
			t.Errorf("%d of all: %+v, %v", c.action, got, err)
		}
		if story, _, err := s.Story(t.Context(), 1); err != nil || story.Unread != c.unread || story.Starred != c.stars {
			t.Errorf("%d: %+v, %v", c.action, story, err)
		}
	}
	if _, err := s.MarkStories(t.Context(), MarkRead, 1, 99); !errors.Is(err, ErrNoStory) {
		t.Errorf("no such story: %v", err)
	}
}

// What stands above or below in a list of stories, or in what was found, is
// marked with all of its articles.
func TestMarkBeside(t *testing.T) {
	s := storyStore(t)
	mustPut(t, s, titled(0, "A", "", 0), titled(1, "A too", "", 1), titled(2, "B", "", 0), titled(3, "C", "", 0), titled(4, "C too", "", 4))
	v := View{Stories: true}
	w, err := s.Window(t.Context(), v, At{}, 10)
	if err != nil || len(w.Rows) != 3 {
		t.Fatalf("%+v, %v", w, err)
	}
	for i, want := range []int{0, 2, 3} {
		if c, err := s.MarkBeside(t.Context(), MarkRead, v, w.Rows[i].ID, false); err != nil || c.Count != want {
			t.Errorf("above row %d: %d changed, %v; want %d", i, c.Count, err, want)
		}
		if _, err := s.Undo(t.Context()); want > 0 && err != nil {
			t.Error(err)
		}
	}
	if c, err := s.MarkBeside(t.Context(), MarkRead, v, w.Rows[1].ID, true); err != nil || c.Count != 2 {
		t.Errorf("below: %+v, %v", c, err)
	}
	found, err := s.Search(t.Context(), View{Order: BestFirst}, Query{Text: "too"})
	if err != nil || found.Len() != 2 {
		t.Fatal(found.Len(), err)
	}
	v = View{Within: found}
	if w, err = s.Window(t.Context(), v, At{}, 10); err != nil {
		t.Fatal(err)
	}
	if c, err := s.MarkBeside(t.Context(), Star, v, w.Rows[0].ID, true); err != nil || c.Count != 1 || c.Title != w.Rows[1].Title {
		t.Errorf("of what was found: %+v, %v", c, err)
	}
	if _, err := s.MarkBeside(t.Context(), MarkRead, v, testID(3), true); !errors.Is(err, ErrNotFound) {
		t.Errorf("an article that isn't in the list: %v", err)
	}
}

// A list shows what marking beside a row has left, and what comes after one that
// failed: nothing of the list as it was before is kept.
func TestListsAfterMarkBeside(t *testing.T) {
	s := storyStore(t)
	feed := addFeed(t, s, "https://a.example/feed")
	mustFetch := func(list ...Incoming) {
		t.Helper()
		if _, err := s.PutFetched(t.Context(), []Fetched{{Feeds: []FeedID{feed}, Articles: list}}); err != nil {
			t.Fatal(err)
		}
	}
	mustFetch(titled(0, "A", "", 0), titled(1, "B", "", 0), titled(2, "C", "", 0), titled(3, "D", "", 0))
	if _, err := s.SetFollowed(t.Context(), 1, true); err != nil {
		t.Fatal(err)
	}
	list := func(v View) string {
		t.Helper()
		w, err := s.Window(t.Context(), v, At{}, 10)
		if err != nil || w.Total != len(w.Rows) {
			t.Errorf("%d rows of %d, %v", len(w.Rows), w.Total, err)
		}
		return strings.Join(titles(w.Rows), " ")
	}
	for i, c := range []struct {
		view                View
		before, after, then string
	}{
		{View{Filter: Unread}, "D C B A", "D C", "new5 D C"},
		{View{Feed: feed, Filter: Unread}, "new5 D C B A", "new5 D C", "new6 new5 D C"},
		{View{Feed: feed, Stories: true}, "A new6 new5 D C B", "new6 new5 D C B A", "new7 new6 new5 D C B A"},
	} {
		if got := list(c.view); got != c.before {
			t.Errorf("%d: %s, want %s", i, got, c.before)
		}
		of, below := testID(2), true
		if c.view.Stories {
			of, below = testID(3), false
		}
		if _, err := s.MarkBeside(t.Context(), MarkRead, c.view, of, below); err != nil {
			t.Fatal(err)
		}
		if got := list(c.view); got != c.after {
			t.Errorf("%d: marked: %s, want %s", i, got, c.after)
		}
		if _, err := s.MarkBeside(t.Context(), MarkRead, c.view, testID(99), below); !errors.Is(err, ErrNotFound) {
			t.Errorf("%d: no article: %v", i, err)
		}
		mustFetch(titled(5+i, fmt.Sprintf("new%d", 5+i), "", 0))
		if got := list(c.view); got != c.then {
			t.Errorf("%d: more came: %s, want %s", i, got, c.then)
		}
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestManyMarkedAtOnce goes the way of many, against that of few.
func TestManyMarkedAtOnce(t *testing.T) {
	s := storyStore(t)
	list := series(0, 2*manyMarked)
	for i := range list {
		if i%3 == 2 {
			list[i].Text.GUID = fmt.Sprintf("join %d", i) // number of the one before
		}
	}
	mustPut(t, s, list...)
	if _, err := s.SplitStory(t.Context(), testID(2)); err != nil {
		t.Fatal(err)
	}
	for _, a := range []Action{MarkRead, MarkUnread, Star} {
		before := dump(t, s)
		if c, err := s.MarkView(t.Context(), a, View{}); err != nil || c.Count != 2*manyMarked {
			t.Fatalf("%+v, %v", c, err)
		}
		checkStore(t, s)
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		compareDumps(t, fmt.Sprint(a), dump(t, s), before)
		if _, err := s.Redo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w, err := s.Window(t.Context(), View{Stories: true, Filter: Starred}, At{}, 1)
	if err != nil || w.Total != 2*manyMarked-(2*manyMarked)/3+1 {
		t.Errorf("%d stories, %v", w.Total, err)
	}
}

// TestKeptStories keeps stories in the unread list, by few and by many.
func TestKeptStories(t *testing.T) {
	s := storyStore(t)
	n := 2 * fewKept
	list := series(0, n)
	for i := 1; i < n; i += 2 {
		list[i].Text.GUID = fmt.Sprintf("join %d", i)
	}
	mustPut(t, s, list...)
	v := View{Stories: true, Filter: Unread}
	few, err := s.Mark(t.Context(), MarkRead, testID(0), testID(1), testID(3))
	if err != nil {
		t.Fatal(err)
	}
	many, err := s.MarkView(t.Context(), MarkRead, v)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		keep *Set
		want int
	}{{nil, 0}, {few.Set, 2}, {many.Set, n/2 - 1}, {few.Set.Union(many.Set), n / 2}} {
		v.Keep = c.keep
		w, err := s.Window(t.Context(), v, At{ID: testID(n - 1)}, 10)
		if err != nil || w.Total != c.want {
			t.Errorf("%d kept: %d rows, want %d, %v", c.keep.Len(), w.Total, c.want, err)
		}
	}
}

func TestBestTitle(t *testing.T) {
	for _, c := range []struct {
		titles []string
		want   int
	}{
		{[]string{"One"}, 0},
		{[]string{"Rates cut by half a point", "Bank cuts rates"}, 0},
		{[]string{"Opinion: a bad day", "Bank cuts rates", "Central bank cuts rates again"}, 1},
		{[]string{"Bank cuts rates by…", "Bank cuts rates by half a point", "Bank cuts..."}, 1},
		{[]string{"", "中央銀行が利下げ", "利下げを中央銀行が決定"}, 1},
		{[]string{"\xff\xfe", "\xff b"}, 0},
	} {
		var titles []leadTitle
		for i, title := range c.titles {
			titles = append(titles, leadTitle{num: uint32(i), words: titleWords(title), cut: cutOff(title)})
		}
		if got := bestTitle(titles); got != uint32(c.want) {
			t.Errorf("of %q the best is %q", c.titles, c.titles[got])
		}
	}
	if words := titleWords(strings.Repeat("ab ", 1000) + "Été 2025, naïve"); !slices.Equal(words, []string{"ab", "été", "2025", "naïve"}) {
		t.Errorf("%q", words)
	}
}

// TestRepairOfStories breaks what is known of stories and has it mended.
func TestRepairOfStories(t *testing.T) {
	for name, damage := range map[string]func(*bbolt.Tx) error{
		"bits": func(tx *bbolt.Tx) error {
			return emptyBuckets(tx, bucketCovered, bucketStoryUnread, bucketStoryStarred)
		},
		"storyof": func(tx *bbolt.Tx) error { return emptyBuckets(tx, bucketStoryOf) },
		"aliases": func(tx *bbolt.Tx) error { return emptyBuckets(tx, bucketStoryAlias) },
		"flags":   func(tx *bbolt.Tx) error { return emptyBuckets(tx, bucketStoryFlags) },
		"record":  func(tx *bbolt.Tx) error { return tx.Bucket(bucketStories).Delete(numKey(1)) },
		"cut off": func(tx *bbolt.Tx) error { return tx.Bucket(bucketStories).Put(numKey(1), []byte("x")) },
		"an article": func(tx *bbolt.Tx) error {
			return errors.Join(tx.Bucket(bucketRows).Put(numKey(2), []byte("x")), tx.Bucket(bucketTexts).Delete(numKey(2)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := storyStore(t)
			mustPut(t, s, titled(0, "A", "W", 0), titled(1, "B", "", 1), titled(2, "C", "", 1), titled(3, "D", "", 0), titled(4, "E", "", 0))
			if _, err := s.JoinStories(t.Context(), 4, 5); err != nil {
				t.Fatal(err)
			}
			if _, err := s.SetFollowed(t.Context(), 4, true); err != nil {
				t.Fatal(err)
			}
			if _, err := s.SplitStory(t.Context(), testID(2)); err != nil {
				t.Fatal(err)
			}
			if err := s.write(t.Context(), damage); err != nil {
				t.Fatal(err)
			}
			rep, err := s.Check(t.Context(), true, nil)
			if err != nil || rep.Found == 0 || !rep.Repaired {
				t.Fatalf("%+v, %v", rep, err)
			}
			for i, want := range map[int]StoryID{0: 1, 2: 1 << 31, 3: 4, 4: 4} {
				if a, _, err := s.Article(t.Context(), testID(i)); err != nil || a.Story != want {
					t.Errorf("article %d is in %s, %v", i, a.Story, err)
				}
			}
			if story, _, err := s.Story(t.Context(), 5); err != nil || story.ID != 4 || !story.Followed {
				t.Errorf("%+v, %v", story, err)
			}
			checkStore(t, s)
		})
	}
}
