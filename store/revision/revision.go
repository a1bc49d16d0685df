package revision

import "slices"

// Markdown returns what changed between two texts, "" if their words are the
// same.
func Markdown(before, after string) string {
	was, is := paragraphs(before), paragraphs(after)
	var p printer
	at := 0
	for _, d := range compare(was, is) {
		p.same += d.Start - at
		p.changed(was[d.Start:d.End], is[d.ReplStart:d.ReplEnd])
		at = d.End
	}
	p.same += len(was) - at
	return p.done()
}

// kind is what became of words.
type kind byte

const (
	same kind = iota
	gone
	come
)

// edit is a run of words of one kind.
type edit struct {
	kind   kind
	tokens []token
}

// edits returns what became of the words of paragraphs, each of which ends with
// a token of its own.
func edits(was, is []token) (list []edit) {
	add := func(k kind, tokens []token) {
		if len(tokens) > 0 {
			list = append(list, edit{k, tokens})
		}
	}
	at := 0
	for _, d := range tidy(was, is, compare(was, is)) {
		add(same, is[at:d.ReplStart])
		add(gone, was[d.Start:d.End])
		add(come, is[d.ReplStart:d.ReplEnd])
		at = d.ReplEnd
	}
	add(same, is[at:])
	return list
}

// lines divides edits into paragraphs. Where some gave way to others, the first
// of either stand together, and so on.
func lines(list []edit) (out [][]edit) {
	line := []edit{}
	for len(list) > 0 {
		n := 1
		if len(list) > 1 && list[0].kind == gone && list[1].kind == come {
			n = 2
		}
		for more := true; more; {
			more = false
			for i := range list[:n] {
				e := &list[i]
				end := slices.IndexFunc(e.tokens, token.endsParagraph)
				if end < 0 {
					line = append(line, *e)
					e.tokens = nil
					continue
				}
				line = append(line, edit{e.kind, e.tokens[:end]})
				e.tokens, more = e.tokens[end+1:], true
			}
			if more {
				out, line = append(out, line), []edit{}
			}
		}
		list = list[n:]
	}
	return append(out, line)
}
