package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsreader/store/query"
	"newsreader/ui"
)

var update = flag.Bool("update", false, "write the generated parts of the README anew")

// The README's keys are those of the program.
func TestReadmeKeys(t *testing.T) {
	path := filepath.Join(root, "README.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "-update` -->\n", "<!-- /keys -->"
	before, rest, found := strings.Cut(string(text), begin)
	keys, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatal("the README has no place for the keys")
	}
	want := "\n" + ui.KeyTable() + "\n"
	if keys == want {
		return
	}
	if !*update {
		t.Fatalf("the README's keys are not those of the program: go test ./cmd/newsreader -run TestReadmeKeys -update")
	}
	if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// What the README and the help say of queries can be asked, and OR binds as
// they say.
func TestDocumentedQueries(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var queries []string
	for row := range strings.Lines(string(text)) {
		if cells := strings.Split(row, "|"); len(cells) == 4 && strings.Contains(row, "`") && strings.ContainsAny(cells[1], `:"*`) {
			for i, span := range strings.Split(cells[1], "`") {
				if i%2 == 1 {
					queries = append(queries, span)
				}
			}
		}
	}
	if len(queries) < 20 {
		t.Errorf("only %d queries are in the README: %q", len(queries), queries)
	}
	for line := range strings.Lines(queryHelp) {
		if example, _, ok := strings.Cut(strings.TrimPrefix(line, "  "), "  "); ok && strings.HasPrefix(line, "  ") {
			queries = append(queries, example)
		}
	}
	for _, text := range queries {
		if strings.HasSuffix(text, ":") || strings.HasPrefix(text, "$") { // source: and the like
			continue
		}
		if _, err := query.Parse(text, query.Options{Now: noon}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	const closer = "closer than a blank"
	if q, err := query.Parse("a b OR c", query.Options{}); err != nil || q.String() != "a (b OR c)" {
		t.Errorf("%v, %v", q, err)
	}
	if !strings.Contains(string(text), closer) || !strings.Contains(queryHelp, closer) {
		t.Error("the README or the help don't say how OR binds")
	}
}

// Each command is in the README.
func TestReadmeCommands(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range newRoot(new(program)).Commands() {
		if !strings.Contains(string(text), "`"+c.Name()) {
			t.Errorf("the README doesn't name the command %s", c.Name())
		}
	}
}
