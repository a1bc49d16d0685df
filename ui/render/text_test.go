package render

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestTruncate(t *testing.T) {
	tests := []struct {
		s     string
		cells int
		want  string
	}{
		{"North Korea confirms", 20, "North Korea confirms"},
		{"North Korea confirms", 19, "North Korea confir…"}, // the last word begins too early to go
		{"North Korea confirms", 13, "North Korea…"},
		{"North Korea confirms", 12, "North Korea…"},
		{"North Korea confirms", 11, "North Kore…"},
		{"North Korea, once more", 14, "North Korea…"},
		{"North Korea – once more", 15, "North Korea…"},
		{"A confirmation that is long", 9, "A confir…"},
		{"word", 0, ""},
		{"word", -1, ""},
		{"word", 1, "…"},
		{"word", 2, "w…"},
		{"北京四月二十八日", 16, "北京四月二十八日"},
		{"北京四月二十八日", 10, "北京四月…"},
		{"北京四月二十八日", 9, "北京四月…"},
		{"北京四月二十八日", 2, "…"},
		{"a 👩‍👩‍👧👩‍👩‍👧", 5, "a 👩‍👩‍👧…"},
		{"a 👩‍👩‍👧👩‍👩‍👧", 4, "a…"},
		{"Cafe\u0301s everywhere", 5, "Cafe\u0301…"},
		{"\x1b[1mNorth Korea confirms\x1b[m", 14, "\x1b[1mNorth Korea…\x1b[m"},
	}
	for _, tt := range tests {
		if got := Truncate(tt.s, tt.cells); got != tt.want {
			t.Errorf("%q to %d: got %q, want %q", tt.s, tt.cells, got, tt.want)
		}
	}
	for cells, want := range []string{"", ".", "..", "...", "N...", "No..."} {
		if got := TruncateWith(ansi.GraphemeWidth, "North Korea", cells, "..."); got != want {
			t.Errorf("to %d: got %q, want %q", cells, got, want)
		}
	}
}

func TestPad(t *testing.T) {
	for _, tt := range []struct {
		s     string
		cells int
		want  string
	}{{"a", 3, "a  "}, {"中", 3, "中 "}, {"abc", 2, "abc"}, {"", 0, ""}, {"a", -1, "a"}, {"\x1b[1ma\x1b[m", 2, "\x1b[1ma\x1b[m "}} {
		if got := Pad(tt.s, tt.cells); got != tt.want {
			t.Errorf("%q to %d: got %q, want %q", tt.s, tt.cells, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		s     string
		cells int
		want  []string
	}{
		{"North Korea confirms troop deployment to Russia as Putin hails 'heroes'", 66,
			[]string{"North Korea confirms troop deployment", "to Russia as Putin hails 'heroes'"}},
		{"short", 66, []string{"short"}},
		{"", 66, nil},
		{"金正恩下令派兵赴俄作战", 12, []string{"金正恩下令派", "兵赴俄作战"}},
		{"a\x1b[31mb\nc \u202ed", 66, []string{"a[31mb c d"}},
		{"ab", 0, []string{"a", "b"}},
	} {
		if got := Wrap(tt.s, tt.cells); !slices.Equal(got, tt.want) {
			t.Errorf("%q in %d: got %q, want %q", tt.s, tt.cells, got, tt.want)
		}
	}
}

func TestOneLine(t *testing.T) {
	for _, tt := range []struct{ s, want string }{
		{" a \t b\r\nc ", "a b c"},
		{"a\x1b]0;b\x07c", "a]0;bc"},
		{"caf\u00e9\u202e\u200b\u00adx\u00a0y", "caféx y"},
		{"\xff\u009bm", "\ufffdm"},
		{"z" + strings.Repeat("\u0301", 1000), "z" + strings.Repeat("\u0301", maxCluster-1)},
		{"👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 x\U000e0041", "👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 x"},
		{"«\u00a0a »", "« a »"},
		{"", ""},
	} {
		if got := OneLine(tt.s); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.s, got, tt.want)
		}
		if got := OneLine(tt.want); got != tt.want {
			t.Errorf("%q: got %q the second time", tt.want, got)
		}
	}
}

func BenchmarkOneLine(b *testing.B) {
	for b.Loop() {
		OneLine("North Korea confirms troop deployment to Russia as Putin hails 'heroes'")
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"North Korea, once – more", "北京👩‍👩‍👧e\u0301", "\x1b[1mbold\x1b[m", "\u202e\x00", "« a »", "a\u00a0b", strings.Repeat("\u0301", 50), "\u0605 "} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, cells int) {
		cells %= 200
		line := OneLine(s)
		checkText(t, line)
		if got := Truncate(line, cells); ansi.StringWidth(got) > max(cells, 0) {
			t.Errorf("Truncate(%q, %d) is %q", line, cells, got)
		} else if !strings.HasPrefix(line, strings.TrimSuffix(got, "…")) {
			t.Errorf("Truncate(%q, %d) is %q", line, cells, got)
		}
		// Some signs of Arabic take the blank after them into their cluster.
		if got := Pad(line, cells); ansi.StringWidth(line+" ") > ansi.StringWidth(line) && ansi.StringWidth(got) != max(cells, ansi.StringWidth(line)) {
			t.Errorf("Pad(%q, %d) is %q", line, cells, got)
		}
		for _, l := range Wrap(s, cells) {
			checkLine(t, l, Options{Width: cells})
		}
	})
}

func checkText(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		if unsafeRune(r) {
			t.Errorf("holds %U: %q", r, s)
		}
	}
}
