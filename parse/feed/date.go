package feed

import (
	"strings"
	"time"

	"newsreader/parse/news"
)

// maxDate bounds a date, in bytes.
const maxDate = 100

// ParseDate reads a date as feeds write it: RFC 822 in all its variants, RFC
// 3339 and the rest of ISO 8601, asctime, dates with month names of ten
// languages, Korean ones, and what databases and version control systems
// print. A missing zone, and one that is not known, is UTC,
// except that dates with Korean words are Korean; a year of two
// digits lies between 1970 and 2069. ok is false for what is no date, also
// for one of two meanings: 03/04/2025.
//
// The precision is news.Day without a time of day, and for a month or a year
// alone; news.Hour if there are no minutes.
func ParseDate(s string) (t news.Time, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDate {
		return news.Time{}, false
	}
	if t, ok := commonDate(s); ok {
		return t, true
	}
	d := dateReader{tokens: lexDate(s), month: -1}
	if !d.clock() || !d.date() || !d.valid() {
		return news.Time{}, false
	}
	t.Basis = news.Stated
	t.Precision = d.precision
	if d.korean && !d.zoned {
		d.offset = zones["kst"]
	}
	t.At = time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, d.nano, time.UTC).Add(-d.offset)
	if y := t.At.Year(); y < 1 || y > 9999 {
		return news.Time{}, false
	}
	return t, true
}

// dateReader takes a date apart: first the clock time and its zone, which are
// easy to tell, then the date from what is left.
type dateReader struct {
	tokens []dateToken

	year, month, day           int
	hour, minute, second, nano int
	offset                     time.Duration
	precision                  news.Precision
	zoned, korean, pm, am      bool
}

// valid reports whether all parts lie in their ranges, and settles what the
// parts only mean together.
func (d *dateReader) valid() bool {
	if d.pm && d.hour < 12 {
		d.hour += 12
	} else if d.am && d.hour == 12 {
		d.hour = 0
	}
	if d.hour == 24 && d.minute == 0 && d.second == 0 {
		d.hour, d.day = 0, d.day+1 // midnight at the end of the day
		if d.day > 28 {
			last := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
			d.year, d.month, d.day = last.Year(), int(last.Month()), last.Day()
		}
	}
	if d.second == 60 {
		d.second = 59 // a leap second
	}
	if d.month < 1 || d.month > 12 || d.day < 1 || d.hour > 23 || d.minute > 59 || d.second > 59 {
		return false
	}
	return d.day <= time.Date(d.year, time.Month(d.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// fullYear widens a year of two digits.
func fullYear(n, digits int) int {
	switch {
	case digits > 2:
		return n
	case n < 70:
		return 2000 + n
	}
	return 1900 + n
}
