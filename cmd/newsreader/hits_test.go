package main

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"newsreader/store"
)

// The passage under a hit is one line, and what was found is in sight.
func TestSnippetFits(t *testing.T) {
	long := strings.Repeat("many words before it and ", 8)
	for name, found := range map[string]store.Snippet{
		"short":      {Text: "A quake shook it.", Marks: []store.Span{{From: 2, To: 7}}},
		"far behind": {Text: long + "quake shook the coast", Marks: []store.Span{{From: len(long), To: len(long) + 5}}},
		"wide":       {Text: strings.Repeat("東京 ", 60) + "quake", Marks: []store.Span{{From: 60 * 7, To: 60*7 + 5}}},
		"two":        {Text: "quake, " + long + "quake", Marks: []store.Span{{From: 0, To: 5}, {From: 7 + len(long), To: 12 + len(long)}}},
	} {
		for _, width := range []int{30, 80, 200} {
			out := &output{width: width}
			line := out.snippet(found)
			if w := ansi.StringWidth(line); w > width || strings.Contains(line, "\n") {
				t.Errorf("%s at %d cells has %d: %q", name, width, w, line)
			}
			if !strings.Contains(line, "\x1b[1mquake") {
				t.Errorf("%s at %d cells shows no match: %q", name, width, line)
			}
		}
	}
	out := &output{width: 80, plain: true}
	for name, found := range map[string]store.Snippet{
		"nothing":      {},
		"no marks":     {Text: "A quake shook it."},
		"hostile":      {Text: hostile, Marks: []store.Span{{From: 0, To: 3}}},
		"wrong places": {Text: "A quake.", Marks: []store.Span{{From: 7, To: 90}, {From: 5, To: 2}}},
	} {
		if line := out.snippet(found); strings.Contains(line, "\x1b") || ansi.StringWidth(line) > 80 {
			t.Errorf("%s: %q", name, line)
		}
	}
}

func TestQueryErrorsPointAtThePlace(t *testing.T) {
	for text, want := range map[string]string{
		"kyiv is:blue":       "\n  kyiv is:blue\n       ^^^^^^^\n",
		"東京 is:blue":         "\n  東京 is:blue\n       ^^^^^^^\n",
		"a\x1b]0;x is:blue":  "\n  a ]0;x is:blue\n",
		"\x9b\u202e is:blue": " is:blue\n",
	} {
		s := stored(t, article(1<<60, "Title", "Source"))
		out, messages, status := s.run("list", text)
		if out != "" || status != exitUsage || !strings.Contains(messages, want) || !strings.Contains(messages, "newsreader search --help") {
			t.Errorf("%q: status %d, printed %q and %q, want %q", text, status, out, messages, want)
		}
	}
}
