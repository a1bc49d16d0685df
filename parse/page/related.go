package page

import (
	"strings"

	"newsreader/parse/news"
)

// header is what stands before the headline of an article.
type header struct {
	source string // the source line's, "" if there is none
	time   string // the age line
	items  []string
	lines  int // how many lines it has
}

// maxItems bounds the lines "- source" of a header.
const maxItems = 6

// headerAt reads the header at the beginning of ls. A strict one has a line
// "- source"; the others have a source line and an age line.
func headerAt(ls []line, strict bool) (h header, ok bool) {
	i := 0
	if i < len(ls) && !ls[i].isTime {
		if !label(ls[i].text) {
			return h, false
		}
		h.source = ls[i].text
		i++
	}
	if i < len(ls) && (ls[i].isTime || h.repeatedAt(ls, i+1)) {
		h.time = ls[i].text // if it is unknown wording, it stands where ages do
		i++
	}
	for i < len(ls) && len(h.items) < maxItems {
		text, ok := item(ls[i].text)
		if !ok || !label(text) {
			break
		}
		h.items = append(h.items, text)
		i++
	}
	h.lines = i
	if len(h.items) == 0 {
		return h, !strict && h.source != "" && h.time != ""
	}
	return h, h.time != "" || h.repeatsSource()
}

// repeatsSource reports whether one of the lines with a dash is the source
// line again, which makes a header even where the age is missing.
func (h header) repeatsSource() bool {
	for _, it := range h.items {
		if h.source != "" && news.Fold(it) == news.Fold(h.source) {
			return true
		}
	}
	return false
}

// repeatedAt reports whether the source is among the lines with a dash that
// begin at line i.
func (h header) repeatedAt(ls []line, i int) bool {
	for end := min(len(ls), i+maxItems); h.source != "" && i < end; i++ {
		text, ok := item(ls[i].text)
		if !ok {
			return false
		}
		if news.Fold(text) == news.Fold(h.source) {
			return true
		}
	}
	return false
}

// splitRelated parts the main article from the blocks of related articles,
// which follow the first heading behind which a block begins. A heading
// without blocks is a line like any other.
func (p *parser) splitRelated(ls []line) (main []line, blocks [][]line) {
	lastHeading := -1
	for i, l := range ls {
		if !p.table.related[fold(l.text)] {
			continue
		}
		lastHeading = i
		section := ls[i+1:]
		if h, ok := headerAt(section, false); ok {
			p.drop(l)
			return ls[:i], cut(section, len(h.items) > 0)
		}
	}
	if lastHeading > 0 {
		if titles := p.titlesOnly(ls[lastHeading+1:]); titles != nil {
			p.drop(ls[lastHeading])
			return ls[:lastHeading], titles
		}
	}
	return ls, nil
}

// cut parts the lines of the related section into blocks. If the first has a
// strict header all have, so that a line "yesterday" in a text begins none.
func cut(ls []line, strict bool) [][]line {
	var blocks [][]line
	begin := 0
	for i := 0; i < len(ls); {
		h, ok := headerAt(ls[i:], strict)
		if !ok {
			i++
			continue
		}
		if i > begin {
			blocks = append(blocks, ls[begin:i])
		}
		begin = i
		i += h.lines + 1 // the headline begins no block
	}
	return append(blocks, ls[begin:])
}

// titlesOnly reads a related section that lists just headlines, one a line:
// nil if it holds anything else but a tail.
func (p *parser) titlesOnly(ls []line) [][]line {
	const longest = 200
	n := 0
	for n < len(ls) && !p.table.widgets[fold(ls[n].text)] && !p.table.hashtags[fold(ls[n].text)] {
		if len(ls[n].text) > longest || ls[n].isTime || sentences(ls[n].text) {
			return nil
		}
		n++
	}
	if n == 0 || p.tailBegin(ls[n-1:]) > 1 {
		return nil
	}
	var blocks [][]line
	for i := range n - 1 {
		blocks = append(blocks, ls[i:i+1])
	}
	return append(blocks, ls[n-1:])
}

// sentences reports whether a line reads like text rather than a headline.
func sentences(s string) bool {
	for _, end := range []string{". ", "! ", "? ", "。", "．"} {
		if strings.Contains(s, end) {
			return true
		}
	}
	return endsWith(strings.TrimRight(s, "\"'”’»“)]」』"), ".!…:")
}
