package store

import (
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/bbolt"
)

// TestKeys writes more keys than the young groups hold, in several writes, and
// looks for many of them.
func TestKeys(t *testing.T) {
	db, err := bbolt.Open(filepath.Join(t.TempDir(), "keys.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r := rand.New(rand.NewPCG(1, 1))
	want := map[ID]uint32{}
	for write := range 6 {
		err := db.Update(func(tx *bbolt.Tx) error {
			if _, err := tx.CreateBucketIfNotExists(bucketKeys); err != nil {
				return err
			}
			w := newKeyWriter(tx)
			known := slices.Collect(maps.Keys(want))
			if write%2 == 1 {
				w.lookUp(slices.Concat(known[:1000], []ID{1, 2, 3}), func() {})
			}
			for i := range 30_000 {
				id, num := ID(r.Uint64()), uint32(r.IntN(1<<30))
				if i%1000 == 0 && write > 0 {
					id = known[r.IntN(len(known))] // it leads elsewhere from now on
				}
				w.add(id, num, i%3 == 0)
				if i%3 == 0 {
					num |= aliasBit
				}
				want[id] = num
			}
			for _, id := range known {
				if num, alias, ok := w.find(id); !ok || num != want[id]&^aliasBit || alias != (want[id]&aliasBit != 0) {
					t.Fatalf("key %d leads to %d, %v, %v, want %d", id, num, alias, ok, want[id])
				}
			}
			for id := range ID(5) {
				if _, _, ok := w.find(id); ok {
					t.Fatalf("key %d, which nothing has, is found", id)
				}
			}
			return w.flush()
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.View(func(tx *bbolt.Tx) error { checkKeys(t, tx, want, r); return nil }); err != nil {
			t.Fatal(err)
		}
	}
}

func checkKeys(t *testing.T, tx *bbolt.Tx, want map[ID]uint32, r *rand.Rand) {
	t.Helper()
	young := 0
	err := tx.Bucket(bucketKeys).ForEach(func(k, v []byte) error {
		if len(k) == 1 {
			young += keyGroup(v).len()
		}
		return nil
	})
	if err != nil || young == 0 || young > youngMost {
		t.Fatalf("%d keys in young groups, %v", young, err)
	}
	left := 5_000 // in no order
	for id, num := range want {
		if left--; left < 0 {
			break
		}
		got, alias, ok := findKey(tx, id)
		if !ok || got != num&^aliasBit || alias != (num&aliasBit != 0) {
			t.Fatalf("key %s: %d, %v, %v, want %d", id, got, alias, ok, num)
		}
		if _, _, ok := findKey(tx, id+1); ok && want[id+1] == 0 {
			t.Fatalf("key %s is found", id+1)
		}
	}
	all := slices.Sorted(maps.Keys(want))
	all = slices.DeleteFunc(all, func(id ID) bool { return want[id]&aliasBit != 0 })
	for _, width := range []ID{0, 1 << 40, 1 << 50, 1 << 58, 1<<64 - 1} {
		lo := all[r.IntN(len(all))]
		if width == 1<<64-1 {
			lo = 0
		}
		hi := max(lo, lo+width) // no further than the last one
		if hi == lo && width > 0 {
			hi = 1<<64 - 1
		}
		from, _ := slices.BinarySearch(all, lo)
		eachID(tx, lo, hi, func(id ID, num uint32) bool {
			if from == len(all) || all[from] != id || want[id] != num {
				t.Fatalf("from %s to %s: %s leads to %d", lo, hi, id, num)
			}
			from++
			return true
		})
		if from < len(all) && all[from] <= hi {
			t.Fatalf("from %s to %s: %s is missing", lo, hi, all[from])
		}
	}
}
