package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// For a longer run by hand: go test ./store -run RandomDamage -v -seeds 5000
var (
	damageSeeds = flag.Int("seeds", 3, "how many stores TestRandomDamage damages")
	damageFrom  = flag.Int("seed", 0, "the first of them")
)

// rich makes a store that holds something of everything, and returns its bytes.
func rich(t *testing.T) []byte {
	t.Helper()
	s := newStore(t)
	feed, _, err := s.AddFeed(t.Context(), Subscription{URL: "https://example.org/feed", Tags: []string{"a"}})
	if err != nil {
		t.Fatal(err)
	}
	for from := 0; from < 900; from += 300 {
		list := series(from, from+300)
		for i := range list {
			list[i].Text.Content = fmt.Sprintf("The text of %d: %s", (from+i)/2, words(from+i/2, 60))
			list[i].Text.Listed = []ID{testID(from + (i+7)%300), testID(5000 + i)}
			if i%2 == 1 {
				list[i].Feeds = []FeedID{feed.ID}
			}
		}
		mustPut(t, s, list...)
	}
	changed := incoming(5)
	changed.Text.Content = "Another text, " + words(1, 100)
	mustPut(t, s, changed)
	_, err1 := s.Mark(t.Context(), MarkRead, testID(4), testID(5), testID(700))
	_, err2 := s.Mark(t.Context(), Star, testID(4), testID(600))
	_, err3 := s.SplitStory(t.Context(), testID(8))
	err4 := s.SaveSearch(t.Context(), SavedSearch{Name: "a", Query: "text"})
	err5 := s.SetPosition(t.Context(), testID(9), 3)
	_, err6 := s.Undo(t.Context())
	_, err7 := s.Replica(t.Context(), false)
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7, s.Visited(t.Context())); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// words makes a text of n different words.
func words(seed, n int) string {
	r := rand.New(rand.NewPCG(uint64(seed), 1))
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "w%d ", r.IntN(3000))
	}
	return b.String()
}

