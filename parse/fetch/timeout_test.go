package fetch

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// hurried are times that a test can wait for.
func hurried() Options {
	o := options()
	o.Timeouts = Timeouts{
		Connect: 100 * time.Millisecond, TLS: 150 * time.Millisecond, Header: 200 * time.Millisecond,
		Idle: 250 * time.Millisecond, Whole: 600 * time.Millisecond,
	}
	return o
}

func TestTimeouts(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	trickle := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, "x")
			_ = http.NewResponseController(w).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/silent":
			<-stop
		case "/half":
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "half")
			_ = http.NewResponseController(w).Flush()
			<-stop
		case "/trickle":
			trickle(w, r)
		case "/long":
			http.Redirect(w, r, "/trickle", http.StatusFound)
		}
	})
	f := newFetcher(t, hurried())
	for _, c := range []struct{ url, text string }{
		{s.URL + "/silent", "did not answer within 200 ms"},
		{s.URL + "/half", "sent nothing more for 250 ms"},
		{s.URL + "/trickle", "did not finish within 600 ms"},
		{s.URL + "/long", "did not finish within 600 ms"},
		{slowly(t, "HTTP/1.1 200 OK\r\nX: "), "did not answer within 200 ms"},
		{strings.Replace(slowly(t, "\x16\x03\x03\x20\x00"), "http:", "https:", 1), "did not answer within 150 ms"},
	} {
		t.Run(c.url, func(t *testing.T) {
			began := time.Now()
			_, _, err := get(f, Request{URL: c.url})
			e := wantError(t, err, ErrTimeout, c.text)
			if took := time.Since(began); !e.Temporary || took > time.Minute {
				t.Errorf("%+v after %v", e, took)
			}
		})
	}
}

// slowly starts a server that sends the beginning of a header, of HTTP or of
// a record of TLS, and the rest a byte at a time.
func slowly(t *testing.T, begin string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = c.Close() }()
				_, _ = c.Read(make([]byte, 4096)) // answers before the question are an error
				_, err := io.WriteString(c, begin)
				for err == nil {
					time.Sleep(20 * time.Millisecond)
					_, err = io.WriteString(c, "x")
				}
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

func TestCancel(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).Flush()
		<-stop
	})
	f := newFetcher(t, options())
	ctx, cancel := context.WithCancel(t.Context())
	res, err := f.Get(ctx, Request{URL: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()

	waiting := make(chan error)
	go func() { _, err := f.Get(ctx, Request{URL: s.URL}); waiting <- err }()
	time.AfterFunc(20*time.Millisecond, cancel)
	_, err = io.ReadAll(res.Body)
	for _, err := range []error{err, <-waiting} {
		e := wantError(t, err, context.Canceled, "was cancelled")
		if !e.Temporary {
			t.Errorf("%+v", e)
		}
	}
	if _, err := f.Get(ctx, Request{URL: s.URL}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
}

// A caller that forgets a body keeps others waiting for so long and no longer.
func TestForgottenBody(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "news") })
	f := newFetcher(t, hurried())
	res, err := f.Get(t.Context(), Request{URL: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	if _, body, err := get(f, Request{URL: s.URL}); err != nil || body != "news" {
		t.Errorf("%q, %v", body, err)
	}
	if err := res.Body.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadAfterClose(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "news") })
	f := newFetcher(t, options())
	res, err := f.Get(t.Context(), Request{URL: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := res.Body.Close(); err != nil {
			t.Error(err)
		}
	}
	if n, err := res.Body.Read(make([]byte, 1)); n != 0 || err == nil || err == io.EOF {
		t.Errorf("%d, %v", n, err)
	}
}
