package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// What an Error is about, for errors.Is. Beside these it can be an error of
// package net (name not found, connection refused), of the certificate, of
// Options.Open, or of the context.
var (
	// Before asking.
	ErrAddress = errors.New("not an address that can be fetched")
	ErrPrivate = errors.New("an address inside of a private network")
	ErrFile    = errors.New("not a file that can be read")
	ErrFolder  = errors.New("a folder")

	// While asking.
	ErrTimeout  = errors.New("too slow")
	ErrClosed   = errors.New("closed early")
	ErrProtocol = errors.New("not HTTP")
	ErrRedirect = errors.New("redirects to nowhere")
	ErrInsecure = errors.New("redirects a password to where it can be read")
	ErrStatus   = errors.New("a status without a document") // see Error.Status

	// While reading.
	ErrTooLarge = errors.New("too large")
	ErrEncoding = errors.New("cannot be decompressed")
)

// Reasons that end the context of a request, and others that only this
// package sees.
var (
	errWhole        = errors.New("whole time")
	errIdle         = errors.New("idle time")
	errProxy        = errors.New("the proxy settings cannot be used")
	errProxyRefused = errors.New("the proxy does not connect to that host")
	errBodyClosed   = errors.New("read after close")
)

// bodyError marks an error of reading as opposed to asking.
type bodyError struct{ error }

func (e bodyError) Unwrap() error { return e.error }

// Error is why there is no document. Its text is one sentence for people. It
// is safe on a terminal and holds no user name or password.
type Error struct {
	URL        string        // that was asked last, without name and password; "" if unreadable
	Status     int           // what the server answered, 0 if it did not
	RetryAfter time.Duration // how long it asks to be left alone, at most a day; 0 not said
	Gone       bool          // it answered 410: there will be no document again
	Temporary  bool          // the same request may well succeed later
	Err        error         // for errors.Is and As, not to be shown

	text string
}

func (e *Error) Error() string {
	switch {
	case e.text != "":
		return e.text
	case e.Err != nil:
		return e.Err.Error()
	}
	return "it could not be fetched"
}

func (e *Error) Unwrap() error { return e.Err }

// fail is an error that no repetition mends.
func (v *visit) fail(err error, text string) *Error {
	return &Error{URL: v.at.String(), Err: err, text: text}
}

// refused is the error of an answer whose status promises no document.
func (v *visit) refused(answer *http.Response) *Error {
	status := answer.StatusCode
	e := v.fail(ErrStatus, shown(v.at)+" answered "+statusText(status))
	e.Status = status
	e.RetryAfter = retryAfter(answer.Header, v.f.o.Now())
	e.Gone = status == http.StatusGone
	e.Temporary = temporary(status)
	switch {
	case status == http.StatusUnauthorized && v.secret:
		e.text += ": it does not accept the user name and password"
	case status == http.StatusUnauthorized:
		e.text += ": it wants a user name and password"
	case status == http.StatusPartialContent:
		e.text += " though all of it was asked for"
	case status == http.StatusNotModified:
		e.text += " though there was nothing to compare with"
	case e.RetryAfter > 0:
		e.text += " and asks to wait " + span(e.RetryAfter)
	}
	return e
}

// statusText names a status in our words: the server's could be anything.
func statusText(status int) string {
	code := strconv.Itoa(status)
	if name := http.StatusText(status); name != "" {
		return code + " " + name
	}
	return code
}

func temporary(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests, http.StatusNotModified, http.StatusPartialContent:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	return status >= 500 && status <= 599
}

// span writes a duration in its largest unit.
func span(d time.Duration) string {
	for _, u := range []struct {
		of   time.Duration
		name string
	}{{time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}} {
		if d >= u.of {
			return strconv.FormatFloat(float64(d.Round(u.of/10))/float64(u.of), 'f', -1, 64) + " " + u.name
		}
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

// size writes a number of bytes.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return strconv.FormatFloat(float64(n*10>>20)/10, 'f', -1, 64) + " MiB"
	case n >= 1<<10:
		return strconv.FormatFloat(float64(n*10>>10)/10, 'f', -1, 64) + " KiB"
	}
	return fmt.Sprintf("%d bytes", n)
}
