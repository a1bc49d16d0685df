package fetch

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
	"golang.org/x/net/idna"

	"newsreader/parse/clean"
)

// address reads the address of a request and parts it from its name and
// password. The error never quotes it, since what cannot be read may hold a
// password anywhere.
func address(raw string) (*url.URL, *url.Userinfo, error) {
	raw = strings.TrimSpace(raw)
	u, err := url.Parse(raw)
	if err != nil {
		return nil, nil, &Error{Err: ErrAddress, text: "the address cannot be read"}
	}
	user := u.User
	if err := normalise(u); err != nil {
		return nil, nil, err
	}
	return u, user, nil
}

// normalise makes one spelling of u for all that compares addresses: host in
// lower-case ASCII without final dot and default port, no user, no fragment,
// the rest printable ASCII.
func normalise(u *url.URL) error {
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.Scheme == "file" {
		return nil
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" {
		return &Error{Err: ErrAddress, text: "the address is not one of the web (http or https)"}
	}
	host, ok := asciiHost(u.Hostname())
	port := u.Port()
	if !ok || !validPort(port) {
		return &Error{Err: ErrAddress, text: "the address has no host that can be asked"}
	}
	if port == "" || port == defaultPort(u.Scheme) {
		u.Host = strings.TrimSuffix(net.JoinHostPort(host, ""), ":")
	} else {
		u.Host = net.JoinHostPort(host, port)
	}
	safe, err := url.Parse(clean.URL(u.String(), "http", "https"))
	if err != nil || safe.Host == "" {
		return &Error{Err: ErrAddress, text: "the address cannot be read"}
	}
	*u = *safe
	return nil
}

// asciiHost returns the host as net/http will look it up. It refuses what
// ends in a number but is no address in full, such as 127.1 and 0x7f000001:
// some resolvers and proxies read those as addresses, others as names.
func asciiHost(host string) (string, bool) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.String(), true
	}
	ascii, err := idna.Lookup.ToASCII(host)
	if err != nil && isASCII(host) {
		ascii = strings.ToLower(host) // names with underscores exist
	} else if err != nil {
		return "", false
	}
	ascii = strings.TrimSuffix(ascii, ".")
	if addr, err := netip.ParseAddr(ascii); err == nil {
		return addr.String(), true
	}
	last := ascii[strings.LastIndexByte(ascii, '.')+1:]
	if last == "" || len(ascii) > 253 || last[0] >= '0' && last[0] <= '9' || !httpguts.ValidHostHeader(ascii) {
		return "", false
	}
	return ascii, strings.IndexFunc(ascii, func(r rune) bool { return r == ':' || r == '%' || r == '[' }) < 0
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}

func validPort(port string) bool {
	if port == "" {
		return true
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n > 0
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// server returns the host and port that u is asked of: what takes turns, what
// passwords are for and what the person typed.
func server(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = defaultPort(u.Scheme)
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// upgrade reports whether to is the https side of the same host: the step
// that most old http addresses redirect by.
func upgrade(from, to *url.URL) bool {
	return from.Scheme == "http" && from.Port() == "" &&
		to.Scheme == "https" && to.Port() == "" && from.Hostname() == to.Hostname()
}

// shown returns how messages call the server of u.
func shown(u *url.URL) string { return clean.Line(u.Host) }

// sendable reports whether v can be the value of a header that we send.
func sendable(v string) bool {
	return v != "" && len(v) <= maxValue && httpguts.ValidHeaderFieldValue(v)
}

// maxValue bounds values of headers that are kept or sent back, in bytes.
const maxValue = 1024

// kept returns the header's value if it can be sent back as it came.
func kept(h http.Header, name string) string {
	if v := h.Get(name); sendable(v) {
		return v
	}
	return ""
}
