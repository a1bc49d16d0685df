package refresh

import (
	"slices"
	"time"

	"newsreader/parse/feed"
)

const (
	// maxWait bounds the time that a server, a feed or failures may ask us to
	// stay away.
	maxWait = 24 * time.Hour
	// firstBackOff is the wait after one failure; each further one doubles it.
	firstBackOff = 5 * time.Minute
)

// backOff returns how long to leave a feed alone that has failed so often.
func backOff(failures int) time.Duration {
	wait := firstBackOff
	for ; failures > 1 && wait < maxWait; failures-- {
		wait *= 2
	}
	return min(wait, maxWait)
}

// next returns when a feed may be fetched again after a success, the zero
// time for whenever a person likes. The longest of what the server and the
// feed ask for counts; then the hours and days without news are passed over.
func next(now time.Time, maxAge time.Duration, meta *feed.Meta) time.Time {
	wait := min(max(maxAge, meta.Every), maxWait)
	if wait <= 0 && len(meta.SkipHours) == 0 && len(meta.SkipDays) == 0 {
		return time.Time{}
	}
	at := now.Add(wait)
	for range 7 * 24 {
		utc := at.UTC()
		if !slices.Contains(meta.SkipHours, utc.Hour()) && !slices.Contains(meta.SkipDays, utc.Weekday()) {
			return at
		}
		at = utc.Truncate(time.Hour).Add(time.Hour)
	}
	return now.Add(wait) // it skips every hour of the week: no wish to obey
}
