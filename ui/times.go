package ui

import (
	"fmt"
	"strconv"
	"time"

	"newsreader/store"
)

// clock tells times to people: in their zone, as seen from now.
type clock struct {
	now time.Time
	loc *time.Location
}

// local returns the moment in the reader's zone; a calendar day stays that
// day wherever the reader is.
func (c clock) local(t store.Time) time.Time {
	if t.Precision == store.Day {
		return t.At.UTC()
	}
	return t.At.In(c.loc)
}

// day returns a number for the calendar day that t falls on.
func (c clock) day(t store.Time) int { return dayNumber(c.local(t)) }

func (c clock) today() int { return dayNumber(c.now.In(c.loc)) }

func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// mark is "~" for a time that nobody stated.
func mark(t store.Time) string {
	if t.Basis == store.Inferred {
		return "~"
	}
	return ""
}

// The room for a time in a list: any age, with the month of another year; and
// with its day as well.
const (
	ageWidth  = len("~Jun 2024")
	dateWidth = len("~19 Jun 2024")
)

// age is the time in a list: "3 min", "2 h", "yesterday", "9 Jun", and of
// another year "9 Jun 2024" or, where that is too wide, "Jun 2024".
func (c clock) age(t store.Time, width int) string {
	if t.At.IsZero() || t.Basis == store.Imported {
		return "-"
	}
	if rel := mark(t) + c.relative(t); len(rel) > len(mark(t)) && len(rel) <= width {
		return rel
	}
	l := c.local(t)
	if l.Year() == c.now.In(c.loc).Year() {
		return mark(t) + l.Format("2 Jan")
	}
	if date := mark(t) + l.Format("2 Jan 2006"); len(date) <= width {
		return date
	}
	return mark(t) + l.Format("Jan 2006")
}

// relative is "" when the time isn't fresh any more, or ahead of the clock.
func (c clock) relative(t store.Time) string {
	days, since := c.today()-c.day(t), c.now.Sub(t.At)
	switch {
	case t.Precision == store.Day && days == 0:
		return "today"
	case days == 1 && (t.Precision == store.Day || since >= 24*time.Hour):
		return "yesterday"
	case t.Precision == store.Day || since < 0 || since >= 24*time.Hour:
		return ""
	case t.Precision == store.Second && since < time.Minute:
		return "now"
	case t.Precision == store.Second && since < time.Hour:
		return fmt.Sprintf("%d min", int(since.Minutes()))
	}
	return fmt.Sprintf("%d h", max(int(since.Hours()), 1))
}

// heading is the date that stands above a day's articles, or that those below
// have none.
func (c clock) heading(t store.Time) string {
	if t.At.IsZero() {
		return "No date"
	}
	l, ago := c.local(t), c.today()-c.day(t)
	if t.Basis == store.Imported {
		switch ago {
		case 0:
			return "No date, taken in today"
		case 1:
			return "No date, taken in yesterday"
		}
		return "No date, taken in on " + l.Format("2 January 2006")
	}
	name := l.Format("Monday 2 January 2006")
	switch ago {
	case 0:
		return "Today, " + name
	case 1:
		return "Yesterday, " + name
	}
	return name
}

// full is the time in an article: "~28 April 2025", "10 June 2025 14:05 (2 h ago)".
func (c clock) full(t store.Time) string {
	if t.At.IsZero() {
		return "no date"
	}
	l := c.local(t)
	text := mark(t) + l.Format("2 January 2006")
	if t.Precision == store.Second && t.Basis != store.Imported {
		text += l.Format(" 15:04")
	}
	if t.Basis == store.Imported {
		return "no date, taken in on " + text
	}
	switch rel := c.relative(t); rel {
	case "":
		return text
	case "now", "today", "yesterday":
		return text + " (" + rel + ")"
	default:
		return text + " (" + rel + " ago)"
	}
}

// minutes is how long the words take to read.
func minutes(words int) string {
	if words == 0 {
		return ""
	}
	return strconv.Itoa(max(1, (words+115)/230)) + " min"
}

// number groups a count's digits: 1,204,331.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// articles is "1 article" or "128 articles".
func articles(n int) string {
	if n == 1 {
		return "1 article"
	}
	return number(n) + " articles"
}
