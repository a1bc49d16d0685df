package render

import (
	"context"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

const dimmed = "\x1b[2m"

// shown returns the text that a page shows dim, and the text that it doesn't.
func shown(p Page) (dim, plain string) {
	var d, n strings.Builder
	for _, line := range p.Lines {
		pen := ""
		for i := 0; i < len(line); {
			if line[i] == ansi.ESC {
				size, sgr := sequence(line[i:])
				if seq := line[i : i+size]; sgr {
					if pen += seq; seq == ansi.ResetStyle {
						pen = ""
					}
				}
				i += size
				continue
			}
			if strings.Contains(pen, dimmed) {
				d.WriteByte(line[i])
			} else {
				n.WriteByte(line[i])
			}
			i++
		}
		d.WriteByte(' ')
		n.WriteByte(' ')
	}
	return strings.Join(strings.Fields(d.String()), " "), strings.Join(strings.Fields(n.String()), " ")
}

func span(markdown, part string) Span {
	from := strings.Index(markdown, part)
	return Span{from, from + len(part)}
}

func TestKnownPassagesAreDim(t *testing.T) {
	const text = "# Head\n\nOne is *known* & `so`. Two is [not](https://example.org) known.\n\nThis is all known to [everybody](https://example.com).\n\n" +
		"> A quotation.\n\n- first item\n- second item\n\n```\nsome code\nmore code\n```\n\n" + "北朝鮮は初めて認めた。ロシアは感謝した。\n"
	for _, c := range []struct {
		known []string
		dim   string
		prose int
	}{
		{nil, "", 0},
		{[]string{"One is *known* & `so`."}, "One is known & so.", 0},
		{[]string{"This is all known to [everybody](https://example.com)."}, "This is all known to everybody.", 1},
		{[]string{"A quotation.", "second item", "more code"}, "A quotation. second item more code", 0},
		{[]string{"北朝鮮は初めて認めた。"}, "北朝鮮は初めて認めた。", 0},
		{[]string{text}, "Head One is known & so. Two is not known. This is all known to everybody. A quotation. first item second item some code more code 北朝鮮は初めて認めた。ロシアは感謝した。", 3},
	} {
		o := Options{Width: 60}
		plain, err := Full(context.Background(), text, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range c.known {
			o.Known = append(o.Known, span(text, k))
		}
		page, err := Full(context.Background(), text, o)
		if err != nil {
			t.Fatal(err)
		}
		dim, _ := shown(page)
		dim = strings.NewReplacer("•", "", "│", "").Replace(dim) // which are dim anyway
		if strings.Join(strings.Fields(dim), " ") != c.dim {
			t.Errorf("%q known: dim is %q, want %q", c.known, dim, c.dim)
		}
		if page.KnownProse != c.prose || page.Prose != 3 {
			t.Errorf("%q known: %d of %d paragraphs, want %d of 3", c.known, page.KnownProse, page.Prose, c.prose)
		}
		sameText(t, plain, page)
	}
}

// sameText checks that what is known changes nothing but looks.
func sameText(t *testing.T, plain, page Page) {
	t.Helper()
	if len(plain.Lines) != len(page.Lines) {
		t.Fatalf("%d lines, %d without", len(page.Lines), len(plain.Lines))
	}
	for i := range plain.Lines {
		if got, want := ansi.Strip(page.Lines[i]), ansi.Strip(plain.Lines[i]); got != want {
			t.Errorf("line %d is %q, want %q", i, got, want)
		}
	}
}

// What is known may begin and end anywhere, also where nobody would put it.
func TestKnownAnywhere(t *testing.T) {
	text := strings.Repeat("A *word* &amp; a [link](https://example.org/x_y) and `code` \\* 語り👩‍👩‍👧 e\u0301.\n\n> - deep\n\n", 3)
	for from := range len(text) {
		for _, size := range []int{1, 3, 40} {
			o := Options{Width: 40}
			plain, _ := Full(context.Background(), text, o)
			o.Known = []Span{{from, from + size}, {from + size + 2, from + size + 30}}
			page, err := Full(context.Background(), text, o)
			if err != nil || len(page.Lines) == 0 || len(page.Links) != len(plain.Links) {
				t.Fatalf("known from %d: %d lines, %d links, %v", from, len(page.Lines), len(page.Links), err)
			}
			for _, l := range page.Lines {
				if ansi.StringWidth(l) > 40 || strings.ContainsAny(l, shadeOn+shadeOff) {
					t.Fatalf("known from %d: line %q", from, l)
				}
			}
		}
	}
}

func TestKnownInLongTexts(t *testing.T) {
	sentence := "This is one of many sentences of a text that is far too long for one piece. "
	text := strings.Repeat(sentence, 1000) + "\n\n" + strings.Repeat("*a", 5000) + "\n"
	at := strings.Index(text[40_000:], "This") + 40_000
	page, err := Full(context.Background(), text, Options{Width: 80, Known: []Span{{at, at + len(sentence)}}})
	if err != nil {
		t.Fatal(err)
	}
	if dim, _ := shown(page); dim != strings.TrimSpace(sentence) {
		t.Errorf("dim is %q", dim)
	}
}
