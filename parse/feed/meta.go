package feed

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Meta is what a feed says to those who fetch it.
type Meta struct {
	// Every is the least time between two visits that the feed asks for, by
	// ttl or its update period; 0 if it does not.
	Every time.Duration
	// SkipHours are the hours of the day in UTC, 0 to 23, and SkipDays the
	// days of the week, on which nothing new is published.
	SkipHours []int
	SkipDays  []time.Weekday
	// Self is where the feed says it is, Hub where changes are announced
	// (WebSub), Next the page of older entries, and Moved the address that
	// replaces this one. "" if not stated.
	Self, Hub, Next, Moved string

	period    time.Duration
	frequency int
}

// maxEvery bounds the time between two visits that a feed may ask for.
const maxEvery = 30 * 24 * time.Hour

// field reads a field of a feed, and reports whether it is one of these.
func (m *Meta) field(e elem) bool {
	switch e.name() {
	case "ttl":
		if n, err := strconv.Atoi(e.value()); err == nil && n > 0 {
			m.every(time.Duration(min(n, 1<<20)) * time.Minute)
		}
	case "sy:updateperiod":
		m.period = map[string]time.Duration{
			"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
			"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
		}[strings.ToLower(e.value())]
		m.syndication()
	case "sy:updatefrequency":
		m.frequency, _ = strconv.Atoi(e.value()) // 0 is none
		m.syndication()
	case "skiphours":
		e.each(func(h elem) {
			if n, err := strconv.Atoi(h.value()); err == nil && n >= 0 && n <= 24 && !slices.Contains(m.SkipHours, n%24) {
				m.SkipHours = append(m.SkipHours, n%24)
			}
		}, "hour")
	case "skipdays":
		e.each(m.skipDay, "day")
	default:
		return false
	}
	return true
}

func (m *Meta) skipDay(e elem) {
	for d := time.Sunday; d <= time.Saturday && !slices.Contains(m.SkipDays, d); d++ {
		if strings.EqualFold(e.value(), d.String()) {
			m.SkipDays = append(m.SkipDays, d)
		}
	}
}

// syndication takes the update period: "hourly" with frequency 2 is every
// half hour.
func (m *Meta) syndication() {
	if m.period > 0 {
		m.every(m.period / time.Duration(min(max(m.frequency, 1), 3600)))
	}
}

func (m *Meta) every(d time.Duration) { m.Every = min(d, maxEvery) }
