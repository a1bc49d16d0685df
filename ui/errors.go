package ui

import (
	"context"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence tells a person what went wrong. The store's errors are sentences
// already; they get a capital and a full stop, and whatever else they carry
// (file names, feed text) is made safe to show.
func sentence(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, context.DeadlineExceeded):
		return "The store did not answer in time; another program may be busy with it."
	case errors.Is(err, context.Canceled):
		return "Cancelled."
	}
	text := strings.TrimSpace(safe(err.Error()))
	if text == "" {
		return "Something failed without saying why."
	}
	text = capital(text)
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// capital gives a text a capital at its beginning, but for the name of a host
// or a file that stands there.
func capital(text string) string {
	if word, _, _ := strings.Cut(text, " "); strings.ContainsAny(strings.TrimRight(word, ".:"), "./") {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	if first == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