// uses are what people do with a store.
func uses(ctx context.Context) map[string]func(s *Store) error {
	window := func(v View) func(s *Store) error {
		return func(s *Store) error {
			w, err := s.Window(ctx, v, At{Row: 300}, 50)
			if err != nil {
				return err
			}
			for _, a := range w.Rows {
				_, _, _, err1 := s.Next(ctx, v, a.ID, 1, true)
				err = errors.Join(err, err1)
			}
			return err
		}
	}
	article := func(id ID) func(s *Store) error {
		return func(s *Store) error {
			_, _, err1 := s.Article(ctx, id)
			_, _, err2 := s.Revised(ctx, id)
			_, err3 := s.Related(ctx, id)
			_, err4 := s.ReadBefore(ctx, id)
			_, err5 := s.ShortIDs(ctx, []ID{id})
			return errors.Join(err1, err2, err3, err4, err5)
		}
	}
	search := func(text string) func(s *Store) error {
		return func(s *Store) error {
			r, err := s.Search(ctx, View{}, Query{Text: text})
			if err != nil {
				return err
			}
			w, err := s.Window(ctx, View{Within: r}, At{}, 50)
			if err != nil {
				return err
			}
			ids := make([]ID, len(w.Rows))
			for i, a := range w.Rows {
				ids[i] = a.ID
			}
			_, err = s.Snippets(ctx, r, ids)
			return err
		}
	}
	return map[string]func(s *Store) error{
		"all":      window(View{}),
		"unread":   window(View{Filter: Unread, Order: OldestFirst}),
		"starred":  window(View{Filter: Starred}),
		"feed":     window(View{Feed: 1}),
		"stories":  window(View{Stories: true}),
		"feed's":   window(View{Stories: true, Feed: 1}),
		"5":        article(testID(5)),
		"600":      article(testID(600)),
		"search":   search("text w1*"),
		"phrase":   search(`"the text of"`),
		"filter":   search("w1 OR w2 -w3 newer:1y is:unread"),
		"searches": func(s *Store) error { _, err := s.Searches(ctx); return err },
		"save":     func(s *Store) error { return s.SaveSearch(ctx, SavedSearch{Name: "b", Query: "text"}) },
		"catch up": func(s *Store) error { _, err := s.CatchUp(ctx, start); return err },
		"followed": func(s *Store) error { _, err := s.Followed(ctx, true); return err },
		"tagged":   func(s *Store) error { _, err := s.Tagged(ctx, View{}, "a"); return err },
		"journal":  func(s *Store) error { _, err := s.Journal(ctx, 0, 100); return err },
		"changes":  func(s *Store) error { _, _, err := s.Changes(ctx, 0); return err },
		"mark":     func(s *Store) error { _, err := s.Mark(ctx, MarkRead, testID(11), testID(801)); return err },
		"mark all": func(s *Store) error { _, err := s.MarkView(ctx, MarkRead, View{Filter: Unread}); return err },
		"undo":     func(s *Store) error { _, err := s.Undo(ctx); return err },
		"redo":     func(s *Store) error { _, err := s.Redo(ctx); return err },
		"feeds":    func(s *Store) error { _, err := s.Feeds(ctx); return err },
		"add": func(s *Store) error {
			_, _, err := s.AddFeed(ctx, Subscription{URL: "https://example.org/b"})
			return err
		},
		"change": func(s *Store) error {
			_, err := s.ChangeFeed(ctx, 1, func(f *Subscription) { f.Paused = true })
			return err
		},
		"remove": func(s *Store) error { _, err := s.RemoveFeeds(ctx, 1); return err },
		"fetched": func(s *Store) error {
			_, err := s.PutFetched(ctx, []Fetched{{Feeds: []FeedID{1}, Articles: series(880, 920)}})
			return err
		},
		"put":       func(s *Store) error { _, err := s.Put(ctx, series(850, 1300)); return err },
		"put again": func(s *Store) error { _, err := s.Put(ctx, series(0, 900)); return err },
		"stats":     func(s *Store) error { _, err := s.Stats(ctx); return err },
		"backlog":   func(s *Store) error { return s.IndexBacklog(ctx, nil) },
		"rebuild":   func(s *Store) error { return s.RebuildIndex(ctx, nil) },
		"check":     func(s *Store) error { _, err := s.Check(ctx, false, nil); return err },
		"repair": func(s *Store) error {
			rep, err := s.Check(ctx, true, nil)
			if err != nil || !rep.Repaired {
				return err
			}
			if rep, err = s.Check(ctx, false, nil); err != nil || rep.Found > 0 {
				return fmt.Errorf("after the repair: %+v, %v", rep, err)
			}
			return nil
		},
		"position": func(s *Store) error { return s.SetPosition(ctx, testID(30), 2) },
		"visit":    func(s *Store) error { _, err := s.LastVisit(ctx); return errors.Join(err, s.Visited(ctx)) },
		"split":    func(s *Store) error { _, err := s.SplitStory(ctx, testID(20)); return err },
		"backup":   func(s *Store) error { return s.Backup(ctx, filepath.Join(filepath.Dir(s.Path()), "backup.db"), nil) },
		"all of it": func(s *Store) (err error) {
			for _, err1 := range s.All(ctx, View{}) {
				err = errors.Join(err, err1)
			}
			return err
		},
	}
}

// hurt damages the bytes of a store, in a way that a number chooses.
func hurt(data []byte, seed int) ([]byte, string) {
	r := rand.New(rand.NewPCG(uint64(seed), 2))
	data = slices.Clone(data)
	pages := len(data) / pageSize
	page := func() []byte { at := r.IntN(pages) * pageSize; return data[at : at+pageSize] }
	order := binary.NativeEndian
	var done []string
	for range 1 + r.IntN(3) {
		p := page()
		what := fmt.Sprintf("page %d of kind %#x: ", order.Uint64(p), order.Uint16(p[8:]))
		switch r.IntN(12) {
		case 0:
			what += "bytes"
			for range 1 + r.IntN(20) {
				p[r.IntN(pageSize)] = byte(r.Uint32())
			}
		case 1:
			what += "a bit"
			p[r.IntN(pageSize)] ^= 1 << r.IntN(8)
		case 2:
			what += "zeroes"
			clear(p)
		case 3:
			what += "zeroes to the end"
			clear(p[r.IntN(pageSize):])
		case 4:
			what = "cut off"
			data = data[:r.IntN(len(data))]
			pages = max(len(data)/pageSize, 1)
			if len(data) < pageSize {
				return data, what
			}
		case 5:
			what += "another page"
			copy(p, page())
		case 6:
			what += "another page, renumbered"
			id := order.Uint64(p)
			copy(p, page())
			order.PutUint64(p, id)
		case 7:
			what += "the head"
			p[r.IntN(pageHead)] = byte(r.Uint32())
		case 8:
			what += "another count"
			order.PutUint16(p[10:], uint16(r.IntN(1<<r.IntN(17))))
		case 9:
			what += "an element"
			p[pageHead+r.IntN(256)] = byte(r.Uint32())
		case 10:
			what += "noise"
			for i := pageHead; i < pageSize; i++ {
				p[i] = byte(r.Uint32())
			}
		case 11:
			what += "a branch to any page"
			for _, p := range branches(data) {
				order.PutUint64(p[pageHead+pageElement*r.IntN(int(order.Uint16(p[10:])))+8:], uint64(r.IntN(pages)))
			}
		}
		done = append(done, what)
	}
	return data, strings.Join(done, ", ")
}

