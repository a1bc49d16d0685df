package fetch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"

	"newsreader/parse/clean"
)

// file opens a file: address. Its ETag is made of size and time, so that an
// unchanged file is not read again.
func (f *Fetcher) file(u *url.URL, r Request) (*Response, error) {
	name := clean.Line(u.Path)
	if name == "" {
		name = "the address"
	}
	fail := func(err error, why string) (*Response, error) {
		return nil, &Error{URL: u.String(), Err: err, text: name + " " + why}
	}
	switch {
	case !r.Typed:
		return fail(ErrPrivate, "is a file, which only an address that you typed may name")
	case f.o.Open == nil, u.Host != "" && u.Host != "localhost", u.Path == "":
		return fail(ErrFile, "cannot be read: it is not a file of this machine")
	}
	file, err := f.o.Open(u.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(err, "does not exist")
	case err != nil:
		return fail(err, "cannot be opened")
	}
	info, err := file.Stat()
	if err == nil && info.Mode().IsRegular() && info.Size() <= f.o.MaxBytes {
		return opened(f, u, r, file, info), nil
	}
	_ = file.Close() // it was only looked at
	switch {
	case err != nil:
		return fail(err, "cannot be read")
	case info.IsDir():
		return fail(ErrFolder, "is a folder")
	case !info.Mode().IsRegular():
		return fail(ErrFile, "is not a regular file")
	}
	return fail(ErrTooLarge, "is larger than "+size(f.o.MaxBytes))
}

func opened(f *Fetcher, u *url.URL, r Request, file fs.File, info fs.FileInfo) *Response {
	res := &Response{
		Status:       http.StatusOK,
		URL:          u.String(),
		ETag:         fmt.Sprintf(`"%x-%x"`, info.ModTime().UnixNano(), info.Size()),
		LastModified: info.ModTime().UTC().Format(http.TimeFormat),
	}
	if res.ETag == r.ETag {
		_ = file.Close() // it was only looked at
		res.Status, res.NotModified = http.StatusNotModified, true
		return res
	}
	res.Body = &fileBody{
		Closer: file,
		from:   &boundedReader{from: file, left: f.o.MaxBytes},
		fail: func(err error) error {
			return &Error{URL: u.String(), Err: err, text: clean.Line(u.Path) + " cannot be read to its end"}
		},
	}
	return res
}

// fileBody explains the errors of reading a file.
type fileBody struct {
	io.Closer

	from io.Reader
	fail func(error) error
}

func (b *fileBody) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if err != nil && err != io.EOF {
		err = b.fail(err)
	}
	return n, err
}
