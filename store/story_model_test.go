package store

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// storyModel is stories as simply as they can be said.
type storyModel struct {
	t    *testing.T
	r    *rand.Rand
	s    *Store
	feed FeedID
	all  []*storyModelArticle // by number, from 1
	info map[StoryID]*storyModelInfo
	undo []func(forward bool)
	redo []func(forward bool)
	keep map[ID]bool
	kept *Set
}

type storyModelArticle struct {
	num           uint32
	id            ID
	at            time.Time
	read, starred bool
	inFeed        bool
	story         StoryID
}

type storyModelInfo struct {
	followed, muted bool
	mutedNew        int
}

// joinByGUID lets a test say in an article's GUID whose story it joins, and
// whose other story turns out to be the same.
func joinByGUID(w *storyWriter, num uint32, in *Incoming) (StoryID, error) {
	var into, from uint32
	n, _ := fmt.Sscanf(in.Text.GUID, "join %d merging %d", &into, &from)
	if n == 0 {
		return 0, nil
	}
	if n == 2 {
		a, err := w.ensure(w.storyOf(into))
		if err != nil {
			return 0, err
		}
		b, err := w.ensure(w.storyOf(from))
		if err != nil {
			return 0, err
		}
		if mayMerge(a, b) {
			w.absorb(a, b)
		}
	}
	return w.storyOf(into), nil
}

func TestStoriesBehaveAsTheModel(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			m := &storyModel{t: t, r: rand.New(rand.NewPCG(seed, 3)), s: newStore(t), info: map[StoryID]*storyModelInfo{}, keep: map[ID]bool{}}
			m.s.decide = joinByGUID
			m.feed = addFeed(t, m.s, "https://a.example/feed")
			forgetUndo(t, m.s)
			for range 80 {
				m.step()
				m.compare()
			}
			checkStore(t, m.s)
		})
	}
}

