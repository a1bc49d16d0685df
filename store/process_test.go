//go:build unix

package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The tests of several processes run this test binary again in a role.
const (
	roleVar  = "NEWSREADER_TEST_ROLE"
	storeVar = "NEWSREADER_TEST_STORE"
	firstVar = "NEWSREADER_TEST_FIRST" // number of the role's first article
)

func TestMain(m *testing.M) {
	role := map[string]func(*Store, int) error{"work": work, "share": share, "fill": fill}[os.Getenv(roleVar)]
	if role == nil {
		os.Exit(m.Run())
	}
	s, err := Open(Options{Path: os.Getenv(storeVar)})
	if err == nil {
		first, _ := strconv.Atoi(os.Getenv(firstVar))
		err = role(s, first)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func command(t *testing.T, role, path string, first int) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), roleVar+"="+role, storeVar+"="+path, firstVar+"="+strconv.Itoa(first))
	cmd.Stderr = os.Stderr
	return cmd
}

// work stores and marks articles without end, and says so line by line once
// the store has acknowledged. In between it changes stories, and takes that back.
func work(s *Store, first int) error {
	ctx := context.Background()
	s.decide = inThrees
	for i := first; ; i += 20 {
		if _, err := s.Put(ctx, series(i, i+20)); err != nil {
			return err
		}
		fmt.Println("put", i)
		for _, step := range []struct {
			action Action
			id     int
		}{{MarkRead, i}, {Star, i + 1}} {
			if _, err := s.Mark(ctx, step.action, testID(step.id)); err != nil {
				return err
			}
			fmt.Println("mark", step.id)
		}
		if err := regroup(ctx, s, i); err != nil {
			return err
		}
	}
}

// inThrees makes stories of three articles that come together.
func inThrees(w *storyWriter, num uint32, _ *Incoming) (StoryID, error) {
	if num%3 == 0 {
		return 0, nil
	}
	return w.storyOf(num - 1), nil
}

// regroup joins, splits and follows stories of the articles from i on.
func regroup(ctx context.Context, s *Store, i int) error {
	story := func(i int) StoryID {
		a, _, err := s.Article(ctx, testID(i))
		if err != nil {
			return 0
		}
		return a.Story
	}
	if _, err := s.JoinStories(ctx, story(i), story(i+7), story(i+12)); err != nil {
		return err
	}
	if _, err := s.SplitStory(ctx, testID(i), testID(i+12)); err != nil {
		return err
	}
	if _, err := s.Undo(ctx); err != nil {
		return err
	}
	_, err := s.SetFollowed(ctx, story(i+7), true)
	return err
}

// TestKilledAtAnyMoment kills a process that stores and marks, 200 times, and
// looks for everything it had acknowledged.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel() // it is slow
	path := filepath.Join(t.TempDir(), "news.db")
	r := rand.New(rand.NewPCG(1, 1))
	first, puts, marks := 0, map[int]bool{}, map[int]bool{}
	for range 200 {
		cmd := command(t, "work", path, first)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(5+r.IntN(60))*time.Millisecond, func() { cmd.Process.Kill() })
		for lines := bufio.NewScanner(out); lines.Scan(); {
			what, n, _ := strings.Cut(lines.Text(), " ")
			i, err := strconv.Atoi(n)
			if err != nil {
				continue // the line was cut by the kill
			}
			if what == "put" {
				puts[i], first = true, max(first, i+20)
			} else {
				marks[i] = true
			}
		}
		cmd.Wait()
		kill.Stop()
		first += 20 // the batch in flight may be there or not
	}
	s := openStore(t, path)
	if len(puts) == 0 || len(marks) == 0 {
		t.Fatalf("nothing was acknowledged: %d puts, %d marks", len(puts), len(marks))
	}
	for i := range puts {
		for j := i; j < i+20; j++ {
			if _, _, err := s.Article(t.Context(), testID(j)); err != nil {
				t.Fatalf("article %d was stored and is lost: %v", j, err)
			}
		}
	}
	for i := range marks {
		a, _, err := s.Article(t.Context(), testID(i))
		if err != nil || !a.Read && !a.Starred {
			t.Fatalf("article %d was marked and isn't: %+v, %v", i, a, err)
		}
	}
}

