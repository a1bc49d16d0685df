package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsreader/parse/markdown"
	"newsreader/parse/prose"
)

// firstParagraph returns the first line of a body that is neither heading
// nor item.
func firstParagraph(body []line) string {
	for i, l := range body {
		if _, ok := item(l.text); !ok && !heading(body, i) {
			return l.text
		}
	}
	if len(body) > 0 {
		return body[0].text
	}
	return ""
}

// content writes a body as Markdown.
func content(body []line) string {
	var b strings.Builder
	inList := false
	for i, l := range body {
		text, isItem := item(l.text)
		switch {
		case i == 0:
		case isItem && inList:
			b.WriteByte('\n')
		default:
			b.WriteString("\n\n")
		}
		inList = isItem
		switch {
		case isItem:
			b.WriteString("- " + markdown.Escape(text))
		case heading(body, i):
			b.WriteString("## " + escapeHeading(l.text))
		default:
			for j, para := range prose.Paragraphs(l.text) {
				if j > 0 {
					b.WriteString("\n\n")
				}
				b.WriteString(markdown.Escape(para))
			}
		}
	}
	return b.String()
}

// heading reports whether line i of a body is a subheading: short, in
// capitals, and something follows.
func heading(body []line, i int) bool {
	s := body[i].text
	if i == len(body)-1 || utf8.RuneCountInString(s) > 100 || endsWith(s, ".:,") {
		return false
	}
	capitals := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals >= 4
}

// escapeHeading escapes text for a heading, where # at the end is markup.
func escapeHeading(s string) string {
	s = markdown.Escape(s)
	if strings.HasSuffix(s, "#") {
		s = s[:len(s)-1] + `\#`
	}
	return s
}
