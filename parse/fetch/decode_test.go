package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// encode compresses data with a writer that make returns.
func encode[W io.WriteCloser](t testing.TB, data string, create func(io.Writer) W) string {
	t.Helper()
	var b bytes.Buffer
	w := create(&b)
	if _, err := io.WriteString(w, data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipped(t testing.TB, s string) string { return encode(t, s, gzip.NewWriter) }
func zlibbed(t testing.TB, s string) string { return encode(t, s, zlib.NewWriter) }
func brotlied(t testing.TB, s string) string {
	return encode(t, s, func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 1) })
}

func deflated(t testing.TB, s string) string {
	return encode(t, s, func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 6); return z })
}

func zstded(t testing.TB, s string) string {
	return encode(t, s, func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z })
}

// answering serves one body under the content codings.
func answering(t testing.TB, codings, body string) string {
	return serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", codings)
		_, _ = io.WriteString(w, body)
	}).URL
}

func TestCodings(t *testing.T) {
	text := strings.Repeat("<item>news</item>\n", 3000)
	for _, c := range []struct{ name, codings, body, want string }{
		{"gzip", "gzip", gzipped(t, text), text},
		{"x-gzip in capitals", "X-GZIP", gzipped(t, text), text},
		{"two members", "gzip", gzipped(t, "a") + gzipped(t, text), "a" + text},
		{"padding", "gzip", gzipped(t, text) + "\x00\x00\x00", text},
		{"rubbish behind", "gzip", gzipped(t, text) + strings.Repeat("rubbish ", 5000), text},
		{"not compressed", "gzip", text, text},
		{"short and not compressed", "gzip", "ab", "ab"},
		{"empty", "gzip", "", ""},
		{"an empty gzip", "gzip", gzipped(t, ""), ""},
		{"br", "br", brotlied(t, text), text},
		{"empty br", "br", "", ""},
		{"zstd", "zstd", zstded(t, text), text},
		{"two frames", "zstd", zstded(t, text) + zstded(t, "a"), text + "a"},
		{"zstd that is none", "zstd", text, text},
		{"deflate", "deflate", zlibbed(t, text), text},
		{"bare deflate", "deflate", deflated(t, text), text},
		{"identity", "identity", text, text},
		{"a charset", "UTF-8", text, text},
		{"none", "", text, text},
		{"two codings", "gzip, br", brotlied(t, gzipped(t, text)), text},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFetcher(t, options())
			if _, body, err := get(f, Request{URL: answering(t, c.codings, c.body)}); err != nil || body != c.want {
				t.Errorf("%d bytes, %v", len(body), err)
			}
		})
	}
}

func TestBrokenCodings(t *testing.T) {
	text := strings.Repeat("<item>news</item>\n", 3000)
	half := func(s string) string { return s[:len(s)/2] }
	flip := func(s string) string { return s[:len(s)-6] + "rubish" }
	for _, c := range []struct {
		name, codings, body string
		is                  error
	}{
		{"cut gzip", "gzip", half(gzipped(t, text)), ErrClosed},
		{"gzip cut in its header", "gzip", "\x1f\x8b\x08", ErrClosed},
		{"one byte of gzip", "gzip", gzipped(t, text) + "\x1f\x8b", ErrClosed},
		{"cut br", "br", half(brotlied(t, text)), ErrClosed},
		{"cut zstd", "zstd", half(zstded(t, text)), ErrClosed},
		{"cut deflate", "deflate", half(zlibbed(t, text)), ErrClosed},
		{"wrong sum", "gzip", flip(gzipped(t, text)), ErrEncoding},
		{"wrong zlib sum", "deflate", flip(zlibbed(t, text)), ErrEncoding},
		{"rubbish", "br", text, ErrEncoding},
		{"unknown", "compress", text, ErrEncoding},
		{"hostile", "\x1b]0;x\x07", text, nil},
		{"a pile", "gzip, gzip, gzip, gzip", gzipped(t, text), ErrEncoding},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := get(newFetcher(t, options()), Request{URL: answering(t, c.codings, c.body)})
			wantError(t, err, c.is, "127.0.0.1")
		})
	}
}

