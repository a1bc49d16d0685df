package main

import (
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"newsreader/store/refresh"
)

// documents returns the documents that arguments name: files, the files of
// folders in the order of their names, and "-" for the standard input. Hidden
// files and folders are passed over unless they are named. What can't be read
// is a document as well, one whose Open says why.
func (p *program) documents(args []string) iter.Seq[refresh.Source] {
	return func(yield func(refresh.Source) bool) {
		for _, arg := range args {
			if arg == "-" {
				if !yield(p.standardInput()) {
					return
				}
				continue
			}
			w := walk{yield: yield, seen: map[string]bool{}}
			if !w.visit(arg) {
				return
			}
		}
	}
}

func (p *program) standardInput() refresh.Source {
	return refresh.Source{
		Name: "standard input",
		Open: func() (io.ReadCloser, error) { return io.NopCloser(p.stdin), nil },
	}
}

// walk goes through a file or a folder.
type walk struct {
	yield func(refresh.Source) bool
	seen  map[string]bool // folders by their real paths: links may lead to them again and again
}

// visit yields what is at the path; false if nobody wants more.
func (w *walk) visit(path string) bool {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return w.yield(refused(path, err))
	case info.IsDir():
		return w.folder(path)
	case !info.Mode().IsRegular():
		return w.yield(refused(path, errors.New(kind(info.Mode())+", not a file; to read from it, send it to standard input and name -")))
	}
	return w.yield(refresh.Source{
		Name:     path,
		Modified: info.ModTime(),
		Open: func() (io.ReadCloser, error) {
			f, err := os.Open(path)
			if err != nil {
				return nil, errors.New(reasonWithoutName(err))
			}
			return f, nil
		},
	})
}

func (w *walk) folder(path string) bool {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		if w.seen[real] {
			return true
		}
		w.seen[real] = true
	}
	entries, err := os.ReadDir(path) // sorted by name
	if err != nil && !w.yield(refused(path, err)) {
		return false
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if !w.visit(filepath.Join(path, e.Name())) {
			return false
		}
	}
	return true
}

// refused is a document that can't be read.
func refused(path string, err error) refresh.Source {
	return refresh.Source{
		Name: path,
		Open: func() (io.ReadCloser, error) { return nil, errors.New(reasonWithoutName(err)) },
	}
}
