package markup

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// unit is what emphasis goes around as a whole: a run of words or code, a
// link with all that is in it, or a picture.
type unit struct {
	spans []span
	style style
	url   string
	blank bool
}

// markdown returns the paragraph as Markdown, appended to b.
//
// CommonMark cannot express every emphasis: a mark must not stand between a
// word and, on its inner side, punctuation ("**note:**this"). Such emphasis is
// left out; the text is what counts.
func (p *paragraph) markdown(b []byte) []byte {
	p.trim()
	units := p.units()
	for _, m := range marks {
		p.settle(units, m.style)
	}
	units = merge(units)
	e := emitter{p: p, out: b}
	for i := range units {
		e.goesOn = i+1 < len(units) && !units[i+1].blank
		e.unit(&units[i])
	}
	e.closeTo(0)
	return e.out
}

// trim takes white space from both ends.
func (p *paragraph) trim() {
	for len(p.spans) > 0 {
		s := &p.spans[len(p.spans)-1]
		s.to = s.from + len(bytes.TrimRightFunc(p.text[s.from:s.to], unicode.IsSpace))
		if s.to > s.from || s.kind == picture {
			break
		}
		p.spans = p.spans[:len(p.spans)-1]
	}
	for len(p.spans) > 0 {
		s := &p.spans[0]
		s.from = s.to - len(bytes.TrimLeftFunc(p.text[s.from:s.to], unicode.IsSpace))
		if s.to > s.from || s.kind == picture {
			break
		}
		p.spans = p.spans[1:]
	}
}

// units groups the spans. White space at the ends of words and links becomes
// units of its own, so that no mark stands beside it.
func (p *paragraph) units() []unit {
	units := make([]unit, 0, 2*len(p.spans))
	for i := 0; i < len(p.spans); {
		n := 1
		first := p.spans[i]
		if first.kind == words && first.url == "" {
			text := p.text[first.from:first.to]
			lead := len(text) - len(bytes.TrimLeftFunc(text, unicode.IsSpace))
			trail := len(bytes.TrimRightFunc(text, unicode.IsSpace))
			units = appendBlank(units, first, 0, min(lead, len(text)))
			if lead < trail {
				body := first
				body.from, body.to = first.from+lead, first.from+trail
				units = append(units, unit{spans: []span{body}, style: first.style})
				units = appendBlank(units, first, trail, len(text))
			}
			i++
			continue
		}
		if first.kind != picture && first.url != "" {
			for i+n < len(p.spans) && p.spans[i+n].url == first.url && p.spans[i+n].kind != picture {
				n++
			}
			units = p.appendLink(units, p.spans[i:i+n])
		} else {
			units = append(units, unit{spans: p.spans[i : i+1], style: first.style})
		}
		i += n
	}
	return units
}

func appendBlank(units []unit, s span, from, to int) []unit {
	if from == to {
		return units
	}
	s.to = s.from + to
	s.from += from
	return append(units, unit{spans: []span{s}, style: s.style, blank: true})
}

// appendLink appends a link, its emphasis being what all its parts share.
func (p *paragraph) appendLink(units []unit, spans []span) []unit {
	shared := strong | emphasised | struck
	for i := range spans {
		shared &= spans[i].style
	}
	var before, after []unit
	first, last := &spans[0], &spans[len(spans)-1]
	whole := *first
	text := p.text[first.from:first.to]
	if n := len(text) - len(bytes.TrimLeftFunc(text, unicode.IsSpace)); n > 0 {
		before = appendBlank(nil, whole, 0, n)
		first.from += n
	}
	whole = *last
	text = p.text[last.from:last.to]
	if n := len(bytes.TrimRightFunc(text, unicode.IsSpace)); n < len(text) {
		after = appendBlank(nil, whole, n, len(text))
		last.to = last.from + n
	}
	units = append(units, before...)
	if visible(p.text, spans) {
		units = append(units, unit{spans: spans, style: shared, url: first.url})
	}
	return append(units, after...)
}

func visible(text []byte, spans []span) bool {
	for _, s := range spans {
		if len(bytes.TrimFunc(text[s.from:s.to], unicode.IsSpace)) > 0 {
			return true
		}
	}
	return false
}

// settle takes the style st from the runs of units whose marks Markdown would
// not read as such, and from white space at their ends.
func (p *paragraph) settle(units []unit, st style) {
	for i := 0; i < len(units); {
		if units[i].style&st == 0 {
			i++
			continue
		}
		end := i + 1
		for end < len(units) && units[end].style&st != 0 {
			end++
		}
		next := end
		for end > i && units[end-1].blank {
			end--
			units[end].style &^= st
		}
		for i < end && units[i].blank {
			units[i].style &^= st
			i++
		}
		if i < end && !p.expressible(units[i:end], p.around(units, i, end), st) {
			for ; i < end; i++ {
				units[i].style &^= st
			}
		}
		i = next
	}
}

// merge joins words that look alike after all, so that what stands at the
// beginning of a line is seen as a whole.
func merge(units []unit) []unit {
	kept := units[:0]
	for i := 0; i < len(units); i++ {
		u := units[i]
		if n := len(kept); n > 0 && kept[n-1].joins(&u) {
			if !u.blank {
				kept[n-1].spans[0].to = u.spans[0].to
				continue
			}
			if i+1 < len(units) && !units[i+1].blank && kept[n-1].joins(&units[i+1]) {
				i++
				kept[n-1].spans[0].to = units[i].spans[0].to
				continue
			}
		}
		kept = append(kept, u)
	}
	return kept
}