func TestBombs(t *testing.T) {
	const limit = 1 << 18
	zeros := strings.Repeat("\x00", 32*limit)
	window := func(w io.Writer) io.WriteCloser {
		z, _ := zstd.NewWriter(w, zstd.WithWindowSize(zstd.MaxWindowSize))
		return z
	}
	for _, c := range []struct {
		name, codings, body string
		is                  error
	}{
		{"plain", "", zeros, ErrTooLarge},
		{"gzip", "gzip", gzipped(t, zeros), ErrTooLarge},
		{"br", "br", brotlied(t, zeros), ErrTooLarge},
		{"zstd", "zstd", zstded(t, zeros), ErrTooLarge},
		{"deflate", "deflate", zlibbed(t, zeros), ErrTooLarge},
		{"hidden in the middle", "gzip, br", brotlied(t, gzipped(t, zeros)+zeros), nil},
		{"inside of a bomb", "br, br", brotlied(t, brotlied(t, zeros)), ErrTooLarge},
		{"no output", "gzip", strings.Repeat(gzipped(t, ""), 2*limit/20), ErrTooLarge},
		{"a window of half a gigabyte", "zstd", encode(t, zeros, window), ErrEncoding},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options()
			o.MaxBytes = limit
			f := newFetcher(t, o)
			u := answering(t, c.codings, c.body)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, body, err := get(f, Request{URL: u})
			runtime.ReadMemStats(&after)
			if c.is != nil {
				wantError(t, err, c.is, "127.0.0.1")
			}
			if len(body) > limit {
				t.Errorf("%d bytes came out", len(body))
			}
			// A window of zstd, and what io.ReadAll allocates to grow.
			if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
				t.Errorf("%d MiB were allocated", used>>20)
			}
		})
	}
}

func TestExactlyTheLimit(t *testing.T) {
	text := strings.Repeat("a", 1<<20)
	f := newFetcher(t, options())
	for coding, body := range map[string]string{"": text, "gzip": gzipped(t, text), "zstd": zstded(t, text)} {
		if _, got, err := get(f, Request{URL: answering(t, coding, body)}); err != nil || got != text {
			t.Errorf("%q: %d bytes, %v", coding, len(got), err)
		}
	}
	_, _, err := get(f, Request{URL: answering(t, "gzip", gzipped(t, text+"a"))})
	wantError(t, err, ErrTooLarge, "larger than 1 MiB")
}

// Decoders are used again, also after broken streams.
func TestDecodersAreKept(t *testing.T) {
	f := newFetcher(t, options())
	for i := range 12 {
		text := strings.Repeat(fmt.Sprint("news ", i), 2000*i)
		for coding, body := range map[string]string{"gzip": gzipped(t, text), "br": brotlied(t, text), "zstd": zstded(t, text)} {
			if _, got, err := get(f, Request{URL: answering(t, coding, body)}); err != nil || got != text {
				t.Fatalf("%s %d: %d bytes, %v", coding, i, len(got), err)
			}
			_, _, _ = get(f, Request{URL: answering(t, coding, body[:len(body)/2]+"rubbish")})
		}
	}
}

// Any bytes under any coding end within the bound.
func FuzzDecode(f *testing.F) {
	for _, body := range []string{gzipped(f, "news"), zlibbed(f, "news"), deflated(f, "news"), brotlied(f, "news"), zstded(f, "news"), "news"} {
		for _, coding := range []string{"gzip", "br", "zstd", "deflate", "gzip, br"} {
			f.Add(coding, []byte(body))
		}
	}
	const limit = 1 << 16
	var kept decoders
	f.Fuzz(func(t *testing.T, codings string, body []byte) {
		r, err := kept.chain(bytes.NewReader(body), []string{codings}, limit)
		if err != nil {
			return
		}
		n, err := io.Copy(io.Discard, r)
		if n > limit && n > int64(len(body)) {
			t.Errorf("%d bytes out of %d: %v", n, len(body), err)
		}
	})
}
