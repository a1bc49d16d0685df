//go:build !unix

package store

import (
	"context"
	"errors"
	"os"
)

// flock leaves the locking to bbolt, which polls more slowly.
func flock(context.Context, *os.File, bool) error { return nil }

// unlock can't: bbolt alone knows how. The file is closed instead.
func unlock(*os.File) error { return errors.ErrUnsupported }
