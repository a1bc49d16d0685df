package refresh

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"newsreader/parse/jsonl"
	"newsreader/parse/news"
	"newsreader/store"
	"newsreader/store/related/measure"
)

// The flags of TestQuality. Name files by their whole paths: tests run in the
// folder of their package.
var quality = struct{ gold, label, queries, ranked, assigned *string }{
	flag.String("gold", "", "JSON lines of labelled articles: id, time (Unix seconds, 0 if unknown), source, title, body and the story"),
	flag.String("label", "story", "the field that holds the story"),
	flag.String("queries", "", "file of the IDs to ask about, one a line (default all that are labelled)"),
	flag.String("write-ranked", "", "file to write the related articles to: ID, tab, IDs divided by blanks"),
	flag.String("write-assigned", "", "file to write the stories to: ID, tab, story"),
}

// TestQuality tells how good related articles and stories are, against
// articles that people labelled, and how long asking takes:
//
//	go test ./store/refresh -run Quality -v -gold FILE -label FIELD -queries FILE
//
// The articles go the way of all news: as JSON lines through the import into
// a store, which is then asked.
func TestQuality(t *testing.T) {
	if *quality.gold == "" {
		t.Skip("no -gold file")
	}
	g := readLabelled(t)
	began := time.Now()
	s := g.stored(t)
	t.Logf("%d articles taken in, %.1f s", len(g.ids), time.Since(began).Seconds())

	run, took := g.related(t, s)
	t.Log(measure.Rank(g.stories, g.queries, run))
	slices.Sort(took)
	at := func(part float64) time.Duration {
		return took[int(part*float64(len(took)-1))].Round(10 * time.Microsecond)
	}
	t.Logf("asking took p50 %v, p95 %v, p99 %v", at(.5), at(.95), at(.99))
	writeLines(t, *quality.ranked, g.queries, func(id string) string { return strings.Join(run[id], " ") })

	assigned := g.assigned(t, s)
	t.Log(measure.Cluster(g.stories, assigned))
	writeLines(t, *quality.assigned, g.ids, func(id string) string { return assigned[id] })
}

// labelled is a file of labelled articles. Its IDs are not ours: each article
// gets an address of its own, from which ours follows.
type labelled struct {
	lines   bytes.Buffer // for the import
	ids     []string     // in the order of the file
	ours    map[string]store.ID
	theirs  map[store.ID]string
	stories measure.Gold
	queries []string
}

func readLabelled(t *testing.T) *labelled {
	g := &labelled{ours: map[string]store.ID{}, theirs: map[store.ID]string{}, stories: measure.Gold{}}
	lines := readLines(t, *quality.gold)
	for i, line := range lines {
		if err := g.add(line); err != nil {
			t.Fatalf("%s, line %d: %v", *quality.gold, i+1, err)
		}
	}
	if *quality.queries != "" {
		g.queries = readLines(t, *quality.queries)
	} else {
		g.queries = g.ids
	}
	g.queries = slices.DeleteFunc(slices.Clone(g.queries), func(id string) bool { return g.stories[id] == "" })
	if len(g.queries) == 0 {
		t.Fatalf("%s: no article to ask about has a story in the field %q", *quality.gold, *quality.label)
	}
	return g
}

func (g *labelled) add(line string) error {
	var in struct {
		ID, Source, Title, Body string
		Time                    int64
	}
	var label map[string]any
	if err := json.Unmarshal([]byte(line), &in); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(line), &label); err != nil {
		return err
	}
	a := jsonl.Article{URL: "https://labelled.example/" + in.ID, Title: in.Title, Source: in.Source, Content: in.Body}
	if in.Time != 0 {
		a.Published = time.Unix(in.Time, 0).UTC().Format(time.RFC3339)
	}
	named := news.Article{URL: a.URL}
	news.Identify(&named)
	id := store.ID(named.ID)
	g.ids = append(g.ids, in.ID)
	g.ours[in.ID], g.theirs[id] = id, in.ID
	g.stories[in.ID], _ = label[*quality.label].(string)
	return json.NewEncoder(&g.lines).Encode(a)
}

// stored imports the articles into a store.
func (g *labelled) stored(t *testing.T) *store.Store {
	s, err := store.Open(store.Options{Path: filepath.Join(t.TempDir(), "news.db"), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	report, err := Import(t.Context(), s, sources(source("labelled.jsonl", g.lines.Bytes())), Options{Now: time.Now()})
	if err != nil || report.Added != len(g.ids) || report.Failed > 0 {
		t.Fatalf("%d articles: %+v, %v", len(g.ids), report, err)
	}
	return s
}

// related asks for what is related to each query, and times it.
func (g *labelled) related(t *testing.T, s *store.Store) (run map[string][]string, took []time.Duration) {
	run = map[string][]string{}
	for _, q := range g.queries {
		began := time.Now()
		list, err := s.Related(t.Context(), g.ours[q])
		if err != nil {
			t.Fatal(q, err)
		}
		took = append(took, time.Since(began))
		run[q] = []string{}
		for _, r := range list {
			run[q] = append(run[q], g.theirs[r.ID])
		}
	}
	return run, took
}

// assigned returns the story of each article.
func (g *labelled) assigned(t *testing.T, s *store.Store) map[string]string {
	out := map[string]string{}
	for a, err := range s.All(t.Context(), store.View{}) {
		if err != nil {
			t.Fatal(err)
		}
		out[g.theirs[a.ID]] = a.Story.String()
	}
	return out
}

func readLines(t *testing.T, path string) (lines []string) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		if line := strings.TrimSpace(in.Text()); line != "" {
			lines = append(lines, line)
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// writeLines writes a line for each ID, nothing if no file is named.
func writeLines(t *testing.T, path string, ids []string, value func(id string) string) {
	if path == "" {
		return
	}
	var b bytes.Buffer
	for _, id := range ids {
		fmt.Fprintf(&b, "%s\t%s\n", id, value(id))
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
