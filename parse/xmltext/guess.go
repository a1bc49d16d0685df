package xmltext

import (
	"strings"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

const (
	guessed  = 64 << 10 // bytes that the statistics see
	sureness = 40       // least confidence, of 100, for what is not Western
)

// guess returns the encoding that the statistics of b say, Windows-1252
// unless they are sure of another. Tags do not count: they are ASCII in all
// of them.
func guess(b []byte) encoding.Encoding {
	b = b[:min(len(b), guessed)]
	results, err := chardet.NewHtmlDetector().DetectAll(b)
	if err != nil {
		return charmap.Windows1252
	}
	for _, r := range results {
		if r.Confidence < sureness {
			break
		}
		switch {
		case r.Charset == "ISO-8859-1", r.Charset == "windows-1252", strings.HasPrefix(r.Charset, "UTF-"):
			continue
		case strings.HasPrefix(r.Charset, "ISO-8859-8"):
			return charmap.Windows1255 // holds all of it
		}
		if enc, _ := Lookup(r.Charset); enc != nil && fits(enc, b) {
			return enc
		}
	}
	return charmap.Windows1252
}
