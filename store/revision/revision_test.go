package revision

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"One two.\n\nThree.", "One\n two.\n\n\nThree.  ", ""},
		{"One two.\n\nThree.", "One two. Three.", ""}, // only the paragraphs
		{"Five people died.", "Seven people died.", "~~Five~~ **Seven** people died."},
		{"He said so.", "He said so on Monday.", "He said ~~so.~~ **so on Monday.**"},
		{"First.\n\nSecond.\n\nThird.\n\nLast.", "First.\n\nSecond.\n\nThird, too.\n\nLast.",
			"*… 2 paragraphs as before …*\n\n~~Third.~~ **Third, too.**\n\n*… a paragraph as before …*"},
		{"First.\n\nLast.", "First.\n\nWhat is new.\n\nLast.",
			"*… a paragraph as before …*\n\n**What is new.**\n\n*… a paragraph as before …*"},
		{"First.\n\nWhat was said.\n\nLast.", "First.\n\nLast.",
			"*… a paragraph as before …*\n\n~~What was said.~~\n\n*… a paragraph as before …*"},
		{"", "All of it.", "**All of it.**"},
		{"Red.\n\nGreen.", "Up.\n\nDown.", "~~Red.~~ **Up.**\n\n~~Green.~~ **Down.**"},
		{"The one.\n\nThe two.", "The one.\n\nThe new one.\n\nThe two.", "*… a paragraph as before …*\n\n**The new one.**\n\n*… a paragraph as before …*"},
		{"- one\n- two\n- three", "- one\n- 2\n- three", "*… a paragraph as before …*\n\n\\- ~~two~~ **2**\n\n*… a paragraph as before …*"},
		{"2014. A *star* and <b>.", "2014. A *star* and <i>.", "2014\\. A \\*star\\* and ~~\\<b\\>.~~ **\\<i\\>.**"},
		{"# No heading here", "# No heading there", "\\# No heading ~~here~~ **there**"},
		{"See https://e.example/a_b?c&d now", "See https://e.example/a_b?c&d later", "See https://e.example/a_b?c&d ~~now~~ **later**"},
		{"五人死亡。", "七人死亡。", "~~五~~ **七** 人死亡。"},
		{"ที่นี่", "ที่โน่น", "ที่ ~~นี่~~ **โน่น**"},
	} {
		if got := Markdown(c.before, c.after); got != c.want {
			t.Errorf("%q to %q:\n%q\nwant %q", c.before, c.after, got, c.want)
		}
	}
}

// What is not marked as come is the old text, what is not marked as gone is the
// new one, whatever they hold; the rest is left out by whole paragraphs.
func TestBothTextsAreThere(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields("the of a minister said *that* ~~it~~ _was_ 5. # - > | [so] `it` \\ 五 人 https://e.example/a_b")
	text := func() string {
		var b strings.Builder
		for range random.IntN(40) {
			b.WriteString(vocabulary[random.IntN(len(vocabulary))])
			b.WriteString([]string{" ", " ", " ", "\n\n"}[random.IntN(4)])
		}
		return b.String()
	}
	for range 3000 {
		before, after := text(), text()
		if random.IntN(2) == 0 { // mostly the same
			fields := strings.SplitAfter(before, " ")
			at := random.IntN(len(fields))
			after = strings.Join(fields[:at], "") + "more " + strings.Join(fields[at:], "")
		}
		got := Markdown(before, after)
		was, is := sides(got)
		if strings.Contains(got, "as before …*") {
			within(t, was, before)
			within(t, is, after)
			continue
		}
		if got != "" && (was != squeezed(before) || is != squeezed(after)) {
			t.Fatalf("%q to %q:\n%s\nreads %q and %q", before, after, got, was, is)
		}
	}
}

// sides reads the old and the new text off, without their blanks.
func sides(markdown string) (was, is string) {
	var old, now strings.Builder
	gone, come := false, false
	for paragraph := range strings.SplitSeq(markdown, "\n\n") {
		if strings.HasPrefix(paragraph, "*…") {
			continue
		}
		for rest := paragraph; rest != ""; {
			switch {
			case strings.HasPrefix(rest, "~~"):
				gone, rest = !gone, rest[2:]
				continue
			case strings.HasPrefix(rest, "**"):
				come, rest = !come, rest[2:]
				continue
			case rest[0] == '\\':
				rest = rest[1:]
			}
			if !come {
				old.WriteByte(rest[0])
			}
			if !gone {
				now.WriteByte(rest[0])
			}
			rest = rest[1:]
		}
	}
	return squeezed(old.String()), squeezed(now.String())
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// within fails if the letters of part aren't in whole, in their order.
func within(t *testing.T, part, whole string) {
	t.Helper()
	rest := whole
	for _, r := range part {
		_, after, ok := strings.Cut(rest, string(r))
		if !ok {
			t.Fatalf("%q isn't in %q", part, whole)
		}
		rest = after
	}
}

// A long text with many small changes shows each, not all of it twice.
func TestManyChanges(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var before, after strings.Builder
	for i := range 20_000 {
		word := fmt.Sprintf("word%d ", random.IntN(5000))
		before.WriteString(word)
		if i%50 == 7 {
			word = "changed "
		}
		after.WriteString(word)
		if i%60 == 59 {
			before.WriteString("\n\n")
			after.WriteString("\n\n")
		}
	}
	if got := strings.Count(Markdown(before.String(), after.String()), "**changed**"); got != 400 {
		t.Errorf("%d of 400 changes are told one by one", got)
	}
}

func TestLongTexts(t *testing.T) {
	var before, after strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&before, "Paragraph %d.\n\n", i)
		if i == 20_000 {
			after.WriteString("Another one.\n\n")
			continue
		}
		fmt.Fprintf(&after, "Paragraph %d.\n\n", i)
	}
	want := "*… 20000 paragraphs as before …*\n\n~~Paragraph 20000.~~ **Another one.**\n\n*… 19999 paragraphs as before …*"
	if got := Markdown(before.String(), after.String()); got != want {
		t.Errorf("%.200q", got)
	}
	// All different, and all of one word: neither may take the square of them.
	numbers := strings.Repeat("1 2 3 4 5 6 7 8 9 ", 100_000)
	if was, is := sides(Markdown(numbers, strings.ReplaceAll(numbers, " ", "0 "))); was != squeezed(numbers) || len(is) != 2*len(was) {
		t.Errorf("a long paragraph: %d and %d bytes", len(was), len(is))
	}
	if got, want := Markdown(strings.Repeat("a ", 1_000_000), strings.Repeat("a ", 999_999)), "~~a~~"; strings.Count(got, want) != 1 {
		t.Errorf("a word repeated: %d bytes", len(got))
	}
}
