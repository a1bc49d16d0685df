package fetch

import (
	"net/http"
	"testing"
	"time"
)

func date(d time.Duration) string { return noon.Add(d).Format(http.TimeFormat) }

var ages = []struct {
	control, expires, date, age string
	want                        time.Duration
}{
	{"max-age=600", "", "", "", 10 * time.Minute},
	{`public, MAX-AGE="600", must-revalidate`, "", "", "", 10 * time.Minute},
	{"max-age = 600.7", "", "", "", 10 * time.Minute},
	{"max-age=600, max-age=60", "", "", "", time.Minute},
	{"max-age=600", date(time.Hour), "", "200", 400 * time.Second},
	{"max-age=600", "", "", "9999999999999999999", 0},
	{"max-age=600, no-cache", date(time.Hour), "", "", 0},
	{"no-store, max-age=600", "", "", "", 0},
	{"max-age=-5", "", "", "", 0},
	{"max-age", date(time.Hour), "", "", time.Hour},
	{"s-maxage=600", "", "", "", 0},
	{"max-age=31536000", "", "", "86400", longest},
	{"max-age=99999999999999999999999", "", "", "", longest},
	{"", date(time.Hour), "", "", time.Hour},
	{"", date(3 * time.Hour), date(2 * time.Hour), "", time.Hour},
	{"", date(-time.Hour), "", "99999999999", 0},
	{"", "Mon, 01 Jan 0001 00:00:00 GMT", "", "99999999999", 0},
	{"", "0", "", "", 0},
	{"", "", "", "", 0},
}

func TestMaxAge(t *testing.T) {
	for _, c := range ages {
		h := http.Header{}
		h.Set("Cache-Control", c.control)
		h.Set("Expires", c.expires)
		h.Set("Date", c.date)
		h.Set("Age", c.age)
		if got := maxAge(h, noon); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for _, c := range []struct {
		value, date string
		want        time.Duration
	}{
		{"120", "", 2 * time.Minute},
		{" 120 ", "", 2 * time.Minute},
		{"0", "", 0},
		{"-1", "", 0},
		{"", "", 0},
		{"1e9", "", 0},
		{"99999999", "", longest},
		{date(time.Minute), "", time.Minute},
		{date(time.Minute), date(-time.Minute), 2 * time.Minute},
		{date(-time.Minute), "", 0},
		{"Fri, 31 Dec 9999 23:59:59 GMT", "", longest},
		{"Sunday, 01-Mar-26 12:01:00 GMT", "", time.Minute},
	} {
		h := http.Header{"Retry-After": {c.value}, "Date": {c.date}}
		if got := retryAfter(h, noon); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func FuzzCaching(f *testing.F) {
	for _, c := range ages {
		f.Add(c.control, c.expires, c.date, c.age)
	}
	f.Fuzz(func(t *testing.T, control, expires, date, age string) {
		h := http.Header{
			"Cache-Control": {control}, "Expires": {expires}, "Retry-After": {expires},
			"Date": {date}, "Age": {age}, "Etag": {control},
		}
		for _, d := range []time.Duration{maxAge(h, noon), retryAfter(h, noon)} {
			if d < 0 || d > longest {
				t.Errorf("%v of %q", d, h)
			}
		}
		if lone := (http.Header{"Cache-Control": {control}}); maxAge(lone, noon) < maxAge(h, noon) && expires == "" {
			t.Errorf("older answers last longer: %q", h)
		}
		if tag := etag(h); tag != "" && (tag != control || !sendable(tag)) {
			t.Errorf("tag %q of %q", tag, control)
		}
	})
}
