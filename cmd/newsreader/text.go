package main

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"newsreader/parse/clean"
	"newsreader/store"
	"newsreader/ui/render"
)

// oneLine makes any text safe to print within a line: file names, titles and
// error messages may hold what moves the cursor or writes the clipboard.
// Stored text was cleaned on its way in; a store can be older than a fault
// that was mended since.
func oneLine(s string) string { return clean.Line(s) }

// quote shows something that somebody typed.
func quote(s string) string { return strconv.Quote(oneLine(s)) }

// titled shows the title of an article, a feed or a story, in quotation marks.
// Nothing in it is escaped: the joiners of emoji and of Indic scripts stay.
func titled(s string) string { return `"` + oneLine(s) + `"` }

// fileName shows the name of a file: as it is, or quoted with escapes if it
// holds anything that a terminal might obey.
func fileName(s string) string {
	if clean.SafeLine(s) {
		return s
	}
	return strconv.Quote(s)
}

// plural counts things: "1 article", "2 articles", "2 stories".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	if stem, ok := strings.CutSuffix(thing, "y"); ok {
		return number(n) + " " + stem + "ies"
	}
	return number(n) + " " + thing + "s"
}

// number writes a count with a comma at each thousand.
func number(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// size writes a number of bytes in the largest unit that leaves a digit.
func size(n int64) string {
	for _, unit := range []struct {
		bytes int64
		name  string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.bytes {
			return strconv.FormatFloat(float64(n)/float64(unit.bytes), 'f', 1, 64) + " " + unit.name
		}
	}
	return strconv.FormatInt(n, 10) + " bytes"
}

// published writes when an article was published, with "~" before a time
// that nobody stated.
func published(t store.Time, zone *time.Location) string {
	if t.At.IsZero() {
		return ""
	}
	mark := ""
	if t.Basis <= store.Inferred {
		mark = "~"
	}
	switch t.Precision {
	case store.Day: // a calendar day, whatever the zone
		return mark + t.At.UTC().Format(time.DateOnly)
	case store.Hour:
		return mark + t.At.In(zone).Format("2006-01-02 15h")
	}
	return mark + t.At.In(zone).Format("2006-01-02 15:04")
}

// cut shortens s to a number of cells, at a word when one is near; pad fills it
// up to them.
func cut(s string, cells int, more string) string {
	return render.TruncateWith(ansi.GraphemeWidth, s, cells, more)
}

func pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(0, cells-ansi.StringWidth(s)))
}

// dated is published for people: what was taken in without a date has none.
func dated(t store.Time, zone *time.Location) string {
	if t.Basis == store.Imported && !t.At.IsZero() {
		return "no date, taken in on " + t.At.In(zone).Format(time.DateOnly)
	}
	return published(t, zone)
}

// capital makes the beginning of a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// kind says what a thing is that has a name like a file but is none.
func kind(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return fmt.Sprintf("a special file (%s)", m.Type())
}
