package fetch

import (
	"net/netip"
	"net/url"
	"strings"
	"syscall"
)

// A judge tells addresses that a document must not lead to.
type judge func(netip.Addr) bool

// special lists what is not on the public net though netip's own methods do
// not tell, and addresses on it that belong to the machine's surroundings.
var special = prefixes(`
	0.0.0.0/8        this network
	100.64.0.0/10    shared by carriers; holds Alibaba's metadata 100.100.100.200
	192.0.0.0/24     protocol assignments; holds Oracle's metadata 192.0.0.192
	192.0.2.0/24     documentation
	192.88.99.0/24   relays of 6to4
	198.18.0.0/15    measurement
	198.51.100.0/24  documentation
	203.0.113.0/24   documentation
	240.0.0.0/4      reserved, and broadcast
	168.63.129.16/32 Azure's metadata
	2001::/23        protocol assignments; holds Teredo
	2001:db8::/32    documentation
	3fff::/20        documentation
`)

var (
	globalUnicast = netip.MustParsePrefix("2000::/3")
	sixToFour     = netip.MustParsePrefix("2002::/16")
	nat64         = netip.MustParsePrefix("64:ff9b::/96")
)

func prefixes(table string) []netip.Prefix {
	var list []netip.Prefix
	for line := range strings.Lines(table) {
		if fields := strings.Fields(line); len(fields) > 0 {
			list = append(list, netip.MustParsePrefix(fields[0]))
		}
	}
	return list
}

// private reports whether a is anything but a unicast address of the public
// net: this machine, a private or link-local network, a cloud's metadata
// service. Of addresses that wrap an IPv4 address that one counts, because the
// packet arrives there; NAT64 itself must pass, as it is how machines with
// IPv6 only reach the others.
func private(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	switch {
	case a.Is4():
	case nat64.Contains(a):
		return private(embedded(a, 12))
	case sixToFour.Contains(a):
		return private(embedded(a, 2))
	case !globalUnicast.Contains(a):
		return true
	}
	if a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() {
		return true
	}
	for _, p := range special {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// embedded returns the IPv4 address at byte i of a.
func embedded(a netip.Addr, i int) netip.Addr {
	b := a.As16()
	return netip.AddrFrom4([4]byte(b[i : i+4]))
}

// guard refuses connections to addresses that j tells. It sees each address
// after the name was looked up and before the first packet, so that a name
// which changes its meaning meanwhile gains nothing.
func guard(j judge) func(network, address string, _ syscall.RawConn) error {
	return func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || j(to.Addr()) {
			return ErrPrivate
		}
		return nil
	}
}

// plainlyPrivate reports whether the host of u tells by itself that it is
// private. byName includes names, for proxies that look them up.
func plainlyPrivate(u *url.URL, j judge, byName bool) bool {
	host := u.Hostname()
	if addr, err := netip.ParseAddr(host); err == nil {
		return j(addr)
	}
	return byName && localName(host)
}

// localName reports whether a name is local by convention (RFC 6761, 6762,
// 8375, and .internal, which ICANN set aside and clouds use for metadata).
func localName(host string) bool {
	if !strings.Contains(host, ".") {
		return true
	}
	for _, suffix := range []string{".localhost", ".local", ".internal", ".home.arpa", ".lan"} {
		if strings.HasSuffix(host, suffix) {
			return true
		}
	}
	return false
}
