package parse

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"newsreader/parse/news"
	"newsreader/seeds"
)

func read(t testing.TB, r io.Reader, o Options) (doc news.Document, titles []string, err error) {
	t.Helper()
	doc, err = Read(r, o, func(a *news.Article) error {
		if a.ID == 0 {
			t.Errorf("%q has no ID", a.Title)
		}
		titles = append(titles, a.Title)
		return nil
	})
	return doc, titles, err
}

func gz(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zst(t testing.TB, data []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}

func utf16(s string) []byte {
	out := []byte("\xff\xfe")
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

func utf32(s string, bigEndian bool) []byte {
	out := []byte("\xff\xfe\x00\x00")
	if bigEndian {
		out = []byte("\x00\x00\xfe\xff")
	}
	for _, r := range s {
		if bigEndian {
			out = append(out, 0, byte(r>>16), byte(r>>8), byte(r))
		} else {
			out = append(out, byte(r), byte(r>>8), byte(r>>16), 0)
		}
	}
	return out
}

const line = `{"id":"urn:1","title":"From a line","content":"Text."}` + "\n"

func TestFormats(t *testing.T) {
	seed := seeds.Documents()[0].Data
	for name, c := range map[string]struct {
		data     []byte
		format   string
		articles int
	}{
		"page":                 {seed, "page", 4},
		"page, gzip":           {gz(t, seed), "page", 4},
		"page, zstd":           {zst(t, seed), "page", 4},
		"two gzips":            {append(gz(t, []byte(line)), gz(t, []byte(line))...), "jsonl", 2},
		"json lines":           {[]byte(line + line), "jsonl", 2},
		"json lines, indented": {[]byte("\n  " + strings.Replace(line, "{", "{ ", 1)), "jsonl", 1},
		"json lines, zstd":     {zst(t, []byte(line)), "jsonl", 1},
		"json lines, mark":     {[]byte("\ufeff" + line), "jsonl", 1},
		"json lines, utf-16":   {utf16(line), "jsonl", 1},
		"page, utf-16":         {utf16("Headline\nText of it."), "page", 1},
		"json lines, utf-32":   {utf32(line, true), "jsonl", 1},
		"page, utf-32 le":      {utf32("Headline\nText of it.", false), "page", 1},
		"page, utf-32 be":      {utf32("Headline\nText of it.", true), "page", 1},
		"html, utf-32 be":      {utf32("<!doctype html><title>A</title><p>Some text of it.", true), "html", 1},
		"braces":               {[]byte("{braces} in a headline\nText."), "page", 1},
		"one word":             {[]byte("x"), "page", 1},
	} {
		doc, titles, err := read(t, bytes.NewReader(c.data), Options{File: name, Now: time.Unix(1e9, 0)})
		if err != nil || doc.Format != c.format || len(titles) != c.articles || doc.Articles != c.articles || doc.File != name {
			t.Errorf("%s: %+v, %q, %v", name, doc, titles, err)
		}
	}
}

// Who stops at the first article knows of what format it is.
func TestFormatAtOnce(t *testing.T) {
	enough := errors.New("enough")
	for format, data := range map[string]string{
		"page":      "Headline\nText of it.",
		"html":      "<!doctype html><title>A</title><p>Some text of it.",
		"jsonl":     line,
		"rss":       "<rss><channel><item><title>A</title></item>",
		"atom":      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title></entry>`,
		"json feed": `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"A"}]}`,
	} {
		doc, err := Read(strings.NewReader(data), Options{}, func(*news.Article) error { return enough })
		if !errors.Is(err, enough) || doc.Format != format {
			t.Errorf("%s: format %q, %v", format, doc.Format, err)
		}
	}
}

func TestRefused(t *testing.T) {
	random := make([]byte, 50_000)
	rand.New(rand.NewSource(1)).Read(random)
	whole := gz(t, []byte(strings.Repeat("text\n", 1000)))
	stop := errors.New("stop")
	for name, c := range map[string]struct {
		r    io.Reader
		want error
	}{
		"empty":                 {strings.NewReader(""), news.ErrEmpty},
		"blank":                 {strings.NewReader(" \n\t\r\n\u00a0\n"), news.ErrEmpty},
		"empty in gzip":         {bytes.NewReader(gz(t, nil)), news.ErrEmpty},
		"only a mark":           {strings.NewReader("\ufeff"), news.ErrEmpty},
		"random":                {bytes.NewReader(random), news.ErrBinary},
		"random in gzip":        {bytes.NewReader(gz(t, random)), news.ErrBinary},
		"zeros, endless":        {io.LimitReader(zeros{}, 1<<40), news.ErrBinary},
		"too large":             {io.LimitReader(letters{}, 200<<20), news.ErrTooLarge},
		"too large in gzip":     {bytes.NewReader(gz(t, bytes.Repeat([]byte("text\n"), 10<<20))), news.ErrTooLarge},
		"gzip, cut":             {bytes.NewReader(whole[:len(whole)-10]), io.ErrUnexpectedEOF},
		"gzip, damaged":         {bytes.NewReader(append([]byte{0x1f, 0x8b}, random...)), gzip.ErrHeader},
		"zstd, damaged":         {bytes.NewReader(append([]byte{0x28, 0xb5, 0x2f, 0xfd}, random...)), nil},
		"reader fails":          {failing{stop}, stop},
		"reader fails later":    {io.MultiReader(strings.NewReader("text"), failing{stop}), stop},
		"json list":             {strings.NewReader("[\n  " + strings.TrimSpace(line) + "\n]"), news.ErrFormat},
		"json, indented":        {strings.NewReader("{\n  \"id\": \"1\",\n  \"title\": \"t\"\n}"), news.ErrNoArticle},
		"json, empty":           {strings.NewReader("{}\n"), news.ErrFormat},
		"json, numbers":         {strings.NewReader(" [" + strings.Repeat("1, ", 5000) + "2]"), news.ErrFormat},
		"lines without article": {strings.NewReader(`{"a":1}` + "\n" + `{"b":2}`), news.ErrNoArticle},
	} {
		doc, titles, err := read(t, c.r, Options{File: name})
		if err == nil || c.want != nil && !errors.Is(err, c.want) || len(titles) > 0 || doc.File != name {
			t.Errorf("%s: %d articles, %v, want %v", name, len(titles), err, c.want)
		}
		if err != nil && (strings.Contains(err.Error(), "\n") || len(err.Error()) > 200) {
			t.Errorf("%s: not one sentence: %q", name, err)
		}
	}
}

// A headline may begin as JSON does.
func TestNoJSON(t *testing.T) {
	for _, text := range []string{"[Updated] Boats come home\n\nThe boats came home.", "{Opinion} Boats", "[", "12"} {
		if _, titles, err := read(t, strings.NewReader(text), Options{}); err != nil || len(titles) != 1 {
			t.Errorf("%q: %q, %v", text, titles, err)
		}
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

type letters struct{}

func (letters) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'a'
	}
	return len(b), nil
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestLimit(t *testing.T) {
	text := "Headline\n" + strings.Repeat("x", 91)
	if _, _, err := read(t, strings.NewReader(text), Options{MaxBytes: 100}); err != nil {
		t.Error(err)
	}
	if _, _, err := read(t, strings.NewReader(text+"y"), Options{MaxBytes: 100}); !errors.Is(err, news.ErrTooLarge) || !strings.Contains(err.Error(), "100 bytes") {
		t.Error(err)
	}
}

func TestStop(t *testing.T) {
	stop := errors.New("stop")
	for _, data := range []string{string(seeds.Documents()[0].Data), strings.Repeat(line, 10)} {
		n := 0
		_, err := Read(strings.NewReader(data), Options{}, func(*news.Article) error {
			if n++; n == 2 {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || n != 2 {
			t.Errorf("%d articles, %v", n, err)
		}
	}
}

// TestStreamed sends 200 MB of JSON lines through zstd: memory stays bounded.
func TestStreamed(t *testing.T) {
	pr, pw := io.Pipe()
	go func() {
		z, err := zstd.NewWriter(pw)
		if err != nil {
			panic(err)
		}
		body := strings.Repeat("news ", 2000)
		for i := range 20_000 {
			if _, err := fmt.Fprintf(z, `{"id":"urn:%d","title":"%d","content":"%s"}`+"\n", i, i, body); err != nil {
				return // the reader has gone, and says why
			}
		}
		_ = pw.CloseWithError(z.Close())
	}()
	n, most := 0, uint64(0)
	doc, err := Read(pr, Options{}, func(*news.Article) error {
		if n++; n%1000 == 0 {
			runtime.GC() // what is left is held, not waiting to be collected
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
		return nil
	})
	if err != nil || doc.Articles != 20_000 || most > 100<<20 {
		t.Errorf("%+v, %v, heap %d MB", doc, err, most>>20)
	}
}

// FuzzRead: any bytes are read or refused, and nothing unsafe, unidentified
// or panicking comes of it.
func FuzzRead(f *testing.F) {
	f.Add(seeds.Documents()[0].Data)
	f.Add([]byte(line))
	f.Add(gz(f, []byte(line)))
	f.Add(zst(f, []byte("Headline\nText.")))
	f.Add(utf16("Headline\nText."))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		doc, err := Read(bytes.NewReader(data), Options{Now: time.Unix(1e9, 0), MaxBytes: 1 << 20}, func(a *news.Article) error {
			if n++; a.ID == 0 {
				t.Errorf("no ID: %+v", a)
			}
			return nil
		})
		if err == nil && (n == 0 && doc.Lost > 0 || n != doc.Articles) {
			t.Errorf("%d articles, document %+v", n, doc)
		}
	})
}

// Large files of JSON lines are read by time where that is asked for. What
// can't be gone through twice isn't, nor what a byte-order mark begins.
func TestByTime(t *testing.T) {
	filler := strings.Repeat("x", 1<<20)
	var text strings.Builder
	for day := 9; day > 0; day-- {
		fmt.Fprintf(&text, `{"title":"%d","source":"S","published":"2025-06-%02d","content":"%s"}`+"\n", day, day, filler)
	}
	path := filepath.Join(t.TempDir(), "a.jsonl")
	for _, c := range []struct {
		text         string
		byTime, file bool
		want         string
	}{
		{text.String(), true, true, "123456789"},
		{text.String(), false, true, "987654321"},
		{text.String(), true, false, "987654321"},
		{"\ufeff" + text.String(), true, true, "987654321"},
		{text.String()[:3*len(filler)], true, true, "98"}, // not large
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var r io.Reader = f
		if !c.file {
			r = io.MultiReader(f)
		}
		got := ""
		if _, err := Read(r, Options{ByTime: c.byTime}, func(a *news.Article) error { got += a.Title; return nil }); err != nil {
			t.Fatal(err)
		}
		if got != c.want {
			t.Errorf("by time %v, a file %v: %s, want %s", c.byTime, c.file, got, c.want)
		}
	}
}
