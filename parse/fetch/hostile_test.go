package fetch

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"newsreader/parse/clean"
)

const ok = "HTTP/1.1 200 OK\r\n"

func TestHostileServers(t *testing.T) {
	many := strings.Repeat("A: b\r\n", 100_000)
	for _, c := range []struct {
		name, answer string
		is           error
		text         string
	}{
		{"nothing", "", ErrClosed, "closed the connection early"},
		{"half a status line", "HTTP/1.", ErrProtocol, "not HTTP"},
		{"half a header", ok + "Content-Type: te", ErrClosed, "closed the connection early"},
		{"another protocol", "SSH-2.0-OpenSSH_9.9\r\n", ErrProtocol, "not HTTP"},
		{"escape sequences", "\x1b]0;x\x07 \x1b[2J\r\n\r\n", ErrProtocol, "not HTTP"},
		{"a header of rubbish", ok + "\x00\x01\x02\r\n\r\n", ErrProtocol, "not HTTP"},
		{"a hundred thousand headers", ok + many + "\r\n", ErrProtocol, "not HTTP"},
		{"a header of a megabyte", ok + "A: " + strings.Repeat("x", 1<<20) + "\r\n\r\n", ErrProtocol, "not HTTP"},
		{"a header of zeros", strings.Repeat("\x00", 1<<20), ErrProtocol, "not HTTP"},
		{"continue for ever", strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 50_000), ErrProtocol, "not HTTP"},
		{"a switch of protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", nil, "101 Switching"},
		{"a length that is none", ok + "Content-Length: many\r\n\r\nnews", ErrProtocol, "not HTTP"},
		{"two lengths", ok + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nnews!", ErrProtocol, "not HTTP"},
		{"less than it says", ok + "Content-Length: 100\r\n\r\nnews", ErrClosed, "closed the connection early"},
		{"it says too much", ok + "Content-Length: 99999999999999\r\n\r\nnews", ErrTooLarge, "larger than 1 MiB"},
		{"it is too much", ok + "\r\n" + strings.Repeat("news", 1<<19), ErrTooLarge, "larger than 1 MiB"},
		{"chunks cut short", ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nnews\r\n", ErrClosed, "closed the connection early"},
		{"chunks of rubbish", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nnews\r\n", ErrProtocol, "does not know"},
		{"a huge chunk", ok + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nnews", ErrClosed, "closed the connection early"},
		{"chunks with comments", ok + "Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("1;"+strings.Repeat("x", 1000)+"\r\na\r\n", 1000), ErrProtocol, "does not know"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := get(newFetcher(t, options()), Request{URL: raw(t, c.answer)})
			e := wantError(t, err, c.is, c.text)
			if errors.Is(err, ErrClosed) != e.Temporary && c.is != ErrProtocol {
				t.Errorf("%+v", e)
			}
		})
	}
}

func TestOddAnswersThatCanBeRead(t *testing.T) {
	for name, answer := range map[string]string{
		"more than it says": ok + "Content-Length: 4\r\n\r\nnews and more",
		"bare newlines":     "HTTP/1.1 200 OK\nContent-Length: 4\n\nnews",
		"no length":         ok + "\r\nnews",
		"HTTP/1.0":          "HTTP/1.0 200\r\n\r\nnews",
		"early hints":       "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok + "\r\nnews",
		"no content":        "HTTP/1.1 204 No Content\r\n\r\n",
		"nothing":           ok + "Content-Length: 0\r\n\r\n",
		"rubbish in fields": ok + "Content-Type: \x9d0;x\xc2\x9b\xe2\x80\xaetext/xml\r\nETag: \"\xff\xfe\"\r\nLast-Modified: \x9b\r\n\r\nnews",
	} {
		t.Run(name, func(t *testing.T) {
			res, body, err := get(newFetcher(t, options()), Request{URL: raw(t, answer)})
			if err != nil || body != "news" && body != "" {
				t.Fatalf("%q, %v", body, err)
			}
			if !clean.SafeLine(res.ContentType) {
				t.Errorf("type %q", res.ContentType)
			}
		})
	}
}

func TestRefusedConnection(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) {})
	s.Close()
	_, _, err := get(newFetcher(t, options()), Request{URL: s.URL})
	if e := wantError(t, err, syscall.ECONNREFUSED, "refused the connection"); !e.Temporary {
		t.Errorf("%+v", e)
	}
	_, _, err = get(newFetcher(t, options()), Request{URL: "http://nowhere.invalid/"})
	wantError(t, err, nil, "nowhere.invalid could not be")
}

