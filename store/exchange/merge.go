package exchange

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"newsreader/store"
)

// merged is what all files say together.
type merged struct {
	latest int64 // a change after that second is none
	files  int32
	read   map[store.ID]entry
	stars  map[store.ID]entry
}

// entry is the change of an article's state that counts so far.
type entry struct {
	at    int64 // seconds since 1970
	file  int32 // 0 is the store's own
	on    bool  // read, or starred
	spare bool  // the reverse of one that was undone: it counts if there is no other

	shared bool // others say something, too
}

// ahead is how far a change may be ahead of the time.
const ahead = 24 * time.Hour

func newMerged(now time.Time) *merged {
	return &merged{latest: now.Add(ahead).Unix(), read: map[store.ID]entry{}, stars: map[store.ID]entry{}}
}

// take takes in a file, its changes in their order.
func (m *merged) take(f Folder, name string, own bool) error {
	undone, err := undoneIn(f, name)
	if err != nil {
		return err
	}
	e := entry{}
	if !own {
		m.files++
		e.file = m.files
	}
	future := 0
	bad, err := eachOf(f, name, func(l *line) error {
		action, ok := actions[l.Action]
		if !ok {
			return nil // an undo, or what only later versions know
		}
		e.at, e.spare = l.At.Unix(), false
		e.on = action == store.MarkRead || action == store.Star
		if at, gone := undone[l.Seq]; gone {
			e.at, e.on, e.spare = at, !e.on, true
		}
		if e.at > m.latest {
			future++
			return nil
		}
		of := m.read
		if action == store.Star || action == store.Unstar {
			of = m.stars
		}
		for _, text := range l.Articles {
			id, err := store.ParseID(text)
			if err != nil {
				return err
			}
			of[id] = e.beside(of[id])
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case future > 0:
		return fmt.Errorf("changes of it are from the future: %d; is that computer's clock right?", future)
	case bad > 0:
		return fmt.Errorf("lines of it can't be read: %d", bad)
	}
	return nil
}

// beside returns which of two changes of a state counts; one without a time is
// none.
func (e entry) beside(was entry) entry {
	if was == (entry{}) {
		return e
	}
	shared := was.shared || was.file != e.file
	if !e.counts(was) {
		e = was
	}
	e.shared = shared
	return e
}

// counts tells whether a change counts more than another of the same state:
// within a file the later one, of different files the newer one. In the same
// second the store's own does, then what takes attention away, or stars.
func (e entry) counts(than entry) bool {
	if e.spare != than.spare {
		return than.spare
	}
	if c := cmp.Compare(e.at, than.at); c != 0 || e.file == than.file {
		return c >= 0
	}
	if (e.file == 0) != (than.file == 0) {
		return e.file == 0
	}
	return e.on && !than.on
}

// resolve brings together what is said of an article that others know by
// another ID, and leaves out those that the store doesn't have.
func (m *merged) resolve(ctx context.Context, s Store) error {
	for _, of := range []map[store.ID]entry{m.read, m.stars} {
		var ids []store.ID
		for id, e := range of {
			if e.file != 0 {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids) // neighbours are on the same pages
		for part := range slices.Chunk(ids, atOnce) {
			here, err := s.Primary(ctx, part)
			if err != nil {
				return err
			}
			for i, id := range part {
				if id == here[i] {
					continue
				}
				e := of[id]
				if delete(of, id); here[i] != 0 {
					of[here[i]] = e.beside(of[here[i]])
				}
			}
		}
	}
	return nil
}

// foreign returns the states that other stores have given articles, by action.
func (m *merged) foreign() map[store.Action][]store.ID {
	out := map[store.Action][]store.ID{}
	for _, state := range []struct {
		of      map[store.ID]entry
		on, off store.Action
	}{{m.read, store.MarkRead, store.MarkUnread}, {m.stars, store.Star, store.Unstar}} {
		for id, e := range state.of {
			switch {
			case e.file == 0 && !e.shared: // the store is as it says
			case e.on:
				out[state.on] = append(out[state.on], id)
			default:
				out[state.off] = append(out[state.off], id)
			}
		}
	}
	for _, ids := range out {
		slices.Sort(ids)
	}
	return out
}

// undoneIn returns the changes of a file that are undone at its end, and when
// they were.
func undoneIn(f Folder, name string) (map[uint64]int64, error) {
	undone := map[uint64]int64{}
	_, err := eachOf(f, name, func(l *line) error {
		switch l.Action {
		case undo:
			undone[l.Of] = l.At.Unix()
		case redo:
			delete(undone, l.Of)
		}
		return nil
	})
	return undone, err
}

func eachOf(f Folder, name string, fn func(*line) error) (bad int, err error) {
	file, err := f.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	return eachLine(file, fn)
}
