package fetch

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longest bounds what a server can tell us to wait. A slip of its
// configuration must not silence a feed for a year.
const longest = 24 * time.Hour

// etag returns the entity tag as it came, weak and badly quoted ones too:
// servers compare it with what they sent. An empty one is no tag. It would
// match every version for ever.
func etag(h http.Header) string {
	tag := kept(h, "Etag")
	if strings.Trim(strings.TrimPrefix(tag, "W/"), `" `) == "" {
		return ""
	}
	return tag
}

// maxAge returns how long an answer stays current from now on, 0 if that is
// not said or not wanted: Cache-Control before Expires, less the time that the
// answer lay in caches on its way.
func maxAge(h http.Header, now time.Time) time.Duration {
	age, stated := cacheControl(strings.Join(h["Cache-Control"], ","))
	if !stated {
		expires, err := http.ParseTime(h.Get("Expires"))
		if err != nil {
			return 0 // "0" and "-1" are common, and mean it
		}
		age = expires.Sub(serverTime(h, now))
	}
	if lain, ok := seconds(h.Get("Age")); ok {
		age = max(age, 0) - lain // neither overflows then
	}
	return bounded(age)
}

// cacheControl reads the directives that bind a private cache. stated tells
// that one of them settles the age. Of several ages the least counts.
func cacheControl(value string) (age time.Duration, stated bool) {
	for directive := range strings.SplitSeq(value, ",") {
		name, arg, _ := strings.Cut(directive, "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "no-store", "no-cache":
			return 0, true
		case "max-age":
			d, ok := seconds(strings.Trim(strings.TrimSpace(arg), `"`))
			if ok && (!stated || d < age) {
				age, stated = d, true
			}
		}
	}
	return age, stated
}

// retryAfter returns how long the server asks to be left alone: seconds, or a
// date, which is taken by the server's clock if it tells the time.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if d, ok := seconds(value); ok {
		return bounded(d)
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return bounded(at.Sub(serverTime(h, now)))
}

func serverTime(h http.Header, now time.Time) time.Time {
	if t, err := http.ParseTime(h.Get("Date")); err == nil {
		return t
	}
	return now
}

// seconds reads a count of seconds. Fractions, which some send, are dropped;
// counts too large for a duration become the longest there is.
func seconds(s string) (time.Duration, bool) {
	whole, fraction, _ := strings.Cut(strings.TrimSpace(s), ".")
	if !digits(whole) || whole == "" || !digits(fraction) {
		return 0, false
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > int64(math.MaxInt64/time.Second) {
		return math.MaxInt64, true
	}
	return time.Duration(n) * time.Second, true
}

func digits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

func bounded(d time.Duration) time.Duration { return min(max(d, 0), longest) }
