package fetch

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// feedBytes is about what a feed of a hundred articles weighs.
const feedBytes = 200_000

// publisher answers like a server of feeds, with 304 to who has the tag.
func publisher(b *testing.B, coding string) http.HandlerFunc {
	var text strings.Builder
	for i := 0; text.Len() < feedBytes; i++ {
		fmt.Fprintf(&text, "<item><title>News %d</title><link>https://example.org/%d</link></item>\n", i*7919, i)
	}
	body := text.String()
	switch coding {
	case "gzip":
		body = gzipped(b, body)
	case "br":
		body = brotlied(b, body)
	case "zstd":
		body = zstded(b, body)
	}
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Encoding", coding)
		_, _ = io.WriteString(w, body)
	}
}

// BenchmarkGet fetches a feed from one host, so each request waits for the
// one before. Client and server share the processor.
func BenchmarkGet(b *testing.B) {
	for _, c := range []struct{ name, coding, etag string }{
		{"304", "", `"1"`}, {"plain", "", ""}, {"gzip", "gzip", ""}, {"br", "br", ""}, {"zstd", "zstd", ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := serve(b, publisher(b, c.coding))
			f := newFetcher(b, options())
			b.ReportAllocs()
			for b.Loop() {
				fetchOne(b, f, Request{URL: s.URL, ETag: c.etag})
			}
		})
	}
}

// BenchmarkThousandFeeds fetches 1,000 feeds from 20 hosts at once.
func BenchmarkThousandFeeds(b *testing.B) {
	for _, c := range []struct{ name, coding, etag string }{{"first", "gzip", ""}, {"unchanged", "gzip", `"1"`}} {
		b.Run(c.name, func(b *testing.B) {
			var hosts []*httptest.Server
			for range 20 {
				hosts = append(hosts, serve(b, publisher(b, c.coding)))
			}
			f := newFetcher(b, options())
			b.ReportAllocs()
			for b.Loop() {
				var group sync.WaitGroup
				for i := range 1000 {
					group.Go(func() { fetchOne(b, f, Request{URL: fmt.Sprint(hosts[i%20].URL, "/", i), ETag: c.etag}) })
				}
				group.Wait()
			}
			b.ReportMetric(float64(b.N)*1000/b.Elapsed().Seconds(), "feeds/s")
		})
	}
}

func fetchOne(b *testing.B, f *Fetcher, r Request) {
	res, err := f.Get(b.Context(), r)
	if err != nil {
		b.Error(err)
		return
	}
	if res.Body == nil {
		return
	}
	defer func() { _ = res.Body.Close() }()
	if n, err := io.Copy(io.Discard, res.Body); err != nil || n < feedBytes {
		b.Errorf("%d bytes, %v", n, err)
	}
}

// TestIdleConnectionsAreSmall counts what a connection keeps while nothing is
// asked, here on the side of the client and of the server together.
func TestIdleConnectionsAreSmall(t *testing.T) {
	const hosts = 32
	servers := make([]*httptest.Server, hosts)
	for i := range servers {
		servers[i] = serve(t, func(http.ResponseWriter, *http.Request) {})
	}
	f := newFetcher(t, options())
	before := held()
	for _, s := range servers {
		if _, _, err := get(f, Request{URL: s.URL}); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(10 * time.Millisecond)
	each := (held() - before) / hosts
	t.Logf("%d bytes a connection", each)
	if each > 64<<10 {
		t.Errorf("%d bytes a connection", each)
	}
}

func held() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}
