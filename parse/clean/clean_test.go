package clean

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// cases are texts and what comes out of them as text and as a line; they feed
// the fuzz target, too.
var cases = []struct{ name, in, text, line string }{
	{"empty", "", "", ""},
	{"ascii", "Plain news.", "Plain news.", "Plain news."},
	{"spaces", "  two \t words\n", "  two \t words\n", "two words"},
	{"lone no-break space stays", "10\u00a0%", "10\u00a0%", "10\u00a0%"},
	{"run of odd spaces", "a\u00a0 \u3000b", "a\u00a0 \u3000b", "a b"},
	{"carriage returns", "a\r\nb\rc", "a\nb\nc", "a b c"},
	{"other line ends", "a\vb\fc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf", "a b c d e f"},
	{"controls", "a\x00b\x07c\x7fd\u0080e", "abcde", "abcde"},
	{"bad bytes", "a\xffb\xc3", "a\ufffdb\ufffd", "a\ufffdb\ufffd"},
	{"composes", "Cafe\u0301", "Caf\u00e9", "Caf\u00e9"},
	{"composes over what goes", "e\x1b[0m\u0301", "\u00e9", "\u00e9"},

	{"colour", "\x1b[31mred\x1b[0m", "red", "red"},
	{"colour by C1", "\u009b31mred", "red", "red"},
	{"clipboard", "a\x1b]52;c;aGk=\x07b", "ab", "ab"},
	{"clipboard by C1", "a\u009d52;c;aGk=\u009cb", "ab", "ab"},
	{"hyperlink keeps its text", "\x1b]8;;http://evil\x1b\\here\x1b]8;;\x1b\\", "here", "here"},
	{"device control", "a\x1bPq#0\x1b\\b\u0090x\u009cc", "abc", "abc"},
	{"private message, application command, start of string", "a\x1b^x\x07b\x1b_y\x07c\x1bXz\x07d", "abcd", "abcd"},
	{"short sequences", "a\x1bcb\x1b(Bc\x1b#8d", "abcd", "abcd"},
	{"broken sequence", "a\x1b[31\u00e9b", "a31\u00e9b", "a31\u00e9b"},
	{"unterminated string loses its introducer only", "a\x1b]0;news", "a0;news", "a0;news"},
	{"string ends with its line", "a\x1b]0;news\nmore\x07", "a0;news\nmore", "a0;news more"},
	{"escape before escape", "a\x1b\x1b[1mb", "ab", "ab"},
	{"escape at the end", "a\x1b", "a", "a"},

	{"bidi override", "a\u202eb\u202cc\u2066d\u2069", "abcd", "abcd"},
	{"direction marks", "a\u200eb\u200fc\u061cd", "a\u200eb\u200fc\u061cd", "abcd"},
	{"zero width", "a\u200bb\u2060c\ufeffd\u00ade", "abcde", "abcde"},
	{"Khmer breaks", "\u1780\u200b\u1781", "\u1780\u200b\u1781", "\u1780\u1781"},
	{"Persian non-joiner", "\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"},
	{"Latin joiners", "a\u200cb\u200dc", "abc", "abc"},
	{"family", "\U0001F469\u200D\U0001F469\u200D\U0001F467", "\U0001F469\u200D\U0001F469\u200D\U0001F467", "\U0001F469\u200D\U0001F469\u200D\U0001F467"},
	{"skin and profession", "\U0001F469\U0001F3FD\u200D\u2695\uFE0F", "\U0001F469\U0001F3FD\u200D\u2695\uFE0F", "\U0001F469\U0001F3FD\u200D\u2695\uFE0F"},
	{"joiner with one side", "\U0001F469\u200D!", "\U0001F469!", "\U0001F469!"},
	{"keycap", "1\uFE0F\u20E3", "1\uFE0F\u20E3", "1\uFE0F\u20E3"},
	{"selectors without a base", "\uFE0F a\uFE0F\uFE0E", " a\uFE0F", "a\uFE0F"},
	{"Scotland", "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F", "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F", "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"},
	{"hidden tags", "a\U000E0061\U000E0062\U000E007F", "a", "a"},
	{"flag without its end", "\U0001F3F4\U000E0067\U000E0062", "\U0001F3F4", "\U0001F3F4"},
	{"blank letters", "a\u3164\uffa0b", "ab", "ab"},
	{"Arabic number sign", "\u0600\u0661", "\u0600\u0661", "\u0600\u0661"},
	{"marks piled up", "x" + strings.Repeat("\u0316", 100), "x" + strings.Repeat("\u0316", maxMarks), "x" + strings.Repeat("\u0316", maxMarks)},
	{"exclusions stay decomposed", "\u0958\uFE0F", "\u0915\u093c\uFE0F", "\u0915\u093c\uFE0F"},
	{"noncharacters", "a\uFDD0\uFFFEb", "ab", "ab"},
}

func TestCases(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Text(c.in); got != c.text {
				t.Errorf("Text(%+q) = %+q, want %+q", c.in, got, c.text)
			}
			if got := Line(c.in); got != c.line {
				t.Errorf("Line(%+q) = %+q, want %+q", c.in, got, c.line)
			}
			check(t, c.in)
		})
	}
}

