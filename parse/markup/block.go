package markup

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
)

// maxContainers bounds how deep quotes and lists are nested in each other.
// What is deeper is written at that depth: a prefix repeated on each line
// would make the output grow with the square of the input.
const maxContainers = 12

// writer writes blocks of Markdown into open quotes and lists.
type writer struct {
	out        []byte
	blocks     int // how many were written
	containers []container
	plain      bool
	lastList   listEnd

	para paragraph // what is collected for the next block
}

// container is an open quote, list or list item.
type container struct {
	kind    kind // quote, listTag or itemTag
	begun   bool // something was written in it
	ordered bool
	other   bool   // a list that would melt into the one before it
	number  int    // of the next item
	inItem  bool   // the last block of a list stands in an item
	marker  string // of an item: before its first line
	deep    bool   // nested too deep to be shown
}

func newWriter(plain bool) *writer { return &writer{plain: plain} }

// finish writes what is pending and returns all that was written.
func (w *writer) finish() string {
	w.flush()
	return string(w.out)
}

// flush writes the collected paragraph, if there is one.
func (w *writer) flush() {
	if w.para.empty() {
		w.para.reset()
		return
	}
	if w.plain {
		w.lines(w.para.plainText())
	} else {
		w.lines(w.para.markdown(nil))
	}
	w.para.reset()
}

// heading writes the collected paragraph as a heading on one line.
func (w *writer) heading(level int) {
	if w.para.empty() {
		w.para.reset()
		return
	}
	if w.plain {
		w.flush()
		return
	}
	w.para.oneLine(bold)
	text := bytes.TrimLeft(w.para.markdown(nil), "\n")
	w.para.reset()
	if len(text) == 0 {
		return
	}
	if n := len(text); text[n-1] == '#' && (n == 1 || text[n-2] != '\\') { // would be taken for a closing mark
		text = append(text[:len(text)-1], `\#`...)
	}
	w.lines(append(append(bytes.Repeat([]byte("#"), level), ' '), text...))
}

// rule writes a thematic break. It is made of what marks no list items.
func (w *writer) rule() {
	w.flush()
	if !w.plain && len(w.out) > 0 {
		w.lines([]byte("___"))
	}
}

// code writes text as it is, fenced.
func (w *writer) code(text, language string) {
	text = strings.TrimRight(strings.Trim(text, "\n"), " \t\n")
	if strings.TrimSpace(text) == "" {
		return
	}
	if w.plain {
		w.lines([]byte(text))
		return
	}
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	w.lines([]byte(fence + language + "\n" + text + "\n" + fence))
}

// longestRun returns the length of the longest run of c in s.
func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := range len(s) {
		if s[i] != c {
			n = 0
			continue
		}
		if n++; n > longest {
			longest = n
		}
	}
	return longest
}

// lines writes one block, given with its line ends.
func (w *writer) lines(block []byte) {
	if len(bytes.TrimSpace(block)) == 0 {
		return
	}
	w.part()
	first := true
	for line := range bytes.SplitSeq(block, []byte("\n")) {
		if !first {
			w.out = append(w.out, '\n')
		}
		at := len(w.out)
		w.prefix(first)
		first = false
		if len(line) == 0 {
			w.out = w.out[:at+len(bytes.TrimRight(w.out[at:], " "))]
		}
		w.out = append(w.out, line...)
	}
	w.blocks++
	for i := range w.containers {
		w.containers[i].begun = true
		w.containers[i].inItem = i+1 < len(w.containers) && w.containers[i+1].kind == itemTag
	}
}

// part divides the next block from the one before: items of a list by a line
// end, everything else by a blank line.
func (w *writer) part() {
	if len(w.out) == 0 {
		return
	}
	w.out = append(w.out, '\n')
	if w.opensItem() {
		return
	}
	if !w.plain {
		at := len(w.out)
		for i := range w.containers {
			c := &w.containers[i]
			if !c.begun {
				break
			}
			w.out = append(w.out, c.rest()...)
		}
		w.out = w.out[:at+len(bytes.TrimRight(w.out[at:], " "))]
	}
	w.out = append(w.out, '\n')
}

