// Package markup turns fragments of HTML, as feeds and pages carry them, into
// safe Markdown (CommonMark with the extensions of GitHub) or plain text.
//
// It reads tokens, not a tree, so it is linear in its input whatever is
// nested in what, has no limit on open elements, and never fails: what it
// cannot express it writes as plain text. What makes a page work rather than
// read (scripts, styles, forms' controls, frames, trackers, comments, hidden
// elements) is dropped. Links and images are resolved against a base address
// and survive only as http, https or mailto. All that comes out has passed
// parse/clean.
//
// It is ours because html-to-markdown v2.5.2, the library at hand, converts 16
// MB/s where feeds ask for 20 (ours 46), is quadratic in "[", and stands on a
// parser that refuses more than 512 open elements.
//
// Callers are the parsers of formats that contain HTML (parse/feed,
// parse/html, parse/jsonl). It finds no article in a page: that is
// parse/html's work. Safe for concurrent use.
package markup

import (
	"math"
	"net/url"
	"strings"

	"newsreader/parse/clean"
)

// Markdown returns the HTML fragment s as Markdown. Relative links are
// resolved against base; if it is nil, they lose their address and keep their
// text. In text without any markup blank lines part paragraphs, because
// feeds put plain text where HTML is expected.
func Markdown(s string, base *url.URL) string {
	w := walker{base: base, addresses: 4*len(s) + 1<<16, enough: math.MaxInt}
	text, _ := w.convert(s)
	return text
}

// Plain returns the text of the HTML fragment s: paragraphs with a blank line
// between them, list items one a line, no addresses. Images are left out.
func Plain(s string) string { return Beginning(s, math.MaxInt) }

// Beginning returns the first blocks of Plain(s): enough bytes of them, and
// the rest of the last one, if there are so many.
func Beginning(s string, enough int) string {
	for most := enough; ; most *= 2 {
		w := walker{plain: true, enough: most}
		// Cleaning may have made it shorter.
		if text, all := w.convert(s); all || len(text) >= enough {
			return text
		}
	}
}

// convert reads all of s, or enough of it, and returns what was written.
func (w *walker) convert(s string) (text string, all bool) {
	w.writer = newWriter(w.plain)
	if strings.IndexByte(s, '<') < 0 {
		all = w.bareText(s)
	} else {
		all = w.walk(s)
	}
	return clean.Text(w.writer.finish()), all
}

// bareText writes text that holds no tags, and reports whether it was all
// written.
func (w *walker) bareText(s string) bool {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for part := range strings.SplitSeq(s, "\n\n") {
		w.text(unescape(part))
		w.flush()
		if w.hasEnough() {
			return false
		}
	}
	return true
}
