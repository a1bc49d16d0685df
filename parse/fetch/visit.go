package fetch

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const maxRedirects = 10

// visit is one request on its way: from its first turn over the redirects to
// the end of the body.
type visit struct {
	f *Fetcher
	r Request

	asked *url.URL      // what the request names
	user  *url.Userinfo // what stood in it
	at    *url.URL      // the hop under way

	ctx    context.Context // of the request, ended by watch
	cancel context.CancelCauseFunc
	watch  *time.Timer   // of Timeouts.Whole
	left   time.Duration // of it
	since  time.Time     // watch runs

	leave     func() // ends the host's turn, once
	seen      map[string]bool
	permanent bool // every redirect so far
	secret    bool // a password was sent
}

func (f *Fetcher) visit(ctx context.Context, r Request, u *url.URL, user *url.Userinfo) (*Response, error) {
	v := &visit{f: f, r: r, asked: u, user: user, at: u, left: f.o.Timeouts.Whole, permanent: true}
	v.ctx, v.cancel = context.WithCancelCause(ctx)
	if err := v.enter(); err != nil {
		e := v.explain(err)
		v.cancel(nil)
		return nil, e
	}
	for {
		answer, err := v.ask()
		if err != nil {
			return nil, v.stop(v.explain(err))
		}
		if !redirects(answer.StatusCode) {
			return v.judge(answer)
		}
		drain(answer.Body)
		if err := v.follow(answer); err != nil {
			return nil, v.stop(err)
		}
	}
}

// enter waits for the turn of the host and starts the watch.
func (v *visit) enter() error {
	host := server(v.at)
	if err := v.f.queue.wait(v.ctx, host, v.seen != nil); err != nil {
		return err
	}
	v.leave = sync.OnceFunc(func() { v.f.queue.done(host) })
	leave, cancel := v.leave, v.cancel
	v.since = v.f.o.Now()
	v.watch = time.AfterFunc(v.left, func() {
		cancel(errWhole)
		leave() // the caller may have forgotten the body
	})
	return nil
}

// pause ends the turn and stops the watch, whose rest is for the next hop.
func (v *visit) pause() {
	v.watch.Stop()
	v.left = max(v.left-v.f.o.Now().Sub(v.since), time.Millisecond)
	v.leave()
}

// end is the end of the request, whatever came of it.
func (v *visit) end() {
	v.watch.Stop()
	v.cancel(nil)
	v.leave()
}

// stop is end with an error, which has to be explained before: afterwards the
// context looks cancelled.
func (v *visit) stop(e error) error {
	v.end()
	return e
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// follow goes where a redirect leads, and waits for that host's turn.
func (v *visit) follow(answer *http.Response) error {
	if answer.StatusCode != http.StatusMovedPermanently && answer.StatusCode != http.StatusPermanentRedirect {
		v.permanent = false
	}
	next, ok := v.target(answer.Header.Get("Location"))
	if !ok {
		return v.fail(ErrRedirect, shown(v.at)+" redirected to an address that cannot be followed")
	}
	if v.seen == nil {
		v.seen = map[string]bool{v.at.String(): true}
	}
	switch {
	case v.seen[next.String()]:
		return v.fail(ErrRedirect, shown(v.asked)+" redirects in a circle")
	case len(v.seen) > maxRedirects:
		return v.fail(ErrRedirect, shown(v.asked)+" redirects more than 10 times")
	case v.secret && v.at.Scheme == "https" && next.Scheme == "http":
		return v.fail(ErrInsecure, shown(v.at)+" redirected a request with a password to an address that is not encrypted")
	}
	v.seen[next.String()] = true
	from := server(v.at)
	v.at = next
	if server(next) == from {
		return nil
	}
	v.pause()
	if err := v.enter(); err != nil {
		return v.explain(err)
	}
	return nil
}

// target resolves a Location, which may be relative. A name and password in
// it go: a server cannot log us in somewhere.
func (v *visit) target(location string) (next *url.URL, ok bool) {
	next, err := v.at.Parse(location)
	if err != nil || location == "" || next.Scheme == "file" {
		return nil, false
	}
	return next, normalise(next) == nil
}
