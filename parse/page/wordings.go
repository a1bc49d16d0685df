package page

import (
	"strings"
	"sync"

	"newsreader/parse/news"
)

// Wordings are the words by which the parts of a page that are not news are
// known. They are compared without regard to case, punctuation and white
// space, and # stands for a number. To read another aggregator, add its words.
type Wordings struct {
	// Related are the headings of the list of related articles.
	Related []string
	// Hashtags are the headings of the list of tags.
	Hashtags []string
	// Widgets are whole lines: buttons, counters, notices.
	Widgets []string
	// Artefacts are marks of publishing systems within the text. * stands
	// for up to 60 characters without a space.
	Artefacts []string
	// Sections are labels behind a comma at the end of a headline. They
	// become tags.
	Sections []string
	// Bylines are words before the author's name on a line of its own.
	Bylines []string
	// Sources are words before the publisher's name on such a line, with a
	// colon between them.
	Sources []string
}

// DefaultWordings returns the wordings of the aggregators known so far.
func DefaultWordings() Wordings {
	return Wordings{
		Related:   lines(relatedWords),
		Hashtags:  lines(hashtagWords),
		Widgets:   lines(widgetWords),
		Artefacts: lines(artefactWords),
		Sections:  lines(sectionWords),
		Bylines:   lines(bylineWords),
		Sources:   lines(sourceWords),
	}
}

func lines(s string) []string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// table is Wordings in a form for looking lines up.
type table struct {
	related, hashtags, widgets, sections map[string]bool
	artefacts                            []artefact
	bylines, sources                     []string
}

// artefact begins and ends a mark of a publishing system.
type artefact struct{ begin, end string }

func newTable(w Wordings) *table {
	t := &table{related: folded(w.Related), hashtags: folded(w.Hashtags), widgets: folded(w.Widgets), sections: folded(w.Sections), bylines: w.Bylines, sources: w.Sources}
	for _, a := range w.Artefacts {
		if begin, end, ok := strings.Cut(a, "*"); ok && begin != "" && end != "" {
			t.artefacts = append(t.artefacts, artefact{begin, end})
		}
	}
	return t
}

// defaultTable makes the table of DefaultWordings once.
var defaultTable = sync.OnceValue(func() *table { return newTable(DefaultWordings()) })

func folded(lines []string) map[string]bool {
	set := make(map[string]bool, len(lines))
	for _, l := range lines {
		set[fold(strings.ReplaceAll(l, "#", "0"))] = true
	}
	return set
}

// maxWording bounds the lines that are looked up, in bytes.
const maxWording = 200

// fold writes a line as it is looked up: with # for each number. A line that
// is too long for any wording, or begins with a tag, folds to "".
func fold(line string) string {
	if len(line) > maxWording || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "＃") {
		return ""
	}
	var b strings.Builder
	for word := range strings.FieldsSeq(news.Fold(line)) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if strings.Trim(word, "0123456789") == "" {
			word = "#"
		}
		b.WriteString(word)
	}
	return b.String()
}
