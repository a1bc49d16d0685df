package markup

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"newsreader/parse/clean"
)

// check holds the promises that the package makes for any input.
func check(t *testing.T, in string) {
	t.Helper()
	md, plain := Markdown(in, base), Plain(in)
	if !clean.Safe(md) || !clean.Safe(plain) {
		t.Errorf("%q: unsafe text came out: %q, %q", in, md, plain)
	}
	if some := Beginning(in, len(in)/3); !strings.HasPrefix(plain, some) || len(some) < min(len(plain), len(in)/3) {
		t.Errorf("%q: begins with %q, but is %q", in, some, plain)
	}
	r := render(md)
	for _, l := range r.links {
		if clean.URL(l) == "" {
			t.Errorf("%q: %q has a link to %q", in, md, l)
		}
	}
	for _, raw := range r.html {
		t.Errorf("%q: %q has HTML in it: %q", in, md, raw)
	}
	if got, want := squeeze(r.text), squeeze(withoutVideos(plain, r.text)); got != want {
		t.Errorf("%q: %q\nshows %q\nwants %q", in, md, got, want)
	}
}

// withoutVideos returns the text that a rendering must show. Names of videos
// are in Markdown only, so texts that have some are not compared.
func withoutVideos(plain, shown string) string {
	if strings.Contains(shown, "Video") || strings.Contains(shown, "Audio") {
		return shown
	}
	return plain
}

// squeeze leaves out white space, which converters set differently.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, clean.Text(s))
}

// rendered is what a renderer of Markdown finds in a text.
type rendered struct {
	text  string
	links []string
	html  []string
}

func render(md string) rendered {
	source := []byte(md)
	root := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList)).Parser().Parse(text.NewReader(source))
	var r rendered
	var b strings.Builder
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			s := string(n.Segment.Value(source))
			if !n.IsRaw() {
				s = unescapeMarkdown(s)
			}
			b.WriteString(s)
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(source))
			r.links = append(r.links, string(n.URL(source)))
		case *ast.Link:
			r.links = append(r.links, unescapeMarkdown(string(n.Destination)))
		case *ast.Image:
			r.links = append(r.links, unescapeMarkdown(string(n.Destination)))
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			for i := range n.Lines().Len() {
				seg := n.Lines().At(i)
				b.Write(seg.Value(source))
			}
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				seg := n.Segments.At(i)
				r.html = append(r.html, string(seg.Value(source)))
			}
		case *ast.HTMLBlock:
			r.html = append(r.html, "block")
		}
		return ast.WalkContinue, nil
	})
	r.text = b.String()
	return r
}

var reference = regexp.MustCompile(`&#?[0-9A-Za-z]+;`)

// unescapeMarkdown resolves backslashes and character references.
func unescapeMarkdown(s string) string {
	var b, plain strings.Builder
	flush := func() {
		b.WriteString(reference.ReplaceAllStringFunc(plain.String(), html.UnescapeString))
		plain.Reset()
	}
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && asciiPunct(s[i+1]) {
			flush()
			i++
			b.WriteByte(s[i])
			continue
		}
		plain.WriteByte(s[i])
	}
	flush()
	return b.String()
}

func FuzzMarkup(f *testing.F) {
	for _, c := range cases {
		f.Add(c.in)
	}
	for _, unit := range hostile {
		f.Add(strings.Repeat(unit, 20))
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 4<<10 {
			return // the renderer of the check is slow on some inputs, ours is not
		}
		check(t, in)
	})
}
