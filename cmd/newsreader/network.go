package main

import (
	"errors"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"newsreader/parse/fetch"
	"newsreader/store/refresh"
)

// fetcher returns what fetches feeds and pages, as the environment and the
// configuration want it. It makes no connection by itself.
func (p *program) fetcher() (*fetch.Fetcher, error) {
	c, err := p.config()
	if err != nil {
		return nil, err
	}
	logins := p.logins(c)
	return fetch.New(fetch.Options{
		UserAgent: "newsreader/" + strings.Trim(version(), "()"),
		Now:       p.now,
		Proxy:     fetch.EnvironmentProxy(p.getenv),
		Auth:      logins.forURL,
		Open:      openFile,
	}), nil
}

// openFile opens what a file URL names, for feeds that are files. It looks
// before, because opening a pipe would wait for a writer.
func openFile(path string) (fs.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a file")
	}
	return os.Open(path)
}

// feedOptions are what refreshing needs.
func (p *program) feedOptions() refresh.FeedOptions {
	return refresh.FeedOptions{
		Now: p.now,
		Folder: func(path string) (iter.Seq[refresh.Source], error) {
			if _, err := os.Stat(path); err != nil {
				return nil, err
			}
			return p.documents([]string{path}), nil
		},
	}
}

// address completes what a person typed as a feed: a path of a file or folder
// becomes a file URL, if it exists or can't be anything else. No shell has
// seen what is typed in the reader.
func (p *program) address(typed string) string {
	if strings.Contains(typed, "://") {
		return typed
	}
	named := typed
	if rest, ok := strings.CutPrefix(typed, "~/"); ok {
		if home, err := p.home(); err == nil {
			named = filepath.Join(home, rest)
		}
	}
	info, err := os.Stat(named)
	if err != nil && !isPath(named) {
		return typed
	}
	path, err2 := filepath.Abs(named)
	if err2 != nil {
		return typed
	}
	path = filepath.ToSlash(path)
	if err == nil && info.IsDir() {
		path += "/"
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// isPath tells whether a name is meant as a path: no address begins so.
func isPath(name string) bool {
	return filepath.IsAbs(name) && !strings.HasPrefix(name, "//") || strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../")
}
