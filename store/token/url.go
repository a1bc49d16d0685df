package token

import "strings"

// url passes on the words of the host of the URL whose scheme stands from a
// place to another, and returns where the URL ends. It returns at most end if
// it is none.
func (s *scan) url(from, end int) int {
	if end-from < 3 || end-from > 5 || !isScheme(s.text[from:end]) {
		return end
	}
	host := end + len("://")
	to := host + urlEnd(s.text[host:])
	stop := host
	for stop < to && strings.IndexByte("/?#", s.text[stop]) < 0 {
		stop++
	}
	if strings.HasPrefix(s.text[host:stop], "www.") {
		host += len("www.")
	}
	part := *s
	part.text = s.text[:stop]
	part.names = noNames
	for i := host; i < stop; {
		k, size := part.at(i)
		switch k {
		case lower, upper, digit:
			i = part.word(i)
		case dense:
			i = part.dense(i)
		default:
			i += size
		}
	}
	s.pos, s.fresh = part.pos, false
	return to
}

func isScheme(s string) bool {
	return strings.EqualFold(s, "http") || strings.EqualFold(s, "https") || strings.EqualFold(s, "ftp")
}

// urlEnd returns how long the URL is whose rest s begins with.
func urlEnd(s string) int {
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ', c == '"', c == '<', c == '>', c == 0x7f:
			return i
		}
	}
	return len(s)
}
