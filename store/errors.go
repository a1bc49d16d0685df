package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"

	"newsreader/store/index"
)

// Errors of opening a store, and of any later use of its file.
var (
	// ErrBusy: another process has held the store for longer than Options.Wait.
	ErrBusy = errors.New("the store is in use by another program")
	// ErrReadOnly: the file or its folder can't be written.
	ErrReadOnly = errors.New("the store is read-only")
	// ErrFull: the disk has no room. Nothing was stored, nothing was lost.
	ErrFull = errors.New("the disk is full")
	// ErrDamaged: the file is a store but can't be read to the end.
	ErrDamaged = errors.New("the store is damaged")
	// ErrForeign: the file is something else than a newsreader store.
	ErrForeign = errors.New("not a newsreader store")
	// ErrNewer: the store was written by a newer version of newsreader.
	ErrNewer = errors.New("the store was written by a newer version of newsreader")
)

// Errors of asking and changing.
var (
	ErrNotFound      = errors.New("no such article")
	ErrNothingToUndo = errors.New("nothing to undo")
	ErrNothingToRedo = errors.New("nothing to redo")
)

// AmbiguousError says that an ID prefix fits more than one article.
type AmbiguousError struct {
	Prefix     string
	Candidates []Article // the first few
}

func (e *AmbiguousError) Error() string {
	ids := make([]string, len(e.Candidates))
	for i, a := range e.Candidates {
		ids[i] = a.ID.String()
	}
	return fmt.Sprintf("%q fits more than one article: %s", e.Prefix, strings.Join(ids, ", "))
}

// classify wraps an error of the file system or of bbolt in the sentinel that
// says what it means for a person.
func classify(path string, err error) error {
	if err == nil {
		return nil
	}
	kind := kindOf(err)
	if kind == nil || errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%s: %w (%w)", path, kind, err)
}

func kindOf(err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return ErrBusy
	case caused(err, syscall.ENOSPC), caused(err, syscall.EDQUOT), caused(err, syscall.EFBIG):
		return ErrFull
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission), errors.Is(err, bolterrors.ErrDatabaseReadOnly):
		return ErrReadOnly
	case errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrInvalidMapping),
		errors.Is(err, bolterrors.ErrBucketNotFound), errors.Is(err, bolterrors.ErrBucketExists), errors.Is(err, bolterrors.ErrIncompatibleValue),
		errors.Is(err, errShort), errors.Is(err, errGarbled), errors.Is(err, index.ErrDamaged), errors.Is(err, index.ErrVersion):
		return ErrDamaged
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch):
		return ErrForeign
	}
	return nil
}

// caused tells whether an error stems from a failed system call. bbolt keeps
// only the text of some.
func caused(err error, by syscall.Errno) bool {
	return errors.Is(err, by) || strings.HasSuffix(err.Error(), by.Error())
}
