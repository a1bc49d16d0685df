package store

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// model is the store as simply as it can be said: what the store does to
// random orders must look the same.
type model struct {
	articles []*modelArticle // in the order they were stored
	byID     map[ID]*modelArticle
	undo     []modelChange
	redo     []modelChange
}

type modelArticle struct {
	id            ID
	at            time.Time
	read, starred bool
}

type modelChange struct {
	action Action
	ids    []ID
}

func (m *model) find(id ID) *modelArticle { return m.byID[id] }

func (m *model) add(a *modelArticle) {
	m.articles, m.byID[a.id] = append(m.articles, a), a
}

func (m *model) list(v View, keep map[ID]bool) (ids []ID) {
	sorted := make([]int, len(m.articles))
	for i := range sorted {
		sorted[i] = i
	}
	slices.SortStableFunc(sorted, func(a, b int) int {
		return cmp.Or(m.articles[b].at.Compare(m.articles[a].at), cmp.Compare(a, b))
	})
	for _, i := range sorted {
		a := m.articles[i]
		if v.Filter == All || v.Filter == Unread && !a.read || v.Filter == Starred && a.starred || keep[a.id] {
			ids = append(ids, a.id)
		}
	}
	if v.Order == OldestFirst {
		slices.Reverse(ids)
	}
	return ids
}

func (a *modelArticle) apply(action Action) (changed bool) {
	old := *a
	switch action {
	case MarkRead, MarkUnread:
		a.read = action == MarkRead
	default:
		a.starred = action == Star
	}
	return *a != old
}

func (m *model) mark(action Action, ids []ID) (changed []ID) {
	for _, id := range ids {
		if m.find(id).apply(action) {
			changed = append(changed, id)
		}
	}
	if len(changed) > 0 {
		m.undo, m.redo = append(m.undo, modelChange{action, changed}), nil
	}
	return changed
}

var opposite = map[Action]Action{MarkRead: MarkUnread, MarkUnread: MarkRead, Star: Unstar, Unstar: Star}

// move takes the top of one stack to the other, and applies it.
func (m *model) move(from, to *[]modelChange, forward bool) bool {
	if len(*from) == 0 {
		return false
	}
	c := (*from)[len(*from)-1]
	*from, *to = (*from)[:len(*from)-1], append(*to, c)
	for _, id := range c.ids {
		if forward {
			m.find(id).apply(c.action)
		} else {
			m.find(id).apply(opposite[c.action])
		}
	}
	return true
}

func TestStoreBehavesAsTheModel(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 7))
			run := &modelRun{t: t, r: r, s: newStore(t), m: &model{byID: map[ID]*modelArticle{}}, keep: map[ID]bool{}}
			for range 100 {
				run.step()
				run.compare()
			}
		})
	}
}

type modelRun struct {
	t    *testing.T
	r    *rand.Rand
	s    *Store
	m    *model
	next int
	kept *Set
	keep map[ID]bool
}

func (run *modelRun) step() {
	action := Action(1 + run.r.IntN(4))
	switch run.r.IntN(9) {
	case 0, 1:
		run.put(1 + run.r.IntN(250))
	case 2, 3:
		run.mark(action)
	case 4:
		run.markView(action)
	case 5, 6:
		run.back()
	case 7:
		run.kept, run.keep = nil, map[ID]bool{}
	case 8:
		run.markBeside(action)
	}
}

// put stores new articles at crowded times, a few of them met again.
func (run *modelRun) put(n int) {
	var list []Incoming
	for range n {
		in := incoming(run.next)
		in.Published.At = start.Add(time.Duration(run.r.IntN(300)) * time.Minute)
		run.m.add(&modelArticle{id: in.Keys[0], at: in.Published.At})
		run.next++
		list = append(list, in)
	}
	mustPut(run.t, run.s, list...)
	again := run.m.articles[run.r.IntN(len(run.m.articles))]
	in := incoming(slices.IndexFunc(run.m.articles, func(a *modelArticle) bool { return a.id == again.id }))
	in.Published.At = again.at
	if got := mustPut(run.t, run.s, in); got != (PutResult{Unchanged: 1}) {
		run.t.Fatalf("an article met again: %+v", got)
	}
}

