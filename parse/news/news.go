// Package news is the model that every input format is parsed to: articles,
// the feed they came from, and how sure we are of their times.
//
// It holds no parser, no storage and no text for the screen. The parsers
// build it, store/refresh turns it into stored articles, and the command line
// prints it. All text in it is UTF-8 (NFC) and has passed parse/clean.
package news

import (
	"fmt"
	"strconv"
	"time"
)

// ID identifies an article: the first eight bytes of a hash over its
// identity (see Identify). The zero ID means "not identified".
type ID uint64

// String returns the ID as 16 lower-case hexadecimal digits.
func (id ID) String() string { return fmt.Sprintf("%016x", uint64(id)) }

// ParseID reads what String wrote.
func ParseID(s string) (ID, error) {
	if len(s) != 16 {
		return 0, fmt.Errorf("%q is not an article ID of 16 hexadecimal digits", s)
	}
	v, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not an article ID of 16 hexadecimal digits", s)
	}
	return ID(v), nil
}

// Precision tells the smallest unit of a time that is known.
type Precision uint8

// The precisions, finest first.
const (
	Second Precision = iota
	Hour
	Day
)

// Basis tells where a time comes from. A higher basis is better evidence.
type Basis uint8

// The bases, weakest first.
const (
	// Imported: nothing is known but when the document was taken in.
	Imported Basis = iota
	// Inferred from dates in the text.
	Inferred
	// Relative to the document's reference time ("an hour ago").
	Relative
	// Stated by the document.
	Stated
)

var basisNames = [...]string{"imported", "inferred", "relative", "stated"}

// String returns the name that JSON output uses.
func (b Basis) String() string {
	if int(b) < len(basisNames) {
		return basisNames[b]
	}
	return "imported"
}

// ParseBasis reads what Basis.String wrote; ok is false for other words.
func ParseBasis(s string) (b Basis, ok bool) {
	for i, n := range basisNames {
		if n == s {
			return Basis(i), true
		}
	}
	return Imported, false
}

// Time is a moment with what is known of it. At is in UTC; with precision
// Day it is the day's midnight in UTC and stands for the calendar day,
// whatever the reader's time zone. The zero Time is unknown.
type Time struct {
	At        time.Time
	Precision Precision
	Basis     Basis
}

// Feed describes the subscription or site that articles came from.
type Feed struct {
	Title, Link, Description, Language string
}

// Enclosure is a file that an article offers: a picture, a recording.
type Enclosure struct {
	URL  string // http or https
	Type string // media type, "" if not stated
	Size int64  // bytes, 0 if not stated
}

// Article is one piece of news.
type Article struct {
	ID    ID
	Feed  *Feed  // shared by the articles of one document; nil if none
	URL   string // canonical, "" if none
	GUID  string // the feed's own identifier, "" if none
	Title string // one line, plain text

	Author, Source string // one line each, plain text
	Language       string // BCP 47, "" if unknown

	Published Time
	Updated   time.Time // UTC, zero if never stated

	Summary string // plain text
	Content string // Markdown

	Tags       []string
	Enclosures []Enclosure

	// Related lists the articles that the document itself names as related,
	// in its order.
	Related []ID

	// Unfetched marks an article of which only title and URL are known,
	// because a page listed it.
	Unfetched bool

	// State is what our own JSON lines say of the reader's state; nil from
	// every other format.
	State *State
}

// State is a reader's state of one article.
type State struct {
	Read, Starred bool
}

// Problem is something a document lost: it could not be read, the rest could.
type Problem struct {
	Where  string // "line 12", "entry 3", "byte 40210"; "" for the document
	Reason string
}

// Document is what is known of an input once all its articles were yielded.
type Document struct {
	File     string // as the caller named it
	Format   string // "page", "rss", "atom", "json feed", "html", "opml", "jsonl"
	Feed     Feed
	Articles int
	Problems []Problem // the first few; Lost counts them all
	Lost     int

	// Dropped lists the lines and parts of lines of a page that no article
	// holds because they are not news: buttons, counters, headings of lists.
	Dropped []string
}
