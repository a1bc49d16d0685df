package fetch

import (
	"net/http"
	"net/url"

	"golang.org/x/net/http/httpproxy"
)

// EnvironmentProxy returns the choice of a proxy that the variables
// HTTP_PROXY, HTTPS_PROXY and NO_PROXY make, in capitals or not, as curl and
// most programs read them. An empty result means none.
func EnvironmentProxy(getenv func(string) string) func(*http.Request) (*url.URL, error) {
	either := func(upper, lower string) string {
		if v := getenv(lower); v != "" {
			return v
		}
		return getenv(upper)
	}
	c := httpproxy.Config{
		HTTPProxy:  either("HTTP_PROXY", "http_proxy"),
		HTTPSProxy: either("HTTPS_PROXY", "https_proxy"),
		NoProxy:    either("NO_PROXY", "no_proxy"),
	}
	choose := c.ProxyFunc()
	return func(r *http.Request) (*url.URL, error) { return choose(r.URL) }
}
