package page

import (
	"strings"
	"testing"
	"unicode"

	"newsreader/parse/charset"
	"newsreader/parse/clean"
	"newsreader/parse/markdown"
	"newsreader/parse/news"
)

// checkWhole holds the promise that nothing is lost and nothing doubled:
// every letter and digit of the input is in exactly one article or dropped.
func checkWhole(t *testing.T, data []byte, doc news.Document, articles []news.Article) {
	t.Helper()
	text, err := charset.Decode(data, "")
	if err != nil {
		t.Fatal(err)
	}
	in, out := map[rune]int{}, map[rune]int{}
	count(in, clean.Text(text))
	for _, a := range articles {
		for _, s := range append([]string{a.Title, a.Source, a.Author, markdown.Plain(a.Content)}, a.Tags...) {
			count(out, s)
		}
		checkArticle(t, a)
	}
	for _, d := range doc.Dropped {
		count(out, d)
	}
	for r, n := range in {
		if out[r] != n {
			t.Errorf("%q is %d times in the page and %d times in what came of it", r, n, out[r])
			return
		}
	}
	for r, n := range out {
		if in[r] == 0 {
			t.Errorf("%q is %d times in what came of a page without it", r, n)
			return
		}
	}
}

func count(letters map[rune]int, s string) {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters[r]++
		}
	}
}

// checkArticle holds what is true of every article.
func checkArticle(t *testing.T, a news.Article) {
	t.Helper()
	for _, s := range append([]string{a.Title, a.Source, a.Author, a.Summary}, a.Tags...) {
		if !clean.SafeLine(s) {
			t.Errorf("%+q is not a safe line", s)
		}
	}
	if !clean.Safe(a.Content) || strings.Contains(a.Content, "\n\n\n") || a.Content != strings.TrimSpace(a.Content) {
		t.Errorf("content is not safe or not trimmed: %+q", a.Content)
	}
	if a.ID == 0 || a.Title == "" {
		t.Errorf("no ID or no title: %+v", a)
	}
	if a.Published.Precision == news.Day && a.Published.At.Hour() != 0 {
		t.Errorf("a day that is not its midnight: %v", a.Published)
	}
}
