package store

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"go.etcd.io/bbolt"
)

// The bytes on the disk are a promise: stores written by this version must be
// read by later ones. These are the examples of doc.go.
func TestFormat(t *testing.T) {
	r := row{id: 0x0123456789abcdef, aliases: []ID{7}, title: "Ab", source: "C", words: 300, tags: []string{"x"}, changed: true, linked: true, feeds: []FeedID{9},
		published: Time{At: time.Unix(100, 0).UTC(), Precision: Day, Basis: Inferred}}
	rec := record{seq: 9, action: Undid, was: Star, at: time.Unix(100, 0).UTC(), of: 8, below: 3, title: "T", nums: roaring.BitmapOf(2, 300)}
	encoded, err := rec.encode()
	if err != nil {
		t.Fatal(err)
	}
	key := newSortKey(time.Unix(100, 0), 5)
	for name, c := range map[string]struct {
		got  []byte
		want string
	}{
		"row":      {r.encode(), "36" + "0123456789abcdef" + "c801" + "02" + "4162" + "01" + "43" + "ac02" + "01" + "01" + "78" + "01" + "0000000000000007" + "01" + "09"},
		"record":   {encoded, "05" + "03" + "c801" + "08" + "03" + "01" + "54" + "02" + "02" + "ac02"},
		"sort key": {key[:], "8000000000000064" + "fffffffa"},
		"tally":    {tally{articles: [filters]uint16{300, 2, 1}, stories: [filters]uint16{9, 8, 7}}.encode(3), "012c" + "0002" + "0001"},
		"of all":   {tally{articles: [filters]uint16{300, 2, 1}, stories: [filters]uint16{9, 8, 7}}.encode(laneAll), "012c" + "0002" + "0001" + "0009" + "0008" + "0007"},
		"edge":     {edgeKey(1, edgeLists, 2, numKey(3)), "00000001" + "3e" + "0002" + "00000003"},
		"wish":     {wishKey(7, 1, 2), "0000000000000007" + "00000001" + "0002"},
		"group":    {oldGroup(0xabcdef0123456789), "0abc"},
		"young":    {youngGroup(0xabcdef0123456789), "3a"},
		"key":      {keyGroup{}.append(0xabcdef0123456789, 5|aliasBit), "abcdef0123456789" + "80000005"},
	} {
		if got := hex.EncodeToString(c.got); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if back, err := decodeRow(r.encode()); err != nil || !reflect.DeepEqual(back, r) {
		t.Errorf("row comes back as %+v, %v", back, err)
	}
	if back, err := decodeRecord(9, encoded); err != nil || !back.nums.Equals(rec.nums) || back.title != "T" || back.below != 3 {
		t.Errorf("record comes back as %+v, %v", back, err)
	}
}

func TestHeadFormat(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 3)...)
	err := s.read(t.Context(), func(tx *bbolt.Tx) error {
		got := hex.EncodeToString(tx.Bucket(bucketHead).Get(headKey))
		want := hex.EncodeToString([]byte("newsreader\n")) + "00000004" + "00000004" + "00000003" + "00000003" + "00000000" + strings.Repeat("0", 48)
		if got != want {
			t.Errorf("head: %s, want %s", got, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTextRoundTrip(t *testing.T) {
	text := Text{URL: "https://e.org", GUID: "g", Author: "a", Language: "en", Summary: "s", Updated: start,
		Content: strings.Repeat("The same words again. ", 1000), Enclosures: []Enclosure{{"https://e.org/x", "image/png", 5}}}
	packed := packText(&text)[originRoom:]
	if packed[0] != packZstd || len(packed) > 300 {
		t.Errorf("a text of %d bytes packs to %d", len(text.Content), len(packed))
	}
	if back, err := unpackText(packed); err != nil || !reflect.DeepEqual(back, text) {
		t.Errorf("%+v, %v", back, err)
	}
	if packed := packText(&Text{})[originRoom:]; packed[0] != packRaw {
		t.Error("nothing is packed as something")
	}
}

// FuzzDecode feeds damaged records to the decoders: an error or an answer,
// never a panic or a huge allocation.
func FuzzDecode(f *testing.F) {
	r := row{id: 1, title: "T", tags: []string{"a", "b"}, aliases: []ID{2}}
	f.Add(r.encode())
	s := storyRecord{storyHead: storyHead{flags: storyMuted, old: []StoryID{7}, centroid: []byte("c")}, sources: []storySource{{name: "A"}}, members: []uint32{5, 300}}
	f.Add(s.encode())
	f.Add(packText(&Text{Content: strings.Repeat("word ", 50), Enclosures: []Enclosure{{}}})[originRoom:])
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := decodeRow(b); err == nil {
			if back, err := decodeRow(r.encode()); err != nil || !reflect.DeepEqual(back, r) {
				t.Errorf("%+v comes back as %+v, %v", r, back, err)
			}
		}
		if s, err := decodeStory(1, b); err == nil {
			if back, err := decodeStory(1, s.encode()); err != nil || !reflect.DeepEqual(back, s) {
				t.Errorf("%+v comes back as %+v, %v", s, back, err)
			}
		}
		_, _ = unpackText(b)
		_, _ = decodeRecord(1, b)
	})
}

// TestRepair breaks each part that can be derived, and has it mended.
func TestRepair(t *testing.T) {
	const all = manyMarked + 100
	for name, damage := range map[string]func(*bbolt.Tx) error{
		"keys":     func(tx *bbolt.Tx) error { return emptyBuckets(tx, bucketKeys) },
		"timeline": func(tx *bbolt.Tx) error { return emptyBuckets(tx, bucketTimeline, bucketTally) },
		"tally": func(tx *bbolt.Tx) error {
			return tx.Bucket(bucketTally).Put(make([]byte, 16), tally{articles: [filters]uint16{1, 1, 1}}.encode(laneAll))
		},
		"counts": func(tx *bbolt.Tx) error {
			h, err := getHead(tx)
			h.articles, h.unread = 1, 1
			return errors.Join(err, putHead(tx, h))
		},
		"edges": func(tx *bbolt.Tx) error { return tx.Bucket(bucketEdges).Delete(edgeKey(2, edgeListedBy, 0, numKey(1))) },
		"edges of no kind": func(tx *bbolt.Tx) error {
			return errors.Join(tx.Bucket(bucketEdges).Put(edgeKey(2, 'x', 0, numKey(1)), nil), tx.Bucket(bucketEdges).Put([]byte("x"), nil))
		},
		"a row":  func(tx *bbolt.Tx) error { return tx.Bucket(bucketRows).Put(numKey(5), []byte("x")) },
		"a text": func(tx *bbolt.Tx) error { return tx.Bucket(bucketTexts).Put(numKey(5), []byte("x")) },
		"states of nothing": func(tx *bbolt.Tx) error {
			unread, starred := newBitWriter(tx, bucketUnread), newBitWriter(tx, bucketStarred)
			starred.set(0, true)
			unread.set(all+1, true)
			return errors.Join(unread.flush(), starred.flush())
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			list := series(0, all)
			list[0].Text.Listed = []ID{testID(1), testID(2), 12345}
			mustPut(t, s, list...)
			if _, err := s.Mark(t.Context(), MarkRead, testID(4)); err != nil { // of number 5
				t.Fatal(err)
			}
			if _, err := s.Mark(t.Context(), MarkRead, testID(7)); err != nil {
				t.Fatal(err)
			}
			if err := s.write(t.Context(), damage); err != nil {
				t.Fatal(err)
			}
			rep, err := s.Check(t.Context(), true, nil)
			if err != nil || rep.Found == 0 || !rep.Repaired {
				t.Fatalf("%+v, %v", rep, err)
			}
			c, err := s.Counts(t.Context())
			if err != nil || c.Articles < all-1 || c.Unread < all-2 {
				t.Errorf("%+v, %v", c, err)
			}
			if a, _, err := s.Article(t.Context(), testID(7)); err != nil || !a.Read {
				t.Errorf("what was read is forgotten: %v", err)
			}
			// What was marked and is gone stands in no way.
			for _, a := range []Action{Star, MarkRead} {
				if change, err := s.MarkView(t.Context(), a, View{}); err != nil || change.Count < all-2 || change.Count > c.Articles {
					t.Errorf("marking: %+v, %v", change, err)
				}
			}
			for range 4 {
				if _, err := s.Undo(t.Context()); err != nil {
					t.Error(err)
				}
			}
			if c, err := s.Counts(t.Context()); err != nil || c.Unread != c.Articles || c.Starred != 0 {
				t.Errorf("undone: %+v, %v", c, err)
			}
		})
	}
}

func TestBackup(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 100)...)
	path := filepath.Join(t.TempDir(), "copy.db")
	var last int64
	if err := s.Backup(t.Context(), path, func(done, total int64) { last = total - done }); err != nil || last != 0 {
		t.Fatal(err, last)
	}
	mustPut(t, s, series(100, 200)...)
	if c, err := openStore(t, path).Counts(t.Context()); err != nil || c.Articles != 100 {
		t.Errorf("%+v, %v", c, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	folder := t.TempDir()
	if err := s.Backup(ctx, filepath.Join(folder, "x.db"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestIDs(t *testing.T) {
	s := newStore(t)
	a, b := incoming(1), incoming(2)
	a.Keys, b.Keys = []ID{0xabcdef1200000000, 0xabcdef9900000000}, []ID{0xabcdef1300000000}
	mustPut(t, s, a, b, incoming(3))
	short, err := s.ShortIDs(t.Context(), []ID{a.Keys[0], b.Keys[0], testID(3)})
	if err != nil || !slices.Equal(short, []string{"abcdef12", "abcdef13", testID(3).String()[:6]}) {
		t.Errorf("%q, %v", short, err)
	}
	for prefix, want := range map[string]ID{"abcdef12": a.Keys[0], "ABCDEF13": b.Keys[0], testID(3).String(): testID(3)} {
		if got, err := s.Resolve(t.Context(), prefix); err != nil || got != want {
			t.Errorf("%s: %s, %v", prefix, got, err)
		}
	}
	var ambiguous *AmbiguousError
	if _, err := s.Resolve(t.Context(), "abc"); !errors.As(err, &ambiguous) || len(ambiguous.Candidates) != 2 {
		t.Errorf("abc: %v", err)
	}
	for _, prefix := range []string{"", "xyz", "abcdef99", "00000000000000000", "-1"} {
		if got, err := s.Resolve(t.Context(), prefix); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %s, %v", prefix, got, err)
		}
	}
}

func TestFind(t *testing.T) {
	s := newStore(t)
	list := series(0, 4)
	list[1].Title, list[2].Title, list[2].Source = "Élections à PARIS", "Paris in spring", "Der Spiegel"
	mustPut(t, s, list...)
	for words, want := range map[string][]string{
		"paris": {"Paris in spring", "Élections à PARIS"}, "elections": {"Élections à PARIS"},
		"PARIS spiegel": {"Paris in spring"}, "nothing": nil, "": {"Title 3", "Paris in spring", "Élections à PARIS", "Title 0"},
	} {
		found, err := s.Find(t.Context(), View{}, words)
		if err != nil {
			t.Fatal(err)
		}
		w, err := s.Window(t.Context(), View{Within: found}, At{}, 10)
		if err != nil || !slices.Equal(titles(w.Rows), want) {
			t.Errorf("%q: %q, %v", words, titles(w.Rows), err)
		}
	}
	found, err := s.Find(t.Context(), View{Order: OldestFirst}, "paris")
	if err != nil {
		t.Fatal(err)
	}
	v := View{Within: found}
	if c, err := s.MarkView(t.Context(), MarkRead, v); err != nil || c.Count != 2 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, _, ok, err := s.Next(t.Context(), v, testID(1), 1, true); ok || err != nil {
		t.Errorf("all are read: %v, %v", ok, err)
	}
	if a, row, ok, err := s.Next(t.Context(), v, testID(1), 1, false); !ok || row != 1 || a.ID != testID(2) || err != nil {
		t.Errorf("%v %d %v %v", a.ID, row, ok, err)
	}
}

func TestJournalSurvivesRestart(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 40)...)
	if _, err := s.Mark(t.Context(), Star, testID(3)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.MarkView(t.Context(), MarkRead, View{}); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, s.Path())
	c, err := s.Undo(t.Context())
	if err != nil || c.Action != Undid || c.Was != MarkRead || c.Count != 40 || c.Of != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	list, err := s.Journal(t.Context(), 0, 10)
	if err != nil || len(list) != 3 || !list[1].Undone || list[2].Undone || list[2].Title != "Title 3" {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := s.Journal(t.Context(), 3, 1); err != nil || len(list) != 1 || list[0].Seq != 2 || !list[0].Undone {
		t.Errorf("%+v, %v", list, err)
	}
	if set, seq, err := s.Changes(t.Context(), 1); err != nil || set.Len() != 40 || seq != 3 {
		t.Errorf("%d %d %v", set.Len(), seq, err)
	}
}

func TestPosition(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, incoming(0))
	for _, p := range []int{7, 300, 0} {
		if err := s.SetPosition(t.Context(), testID(0), p); err != nil {
			t.Fatal(err)
		}
		if _, text, err := s.Article(t.Context(), testID(0)); err != nil || text.Position != p {
			t.Errorf("%d, %v", text.Position, err)
		}
	}
}
