package revision

import "github.com/aymanbagabas/go-udiff/lcs"

func compare(was, is []token) []lcs.Diff { return lcs.DiffLines(texts(was), texts(is)) }

func texts(tokens []token) []string {
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.text
	}
	return out
}

// tidy moves differences to where a person would see them.
func tidy(was, is []token, diffs []lcs.Diff) []lcs.Diff {
	for joined := true; joined; {
		diffs, joined = joinAcross(was, diffs)
	}
	for i := range diffs {
		from, to := lcs.Diff{}, lcs.Diff{Start: len(was), ReplStart: len(is)}
		if i > 0 {
			from = diffs[i-1]
		}
		if i+1 < len(diffs) {
			to = diffs[i+1]
		}
		switch d := &diffs[i]; {
		case d.Start == d.End:
			n := slide(is, d.ReplStart, d.ReplEnd, from.ReplEnd, to.ReplStart)
			d.Start, d.End, d.ReplStart, d.ReplEnd = d.Start+n, d.End+n, d.ReplStart+n, d.ReplEnd+n
		case d.ReplStart == d.ReplEnd:
			n := slide(was, d.Start, d.End, from.End, to.Start)
			d.Start, d.End, d.ReplStart, d.ReplEnd = d.Start+n, d.End+n, d.ReplStart+n, d.ReplEnd+n
		}
	}
	return diffs
}

// joinAcross makes one of two differences if no more words stand between them
// than either has: what stayed there stayed by chance. Paragraphs stay apart.
func joinAcross(was []token, diffs []lcs.Diff) (out []lcs.Diff, joined bool) {
	for _, d := range diffs {
		if len(out) > 0 {
			last := &out[len(out)-1]
			between := was[last.End:d.Start]
			if len(between) <= min(size(*last), size(d)) && !endsParagraph(between) {
				last.End, last.ReplEnd, joined = d.End, d.ReplEnd, true
				continue
			}
		}
		out = append(out, d)
	}
	return out, joined
}

func size(d lcs.Diff) int { return max(d.End-d.Start, d.ReplEnd-d.ReplStart) }

// slide returns how far to move a run of words that came or went, so that it
// begins where a paragraph does: the words before it may be the same as those
// at its end. It may move between from and to.
func slide(tokens []token, start, end, from, to int) int {
	begins := func(at int) bool { return at == 0 || tokens[at-1].endsParagraph() }
	for n := 0; ; n-- {
		if begins(start + n) {
			return n
		}
		if start+n <= from || tokens[start+n-1].text != tokens[end+n-1].text {
			break
		}
	}
	for n := 0; end+n < to && tokens[start+n].text == tokens[end+n].text; n++ {
		if begins(start + n + 1) {
			return n + 1
		}
	}
	return 0
}