// branches returns the pages that name others.
func branches(data []byte) (list [][]byte) {
	order := binary.NativeEndian
	for at := 2 * pageSize; at+pageSize <= len(data); at += pageSize {
		p := data[at : at+pageSize]
		n := order.Uint16(p[10:])
		if order.Uint16(p[8:]) == pageBranch && order.Uint64(p) == uint64(at/pageSize) && 0 < n && n < pageSize/pageElement {
			list = append(list, p)
		}
	}
	return list
}

// Whatever is wrong with the file, what people do with it ends, with an answer
// or with an error that says so. Reading leaves it as it is. Not covered are
// branch pages in a circle that a look-up runs into: bbolt calls itself there
// until Go ends the program.
func TestRandomDamage(t *testing.T) {
	whole := rich(t)
	for seed := *damageFrom; seed < *damageFrom+*damageSeeds; seed++ {
		data, how := hurt(whole, seed)
		path := filepath.Join(t.TempDir(), "damaged.db")
		if err := salvageDamaged(path, data); err != nil {
			t.Errorf("seed %d, %s: %v", seed, how, err)
		}
		if circular(data) {
			continue
		}
		for name, use := range uses(t.Context()) {
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := useDamaged(path, use); err != nil && !tells(err) {
				t.Errorf("seed %d, %s: %s: %v", seed, how, name, err)
			}
			if after, err := os.ReadFile(path); reads[name] && !bytes.Equal(after, data) {
				t.Errorf("seed %d, %s: %s changed the file, %v", seed, how, name, err)
			}
		}
	}
}

// reads are those of uses that only read.
var reads = map[string]bool{"all": true, "unread": true, "stories": true, "5": true, "search": true, "phrase": true,
	"journal": true, "feeds": true, "stats": true, "check": true, "backup": true}

// useDamaged opens a damaged store, and sees that what it was used for leaves
// no lock behind.
func useDamaged(path string, use func(*Store) error) error {
	s, err := Open(Options{Path: path, Now: func() time.Time { return start }})
	if err != nil {
		return err
	}
	defer s.Close()
	err = use(s)
	f, err1 := os.Open(path)
	if err1 != nil {
		return err1
	}
	defer f.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // one try
	return errors.Join(err, flock(ctx, f, true))
}

// salvageDamaged has a damaged store salvaged: the new one is well and the damaged one
// kept, or it stays where it is.
func salvageDamaged(path string, data []byte) error {
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return err
	}
	o := Options{Path: path, Now: func() time.Time { return start }}
	rep, err := Salvage(context.Background(), o, nil)
	left := path
	if err == nil {
		left = rep.Kept
		defer os.Remove(left)
	} else if !errors.Is(err, ErrDamaged) {
		return err
	}
	if kept, err := os.ReadFile(left); !bytes.Equal(kept, data) {
		return fmt.Errorf("the damaged file was changed, %v", err)
	}
	if err != nil {
		return nil
	}
	s, err := Open(o)
	if err != nil {
		return err
	}
	defer s.Close()
	rep, err = s.Check(context.Background(), false, nil)
	if err == nil && rep.Found > 0 {
		err = fmt.Errorf("what was salvaged isn't well: %+v", rep)
	}
	return err
}

