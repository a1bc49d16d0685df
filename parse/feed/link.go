package feed

import (
	"net/url"
	"strings"

	"newsreader/parse/clean"
	"newsreader/parse/news"
)

// absoluteURL returns the address ref, relative to base, for use as a base.
// It is nil if that is not http or https.
func absoluteURL(base *url.URL, ref string) *url.URL {
	ref = tidy(ref)
	if ref == "" && base == nil || len(ref) > 8192 {
		return nil
	}
	u, err := url.Parse(ref)
	if err != nil {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	return u
}

// absolute returns the address ref, relative to base, made safe; "" if it is
// not http or https.
func absolute(base *url.URL, ref string) string {
	ref = tidy(ref)
	if ref == "" {
		return ""
	}
	if !strings.HasPrefix(ref, "http://") && !strings.HasPrefix(ref, "https://") {
		u := absoluteURL(base, ref)
		if u == nil {
			return ""
		}
		ref = u.String()
	}
	return clean.URL(ref, "http", "https")
}

// canonical is absolute for the address of an article.
func canonical(base *url.URL, ref string) string {
	ref = tidy(ref)
	if ref == "" || isCanonical(ref) {
		return ref
	}
	if !strings.HasPrefix(ref, "http://") && !strings.HasPrefix(ref, "https://") {
		u := absoluteURL(base, ref)
		if u == nil {
			return ""
		}
		ref = u.String()
	}
	c, _ := news.CanonicalURL(ref)
	return c
}

// isCanonical reports whether an address is canonical at a glance: http or
// https, a host in lower case and a path, all of plain characters. Most are,
// and to take them apart and put them together again would take a third of
// the time that a feed of short entries takes.
func isCanonical(ref string) bool {
	host, ok := strings.CutPrefix(ref, "https://")
	if !ok {
		host, ok = strings.CutPrefix(ref, "http://")
	}
	end := strings.IndexByte(host, '/')
	if !ok || end < 1 || host[end-1] == '.' || len(ref) > 2048 {
		return false
	}
	for i := range len(host) {
		switch c := host[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '.':
		case i >= end && (c >= 'A' && c <= 'Z' || c == '/' || c == '_'):
		default:
			return false
		}
	}
	return true
}

// resolver returns a function that makes addresses in the markup of n
// absolute where its elements have another base; nil if they have none.
func resolver(n *node, base *url.URL) func(string) string {
	if base == n.base || base == nil {
		return nil
	}
	return func(ref string) string {
		if u, err := url.Parse(tidy(ref)); err == nil {
			return base.ResolveReference(u).String()
		}
		return ref
	}
}

// tidy mends what goes wrong with addresses in feeds: white space around and
// line breaks in them, "&amp;" that was escaped twice, feed:// in front, and
// too many slashes behind the scheme.
func tidy(ref string) string {
	if isCanonical(ref) {
		return ref
	}
	if strings.IndexFunc(ref, odd) >= 0 {
		if strings.ContainsAny(ref, "\r\n\t") {
			ref = strings.Join(strings.Fields(ref), "")
		}
		ref = strings.ReplaceAll(strings.TrimSpace(ref), " ", "%20")
	}
	if strings.Contains(ref, "&amp;") {
		ref = strings.ReplaceAll(ref, "&amp;", "&")
	}
	if rest, ok := strings.CutPrefix(ref, "feed:"); ok {
		if ref = rest; strings.HasPrefix(rest, "//") {
			ref = "http:" + rest
		}
	}
	if scheme, rest, ok := strings.Cut(ref, ":///"); ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")) {
		ref = scheme + "://" + strings.TrimLeft(rest, "/")
	}
	return ref
}

func odd(r rune) bool { return r <= ' ' }

// language returns a language tag in BCP 47's form, "" for what is none.
func language(tag string) string {
	tag = strings.ReplaceAll(strings.TrimSpace(tag), "_", "-")
	if len(tag) > 35 {
		return ""
	}
	for i := range len(tag) {
		if c := tag[i] | 0x20; !(c >= 'a' && c <= 'z' || tag[i] >= '0' && tag[i] <= '9' || tag[i] == '-') {
			return ""
		}
	}
	return tag
}
