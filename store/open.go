package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// Options are what a store needs from outside.
type Options struct {
	// Path is the store's file. It and its folder are made if missing.
	Path string
	// Now is the clock for journal records and times of import.
	Now func() time.Time
	// Wait is the longest wait for other processes; 0 means 10 seconds.
	Wait time.Duration
}

// Store is an open store. Its file is held, and locked, only while a call is
// at work, so that other processes get their turn. All methods are safe for
// concurrent use.
type Store struct {
	options  Options
	files    *handles
	readOnly bool
	opened   [2]uint64 // the stamp when Open returned, for Watch

	decide    decision // which story a new article joins
	centroids centroids

	mu     sync.Mutex
	said   *saidCache   // what the latest articles say; nil while a write is at work
	index  *viewIndex   // of the view asked for last
	groups *storyGroups // likewise of stories, in a feed or a result
}

// Open checks that the file is a store of this version (it brings an older
// one up to it) and makes an empty one if there is none. Its cost does not
// depend on how much the store holds.
func Open(o Options) (*Store, error) {
	return openWith(o, schemaVersion, migrations)
}

func openWith(o Options, version uint32, steps []migration) (*Store, error) {
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Store{options: o}
	s.files = newHandles(s.openFile, s.lockAgain)
	if err := s.create(version); err != nil {
		return nil, err
	}
	if f, err := os.OpenFile(o.Path, os.O_RDWR, 0); err != nil {
		s.readOnly = true
	} else {
		f.Close()
	}
	found, err := s.version()
	switch {
	case err != nil:
		return nil, err
	case found > version:
		return nil, fmt.Errorf("%s: %w: format %d, this program knows up to %d", o.Path, ErrNewer, found, version)
	case found < version && s.readOnly:
		return nil, fmt.Errorf("%s: %w, and its format %d must be brought up to %d", o.Path, ErrReadOnly, found, version)
	case found < version:
		err = s.migrate(found, version, steps)
	}
	if err != nil {
		return nil, err
	}
	s.opened = s.stamp()
	return s, nil
}

// Close ends the use of the store. The file is unlocked already whenever no
// call is at work.
func (s *Store) Close() error { return s.files.close() }

// ReadOnly tells whether the store can't be written: reading works.
func (s *Store) ReadOnly() bool { return s.readOnly }

// Path returns the store's file.
func (s *Store) Path() string { return s.options.Path }

// pageSize is bbolt's page size for new stores. An article's compressed text
// is about 1.2 KB: on pages of 4 KB a quarter of each page stays empty.
const pageSize = 16 << 10

// create makes an empty store if there is no file. It is built under another
// name and moved into place, so that a process killed here leaves no half
// store, and two processes that start at once agree on one.
func (s *Store) create(version uint32) error {
	info, err := os.Stat(s.options.Path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s: %w: it is a folder", s.options.Path, ErrForeign)
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("%s: %w: it is not a regular file", s.options.Path, ErrForeign)
	case err == nil && info.Size() > 0:
		return nil
	case err == nil: // an empty file, as touch or mktemp make
		if err := os.Remove(s.options.Path); err != nil {
			return classify(s.options.Path, err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return classify(s.options.Path, err)
	}
	folder := filepath.Dir(s.options.Path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return classify(folder, err)
	}
	temp, err := os.CreateTemp(folder, "."+filepath.Base(s.options.Path)+"-*")
	if err != nil {
		return classify(folder, err)
	}
	defer os.Remove(temp.Name())
	if err := temp.Close(); err != nil {
		return classify(temp.Name(), err)
	}
	if err := initialise(temp.Name(), version); err != nil {
		return classify(s.options.Path, err)
	}
	// Link, unlike Rename, does not replace a store made in the meantime.
	if err := os.Link(temp.Name(), s.options.Path); err != nil && !errors.Is(err, fs.ErrExist) {
		if err := os.Rename(temp.Name(), s.options.Path); err != nil {
			return classify(s.options.Path, err)
		}
	}
	return syncFolder(folder)
}

func initialise(path string, version uint32) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{PageSize: pageSize, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		return putHead(tx, head{version: version, next: 1})
	})
	return errors.Join(err, db.Close())
}

// syncFolder makes a new name in a folder survive a power cut. Not every
// file system can, which is no reason to refuse the store.
func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return nil
	}
	_ = f.Sync()
	return f.Close()
}

// version reads the format version of the file.
func (s *Store) version() (version uint32, err error) {
	err = s.read(context.Background(), func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		version = h.version
		return err
	})
	return version, err
}

// A migration brings a store from version to version+1, in the transaction
// that also writes the new version.
type migration struct {
	version uint32
	step    func(*bbolt.Tx) error
}

func (s *Store) migrate(from, to uint32, steps []migration) error {
	return s.write(context.Background(), func(tx *bbolt.Tx) error {
		h, err := getHead(tx)
		if err != nil {
			return err
		}
		// Another process may have been here between the look and the lock.
		for from = h.version; from < to; from++ {
			if err := runStep(tx, from, steps); err != nil {
				return err
			}
		}
		if h, err = getHead(tx); err != nil {
			return err
		}
		h.version = to
		return putHead(tx, h)
	})
}

func runStep(tx *bbolt.Tx, from uint32, steps []migration) error {
	for _, m := range steps {
		if m.version == from {
			return m.step(tx)
		}
	}
	return fmt.Errorf("no way leads from store format %d to %d", from, from+1)
}