// tells says whether an error is one of a damaged store, or what people do
// couldn't be.
func tells(err error) bool {
	for _, known := range []error{ErrDamaged, ErrForeign, ErrNewer, ErrNotFound, ErrNothingToUndo, ErrNothingToRedo, ErrNoFeed, ErrNoStory} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// circular tells whether pages lead to themselves. bbolt takes for a branch
// what is no leaf.
func circular(data []byte) bool {
	m, _ := newestMeta(bytes.NewReader(data))
	order, done := binary.NativeEndian, map[uint64]bool{} // false: on the way
	var walk func(id uint64) bool
	walk = func(id uint64) bool {
		if well, met := done[id]; met {
			return !well
		}
		if id >= uint64(len(data)/pageSize) || order.Uint64(data[id*pageSize:]) != id {
			return false
		}
		done[id] = false
		p := data[id*pageSize:]
		for i := range uint64(order.Uint16(p[10:])) {
			at := pageHead + i*pageElement
			if at+pageElement > uint64(len(p)) {
				break
			}
			e := p[at:]
			value := at + uint64(order.Uint32(e[4:])) + uint64(order.Uint32(e[8:]))
			if leaf := order.Uint16(p[8:]) == pageLeaf; !leaf && walk(order.Uint64(e[8:])) ||
				leaf && order.Uint32(e)&leafBucket != 0 && value+8 <= uint64(len(p)) && walk(order.Uint64(p[value:])) {
				return true
			}
		}
		done[id] = true
		return false
	}
	return walk(m.root)
}

// Whoever goes through all pages finds those that name one another in a circle,
// and goes there no further.
func TestCircles(t *testing.T) {
	whole := rich(t)
	for name, circle := range map[string]func(page []byte, id uint64){
		"all of a page": func(p []byte, id uint64) {
			for i := range int(binary.NativeEndian.Uint16(p[10:])) {
				binary.NativeEndian.PutUint64(p[pageHead+i*pageElement+8:], id)
			}
		},
		"the end of a page": func(p []byte, id uint64) {
			binary.NativeEndian.PutUint64(p[pageHead+(int(binary.NativeEndian.Uint16(p[10:]))-1)*pageElement+8:], id)
		},
	} {
		data := slices.Clone(whole)
		for _, p := range branches(data) {
			circle(p, binary.NativeEndian.Uint64(p))
		}
		path := filepath.Join(t.TempDir(), "damaged.db")
		for use, do := range map[string]func(*Store) error{
			"counting": func(s *Store) error { _, err := s.Stats(t.Context()); return err },
			"copying":  func(s *Store) error { return s.Backup(t.Context(), path+".copy", nil) },
			"checking": func(s *Store) error {
				rep, err := s.Check(t.Context(), false, nil)
				if err == nil && rep.Beyond {
					err = ErrDamaged
				}
				return err
			},
		} {
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := useDamaged(path, do); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), path) && use != "checking" {
				t.Errorf("%s leads in a circle: %s: %v", name, use, err)
			}
		}
	}
}

// What can be read of a damaged file goes into a new store, with its marks,
// feeds and searches, and undo goes on.
func TestSalvage(t *testing.T) {
	whole := rich(t)
	order := binary.NativeEndian
	for name, c := range map[string]struct {
		damage func(data []byte)
		least  int // articles that are left
	}{
		"the list of free pages": {func(data []byte) {
			m, _ := newestMeta(bytes.NewReader(data))
			clear(data[m.free*pageSize:][:pageSize])
		}, 900},
		"the first page": {func(data []byte) { clear(data[:pageSize]) }, 900},
		"a circle": {func(data []byte) {
			for _, p := range branches(data) {
				order.PutUint64(p[pageHead+(int(order.Uint16(p[10:]))-1)*pageElement+8:], order.Uint64(p))
			}
		}, 300},
	} {
		data := slices.Clone(whole)
		c.damage(data)
		path := filepath.Join(t.TempDir(), "news.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		rep, err := Salvage(t.Context(), Options{Path: path}, nil)
		if err != nil || rep.Articles < c.least || rep.Kept != path+".damaged" {
			t.Errorf("%s: %+v, %v", name, rep, err)
			continue
		}
		s := openStore(t, path)
		feeds, err1 := s.Feeds(t.Context())
		searches, err2 := s.Searches(t.Context())
		a, _, err3 := s.Article(t.Context(), testID(4))
		_, err4 := s.Undo(t.Context())
		if err := errors.Join(err1, err2, err3, err4); err != nil || len(feeds) != 1 || len(searches) != 1 || !a.Read {
			t.Errorf("%s: %d feeds, %d searches, %+v, %v", name, len(feeds), len(searches), a, err)
		}
	}
}

// A store that was not brought up to this version before it was damaged.
func TestSalvageOlder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	old, err := openWith(Options{Path: path}, 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	mustPut(t, old, series(0, 50)...)
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(data[:pageSize])
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if rep, err := Salvage(t.Context(), Options{Path: path}, nil); err != nil || rep.Articles != 50 {
		t.Fatalf("%+v, %v", rep, err)
	}
	mustCheck(t, openStore(t, path))
}
