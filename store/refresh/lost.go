package refresh

import (
	"fmt"
	"strings"

	"newsreader/parse/news"
)

// losses are the parts of a feed that couldn't be read while the rest could.
type losses struct {
	count int
	first string
}

// of adds those of a document; name says which it is where a feed has several.
func (l *losses) of(name string, d *news.Document) {
	if d.Lost == 0 {
		return
	}
	if l.count == 0 && len(d.Problems) > 0 {
		l.first = about(d.Problems[0].Reason, name, d.Problems[0].Where)
	}
	l.count += d.Lost
}

// String is a sentence, "" if nothing was lost.
func (l *losses) String() string {
	if l.count < 2 {
		return l.first
	}
	return fmt.Sprintf("%s (and %d more)", l.first, l.count-1)
}

// about puts what a reason is about before it.
func about(reason string, of ...string) string {
	var b strings.Builder
	for _, part := range of {
		if part != "" {
			b.WriteString(part + ": ")
		}
	}
	return b.String() + reason
}
