package page

import (
	"strings"
	"time"

	"newsreader/parse/news"
	"newsreader/parse/when"
)

const (
	dayLong = 24 * time.Hour

	// opening is the part of a text, in bytes, that tells when it happened.
	opening = 600
	// dateline is where the date of a dateline stands.
	dateline = 60
	// longPast bounds dates with a year that can be an article's own.
	longPast = 2 * 365 * dayLong
	// sameNews bounds how old the day in a text may be when it appears.
	sameNews = 3 * dayLong
	// dayLater allows for places where it is a day later already.
	dayLater = 36 * time.Hour
)

// setTimes sets the published times of the articles that the pieces become.
// The package comment has the rules.
func setTimes(pieces []piece, articles []news.Article, taken time.Time) {
	own := make([]time.Time, len(pieces))
	var reference time.Time
	for i := range pieces {
		own[i] = ownDate(pieces[i].body, taken)
		if t, _ := headerDate(pieces[i].time, taken); !t.At.IsZero() {
			own[i] = t.At
		}
		if day := own[i].Truncate(dayLong); day.After(reference) {
			reference = day
		}
	}
	precision := news.Day
	if reference.IsZero() {
		reference, precision = taken, news.Second
	}
	for i := range pieces {
		articles[i].Published = published(pieces[i].time, own[i], reference, precision, taken)
	}
}

// published decides on the time of one article from the line that tells its
// time, its own date and the reference.
func published(line string, own, reference time.Time, precision news.Precision, taken time.Time) news.Time {
	if t, ok := headerDate(line, taken); ok {
		return t
	}
	age, aged := when.ParseAge(line)
	var relative news.Time
	if aged && !reference.IsZero() {
		relative = age.Before(reference, precision)
	}
	switch {
	case !own.IsZero() && (relative.At.IsZero() || relative.At.Sub(own) <= sameNews):
		return news.Time{At: own, Precision: news.Day, Basis: news.Inferred}
	case !relative.At.IsZero():
		return relative
	case taken.IsZero():
		return news.Time{}
	}
	return news.Time{At: taken.Truncate(time.Second), Precision: news.Second, Basis: news.Imported}
}

// headerDate reads the line about an article's time as a date.
func headerDate(line string, taken time.Time) (t news.Time, ok bool) {
	d, ok := when.ParseDate(line)
	if !ok {
		return t, false
	}
	if t.At, ok = d.In(taken); !ok {
		return t, false
	}
	t.Precision, t.Basis = news.Day, news.Stated
	if d.HasClock() {
		t.Precision = news.Second
	}
	if d.Year == 0 || d.Swappable {
		t.Basis = news.Inferred
	}
	return t, true
}

// ownDate returns the date that a text settles for itself, zero if none.
func ownDate(body []line, taken time.Time) time.Time {
	var strong, weak, later time.Time
	text := joined(body)
	for m := range when.Find(text) {
		early := m.At < opening
		if !early && !(strong.IsZero() && weak.IsZero() && later.IsZero()) {
			break
		}
		t, ok := m.Date.In(taken)
		if !ok || !taken.IsZero() && t.After(taken.Add(dayLater)) {
			continue
		}
		t = t.Truncate(dayLong)
		switch {
		case early && (m.Date.HasWeekday || isDateline(text, m)):
			strong = newer(strong, t)
		case early && m.Date.Year != 0 && (taken.IsZero() || taken.Sub(t) < longPast):
			weak = newer(weak, t)
		case m.Date.HasWeekday:
			later = t
		}
	}
	for _, t := range []time.Time{strong, weak, later} {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

func newer(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// isDateline reports whether a date stands in the dateline of a text:
// "SEOUL, June 9 (Reuters) - ", "新华社北京6月9日电".
func isDateline(text string, m when.Mention) bool {
	return m.At < dateline && strings.ContainsAny(text[m.End:min(len(text), m.End+30)], "-–—:()【】电電")
}

// joined returns the beginning of a body as one text, as long as dates are
// searched in it.
func joined(body []line) string {
	const enough = 64 << 10
	var b strings.Builder
	for _, l := range body {
		if b.Len() > enough {
			break
		}
		b.WriteString(l.text[:min(len(l.text), enough)])
		b.WriteByte('\n')
	}
	return b.String()
}
