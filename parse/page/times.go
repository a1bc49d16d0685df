package page

import (
	"strings"
	"time"
	"unicode/utf8"

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
	found := make([]clues, len(pieces))
	var settled time.Time // the newest date that needs no other to be settled
	for i := range pieces {
		found[i] = search(pieces[i].body, taken)
		settled = newer(settled, found[i].settled())
		if t, ok := headerDate(pieces[i].time, taken); ok && t.Basis == news.Stated {
			settled = newer(settled, t.At.Truncate(dayLong))
		}
	}
	base := settled // what fixes the years of the others
	if base.IsZero() {
		base = taken
	}
	own := make([]time.Time, len(pieces))
	reference := settled
	for i := range pieces {
		own[i] = found[i].own(base, taken)
		if t, ok := headerDate(pieces[i].time, base); ok {
			own[i] = t.At.Truncate(dayLong)
		}
		reference = newer(reference, own[i])
	}
	precision := news.Day
	if reference.IsZero() {
		reference, precision = taken, news.Second
	}
	for i := range pieces {
		t, ok := headerDate(pieces[i].time, base)
		if !ok {
			t = published(pieces[i].time, own[i], reference, precision, taken)
		}
		articles[i].Published = t
	}
}

// published decides on the time of an article without a stated date, from the
// line that tells its age, its own date and the reference.
func published(line string, own, reference time.Time, precision news.Precision, taken time.Time) news.Time {
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
func headerDate(line string, base time.Time) (t news.Time, ok bool) {
	d, ok := when.ParseDate(line)
	if !ok {
		return t, false
	}
	if t.At, ok = d.In(base); !ok {
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

// clues are the dates of a text that may be its own.
type clues struct {
	strong   time.Time // newest of the opening that a weekday settles
	weak     time.Time // newest of the opening with a year
	later    time.Time // first behind it that a weekday settles
	dateline when.Date // without year and weekday; its day is 0 if there is none
}

// search looks for the dates of a text.
func search(body []line, taken time.Time) clues {
	var c clues
	text := joined(body)
	for m := range when.Find(text) {
		early := m.At < opening
		if !early && !c.settled().IsZero() {
			break
		}
		if !m.Date.Settled() {
			if c.dateline.Day == 0 && isDateline(text, m) {
				c.dateline = m.Date
			}
			continue
		}
		t, ok := m.Date.In(taken)
		if t = t.Truncate(dayLong); !ok || fromFuture(t, taken) {
			continue
		}
		switch {
		case early && (m.Date.HasWeekday || isDateline(text, m)):
			c.strong = newer(c.strong, t)
		case early && (taken.IsZero() || taken.Sub(t) < longPast):
			c.weak = newer(c.weak, t)
		case !early && m.Date.HasWeekday:
			c.later = t
		}
	}
	return c
}

// settled returns the text's own date as far as it needs no other.
func (c clues) settled() time.Time {
	for _, t := range []time.Time{c.strong, c.weak, c.later} {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// own returns the text's own date. base fixes the year of a dateline, which
// may be somewhat newer than what the text tells of.
func (c clues) own(base, taken time.Time) time.Time {
	own := c.settled()
	if !own.IsZero() {
		base = own
	}
	t, ok := c.dateline.In(base)
	if c.dateline.Day == 0 || !ok || fromFuture(t, taken) || !own.IsZero() && t.Sub(own) > 2*sameNews {
		return own
	}
	return newer(own, t)
}

// fromFuture reports whether a date announces something: it lies after the
// document was taken in.
func fromFuture(t, taken time.Time) bool {
	return !taken.IsZero() && t.After(taken.Add(dayLater))
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
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[m.End:], " "))
	return m.At < dateline && strings.ContainsRune("-–—:()/】电電", next)
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
