package fetch

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
)

func TestFiles(t *testing.T) {
	files := fstest.MapFS{
		"feeds/a b.xml": {Data: []byte("<rss/>"), ModTime: noon},
		"feeds/big.xml": {Data: make([]byte, 2<<20)},
		"feeds/pipe":    {Mode: fs.ModeNamedPipe},
	}
	o := options()
	o.Open = func(path string) (fs.File, error) { return files.Open(strings.TrimPrefix(path, "/")) }
	f := newFetcher(t, o)
	res, body, err := get(f, Request{URL: "file:///feeds/a%20b.xml", Typed: true})
	if err != nil || body != "<rss/>" || res.URL != "file:///feeds/a%20b.xml" || res.LastModified != "Sun, 01 Mar 2026 12:00:00 GMT" {
		t.Fatalf("%+v, %q, %v", res, body, err)
	}
	res, _, err = get(f, Request{URL: "file://localhost/feeds/a%20b.xml", Typed: true, ETag: res.ETag})
	if err != nil || !res.NotModified || res.Body != nil {
		t.Errorf("%+v, %v", res, err)
	}
	for _, c := range []struct {
		url   string
		typed bool
		is    error
		text  string
	}{
		{"file:///feeds/a%20b.xml", false, ErrPrivate, "only an address that you typed"},
		{"file:///feeds/none.xml", true, fs.ErrNotExist, "/feeds/none.xml does not exist"},
		{"file:///feeds/%1b%5b2J", true, fs.ErrNotExist, "/feeds/ does not exist"},
		{"file:///feeds", true, ErrFolder, "is a folder"},
		{"file:///feeds/pipe", true, ErrFile, "not a regular file"},
		{"file:///feeds/big.xml", true, ErrTooLarge, "larger than 1 MiB"},
		{"file://server/feeds/a.xml", true, ErrFile, "not a file of this machine"},
		{"file:feeds", true, ErrFile, "not a file of this machine"},
	} {
		_, _, err := get(f, Request{URL: c.url, Typed: c.typed})
		wantError(t, err, c.is, c.text)
	}
	_, _, err = get(newFetcher(t, options()), Request{URL: "file:///feeds/a%20b.xml", Typed: true})
	wantError(t, err, ErrFile, "cannot be read")
}

func TestFilesThatBreakOff(t *testing.T) {
	broken := errors.New("input/output error")
	body := &fileBody{from: iotest.ErrReader(broken), fail: func(err error) error { return &Error{Err: err, text: "/a cannot be read to its end"} }}
	_, err := io.ReadAll(body)
	wantError(t, err, broken, "to its end")
}
