// Package seeds holds the documents that a reader with an empty store shows
// first, byte for byte as they came. It parses nothing; parse/page reads
// them. To add one, put it into this folder as NAME.txt and tell in saved
// when it was saved.
package seeds

import (
	"embed"
	"fmt"
	"time"
)

//go:embed *.txt
var files embed.FS

// saved tells on which day a document was saved, as far as its text shows.
// Parsers take it for the file's time: it fixes the years of dates such as
// "Monday (Apr 28)", whenever the document is read.
var saved = map[string]time.Time{
	"000_01cb999745debb8a.txt": time.Date(2025, 6, 10, 0, 0, 0, 0, time.UTC),
}

// Document is one seed.
type Document struct {
	Name  string // its file name
	Data  []byte // the caller's to keep
	Saved time.Time
}

// Documents returns the seeds in the order of their names.
func Documents() []Document {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(fmt.Sprintf("seeds: the embedded folder cannot be read: %v", err)) // a broken build
	}
	docs := make([]Document, 0, len(entries))
	for _, e := range entries {
		data, err := files.ReadFile(e.Name())
		if err != nil {
			panic(fmt.Sprintf("seeds: %s cannot be read: %v", e.Name(), err))
		}
		docs = append(docs, Document{Name: e.Name(), Data: data, Saved: saved[e.Name()]})
	}
	return docs
}
