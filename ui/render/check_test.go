package render

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

var (
	sgr       = regexp.MustCompile(`\x1b\[[0-9;]*m`)
	plainSGR  = regexp.MustCompile(`\x1b\[(?:[124](?:;[124])*)?m`)
	hyperlink = regexp.MustCompile(`\x1b\]8;(?:id=[0-9]+;(?:https?://[!-~]+|mailto:[!-~]+)|;)\x07`)
)

// checkLine reports what must never be in a line, whatever the article holds.
func checkLine(t *testing.T, line string, o Options) {
	t.Helper()
	width := max(o.Width, 1)
	if w := ansi.StringWidth(line); w > width {
		t.Errorf("%d cells wide, want at most %d: %q", w, width, line)
	}
	// A terminal without Unicode core takes as many cells as the runes of a
	// cluster add up to. That fits too where the longest cluster does.
	if w := ansi.StringWidthWc(line); width >= 2*maxCluster && w > width {
		t.Errorf("%d cells wide without Unicode core, want at most %d: %q", w, width, line)
	}
	allowed := sgr
	if o.Palette.Plain {
		allowed = plainSGR
	}
	text := hyperlink.ReplaceAllString(allowed.ReplaceAllString(line, ""), "")
	for _, r := range text {
		if unsafeRune(r) || r == '\u200b' {
			t.Errorf("holds %U: %q", r, line)
			break
		}
	}
	if !utf8.ValidString(line) {
		t.Errorf("not UTF-8: %q", line)
	}
	if strings.HasSuffix(text, " ") {
		t.Errorf("ends with a blank: %q", line)
	}
	last := func(re *regexp.Regexp) string {
		all := re.FindAllString(line, -1)
		if len(all) == 0 {
			return ""
		}
		return all[len(all)-1]
	}
	if s := last(sgr); s != "" && s != ansi.ResetStyle {
		t.Errorf("leaves a style open: %q", line)
	}
	if s := last(hyperlink); s != "" && s != ansi.ResetHyperlink() {
		t.Errorf("leaves a link open: %q", line)
	}
}

func checkPage(t *testing.T, p Page, o Options) {
	t.Helper()
	for _, l := range p.Lines {
		checkLine(t, l, o)
		if t.Failed() {
			return
		}
	}
	if len(p.marks) != len(p.Lines) {
		t.Errorf("%d marks for %d lines", len(p.marks), len(p.Lines))
	}
	if !slices.IsSorted(p.Paragraphs) || len(p.Paragraphs) > len(p.Lines) || (len(p.Paragraphs) > 0) != (len(p.Lines) > 0) {
		t.Errorf("paragraphs %v in %d lines", p.Paragraphs, len(p.Lines))
	}
	for i, n := range p.Paragraphs {
		if n >= len(p.Lines) || i == 0 && n != 0 || i > 0 && n == p.Paragraphs[i-1] {
			t.Errorf("paragraphs %v in %d lines", p.Paragraphs, len(p.Lines))
			break
		}
	}
	for _, l := range p.Links {
		if l.Line < 0 || l.Line >= len(p.Lines) || !strings.Contains(p.Lines[l.Line], l.URL+"\a") {
			t.Errorf("link %+v is not in its line", l)
		}
		if url, ok := safeURL(l.URL); !ok || url != l.URL {
			t.Errorf("unsafe link %+v", l)
		}
		if l.Text != OneLine(l.Text) || l.Text == "" {
			t.Errorf("unsafe text of link %+v", l)
		}
	}
}