// check holds the promises that the package makes for any input.
func check(t *testing.T, in string) {
	t.Helper()
	for name, f := range map[string]struct {
		clean func(string) string
		safe  func(string) bool
	}{"Text": {Text, Safe}, "Line": {Line, SafeLine}} {
		out := f.clean(in)
		if bad := unsafe(out, name == "Line"); bad != "" {
			t.Errorf("%s(%+q) = %+q: %s came out", name, in, out, bad)
		}
		if again := f.clean(out); again != out {
			t.Errorf("%s twice on %+q: %+q, then %+q", name, in, out, again)
		}
		if !f.safe(out) {
			t.Errorf("%s(%+q) = %+q is not called safe", name, in, out)
		}
		if f.safe(in) != (out == in) {
			t.Errorf("%s: %+q is called safe: %v, but gives %+q", name, in, f.safe(in), out)
		}
	}
}

// unsafe names what s must not hold. It repeats the rules in another form
// than the code, character by character.
func unsafe(s string, line bool) string {
	if !utf8.ValidString(s) {
		return "invalid UTF-8"
	}
	if !norm.NFC.IsNormalString(s) {
		return "text that is not in NFC"
	}
	if line && s != strings.TrimSpace(s) {
		return "white space at an end"
	}
	marks := 0
	for _, r := range s {
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		switch {
		case r < ' ' && (line || r != '\n' && r != '\t'), r >= 0x7f && r < 0xa0:
			return "a control character"
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x206f:
			return "a bidirectional control"
		case r == 0x2028, r == 0x2029:
			return "a separator"
		case r == 0xfeff, r == 0x2060, r == 0xad, line && r == 0x200b:
			return "a zero-width character"
		case marks > maxMarks:
			return "a pile of marks"
		}
	}
	return ""
}

// TestEveryCharacter tries each code point alone, between letters and before
// an emoji, in both roles that context gives it.
func TestEveryCharacter(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if plain(r) || r >= 0x20000 && r%256 != 0 && r>>12 != 0xe0 {
			continue // TestPlain has the former; the latter are ideographs and nothing
		}
		s := string(r)
		check(t, s+"a"+s+"\U0001F469"+s+"\u2695"+s+s+"\u0645"+s)
		if t.Failed() {
			t.Fatalf("at U+%04X", r)
		}
	}
}

// TestPlain holds what plain promises of its characters: none ever changes or
// takes part in a composition as its second half.
func TestPlain(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if !plain(r) {
			continue
		}
		if p := norm.NFC.PropertiesString(string(r)); !p.BoundaryBefore() || norm.NFC.String(string(r)) != string(r) {
			t.Errorf("U+%04X may change when text is composed", r)
		}
		if Line("a"+string(r)+"a") != "a"+string(r)+"a" {
			t.Errorf("U+%04X does not stay in a line", r)
		}
	}
}

// TestLinear gives the costliest inputs, large: a search that restarts for
// each introducer would take minutes.
func TestLinear(t *testing.T) {
	const size = 1 << 20
	for name, unit := range map[string]string{
		"unterminated strings": "\x1b]", "C1 strings": "\u009d", "sequences": "\x1b[1", "marks": "\u0316",
		"joiners": "\u200d", "strings just too long": "\x1b]" + strings.Repeat("x", maxPayload+1),
		"invalid": "\xff", "flags": "\U0001F3F4\U000E0067", "decomposing": "\u0344",
	} {
		begin := time.Now()
		in := strings.Repeat(unit, size/len(unit))
		if out := Text(in + "end\a"); !strings.HasSuffix(out, "end") && !strings.HasPrefix(unit, "\x1b") && unit != "\u009d" {
			t.Errorf("%s: the end is lost", name)
		}
		if took := time.Since(begin); took > 2*time.Minute { // a hang, whatever else the machine does
			t.Errorf("%s: %d MB took %v", name, size>>20, took)
		}
	}
}

// TestNoAllocation holds the promise that clean text costs nothing.
func TestNoAllocation(t *testing.T) {
	text := strings.Repeat("News is what “somebody” does not want you to print.\n", 40)
	line := "Zürich: “Alles” ist gut"
	if n := testing.AllocsPerRun(100, func() { Text(text); Line(line); Line("plain"); Safe(text) }); n != 0 {
		t.Errorf("clean text allocates %v times", n)
	}
}

func FuzzClean(f *testing.F) {
	for _, c := range cases {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, in string) { check(t, in) })
}

func BenchmarkText(b *testing.B) {
	for name, s := range map[string]string{
		"ascii":   strings.Repeat("News is what somebody does not want you to print.\n", 40),
		"quotes":  strings.Repeat("News is what “somebody” does not want you to print.\n", 40),
		"chinese": strings.Repeat("新华社北京电国家统计局发布的数据显示，", 40),
		"hostile": strings.Repeat("News \x1b[31mis\x1b[0m what some\u202ebody does not want.\r\n", 40),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				Text(s)
			}
		})
	}
}
