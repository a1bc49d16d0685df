package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the repository, seen from this package.
const root = "../.."

// A ban is an import that must not be, and why not.
type ban struct {
	from   string   // packages at and below this path …
	but    []string // … apart from those at and below these …
	to     string   // … must not import packages at and below this path …
	butTo  []string // … apart from those at and below these
	reason string
}

var bans = []ban{
	{
		from: "newsreader", but: []string{"newsreader/store"},
		to:     "go.etcd.io/bbolt",
		reason: "who else touches the file breaks its rules on locks, snapshots and encodings",
	},
	{
		from: "newsreader", but: []string{"newsreader/parse/fetch", "newsreader/store/refresh"},
		to:     "net/http",
		reason: "one place bounds size, time and redirects of what comes from the network",
	},
	{
		from: "newsreader/parse",
		to:   "newsreader", butTo: []string{"newsreader/parse"},
		reason: "a parser that knows no store and no screen can be tested and fuzzed on bytes alone",
	},
	{
		from:   "newsreader/seeds",
		to:     "newsreader",
		reason: "documents are data",
	},
	{
		from: "newsreader/store", but: []string{"newsreader/store/refresh"},
		to: "newsreader", butTo: []string{"newsreader/store"},
		reason: "what is kept must not change with a format that is read or a screen that is shown; store/refresh joins the two",
	},
	{
		from: "newsreader/store/refresh",
		to:   "newsreader", butTo: []string{"newsreader/store", "newsreader/parse"},
		reason: "importing works without a screen",
	},
	{
		from: "newsreader/ui",
		to:   "newsreader", butTo: []string{"newsreader/ui", "newsreader/store"},
		reason: "screens show what is stored; who parses or fetches from a screen blocks a key",
	},
	{
		from:   "newsreader/ui",
		to:     "newsreader/store/refresh",
		reason: "the app is handed what it may start, so that tests hand it something else",
	},
	{
		from: "newsreader/ui/render",
		to:   "newsreader", butTo: []string{"newsreader/ui/render"},
		reason: "typesetting is a function from text to lines",
	},
	{
		from: "newsreader", but: []string{"newsreader/ui", "newsreader/cmd"},
		to:     "charm.land/bubbletea/v2",
		reason: "there is one program that owns the terminal; cmd only hands it the streams",
	},
	{
		from: "newsreader", but: []string{"newsreader/cmd"},
		to:     "newsreader/cmd",
		reason: "wiring is imported by nobody",
	},
	{
		from: "newsreader", but: []string{"newsreader/cmd"},
		to:     "github.com/spf13",
		reason: "only the command line knows flags",
	},
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, imported := range p.Imports {
			for _, b := range bans {
				if b.hits(p.ImportPath, imported) {
					t.Errorf("%s imports %s; it must not: %s", p.ImportPath, imported, b.reason)
				}
			}
		}
	}
}

func (b ban) hits(from, to string) bool {
	return at(b.from, from) && !slices.ContainsFunc(b.but, func(p string) bool { return at(p, from) }) &&
		at(b.to, to) && !slices.ContainsFunc(b.butTo, func(p string) bool { return at(p, to) })
}

// at tells whether path is base or below it.
func at(base, path string) bool { return path == base || strings.HasPrefix(path, base+"/") }

// reached are the things of the outside that are passed in, never fetched.
// Naming time.Now as the default of an option is fine, calling it is not.
var reached = map[string]string{
	"time.Now()":     "a test sets the clock: take the time from Options",
	"time.Since()":   "a test sets the clock: take the time from Options",
	"os.Getenv":      "only cmd reads the environment",
	"os.LookupEnv":   "only cmd reads the environment",
	"os.UserHomeDir": "only cmd knows where home is",
	"os.Stdin":       "only cmd knows the standard streams",
	"os.Stdout":      "only cmd knows the standard streams",
	"os.Stderr":      "only cmd knows the standard streams",
	"os.Args":        "only cmd reads the command line",
	"os.Exit":        "only main ends the process: who exits elsewhere skips what was deferred",
}

func TestNothingIsReachedFor(t *testing.T) {
	for _, p := range listPackages(t) {
		if p.Name == "main" || at("newsreader/ui/uitest", p.ImportPath) {
			continue
		}
		for _, file := range p.GoFiles {
			reachesIn(t, filepath.Join(p.Dir, file))
		}
	}
}

func reachesIn(t *testing.T, path string) {
	t.Helper()
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		name := ""
		switch n := n.(type) {
		case *ast.CallExpr:
			name = selected(n.Fun) + "()"
		case *ast.SelectorExpr:
			name = selected(n)
		}
		if reason, bad := reached[name]; bad {
			t.Errorf("%s uses %s: %s", files.Position(n.Pos()), name, reason)
		}
		return true
	})
}

// selected returns "os.Stdin" for that expression, "" for other kinds.
func selected(e ast.Expr) string {
	if s, ok := e.(*ast.SelectorExpr); ok {
		if from, ok := s.X.(*ast.Ident); ok {
			return from.Name + "." + s.Sel.Name
		}
	}
	return ""
}

// The layout is part of what was asked for: a reader of the repository finds
// five folders, each with one subject.
func TestTopLevelFolders(t *testing.T) {
	allowed := []string{"cmd", "ui", "store", "parse", "seeds", "docs"}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if !e.IsDir() || strings.HasPrefix(name, ".") || slices.Contains(allowed, name) {
			continue
		}
		t.Errorf("there is a folder %s beside %s", name, strings.Join(allowed, ", "))
	}
	err = filepath.WalkDir(filepath.Join(root, "docs"), func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".go") {
			t.Errorf("%s: docs holds no code", path)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

// listed is what `go list` tells of a package.
type listed struct {
	ImportPath, Name, Dir string
	Imports, GoFiles      []string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Name,Dir,Imports,GoFiles", "./...")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