// forgetUndo leaves nothing that could be undone.
func forgetUndo(t *testing.T, s *Store) {
	t.Helper()
	err := s.write(t.Context(), func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		h.seq, h.undo, h.redo = 0, 0, 0
		return errors.Join(err, emptyBucket(tx, bucketJournal), putHead(tx, h))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (m *storyModel) step() {
	action := Action(1 + m.r.IntN(4))
	switch m.r.IntN(16) {
	case 0, 1:
		m.put(1 + m.r.IntN(120))
	case 2:
		m.markSome(action)
	case 3:
		v := View{Filter: Filter(m.r.IntN(3)), Keep: m.kept}
		c, err := m.s.MarkView(m.t.Context(), action, v)
		m.marked(action, c, err, m.articles(v, m.keep))
	case 4, 5:
		m.back()
	case 6:
		m.kept, m.keep = nil, map[ID]bool{}
	case 7:
		m.markView(action)
	case 8:
		m.markStories()
	case 9, 10:
		m.exactly(m.join)
	case 11, 12:
		m.exactly(m.split)
	case 13, 14, 15:
		m.exactly(m.flag)
	}
}

// put stores articles at crowded times, some of which join others, and has
// one of them come again with another time.
func (m *storyModel) put(n int) {
	var list []Incoming
	for i := range n {
		in := incoming(len(m.all))
		a := &storyModelArticle{num: uint32(len(m.all) + 1), id: in.Keys[0], at: start.Add(time.Duration(m.r.IntN(300)) * time.Minute)}
		a.story, a.inFeed = StoryID(a.num), i < n/3
		in.Published = Time{At: a.at, Basis: Relative}
		if len(m.all) > 0 && m.r.IntN(2) == 0 {
			other := m.all[m.r.IntN(len(m.all))]
			in.Text.GUID, a.story = fmt.Sprintf("join %d", other.num), other.story
			if info := m.about(a.story); info.muted {
				a.read = true
				info.mutedNew++
			}
		}
		m.all = append(m.all, a)
		list = append(list, in)
	}
	if _, err := m.s.PutFetched(m.t.Context(), []Fetched{{Feeds: []FeedID{m.feed}, Articles: list[:n/3]}}); err != nil {
		m.t.Fatal(err)
	}
	mustPut(m.t, m.s, list[n/3:]...)
	again := m.all[m.r.IntN(len(m.all))]
	in := incoming(int(again.num - 1))
	in.Published = Time{At: again.at, Basis: Relative}
	if m.r.IntN(2) == 0 {
		again.at = start.Add(time.Duration(m.r.IntN(300)) * time.Minute)
		in.Published = Time{At: again.at, Basis: Stated}
	}
	if a, _, err := m.s.Article(m.t.Context(), again.id); err != nil {
		m.t.Fatal(err)
	} else if a.Published.Basis == Stated {
		again.at = a.Published.At
	}
	mustPut(m.t, m.s, in)
}

func (m *storyModel) about(id StoryID) *storyModelInfo {
	if m.info[id] == nil {
		m.info[id] = &storyModelInfo{}
	}
	return m.info[id]
}

func (m *storyModel) markSome(action Action) {
	var some []*storyModelArticle
	var ids []ID
	for _, a := range m.all {
		if m.r.IntN(10) == 0 {
			some, ids = append(some, a), append(ids, a.id)
		}
	}
	c, err := m.s.Mark(m.t.Context(), action, ids...)
	m.marked(action, c, err, some)
}

// markView marks the stories of a view.
func (m *storyModel) markView(action Action) {
	v := View{Stories: true, Filter: Filter(m.r.IntN(3)), Keep: m.kept}
	if m.r.IntN(3) == 0 {
		v.Feed = m.feed
	}
	list := m.of(m.stories(v, m.keep)...)
	if action == MarkUnread || action == Star { // the newest of those that have none
		slices.SortFunc(list, newest)
		has := map[StoryID]bool{}
		for _, a := range list {
			has[a.story] = has[a.story] || action == MarkUnread && !a.read || action == Star && a.starred
		}
		list = slices.DeleteFunc(list, func(a *storyModelArticle) bool {
			not := has[a.story]
			has[a.story] = true
			return not
		})
	}
	c, err := m.s.MarkView(m.t.Context(), action, v)
	m.marked(action, c, err, list)
}

// marked carries a mark out in the model.
func (m *storyModel) marked(action Action, c Change, err error, list []*storyModelArticle) {
	m.t.Helper()
	var changed []*storyModelArticle
	state := func(a *storyModelArticle) *bool {
		if action == MarkRead || action == MarkUnread {
			return &a.read
		}
		return &a.starred
	}
	want := action == MarkRead || action == Star
	for _, a := range list {
		if *state(a) != want {
			changed = append(changed, a)
		}
	}
	if err != nil || c.Count != len(changed) {
		m.t.Fatalf("%d: %d changed, %v; want %d", action, c.Count, err, len(changed))
	}
	m.kept = m.kept.Union(c.Set)
	for _, a := range changed {
		m.keep[a.id] = true
	}
	if len(changed) > 0 {
		m.done(func(forward bool) {
			for _, a := range changed {
				*state(a) = want == forward
			}
		})
	}
}

// done carries out a step and puts it on the undo stack.
func (m *storyModel) done(step func(forward bool)) {
	step(true)
	m.undo, m.redo = append(m.undo, step), nil
}

func (m *storyModel) back() {
	from, to, do, empty := &m.undo, &m.redo, m.s.Undo, ErrNothingToUndo
	if m.r.IntN(3) == 0 {
		from, to, do, empty = to, from, m.s.Redo, ErrNothingToRedo
	}
	_, err := do(m.t.Context())
	if len(*from) == 0 {
		if !errors.Is(err, empty) {
			m.t.Fatal(err)
		}
		return
	}
	if err != nil {
		m.t.Fatal(err)
	}
	step := (*from)[len(*from)-1]
	*from, *to = (*from)[:len(*from)-1], append(*to, step)
	step(to == &m.redo == false)
}

// newest is the order of lists.
func newest(a, b *storyModelArticle) int {
	return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.num, b.num))
}

func (m *storyModel) articles(v View, keep map[ID]bool) (list []*storyModelArticle) {
	for _, a := range m.all {
		if v.Filter == All || v.Filter == Unread && !a.read || v.Filter == Starred && a.starred || keep[a.id] {
			list = append(list, a)
		}
	}
	return list
}

// stories returns the stories of a view in its order.
func (m *storyModel) stories(v View, keep map[ID]bool) (ids []StoryID) {
	sorted := slices.SortedFunc(slices.Values(m.all), newest)
	unread, kept, shown := map[StoryID]bool{}, map[StoryID]bool{}, map[StoryID]bool{}
	for _, a := range m.all {
		unread[a.story] = unread[a.story] || !a.read
		if v.Feed != 0 && !a.inFeed {
			continue
		}
		kept[a.story] = kept[a.story] || keep[a.id]
		shown[a.story] = shown[a.story] || keep[a.id] || v.Filter == All || v.Filter == Unread && !a.read || v.Filter == Starred && a.starred
	}
	var pinned []StoryID
	for _, a := range sorted {
		if v.Feed != 0 && !a.inFeed {
			continue
		}
		switch {
		case !shown[a.story]:
		case v.Order == NewestFirst && v.Filter != Starred && m.about(a.story).followed && (unread[a.story] || kept[a.story]):
			pinned = append(pinned, a.story)
		default:
			ids = append(ids, a.story)
		}
		shown[a.story] = false
	}
	if v.Order == OldestFirst {
		slices.Reverse(ids)
	}
	return append(pinned, ids...)
}

