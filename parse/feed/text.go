package feed

import (
	"encoding/base64"
	"html"
	"net/url"
	"strings"
	"unicode/utf8"

	"newsreader/parse/clean"
	"newsreader/parse/markdown"
	"newsreader/parse/markup"
	"newsreader/parse/news"
)

// maxSummary is how much of a text its summary repeats, in bytes. A summary
// that says something else is kept whole.
const maxSummary = 1000

// texts sets content, summary and the language that they are in. The content
// is the first of these with text: content:encoded, content (of several, HTML
// before plain text), xhtml:body, body, fullitem; description beside a
// summary; else what the summary was made from. The summary is summary,
// description, dc:description, abstract, itunes:summary, media:description,
// itunes:subtitle; if it is the content too, it is cut.
func (x *xmlParser) texts(a *news.Article, e elem) {
	content := e.child("content:encoded")
	if !content.ok() {
		content = bestContent(e)
	}
	if !content.ok() {
		content = e.child("xhtml:body", "body", "fullitem")
	}
	summary := e.child("summary", "description", "dc:description", "abstract", "itunes:summary", "media:description")
	if !summary.ok() {
		summary = e.child("media:group").child("media:description")
	}
	if !summary.ok() {
		summary = e.child("itunes:subtitle")
	}
	if !content.ok() && summary.ok() && summary.name() == "summary" {
		content = e.child("description")
	}
	a.Content = content.passage().markdown()
	about := summary.passage()
	if a.Content == "" {
		content, a.Content = summary, about.markdown()
		a.Summary = cut(about.beginning(a.Content), maxSummary)
	} else {
		a.Summary = about.plain()
	}
	for _, c := range [...]elem{content, e.child("title"), e} {
		if c.ok() && a.Language == "" {
			a.Language = c.node().lang
		}
	}
}

// bestContent returns the content to read among those of an entry.
func bestContent(e elem) elem {
	var best elem
	e.children(func(c elem) bool {
		if c.name() != "content" || c.blank() {
			return true
		}
		if c.node().markup || strings.Contains(c.attr("type"), "html") {
			best = c
			return false
		}
		if !best.ok() {
			best = c
		}
		return true
	})
	return best
}

// passage is a text, and whether it is HTML.
type passage struct {
	text   string
	isHTML bool
	lines  bool     // it is plain, and its lines end where they mean to
	base   *url.URL // of its links
}

// markdown returns the passage as Markdown.
func (p passage) markdown() string {
	switch {
	case p.text == "":
		return ""
	case p.isHTML && !bareText(p.text):
		return strings.TrimSpace(markup.Markdown(p.text, p.base))
	case p.lines:
		return lined(p.text)
	}
	return strings.TrimSpace(markdown.Escape(clean.Text(p.text)))
}

// lined returns plain text as Markdown that keeps its lines, such as the list
// of a video's chapters, which Markdown would run together.
func lined(text string) string {
	var b strings.Builder
	blank := true
	for line := range strings.SplitSeq(strings.TrimSpace(markdown.Escape(clean.Text(text))), "\n") {
		if !blank && line != "" {
			b.WriteByte('\\')
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
		blank = line == ""
	}
	return b.String()
}

// plain returns the passage as plain text of several lines.
func (p passage) plain() string {
	if p.isHTML && !bareText(p.text) {
		return strings.TrimSpace(markup.Plain(p.text))
	}
	return strings.TrimSpace(clean.Text(p.text))
}

// beginning returns the passage, which reads so in Markdown, as plain text, of
// which what follows the length of a summary may be missing. Taking the markup
// out of Markdown is much cheaper than reading HTML a second time, but it leaves
// the descriptions of pictures and the names of videos, which aren't for a summary.
func (p passage) beginning(content string) string {
	if !p.isHTML || bareText(p.text) {
		return p.plain()
	}
	start := content[:min(len(content), 4*maxSummary)]
	// Of a start that broke off, the end isn't good for anything.
	if text := strings.TrimSpace(markdown.Plain(start)); !strings.Contains(start, "![") && !strings.Contains(start, "[Video") && !strings.Contains(start, "[Audio") &&
		(len(start) == len(content) || len(text) > 2*maxSummary) {
		return text
	}
	return strings.TrimSpace(markup.Beginning(p.text, maxSummary))
}

// line returns the text of e as plain text on one line.
func (e elem) line() string { return e.passage().line() }

func (p passage) line() string {
	if p.isHTML && !bareText(p.text) {
		p.text = markup.Plain(p.text)
	}
	return clean.Line(p.text)
}

// supposedlyPlain is a text that ought to be plain, but may be HTML.
func supposedlyPlain(s string) passage { return passage{text: s, isHTML: looksHTML(s)} }

// bareText reports whether text means the same as HTML and as plain text, as
// most titles and many summaries do; reading them as HTML costs ten times as
// much.
func bareText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '<' || c == '&' || c == ' ' && i > 0 && s[i-1] == ' ' {
			return false
		}
	}
	return true
}

// passage returns the text of e.
//
// What holds elements is HTML, whatever it says. Else Atom's type decides, if
// there is one, and after it the element: descriptions and encoded content
// are HTML, and what ought to be plain is HTML where it can be nothing else,
// because many feeds escape everything.
func (e elem) passage() passage {
	p := passage{text: e.value()}
	if p.text == "" {
		return p
	}
	p.base = e.node().base
	if e.node().markup {
		p.isHTML = true
		return p
	}
	typ := strings.ToLower(e.attr("type"))
	if binary(typ, e.attr("mode")) {
		var ok bool
		if p.text, ok = decode64(p.text); !ok {
			return passage{}
		}
	}
	switch {
	case strings.Contains(typ, "html"):
		p.isHTML = true
	case typ == "text" || typ == "text/plain":
	case htmlElements[e.name()]:
		p.isHTML = true
	default:
		p.isHTML = looksHTML(p.text)
		p.lines = e.name() == "media:description"
	}
	return p
}

// htmlElements hold HTML if they do not say what they hold.
var htmlElements = wordSet(`
	description content:encoded xhtml:body body fullitem dc:description itunes:summary itunes:subtitle`)

// binary reports whether a type or a mode of Atom means base64.
func binary(typ, mode string) bool {
	if strings.EqualFold(mode, "base64") {
		return true
	}
	return mode == "" && strings.Contains(typ, "/") && !strings.HasPrefix(typ, "text/") && !strings.HasSuffix(typ, "xml")
}

// decode64 decodes base64 to text; ok is false for what is no text.
func decode64(s string) (text string, ok bool) {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, s)
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		b, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	}
	return string(b), err == nil && utf8.Valid(b)
}

// unescapeLine returns a name on one line. Many feeds escape them twice.
func unescapeLine(s string) string {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	return clean.Line(s)
}
