package refresh

import (
	"unicode"

	"newsreader/parse/news"
	"newsreader/store"
)

func convertAll(articles []news.Article) []store.Incoming {
	out := make([]store.Incoming, len(articles))
	for i := range articles {
		out[i] = convert(&articles[i])
	}
	return out
}

// convert turns a parsed article into what the store takes in. It does here,
// on a reader's goroutine, all that doesn't need the store.
func convert(a *news.Article) store.Incoming {
	in := store.Incoming{
		Keys:   ids(news.Keys(a)),
		Title:  a.Title,
		Source: a.Source,
		Published: store.Time{
			At:        a.Published.At,
			Precision: store.Precision(a.Published.Precision),
			Basis:     store.Basis(a.Published.Basis),
		},
		Tags:  a.Tags,
		Words: words(a.Content),
		Text: store.Text{
			URL: a.URL, GUID: a.GUID, Author: a.Author, Language: a.Language,
			Summary: a.Summary, Content: a.Content, Updated: a.Updated,
			Listed: ids(a.Related),
		},
	}
	if a.Feed != nil {
		in.Text.Feed = store.Feed(*a.Feed)
	}
	for _, e := range a.Enclosures {
		in.Text.Enclosures = append(in.Text.Enclosures, store.Enclosure(e))
	}
	if a.State != nil {
		in.Read, in.Starred = a.State.Read, a.State.Starred
	}
	in.Pack()
	return in
}

func ids(from []news.ID) []store.ID {
	out := make([]store.ID, len(from))
	for i, id := range from {
		out[i] = store.ID(id)
	}
	return out
}

// words counts words for the time that reading takes. In scripts that leave
// no blanks between words, two characters count as one.
func words(text string) int {
	count, before, highest := 0, blank(' '), byte(0)
	for i := range len(text) {
		c := text[i]
		now := blank(c)
		count += before &^ now
		before, highest = now, max(highest, c)
	}
	if highest >= unspacedByte {
		count += unspaced(text) / 2
	}
	return count
}

// blank is 1 for what parts words. Guessing would cost the processor more than
// looking it up.
func blank(c byte) int { return int(blanks[c]) }

var blanks = [256]uint8{' ': 1, '\n': 1, '\t': 1}

// unspaced counts the characters of scripts that leave no blanks.
func unspaced(text string) (n int) {
	for _, r := range text {
		if r >= firstUnspaced && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer) {
			n++
		}
	}
	return n
}

// firstUnspaced is the first character of the first such script, Thai, and
// unspacedByte what it begins with in UTF-8.
const (
	firstUnspaced = 0x0e00
	unspacedByte  = 0xe0
)

// weight is about how many bytes an article keeps in memory on its way: its
// text compressed, and what the index is made of.
func weight(a *news.Article) int {
	const fixed = 1024
	return fixed + len(a.Title) + len(a.URL) + 2*(len(a.Summary)+len(a.Content))
}
