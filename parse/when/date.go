package when

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Date is a calendar date as a text tells it, possibly without its year.
type Date struct {
	Year  int // 0 if the text does not tell it
	Month time.Month
	Day   int

	Weekday    time.Weekday
	HasWeekday bool

	// Swappable: day and month are both numbers that could be the other.
	Swappable bool

	clock    time.Duration // since midnight in zone
	hasClock bool
	zone     *time.Location
}

// Settled reports whether the date tells its year, itself or by its weekday.
func (d Date) Settled() bool { return d.Year != 0 || d.HasWeekday }

// HasClock reports whether the date came with a time of day.
func (d Date) HasClock() bool { return d.hasClock }

// soon bounds what a text announces: a date without a year that falls so
// shortly after the reference is in the future and not in an earlier year.
const soon = 60 * 24 * time.Hour

// In returns the date as a time in UTC, its midnight if no time of day is
// known. If the year is missing it is the one, nearest the reference, in
// which the weekday falls on the date; years before the reference are
// preferred to later ones. ok is false if there is none, or no reference.
func (d Date) In(ref time.Time) (t time.Time, ok bool) {
	if d.Year != 0 {
		return d.inYear(d.Year, ref)
	}
	if ref.IsZero() {
		return time.Time{}, false
	}
	var past, future time.Time
	today := ref.Add(36 * time.Hour) // where it is a day later already
	for y := ref.Year() + 12; y >= ref.Year()-28; y-- {
		t, ok := d.inYear(y, ref)
		switch {
		case !ok:
		case t.After(today):
			future = t
		case past.IsZero():
			past = t
		}
	}
	if !future.IsZero() && (past.IsZero() || future.Sub(ref) < soon && future.Sub(ref) < ref.Sub(past)) {
		return future, true
	}
	return past, !past.IsZero()
}

// inYear returns the date in a given year, if there is such a day and the
// weekday agrees.
func (d Date) inYear(year int, ref time.Time) (time.Time, bool) {
	month, day := d.Month, d.Day
	if d.Swappable && d.mustSwap(year, ref) {
		month, day = time.Month(day), int(month)
	}
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day || d.HasWeekday && d.Year == 0 && t.Weekday() != d.Weekday {
		return time.Time{}, false
	}
	if d.hasClock {
		zone := d.zone
		if zone == nil {
			zone = time.UTC
		}
		t = time.Date(year, month, day, 0, 0, 0, 0, zone).Add(d.clock).UTC()
	}
	return t, true
}

// mustSwap decides which number of 3/4/2025 is the day: the weekday does, or
// that news is not from the future. Otherwise the day comes first, as in most
// countries.
func (d Date) mustSwap(year int, ref time.Time) bool {
	dayFirst := time.Date(year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	monthFirst := time.Date(year, time.Month(d.Day), int(d.Month), 0, 0, 0, 0, time.UTC)
	if d.HasWeekday {
		return dayFirst.Weekday() != d.Weekday && monthFirst.Weekday() == d.Weekday
	}
	limit := ref.Add(36 * time.Hour)
	return !ref.IsZero() && dayFirst.After(limit) && !monthFirst.After(limit)
}

// ParseDate reads a line that tells a date, and perhaps a time of day, and
// nothing else: "Jun 10, 2025", "Dienstag, 10. Juni 2025, 14:30 Uhr",
// "2025-06-10T05:30:00Z", "2025年6月10日", "Published June 9".
func ParseDate(line string) (Date, bool) {
	if len(line) > 4*maxLine || strings.IndexFunc(line, unicode.IsDigit) < 0 {
		return Date{}, false
	}
	line = strings.TrimSpace(line)
	if d, ok := stamp(line); ok {
		return d, true
	}
	toks := lex(line)
	for i := range toks {
		m, ok := matchAt(toks, i)
		if !ok {
			m, ok = numericAt(toks, i)
		}
		if !ok {
			continue
		}
		before, after := line[:toks[m.first].at], line[toks[m.last].end:]
		if !idle(before) || !m.date.readClock(simplify(after)) {
			return Date{}, false
		}
		return m.date, true
	}
	return Date{}, false
}

// stamp reads a time as programs write it.
func stamp(line string) (d Date, ok bool) {
	if len(line) < len("2006-01-02T15:04:05") {
		return d, false
	}
	for _, layout := range []string{time.RFC3339, time.RFC1123Z, time.RFC1123, "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700 MST"} {
		if t, err := time.Parse(layout, line); err == nil {
			t = t.UTC()
			d = Date{Year: t.Year(), Month: t.Month(), Day: t.Day(), hasClock: true, clock: t.Sub(t.Truncate(24 * time.Hour))}
			return d, t.Year() > 0
		}
	}
	return d, false
}

// idle reports whether text holds nothing but words that may stand around a
// time.
func idle(text string) bool {
	for _, w := range split(text) {
		if !words().fillers[w] {
			return false
		}
	}
	return true
}

// clockPattern matches a time of day with an optional zone. It runs over at
// most one short line.
var clockPattern = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})(?:[:h]|\.)(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(?:([ap])\.?m\.?)?\s*(?:\(?(\p{L}{1,5})?\s*([+-]\d{1,2})?:?(\d{2})?\)?)\s*$`)

// zones are abbreviations that mean one zone to nearly every reader, in
// minutes east of Greenwich.
var zones = map[string]int{
	"z": 0, "utc": 0, "gmt": 0, "bst": 60, "wib": 420, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "мск": 180,
	"est": -300, "edt": -240, "et": -300, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "pt": -480,
	"sgt": 480, "hkt": 480, "myt": 480, "jst": 540, "kst": 540, "ist": 330, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}

// readClock reads what follows a date on its line. It reports whether that
// is a time of day, or nothing of meaning.
func (d *Date) readClock(text string) bool {
	m := clockPattern.FindStringSubmatchIndex(strings.TrimRight(text, " .)"))
	if m == nil {
		return idle(text)
	}
	part := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return text[m[2*i]:m[2*i+1]]
	}
	number := func(i int) int { n, _ := strconv.Atoi(part(i)); return n } // digits by the pattern, or ""
	h, mins, secs := number(1), number(2), number(3)
	switch part(4) {
	case "p":
		h = h%12 + 12
	case "a":
		h %= 12
	}
	offset, known := zones[part(5)]
	if h > 24 || mins > 59 || secs > 60 || !idle(text[:m[2]]) || part(5) != "" && !known && !words().fillers[part(5)] {
		return false
	}
	if known || part(6) != "" {
		sign := 1
		if strings.HasPrefix(part(6), "-") {
			sign = -1
		}
		d.zone = time.FixedZone("", 60*(offset+60*number(6)+sign*number(7)))
	}
	d.hasClock = true
	d.clock = time.Duration(h)*time.Hour + time.Duration(mins)*time.Minute + time.Duration(secs)*time.Second
	return true
}
