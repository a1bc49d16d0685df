package page

import "newsreader/parse/news"

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
	if i < len(ls) && ls[i].isTime {
		h.time = ls[i].text
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
// nil if it holds anything else.
func (p *parser) titlesOnly(ls []line) [][]line {
	const longest = 200
	var blocks [][]line
	for i, l := range ls {
		key := fold(l.text)
		if p.table.widgets[key] || p.table.hashtags[key] {
			break
		}
		if len(l.text) > longest || endsWith(l.text, ".。…:") || l.isTime {
			return nil
		}
		blocks = append(blocks, ls[i:i+1])
	}
	if n := len(blocks); n > 0 { // what follows the last headline goes with it
		blocks[n-1] = ls[n-1:]
	}
	return blocks
}