// shared8 is how many articles each of the eight processes stores and marks.
const shared8 = 60

// share stores its own articles, marks them one by one and reads in between.
func share(s *Store, first int) error {
	ctx := context.Background()
	for i := first; i < first+shared8; i++ {
		if _, err := s.Put(ctx, series(i, i+1)); err != nil {
			return err
		}
		if c, err := s.Mark(ctx, MarkRead, testID(i)); err != nil || c.Count != 1 {
			return fmt.Errorf("mark %d: %+v, %w", i, c, err)
		}
		if _, err := s.Window(ctx, View{Filter: Unread}, At{}, 20); err != nil {
			return err
		}
	}
	return nil
}

// TestEightProcesses has eight processes read and write one store at once;
// none may fail, and no acknowledged change may be missing.
func TestEightProcesses(t *testing.T) {
	s := newStore(t)
	var all []*exec.Cmd
	for p := range 8 {
		cmd := command(t, "share", s.Path(), p*1000)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	for _, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	c, err := s.Counts(t.Context())
	if err != nil || c.Articles != 8*shared8 || c.Unread != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	journal, err := s.Journal(t.Context(), 0, 10000)
	if err != nil || len(journal) != 8*shared8 {
		t.Errorf("%d journal records, %v", len(journal), err)
	}
}

// TestReaderGetsInBetween holds a writer that stores batch after batch
// against a reader in another handle: the turnstile must let it in.
func TestReaderGetsInBetween(t *testing.T) {
	writer := newStore(t)
	mustPut(t, writer, series(0, 1)...)
	reader, err := Open(Options{Path: writer.Path(), Wait: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	var batches, reads atomic.Int32
	go func() {
		for n := 1; n <= 30 && !t.Failed(); n++ {
			if _, err := writer.Put(context.Background(), series(n*50, n*50+50)); err != nil {
				t.Error(err)
			}
			batches.Add(1)
		}
	}()
	for batches.Load() < 30 && !t.Failed() {
		if _, err := reader.Counts(t.Context()); err != nil {
			t.Error(err)
		}
		reads.Add(1)
	}
	if reads.Load() < 30 {
		t.Errorf("%d reads beside %d batches", reads.Load(), batches.Load())
	}
}

func TestWatchSeesOthers(t *testing.T) {
	s := newStore(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	seen := make(chan struct{}, 100)
	go s.Watch(ctx, time.Millisecond, func() { seen <- struct{}{} })
	other, err := Open(Options{Path: s.Path()})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		mustPut(t, other, series(i, i+1)...)
		select {
		case <-seen:
		case <-time.After(10 * time.Second):
			t.Fatal("a change of another process was not seen")
		}
		for len(seen) > 0 {
			<-seen
		}
	}
}

// fill stores articles until the file may not grow any more, as on a full
// disk, and says how many were acknowledged.
func fill(s *Store, first int) error {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 2 << 20, Max: 2 << 20}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	for i := first; ; i += 500 {
		_, err := s.Put(context.Background(), series(i, i+500))
		if errors.Is(err, ErrFull) {
			fmt.Println(i)
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func TestFullDisk(t *testing.T) {
	s := newStore(t)
	out, err := command(t, "fill", s.Path(), 0).Output()
	if err != nil {
		t.Fatal(err)
	}
	stored, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil || stored == 0 {
		t.Fatalf("%q: %v", out, err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Articles != stored {
		t.Errorf("%d acknowledged: %+v, %v", stored, c, err)
	}
	mustPut(t, s, series(stored, stored+10)...) // room again
}
