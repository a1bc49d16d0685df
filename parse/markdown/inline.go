package markdown

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inline returns the text of a paragraph without its markup.
func inline(s string) string {
	if !strings.ContainsAny(s, "\\`*_~<&[") {
		return s
	}
	p := inliner{s: s, out: make([]byte, 0, len(s)), lastTicks: lastTicks(s)}
	for p.i < len(s) {
		if !p.markup() {
			p.out = append(p.out, s[p.i])
			p.i++
		}
	}
	return p.compact()
}

// inliner copies text and notes which bytes of the copy turn out to be
// markup once its other half is met.
type inliner struct {
	s   string
	i   int
	out []byte

	cut       []cut          // markup in out, in any order
	open      map[byte][]cut // delimiters that may still be closed
	brackets  []int          // offsets of open brackets in out
	lastTicks map[int]int    // where the last run of so many backticks is
}

// cut is a run of n bytes at offset at of the output.
type cut struct{ at, n int }

// lastTicks finds the last run of backticks of each length, so that a run
// that nothing closes is known without searching for its end.
func lastTicks(s string) map[int]int {
	if !strings.Contains(s, "`") {
		return nil
	}
	last := map[int]int{}
	for i := 0; i < len(s); {
		n := ticks(s[i:])
		if n > 0 {
			last[n] = i
		}
		i += max(n, 1)
	}
	return last
}

func ticks(s string) int { return len(s) - len(strings.TrimLeft(s, "`")) }

// markup handles the markup at p.i, if there is any, and moves over it.
func (p *inliner) markup() bool {
	rest := p.s[p.i:]
	switch rest[0] {
	case '\\':
		return p.escape(rest)
	case '`':
		p.code(rest)
	case '&':
		n := entity(rest)
		if n == 0 {
			return false
		}
		p.out = append(p.out, html.UnescapeString(rest[:n])...)
		p.i += n
	case '<':
		return p.angle(rest)
	case '!':
		if !strings.HasPrefix(rest, "![") {
			return false
		}
		p.brackets = append(p.brackets, len(p.out))
		p.out = append(p.out, "!["...)
		p.i += 2
	case '[':
		p.brackets = append(p.brackets, len(p.out))
		return false
	case ']':
		return p.link(rest)
	case '*', '_', '~':
		p.delimiters(run(p.s, p.i))
	default:
		return false
	}
	return true
}

func (p *inliner) escape(rest string) bool {
	if len(rest) == 1 || !asciiPunct(rest[1]) && rest[1] != '\n' {
		return false
	}
	p.out = append(p.out, rest[1])
	p.i += 2
	return true
}

// code copies a code span without its backticks, or backticks that are none.
func (p *inliner) code(rest string) {
	n := ticks(rest)
	if p.lastTicks[n] <= p.i {
		p.out = append(p.out, rest[:n]...)
		p.i += n
		return
	}
	end := p.i + n
	for {
		end += strings.IndexByte(p.s[end:], '`')
		m := ticks(p.s[end:])
		if m == n {
			break
		}
		end += m
	}
	p.out = append(p.out, strings.TrimSpace(p.s[p.i+n:end])...)
	p.i = end + n
}

// angle copies an address in angle brackets and drops HTML tags.
func (p *inliner) angle(rest string) bool {
	end := strings.IndexAny(rest[1:], "<>") + 1
	if end == 0 || rest[end] == '<' || !markup(p.s, p.i, 1) {
		return false
	}
	inner := rest[1:end]
	if !strings.ContainsAny(inner, " \n") && strings.ContainsAny(inner, ":@") {
		p.out = append(p.out, strings.TrimPrefix(inner, "mailto:")...)
	}
	p.i += end + 1
	return true
}

// link drops brackets and address of a link or picture that ends here.
func (p *inliner) link(rest string) bool {
	if len(p.brackets) == 0 {
		return false
	}
	at := p.brackets[len(p.brackets)-1]
	p.brackets = p.brackets[:len(p.brackets)-1]
	n := destination(rest[1:])
	if n == 0 {
		return false
	}
	p.cut = append(p.cut, cut{at, 1 + strings.Count(string(p.out[at:at+1]), "!")})
	p.i += 1 + n
	return true
}

// maxDepth bounds the nesting of round brackets in a link's address, as
// CommonMark suggests. It also bounds the work on text of nothing but "[](".
const maxDepth = 32

// destination returns the length of a link's address in round brackets at the
// start of s, 0 if there is none.
func destination(s string) int {
	if s == "" || s[0] != '(' {
		return 0
	}
	depth := 0
	for i := 0; i < len(s) && depth <= maxDepth; i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// delimiters copies a run of n delimiters and pairs it with earlier ones.
func (p *inliner) delimiters(n int) {
	c := p.s[p.i]
	opens, closes := flanks(p.s, p.i, n)
	at := len(p.out)
	p.out = append(p.out, p.s[p.i:p.i+n]...)
	p.i += n
	if c == '~' && n > 2 {
		return
	}
	for stack := p.open[c]; closes && n > 0 && len(stack) > 0; stack = p.open[c] {
		top := &stack[len(stack)-1]
		m := min(n, top.n)
		p.cut = append(p.cut, cut{at, m}, cut{top.at + top.n - m, m})
		at, n, top.n = at+m, n-m, top.n-m
		if top.n == 0 {
			p.open[c] = stack[:len(stack)-1]
		}
	}
	if opens && n > 0 {
		if p.open == nil {
			p.open = map[byte][]cut{}
		}
		p.open[c] = append(p.open[c], cut{at, n})
	}
}

// flanks reports whether the n delimiters at i may open and close emphasis,
// as CommonMark says.
func flanks(s string, i, n int) (opens, closes bool) {
	before, after := ' ', ' '
	if i > 0 {
		before, _ = utf8.DecodeLastRuneInString(s[:i])
	}
	if i+n < len(s) {
		after, _ = utf8.DecodeRuneInString(s[i+n:])
	}
	punct := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	left := !unicode.IsSpace(after) && (!punct(after) || unicode.IsSpace(before) || punct(before))
	right := !unicode.IsSpace(before) && (!punct(before) || unicode.IsSpace(after) || punct(after))
	if s[i] == '_' {
		return left && (!right || punct(before)), right && (!left || punct(after))
	}
	return left, right
}

// compact returns the output without its cuts.
func (p *inliner) compact() string {
	slices.SortFunc(p.cut, func(a, b cut) int { return a.at - b.at })
	kept, from := p.out[:0], 0
	for _, c := range p.cut {
		kept = append(kept, p.out[from:c.at]...)
		from = c.at + c.n
	}
	return string(append(kept, p.out[from:]...))
}