func TestCertificates(t *testing.T) {
	s := serveTLS(t, func(http.ResponseWriter, *http.Request) {})
	_, _, err := get(newFetcher(t, options()), Request{URL: s.URL})
	wantError(t, err, nil, "nobody that is trusted")
	o := options()
	o.Roots = roots(s)
	_, _, err = get(newFetcher(t, o), Request{URL: strings.Replace(s.URL, "127.0.0.1", "localhost", 1)})
	wantError(t, err, nil, "it is for another name")
	_, _, err = get(newFetcher(t, o), Request{URL: strings.Replace(s.URL, "https:", "http:", 1)})
	wantError(t, err, ErrStatus, "400 Bad Request")
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	_, _, err = get(newFetcher(t, o), Request{URL: strings.Replace(plain.URL, "http:", "https:", 1)})
	wantError(t, err, ErrProtocol, "does not speak the encryption")
}

func TestHTTP2(t *testing.T) {
	s := serveTLS(t, func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("asked by %s", r.Proto)
		}
		switch r.URL.Path {
		case "/endless":
			for r.Context().Err() == nil {
				_, _ = w.Write(make([]byte, 1<<16))
			}
		case "/abort":
			_, _ = io.WriteString(w, "ne")
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		case "/headers":
			for i := range 20_000 {
				w.Header().Set(fmt.Sprint("X-", i), "value of some length")
			}
		default:
			_, _ = io.WriteString(w, "news")
		}
	})
	o := options()
	o.Roots = roots(s)
	f := newFetcher(t, o)
	if _, body, err := get(f, Request{URL: s.URL}); err != nil || body != "news" {
		t.Errorf("%q, %v", body, err)
	}
	_, _, err := get(f, Request{URL: s.URL + "/endless"})
	wantError(t, err, ErrTooLarge, "larger than 1 MiB")
	_, _, err = get(f, Request{URL: s.URL + "/abort"})
	wantError(t, err, nil, "127.0.0.1")
	_, _, err = get(f, Request{URL: s.URL + "/headers"})
	wantError(t, err, nil, "127.0.0.1")
}

// Whatever a server sends, a request ends in time with a bounded body or a
// clean error.
func TestAnyAnswerEnds(t *testing.T) {
	parts := []string{
		ok, "HTTP/1.1 301 Moved\r\n", "HTTP/1.1 304 Not Modified\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 503 \x1b[2J\r\n",
		"Location: /a\r\n", "Location: http://\x1b/\r\n", "Content-Length: 20\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n",
		"Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "Content-Encoding: zstd\r\n", "Content-Encoding: deflate\r\n",
		"Retry-After: 1e5\r\n", "Connection: close\r\n", "Trailer: A\r\n", "\r\n", "\r\n", "\r\n", "5\r\nhello\r\n", "0\r\n\r\n",
		gzipped(t, "news"), zstded(t, strings.Repeat("\x00", 4<<20)), brotlied(t, strings.Repeat("\x00", 4<<20)), "\x00\xff", "\n",
	}
	random := rand.New(rand.NewPCG(1, 2))
	o := hurried()
	f := newFetcher(t, o)
	before := runtime.NumGoroutine()
	for range 300 {
		answer := ok
		for range random.IntN(12) {
			part := parts[random.IntN(len(parts))]
			if random.IntN(8) == 0 {
				part = part[:random.IntN(len(part)+1)]
			}
			answer += part
		}
		began := time.Now()
		res, body, err := get(f, Request{URL: raw(t, answer), ETag: "x"})
		if err != nil {
			wantError(t, err, nil, "127.0.0.1")
		} else if res.Body != nil && int64(len(body)) > o.MaxBytes {
			t.Errorf("%d bytes", len(body))
		}
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%v for %q", took, answer)
		}
	}
	f.CloseIdle()
	if left := runtime.NumGoroutine() - before; left > 320+50 { // each server has one that accepts
		t.Errorf("%d goroutines are left", left)
	}
}
