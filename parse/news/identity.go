package news

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Identify sets the ID of a from its identity, the first of these that a has:
//
//   - the canonical URL, the same for http and https, unless it is just the
//     front page of a site;
//   - the GUID within the feed, which is known by its link or else its title.
//     A GUID without a feed counts together with source and title only, since
//     "5" alone says nothing;
//   - source and title, as [Fold] writes them;
//   - source and text.
//
// The ID is the first eight bytes, big-endian, of a SHA-256 over the kind of
// identity and its parts, and never 0.
func Identify(a *Article) {
	if a.ID = urlKey(a); a.ID != 0 {
		return
	}
	if a.ID = guidKey(a); a.ID != 0 {
		return
	}
	if a.ID = titleKey(a); a.ID == 0 {
		a.ID = hash("text", Fold(a.Source), a.Summary, a.Content)
	}
}

// Keys returns all IDs under which the same article may be met again: the ID
// it has first, then those of its other identities. Two articles are the same
// if the ID of one is among the keys of the other. That two of the other keys
// are equal is not enough: "Morning briefing" has a new URL each day.
func Keys(a *Article) []ID {
	primary := a.ID
	if primary == 0 {
		b := *a
		Identify(&b)
		primary = b.ID
	}
	keys := make([]ID, 1, 4)
	keys[0] = primary
	for _, k := range [...]ID{urlKey(a), guidKey(a), titleKey(a)} {
		if k != 0 && k != primary {
			keys = append(keys, k)
		}
	}
	return keys
}

// urlKey, guidKey and titleKey return 0 if a has no such identity.

func urlKey(a *Article) ID {
	if a.URL == "" {
		return 0
	}
	u, ok := CanonicalURL(a.URL)
	if !ok || frontPage(u) {
		return 0
	}
	_, rest, _ := strings.Cut(u, "://")
	return hash("url", rest)
}

func guidKey(a *Article) ID {
	if a.GUID == "" {
		return 0
	}
	if a.Feed != nil {
		if u, ok := CanonicalURL(a.Feed.Link); ok {
			_, rest, _ := strings.Cut(u, "://")
			return hash("guid in feed", rest, a.GUID)
		}
		if t := Fold(a.Feed.Title); t != "" {
			return hash("guid in titled feed", t, a.GUID)
		}
	}
	return hash("guid alone", Fold(a.Source), Fold(a.Title), a.GUID)
}

func titleKey(a *Article) ID {
	if a.Title == "" {
		return 0
	}
	title := Fold(a.Title)
	if title == "" {
		title = a.Title // nothing but punctuation
	}
	return hash("title", Fold(a.Source), title)
}

// hash joins kind and parts unmistakably: clean text holds no NUL.
func hash(kind string, parts ...string) ID {
	var room [512]byte
	b := append(room[:0], kind...)
	for _, p := range parts {
		b = append(b, 0)
		b = append(b, p...)
	}
	sum := sha256.Sum256(b)
	if id := ID(binary.BigEndian.Uint64(sum[:8])); id != 0 {
		return id
	}
	return 1
}

// Fold returns s in the form in which names and titles are compared:
// compatibility characters (NFKC), case, punctuation and white space no
// longer count. "Musk’s  FATHER" and "musk's father" fold alike.
func Fold(s string) string {
	if s == "" {
		return ""
	}
	s = norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		if !telling(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		if r == 'ß' || r == 'ẞ' {
			b.WriteString("ss")
			continue
		}
		b.WriteRune(unicode.ToLower(unicode.ToUpper(r)))
	}
	return norm.NFKC.String(b.String())
}

// telling reports whether a character tells titles apart. Symbols do: C, C++.
func telling(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("$+<=>^`|~", r)
	}
	return !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r)
}
