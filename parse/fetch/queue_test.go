package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// run takes a turn and gives it back after d.
func run(q *queue, host string, d time.Duration) {
	if q.wait(context.Background(), host, false) == nil {
		time.Sleep(d)
		q.done(host)
	}
}

func TestQueueBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(3)
		var all, most atomic.Int32
		busy := make([]atomic.Int32, 10)
		var group sync.WaitGroup
		for i := range 200 {
			group.Go(func() {
				host := i % len(busy)
				if err := q.wait(t.Context(), fmt.Sprint(host), i%7 == 0); err != nil {
					t.Error(err)
				}
				if busy[host].Add(1) > 1 {
					t.Errorf("two at host %d", host)
				}
				most.Store(max(most.Load(), all.Add(1)))
				time.Sleep(time.Duration(i%5) * time.Second)
				all.Add(-1)
				busy[host].Add(-1)
				q.done(fmt.Sprint(host))
			})
		}
		group.Wait()
		if most.Load() != 3 || q.free != 3 || len(q.lines) != 0 || len(q.ready) != 0 {
			t.Errorf("most %d, left %+v", most.Load(), q)
		}
	})
}

// A host with a thousand feeds lets the others through.
func TestQueueIsFair(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1)
		go run(q, "big", time.Second)
		synctest.Wait()
		for range 999 {
			go run(q, "big", time.Second)
		}
		synctest.Wait()
		began := time.Now()
		var group sync.WaitGroup
		for i := range 10 {
			group.Go(func() { run(q, fmt.Sprint(i), time.Second) })
		}
		group.Wait()
		if took := time.Since(began); took > time.Minute {
			t.Errorf("the small ones took %v", took)
		}
		time.Sleep(time.Hour)
	})
}

func TestQueueOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(2)
		_ = q.wait(t.Context(), "a", false)
		var order []int
		join := func(i int, first bool) {
			go func() {
				_ = q.wait(t.Context(), "a", first)
				order = append(order, i)
				q.done("a")
			}()
			synctest.Wait()
		}
		join(1, false)
		join(2, false)
		join(3, true)
		q.done("a")
		synctest.Wait()
		if !slices.Equal(order, []int{3, 1, 2}) {
			t.Error(order)
		}
	})
}

func TestQueueCancels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(1)
		_ = q.wait(t.Context(), "a", false)
		ctx, cancel := context.WithCancel(t.Context())
		var group sync.WaitGroup
		for i := range 100 {
			group.Go(func() {
				if err := q.wait(ctx, string(rune('a'+i%3)), false); err == nil {
					q.done(string(rune('a' + i%3))) // both came at once
				}
			})
		}
		synctest.Wait()
		go cancel()
		go q.done("a")
		group.Wait()
		run(q, "a", 0)
		if q.free != 1 || len(q.lines) != 0 {
			t.Errorf("left %+v", q)
		}
	})
}

// One connection serves all feeds of a host, whatever the coding and whatever
// was redirected, missing or unchanged.
func TestOneConnectionAHost(t *testing.T) {
	var now, most, opened atomic.Int32
	zipped := gzipped(t, strings.Repeat("news", 10_000))
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		defer now.Add(-1)
		switch r.URL.Path[1:2] {
		case "0":
			http.Redirect(w, r, "/9", http.StatusFound)
		case "1":
			http.NotFound(w, r)
		case "2":
			w.WriteHeader(http.StatusNotModified)
		case "3":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = io.WriteString(w, zipped[:20])
			_ = http.NewResponseController(w).Flush()
			_, _ = io.WriteString(w, zipped[20:])
		}
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	s.Start()
	defer s.Close()
	f := newFetcher(t, options())
	var group sync.WaitGroup
	for i := range 100 {
		group.Go(func() { _, _, _ = get(f, Request{URL: fmt.Sprint(s.URL, "/", i%5), ETag: "x"}) })
	}
	group.Wait()
	if most.Load() != 1 || opened.Load() != 1 {
		t.Errorf("%d at once, %d connections", most.Load(), opened.Load())
	}
}
