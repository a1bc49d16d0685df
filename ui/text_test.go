package ui

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"newsreader/store"
)

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                         "plain",
		"two\nlines\tand\rmore":         "two lines and more",
		"\x1b[31mred\x1b[0m":            "red",
		"\x1b]52;c;ZXZpbA==\x07clipped": "clipped",
		"C1\u009b31m":                   "C131m",
		"bidi \u202eevil\u202c \u2066x": "bidi evil x",
		"👩‍👩‍👧 stays, so does नि and a\u0301": "👩‍👩‍👧 stays, so does नि and a\u0301",
	} {
		if got := safe(in); got != want {
			t.Errorf("safe(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSafe(f *testing.F) {
	f.Add("\x1b]0;t\x07\u202e\r\n\u009b2J\x9b")
	f.Fuzz(func(t *testing.T, s string) {
		out := safe(s)
		for _, r := range out {
			if r != ' ' && unsafe(r) {
				t.Fatalf("safe(%q) = %q keeps %U", s, out, r)
			}
		}
		if !utf8.ValidString(out) {
			t.Fatalf("safe(%q) = %q is not UTF-8", s, out)
		}
		if again := safe(out); again != out {
			t.Fatalf("safe twice: %q, then %q", out, again)
		}
	})
}

func TestSafeURL(t *testing.T) {
	for in, ok := range map[string]bool{
		"https://example.org/a?b=c": true, "http://example.org": true, "mailto:a@example.org": true,
		"": false, "javascript:alert(1)": false, "file:///etc/passwd": false, "-oProxyCommand=x": false,
		"https://": false, "https://e.org/\x1b]52;": false, "https://e.org/a b": false, "https://e.org/\u202e": false,
	} {
		if got := safeURL(in); (got == in && in != "") != ok || !ok && got != "" {
			t.Errorf("safeURL(%q) = %q", in, got)
		}
	}
}

func TestTimes(t *testing.T) {
	loc := time.FixedZone("UTC+8", 8*3600)
	c := clock{now: time.Date(2025, 6, 10, 3, 0, 0, 0, loc), loc: loc}
	at := func(d time.Duration, p store.Precision, b store.Basis) store.Time {
		return store.Time{At: c.now.Add(-d).UTC(), Precision: p, Basis: b}
	}
	day := func(m time.Month, d int, b store.Basis) store.Time {
		return store.Time{At: time.Date(2025, m, d, 0, 0, 0, 0, time.UTC), Precision: store.Day, Basis: b}
	}
	for _, x := range []struct {
		t                  store.Time
		age, full, heading string
	}{
		{at(20*time.Second, store.Second, store.Stated), "now", "10 June 2025 02:59 (now)", "Today, Tuesday 10 June 2025"},
		{at(3*time.Minute, store.Second, store.Stated), "3 min", "10 June 2025 02:57 (3 min ago)", "Today, Tuesday 10 June 2025"},
		{at(5*time.Hour, store.Second, store.Stated), "5 h", "9 June 2025 22:00 (5 h ago)", "Yesterday, Monday 9 June 2025"},
		{at(0, store.Hour, store.Relative), "1 h", "10 June 2025 (1 h ago)", "Today, Tuesday 10 June 2025"},
		{at(25*time.Hour, store.Second, store.Stated), "yesterday", "9 June 2025 02:00 (yesterday)", "Yesterday, Monday 9 June 2025"},
		{at(-2*time.Hour, store.Second, store.Stated), "10 Jun", "10 June 2025 05:00", "Today, Tuesday 10 June 2025"},
		{day(6, 10, store.Inferred), "~today", "~10 June 2025 (today)", "Today, Tuesday 10 June 2025"},
		{day(6, 9, store.Inferred), "~9 Jun", "~9 June 2025 (yesterday)", "Yesterday, Monday 9 June 2025"},
		{day(6, 9, store.Stated), "yesterday", "9 June 2025 (yesterday)", "Yesterday, Monday 9 June 2025"},
		{day(4, 28, store.Inferred), "~28 Apr", "~28 April 2025", "Monday 28 April 2025"},
		{at(400*24*time.Hour, store.Second, store.Stated), "May 2024", "6 May 2024 03:00", "Monday 6 May 2024"},
		{at(time.Hour, store.Second, store.Imported), "-", "no date, taken in on 10 June 2025", "No date, taken in today"},
		{at(5*time.Hour, store.Second, store.Imported), "-", "no date, taken in on 9 June 2025", "No date, taken in yesterday"},
		{at(48*time.Hour, store.Second, store.Imported), "-", "no date, taken in on 8 June 2025", "No date, taken in on 8 June 2025"},
		{store.Time{}, "-", "no date", "No date"},
	} {
		if got := c.age(x.t, ageWidth); got != x.age {
			t.Errorf("age(%v) = %q, want %q", x.t, got, x.age)
		}
		if got := c.full(x.t); got != x.full {
			t.Errorf("full(%v) = %q, want %q", x.t, got, x.full)
		}
		if got := c.heading(x.t); got != x.heading {
			t.Errorf("heading(%v) = %q, want %q", x.t, got, x.heading)
		}
	}
}

// Where there is room, a time of another year tells its day.
func TestAgesOfOtherYears(t *testing.T) {
	c := clock{now: time.Date(2026, 6, 10, 3, 0, 0, 0, time.UTC), loc: time.UTC}
	day := func(y int, m time.Month, d int, b store.Basis) store.Time {
		return store.Time{At: time.Date(y, m, d, 0, 0, 0, 0, time.UTC), Precision: store.Day, Basis: b}
	}
	for _, x := range []struct {
		t          store.Time
		tight, all string
	}{
		{day(2025, 6, 9, store.Stated), "Jun 2025", "9 Jun 2025"},
		{day(2025, 6, 19, store.Inferred), "~Jun 2025", "~19 Jun 2025"},
		{day(2026, 6, 9, store.Inferred), "~9 Jun", "~yesterday"},
		{day(2026, 4, 28, store.Inferred), "~28 Apr", "~28 Apr"},
	} {
		if tight, all := c.age(x.t, ageWidth), c.age(x.t, dateWidth); tight != x.tight || all != x.all {
			t.Errorf("age(%v) = %q and %q, want %q and %q", x.t, tight, all, x.tight, x.all)
		}
	}
}

func TestCutBetweenParts(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		st := newStyles(false, true, ascii)
		text := "Catch up " + st.sep + " since yesterday"
		for width := range 30 {
			got := st.cut(text, width)
			if st.cells(got) > width || strings.Contains(got, st.sep+st.dots) {
				t.Errorf("%d cells: %q", width, got)
			}
		}
	}
}

func TestCoverage(t *testing.T) {
	st := newStyles(false, true, false)
	names := make([]string, 120)
	for i := range names {
		names[i] = "Long Source of News"
	}
	for _, c := range []struct {
		sources, articles, width int
		want                     string
	}{
		{120, 138, 18, "120 sources"},
		{120, 138, 12, "120 sources"},
		{12, 12, 12, "12 sources"},
		{1, 13, 14, "13 from Long…"},
		{1, 13, 30, "13 from Long Source of News"},
		{1, 1, 30, "Long Source of News"},
		{0, 3, 14, "3 articles"},
	} {
		s := &store.Story{Sources: names[:c.sources], Articles: c.articles}
		if got := coverage(st, s, c.width); got != c.want {
			t.Errorf("%d sources, %d articles in %d cells: %q, want %q", c.sources, c.articles, c.width, got, c.want)
		}
	}
}

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{
		"no feed was found":                            "No feed was found.",
		"https://a.example/x: no feed was found there": "https://a.example/x: no feed was found there.",
	} {
		if got := sentence(errors.New(in)); got != want {
			t.Errorf("%q is told as %q, want %q", in, got, want)
		}
	}
}
