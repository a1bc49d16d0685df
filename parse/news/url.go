package news

import (
	"net/url"
	"strings"

	"newsreader/parse/clean"
)

// CanonicalURL returns the address under which an article is known: http or
// https, scheme and host in lower case, without default port, fragment,
// tracking parameters, user name and password, with escapes in upper case.
// Other parameters stay, in their order. So do "www." and a slash at the end,
// since sites exist where they matter, and fragments that name something of its
// own and not a place in the page: routes (#!/…, #/…), comments and the like
// (#comment-5), of which feeds have many with one page. ok is false if raw is no
// such address.
func CanonicalURL(raw string) (canonical string, ok bool) {
	if plainURL(raw) {
		return raw, true
	}
	return canonicalURL(raw)
}

// plainURL reports whether raw is canonical already, as most links of feeds
// are: a host of ASCII in lower case and a path of characters that are never
// escaped, and nothing else. A look over its bytes takes a fifteenth of the
// time of taking it apart.
func plainURL(raw string) bool {
	rest, ok := strings.CutPrefix(raw, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(raw, "http://")
	}
	slash := strings.IndexByte(rest, '/')
	if !ok || slash < 1 || rest[slash-1] == '.' || len(raw) > maxPlain {
		return false
	}
	for i := range len(rest) {
		c := rest[i]
		word := c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.'
		inPath := c == '/' || c >= 'A' && c <= 'Z' || c == '_' || c == '~'
		if !word && (i < slash || !inPath) {
			return false
		}
	}
	return true
}

const maxPlain = 2000 // longer ones are looked at closely

func canonicalURL(raw string) (canonical string, ok bool) {
	u, err := url.Parse(clean.URL(raw, "http", "https"))
	if err != nil || u.Host == "" {
		return "", false
	}
	name, port := strings.TrimRight(u.Hostname(), "."), u.Port()
	if name == "" {
		return "", false
	}
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	if u.Host = name; port != "" && (u.Scheme != "http" || port != "80") && (u.Scheme != "https" || port != "443") {
		u.Host += ":" + port
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = withoutTracking(u.RawQuery)
	u.ForceQuery = false
	if !isRoute(u.Fragment) && !isEntry(u.Fragment) {
		u.Fragment, u.RawFragment = "", ""
	}
	return upperEscapes(u.String()), true
}

func isRoute(fragment string) bool {
	return strings.HasPrefix(fragment, "/") || strings.HasPrefix(fragment, "!")
}

// isEntry reports whether a fragment is the number of a comment, a post of a
// forum, or a note of a weblog that has them all on one page.
func isEntry(fragment string) bool {
	word := strings.TrimRight(fragment, "0123456789")
	digits := len(fragment) - len(word)
	word = strings.ToLower(strings.TrimRight(word, "-_:="))
	return digits > 0 && entryWords[word] || digits >= 5 && (word == "a" || word == "c")
}

var entryWords = nameSet(`
	comment comments div-comment li-comment issuecomment discussioncomment discussion_r
	note reply answer post msg message`)

// frontPage reports whether a canonical URL names a whole site. Some feeds
// give it as the link of every article, so it identifies none.
func frontPage(canonical string) bool {
	_, rest, _ := strings.Cut(canonical, "://")
	return strings.IndexByte(rest, '/') == len(rest)-1
}

// withoutTracking removes tracking parameters from a query.
func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	kept := make([]string, 0, 8)
	for param := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(param, "=")
		if param != "" && !tracks(strings.ToLower(name)) {
			kept = append(kept, param)
		}
	}
	return strings.Join(kept, "&")
}

func tracks(name string) bool {
	if trackingNames[name] {
		return true
	}
	for _, p := range trackingPrefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// upperEscapes writes %e6 as %E6.
func upperEscapes(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], strings.ToUpper(s[i+1:i+3]))
		}
	}
	return string(b)
}

// Tracking parameters tell where a reader came from and change nothing about
// the page. Names that some sites give a meaning, such as ref and source, are
// left alone.
var (
	trackingPrefixes = []string{"utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "oly_", "vero_", "_hs", "at_campaign", "at_medium", "at_custom", "at_link", "at_ptr", "at_bbc", "at_format"}

	trackingNames = nameSet(`
		fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ymclid twclid ttclid li_fat_id igshid igsh
		mc_cid mc_eid mkt_tok _ga _gl _openstat wickedid s_cid cmpid ncid ocid xtor wt_mc wt.mc_id ito ftag
		cmp smid smtyp sr_share ref_src ref_url __twitter_impression guccounter guce_referrer guce_referrer_sig
		fb_action_ids fb_action_types fb_source epik srsltid rb_clickid trk_contact ml_subscriber`)
)

func nameSet(names string) map[string]bool {
	set := map[string]bool{}
	for _, n := range strings.Fields(names) {
		set[n] = true
	}
	return set
}
