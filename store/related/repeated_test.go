package related

import (
	"slices"
	"strings"
	"testing"
)

const readBefore = `Ferry runs aground off Sandholm

The ferry Astrid ran aground off the island of Sandholm early on Monday with 212 people on board. Nobody was hurt, the coast guard said. Strong wind had pushed the ship on a sandbank, and two tugs are trying to pull it free.`

func repeatedTexts(t *testing.T, content string, read ...string) (out []string) {
	t.Helper()
	for _, s := range NewReader().Repeated(content, "en", read) {
		out = append(out, content[s.From:s.To])
	}
	return out
}

func TestRepeated(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    []string
	}{
		"the same paragraph": {
			"Early on Monday the ferry Astrid, with 212 people on board, ran aground off the island of Sandholm.\n\nDivers found a hole in the hull in the afternoon.",
			[]string{"Early on Monday the ferry Astrid, with 212 people on board, ran aground off the island of Sandholm."}},
		"a sentence among new ones": {
			"Passengers were taken ashore in small boats. Nobody was hurt, the coast guard said. They spent the night in a school.",
			[]string{"Nobody was hurt, the coast guard said."}},
		"a new number is new": {
			"The ferry Astrid ran aground off the island of Sandholm early on Monday with 340 people on board.", nil},
		"a new name is new": {
			"The ferry Astrid ran aground off the island of Nordholm early on Monday with 212 people on board.", nil},
		"another subject": {"A train stopped in a tunnel because of strong wind.", nil},
		"nothing said":    {"***\n\n- \n", nil},
	} {
		if got := repeatedTexts(t, c.content, readBefore); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What no single text said is new, even if several said parts of it.
func TestRepeatedByOne(t *testing.T) {
	content := "The minister signed the treaty in Lisbon while farmers blocked roads near Porto."
	halves := []string{"The minister signed the treaty in Lisbon.", "Farmers blocked roads near Porto."}
	if got := repeatedTexts(t, content, halves...); got != nil {
		t.Errorf("%q", got)
	}
	if got := repeatedTexts(t, content, strings.Join(halves, " ")); len(got) != 1 {
		t.Errorf("two sentences in a row said it: %q", got)
	}
}

func TestRepeatedSpans(t *testing.T) {
	content := "  # Ferry runs aground off Sandholm\n\n```\ncode. code\n\ncode\n```\n> Nobody was *hurt*, the coast guard said.\n\n没有人受伤。\n"
	last := 0
	for _, s := range NewReader().Repeated(content, "en", []string{readBefore, "没有人受伤。"}) {
		if s.From < last || s.To <= s.From || s.To > len(content) {
			t.Fatalf("%v after %d", s, last)
		}
		last = s.To
	}
	if last == 0 {
		t.Error("nothing is repeated")
	}
	for _, hostile := range []string{"", ".", strings.Repeat(".", 100_000), strings.Repeat("a ", 100_000), strings.Repeat("\n", 100_000), "```", strings.Repeat("no stop ", 20_000), "\xff\xfe."} {
		NewReader().Repeated(hostile, "", []string{hostile, readBefore})
	}
}

func FuzzRepeated(f *testing.F) {
	f.Add("A ferry ran aground. Nobody was hurt.", "Nobody was hurt.")
	f.Fuzz(func(t *testing.T, content, read string) {
		last := 0
		for _, s := range NewReader().Repeated(content, "", []string{read}) {
			if s.From < last || s.To <= s.From || s.To > len(content) {
				t.Fatalf("%v after %d of %d", s, last, len(content))
			}
			last = s.To
		}
	})
}
