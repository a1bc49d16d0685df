package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"newsreader/store"
)

// The benchmarks run the built program on a terminal of 120x40, on stores of
// the given sizes: go test ./cmd/newsreader -run - -bench Terminal -sizes 1000,1000000
var terminalSizes = flag.String("sizes", "1000", "articles in the stores that terminal benchmarks use")

const (
	benchWidth, benchHeight = 120, 40
	// quiet is how long the program must write nothing for a frame to be whole.
	quiet = 40 * time.Millisecond
	// newest is the title of the newest article of a benchmark's store.
	newest = "Headline-of-the-newest"
)

func BenchmarkTerminal(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "newsreader")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for size := range strings.SplitSeq(*terminalSizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		path := benchStore(b, n)
		b.Run(size+"/start", func(b *testing.B) { benchStart(b, binary, path) })
		b.Run(size+"/j", func(b *testing.B) { benchKeys(b, binary, path, "j") })
		b.Run(size+"/page", func(b *testing.B) { benchKeys(b, binary, path, "\x1b[6~") })
		b.Run(size+"/open-back-down", func(b *testing.B) { benchKeys(b, binary, path, "\r", "\x1b", "j") })
		b.Run(size+"/mark-all-undo", func(b *testing.B) { benchKeys(b, binary, path, "A", "u") })
		b.Run(size+"/search", func(b *testing.B) { benchSearches(b, binary, path) })
	}
}

