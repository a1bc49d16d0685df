package query

import (
	"math"
	"strconv"
	"strings"
	"time"
)

func (p *parser) before(from int) (Node, error) {
	t, ok, err := p.date(from)
	if !ok {
		return nil, err
	}
	return Time{After: math.MinInt64, Before: seconds(t), Ahead: p.ahead(t)}, nil
}

func (p *parser) after(from int) (Node, error) {
	t, ok, err := p.date(from)
	if !ok {
		return nil, err
	}
	return p.since(t), nil
}

// date reads a date. It is not ok if it is wrong or only begun.
func (p *parser) date(from int) (t time.Time, ok bool, err error) {
	v, err := p.value()
	if err != nil {
		return t, false, err
	}
	text := strings.ToUpper(v.text)
	for _, layout := range []string{"2006", "2006-01", "2006-01-02", time.RFC3339} {
		t, err = time.ParseInLocation(layout, text, p.o.Location)
		if err == nil {
			return t, true, nil
		}
	}
	if v.begun && beginsDate(text) {
		return t, false, nil
	}
	return t, false, p.wrong(from, "no date: write 2025, 2025-06, 2025-06-10 or newer:2d")
}

// beginsDate reports whether a date may begin with s: its signs are where a
// date has them, though the numbers may be none of a calendar.
func beginsDate(s string) bool {
	const shape = "0000-00-00T00:00:00"
	for i := range len(s) {
		digit := s[i] >= '0' && s[i] <= '9'
		switch {
		case i >= len(shape): // a fraction and a zone, which have no fixed places
			if !digit && !strings.ContainsRune(".:+-Z", rune(s[i])) || i > len("2006-01-02T15:04:05.999999999+00:00") {
				return false
			}
		case shape[i] == '0' && !digit, shape[i] != '0' && s[i] != shape[i]:
			return false
		}
	}
	return true
}

// newer reads how old articles may be. It becomes a time, so that a query
// means the same while it is used.
func (p *parser) newer(from int) (Node, error) {
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	digits := strings.TrimRight(v.text, "mhdwy")
	n, err := strconv.Atoi(digits)
	if err == nil && n >= 0 && len(digits) <= 5 && isDigits(digits) {
		switch v.text[len(digits):] {
		case "m":
			return p.since(p.o.Now.Add(-time.Duration(n) * time.Minute)), nil
		case "h":
			return p.since(p.o.Now.Add(-time.Duration(n) * time.Hour)), nil
		case "d":
			return p.since(p.ago(0, n)), nil
		case "w":
			return p.since(p.ago(0, 7*n)), nil
		case "y":
			return p.since(p.ago(min(n, 9999), 0)), nil
		case "":
			if v.begun {
				return nil, nil
			}
		}
	}
	if v.text == "" && v.begun {
		return nil, nil
	}
	return nil, p.wrong(from, "no length of time: write newer:30m, 12h, 2d, 3w or 1y")
}

// ago returns the time some years and days ago, by the calendar.
func (p *parser) ago(years, days int) time.Time {
	return p.o.Now.In(p.o.Location).AddDate(-years, 0, -days)
}

func (p *parser) since(t time.Time) Time {
	return Time{After: seconds(t), Before: math.MaxInt64, Ahead: p.ahead(t)}
}

// ahead returns how many seconds the reader's clocks are ahead of UTC.
func (p *parser) ahead(t time.Time) int64 {
	_, offset := t.In(p.o.Location).Zone()
	return int64(offset)
}

// seconds returns t in Unix seconds, moved into the years that String can
// write.
func seconds(t time.Time) int64 {
	const first, last = -62135596800, 253402300799 // of the years 1 and 9999
	return min(max(t.Unix(), first), last)
}
