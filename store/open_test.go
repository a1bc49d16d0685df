package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

func TestOpenRefuses(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := filepath.Join(folder, "foreign.db")
	db, err := bbolt.Open(foreign, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("mine")); return err }); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for name, c := range map[string]struct {
		path string
		want error
	}{
		"text file":        {write("text.db", []byte(strings.Repeat("not a store\n", 10000))), ErrForeign},
		"short file":       {write("short.db", []byte("x")), ErrForeign},
		"folder":           {folder, ErrForeign},
		"another database": {foreign, ErrForeign},
		"newer version":    {versioned(t, schemaVersion+1), ErrNewer},
		"device":           {os.DevNull, ErrForeign},
	} {
		t.Run(name, func(t *testing.T) {
			before, _ := os.ReadFile(c.path)
			_, err := Open(Options{Path: c.path})
			if !errors.Is(err, c.want) {
				t.Fatalf("%v, want %v", err, c.want)
			}
			if !strings.Contains(err.Error(), c.path) {
				t.Errorf("the error does not name the file: %v", err)
			}
			if after, _ := os.ReadFile(c.path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

func versioned(t *testing.T, version uint32) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "news.db")
	if _, err := openWith(Options{Path: path}, version, nil); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	mustPut(t, openStore(t, path), series(0, 3)...)
}

func TestManyCreateAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "er", "news.db")
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			s, err := Open(Options{Path: path})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := s.Put(context.Background(), series(i*10, i*10+10)); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if c, err := openStore(t, path).Counts(t.Context()); err != nil || c.Articles != 80 {
		t.Errorf("%+v, %v", c, err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 2 { // the store and its lock file
		t.Errorf("files left behind: %v, %v", left, err)
	}
}

func TestMigration(t *testing.T) {
	path := versioned(t, schemaVersion)
	steps := []migration{{schemaVersion, func(tx *bbolt.Tx) error {
		return tx.Bucket(bucketOrigins).Put([]byte("migrated"), []byte("yes"))
	}}}
	for range 2 { // the second time there is nothing to do
		if _, err := openWith(Options{Path: path}, schemaVersion+1, steps); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Open(Options{Path: path}); !errors.Is(err, ErrNewer) {
		t.Errorf("after migration: %v", err)
	}
	path = versioned(t, schemaVersion)
	steps[0].step = func(tx *bbolt.Tx) error { return errors.New("no") }
	if _, err := openWith(Options{Path: path}, schemaVersion+1, steps); err == nil {
		t.Error("a failed migration went unnoticed")
	}
	openStore(t, path) // and left the store as it was
}

func TestTruncatedAndDamaged(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 3000)...)
	data, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cut.db")
	if err := os.WriteFile(path, data[:len(data)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Options{Path: path}); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut file: %v", err)
	}
	// Zeroes over the pages between the metas and the end: whatever is asked
	// must come back, as an answer or as an error.
	damaged := bytes.Clone(data)
	clear(damaged[3*pageSize : len(damaged)-pageSize])
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := Open(Options{Path: path})
	if err == nil {
		_, err = d.Window(t.Context(), View{}, At{}, 100)
	}
	if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrForeign) {
		t.Errorf("damaged file: %v", err)
	}
}

// A damaged list of free pages, which only writers read, is an error for them,
// and holds up nobody else.
func TestDamagedFreePages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	s, err := Open(Options{Path: path, Wait: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	mustPut(t, s, series(0, 3)...)
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	// Of bbolt's two meta pages the one with the higher transaction counts.
	var list, newest uint64
	for page := range int64(2) {
		var meta [56]byte
		if _, err := f.ReadAt(meta[:], page*pageSize+16); err != nil {
			t.Fatal(err)
		}
		if txid := binary.LittleEndian.Uint64(meta[48:]); txid >= newest {
			list, newest = binary.LittleEndian.Uint64(meta[32:]), txid
		}
	}
	if _, err := f.WriteAt(make([]byte, pageSize), int64(list)*pageSize); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := s.Mark(t.Context(), MarkRead, testID(0)); !errors.Is(err, ErrDamaged) {
			t.Errorf("marking: %v", err)
		}
		if c, err := s.Counts(t.Context()); err != nil || c.Articles != 3 {
			t.Errorf("reading: %+v, %v", c, err)
		}
	}
	if rep, err := s.Check(t.Context(), true, nil); rep.Lost == 0 {
		t.Errorf("checking: %+v, %v", rep, err)
	}
}

func TestBusy(t *testing.T) {
	s := newStore(t)
	db, err := bbolt.Open(s.Path(), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	impatient, err := Open(Options{Path: s.Path(), Wait: 20 * time.Millisecond})
	if !errors.Is(err, ErrBusy) {
		t.Errorf("a store that another program holds: %v, %v", impatient, err)
	}
	db.Close()
}

func TestReadOnly(t *testing.T) {
	s := newStore(t)
	mustPut(t, s, series(0, 3)...)
	s.readOnly = true // as root, tests can't make a file that refuses them
	if w, err := s.Window(t.Context(), View{}, At{}, 10); err != nil || len(w.Rows) != 3 {
		t.Errorf("reading: %v", err)
	}
	if _, err := s.Mark(t.Context(), MarkRead, testID(0)); !errors.Is(err, ErrReadOnly) {
		t.Errorf("marking: %v", err)
	}
}

func TestErrorsSayWhatTheyMean(t *testing.T) {
	for _, c := range []struct{ err, want error }{
		{os.ErrPermission, ErrReadOnly},
		{bolterrors.ErrTimeout, ErrBusy},
		{bolterrors.ErrChecksum, ErrDamaged},
		{bolterrors.ErrVersionMismatch, ErrForeign},
	} {
		err := classify("/a/b", &os.PathError{Op: "open", Path: "/a/b", Err: c.err})
		if !errors.Is(err, c.want) || !errors.Is(err, c.err) || !strings.HasPrefix(err.Error(), "/a/b: ") {
			t.Errorf("%v: %v", c.err, err)
		}
	}
}
