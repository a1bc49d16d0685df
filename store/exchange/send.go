package exchange

import (
	"context"
	"errors"
	"io/fs"
	"time"
)

// send appends to the store's file what was changed since its last line. It
// returns the file's name.
func send(ctx context.Context, s Store, f Folder, r *Report) (name string, err error) {
	replica, err := s.Replica(ctx, false)
	if err != nil {
		return "", err
	}
	name = fileOf(replica)
	last, whole, err := lastOf(f, name)
	if err != nil {
		return name, err
	}
	if last.Seq != 0 {
		// Where the journal says something else, the store is an older copy of
		// the one that wrote the file, or one that went another way since.
		at, ok, err := s.Made(ctx, last.Seq)
		if err != nil {
			return name, err
		}
		if !ok || !at.Equal(last.At) {
			if replica, err = s.Replica(ctx, true); err != nil {
				return name, err
			}
			name, last, whole = fileOf(replica), line{}, true
		}
	}
	return name, appendSince(ctx, s, f, name, last.Seq, whole, r)
}

// appendSince appends the changes after a record, a write for some of them.
func appendSince(ctx context.Context, s Store, f Folder, name string, seq uint64, whole bool, r *Report) error {
	var b []byte
	if !whole { // what was cut off is no line
		b = []byte{'\n'}
	}
	for {
		list, err := s.StateChanges(ctx, seq, atOnce)
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			if b, err = appendLines(b, &list[i]); err != nil {
				return err
			}
		}
		if err := f.Append(name, b); err != nil {
			return err
		}
		seq, b = list[len(list)-1].Seq, nil
		r.Sent += len(list)
	}
}

// lastOf returns the last change that is whole in a store's own file, none if
// there is no file. whole is false if the file ends within a line.
func lastOf(f Folder, name string) (last line, whole bool, err error) {
	file, err := f.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return last, true, nil
	}
	if err != nil {
		return last, false, err
	}
	defer file.Close()
	ends := &lastByte{Reader: file, last: '\n'}
	_, err = eachLine(ends, func(l *line) error {
		if !l.More {
			last = line{Seq: l.Seq, At: l.At.Truncate(time.Second)}
		}
		return nil
	})
	return last, ends.last == '\n', err
}

// lastByte keeps the last byte that was read.
type lastByte struct {
	fs.File
	Reader fs.File
	last   byte
}

func (r *lastByte) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	if n > 0 {
		r.last = b[n-1]
	}
	return n, err
}
