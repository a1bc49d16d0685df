package html

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"

	"newsreader/parse/charset"
	"newsreader/parse/news"
)

// decode returns a page as UTF-8. What is valid UTF-8 as a whole, with more
// than ASCII in it, is UTF-8 whatever it declares: no other encoding produces
// that by chance, while wrong declarations are common.
func decode(data []byte, declared string) (string, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return "", news.ErrEmpty
	}
	if declared == "" {
		declared = declaredCharset(data)
	}
	switch valid := utf8.Valid(data); {
	case valid && !ascii(data):
		declared = ""
	case !valid && declared == "" && bytes.IndexByte(data, 0) < 0:
		declared = guess(data)
	}
	return charset.Decode(data, declared)
}

func ascii(data []byte) bool {
	for _, c := range data {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// declaredWithin is how far into a page its encoding is looked for. Standards
// say 1,024 bytes; archives put scripts before it.
const declaredWithin = 64 << 10

var (
	metaCharset = regexp.MustCompile(`(?i)<meta\s[^>]*?charset\s*=\s*["']?\s*([a-z0-9][a-z0-9_:.-]{1,39})`)
	xmlEncoding = regexp.MustCompile(`(?i)^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([a-z0-9][a-z0-9_:.-]{1,39})`)
)

// declaredCharset returns the encoding that a meta element or the XML
// declaration names. What can be read as ASCII is no UTF-16, so that is not
// believed.
func declaredCharset(data []byte) string {
	head := data[:min(len(data), declaredWithin)]
	for _, re := range [...]*regexp.Regexp{metaCharset, xmlEncoding} {
		if m := re.FindSubmatch(head); m != nil {
			if name := strings.ToLower(string(m[1])); !strings.HasPrefix(name, "utf-16") && !strings.HasPrefix(name, "utf-32") {
				return name
			}
		}
	}
	return ""
}

// guess returns the encoding that bytes look like, "" if nothing is likely.
// It is asked last: for pages that declare nothing and are no UTF-8.
func guess(data []byte) string {
	const enough = 64 << 10
	best, err := chardet.NewHtmlDetector().DetectBest(data[:min(len(data), enough)])
	if err != nil || best.Confidence < 30 {
		return ""
	}
	return best.Charset
}