// compare looks at a random view through all the ways of reading it.
func (m *storyModel) compare() {
	m.t.Helper()
	v := View{Stories: true, Filter: Filter(m.r.IntN(3)), Order: Order(m.r.IntN(2)), Keep: m.kept}
	want := m.stories(v, m.keep)
	switch m.r.IntN(4) {
	case 0:
		v.Feed = m.feed
		want = m.stories(v, m.keep)
	case 1:
		v.Within, want = m.anyResult()
	}
	var got []StoryID
	for a, err := range m.s.All(m.t.Context(), v) {
		if err != nil {
			m.t.Fatal(err)
		}
		got = append(got, a.Story)
		m.compareRow(a)
	}
	if !slices.Equal(got, want) {
		m.t.Fatalf("view %+v: %v, model %v", v, got, want)
	}
	if len(m.all) > 0 {
		m.compareWindow(v, want)
		m.compareNext(v, want)
	}
}

// anyResult returns some articles in no order, and their stories as met first.
func (m *storyModel) anyResult() (*Result, []StoryID) {
	r, ids := new(Result), []StoryID{}
	for _, i := range m.r.Perm(len(m.all))[:len(m.all)/2] {
		a := m.all[i]
		if r.nums = append(r.nums, a.num); !slices.Contains(ids, a.story) {
			ids = append(ids, a.story)
		}
	}
	return r, ids
}

func (m *storyModel) compareRow(a Article) {
	m.t.Helper()
	s, want := a.StoryRow, Story{}
	for _, b := range m.all {
		if b.story == a.Story {
			want.Articles++
			want.Unread += count(!b.read)
			want.Starred += count(b.starred)
		}
	}
	info := m.about(a.Story)
	if s.ID != a.Story || s.Lead.ID != a.ID || s.Articles != want.Articles || s.Unread != want.Unread || s.Starred != want.Starred ||
		s.Followed != info.followed || s.Muted != info.muted || s.MutedNew != info.mutedNew {
		m.t.Fatalf("%+v, model %+v %+v", s, want, info)
	}
}

func (m *storyModel) compareWindow(v View, want []StoryID) {
	m.t.Helper()
	a := m.all[m.r.IntN(len(m.all))]
	at := At{ID: a.id, Before: m.r.IntN(5)}
	w, err := m.s.Window(m.t.Context(), v, at, 10)
	if err != nil {
		m.t.Fatal(err)
	}
	row := slices.Index(want, a.story)
	if w.Found != (row >= 0) || w.Total != len(want) || row >= 0 && w.Row != row {
		m.t.Fatalf("window %+v at row %d: found %v at %d of %d, model %d", v, row, w.Found, w.Row, w.Total, len(want))
	}
	for i, a := range w.Rows {
		if a.Story != want[w.First+i] {
			m.t.Fatalf("window: row %d is %s, not %s", w.First+i, a.Story, want[w.First+i])
		}
	}
}

func (m *storyModel) compareNext(v View, want []StoryID) {
	m.t.Helper()
	a := m.all[m.r.IntN(len(m.all))]
	from, step, unread := slices.Index(want, a.story), 1-2*m.r.IntN(2), m.r.IntN(2) == 0
	if from < 0 {
		return
	}
	hasUnread := func(id StoryID) bool {
		return slices.ContainsFunc(m.all, func(a *storyModelArticle) bool { return a.story == id && !a.read })
	}
	row := from + step
	for row >= 0 && row < len(want) && unread && !hasUnread(want[row]) {
		row += step
	}
	next, got, ok, err := m.s.Next(m.t.Context(), v, a.id, step, unread)
	if err != nil || ok != (row >= 0 && row < len(want)) {
		m.t.Fatalf("next %+v from %d by %d, unread %v: %v, %v; want row %d of %d", v, from, step, unread, ok, err, row, len(want))
	}
	if ok && (got != row || next.Story != want[row]) {
		m.t.Fatalf("next: row %d, want %d", got, row)
	}
}
