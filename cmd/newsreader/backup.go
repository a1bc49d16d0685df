package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"newsreader/store"
)

func backupCommand(p *program) *cobra.Command {
	force := false
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the store to a file, also while the reader is open",
		Long: "Writes a copy of the store, as it is at one moment, to FILE. To go back to a copy, name\n" +
			"it with --store, or put it where the store was while no newsreader runs.",
		Example: "newsreader backup ~/news-$(date +%F).db",
	}
	c.Args = func(c *cobra.Command, args []string) error {
		if len(args) == 1 && args[0] == "-" {
			return misused(c, "backup writes a file, not to the standard output; for a file of this name write ./-")
		}
		return needs("the file to write", false)(c, args)
	}
	c.Flags().BoolVar(&force, "force", false, "replace FILE if it exists")
	p.does(c, p.withStore(func(ctx context.Context, s *store.Store, args []string) error {
		if err := p.mayWrite(s, args[0], force); err != nil {
			return err
		}
		return p.backup(ctx, s, args[0])
	}))
	return c
}

// mayWrite refuses to replace what a person may want to keep: above all the
// store itself.
func (p *program) mayWrite(s *store.Store, path string, force bool) error {
	there, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no folder %s", fileName(filepath.Dir(path)))
		}
		return nil
	case err != nil:
		return err
	case there.IsDir():
		return fmt.Errorf("%s is a folder: name the file to write", fileName(path))
	case !there.Mode().IsRegular():
		return fmt.Errorf("%s is %s, not a file", fileName(path), kind(there.Mode()))
	}
	if isStore(s, path) {
		return fmt.Errorf("%s is the store itself", fileName(path))
	}
	if !force {
		return fmt.Errorf("%s exists already; --force replaces it", fileName(path))
	}
	return nil
}

// isStore tells whether a path is that of the store in use.
func isStore(s *store.Store, path string) bool {
	there, err := os.Stat(path)
	itself, err2 := os.Stat(s.Path())
	return err == nil && err2 == nil && os.SameFile(there, itself)
}

func (p *program) backup(ctx context.Context, s *store.Store, path string) error {
	progress := p.newProgress()
	err := s.Backup(ctx, path, func(done, total int64) {
		progress.show(fmt.Sprintf("%s of %s", size(done), size(total)))
	})
	progress.clear()
	if err != nil {
		return err
	}
	written, err := os.Stat(path)
	if err != nil {
		return err
	}
	if p.flags.json {
		return printJSON(p.stdout, struct {
			File  string `json:"file"`
			Bytes int64  `json:"bytes"`
		}{path, written.Size()})
	}
	_, err = fmt.Fprintf(p.stdout, "Copied the store to %s (%s).\n", fileName(path), size(written.Size()))
	return err
}
