package markup

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsreader/parse/clean"
)

// walker reads tokens and tells the writer what to write.
type walker struct {
	base   *url.URL
	plain  bool
	enough int // bytes of text after which the rest may go unread
	z      *html.Tokenizer
	writer *writer

	bold, italic, strike, code int // how many of them are open
	href                       string
	heading                    int    // level of the open heading, 0 if none
	pre                        []byte // text of the open pre
	inPre                      int
	language                   string // of the code in it
	raised                     int

	skip      atom.Atom // element that is dropped, 0 if none
	skipDepth int       // how many of it are open

	tables    []*table
	addresses int // bytes that addresses may still take up
	images    map[string]bool
	figure    figure
}

func (w *walker) flush() { w.writer.flush() }

// walk reads the fragment s, and reports whether it read all of it.
func (w *walker) walk(s string) (all bool) {
	w.z = html.NewTokenizer(strings.NewReader(s))
	for !w.hasEnough() {
		switch w.z.Next() {
		case html.ErrorToken:
			w.end()
			return true
		case html.TextToken:
			if w.skip == 0 {
				w.text(withoutControlReferences(string(w.z.Text())))
			}
		case html.StartTagToken:
			w.startTag(false)
		case html.SelfClosingTagToken:
			w.startTag(true)
		case html.EndTagToken:
			name, _ := w.z.TagName()
			w.endTag(atom.Lookup(name))
		}
	}
	return false
}

// hasEnough reports whether enough was written; a table is only when it ends.
func (w *walker) hasEnough() bool { return len(w.tables) == 0 && len(w.writer.out) >= w.enough }

// end closes what is still open.
func (w *walker) end() {
	w.release(true)
	w.closePre()
	w.closeHeading()
	for len(w.tables) > 0 {
		w.closeTable()
	}
	w.flush()
}

// text takes running text, already decoded.
func (w *walker) text(s string) {
	if w.inPre > 0 {
		w.pre = append(w.pre, s...)
		return
	}
	if len(w.figure.held) > 0 && !blank(s) {
		w.release(true)
	}
	if w.raised > 0 && w.href == "" {
		s = superscript(s)
	}
	kind := words
	if w.code > 0 {
		kind = codeSpan
	}
	w.writer.para.add(s, kind, w.style(), w.href)
}

func (w *walker) style() style {
	var st style
	if w.plain {
		return st
	}
	if w.bold > 0 {
		st |= strong
	}
	if w.italic > 0 {
		st |= emphasised
	}
	if w.strike > 0 {
		st |= struck
	}
	return st
}

// startTag handles a start tag; closed tells that it is written as <br/>.
func (w *walker) startTag(closed bool) {
	hidden := bytes.Contains(w.z.Raw(), []byte("hidden")) || bytes.Contains(w.z.Raw(), []byte("none"))
	name, more := w.z.TagName()
	a := atom.Lookup(name)
	if closed || a == atom.Noscript {
		w.z.NextIsNotRawText()
	}
	if w.skip != 0 {
		if a == w.skip && !closed {
			if unended(a) {
				w.skip = 0
			} else {
				w.skipDepth++
				return
			}
		} else {
			return
		}
	}
	var at attributes
	if more && (hidden || wantsAttributes(a)) {
		at = readAttributes(w.z)
	}
	k := kinds[a]
	if k == skipTag || at.hidden && k != voidTag && k != image && k != breakLine {
		if !closed {
			w.skip, w.skipDepth = a, 1 // 0 for a name that we don't know, so that it stays
		}
		return
	}
	w.open(k, a, &at, closed)
	if closed && k != image && k != breakLine && k != rule && k != voidTag {
		w.endTag(a)
	}
}

