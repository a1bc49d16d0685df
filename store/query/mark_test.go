package query

import (
	"strings"
	"testing"
	"unicode/utf8"

	"newsreader/store/token"
)

// marked returns the text with its marks in brackets.
func marked(text string, marks []Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.From] + "[" + text[m.From:m.To] + "]")
		at = m.To
	}
	return b.String() + text[at:]
}

func parse(t testing.TB, text string) *Query {
	t.Helper()
	q, err := Parse(text, options(true))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestMarks(t *testing.T) {
	for _, c := range []struct {
		query, language string
		field           Field
		text, want      string
	}{
		{"", "en", Any, "A text", "A text"},
		{"missile ", "en", Any, "Missiles hit. The missile, MISSILE's", "[Missiles] hit. The [missile], [MISSILE]'s"},
		{"häuser ", "de", Any, "Das Haus, die HÄUSER, Hausfrau", "Das [Haus], die [HÄUSER], Hausfrau"},
		{"hauser ", "de", Any, "die Häuser", "die [Häuser]"},
		{"govern*", "en", Any, "The government governs Governor", "The [government] [governs] [Governor]"},
		{"govern", "en", Any, "government", "[government]"},
		{"\"the house\" ", "en", Any, "the the house, House of the houses", "the [the house], House of the houses"},
		{"\"a a b\"", "en", Any, "a a a b", "a [a a b]"},
		{"-bad good ", "en", Any, "bad good", "bad [good]"},
		{"title:war peace ", "en", Any, "war peace", "war [peace]"},
		{"title:war peace ", "en", Title, "war peace", "[war] [peace]"},
		{"大学 ", "zh", Any, "北京大学的大学生", "北京[大学]的[大学]生"},
		{"北京大学 ", "zh", Any, "在北京大学。", "在[北京大学]。"},
		{"北 ", "zh", Any, "在北京", "在[北]京"},
		{"\"well known\" known ", "en", Any, "a well-known man", "a [well-known] man"},
		{"(a OR b) -(c)", "en", Any, "a b c", "[a] [b] c"},
	} {
		got := marked(c.text, Marks(token.New(), c.text, c.language, c.field, parse(t, c.query)))
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("Nothing of note happened here today. ", 40)
	for _, c := range []struct {
		name, query, text string
		width             int
		want              string
	}{
		{"empty", "a", "", 20, ""},
		{"short", "sat ", "The cat sat on the mat.", 160, "The cat [sat] on the mat."},
		{"none", "", "The cat sat on the mat and stayed.", 12, "The cat sat…"},
		{"lines", "b ", "a\n\nb\tc\r\n d", 20, "a [b] c d"},
		{"inside", "ships sank ", long + "Two ships collided and one sank off the coast. " + long, 60, "…Two [ships] collided and one [sank] off the coast. Nothing of…"},
		{"more words", "ships sank ", "The ships left. The ships went. " + long + "Ships sank. " + long, 30, "…[Ships] [sank]. Nothing of note…"},
		{"end", "sank ", long + "It sank.", 30, "…happened here today. It [sank]."},
		{"chinese", "北京大学 ", strings.Repeat("今天没有什么事情发生。", 30) + "记者在北京大学采访了学生。" + strings.Repeat("今天没有什么事情发生。", 30), 16, "…记者在[北京大学]采访了学生。今天…"},
		{"one word", "x*", strings.Repeat("x", 1000), 10, "[xxxxxxxxxx]…"},
	} {
		got, marks := Snippet(c.text, Marks(token.New(), c.text, "en", Any, parse(t, c.query)), c.width)
		if s := marked(got, marks); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

func FuzzSnippet(f *testing.F) {
	f.Add("The cat sat on the mat. Two ships sank.", "ships sank", 20)
	f.Add("在北京大学。北京\n大学 x", "北京大学", 5)
	f.Add("a\u0301\u0301 \xff b\u200d", "a b", 1)
	f.Fuzz(func(t *testing.T, text, query string, width int) {
		q, err := Parse(query, options(true))
		if err != nil || width > 1000 {
			return
		}
		marks := Marks(token.New(), text, "en", Any, q)
		checkMarks(t, text, marks)
		s, kept := Snippet(text, marks, width)
		checkMarks(t, s, kept)
		if n := utf8.RuneCountInString(s); n > max(width, 1)+2 {
			t.Fatalf("%q is %d characters, wanted about %d", s, n, width)
		}
		if strings.ContainsAny(s, "\n\r\t\x00\x1b") {
			t.Fatalf("%q isn't one plain line", s)
		}
		if utf8.ValidString(text) && !utf8.ValidString(s) {
			t.Fatalf("%q was cut inside a character", s)
		}
		if len(marks) > 0 && len(kept) == 0 {
			t.Fatalf("%q shows none of the marks of %q", s, text)
		}
	})
}

func checkMarks(t *testing.T, text string, marks []Mark) {
	t.Helper()
	at := 0
	for _, m := range marks {
		if m.From < at || m.To <= m.From || m.To > len(text) || m.Words == 0 {
			t.Fatalf("%q: marks %v", text, marks)
		}
		at = m.To
	}
}

func BenchmarkSnippet(b *testing.B) {
	text := strings.Repeat("The government of Ukraine said on Tuesday that Russia's forces had fired more than 100 missiles, killing twelve. ", 900)
	q := parse(b, "russian missiles \"had fired\" kill*")
	a := token.New()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Snippet(text, Marks(a, text, "en", Any, q), 160)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("climate \"global warming\" -is:read title:report* newer:2d", options(true)); err != nil {
			b.Fatal(err)
		}
	}
}