func (run *modelRun) mark(action Action) {
	var ids []ID
	for range min(run.r.IntN(30), len(run.m.articles)) {
		if id := run.m.articles[run.r.IntN(len(run.m.articles))].id; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	c, err := run.s.Mark(run.t.Context(), action, ids...)
	run.changed(c, err, run.m.mark(action, ids))
}

func (run *modelRun) markView(action Action) {
	v := View{Filter: Filter(run.r.IntN(3)), Keep: run.kept}
	c, err := run.s.MarkView(run.t.Context(), action, v)
	run.changed(c, err, run.m.mark(action, run.m.list(v, run.keep)))
}

func (run *modelRun) markBeside(action Action) {
	v := View{Filter: Filter(run.r.IntN(3)), Keep: run.kept, Order: Order(run.r.IntN(2))}
	list := run.m.list(v, run.keep)
	if len(list) == 0 {
		return
	}
	at, below := run.r.IntN(len(list)), run.r.IntN(2) == 0
	c, err := run.s.MarkBeside(run.t.Context(), action, v, list[at], below)
	if below {
		list = list[at+1:]
	} else {
		list = list[:at]
	}
	run.changed(c, err, run.m.mark(action, list))
}

func (run *modelRun) changed(c Change, err error, want []ID) {
	run.t.Helper()
	if err != nil || c.Count != len(want) {
		run.t.Fatalf("%+v, %v; want %d changed", c, err, len(want))
	}
	run.kept = run.kept.Union(c.Set)
	for _, id := range want {
		run.keep[id] = true
	}
}

func (run *modelRun) back() {
	undo := run.r.IntN(3) > 0
	var err error
	var ok bool
	if undo {
		_, err = run.s.Undo(run.t.Context())
		ok = run.m.move(&run.m.undo, &run.m.redo, false)
	} else {
		_, err = run.s.Redo(run.t.Context())
		ok = run.m.move(&run.m.redo, &run.m.undo, true)
	}
	if ok != (err == nil) || err != nil && !errors.Is(err, ErrNothingToUndo) && !errors.Is(err, ErrNothingToRedo) {
		run.t.Fatalf("undo %v: %v, model %v", undo, err, ok)
	}
}

// compare looks at a random view through all the ways of reading it.
func (run *modelRun) compare() {
	run.t.Helper()
	v := View{Filter: Filter(run.r.IntN(3)), Order: Order(run.r.IntN(2)), Keep: run.kept}
	if v.Filter == All {
		v.Keep = nil
	}
	keep := run.keep
	if v.Keep == nil {
		keep = nil
	}
	want := run.m.list(v, keep)
	run.compareAll(v, want)
	run.compareWindow(v, want)
	if len(want) > 0 {
		run.compareNext(v, want)
	}
}

func (run *modelRun) compareAll(v View, want []ID) {
	run.t.Helper()
	var got []ID
	for a, err := range run.s.All(run.t.Context(), v) {
		if err != nil {
			run.t.Fatal(err)
		}
		m := run.m.find(a.ID)
		if a.Read != m.read || a.Starred != m.starred {
			run.t.Fatalf("%+v, model %+v", a, m)
		}
		got = append(got, a.ID)
	}
	if !slices.Equal(got, want) {
		run.t.Fatalf("view %+v: %d articles, model %d", v, len(got), len(want))
	}
}

func (run *modelRun) compareWindow(v View, want []ID) {
	run.t.Helper()
	if len(run.m.articles) == 0 {
		return
	}
	at := At{ID: run.m.articles[run.r.IntN(len(run.m.articles))].id, Before: run.r.IntN(10)}
	w, err := run.s.Window(run.t.Context(), v, at, 20)
	if err != nil {
		run.t.Fatal(err)
	}
	row := slices.Index(want, at.ID)
	if w.Found != (row >= 0) || w.Total != len(want) || row >= 0 && w.Row != row {
		run.t.Fatalf("window %+v at row %d: found %v at %d of %d", v, row, w.Found, w.Row, w.Total)
	}
	for i, a := range w.Rows {
		if a.ID != want[w.First+i] {
			run.t.Fatalf("window: row %d differs", w.First+i)
		}
	}
	if row < 0 { // it would stand between its neighbours in time
		here := run.m.find(at.ID).at
		if w.Row > 0 && v.Order == NewestFirst && run.m.find(want[w.Row-1]).at.Before(here) ||
			w.Row < len(want) && v.Order == NewestFirst && run.m.find(want[w.Row]).at.After(here) {
			run.t.Fatalf("window: a hidden article is placed at row %d", w.Row)
		}
	}
}

func (run *modelRun) compareNext(v View, want []ID) {
	run.t.Helper()
	from, step, unread := run.r.IntN(len(want)), 1-2*run.r.IntN(2), run.r.IntN(2) == 0
	row := from + step
	for row >= 0 && row < len(want) && unread && run.m.find(want[row]).read {
		row += step
	}
	a, got, ok, err := run.s.Next(run.t.Context(), v, want[from], step, unread)
	if err != nil || ok != (row >= 0 && row < len(want)) {
		run.t.Fatalf("next: %v, %v; want row %d of %d", ok, err, row, len(want))
	}
	if ok && (got != row || a.ID != want[row]) {
		run.t.Fatalf("next: row %d, want %d", got, row)
	}
}
