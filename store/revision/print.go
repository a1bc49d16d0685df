package revision

import (
	"slices"
	"strconv"
	"strings"
)

// printer writes what changed, paragraph by paragraph.
type printer struct {
	out  []string
	same int // paragraphs since the last one that changed
}

// changed adds paragraphs that gave way to others.
func (p *printer) changed(was, is []token) {
	for _, line := range lines(edits(allWords(was), allWords(is))) {
		p.paragraph(line)
	}
}

func allWords(paragraphs []token) (list []token) {
	for _, t := range paragraphs {
		list = append(append(list, words(t.text)...), token{text: paragraphEnd})
	}
	return list
}

// paragraph adds a paragraph. Marks stand between blanks, where they are marks
// whatever the words are.
func (p *printer) paragraph(line []edit) {
	line = slices.DeleteFunc(line, func(e edit) bool { return len(e.tokens) == 0 })
	switch {
	case len(line) == 0:
		return
	case !slices.ContainsFunc(line, func(e edit) bool { return e.kind != same }):
		p.same++
		return
	}
	var runs []string
	for _, e := range line {
		text, mark := join(e.tokens), [...]string{same: "", gone: "~~", come: "**"}[e.kind]
		if mark == "" && len(runs) == 0 {
			text = unblock(text)
		}
		runs = append(runs, mark+text+mark)
	}
	p.skip()
	p.out = append(p.out, strings.Join(runs, " "))
}

// skip says how many paragraphs are left out.
func (p *printer) skip() {
	switch p.same {
	case 0:
		return
	case 1:
		p.out = append(p.out, "*… a paragraph as before …*")
	default:
		p.out = append(p.out, "*… "+strconv.Itoa(p.same)+" paragraphs as before …*")
	}
	p.same = 0
}

func (p *printer) done() string {
	if len(p.out) == 0 {
		return ""
	}
	p.skip()
	return strings.Join(p.out, "\n\n")
}
