package fetch

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

func TestPrivate(t *testing.T) {
	for _, a := range []string{
		"127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
		"100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.1.1",
		"240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1",
		"::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1",
		"::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:127.0.0.1",
		"64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8",
		"2002:7f00:1::1", "2002:c0a8:101::", "2001::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1",
	} {
		if !private(netip.MustParseAddr(a)) {
			t.Errorf("%s passes", a)
		}
	}
	for _, a := range []string{
		"8.8.8.8", "172.32.0.1", "100.128.0.1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
		"2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888",
	} {
		if private(netip.MustParseAddr(a)) {
			t.Errorf("%s is refused", a)
		}
	}
}

func TestPrivateAddressesMustBeTyped(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) {})
	named := strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	mapped := strings.Replace(s.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1)
	f := New(options())
	defer f.CloseIdle()
	for _, u := range []string{s.URL, named, mapped} {
		_, _, err := get(f, Request{URL: u})
		wantError(t, err, ErrPrivate, "is inside of a private network")
		if _, _, err := get(f, Request{URL: u, Typed: true}); err != nil && u != mapped {
			t.Errorf("typed %s: %v", u, err)
		}
		// The connection that the typed request left open must not be used.
		_, _, err = get(f, Request{URL: u})
		wantError(t, err, ErrPrivate, "")
	}
}

func TestRedirectsInto(t *testing.T) {
	inner := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("was asked") })
	var outer *httptest.Server
	outer = serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/self":
			http.Redirect(w, r, outer.URL+"/end", http.StatusFound)
		case "/file":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		case "/inner":
			http.Redirect(w, r, inner.URL, http.StatusFound)
		}
	})
	f := New(options())
	defer f.CloseIdle()
	if _, _, err := get(f, Request{URL: outer.URL + "/self", Typed: true}); err != nil {
		t.Error(err)
	}
	_, _, err := get(f, Request{URL: outer.URL + "/inner", Typed: true})
	wantError(t, err, ErrPrivate, "redirected to http://127.0.0.1")
	_, _, err = get(f, Request{URL: outer.URL + "/file", Typed: true})
	wantError(t, err, ErrRedirect, "cannot be followed")
}

// The guard sees what a name means at the moment of connecting.
func TestGuardRefusesWhileDialing(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	asked := 0
	d := &net.Dialer{Control: guard(func(a netip.Addr) bool { asked++; return private(a) })}
	if _, err := d.DialContext(t.Context(), "tcp", l.Addr().String()); err == nil || asked != 1 {
		t.Errorf("%v after %d questions", err, asked)
	}
}

func TestProxy(t *testing.T) {
	asked := ""
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.RequestURI
		if r.Method == http.MethodConnect {
			w.WriteHeader(http.StatusForbidden)
		}
	})
	o := options()
	o.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(proxy.URL) }
	f := New(o)
	defer f.CloseIdle()
	if _, _, err := get(f, Request{URL: "http://news.example/feed"}); err != nil || asked != "http://news.example/feed" {
		t.Errorf("asked %q: %v", asked, err)
	}
	_, _, err := get(f, Request{URL: "https://news.example/feed"})
	wantError(t, err, nil, "the proxy does not connect to news.example")
	for _, host := range []string{
		"127.0.0.1", "[::1]", "169.254.169.254", "１２７.０.０.１", "127.0.0.1.", "[::ffff:10.0.0.1]", "localhost", "a.localhost",
		"intranet", "nas.local", "metadata.google.internal", "router.home.arpa", "LOCALHOST.",
	} {
		asked = ""
		_, _, err := get(f, Request{URL: "http://" + host + "/"})
		wantError(t, err, ErrPrivate, "private network")
		if asked != "" {
			t.Errorf("%s was asked of the proxy", host)
		}
	}
}

func TestProxyErrorsTellNoPassword(t *testing.T) {
	port := "bad"
	o := options()
	o.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse("http://me:secret@127.0.0.1:" + port) }
	_, _, err := get(newFetcher(t, o), Request{URL: "http://news.example/"})
	wantError(t, err, nil, "the proxy settings cannot be used")
	noSecrets(t, err, "secret")
	port = "1"
	_, _, err = get(newFetcher(t, o), Request{URL: "http://news.example/"})
	wantError(t, err, nil, "the proxy refused the connection")
	noSecrets(t, err, "secret")
}
