package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"newsreader/parse/clean"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// anywhere judges no address as private, because tests have no hosts but this
// machine.
func anywhere(netip.Addr) bool { return false }

func options() Options {
	return Options{
		UserAgent: "newsreader/test (+https://example.org)",
		Now:       time.Now,
		MaxBytes:  1 << 20,
		Timeouts:  Timeouts{Idle: 2 * time.Second, Header: 2 * time.Second, Whole: 10 * time.Second},
	}
}

func newFetcher(t testing.TB, o Options) *Fetcher {
	t.Helper()
	f := build(o, anywhere)
	t.Cleanup(f.CloseIdle)
	return f
}

func serve(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// raw starts a server that answers every connection with the same bytes,
// after the request's header arrived, and closes.
func raw(t testing.TB, answer string) string {
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
				_, _ = c.Read(make([]byte, 4096))
				_, _ = io.WriteString(c, answer)
				_ = c.(*net.TCPConn).CloseWrite()
				_, _ = io.Copy(io.Discard, c) // else the rest of the answer is reset
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// get reads a whole document.
func get(f *Fetcher, r Request) (*Response, string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	res, err := f.Get(ctx, r)
	if err != nil || res.Body == nil {
		return res, "", err
	}
	defer func() { _ = res.Body.Close() }()
	data, err := io.ReadAll(res.Body)
	return res, string(data), err
}

// wantError checks that err is one of ours with a text fit for the terminal.
func wantError(t testing.TB, err, is error, text string) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %#v, want an *Error", err)
	}
	if is != nil && !errors.Is(err, is) {
		t.Errorf("error %q is %v, want %v", err, e.Err, is)
	}
	if !strings.Contains(err.Error(), text) {
		t.Errorf("error %q, want %q in it", err, text)
	}
	if !clean.SafeLine(err.Error()) {
		t.Errorf("error %q is not clean", err)
	}
	return e
}

func TestGetAsksHonestly(t *testing.T) {
	var got http.Header
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		w.Header().Set("ETag", `W/"a b"`)
		w.Header().Set("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT")
		w.Header().Set("Cache-Control", "max-age=600")
		w.Header().Set("Set-Cookie", "id=1")
		_, _ = io.WriteString(w, "<rss/>")
	})
	f := newFetcher(t, options())
	for range 2 {
		res, body, err := get(f, Request{URL: s.URL + "/feed#top", Accept: "text/x"})
		if err != nil {
			t.Fatal(err)
		}
		if body != "<rss/>" || res.Status != 200 || res.URL != s.URL+"/feed" || res.Moved != "" || res.NotModified ||
			res.ContentType != "application/rss+xml; charset=utf-8" || res.ETag != `W/"a b"` ||
			res.LastModified != "Sun, 01 Mar 2026 10:00:00 GMT" || res.MaxAge != 10*time.Minute {
			t.Errorf("response %+v, body %q", res, body)
		}
	}
	if got.Get("User-Agent") != options().UserAgent || got.Get("Accept") != "text/x" || got.Get("Accept-Encoding") != acceptEncoding {
		t.Errorf("header %v", got)
	}
	for _, name := range []string{"Cookie", "Referer", "Authorization", "If-None-Match"} {
		if got.Get(name) != "" {
			t.Errorf("%s was sent: %v", name, got)
		}
	}
}

func TestUnchanged(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "broken tag" && r.Header.Get("If-Modified-Since") != "yesterday" {
			t.Errorf("validators did not come back: %v", r.Header)
		}
		w.Header().Set("Expires", noon.Add(time.Hour).Format(http.TimeFormat))
		w.Header().Set("Date", noon.Format(http.TimeFormat))
		w.WriteHeader(http.StatusNotModified)
	})
	f := newFetcher(t, options())
	for _, r := range []Request{{ETag: "broken tag"}, {LastModified: "yesterday"}, {ETag: "broken tag", LastModified: "yesterday"}} {
		r.URL = s.URL
		res, _, err := get(f, r)
		if err != nil {
			t.Fatal(err)
		}
		if !res.NotModified || res.Body != nil || res.Status != 304 || res.ETag != r.ETag || res.LastModified != r.LastModified || res.MaxAge != time.Hour {
			t.Errorf("response %+v to %+v", res, r)
		}
	}
}

