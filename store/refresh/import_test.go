package refresh

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"newsreader/store"
)

// fake is a store that keeps the titles it was given.
type fake struct {
	mu      sync.Mutex
	batches [][]string
	put     func(titles []string) error // called first, nil for nothing
}

func (f *fake) Put(ctx context.Context, list []store.Incoming) (store.PutResult, error) {
	if err := ctx.Err(); err != nil {
		return store.PutResult{}, err
	}
	var titles []string
	for _, in := range list {
		titles = append(titles, in.Title)
	}
	if f.put != nil {
		if err := f.put(titles); err != nil {
			return store.PutResult{}, err
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.batches = append(f.batches, titles)
	return store.PutResult{Added: len(list)}, nil
}

func (f *fake) titles() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for _, b := range f.batches {
		all = append(all, b...)
	}
	return all
}

// lines returns n articles as JSON lines, titled "name 0", "name 1" …
func lines(name string, n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, `{"url":"https://example.org/%s/%d","title":"%s %d","content":"A text of some words."}`+"\n", name, i, name, i)
	}
	return b.Bytes()
}

func TestOrderIsKept(t *testing.T) {
	var documents []Source
	var want []string
	for i := range 50 {
		name := fmt.Sprintf("d%d", i)
		n := []int{1, 700, 0, 3}[i%4]
		if n == 0 {
			documents = append(documents, broken(name))
			continue
		}
		documents = append(documents, source(name, lines(name, n)))
		for j := range n {
			want = append(want, fmt.Sprintf("%s %d", name, j))
		}
	}
	for _, workers := range []int{1, 2, 7} {
		f := new(fake)
		report, err := Import(t.Context(), f, sources(documents...), Options{Workers: workers, Batch: 1000})
		if err != nil {
			t.Fatal(err)
		}
		got := f.titles()
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("%d workers: %d titles in another order than the %d given", workers, len(got), len(want))
		}
		if report.Added != len(want) || report.Documents != 38 || report.Failed != 12 || report.Stopped {
			t.Errorf("%d workers: %+v", workers, report)
		}
		for _, b := range f.batches {
			if len(b) >= 1000+partArticles {
				t.Errorf("a batch of %d articles", len(b))
			}
		}
	}
}

func broken(name string) Source {
	return Source{Name: name, Open: func() (io.ReadCloser, error) { return nil, errors.New("no such thing") }}
}

func TestFailuresSayWhichAndWhy(t *testing.T) {
	f := new(fake)
	report, err := Import(t.Context(), f, sources(source("a", lines("a", 1)), broken("b"), source("c", lines("c", 1))), Options{})
	if err != nil || report.Added != 2 || report.Documents != 2 {
		t.Errorf("%+v, %v", report, err)
	}
	if len(report.Failures) != 1 || report.Failures[0] != (Failure{"b", "no such thing"}) {
		t.Errorf("%+v", report.Failures)
	}
}

func TestACrashIsAFailureOfOneDocument(t *testing.T) {
	crashing := Source{Name: "b", Open: func() (io.ReadCloser, error) { panic("on purpose") }}
	report, err := Import(t.Context(), new(fake), sources(source("a", lines("a", 1)), crashing, source("c", lines("c", 1))), Options{})
	if err != nil || report.Added != 2 || len(report.Failures) != 1 || !strings.Contains(report.Failures[0].Reason, "on purpose") {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestBatchesAreBoundedInBytes(t *testing.T) {
	var b bytes.Buffer
	for i := range 20 {
		fmt.Fprintf(&b, `{"url":"https://example.org/%d","title":"T","content":"%s"}`+"\n", i, strings.Repeat("word ", 300_000))
	}
	f := new(fake)
	if _, err := Import(t.Context(), f, sources(source("large", b.Bytes())), Options{}); err != nil {
		t.Fatal(err)
	}
	for _, batch := range f.batches {
		if len(batch) > 12 {
			t.Errorf("a batch of %d articles of 1.5 MB", len(batch))
		}
	}
	if len(f.titles()) != 20 {
		t.Errorf("%d articles", len(f.titles()))
	}
}

func TestAStoreThatFailsEndsTheImport(t *testing.T) {
	full := errors.New("full")
	f := &fake{put: func([]string) error { return full }}
	report, err := Import(t.Context(), f, sources(source("a", lines("a", 5000)), source("b", lines("b", 5000))), Options{Batch: 100})
	if !errors.Is(err, full) || report.Added != 0 || report.Stopped {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestCancelEndsAfterTheWriteAtHand(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	f := &fake{put: func([]string) error { cancel(); return nil }}
	report, err := Import(ctx, f, sources(source("a", lines("a", 5000))), Options{Batch: 256})
	if err != nil || !report.Stopped || report.Added != 256 || report.Failed != 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// Input that never comes, such as a terminal nobody types at, doesn't hold
// up the end.
func TestCancelDoesNotWaitForInput(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		silent, w := io.Pipe()
		defer w.Close()
		stdin := Source{Name: "-", Open: func() (io.ReadCloser, error) { return silent, nil }}
		report, err := Import(ctx, new(fake), sources(stdin, stdin, stdin, stdin), Options{Workers: 2})
		if err != nil || !report.Stopped || report.Failed != 0 {
			t.Errorf("%+v, %v", report, err)
		}
	})
}

func TestProgressOnlyGrows(t *testing.T) {
	last, calls := Report{}, 0
	_, err := Import(t.Context(), new(fake), sources(source("a", lines("a", 1000)), source("b", lines("b", 1))), Options{
		Batch: 256,
		Progress: func(r Report) {
			if r.Articles() < last.Articles() || r.Documents < last.Documents {
				t.Errorf("%+v after %+v", r, last)
			}
			last = r
			calls++
		},
	})
	if err != nil || last.Articles() != 1001 || calls < 4 {
		t.Errorf("%d calls, the last with %+v, %v", calls, last, err)
	}
}

// A large file is looked through before anything is read from it, which is
// told: else nothing would seem to happen for seconds.
func TestProgressLooksThroughLargeFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	text := bytes.Repeat(fmt.Appendf(nil, `{"url":"https://example.org/","title":"a","content":"%s"}`+"\n", strings.Repeat("x", 1<<16)), 140)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	seen, last := 0, Report{}
	_, err := Import(t.Context(), new(fake), sources(Source{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }}), Options{
		Progress: func(r Report) {
			if size := r.Ahead.Size; size > 0 {
				seen++
				if size != int64(len(text)) || r.Ahead.Done < last.Ahead.Done || r.Ahead.Done > size || r.Articles() > 0 {
					t.Errorf("%+v after %+v", r, last)
				}
			}
			last = r
		},
	})
	if err != nil || seen == 0 || last.Articles() != 140 || last.Ahead != (Ahead{}) {
		t.Errorf("told %d times, the last was %+v, %v", seen, last, err)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"":                   0,
		"one":                1,
		" two  words\n":      2,
		"a\tb\nc":            3,
		"Über größe":         2,
		"東京の新聞":              3, // one run and five characters
		"ข่าว":               3,
		"mixed 東京 and words": 5,
	} {
		if got := words(text); got != want {
			t.Errorf("words(%q) = %d, want %d", text, got, want)
		}
	}
}