// benchStore makes a store of n articles of about 350 words, or takes the one
// that an earlier run made.
func benchStore(b *testing.B, n int) string {
	b.Helper()
	path := filepath.Join(os.TempDir(), fmt.Sprintf("newsreader-terminal-%d.db", n))
	s, err := store.Open(store.Options{Path: path, Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	if c, err := s.Counts(b.Context()); err != nil || c.Articles == n {
		if err == nil && c.Unread < n { // an earlier run read some
			_, err = s.MarkView(b.Context(), store.MarkUnread, store.View{})
		}
		if err != nil {
			b.Fatal(err)
		}
		return path
	}
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 4, benchWords)
	words := func(n int) string {
		var text []byte
		for range n {
			text = append(append(text, ' '), benchWord(zipf.Uint64())...)
		}
		return string(text[1:])
	}
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	const batch = 4000
	for from := 0; from < n; from += batch {
		var list []store.Incoming
		for i := from; i < min(from+batch, n); i++ {
			title := words(9)
			if i == n-1 {
				title = newest
			}
			list = append(list, store.Incoming{Keys: []store.ID{store.ID(r.Uint64() | 1)}, Title: title, Words: 350,
				Source:    fmt.Sprintf("Source %d", i%50),
				Published: store.Time{At: first.Add(time.Duration(i) * time.Minute), Basis: store.Stated},
				Text:      store.Text{URL: fmt.Sprintf("https://example.org/%d", i), Content: words(50) + ".\n\n" + words(300) + "."}})
		}
		if _, err := s.Put(b.Context(), list); err != nil {
			b.Fatal(err)
		}
	}
	return path
}

// benchWords is how many words the news of a benchmark has.
const benchWords = 30_000

// benchWord returns a word of the rank, 0 for the most frequent one: syllables,
// so that as many words begin with the same letters as in a language.
func benchWord(rank uint64) []byte {
	const consonants, vowels = "bcdfghjklmnprstvwxyz", "aeiou"
	var word []byte
	for {
		word = append(word, consonants[rank%20], vowels[rank/20%5])
		if rank /= 100; rank == 0 {
			return word
		}
	}
}

// benchStart measures from the start of the process to the newest headline.
func benchStart(b *testing.B, binary, path string) {
	var wall, cpu []float64
	var anonymous int
	for b.Loop() {
		t := startOnTerminal(b, binary, path)
		wall = append(wall, t.shown.Sub(t.started).Seconds()*1000)
		cpu = append(cpu, t.cpu())
		anonymous = t.anonymous()
		t.stop()
	}
	report(b, "wall", wall)
	b.ReportMetric(median(cpu), "cpu-ms")
	b.ReportMetric(float64(anonymous)/1024, "RssAnon-MiB")
}

// benchKeys presses keys in turn and measures each to its last byte.
func benchKeys(b *testing.B, binary, path string, keys ...string) {
	t := startOnTerminal(b, binary, path)
	defer t.stop()
	t.settle()
	latency, written := make([][]float64, len(keys)), make([]int, len(keys))
	before := t.cpu()
	for b.Loop() {
		for i, key := range keys {
			ms, n := t.press(key)
			latency[i], written[i] = append(latency[i], ms), written[i]+n
		}
	}
	b.ReportMetric((t.cpu()-before)/float64(b.N*len(keys)), "cpu-ms/key")
	for i, key := range keys {
		name := strings.Trim(strconv.Quote(key), `"`)
		report(b, name, latency[i])
		b.ReportMetric(float64(written[i])/float64(b.N), name+"-bytes")
	}
}

func report(b *testing.B, name string, ms []float64) {
	slices.Sort(ms)
	b.ReportMetric(median(ms), name+"-p50-ms")
	b.ReportMetric(ms[min(len(ms)*95/100, len(ms)-1)], name+"-p95-ms")
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

// onTerminal is the program on a terminal whose output is timed.
type onTerminal struct {
	b              *testing.B
	command        *exec.Cmd
	keys           *os.File
	started, shown time.Time

	mu      sync.Mutex
	bytes   int
	last    time.Time
	written []chunk
}

// chunk is what the program wrote at once.
type chunk struct {
	at    time.Time
	bytes []byte
}

func startOnTerminal(b *testing.B, binary, path string) *onTerminal {
	b.Helper()
	ours, theirs := openPTY(b)
	t := &onTerminal{b: b, keys: ours}
	t.command = exec.Command(binary, "--store", path)
	t.command.Env = append(os.Environ(), "TERM=xterm-256color", "LC_ALL=C.UTF-8", "HOME="+b.TempDir())
	t.command.Stdin, t.command.Stdout, t.command.Stderr = theirs, theirs, theirs
	t.command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	t.started = time.Now()
	if err := t.command.Start(); err != nil {
		b.Fatal(err)
	}
	theirs.Close()
	shown := make(chan struct{})
	go t.read(shown)
	select {
	case <-shown:
	case <-time.After(30 * time.Second):
		t.stop()
		b.Fatal("no headline within 30 s")
	}
	return t
}

func openPTY(b *testing.B) (ours, theirs *os.File) {
	b.Helper()
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		b.Skip("no terminals here: ", err)
	}
	number, err := unix.IoctlGetInt(int(ours.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(ours.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(ours.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: benchWidth, Row: benchHeight})
	}
	if err == nil {
		theirs, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		b.Fatal(err)
	}
	return ours, theirs
}

// read counts what the program writes. It answers no query: a terminal that
// is silent must not be slower.
func (t *onTerminal) read(shown chan<- struct{}) {
	var all []byte
	buffer := make([]byte, 1<<16)
	for {
		n, err := t.keys.Read(buffer)
		now := time.Now()
		t.mu.Lock()
		t.bytes, t.last = t.bytes+n, now
		t.written = append(t.written, chunk{now, bytes.Clone(buffer[:n])})
		t.mu.Unlock()
		if t.shown.IsZero() {
			if all = append(all, buffer[:n]...); bytes.Contains(all, []byte(newest)) {
				t.shown = now
				close(shown)
			}
		}
		if err != nil {
			return
		}
	}
}

// settle waits until the program has been quiet for a while.
func (t *onTerminal) settle() {
	for {
		t.mu.Lock()
		rest := time.Until(t.last.Add(5 * quiet))
		t.mu.Unlock()
		if rest <= 0 {
			return
		}
		time.Sleep(rest)
	}
}

// press returns the milliseconds from a key to the last byte of what it
// changed, and the bytes written.
func (t *onTerminal) press(key string) (ms float64, n int) {
	t.mu.Lock()
	from := t.bytes
	t.mu.Unlock()
	pressed := time.Now()
	if _, err := io.WriteString(t.keys, key); err != nil {
		t.b.Fatal(err)
	}
	for {
		time.Sleep(time.Millisecond)
		t.mu.Lock()
		last, n := t.last, t.bytes-from
		t.mu.Unlock()
		if n > 0 && time.Since(last) > quiet || time.Since(pressed) > 2*time.Second {
			return max(last.Sub(pressed).Seconds()*1000, 0), n
		}
	}
}

// cpu returns the milliseconds that all its threads spent on a processor.
func (t *onTerminal) cpu() (ms float64) {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", t.command.Process.Pid))
	for _, task := range tasks {
		var ns float64
		if text, err := os.ReadFile(task); err == nil {
			_, _ = fmt.Sscan(string(text), &ns)
			ms += ns / 1e6
		}
	}
	return ms
}

// anonymous returns the KiB of memory that no file backs.
func (t *onTerminal) anonymous() (kib int) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.command.Process.Pid))
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			_, _ = fmt.Sscan(value, &kib)
		}
	}
	return kib
}

func (t *onTerminal) stop() {
	_ = t.command.Process.Signal(syscall.SIGTERM)
	_ = t.command.Wait()
	t.keys.Close()
}
