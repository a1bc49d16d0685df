package refresh

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"newsreader/parse"
	"newsreader/parse/news"
)

// localFolder returns the path of a folder that is followed like a feed: a
// file URL that ends in a slash.
func localFolder(feedURL string) (path string, ok bool) {
	u, err := url.Parse(feedURL)
	if err != nil || u.Scheme != "file" || !strings.HasSuffix(u.Path, "/") {
		return "", false
	}
	return u.Path, true
}

// folder reads all documents of a folder. One that can't be read doesn't keep
// out the others.
func (v *visit) folder(ctx context.Context, path string) error {
	if v.options.Folder == nil {
		return errors.New("folders can't be followed here")
	}
	sources, err := v.options.Folder(path)
	if err != nil {
		return err
	}
	var failed []error
	for s := range sources {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := v.document(ctx, s); err != nil {
			failed = append(failed, errors.New(s.Name+": "+err.Error()))
		}
	}
	if len(failed) > 0 {
		return errors.Join(failed[:min(len(failed), 3)]...)
	}
	return nil
}

func (v *visit) document(ctx context.Context, s Source) error {
	r, err := s.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	document, err := parse.Read(r, parse.Options{File: s.Name, ModTime: s.Modified, Now: v.options.Now()},
		func(a *news.Article) error { return v.take(ctx, a) })
	v.lost.of(s.Name, &document)
	return err
}
