package exchange

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"newsreader/store"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// folder is a folder of a test.
type folder struct {
	fs.ReadDirFS
	path string
}

func newFolder(t *testing.T) folder {
	path := t.TempDir()
	return folder{os.DirFS(path).(fs.ReadDirFS), path}
}

func (f folder) Append(name string, b []byte) error {
	file, err := os.OpenFile(filepath.Join(f.path, name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = file.Write(b)
	return err
}

// computer is a store with a clock of its own.
type computer struct {
	*store.Store
	t      *testing.T
	folder folder
	now    time.Time
}

func newComputer(t *testing.T, f folder) *computer {
	c := &computer{t: t, folder: f, now: noon}
	c.open(filepath.Join(t.TempDir(), "news.db"))
	return c
}

func (c *computer) open(path string) {
	c.t.Helper()
	s, err := store.Open(store.Options{Path: path, Now: func() time.Time { return c.now }})
	if err != nil {
		c.t.Fatal(err)
	}
	c.Store = s
}

// has takes in the articles of those numbers.
func (c *computer) has(nums ...int) *computer {
	c.t.Helper()
	var list []store.Incoming
	for _, n := range nums {
		list = append(list, store.Incoming{Keys: []store.ID{store.ID(n)}, Title: fmt.Sprint("Article ", n),
			Published: store.Time{At: noon, Basis: store.Stated}, Text: store.Text{URL: fmt.Sprint("https://example.org/", n)}})
	}
	if _, err := c.Put(c.t.Context(), list); err != nil {
		c.t.Fatal(err)
	}
	return c
}

func (c *computer) mark(at int, a store.Action, nums ...int) {
	c.t.Helper()
	c.now = noon.Add(time.Duration(at) * time.Minute)
	ids := make([]store.ID, len(nums))
	for i, n := range nums {
		ids[i] = store.ID(n)
	}
	if _, err := c.Mark(c.t.Context(), a, ids...); err != nil {
		c.t.Fatal(err)
	}
}

func (c *computer) undo(at int) {
	c.t.Helper()
	c.now = noon.Add(time.Duration(at) * time.Minute)
	if _, err := c.Undo(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
}

func (c *computer) sync() Report {
	c.t.Helper()
	r, err := Exchange(c.t.Context(), c.Store, c.folder, c.now)
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

// state returns what is read and starred: "1 3, starred 2".
func (c *computer) state() string {
	c.t.Helper()
	var read, starred []string
	for a, err := range c.All(c.t.Context(), store.View{}) {
		if err != nil {
			c.t.Fatal(err)
		}
		name := fmt.Sprint(uint64(a.ID))
		if a.Read {
			read = append(read, name)
		}
		if a.Starred {
			starred = append(starred, name)
		}
	}
	slices.Sort(read)
	slices.Sort(starred)
	return strings.TrimSuffix(strings.Join(read, " ")+", starred "+strings.Join(starred, " "), ", starred ")
}

func (c *computer) is(want string) {
	c.t.Helper()
	if got := c.state(); got != want {
		c.t.Errorf("it has %q, want %q", got, want)
	}
	report, err := c.Check(c.t.Context(), false, nil)
	if err != nil || len(report.Problems) > 0 {
		c.t.Errorf("%+v, %v", report, err)
	}
}

// together exchanges until nobody has anything new.
func together(all ...*computer) {
	for range 2 {
		for _, c := range all {
			c.sync()
		}
	}
}

func TestTheNewestChangeCounts(t *testing.T) {
	f := newFolder(t)
	a, b := newComputer(t, f).has(1, 2, 3), newComputer(t, f).has(1, 2, 4)
	a.mark(1, store.MarkRead, 1, 2, 3)
	a.mark(2, store.Star, 2)
	if r := a.sync(); r.Sent != 2 || r.Stores != 0 || r.Adopted != 0 {
		t.Errorf("%+v", r)
	}
	b.mark(3, store.MarkRead, 1)
	b.mark(4, store.MarkUnread, 1)
	if r := b.sync(); r.Sent != 2 || r.Stores != 1 || r.Adopted != 2 {
		t.Errorf("%+v", r)
	}
	b.is("2, starred 2") // 1 was marked unread later
	a.sync()
	a.is("2 3, starred 2")
	if r := a.sync(); r.Sent+r.Adopted != 0 {
		t.Errorf("nothing is new: %+v", r)
	}
	b.has(3) // an article that comes in later
	b.sync()
	b.is("2 3, starred 2")
}

// What was adopted is no step to undo here, and not sent on.
func TestUndoIsOfOnesOwn(t *testing.T) {
	f := newFolder(t)
	a, b := newComputer(t, f).has(1, 2, 3), newComputer(t, f).has(1, 2, 3)
	b.mark(1, store.Star, 3)
	a.mark(2, store.MarkRead, 1, 2)
	together(a, b)
	b.undo(3)
	together(b, a)
	a.is("1 2")
	b.is("1 2")
	// An undo takes back the mark everywhere, but not what was marked elsewhere.
	b.mark(4, store.MarkRead, 3)
	a.mark(5, store.MarkRead, 3)
	a.sync()
	a.undo(6)
	together(a, b)
	a.is("1 2 3")
	b.is("1 2 3")
	a.undo(7)
	together(a, b)
	a.is("3")
	b.is("3")
	if _, err := a.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	together(a, b)
	b.is("1 2 3")
}

// Computers may know an article by different IDs, where each met it in another
// place first.
func TestArticlesOfSeveralIDs(t *testing.T) {
	f := newFolder(t)
	a, b := newComputer(t, f), newComputer(t, f)
	put := func(c *computer, url string, keys ...store.ID) {
		t.Helper()
		if _, err := c.Put(t.Context(), []store.Incoming{{Keys: keys, Title: "One", Text: store.Text{URL: url}}}); err != nil {
			t.Fatal(err)
		}
	}
	put(a, "https://example.org/1", 1, 2)
	put(b, "", 2)
	put(b, "https://example.org/1", 1, 2)
	a.mark(1, store.Star, 1)
	together(a, b)
	b.is(", starred 2")
	b.mark(2, store.MarkRead, 2)
	b.mark(3, store.Unstar, 2)
	together(b, a)
	a.is("1")
	for range 3 { // they agree, and stay so
		if x, y := a.sync(), b.sync(); x.Adopted+y.Adopted != 0 {
			t.Errorf("%+v, %+v", x, y)
		}
	}
}

// A copy of a store that goes its own way gets a name and a file of its own.
func TestCopiedStores(t *testing.T) {
	f := newFolder(t)
	a := newComputer(t, f).has(1, 2, 3)
	a.mark(1, store.MarkRead, 1)
	a.sync()
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := a.Backup(t.Context(), path, nil); err != nil {
		t.Fatal(err)
	}
	b := &computer{t: t, folder: f, now: noon}
	b.open(path)
	a.mark(2, store.MarkRead, 2)
	b.mark(3, store.MarkRead, 3)
	together(a, b)
	a.is("1 2 3")
	b.is("1 2 3")
	if files, err := f.ReadDir("."); err != nil || len(files) != 2 {
		t.Errorf("%v, %v", files, err)
	}
}

func TestManyArticles(t *testing.T) {
	f := newFolder(t)
	nums := make([]int, 2*mostIDs+5)
	for i := range nums {
		nums[i] = i + 1
	}
	a, b := newComputer(t, f).has(nums...), newComputer(t, f).has(nums...)
	if _, err := a.MarkView(t.Context(), store.MarkRead, store.View{}); err != nil {
		t.Fatal(err)
	}
	a.sync()
	// A write that broke off is repeated, and what it left is passed over.
	files, err := f.ReadDir(".")
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	name := filepath.Join(f.path, files[0].Name())
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, whole[:len(whole)-30], 0o600); err != nil {
		t.Fatal(err)
	}
	if r := a.sync(); r.Sent != 1 || len(r.Problems) != 1 {
		t.Errorf("%+v", r)
	}
	if r := b.sync(); r.Adopted != len(nums) {
		t.Errorf("%+v", r)
	}
}

// What isn't ours, or damaged, is told and costs nothing else.
func TestStrangeFiles(t *testing.T) {
	f := newFolder(t)
	a, b := newComputer(t, f).has(1, 2), newComputer(t, f).has(1, 2)
	a.mark(1, store.MarkRead, 1)
	a.sync()
	for name, text := range map[string]string{
		"newsreader-0.jsonl":     "",
		"newsreader-1.jsonl":     "{}\nnothing\n\x00\n[1]\n",
		"newsreader-2.jsonl":     strings.Repeat("x", mostLine+1),
		"newsreader-3.jsonl":     `{"seq":1,"at":"2999-01-01T00:00:00Z","action":"unread","articles":["0000000000000001"]}` + "\n",
		"newsreader-4.jsonl":     `{"seq":1,"at":"2026-03-02T12:30:00Z","action":"star","articles":["0000000000000002","\u001b[31m"]}` + "\n",
		"newsreader-5.jsonl":     `{"seq":1,"at":"2026-03-02T12:30:00Z","action":"frame","articles":["0000000000000001"]}` + "\n",
		"newsreader-6.conf.json": "nothing",
		"notes.jsonl":            "nothing",
	} {
		if err := f.Append(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(f.path, "newsreader-7.jsonl"), 0o700); err != nil {
		t.Fatal(err)
	}
	b.now = noon.Add(time.Hour)
	r := b.sync()
	b.is("1, starred 2")
	var problems []string
	for _, p := range r.Problems {
		problems = append(problems, p.File+": "+p.Reason)
	}
	want := []string{
		"newsreader-1.jsonl: lines of it can't be read: 4",
		"newsreader-2.jsonl: it holds a line of more than 1048576 bytes",
		"newsreader-3.jsonl: changes of it are from the future: 1; is that computer's clock right?",
		`newsreader-4.jsonl: "\x1b[31m" is not an article ID of 16 hexadecimal digits`,
	}
	if !slices.Equal(problems, want) {
		t.Errorf("%q", problems)
	}
}

// Whatever is marked and undone where and when, after everybody exchanged
// twice all have the same.
func TestAllComeToTheSame(t *testing.T) {
	for seed := range uint64(8) {
		f, random := newFolder(t), rand.New(rand.NewPCG(seed, 1))
		nums := []int{1, 2, 3, 4, 5, 6}
		all := []*computer{newComputer(t, f).has(nums...), newComputer(t, f).has(nums...), newComputer(t, f).has(nums...)}
		for at := range 60 {
			c := all[random.IntN(len(all))]
			c.now = noon.Add(time.Duration(at) * time.Minute)
			switch random.IntN(6) {
			case 0:
				_, _ = c.Undo(t.Context()) // there may be nothing to undo
			case 1:
				_, _ = c.Redo(t.Context())
			case 2:
				c.sync()
			default:
				random.Shuffle(len(nums), func(i, j int) { nums[i], nums[j] = nums[j], nums[i] })
				c.mark(at, store.Action(1+random.IntN(4)), nums[:1+random.IntN(3)]...)
			}
		}
		for _, c := range all {
			c.now = noon.Add(2 * time.Hour)
		}
		together(all...)
		for _, c := range all[1:] {
			c.is(all[0].state())
		}
	}
}
