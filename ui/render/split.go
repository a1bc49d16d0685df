package render

import "strings"

// chunk is a piece of Markdown that can be parsed on its own: a top-level
// block, or a few.
type chunk struct {
	text   string
	joined bool // it goes on with the block of the chunk before
	plain  bool // its markup is not to be trusted: set the text as it is
}

// splitter cuts Markdown into chunks, reading no further than it must. That
// makes Start cost what its lines cost, lets Full be cancelled, and bounds
// what a single parse can be fed.
type splitter struct {
	rest   string
	again  string // lines to repeat before the next chunk: a fence, the head of a table
	joined bool
}

const (
	// Blocks of many lines (lists, code, tables) are cut after so many bytes
	// where that doesn't show.
	softChunk = 8 << 10
	// No block is parsed longer than this: 2,500 words.
	hardChunk = 16 << 10
	// Deeper quotations and lists are set as plain text. Parsing 3,000 levels
	// takes the square of 3,000 steps, and nobody nests so.
	maxNesting = 12
)

// next returns the next chunk, false at the end.
func (s *splitter) next() (chunk, bool) {
	s.rest = trimBlankLines(s.rest)
	if s.rest == "" {
		return chunk{}, false
	}
	var (
		sc     = scan{again: s.again}
		c      = chunk{joined: s.joined}
		prefix = s.again
		end    = 0
	)
	s.again, s.joined = "", false
	for end < len(s.rest) {
		line := firstLine(s.rest[end:])
		if end > 0 && s.cut(&sc, &c, prefix, end, line) {
			return c, true
		}
		if end+len(line) > hardChunk {
			at := sentence(line, hardChunk-end)
			sc.line(line[:at])
			end += at
			if sc.fence != "" {
				s.again, s.joined = sc.repeat(), true
			}
			break
		}
		sc.line(line)
		end += len(line)
	}
	c.text, s.rest = prefix+s.rest[:end], s.rest[end:]
	c.plain = c.plain || sc.deep
	return c, true
}

// cut ends the chunk before line, at end, if it may or must end there.
func (s *splitter) cut(sc *scan, c *chunk, prefix string, end int, line string) bool {
	switch {
	case sc.over(line):
	case end+len(line) > hardChunk, end > softChunk && sc.divisible(line):
		s.again, s.joined = sc.repeat(), !sc.blank
	default:
		return false
	}
	c.text, s.rest = prefix+s.rest[:end], s.rest[end:]
	c.plain = c.plain || sc.deep
	return true
}

// scan follows the lines of a chunk as far as it takes to know where blocks
// end: it knows fences, raw HTML, lists and tables at the top level.
type scan struct {
	again  string // what the chunk before repeats in this one
	lines  int
	first  string
	second string
	fence  string // open fence: its marker
	opener string // and its line
	html   string // open raw HTML: what ends it
	list   bool   // the chunk holds a list
	blank  bool   // the last line was blank
	deep   bool   // a line nests too deeply
}

func (sc *scan) line(line string) {
	if sc.lines == 0 && sc.again != "" {
		again := sc.again
		sc.again = ""
		for l := range strings.Lines(again) {
			sc.line(l)
		}
	}
	sc.lines++
	switch sc.lines {
	case 1:
		sc.first = line
	case 2:
		sc.second = line
	}
	ind, text := indentOf(line)
	sc.blank = text == ""
	switch {
	case sc.fence != "":
		if ind < 4 && strings.HasPrefix(text, sc.fence) && strings.Trim(text, sc.fence[:1]) == "" {
			sc.fence, sc.opener = "", ""
		}
		return
	case sc.html != "":
		if containsFold(line, sc.html) {
			sc.html = ""
		}
		return
	case sc.blank:
		return
	}
	sc.list = sc.list || ind < 2 && isItem(line)
	sc.deep = sc.deep || nesting(line) > maxNesting
	if ind > 3 || sc.list && ind > 1 {
		return
	}
	if f := fenceOf(text); f != "" {
		sc.fence, sc.opener = f, line
		return
	}
	sc.html = htmlEnd(text)
}

// over reports whether the block has ended before line.
func (sc *scan) over(line string) bool {
	if sc.fence != "" || sc.html != "" || !sc.blank {
		return false
	}
	ind, text := indentOf(line)
	return text != "" && ind < 2 && !(sc.list && isItem(line)) && text[0] != ':'
}

// divisible reports whether a long block may be cut before line so that the
// reader doesn't see it.
func (sc *scan) divisible(line string) bool {
	ind, _ := indentOf(line)
	switch {
	case sc.html != "":
		return false
	case sc.fence != "", sc.table():
		return true
	case sc.list:
		return ind < 2 && isItem(line)
	}
	return strings.HasPrefix(line, ">")
}