func TestValidatorsThatCannotBeSentAreNot(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if v := r.Header.Get("If-None-Match"); v != "" {
			t.Errorf("sent %q", v)
		}
		w.Header()["Etag"] = []string{`W/""`}
		w.Header().Set("Last-Modified", strings.Repeat("x", 5000))
	})
	res, body, err := get(newFetcher(t, options()), Request{URL: s.URL, ETag: "a\r\nX: y"})
	if err != nil || body != "" || res.ETag != "" || res.LastModified != "" {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestStatuses(t *testing.T) {
	for _, c := range []struct {
		status          int
		retry           string
		text            string
		wait            time.Duration
		gone, temporary bool
	}{
		{status: 404, text: "answered 404 Not Found"},
		{status: 410, text: "answered 410 Gone", gone: true},
		{status: 401, text: "wants a user name"},
		{status: 304, text: "nothing to compare", temporary: true},
		{status: 206, text: "206 Partial Content", temporary: true},
		{status: 300, text: "300 Multiple Choices"},
		{status: 429, retry: "120", text: "asks to wait 2 min", wait: 2 * time.Minute, temporary: true},
		{status: 503, retry: noon.Add(90 * time.Minute).Format(http.TimeFormat), text: "1.5 h", wait: 90 * time.Minute, temporary: true},
		{status: 503, retry: "soon", text: "503 Service Unavailable", temporary: true},
		{status: 503, retry: "99999999999999999999", text: "24 h", wait: longest, temporary: true},
		{status: 500, text: "500 Internal Server Error", temporary: true},
		{status: 999, text: "answered 999"},
	} {
		t.Run(fmt.Sprint(c.status, c.retry), func(t *testing.T) {
			s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Date", noon.Format(http.TimeFormat))
				w.Header().Set("Retry-After", c.retry)
				w.WriteHeader(c.status)
			})
			_, _, err := get(newFetcher(t, options()), Request{URL: s.URL})
			e := wantError(t, err, ErrStatus, c.text)
			if e.Status != c.status || e.RetryAfter != c.wait || e.Gone != c.gone || e.Temporary != c.temporary || e.URL != s.URL {
				t.Errorf("%+v", e)
			}
		})
	}
}

func TestAddressesThatCannotBeFetched(t *testing.T) {
	f := newFetcher(t, options())
	for _, u := range []string{
		"", "example.org", "//example.org/", "ftp://example.org/", "javascript:alert(1)", "http:", "http://", "http:///a",
		"http:opaque", "http://exa mple.org/", "http://[::1", "http://u:secret@[::1/", "http://u:sec%ret@example.org:port/",
		"http://127.1/", "http://0x7f000001/", "http://2130706433/", "http://017700000001/", "http://127.0.0.0x1/",
		"http://example.org:0/", "http://example.org:99999/", "http://./", "http://a/\x00", "file:///etc/passwd",
		"http://example.org/" + strings.Repeat("a", 10000),
	} {
		_, _, err := get(f, Request{URL: u})
		e := wantError(t, err, nil, "")
		if strings.Contains(err.Error()+fmt.Sprint(e.Err), "sec") {
			t.Errorf("%q: %v", u, err)
		}
		if !errors.Is(err, ErrAddress) && !errors.Is(err, ErrPrivate) {
			t.Errorf("%q: %v", u, err)
		}
	}
}

func TestAddressHasOneSpelling(t *testing.T) {
	for raw, want := range map[string]string{
		" HTTP://Example.ORG:80/A?b=c d#e ": "http://example.org/A?b=c%20d",
		"https://u:p@bücher.example.:443/":  "https://xn--bcher-kva.example/",
		"http://１２７.０.０.１:81/":              "http://127.0.0.1:81/",
		"http://[::FFFF:1]:80":              "http://[::ffff:1]",
		"http://[::ffff:127.0.0.1]:8080/":   "http://[::ffff:127.0.0.1]:8080/",
		"http://my_feed.example/x":          "http://my_feed.example/x",
	} {
		u, _, err := address(raw)
		if err != nil || u.String() != want {
			t.Errorf("%q: %v, %v, want %s", raw, u, err, want)
		}
	}
}

func serveTLS(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func roots(s *httptest.Server) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	return pool
}