// open handles the start tag of an element that is not dropped.
func (w *walker) open(k kind, a atom.Atom, at *attributes, closed bool) {
	switch k {
	case blockTag, caption, term:
		w.block()
		if a == atom.Figure {
			w.release(true)
			w.figure = figure{open: true}
		}
		if k == caption {
			w.release(false)
			w.figure.captioned = true
			w.italic++
		}
		if k == term {
			w.bold++
		}
	case bold:
		w.bold++
	case italic:
		w.italic++
	case strike:
		w.strike++
	case code:
		w.code++
		w.noteLanguage(at)
	case heading:
		w.block()
		w.heading = int(a.String()[1] - '0')
	case listTag:
		w.block()
		start, err := strconv.Atoi(at.start)
		if err != nil || start < 0 || start > 999_999_999 {
			start = 1
		}
		w.writer.openList(a == atom.Ol, start)
	case itemTag:
		w.block()
		w.href = ""
		w.writer.openItem()
	case quote:
		w.block()
		w.writer.openQuote()
	case preformatted:
		w.block()
		if w.inPre++; w.inPre == 1 {
			w.pre, w.language = w.pre[:0], ""
			w.noteLanguage(at)
		}
	case link:
		w.href = w.address(at.href)
	case image:
		w.image(at)
	case player:
		w.block()
		w.player(at, a)
	case frame:
		w.frame(at)
		if !closed {
			w.skip, w.skipDepth = a, 1
		}
	case breakLine:
		w.lineBreak()
	case rule:
		w.block()
		w.writer.rule()
	case tableTag, rowTag, cellTag:
		w.openTablePart(k, a, at)
	case inlineQuote:
		w.text("“")
	case rubyText:
		w.text("(")
	case raised:
		w.raised++
	}
}

func (w *walker) endTag(a atom.Atom) {
	if w.skip != 0 {
		if a == w.skip {
			if w.skipDepth--; w.skipDepth <= 0 {
				w.skip = 0
			}
			return
		}
		if !unended(w.skip) || kinds[a] == inlineTag || kinds[a] != blockTag && kinds[a] != listTag && kinds[a] != tableTag && kinds[a] != rowTag {
			return
		}
		w.skip = 0 // a parent's end ends it
	}
	switch k := kinds[a]; k {
	case blockTag, caption, term:
		w.block()
		if a == atom.Figure {
			w.release(!w.figure.captioned)
			w.figure = figure{}
		}
		if k == caption {
			drop(&w.italic)
		}
		if k == term {
			drop(&w.bold)
		}
	case bold:
		drop(&w.bold)
	case italic:
		drop(&w.italic)
	case strike:
		drop(&w.strike)
	case code:
		drop(&w.code)
	case heading:
		w.block()
	case listTag:
		w.block()
		w.href = ""
		w.writer.closeLast(listTag)
	case itemTag:
		w.block()
		w.href = ""
		w.writer.closeItem()
	case quote:
		w.block()
		w.writer.closeLast(quote)
	case preformatted:
		if w.inPre > 0 {
			if w.inPre--; w.inPre == 0 {
				w.inPre = 1
				w.closePre()
			}
		}
	case link:
		w.href = ""
	case breakLine: // </br> is one
		w.lineBreak()
	case tableTag, rowTag, cellTag:
		w.closeTablePart(k)
	case inlineQuote:
		w.text("”")
	case rubyText:
		w.text(")")
	case raised:
		drop(&w.raised)
	}
}

func drop(n *int) {
	if *n > 0 {
		*n--
	}
}

// block ends the paragraph or heading that is open.
func (w *walker) block() {
	if w.inPre > 0 {
		if n := len(w.pre); n > 0 && w.pre[n-1] != '\n' {
			w.pre = append(w.pre, '\n')
		}
		return
	}
	w.closeHeading()
	w.flush()
}

func (w *walker) closeHeading() {
	if w.heading > 0 {
		w.writer.heading(w.heading)
		w.heading = 0
	}
}

func (w *walker) closePre() {
	if w.inPre == 0 {
		return
	}
	w.inPre = 0
	w.writer.code(clean.Text(string(w.pre)), w.language)
	w.pre = w.pre[:0]
}

func (w *walker) lineBreak() {
	switch {
	case w.inPre > 0:
		w.pre = append(w.pre, '\n')
	case w.writer.para.lineBreak() && w.heading == 0:
		w.flush()
	}
}

// noteLanguage takes the language of code from a class such as language-go.
func (w *walker) noteLanguage(at *attributes) {
	if w.inPre == 0 || w.language != "" {
		return
	}
	for class := range strings.FieldsSeq(at.class) {
		for _, prefix := range [...]string{"language-", "lang-"} {
			name, ok := strings.CutPrefix(strings.ToLower(class), prefix)
			if ok && len(name) <= 20 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789+#-") == "" {
				w.language = name
			}
		}
	}
}

// superscript writes raised numbers so that 10² does not become 102. Other
// raised text stays as it is.
func superscript(s string) string {
	if strings.Trim(s, "0123456789+-−") != "" {
		return s
	}
	return raisedDigits.Replace(s)
}

var raisedDigits = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵",
	"6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "−", "⁻")