// opensItem reports whether the next block begins an item of a list whose
// lines follow the text before without a blank line: a later item, or the
// first one of a list within an item. A list that doesn't count from 1 may not
// interrupt a paragraph.
func (w *writer) opensItem() bool {
	for i, c := range w.containers {
		if c.begun {
			continue
		}
		if c.kind == quote {
			return false
		}
		if c.kind == itemTag {
			return i > 0 && w.containers[i-1].begun && w.containers[i-1].inItem
		}
		within := i > 0 && w.containers[i-1].kind == itemTag && w.containers[i-1].begun
		return within && !c.other && (!c.ordered || c.number == 2)
	}
	return false
}

// prefix writes what stands before a line of the open containers.
func (w *writer) prefix(first bool) {
	if w.plain {
		return
	}
	for i := range w.containers {
		c := &w.containers[i]
		if first && !c.begun && c.kind == itemTag {
			w.out = append(w.out, c.marker...)
			continue
		}
		w.out = append(w.out, c.rest()...)
	}
}

const blanks = "                "

// rest returns what stands before the later lines of a container.
func (c *container) rest() string {
	switch {
	case c.deep:
		return ""
	case c.kind == quote:
		return "> "
	case c.kind == itemTag:
		return blanks[:len(c.marker)]
	}
	return ""
}

func (w *writer) openQuote() {
	w.flush()
	w.push(container{kind: quote})
}

func (w *writer) push(c container) {
	shown := 0
	for _, o := range w.containers {
		if o.kind != listTag && !o.deep {
			shown++
		}
	}
	if c.deep = shown >= maxContainers; c.deep {
		c.marker = ""
	}
	if len(w.containers) < 4*maxContainers {
		w.containers = append(w.containers, c)
	}
}

// openList begins a list; start is the number of its first item.
func (w *writer) openList(ordered bool, start int) {
	w.flush()
	w.push(container{kind: listTag, ordered: ordered, number: start, other: w.afterList(ordered)})
}

// openItem begins an item of the innermost list, ending the one before it.
func (w *writer) openItem() {
	w.flush()
	w.closeItem()
	n := len(w.containers)
	if n == 0 || w.containers[n-1].kind != listTag {
		w.openList(false, 1)
		n = len(w.containers)
	}
	if n == 0 || w.containers[n-1].kind != listTag {
		return // too deep
	}
	l := &w.containers[n-1]
	marker := "- "
	switch {
	case l.ordered && l.other:
		marker = strconv.Itoa(l.number) + ") "
	case l.ordered:
		marker = strconv.Itoa(l.number) + ". "
	case l.other:
		marker = "* "
	}
	if l.number < 999_999_999 {
		l.number++
	}
	w.push(container{kind: itemTag, marker: marker})
}

// closeItem ends the item that is open in the innermost list.
func (w *writer) closeItem() {
	for i := len(w.containers) - 1; i >= 0 && w.containers[i].kind != listTag; i-- {
		if w.containers[i].kind == itemTag {
			w.flush()
			w.closeTo(i)
			return
		}
	}
}

// closeLast ends the innermost container of a kind with all in it.
func (w *writer) closeLast(k kind) {
	w.flush()
	for i := len(w.containers) - 1; i >= 0; i-- {
		if w.containers[i].kind == k {
			w.closeTo(i)
			return
		}
	}
}

// closeTo ends all containers from the n-th on.
func (w *writer) closeTo(n int) {
	if c := w.containers[n]; c.kind == listTag && c.begun {
		w.lastList = listEnd{blocks: w.blocks, depth: n, ordered: c.ordered, other: c.other}
	}
	w.containers = w.containers[:n]
}

// listEnd notes where a list ended: one that follows at once needs another
// marker, lest Markdown take both for one.
type listEnd struct {
	blocks, depth  int
	ordered, other bool
}

func (w *writer) afterList(ordered bool) bool {
	l := w.lastList
	return w.blocks > 0 && l.blocks == w.blocks && l.depth == len(w.containers) && l.ordered == ordered && !l.other
}

// blank reports whether s shows nothing.
func blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) }) < 0
}
