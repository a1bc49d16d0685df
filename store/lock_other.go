//go:build !unix

package store

import (
	"context"
	"os"
)

// flock leaves the locking to bbolt, which polls more slowly.
func flock(context.Context, *os.File, bool) error { return nil }
