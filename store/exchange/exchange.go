package exchange

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"newsreader/store"
)

// Store is what states are exchanged of; *store.Store is one.
type Store interface {
	Replica(ctx context.Context, anew bool) (uint64, error)
	Made(ctx context.Context, seq uint64) (at time.Time, ok bool, err error)
	StateChanges(ctx context.Context, after uint64, articles int) ([]store.StateChange, error)
	Primary(ctx context.Context, keys []store.ID) ([]store.ID, error)
	Adopt(ctx context.Context, a store.Action, ids []store.ID) (int, error)
}

// Folder is where the files are.
type Folder interface {
	fs.ReadDirFS
	// Append adds bytes to a file and makes it if it is missing. What was
	// appended is on the disk when it returns.
	Append(name string, b []byte) error
}

// Report says what was exchanged.
type Report struct {
	Stores   int       // other ones whose files are in the folder
	Sent     int       // changes of this store that the folder didn't have
	Adopted  int       // states of articles that others had changed
	Problems []Problem // what of the folder couldn't be used
}

// Problem is a file that could be used in part, or not at all.
type Problem struct{ File, Reason string }

// Exchange writes to the folder what was changed in the store since the last
// time, and takes over what others changed. A file that can't be read is told
// in the report and the others still count; the error is the store's, or that
// the folder can't be read or written.
func Exchange(ctx context.Context, s Store, f Folder, now time.Time) (Report, error) {
	var r Report
	own, err := send(ctx, s, f, &r)
	if err != nil {
		return r, err
	}
	files, err := f.ReadDir(".")
	if err != nil {
		return r, err
	}
	all := newMerged(now)
	for _, file := range files {
		name := file.Name()
		if !file.Type().IsRegular() || !strings.HasPrefix(name, prefix) || !strings.HasSuffix(name, suffix) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return r, err
		}
		if name != own {
			r.Stores++
		}
		if err := all.take(f, name, name == own); err != nil {
			r.Problems = append(r.Problems, Problem{name, err.Error()})
		}
	}
	if err := all.resolve(ctx, s); err != nil {
		return r, err
	}
	for action, ids := range all.foreign() {
		for len(ids) > 0 {
			n := min(len(ids), atOnce)
			adopted, err := s.Adopt(ctx, action, ids[:n])
			if err != nil {
				return r, err
			}
			r.Adopted += adopted
			ids = ids[n:]
		}
	}
	return r, nil
}

// atOnce is how many articles a call of the store is about at most.
const atOnce = 100_000

const (
	prefix = "newsreader-"
	suffix = ".jsonl"
)

func fileOf(replica uint64) string { return fmt.Sprintf("%s%016x%s", prefix, replica, suffix) }
