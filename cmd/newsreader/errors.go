package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"newsreader/store"
)

// explain turns an error into a sentence for people: what happened, and what
// they can do next.
func (p *program) explain(err error) string {
	path, _ := p.storeFile() // it worked, or err is about that
	path = fileName(path)
	if errors.Is(err, context.Canceled) {
		return "stopped"
	}
	for _, known := range []struct {
		sentinel error
		next     string
	}{
		{store.ErrBusy, "Another newsreader is writing to " + path + ". Try again when it is done."},
		{store.ErrReadOnly, "Check the permissions of " + path + " and its folder, or name another file with --store."},
		{store.ErrFull, "Free some space there; what was stored before is untouched."},
		{store.ErrDamaged, "`newsreader doctor --repair` mends what can be derived again. Copy " + path + " away first."},
		{store.ErrForeign, "It was left as it is. Name another file with --store."},
		{store.ErrNewer, "It was left as it is. Update newsreader, or name another file with --store."},
	} {
		if errors.Is(err, known.sentinel) {
			return fmt.Sprintf("%s\n%s", oneLine(err.Error()), known.next)
		}
	}
	return reason(err)
}

// reason says why something failed, naming the file if it is one.
func reason(err error) string {
	var file *fs.PathError
	if errors.As(err, &file) {
		return fileName(file.Path) + ": " + reasonWithoutName(err)
	}
	return oneLine(err.Error())
}

// reasonWithoutName says why a file could not be used, for a sentence that
// begins with the file's name.
func reasonWithoutName(err error) string {
	var file *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "it doesn't exist"
	case errors.Is(err, fs.ErrPermission):
		return "no permission"
	case errors.Is(err, syscall.ELOOP):
		return "a symbolic link that leads to itself"
	case errors.As(err, &file):
		return oneLine(file.Err.Error())
	}
	return oneLine(err.Error())
}