// joins reports whether two units are words of one look.
func (u *unit) joins(next *unit) bool {
	return !u.blank && u.url == "" && next.url == "" && u.style == next.style && u.spans[0].kind == words && next.spans[0].kind == words
}

// around returns the characters beside the units from the i-th to before the
// end-th.
func (p *paragraph) around(units []unit, i, end int) [2]rune {
	beside := [2]rune{' ', ' '}
	if i > 0 {
		_, beside[0] = p.edges(&units[i-1])
	}
	if end < len(units) {
		beside[1], _ = p.edges(&units[end])
	}
	return beside
}

// expressible reports whether marks of the style st around a run of units
// would be read as such.
func (p *paragraph) expressible(run []unit, beside [2]rune, st style) bool {
	first, _ := p.edges(&run[0])
	_, last := p.edges(&run[len(run)-1])
	if st == struck {
		if first == '~' || last == '~' {
			return false
		}
	} else { // its marks stand within the others
		if run[0].style&struck != 0 {
			first = '~'
		}
		if run[len(run)-1].style&struck != 0 {
			last = '~'
		}
	}
	alone := true // no other marks are near that these could be paired with
	for i := range run {
		alone = alone && run[i].style&^st == 0
	}
	return flanks(beside[0], first, alone) && flanks(beside[1], last, alone)
}

// flanks reports whether a mark between an outer and an inner character is
// read as one; if it is not alone, only where it could not be of the other
// side, too.
func flanks(outer, inner rune, alone bool) bool {
	switch {
	case unicode.IsSpace(outer):
		return true
	case punct(outer):
		return alone || !punct(inner)
	}
	return alone && !punct(inner)
}

// edges returns the first and the last character that a unit is written with.
func (p *paragraph) edges(u *unit) (first, last rune) {
	s := u.spans[0]
	switch {
	case u.url != "":
		return '[', ')'
	case s.kind == codeSpan:
		return '`', '`'
	case s.kind == picture:
		return '!', ')'
	}
	text := p.text[s.from:s.to]
	first, _ = utf8.DecodeRune(text)
	last, _ = utf8.DecodeLastRune(text)
	return first, last
}

func punct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// emitter writes units with their marks.
type emitter struct {
	p    *paragraph
	out  []byte
	open []int     // indexes of the marks that are open, outermost first
	mute style     // what could not be opened here and stays out until its end
	gap  []byte    // white space that awaits what it separates
	code codePlace // of the last code span

	goesOn bool // the next unit follows without white space
}

// codePlace is where a code span stands: in the paragraph's text, and as written.
type codePlace struct{ from, to, begin, end int }

// putCode writes a code span. If one has ended right here, they become one:
// their marks, side by side, would be read as something else.
func (e *emitter) putCode(from, to int) {
	begin := len(e.out)
	if last := e.code; last.end == begin && last.to == from && last.begin < last.end {
		from, begin = last.from, last.begin
	}
	e.out = appendCode(e.out[:begin], e.p.text[from:to])
	e.code = codePlace{from, to, begin, len(e.out)}
}

func (e *emitter) unit(u *unit) {
	if u.blank {
		e.gap = append(e.gap, e.p.text[u.spans[0].from:u.spans[0].to]...)
		return
	}
	e.mute &= u.style
	want := u.style &^ e.mute
	keep := 0
	for keep < len(e.open) && want&marks[e.open[keep]].style != 0 {
		keep++
	}
	closes := keep < len(e.open)
	e.closeTo(keep)
	tight := len(e.gap) == 0
	e.space()
	for i, m := range marks {
		if want&m.style == 0 || e.isOpen(i) {
			continue
		}
		if closes && tight { // two marks side by side would be read as one
			e.mute |= m.style
			continue
		}
		e.open = append(e.open, i)
		e.out = append(e.out, m.mark...)
	}
	e.write(u)
}

func (e *emitter) isOpen(mark int) bool {
	for _, i := range e.open {
		if i == mark {
			return true
		}
	}
	return false
}

// closeTo closes the marks but the n outermost.
func (e *emitter) closeTo(n int) {
	for len(e.open) > n {
		e.out = append(e.out, marks[e.open[len(e.open)-1]].mark...)
		e.open = e.open[:len(e.open)-1]
	}
}

// space writes the white space that is due. Line breaks are hard ones.
func (e *emitter) space() {
	for _, c := range e.gap {
		if c == '\n' {
			e.out = appendBreak(e.out)
		} else {
			e.out = append(e.out, c)
		}
	}
	e.gap = e.gap[:0]
}

func (e *emitter) write(u *unit) {
	s := u.spans[0]
	switch {
	case u.url != "":
		e.out = appendLink(e.out, e.p.text, u)
	case s.kind == codeSpan:
		e.putCode(s.from, s.to)
	case s.kind == picture:
		e.out = append(e.out, "!["...)
		e.out = escape(e.out, e.p.text[s.from:s.to], inBrackets)
		e.out = append(e.out, "]("...)
		e.out = append(e.out, destination(s.url)...)
		e.out = append(e.out, ')')
	case e.goesOn:
		e.out = escape(e.out, e.p.text[s.from:s.to], beforeText)
	default:
		e.out = escape(e.out, e.p.text[s.from:s.to], freely)
	}
}