// repeat returns what the next chunk must begin with to be read as this one.
func (sc *scan) repeat() string {
	switch {
	case sc.fence != "" && len(sc.opener) <= softChunk:
		return strings.TrimRight(sc.opener, "\n") + "\n"
	case sc.table() && len(sc.first)+len(sc.second) <= softChunk:
		return sc.first + sc.second
	}
	return ""
}

// table reports whether the chunk begins as a table does.
func (sc *scan) table() bool {
	return sc.lines >= 2 && strings.Contains(sc.first, "|") && strings.Contains(sc.second, "-") &&
		strings.HasSuffix(sc.second, "\n") && strings.Trim(sc.second, " \t|:-\r\n") == ""
}

// indentOf returns the columns a line is indented by, and its text.
func indentOf(line string) (int, string) {
	n := 0
	for i := range len(line) {
		switch line[i] {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n, strings.TrimRight(line[i:], " \t\r\n")
		}
	}
	return n, ""
}

// marker returns the length of the list marker or quotation mark that text
// begins with, 0 if there is none.
func marker(text string) int {
	if text == "" {
		return 0
	}
	n := 1
	switch c := text[0]; {
	case c == '>':
		return 1
	case c >= '0' && c <= '9':
		for n < len(text) && n < 9 && text[n] >= '0' && text[n] <= '9' {
			n++
		}
		if n == len(text) || text[n] != '.' && text[n] != ')' {
			return 0
		}
		n++
	case c != '-' && c != '+' && c != '*':
		return 0
	}
	if n < len(text) && text[n] != ' ' && text[n] != '\t' {
		return 0
	}
	return n
}

func isItem(line string) bool {
	ind, text := indentOf(line)
	return ind < 4 && text != "" && text[0] != '>' && marker(text) > 0 && !isRule(text)
}

// isRule reports whether a line is nothing but a thematic break.
func isRule(text string) bool {
	c := text[0]
	return (c == '-' || c == '*' || c == '_') && strings.Count(text, text[:1]) > 2 && strings.Trim(text, text[:1]+" \t") == ""
}

// nesting counts the quotations and lists that a line opens or continues.
func nesting(line string) int {
	_, text := indentOf(line)
	if text == "" || isRule(text) {
		return 0
	}
	levels := 0
	for {
		n := marker(text)
		if n == 0 {
			return levels
		}
		levels++
		text = strings.TrimLeft(text[n:], " \t")
	}
}

// unnested returns a line without its quotation marks and bullets.
func unnested(line string) string {
	text := strings.TrimLeft(line, " \t")
	for {
		n := marker(text)
		if n == 0 {
			return text
		}
		text = strings.TrimLeft(text[n:], " \t")
	}
}

func fenceOf(text string) string {
	for _, c := range []string{"`", "~"} {
		n := len(text) - len(strings.TrimLeft(text, c))
		if n >= 3 && (c == "~" || !strings.Contains(text[n:], c)) {
			return text[:n]
		}
	}
	return ""
}

// htmlEnd returns what ends the raw HTML that a line opens and that goes on
// over blank lines, "" if there is none or the line itself ends it.
func htmlEnd(text string) string {
	if text[0] != '<' {
		return ""
	}
	end := ""
	switch {
	case strings.HasPrefix(text, "<!--"):
		end = "-->"
	case strings.HasPrefix(text, "<?"):
		end = "?>"
	case strings.HasPrefix(text, "<![CDATA["):
		end = "]]>"
	default:
		for _, name := range []string{"script", "style", "pre", "textarea"} {
			if hasPrefixFold(text, "<"+name) {
				end = "</" + name + ">"
			}
		}
	}
	if end == "" || containsFold(text, end) {
		return ""
	}
	return end
}

func containsFold(s, sub string) bool {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i] == sub[0] && strings.EqualFold(s[i:i+len(sub)], sub) {
			return true
		}
	}
	return false
}

// sentence returns where to cut a line too long for one parse: after the last
// sentence or word that ends before at.
func sentence(line string, at int) int {
	at = min(at, len(line))
	if i := strings.LastIndex(line[:at], ". "); i > at/2 {
		return i + 2
	}
	if i := strings.LastIndexByte(line[:at], ' '); i > at/2 {
		return i + 1
	}
	for at > 1 && at < len(line) && line[at]&0xc0 == 0x80 { // within a rune
		at--
	}
	return max(at, 1)
}

// firstLine returns the line that s begins with, of a longer one so much that
// it must be cut.
func firstLine(s string) string {
	window := s[:min(len(s), hardChunk+1)]
	if nl := strings.IndexByte(window, '\n'); nl >= 0 {
		return s[:nl+1]
	}
	return window
}

func trimBlankLines(s string) string {
	for s != "" {
		line := firstLine(s)
		if strings.Trim(line, " \t\r\n") != "" {
			return s
		}
		s = s[len(line):]
	}
	return ""
}
