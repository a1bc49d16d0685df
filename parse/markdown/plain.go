package markdown

import (
	"strings"
)

// Plain returns the text of Markdown without its markup: paragraphs, with a
// blank line between them; the items of a list and the lines of code, one a
// line. Links keep their text, pictures their description.
func Plain(markdown string) string {
	p := plainer{}
	p.out.Grow(len(markdown))
	for line := range strings.SplitSeq(markdown, "\n") {
		p.line(strings.TrimRight(line, " \t\r"))
	}
	p.flush()
	return p.out.String()
}

// plainer reads Markdown line by line. Lines of one paragraph are collected,
// since emphasis and links may go over line ends.
type plainer struct {
	out   strings.Builder
	para  []byte
	blank bool   // a blank line parts what comes from what was written
	table bool   // the lines are rows of a table
	fence string // what closes the code block that we are in, "" outside
	deep  int    // how many quotes the code block is in
}

func (p *plainer) line(line string) {
	if p.fence != "" && p.code(line) {
		return
	}
	content, item := unmark(strings.TrimLeft(line, " \t"))
	switch {
	case content == "":
		p.flush()
		p.blank, p.table = true, false
	case p.table:
		p.row(content)
	case len(p.para) > 0 && ruleOfTable(content):
		head := string(p.para)
		p.para, p.table = p.para[:0], true
		p.row(head)
	case strings.HasPrefix(content, "```"), strings.HasPrefix(content, "~~~"):
		p.flush()
		p.fence = content[:len(content)-len(strings.TrimLeft(content, content[:1]))]
		_, p.deep = unquote(line, maxNesting)
	case ruler(content), len(p.para) > 0 && only(content, "="):
		p.flush()
	case content[0] == '#' && headingText(content) != content:
		p.flush()
		p.para = append(p.para, headingText(content)...)
		p.flush()
	default:
		if item {
			p.flush()
		}
		if len(p.para) > 0 {
			p.para = append(p.para, '\n')
		}
		p.para = append(p.para, content...)
	}
}

// code writes a line of a code block. It reports whether the line is one: a
// block ends with the quote that it is in.
func (p *plainer) code(line string) bool {
	line, quotes := unquote(line, p.deep)
	if quotes < p.deep {
		p.fence = ""
		return false
	}
	content := strings.TrimLeft(line, " \t")
	if strings.HasPrefix(content, p.fence) && only(content, p.fence[:1]) {
		p.fence = ""
	} else {
		p.write(line)
	}
	return true
}

// unquote removes up to most marks of quotes, each with the space behind it,
// and counts them.
func unquote(line string, most int) (rest string, n int) {
	for ; n < most; n++ {
		content := strings.TrimLeft(line, " \t")
		if content == "" || content[0] != '>' {
			break
		}
		line = strings.TrimPrefix(content[1:], " ")
	}
	return line, n
}

// maxNesting bounds how many quotes and lists a line is searched for.
const maxNesting = 64

// unmark removes the marks of quotes and list items before the text of a
// line; item tells that there was one of the latter.
func unmark(s string) (rest string, item bool) {
	for range maxNesting {
		switch {
		case s != "" && s[0] == '>':
			s = s[1:]
		case s != "" && strings.IndexByte("-+*", s[0]) >= 0 && startsBlank(s[1:]) && !ruler(s):
			s, item = s[1:], true
		default:
			number := strings.TrimLeft(s, "0123456789")
			n := len(s) - len(number)
			if n == 0 || n > 9 || number == "" || strings.IndexByte(".)", number[0]) < 0 || !startsBlank(number[1:]) {
				return s, item
			}
			s, item = number[1:], true
		}
		s = strings.TrimLeft(s, " \t")
	}
	return s, item
}

// headingText returns the text of a heading line, and other lines as they are.
func headingText(line string) string {
	rest := strings.TrimLeft(line, "#")
	if len(line)-len(rest) > 6 || !startsBlank(rest) {
		return line
	}
	rest = strings.Trim(rest, " \t")
	if text := strings.TrimRight(rest, "#"); text == "" || strings.HasSuffix(text, " ") {
		return strings.TrimRight(text, " \t")
	}
	return rest
}

// ruleOfTable reports whether a line parts the head of a table from its rows.
func ruleOfTable(line string) bool {
	return only(line, "|-: \t") && strings.Contains(line, "-") && strings.ContainsAny(line, "|:")
}

// row writes a row of a table as its cells, parted by spaces.
func (p *plainer) row(line string) {
	line = strings.TrimPrefix(line, "|")
	if !strings.HasSuffix(line, "\\|") {
		line = strings.TrimSuffix(line, "|")
	}
	gap := ""
	for cell := range strings.SplitSeq(line, "|") {
		p.para = append(p.para, gap...)
		if gap = " "; strings.HasSuffix(cell, "\\") {
			gap = "|" // an escaped bar parts no cells
			cell = cell[:len(cell)-1]
		}
		p.para = append(p.para, strings.Trim(cell, " \t")...)
	}
	p.flush()
}

// flush writes the paragraph that was collected.
func (p *plainer) flush() {
	if len(p.para) == 0 {
		return
	}
	p.write(inline(string(p.para)))
	p.para = p.para[:0]
}

func (p *plainer) write(text string) {
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
		if p.blank {
			p.out.WriteByte('\n')
		}
	}
	p.blank = false
	p.out.WriteString(text)
}
