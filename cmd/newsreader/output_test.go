package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"newsreader/parse/clean"
	"newsreader/store"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// hostile is text as an article must never bring to a terminal: it changes
// the window's title and the clipboard, hides, overwrites and reverses.
const hostile = "ti\x1b]0;owned\x07t\x1b]52;c;b3duZWQ=\x07l\x9b31me\u009b2J\rover\u202eesrever\x00\x08"

// session runs the program in this process, on terminals of its own making.
type session struct {
	t       *testing.T
	store   string
	width   int // of the terminal on the standard output; 0 for a pipe
	environ []string
	zone    *time.Location // of the reader; nil: UTC
}

// stored makes a session with a store that holds the articles.
func stored(t *testing.T, articles ...store.Incoming) *session {
	t.Helper()
	path := filepath.Join(t.TempDir(), "news.db")
	s, err := store.Open(store.Options{Path: path, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return &session{t: t, store: path}
}

// follow adds a feed.
func (s *session) follow(f store.Subscription) {
	s.t.Helper()
	opened, err := store.Open(store.Options{Path: s.store, Now: func() time.Time { return noon }})
	if err != nil {
		s.t.Fatal(err)
	}
	if _, _, err := opened.AddFeed(s.t.Context(), f); err != nil {
		s.t.Fatal(err)
	}
	if err := opened.Close(); err != nil {
		s.t.Fatal(err)
	}
}

// run runs a command and returns what it printed and its status.
func (s *session) run(args ...string) (stdout, stderr string, status int) {
	s.t.Helper()
	home, now := s.t.TempDir(), noon
	if s.zone != nil {
		now = noon.In(s.zone)
	}
	var out, messages bytes.Buffer
	status = run(s.t.Context(), environment{
		args:    args,
		stdin:   strings.NewReader(""),
		stdout:  &out,
		stderr:  &messages,
		environ: append([]string{"NEWSREADER_STORE=" + s.store}, s.environ...),
		now:     func() time.Time { return now },
		home:    func() (string, error) { return home, nil },
		terminal: func(stream any) (int, bool) {
			if stream == io.Writer(&out) {
				return s.width, s.width > 0
			}
			return 0, false
		},
	})
	return out.String(), messages.String(), status
}

func article(id store.ID, title, source string) store.Incoming {
	return store.Incoming{
		Keys: []store.ID{id}, Title: title, Source: source,
		Published: store.Time{At: noon.Add(-time.Duration(id>>60) * time.Hour), Basis: store.Stated},
		Text:      store.Text{Content: "A paragraph about " + title + ".\n\nAnother one.", URL: "https://example.org/" + title},
	}
}

// A list that is cut short names the command that prints all of it, which
// newsreader without a command is not.
func TestListSaysHowToSeeAll(t *testing.T) {
	var many []store.Incoming
	for i := range terminalLimit + 1 {
		many = append(many, article(store.ID(i+1), fmt.Sprint("Headline ", i), "One"))
	}
	s := stored(t, many...)
	s.width, s.environ = 80, []string{"TERM=dumb"}
	for _, args := range [][]string{{}, {"list"}} {
		if _, messages, status := s.run(args...); messages != "These are the first 100; newsreader list --limit 0 prints all.\n" || status != exitDone {
			t.Errorf("%q: status %d, %q", args, status, messages)
		}
	}
	if _, messages, status := s.run("list", "--limit", "0"); messages != "" || status != exitDone {
		t.Errorf("status %d, %q", status, messages)
	}
}

func TestListFitsTheTerminal(t *testing.T) {
	s := stored(t,
		article(1<<60, strings.Repeat("A long headline ", 20), "The Publisher With The Long Name"),
		article(2<<60, strings.Repeat("東京の見出し", 30), "日本の新聞社の長い名前"),
		article(3<<60, strings.Repeat("👩‍👩‍👧‍👦", 60), "e\u0301"),
		article(4<<60, "", ""),
	)
	for _, s.width = range []int{1, 20, 40, 80, 200} {
		out, _, status := s.run("list")
		if status != exitDone || strings.Count(out, "\n") != 4 {
			t.Errorf("at %d cells, status %d:\n%s", s.width, status, out)
		}
		for line := range strings.Lines(out) {
			if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > s.width {
				t.Errorf("at %d cells a line has %d: %s", s.width, w, line)
			}
		}
	}
	s.width = 0
	if out, _, _ := s.run("list"); !strings.Contains(out, strings.Repeat("東京の見出し", 30)) {
		t.Errorf("a pipe got a title that is cut:\n%s", out)
	}
}

// A day is the reader's in a query too, as it is in the times of a list.
func TestQueriesKnowTheReadersDay(t *testing.T) {
	s := stored(t, article(2<<60, "Morning", "")) // at ten in UTC
	for query, want := range map[string]bool{"before:2026-03-01": true, "after:2026-03-01": false} {
		s.zone = time.FixedZone("", -11*60*60)
		if out, _, _ := s.run("search", query); strings.Contains(out, "Morning") != want {
			t.Errorf("%s at eleven the evening before: %q", query, out)
		}
		s.zone = nil
		if out, _, _ := s.run("search", query); strings.Contains(out, "Morning") == want {
			t.Errorf("%s at ten in the morning: %q", query, out)
		}
	}
}

func TestColoursAreOptional(t *testing.T) {
	s := stored(t, article(1<<60, "Title", "Source"))
	s.width = 80
	if out, _, _ := s.run("list"); !strings.Contains(out, "\x1b[") {
		t.Errorf("no weights on a terminal: %q", out)
	}
	if out, _, _ := s.run("list", "--no-color"); strings.Contains(out, "\x1b") {
		t.Errorf("--no-color: %q", out)
	}
	for _, s.environ = range [][]string{{"NO_COLOR=yes"}, {"TERM=dumb"}} {
		for _, command := range []string{"list", "show"} {
			args := []string{command}
			if command == "show" {
				args = append(args, "1")
			}
			if out, _, _ := s.run(args...); strings.Contains(out, "\x1b") || out == "" {
				t.Errorf("%s %s: %q", s.environ[0], command, out)
			}
		}
	}
	s.environ = []string{"LANG=C", "TERM=dumb"}
	if out, _, _ := s.run("list"); strings.ContainsFunc(out, func(r rune) bool { return r > 127 }) {
		t.Errorf("not ASCII: %q", out)
	}
}

// Whatever stands in the store, in the names of files and in arguments, what
// is printed moves no cursor and changes no terminal.
func TestNothingHostileIsPrinted(t *testing.T) {
	bad := article(1<<60, hostile, hostile)
	bad.Tags = []string{hostile}
	bad.Text = store.Text{Content: hostile, Summary: hostile, Author: hostile, URL: "https://example.org/" + hostile}
	bad.Text.Listed = []store.ID{2 << 60}
	other := article(2<<60, hostile+"2", hostile)
	other.Text.Listed = bad.Keys
	s := stored(t, bad, other)
	for _, s.width = range []int{0, 80} {
		for _, args := range [][]string{
			{"list"}, {"list", "--json"}, {"search", "over"}, {"show", "1"}, {"show", "1", "--json"},
			{"related", "1"}, {"related", "1", "--json"}, {"mark", "star", "1"}, {"undo"}, {"redo"},
			{"search", "over", "--json"}, {"search", hostile}, {"search", "is:" + hostile}, {"search", "--save", hostile, "over OR " + hostile},
			{"searches"}, {"searches", "--json"}, {"search", "--saved", hostile}, {"search", "--saved", hostile + "2"}, {"searches", "remove", hostile},
			{"stories"}, {"stories", "--json"}, {"stories", "--catch-up"}, {"story", "1", "2"}, {"story", "1", "--json"}, {"story", hostile},
			{"story", "follow", "1"}, {"story", "mute", "1", hostile}, {"story", "join", "1", "2"}, {"story", "split", "1"}, {"story", "join", hostile, "1"},
			{"journal"}, {"journal", "--json"}, {"stats"}, {"doctor"},
			{"show", hostile}, {hostile}, {"list", "--" + hostile}, {"mark", hostile},
			{"import", hostile}, {"parse", hostile}, {"backup", hostile + "/x"},
			{"list", "--store", hostile + "/\x00/x.db"}, {"list", "--config", hostile},
		} {
			out, messages, _ := s.run(args...)
			for _, text := range []string{out, messages} {
				text = styles.Replace(text)
				if !clean.Safe(text) {
					t.Errorf("%q at %d cells printed %q", args, s.width, text)
				}
			}
		}
	}
}

// styles takes out the weights that the commands themselves print.
var styles = strings.NewReplacer("\x1b[1m", "", "\x1b[2m", "", "\x1b[33m", "", "\x1b[m", "")

// Titles are cut at words, as on the screen.
func TestRowsAreCutAtWords(t *testing.T) {
	s := stored(t, store.Incoming{Keys: []store.ID{1}, Title: "Parliament delays the housing reform as Lisbon prepares for elections", Source: "Le Monde"})
	for s.width = 60; s.width < 90; s.width++ {
		out, _, _ := s.run("list")
		line := strings.TrimRight(out, "\n")
		kept, isCut := strings.CutSuffix(ansi.Strip(line), "…")
		if _, title, _ := strings.Cut(kept, "Parliament"); !isCut || !strings.HasPrefix(" delays the housing reform as Lisbon prepares for elections ", title+" ") {
			t.Errorf("at %d cells: %q", s.width, line)
		}
	}
}

func TestShowSaysThatThereIsNoDate(t *testing.T) {
	s := stored(t, store.Incoming{Keys: []store.ID{1}, Title: "Timeless", Source: "Le Monde"})
	if out, _, _ := s.run("show", "0"); !strings.Contains(out, "Le Monde - no date, taken in on 2026-03-01") {
		t.Error(out)
	}
}
