package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
