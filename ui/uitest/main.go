package uitest

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"newsreader/store"
)

// Main runs a package's tests. What is made once in a process and holds
// channels (the compressor of the store, the runtime's signal loop) is made
// here, before the first bubble: a bubble's channels can't be used in another.
func Main(m *testing.M) {
	if err := warmUp(); err != nil {
		fmt.Fprintln(os.Stderr, "uitest:", err)
		os.Exit(1)
	}
	signal.Notify(make(chan os.Signal, 1), syscall.SIGUSR2)
	os.Exit(m.Run())
}

func warmUp() (err error) {
	dir, err := os.MkdirTemp("", "uitest")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s, err := store.Open(store.Options{Path: filepath.Join(dir, "news.db")})
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.Put(context.Background(), News(1)); err != nil {
		return err
	}
	_, _, err = s.Article(context.Background(), News(1)[0].Keys[0])
	return err
}
