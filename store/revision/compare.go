package revision

import (
	"slices"
	"sort"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// compare returns the differences between two texts, in order. What is there
// once in both divides them into parts that have few each.
func compare(was, is []token) (diffs []lcs.Diff) {
	x, y := texts(was), texts(is)
	from := anchor{-1, -1}
	for _, to := range append(anchors(x, y), anchor{len(x), len(y)}) {
		for _, d := range lcs.DiffLines(x[from.was+1:to.was], y[from.is+1:to.is]) {
			diffs = append(diffs, lcs.Diff{Start: d.Start + from.was + 1, End: d.End + from.was + 1,
				ReplStart: d.ReplStart + from.is + 1, ReplEnd: d.ReplEnd + from.is + 1})
		}
		from = to
	}
	return diffs
}

// anchor is where the same text stands in both.
type anchor struct{ was, is int }

// anchors returns the longest row of texts that are there once in both and come
// in the same order (Cohen's patience diff).
func anchors(x, y []string) []anchor {
	at := make(map[string]anchor, len(x))
	for i, text := range x {
		_, again := at[text]
		at[text] = anchor{was: i, is: -1}
		if again {
			at[text] = anchor{-1, -1}
		}
	}
	for i, text := range y {
		switch a, ok := at[text]; {
		case !ok || a.was < 0:
		case a.is >= 0:
			at[text] = anchor{-1, -1}
		default:
			at[text] = anchor{a.was, i}
		}
	}
	type card struct {
		anchor
		left int // the card that comes before it
	}
	var cards []card
	var piles []int // of each length, the row that ends earliest in y: its last card
	for i, text := range x {
		a := at[text]
		if a.was != i || a.is < 0 {
			continue
		}
		n := sort.Search(len(piles), func(n int) bool { return cards[piles[n]].is > a.is })
		c := card{a, -1}
		if n > 0 {
			c.left = piles[n-1]
		}
		cards = append(cards, c)
		if n == len(piles) {
			piles = append(piles, 0)
		}
		piles[n] = len(cards) - 1
	}
	var row []anchor
	if len(piles) > 0 {
		for i := piles[len(piles)-1]; i >= 0; i = cards[i].left {
			row = append(row, cards[i].anchor)
		}
	}
	slices.Reverse(row)
	return row
}

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
