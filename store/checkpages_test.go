package store

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A file whose pages name places beyond it, or one another in a circle, is
// told to be damaged: the program doesn't end.
func TestCheckOfDamagedPages(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 900)...)
	whole, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	order := binary.NativeEndian
	damages := map[uint16]map[string]func(page []byte){
		pageBranch: {
			"a circle":              func(page []byte) { order.PutUint64(page[pageHead+8:], order.Uint64(page)) },
			"a page beyond the end": func(page []byte) { order.PutUint64(page[pageHead+8:], 1<<40) },
			"a key beyond the end":  func(page []byte) { order.PutUint32(page[pageHead:], 1<<31) },
		},
		pageLeaf: {
			"a key beyond the end":     func(page []byte) { order.PutUint32(page[pageHead+4:], 1<<31) },
			"a value beyond the end":   func(page []byte) { order.PutUint32(page[pageHead+12:], 1<<31) },
			"more elements than fit":   func(page []byte) { order.PutUint16(page[10:], 0xffff) },
			"another kind":             func(page []byte) { order.PutUint16(page[8:], 0x77) },
			"another number":           func(page []byte) { order.PutUint64(page, 1) },
			"more pages than the file": func(page []byte) { order.PutUint32(page[12:], 1<<30) },
		},
		pageFree: {
			"more numbers than fit": func(page []byte) { order.PutUint16(page[10:], 0xffff); order.PutUint64(page[pageHead:], 1<<60) },
			"a page beyond the end": func(page []byte) { order.PutUint16(page[10:], 1); order.PutUint64(page[pageHead:], 1<<40) },
			"numbers out of order": func(page []byte) {
				order.PutUint16(page[10:], 2)
				order.PutUint64(page[pageHead:], 7)
				order.PutUint64(page[pageHead+8:], 6)
			},
		},
	}
	tried := map[uint16]int{}
	for at := 2 * pageSize; at < len(whole); at += pageSize {
		kind := order.Uint16(whole[at+8:])
		if order.Uint64(whole[at:]) != uint64(at/pageSize) || tried[kind] >= 5*len(damages[kind]) || order.Uint16(whole[at+10:]) == 0 && kind != pageFree {
			continue // the rest of a page, or of a kind tried often enough
		}
		for name, damage := range damages[kind] {
			data := slices.Clone(whole)
			damage(data[at:])
			path := filepath.Join(t.TempDir(), "damaged.db")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			d, err := Open(Options{Path: path})
			if err != nil {
				continue
			}
			rep, err := d.Check(t.Context(), true, nil)
			if err := d.Close(); err != nil {
				t.Error(err)
			}
			if rep.Found == 0 && err == nil {
				break // nothing names this page any more
			}
			if rep.Lost == 0 || !errors.Is(err, ErrDamaged) {
				t.Errorf("page %d with %s: %+v, %v", at/pageSize, name, rep, err)
			}
			tried[kind]++
		}
	}
	for kind := range damages {
		if tried[kind] == 0 {
			t.Errorf("no page of kind %#x", kind)
		}
	}
}
