package fetch

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"time"
)

// doors are the ways out. Each keeps its own connections, so that one which
// was opened for a typed address can't serve a request that a document caused.
type doors struct {
	public  *http.Transport // refuses private addresses
	typed   *http.Transport // connects to any
	proxied *http.Transport // connects to proxies only, which may be on this machine

	private judge
}

func newDoors(o Options, private judge) doors {
	d := doors{
		public:  newTransport(o),
		typed:   newTransport(o),
		proxied: newTransport(o),
		private: private,
	}
	open := &net.Dialer{Timeout: o.Timeouts.Connect}
	guarded := &net.Dialer{Timeout: o.Timeouts.Connect, Control: guard(private)}
	d.public.DialContext = guarded.DialContext
	d.typed.DialContext = open.DialContext
	d.proxied.DialContext = open.DialContext
	d.proxied.MaxIdleConnsPerHost = o.Total // they count by proxy
	d.proxied.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
		if answer.StatusCode != http.StatusOK {
			return errProxyRefused
		}
		return nil
	}
	d.proxied.Proxy = func(r *http.Request) (*url.URL, error) { return chosenProxy(r.Context()), nil }
	return d
}

// newTransport returns a transport that holds little: a request a host needs
// one connection a host, and requests of ours fit into a kilobyte. An idle
// connection takes 43 KB together with the server's side in the same process.
func newTransport(o Options) *http.Transport {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	return &http.Transport{
		TLSClientConfig:        &tls.Config{RootCAs: o.Roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    o.Timeouts.TLS,
		ResponseHeaderTimeout:  o.Timeouts.Header,
		MaxResponseHeaderBytes: 256 << 10, // some pages send 50 KB of policies
		DisableCompression:     true,      // decode.go does more kinds, and bounds them
		MaxIdleConns:           2 * o.Total,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		WriteBufferSize:        1 << 10,
		ReadBufferSize:         4 << 10,
		Protocols:              &protocols,
		HTTP2: &http.HTTP2Config{
			MaxReceiveBufferPerStream:     1 << 20,
			MaxReceiveBufferPerConnection: 1 << 20,
		},
	}
}

// pick returns the transport for a request, which it may replace by one that
// knows its proxy. typed tells that the person typed its host and port.
func (d doors) pick(r *http.Request, o Options, typed bool) (*http.Transport, *http.Request, error) {
	var proxy *url.URL
	if o.Proxy != nil {
		var err error
		if proxy, err = o.Proxy(r); err != nil {
			return nil, nil, errProxy // its own text may hold the proxy's password
		}
	}
	switch {
	case !typed && plainlyPrivate(r.URL, d.private, proxy != nil):
		return nil, nil, ErrPrivate
	case proxy != nil:
		return d.proxied, r.WithContext(context.WithValue(r.Context(), proxyKey{}, proxy)), nil
	case typed:
		return d.typed, r, nil
	}
	return d.public, r, nil
}

type proxyKey struct{}

func chosenProxy(ctx context.Context) *url.URL {
	proxy, _ := ctx.Value(proxyKey{}).(*url.URL)
	return proxy
}

func (d doors) closeIdle() {
	d.public.CloseIdleConnections()
	d.typed.CloseIdleConnections()
	d.proxied.CloseIdleConnections()
}
