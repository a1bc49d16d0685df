package render

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var (
	sgrs  = regexp.MustCompile(`\x1b\[([0-9;:]*)m`)
	opens = regexp.MustCompile(`\x1b\]8;[^;]*;([^\x07]+)\x07`)
)

// visible shows the styles of a line: {1} for bold, {} for none, <url>link</>.
func visible(line string) string {
	line = strings.ReplaceAll(line, ansi.ResetHyperlink(), "</>")
	return sgrs.ReplaceAllString(opens.ReplaceAllString(line, "<$1>"), "{$1}")
}

func TestGolden(t *testing.T) {
	plain := Palette{Plain: true}
	tests := []struct {
		source, name string
		o            Options
	}{
		{"every", "every-20", Options{Width: 20, Palette: colours}},
		{"every", "every-40", Options{Width: 40, Palette: colours}},
		{"every", "every-72", Options{Width: 72, Palette: colours}},
		{"every", "every-72-plain", Options{Width: 72, Palette: plain}},
		{"every", "every-40-ascii", Options{Width: 40, Palette: plain, ASCII: true}},
		{"world", "world-20", Options{Width: 20, Palette: colours}},
		{"world", "world-40", Options{Width: 40, Palette: colours}},
		{"world", "world-72", Options{Width: 72, Palette: colours}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source, err := os.ReadFile(filepath.Join("testdata", tt.source+".md"))
			if err != nil {
				t.Fatal(err)
			}
			p, err := Full(context.Background(), string(source), tt.o)
			if err != nil {
				t.Fatal(err)
			}
			var text, styled strings.Builder
			for _, l := range p.Lines {
				fmt.Fprintln(&text, ansi.Strip(l))
				fmt.Fprintln(&styled, visible(l))
			}
			fmt.Fprintln(&styled, "\nparagraphs:", p.Paragraphs)
			for _, l := range p.Links {
				fmt.Fprintf(&styled, "line %d: %s = %s\n", l.Line, l.Text, l.URL)
			}
			golden(t, tt.name+".txt", text.String())
			golden(t, tt.name+".styled.txt", styled.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run the tests with -update and look at the difference.\ngot:\n%s", name, got)
	}
}
