package render

import (
	"html"
	"strings"
)

// textOfHTML returns the paragraphs of text in raw HTML: no tags, no comments,
// no scripts or style sheets.
func textOfHTML(s string) []string {
	var (
		texts []string
		b     strings.Builder
	)
	flush := func() {
		if t := strings.TrimSpace(html.UnescapeString(b.String())); t != "" {
			texts = append(texts, t)
		}
		b.Reset()
	}
	for s != "" {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			open = len(s)
		}
		for i, part := range strings.Split(s[:open], "\n\n") {
			if i > 0 {
				flush()
			}
			b.WriteString(part)
		}
		s = s[open:]
		if s == "" {
			break
		}
		name, size := htmlTag(s)
		switch {
		case size == 0: // not a tag: text
			b.WriteByte('<')
			size = 1
		case name == "script" || name == "style":
			size += beyond(s[size:], "</"+name)
		case name == "br" || isBlock(name):
			flush()
		}
		s = s[size:]
	}
	flush()
	return texts
}

// htmlTag returns the name of the tag, "" for a comment or the like, that s
// begins with, and its length; 0 if it is none. A tag that is never closed is
// text, lest it swallow the rest of an article.
func htmlTag(s string) (string, int) {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s[4:], "-->"); end >= 0 {
			return "", 4 + end + 3
		}
		return "", 4
	}
	name := strings.TrimPrefix(s[1:], "/")
	end := 0
	for end < len(name) && isNameRune(rune(name[end])) {
		end++
	}
	name = strings.ToLower(name[:end])
	if name == "" && !strings.HasPrefix(s, "<!") && !strings.HasPrefix(s, "<?") || name != "" && !isHTML(name) {
		return "", 0
	}
	quote := byte(0)
	const longest = 4096
	for i := 1; i < min(len(s), longest); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return name, i + 1
		}
	}
	if end := strings.IndexByte(s[:min(len(s), longest)], '>'); end > 0 {
		return name, end + 1
	}
	return "", 0
}

// beyond returns where the tag that mark begins ends.
func beyond(s, mark string) int {
	for i := 0; i+len(mark) <= len(s); i++ {
		if s[i] == '<' && strings.EqualFold(s[i:i+len(mark)], mark) {
			if end := strings.IndexByte(s[i:], '>'); end >= 0 {
				return i + end + 1
			}
			break
		}
	}
	return len(s)
}

func isBlock(name string) bool {
	const names = " address article aside blockquote caption center dd div dl dt fieldset figcaption figure footer form" +
		" h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul "
	return strings.Contains(names, " "+name+" ")
}
