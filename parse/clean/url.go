package clean

import (
	"net/url"
	"slices"
	"strings"
)

// maxURL bounds an address. Browsers and servers refuse longer ones.
const maxURL = 8192

// URL returns the address raw in a form that is safe in a terminal's
// hyperlink, in Markdown and as an argument of a browser: absolute, with one
// of the schemes (http, https and mailto if none are given), printable ASCII
// only, without user name and password, which only serve to disguise where a
// link leads. It returns "" for anything else.
func URL(raw string, schemes ...string) string {
	raw = strings.TrimSpace(raw)
	if raw == "" || len(raw) > maxURL {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil || !allowed(u.Scheme, schemes) {
		return ""
	}
	u.User = nil
	if u.Scheme == "mailto" {
		if u.Opaque == "" {
			return ""
		}
		return escapeURL(u.String())
	}
	if u.Opaque != "" || u.Hostname() == "" || !hostOK(u.Host) {
		return ""
	}
	u.Host = strings.ToLower(u.Host)
	return escapeURL(u.String())
}

func allowed(scheme string, schemes []string) bool {
	if len(schemes) == 0 {
		return scheme == "http" || scheme == "https" || scheme == "mailto"
	}
	return slices.Contains(schemes, scheme)
}

// hostOK refuses hosts with characters that an address cannot hold even
// escaped. Letters of other scripts are fine: browsers read their escapes.
func hostOK(host string) bool {
	return strings.IndexFunc(host, func(r rune) bool { return r < 0x7f && !urlByte(byte(r)) }) < 0
}

// escapeURL escapes what net/url leaves as it came, in queries above all, and
// what would end the address in Markdown or in a shell's quotes.
func escapeURL(s string) string {
	const hex = "0123456789ABCDEF"
	bad := 0
	for i := range len(s) {
		if !urlByte(s[i]) {
			bad++
		}
	}
	if bad == 0 {
		return s
	}
	b := make([]byte, 0, len(s)+2*bad)
	for i := range len(s) {
		if c := s[i]; urlByte(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

func urlByte(c byte) bool {
	return c > ' ' && c < 0x7f && strings.IndexByte("\"<>\\^`{|}", c) < 0
}
