package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// dump returns what a store holds, less what the journal's length shows in,
// and less empty chunks.
func dump(t testing.TB, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := s.read(t.Context(), func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if slices.ContainsFunc([][]byte{bucketHead, bucketJournal, bucketIndex}, func(b []byte) bool { return bytes.Equal(b, name) }) {
				continue
			}
			err := tx.Bucket(name).ForEach(func(k, v []byte) error {
				if len(bytes.Trim(v, "\x00")) > 0 || len(v) != chunkBytes {
					out[fmt.Sprintf("%s %x", name, k)] = string(v)
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func compareDumps(t testing.TB, what string, got, want map[string]string) {
	t.Helper()
	for k := range got {
		if got[k] != want[k] {
			t.Errorf("%s: %s is %x, was %x", what, k, got[k], want[k])
		}
	}
	for k := range want {
		if _, ok := got[k]; !ok {
			t.Errorf("%s: %s is gone, was %x", what, k, want[k])
		}
	}
	if t.Failed() {
		t.FailNow()
	}
}

// exactly takes a step back and does it again: every byte must be as before.
func (m *storyModel) exactly(step func() (Change, error)) {
	m.t.Helper()
	before, undo := dump(m.t, m.s), len(m.undo)
	c, err := step()
	if err != nil {
		m.t.Fatal(err)
	}
	if (c.Seq != 0) != (len(m.undo) > undo) {
		m.t.Fatalf("%+v: the model says otherwise", c)
	}
	if c.Seq == 0 {
		return
	}
	after := dump(m.t, m.s)
	if _, err := m.s.Undo(m.t.Context()); err != nil {
		m.t.Fatal(err)
	}
	compareDumps(m.t, fmt.Sprintf("%d undone", c.Action), dump(m.t, m.s), before)
	if _, err := m.s.Redo(m.t.Context()); err != nil {
		m.t.Fatal(err)
	}
	compareDumps(m.t, fmt.Sprintf("%d done again", c.Action), dump(m.t, m.s), after)
}

// of returns the articles of stories.
func (m *storyModel) of(ids ...StoryID) (list []*storyModelArticle) {
	for _, a := range m.all {
		if slices.Contains(ids, a.story) {
			list = append(list, a)
		}
	}
	return list
}

func (m *storyModel) anyStory() StoryID { return m.all[m.r.IntN(len(m.all))].story }

func (m *storyModel) markStories() {
	if len(m.all) == 0 {
		return
	}
	ids := []StoryID{m.anyStory(), m.anyStory()}
	c, err := m.s.MarkStories(m.t.Context(), MarkRead, ids...)
	m.marked(MarkRead, c, err, m.of(ids...))
}

func (m *storyModel) join() (Change, error) {
	if len(m.all) == 0 {
		return Change{}, nil
	}
	into, others := m.anyStory(), []StoryID{m.anyStory(), m.anyStory()}
	c, err := m.s.JoinStories(m.t.Context(), into, others...)
	others = slices.DeleteFunc(slices.Compact(others), func(id StoryID) bool { return id == into })
	if len(others) == 0 {
		return c, err
	}
	moved, before, after := map[StoryID][]*storyModelArticle{}, *m.about(into), *m.about(into)
	parts := map[StoryID]storyModelInfo{}
	for _, id := range others {
		moved[id], parts[id] = m.of(id), *m.about(id)
		after.followed = after.followed || parts[id].followed
	}
	m.done(func(forward bool) {
		base := m.about(into)
		for _, id := range others {
			if forward {
				for _, a := range m.of(id) {
					a.story = into
				}
				base.mutedNew += m.about(id).mutedNew
				m.info[id] = &storyModelInfo{}
				continue
			}
			for _, a := range moved[id] {
				a.story = id
			}
			part := parts[id]
			m.info[id] = &part
			base.mutedNew = max(base.mutedNew-part.mutedNew, 0)
		}
		if before.followed != after.followed {
			base.followed = forward
		}
	})
	return c, err
}

func (m *storyModel) split() (Change, error) {
	if len(m.all) == 0 {
		return Change{}, nil
	}
	from := m.anyStory()
	var moved []*storyModelArticle
	var ids []ID
	for _, a := range m.of(from) {
		if m.r.IntN(2) == 0 {
			moved, ids = append(moved, a), append(ids, a.id)
		}
	}
	c, err := m.s.SplitStory(m.t.Context(), ids...)
	if err != nil || len(ids) == 0 || len(ids) == len(m.of(from)) {
		return c, err
	}
	if c.Count != len(ids) || c.Story < splitBit {
		m.t.Fatalf("%+v: %d split off", c, len(ids))
	}
	m.done(func(forward bool) {
		if !forward {
			for _, a := range m.of(c.Story) {
				a.story = from
			}
			return
		}
		for _, a := range moved {
			a.story = c.Story
		}
	})
	return c, err
}

func (m *storyModel) flag() (Change, error) {
	if len(m.all) == 0 {
		return Change{}, nil
	}
	id, on := m.anyStory(), m.r.IntN(3) > 0
	info := m.about(id)
	if m.r.IntN(2) == 0 {
		c, err := m.s.SetFollowed(m.t.Context(), id, on)
		if info.followed != on {
			m.done(func(forward bool) { m.about(id).followed = on == forward })
		}
		return c, err
	}
	c, err := m.s.SetMuted(m.t.Context(), id, on)
	if was := info.mutedNew; info.muted != on {
		m.done(func(forward bool) {
			info := m.about(id)
			if info.muted = on == forward; !on {
				return
			}
			if forward {
				was = max(info.mutedNew-was, 0)
			} else {
				was = info.mutedNew + was
			}
			info.mutedNew = was
		})
	}
	return c, err
}

// TestStoriesMeetTheProgram has the program merge stories between what people
// do to them and take back: whatever comes of it, the store's parts agree and
// every story knows its articles.
func TestStoriesMeetTheProgram(t *testing.T) {
	t.Parallel() // they are slow
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			m := &storyModel{t: t, r: rand.New(rand.NewPCG(seed, 5)), s: newStore(t), info: map[StoryID]*storyModelInfo{}}
			m.s.decide = joinByGUID
			for i := range 150 {
				m.disturb()
				if i%5 == 0 {
					checkStore(t, m.s)
				}
				if t.Failed() {
					t.Fatalf("after %d steps", i)
				}
			}
			m.lookAround()
		})
	}
}

func (m *storyModel) disturb() {
	var err error
	if n := m.r.IntN(8); len(m.all) < 20 || n < 3 {
		m.putMerging(1 + m.r.IntN(10))
		return
	} else if n < 5 {
		_, err = m.s.Undo(m.t.Context())
	} else if n < 6 {
		_, err = m.s.Redo(m.t.Context())
	} else {
		m.learn()
		_, err = []func() (Change, error){m.join, m.split, m.flag}[m.r.IntN(3)]()
		m.undo = nil
	}
	if err != nil && !strings.HasPrefix(err.Error(), "nothing to") {
		m.t.Fatal(err)
	}
}

func (m *storyModel) putMerging(n int) {
	var list []Incoming
	for range n {
		in := incoming(len(m.all))
		in.Published.At = start.Add(time.Duration(m.r.IntN(300)) * time.Minute)
		if len(m.all) > 0 && m.r.IntN(4) > 0 {
			in.Text.GUID = fmt.Sprintf("join %d", 1+m.r.IntN(len(m.all)))
			if m.r.IntN(3) == 0 {
				in.Text.GUID += fmt.Sprintf(" merging %d", 1+m.r.IntN(len(m.all)))
			}
		}
		m.all = append(m.all, &storyModelArticle{num: uint32(len(m.all) + 1), id: in.Keys[0]})
		list = append(list, in)
	}
	mustPut(m.t, m.s, list...)
}

// learn asks the store for the stories of all articles.
func (m *storyModel) learn() {
	m.info = map[StoryID]*storyModelInfo{}
	for _, a := range m.all {
		got, _, err := m.s.Article(m.t.Context(), a.id)
		if err != nil {
			m.t.Fatal(err)
		}
		a.story = got.Story
	}
	for _, a := range m.all {
		s, _, err := m.s.Story(m.t.Context(), a.story)
		if err != nil {
			m.t.Fatal(err)
		}
		m.info[a.story] = &storyModelInfo{s.Followed, s.Muted, s.MutedNew}
	}
}

// lookAround compares what articles and stories say of each other.
func (m *storyModel) lookAround() {
	m.learn()
	for id := range m.info {
		s, list, err := m.s.Story(m.t.Context(), id)
		if err != nil || len(list) != len(m.of(id)) || s.Articles != len(list) {
			m.t.Errorf("story %s: %d articles, %d listed, %d say so, %v", id, s.Articles, len(list), len(m.of(id)), err)
		}
		for _, a := range list {
			if a.Story != id {
				m.t.Errorf("story %s lists %s, which is in %s", id, a.ID, a.Story)
			}
		}
	}
}
