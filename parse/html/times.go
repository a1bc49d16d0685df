package html

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"newsreader/parse/news"
	"newsreader/parse/when"
)

// layouts are how pages write times for machines, a zone first.
var layouts = [...]string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05 MST",
	time.RFC1123Z, time.RFC1123, "Mon Jan 2 15:04:05 MST 2006", "Mon Jan _2 15:04:05 -0700 2006", "Mon, 2 Jan 2006 15:04:05 -0700",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "20060102T150405Z0700", "20060102T150405", "20060102150405", "2006/01/02 15:04:05", "2006/01/02 15:04",
}

// dayLayouts write a date without time of day.
var dayLayouts = [...]string{"2006-01-02", "20060102", "2006/01/02", "2006-01-02Z07:00"}

// Bounds of times that are believed.
var earliest = time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC)

const ahead = 48 * time.Hour

// parseTime reads a time that a page states; the zero time if it is none, or
// is long before or after what can be.
func (p *page) parseTime(s string) news.Time {
	s = strings.TrimSpace(s)
	if len(s) < 4 || len(s) > 80 {
		return news.Time{}
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return p.believed(t, news.Second)
		}
	}
	for _, l := range dayLayouts {
		if t, err := time.Parse(l, s); err == nil {
			return p.believed(t, news.Day)
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 1e8 { // since 1970, in seconds or milliseconds
		if n > 1e11 {
			n /= 1000
		}
		return p.believed(time.Unix(n, 0), news.Second)
	}
	if d, ok := when.ParseDate(s); ok && d.Year != 0 && !d.Swappable {
		if t, ok := d.In(p.o.Now); ok {
			precision := news.Day
			if d.HasClock() {
				precision = news.Second
			}
			return p.believed(t, precision)
		}
	}
	return news.Time{}
}

func (p *page) believed(t time.Time, precision news.Precision) news.Time {
	t = t.UTC()
	if t.Before(earliest) || !p.o.Now.IsZero() && t.After(p.o.Now.Add(ahead)) || t.Year() > 2200 {
		return news.Time{}
	}
	if precision == news.Day {
		t = t.Truncate(24 * time.Hour)
	}
	return news.Time{At: t, Precision: precision, Basis: news.Stated}
}

// firstTime returns the first of these that is a time.
func (p *page) firstTime(values ...string) news.Time {
	for _, v := range values {
		if t := p.parseTime(v); !t.At.IsZero() {
			return t
		}
	}
	return news.Time{}
}

var datePath = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|-|$)`)

// published returns when the article appeared: as the page states, as a line
// above its text tells, as its address tells, else when it was taken in.
func (p *page) published(b body) news.Time {
	if t := p.facts.published; !t.At.IsZero() {
		return t
	}
	for _, l := range b.head {
		if t := p.parseTime(l); !t.At.IsZero() {
			return t
		}
	}
	if m := datePath.FindStringSubmatch(p.address()); m != nil {
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if t = p.believed(t, news.Day).At; !t.IsZero() && int(t.Month()) == month {
			return news.Time{At: t, Precision: news.Day, Basis: news.Inferred}
		}
	}
	return p.taken()
}

// taken returns when the page was taken in, as far as anyone knows.
func (p *page) taken() news.Time {
	taken := p.o.Now
	if p.o.ModTime.After(earliest) && (p.o.Now.IsZero() || !p.o.ModTime.After(p.o.Now.Add(ahead))) {
		taken = p.o.ModTime
	}
	return news.Time{At: taken.UTC(), Basis: news.Imported}
}
