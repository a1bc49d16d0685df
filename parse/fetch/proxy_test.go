package fetch

import (
	"net/http"
	"testing"
)

func TestEnvironmentProxy(t *testing.T) {
	env := map[string]string{"https_proxy": "http://proxy.example:3128", "HTTPS_PROXY": "http://other.example", "NO_PROXY": "inside.example"}
	proxy := EnvironmentProxy(func(name string) string { return env[name] })
	for url, want := range map[string]string{
		"https://news.example/feed": "http://proxy.example:3128", "https://inside.example/": "", "http://news.example/": "",
	} {
		r, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if u, err := proxy(r); err != nil {
			t.Errorf("%s: %v", url, err)
		} else if u != nil {
			got = u.String()
		}
		if got != want {
			t.Errorf("%s goes through %q, want %q", url, got, want)
		}
	}
}
