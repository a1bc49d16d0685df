// Package feed reads feeds: RSS 0.90 to 2.0, Atom 0.3 and 1.0, JSON Feed 1.0
// and 1.1, with the extensions that news is published in (content:encoded,
// Dublin Core, Media RSS, iTunes, Atom in RSS, xml:base, xml:lang, threading).
//
// A feed is read as a stream: articles are yielded as they are met, and
// memory is bounded by the longest entry, not by the feed. It is the most
// tolerant reader that we could make: bytes in any encoding, ill-formed XML
// and JSON, dates and addresses as people write them. What is lost in spite of
// that is told as problems of the document; an error means that it is no
// feed, or that reading broke off.
//
// Text is made safe here: titles, names and summaries are plain text, content
// is Markdown, addresses are http or https.
//
// It opens no files and no connections, and finds no feeds on pages. Callers
// are the door, package parse, and the refresh of subscriptions, which also
// wants [Meta].
//
// Lengths are bytes.
package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"newsreader/parse/news"
	"newsreader/parse/xmltext"
)

// DefaultMaxEntry is the longest text of an entry if Options does not say.
const DefaultMaxEntry = 8 << 20

// maxProblems is how many problems a document lists; all are counted.
const maxProblems = 20

// Options tell what the bytes of a feed do not.
type Options struct {
	// URL is where the feed was found. Relative addresses are resolved
	// against it, unless the feed says against what.
	URL string
	// ContentType is what the server stated, with its charset.
	ContentType string
	// Now is when the feed was taken in. Articles that claim to be published
	// more than two days later have no time of publication. The zero time
	// believes them all.
	Now time.Time
	// MaxEntry bounds the text of an entry, 0 means DefaultMaxEntry.
	MaxEntry int
	// Meta, if not nil, takes what the feed says to those who fetch it.
	Meta *Meta
}

// Parse reads the feed r and yields its articles in their order. The
// articles' Feed may know less than the Document's, if a feed describes
// itself after its entries. An error of yield ends parsing and is returned.
//
// The error is news.ErrEmpty or news.ErrFormat, wrapped, for what is no feed,
// and news.ErrNoArticle if what was lost left none. A feed may well have none.
func Parse(r io.Reader, o Options, yield func(*news.Article) error) (news.Document, error) {
	text, err := xmltext.Decode(r, o.ContentType)
	if err != nil {
		return news.Document{}, err
	}
	p := &parser{o: o, yield: yield, meta: o.Meta, feed: &news.Feed{}, seen: map[news.ID]uint64{}}
	if p.o.MaxEntry <= 0 {
		p.o.MaxEntry = DefaultMaxEntry
	}
	if p.meta == nil {
		p.meta = &Meta{}
	}
	p.base = absoluteURL(nil, o.URL)
	head, text, err := first(text)
	switch {
	case err != nil:
	case head == 0:
		err = news.ErrEmpty
	case head == '{' || head == '[':
		err = p.json(text)
	default:
		err = p.xml(text)
	}
	if err == nil && p.doc.Articles == 0 && p.doc.Lost > 0 {
		err = news.ErrNoArticle
	}
	p.doc.Feed = *p.feed
	return p.doc, err
}

// first returns the first byte of r that is no white space, 0 if there is
// none, and a reader of all from there on.
func first(r io.Reader) (byte, io.Reader, error) {
	buf := make([]byte, 4096)
	for {
		n, err := r.Read(buf)
		if text := bytes.TrimLeft(buf[:n], " \t\r\n\x00\ufeff"); len(text) > 0 {
			return text[0], io.MultiReader(bytes.NewReader(text), r), nil
		}
		if errors.Is(err, io.EOF) {
			return 0, nil, nil
		}
		if err != nil {
			return 0, nil, fmt.Errorf("it cannot be read: %w", err)
		}
	}
}

// parser is the state of one Parse.
type parser struct {
	o     Options
	base  *url.URL // of the document
	yield func(*news.Article) error
	doc   news.Document
	meta  *Meta
	feed  *news.Feed
	given bool // feed was given away with an article
	ranks feedRanks
	seen  map[news.ID]uint64 // what the articles with an ID were like
	entry int                // number of the entry being read
	by    string             // the feed's author
}

// problem notes that something was lost.
func (p *parser) problem(where, reason string) {
	p.doc.Lost++
	if len(p.doc.Problems) < maxProblems {
		p.doc.Problems = append(p.doc.Problems, news.Problem{Where: where, Reason: reason})
	}
}

// Is reports whether a document that begins with head, as UTF-8, looks like a
// feed: by the first element of XML, if need be behind messages of the server
// in HTML, or by the version that JSON states.
func Is(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n\ufeff")
	if bytes.HasPrefix(head, []byte("{")) {
		return bytes.Contains(head, []byte(`jsonfeed.org/version`)) || bytes.Contains(head, []byte(`jsonfeed.org\/version`))
	}
	if !bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	s := xmltext.NewScanner(bytes.NewReader(head))
	spaces := xmltext.NewSpaces(namespaces)
	for first := true; ; {
		switch s.Next() {
		case xmltext.End:
			return first && bytes.HasPrefix(head, []byte("<?xml")) // a long prologue
		case xmltext.Open:
			spaces.Open(s)
			switch name := spaces.Name(s.Name); name {
			case "rss", "rss:rss", "rdf:rdf", "feed":
				return true
			case "channel", "entry", "rdf":
				return first
			case "html", "head", "body", "opml":
				return false
			}
			first = false
		}
	}
}
